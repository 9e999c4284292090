"""How far two coders agree on who holds what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, cast

from argmap.characters import shown
from argmap.errors import ValueRefused
from argmap.model.argument_map import ArgumentMap
from argmap.model.records import Position
from argmap.model.text import did_you_mean
from argmap.positions.coders.coefficients import cohen_kappa, krippendorff_alpha
from argmap.positions.questions.scope import claims_asked
from argmap.positions.selecting import Filters, Unpack, selected
from argmap.tables import Table

__all__ = ["Agreement", "agreement"]

Pair = tuple[str, str]  # a party and a claim


class Agreement(Table):
    """How far two coders agree: a table of `measure, value, n, rule`, with the disagreements behind it.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> pier, _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada")
    >>> _ = m.add_position("ada", "pier", "asserts", coder="a"), m.add_position("ada", "pier", "denies", coder="b")
    >>> found = am.agreement(m, coders=("a", "b"))
    >>> found.figures["shared"], found.figures["same_stance"], len(found.disagreements)
    (1, 0, 1)
    """

    __slots__ = ("_disagreements", "_figures")

    def __init__(self, measures: Sequence[_Measure], disagreements: Table, *, rules: str, note: str) -> None:
        super().__init__(
            ["measure", "value", "n", "rule"],
            measures,
            lambda one: (one.name, _rounded(one.value), one.n, one.rule),
            rules=rules,
            note=note,
            width=None,
        )
        self._figures = MappingProxyType({one.name: one.value for one in measures})
        self._disagreements = disagreements

    @property
    def figures(self) -> Mapping[str, float | int | None]:
        """Each measure by name, not rounded; None where it is not defined."""
        return self._figures

    @property
    def disagreements(self) -> Table:
        """What the coders differ on: `party, claim, differ_in, a, b, quote_a, quote_b`, one row a difference."""
        return self._disagreements


class _Measure(NamedTuple):
    name: str
    value: float | int | None
    n: int | None  # units that it is about
    rule: str


class _Coding(NamedTuple):
    """What one coder coded, by pair, in the order of the map."""

    rows: dict[Pair, list[Position]]
    beside: int  # positions on arguments and implicit premises

    def stance(self, pair: Pair) -> str:
        return self.rows[pair][0].stance

    def basis(self, pair: Pair) -> str:
        return "explicit" if any(p.basis == "explicit" for p in self.rows[pair]) else "inferred"

    def imputed(self, pair: Pair) -> bool:
        return any(p.mode == "imputed" for p in self.rows[pair])


class _Difference(NamedTuple):
    pair: Pair
    what: str
    a: str | None
    b: str | None
    positions: tuple[Position | None, Position | None]


def agreement(
    a: ArgumentMap, b: ArgumentMap | None = None, *, coders: Sequence[str] | None = None, **filters: Unpack[Filters]
) -> Agreement:
    """How far two coders agree on which party takes which stance on which claim.

    Parameters
    ----------
    a, b : ArgumentMap
        The maps of two coders, with the same ids of parties and claims. Or one map that has positions of both.
    coders : two names, optional
        The `coder` of the positions to compare, in one map; left out when the map has two coders.
    **filters
        As in `m.positions(...)`. Imputed positions count here, and nothing is rolled up, unless a filter says so: what
        is compared is what was coded.

    Returns
    -------
    Agreement
        A table of `measure, value, n, rule`: how many pairs of party and claim each coder has, how many both; the share
        of equal stances; Cohen's kappa and Krippendorff's alpha of stance, of presence and of basis. `figures` has them
        by name; `disagreements` lists every difference with both quotes.

    Raises
    ------
    ValueRefused
        When there are not two coders to compare.

    Notes
    -----
    The value of a coefficient is rounded to three places in the table, not in `figures`. Where both coders use one
    category only it is not defined, and None. Presence over the used pairs only would be degenerate, as no pair is
    absent for both: its universe is every party that either coder uses with every claim. Cost: linear in the positions.

    References
    ----------
    Cohen: A coefficient of agreement for nominal scales, 1960. Krippendorff: Content Analysis, 2004, chapter 11.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> for id in ("pier", "view"):
    ...     _ = m.add_claim(f"The {id}.", id=id)
    >>> _ = m.add_party("Ada", id="ada")
    >>> theirs = m.copy()
    >>> for one, stance in ((m, "asserts"), (theirs, "concedes")):
    ...     _ = one.add_position("ada", "pier", stance), one.add_position("ada", "view", "denies")
    >>> am.agreement(m, theirs).figures["stance_kappa"]
    0.3333333333333333
    """
    if b is None:
        names = _coders(a, coders)
        filters_of = [cast(Filters, {**filters, "coder": name}) for name in names]
        maps = (a, a)
    elif coders is not None:
        raise ValueRefused("coders= tells two coders of one map apart: leave it out for two maps")
    else:
        names, maps, filters_of = ("a", "b"), (a, b), [filters, filters]
    universe = [{claim.id: None for claim in claims_asked(m, filters)} for m in maps]
    claims = universe[0] | universe[1]
    one, two = (_coding(m, asked, claims) for m, asked in zip(maps, filters_of, strict=True))
    pairs = dict.fromkeys([*one.rows, *two.rows])
    notes = []
    if alone := len(universe[0].keys() ^ universe[1].keys()):
        notes.append(f"{alone} of {len(claims)} claims are in one of the maps only.")
    if one.beside or two.beside:
        notes.append(
            f"Positions on arguments and implicit premises are not compared ({one.beside} and {two.beside} left out)."
        )
    measures = _measures(one, two, list(pairs), list(claims))
    if undefined := [measure.name for measure in measures if measure.value is None]:
        notes.append(f"Not defined, for lack of pairs or of a second category: {', '.join(undefined)}.")
    clause = selected(a, _AS_CODED | filters_of[0]).rules if filters else "imputed ones included, nothing rolled up"
    return Agreement(
        measures,
        _disagreements(one, two, list(pairs), names),
        rules=(
            f"Agreement of the coders {names[0]} and {names[1]} on pairs of a party and a claim, whatever the stance; "
            f"of several positions on a pair the first counts for stance, and any explicit one for basis ({clause})."
        ),
        note=" ".join(notes),
    )


_AS_CODED: Filters = {"mode": "any", "rollup": False}


def _coders(m: ArgumentMap, coders: Sequence[str] | None) -> tuple[str, str]:
    there = list(dict.fromkeys(p.coder for p in m.positions.values() if p.coder is not None))
    told = f"this map has {', '.join(map(repr, there))}" if there else "no position of this map names its coder"
    wanted = there if coders is None else [coders] if isinstance(coders, str) else list(coders)
    for name in wanted:
        if name not in there:
            raise ValueRefused(f"no coder {shown(name, 40)}{did_you_mean(name, there)}: {told}")
    if len(set(wanted)) != 2 or len(wanted) != 2:
        raise ValueRefused(f"two coders are compared, as in coders=('a', 'b'): {told}")
    return wanted[0], wanted[1]


def _coding(m: ArgumentMap, filters: Filters, claims: Mapping[str, None]) -> _Coding:
    rows: dict[Pair, list[Position]] = {}
    beside = 0
    for held in selected(m, _AS_CODED | filters).rows:
        if held.position.target in claims:
            rows.setdefault((held.party, held.position.target), []).append(held.position)
        else:
            beside += 1
    return _Coding(rows, beside)


def _measures(one: _Coding, two: _Coding, pairs: list[Pair], claims: list[str]) -> list[_Measure]:
    shared = [pair for pair in pairs if pair in one.rows and pair in two.rows]
    stances = Counter((one.stance(pair), two.stance(pair)) for pair in shared)
    parties = {party for party, _ in pairs}
    only_a, only_b = len(one.rows) - len(shared), len(two.rows) - len(shared)
    everywhere = len(parties) * len(claims)
    # Counted, not listed: most of the pairs that there could be are in neither coding.
    presence = {(True, True): len(shared), (True, False): only_a, (False, True): only_b}
    presence[False, False] = everywhere - len(pairs)
    own = [pair for pair in shared if not one.imputed(pair) and not two.imputed(pair)]
    bases = Counter((one.basis(pair), two.basis(pair)) for pair in own)
    of_stance = "over the pairs that both coded, the first position of each"
    of_presence = f"of 'has a position' over {len(parties)} parties used by either coder x {len(claims)} claims"
    of_basis = "over the pairs that both coded and neither marks imputed; explicit when any of their positions is"
    return [
        _Measure("pairs_a", len(one.rows), None, "pairs of a party and a claim that the first coder has"),
        _Measure("pairs_b", len(two.rows), None, "pairs of a party and a claim that the second coder has"),
        _Measure("shared", len(shared), len(pairs), "pairs that both have, of those that either has"),
        _Measure("only_a", only_a, len(pairs), "pairs that only the first coder has"),
        _Measure("only_b", only_b, len(pairs), "pairs that only the second coder has"),
        _Measure("same_stance", _same(stances), len(shared), f"equal stances {of_stance}"),
        _Measure("stance_kappa", cohen_kappa(stances), len(shared), f"Cohen's kappa of stance {of_stance}"),
        _Measure(
            "stance_alpha", krippendorff_alpha(stances), len(shared), f"Krippendorff's alpha, nominal, {of_stance}"
        ),
        _Measure("presence_kappa", cohen_kappa(presence), everywhere, f"Cohen's kappa {of_presence}"),
        _Measure("presence_alpha", krippendorff_alpha(presence), everywhere, f"Krippendorff's alpha {of_presence}"),
        _Measure("same_basis", _same(bases), len(own), f"equal basis {of_basis}"),
        _Measure("basis_kappa", cohen_kappa(bases), len(own), f"Cohen's kappa of basis {of_basis}"),
        _Measure("basis_alpha", krippendorff_alpha(bases), len(own), f"Krippendorff's alpha, nominal, {of_basis}"),
    ]


def _same(units: Counter[tuple[str, str]]) -> int:
    return sum(count for (a, b), count in units.items() if a == b)


def _rounded(value: float | int | None) -> float | int | None:
    return round(value, 3) if isinstance(value, float) else value


def _stance(p: Position | None) -> str | None:
    """The stance, with what must be known of it: an opponent's gloss is not the party's own word."""
    if p is None:
        return None
    by = f" by {p.imputed_by}" if p.imputed_by else ""
    return f"{p.stance} (imputed{by})" if p.mode == "imputed" else p.stance


def _disagreements(one: _Coding, two: _Coding, pairs: list[Pair], names: tuple[str, str]) -> Table:
    found = []
    for pair in pairs:
        first, second = one.rows.get(pair), two.rows.get(pair)
        if first is None or second is None:
            held = first[0] if first else None, second[0] if second else None
            found.append(_Difference(pair, "presence", _stance(held[0]), _stance(held[1]), held))
            continue
        both = first[0], second[0]
        if both[0].stance != both[1].stance:
            found.append(_Difference(pair, "stance", _stance(both[0]), _stance(both[1]), both))
        if not one.imputed(pair) and not two.imputed(pair) and one.basis(pair) != two.basis(pair):
            found.append(_Difference(pair, "basis", one.basis(pair), two.basis(pair), both))
    return Table(
        ["party", "claim", "differ_in", "a", "b", "quote_a", "quote_b"],
        found,
        lambda item: (*item.pair, item.what, item.a, item.b, *(p and p.quote for p in item.positions)),
        record=lambda item: item.positions,
        rules=(
            "Every pair of a party and a claim that only one coder has, or on which the two differ in stance (of the "
            "first position) or in basis (where neither marks it imputed), one row a difference."
        ),
        note="" if found else "The coders differ in nothing.",
        heads={"differ_in": "differ in", "a": names[0], "b": names[1]}
        | {"quote_a": f"quote of {names[0]}", "quote_b": f"quote of {names[1]}"},
    )
