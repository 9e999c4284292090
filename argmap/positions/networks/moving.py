"""A series of networks: windows of time, or of so many statements, that move over the debate."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, NamedTuple, overload

from argmap.errors import ValueRefused
from argmap.model.argument_map import ArgumentMap
from argmap.positions.networks.building import KINDS, network_of, shape
from argmap.positions.networks.building import rules as network_rules
from argmap.positions.networks.counting import at_least, counting, number, one_of
from argmap.positions.networks.gathering import gathered, noted, sentence
from argmap.positions.networks.matrices import checked_value, matrix_of
from argmap.positions.networks.matrices import rules as matrix_rules
from argmap.positions.networks.ties import Network
from argmap.positions.selecting import Filters, Unpack
from argmap.tables import Table

UNITS = ("days", "weeks", "months", "years", "positions")
KERNELS = (None, "uniform", "triangular", "epanechnikov", "gaussian")
_MOST = 10_000
_FORMULAS = {
    "uniform": "0.5",
    "triangular": "1 - |d|",
    "epanechnikov": "0.75 (1 - d^2)",
    "gaussian": "the density of the standard normal distribution at d",
}


class Window(NamedTuple):
    """One window: its first and last day, and its network.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada")
    >>> _ = m.add_position("ada", "pier", "asserts", date="2018-03-07")
    >>> am.windows(m, width=1, unit="months")[0].end
    datetime.date(2018, 3, 31)
    """

    start: datetime.date
    end: datetime.date
    network: Network


class Windows(Sequence[Window]):
    """A series of windows, in the order of time.

    Attributes
    ----------
    rules : str
        How it was counted, for a methods section.
    note : str
        What the reader must know: which statements are in no window.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada"), m.add_party("Bo", id="bo")
    >>> _ = m.add_position("ada", "pier", "asserts", date="2018-03-07")
    >>> _ = m.add_position("bo", "pier", "asserts", date="2018-03-20")
    >>> _ = m.add_position("bo", "pier", "denies", date="2018")
    >>> series = am.windows(m, width=1, unit="months")
    >>> print(series)
    start       end         nodes  edges  weight  statements  possible
    ----------  ----------  -----  -----  ------  ----------  --------
    2018-03-01  2018-03-31      2      1       1           2         1
    1 statement is in no window: its date does not decide which.
    >>> print(series.edges())
    start       end         a    b   weight  claims
    ----------  ----------  ---  --  ------  ------
    2018-03-01  2018-03-31  ada  bo       1  pier
    1 statement is in no window: its date does not decide which.
    """

    __slots__ = ("_counts", "_windows", "note", "rules")

    def __init__(self, windows: list[Window], counts: list[tuple[int, int]], rules: str, note: str) -> None:
        self._windows = windows
        self._counts = counts
        self.rules = rules
        self.note = note

    def __len__(self) -> int:
        return len(self._windows)

    @overload
    def __getitem__(self, index: int) -> Window: ...
    @overload
    def __getitem__(self, index: slice) -> list[Window]: ...
    def __getitem__(self, index: int | slice) -> Window | list[Window]:
        return self._windows[index]

    def overview(self) -> Table:
        """One row a window.

        Returns
        -------
        Table
            `start, end, nodes, edges, weight` (the sum over its edges), `statements` (that are surely in it) and
            `possible` (those that may be: their dates do not decide). Behind each row stands the `Window`.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada")
        >>> _ = m.add_position("ada", "pier", "asserts", date="2018-03-07")
        >>> am.windows(m, width=1, unit="years").overview().column("statements")
        [1]
        """

        def cells(item: tuple[Window, tuple[int, int]]) -> tuple[Any, ...]:
            (start, end, net), (sure, possible) = item
            weight = net.matrix.sum() / (1 if net.of == "both" else 2)
            weight = int(weight) if net.matrix.dtype.kind != "f" else float(weight)
            return start, end, len(net.nodes), net.number_of_edges, weight, sure, possible

        return Table(
            ["start", "end", "nodes", "edges", "weight", "statements", "possible"],
            list(zip(self._windows, self._counts, strict=True)),
            cells,
            record=lambda item: item[0],
            rules=self.rules,
            note=self.note,
        )

    def edges(self) -> Table:
        """The edges of all windows as one long table: `start, end`, and the columns of `Network.edges`.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada"), m.add_party("Bo", id="bo")
        >>> for party, stance in (("ada", "asserts"), ("bo", "denies")):
        ...     _ = m.add_position(party, "pier", stance, date="2018")
        >>> am.windows(m, width=1, unit="years", network="conflict").edges().column("weight")
        [1]
        """
        items = [(window, row) for window in self._windows for row in window.network.edges().records]
        of = self._windows[0].network.of if self._windows else "party"
        tie = {"party": "claims", "claim": "parties", "both": "positions"}[of]
        return Table(
            ["start", "end", "a", "b", "weight", tie],
            items,
            lambda item: (item[0].start, item[0].end, item[1].a, item[1].b, item[1].weight, getattr(item[1], tie)),
            record=lambda item: item[1],
            rules=self.rules,
            note=self.note,
        )

    def __repr__(self) -> str:
        return repr(self.overview())

    def _repr_html_(self) -> str:
        return self.overview()._repr_html_()


def windows(
    m: ArgumentMap,
    *,
    width: int,
    unit: str,
    step: int = 1,
    network: str = "congruence",
    kernel: str | None = None,
    of: str = "party",
    value: str | None = None,
    qualifier: str | None = "boolean",
    duplicates: str | None = None,
    scale: tuple[int, int] | None = None,
    normalise: str | None = None,
    min_weight: float | None = None,
    isolates: bool | str = True,
    min_positions: int = 1,
    min_claims: int = 1,
    min_parties: int = 1,
    compat: str | None = None,
    **filters: Unpack[Filters],
) -> Windows:
    """A network for each window of time.

    Parameters
    ----------
    m : ArgumentMap
    width : int
        How many units a window is long.
    unit : {'days', 'weeks', 'months', 'years', 'positions'}
        Weeks are ISO weeks; weeks, months and years begin where they do in the calendar. A window of `positions` has
        that many statements in the order of their days, and all others of its first and last day.
    step : int
        By how many units the window moves. A step equal to the width gives windows that do not overlap.
    network : {'congruence', 'conflict', 'subtract', 'two-mode'}
    kernel : {'uniform', 'triangular', 'epanechnikov', 'gaussian'}, optional
        Statements weigh less the further they are from the middle of the window: with d, the distance divided by half
        the width, 0.5; 1 - |d|; 0.75 (1 - d²); or the normal density at d, which looks beyond the window as well.
        A pair of statements weighs the root of the product.
    of, qualifier, duplicates, scale, normalise, min_weight, isolates, compat
        As in `congruence`; `of` is for one-mode networks. Repeated statements are looked for within a window.
    min_positions, min_claims, min_parties
        As in `congruence`, counted over the whole series.
    value
        As in `matrix`, for the two-mode network.
    **filters
        As in `m.positions(...)`, rolled up unless `rollup=False`.

    Returns
    -------
    Windows
        A sequence of `Window(start, end, network)`; `edges()` is one long table, `overview()` has a row a window.
        A statement is in a window when its date says so for sure: a year is in no window of a month. Those that may be
        in it are counted beside it; those without a date, or with one too wide for any window, are told in the note.

    Raises
    ------
    ValueRefused, UnknownIdError
        When a choice, a filter, or an id that it names is not known; when there would be more than 10,000 windows.

    Notes
    -----
    Cost: one pass over the positions, then the cost of each network. DNA's triangular kernel weighs what lies after the
    middle of the window more than 1, and its windows of events draw among statements of one day at random; neither is
    imitated under `compat="dna"`.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada"), m.add_party("Bo", id="bo")
    >>> _ = m.add_position("ada", "pier", "asserts", date="2018-01")
    >>> _ = m.add_position("bo", "pier", "denies", date="2018-02")
    >>> _ = m.add_position("bo", "pier", "asserts", date="2018-03")
    >>> for start, end, net in am.windows(m, width=2, unit="months", network="conflict"):
    ...     print(start, end, net.weight("ada", "bo") if "ada" in net.nodes else None)
    2018-01-01 2018-02-28 1
    2018-02-01 2018-03-31 None
    """
    from argmap.positions.networks._spans import Spans

    at_least("width", width, 1)
    at_least("step", step, 1)
    one_of("unit", unit, UNITS)
    one_of("network", network, (*KINDS, "two-mode"))
    one_of("kernel", kernel, KERNELS)
    if kernel is not None and unit == "positions":
        raise ValueRefused("kernel= weighs by time: unit='positions' has none")
    how = counting(
        qualifier=qualifier,
        duplicates=duplicates,
        scale=scale,
        compat=compat,
        isolates=isolates,
        min_positions=min_positions,
        min_claims=min_claims,
        min_parties=min_parties,
    )
    form = None if network == "two-mode" else shape(network, of, how, normalise, min_weight, isolates)
    if form is None:
        if value == "sign" and kernel is not None:
            raise ValueRefused("value='sign' is no number that a kernel could weigh: take count or subtract")
        weighed = "subtract" if kernel is not None and qualifier == "boolean" else None
        value = checked_value(how, value or weighed, normalise)
    material = gathered(m, filters, how)
    found = material.found
    spans = Spans(m, found, width, unit, step, kernel)
    if spans.number > _MOST:
        raise ValueRefused(f"{spans.number} windows of {width} {unit}: give a greater unit or step (at most {_MOST})")
    told = (
        network_rules(found.counting, form, material.rules)
        if form is not None
        else matrix_rules(found.counting, value or "", normalise, material.rules)
    )
    told = sentence(told.removesuffix("."), _series(width, unit, step, kernel))
    made, counts = [], []
    for start, end, chosen, weight, possible in spans:
        part = found.part(chosen).used()
        note: tuple[str, ...] = ()
        if possible:
            note = (
                f"{number(possible, 'statement')} may belong to this window: not counted, the date does not decide.",
            )
        if form is not None:
            net = network_of(m, part, form, "", note, weight)
        else:
            net = matrix_of(m, part, value or "", normalise, told, note, weight)._network(min_weight, isolates)
        net.rules = told
        made.append(Window(datetime.date.fromordinal(start), datetime.date.fromordinal(end), net))
        counts.append((len(chosen), possible))
    return Windows(made, counts, told, noted(*material.notes, *spans.notes))


def _series(width: int, unit: str, step: int, kernel: str | None) -> str:
    """How the windows were made, as a clause."""
    if unit == "positions":
        return (
            f"windows of {width} statements in the order of their days, with all others of their first and last day, "
            f"moved by {step}; only statements dated to the day"
        )
    word = unit.removesuffix("s") if width == 1 else unit
    kind = "ISO " if unit == "weeks" else "calendar "
    told = f"windows of {width} {kind}{word}, moved by {step}"
    if kernel is None:
        return f"{told}; a statement is in a window when its date says so for sure"
    return (
        f"{told}; the weight of a statement is {_FORMULAS[kernel]}, with d its distance in days from the middle of the "
        "window divided by half its width; that of a pair is the root of the product; only statements dated to the day"
    )
