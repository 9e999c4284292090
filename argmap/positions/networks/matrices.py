"""Who takes which stance on what, as a matrix of parties and claims."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from argmap.errors import UnknownIdError, ValueRefused
from argmap.model.argument_map import ArgumentMap
from argmap.model.text import did_you_mean
from argmap.positions.networks.behind import Behind
from argmap.positions.networks.counting import TWO_MODE, VALUES, Counting, counting, isolates_kept, number, one_of
from argmap.positions.networks.gathering import ON_CLAIMS, cells_of, gathered, noted, sentence
from argmap.positions.networks.ties import Network, dense
from argmap.positions.selecting import Filters, Unpack
from argmap.tables import Table

if TYPE_CHECKING:
    import pandas

_ROWS, _WIDTH, _NAME = 12, 100, 18  # what is printed
_MOST_LEVELS = 62


class Matrix:
    """Parties x claims.

    Attributes
    ----------
    parties, claims : tuple of str
        Ids, in the order of the map.
    values : scipy.sparse.csr_array
        What a cell holds is told by `rules`. A silent cell is not stored; a stored 0 is a party that stands on both
        sides.
    rules : str
        How it was counted, for a methods section.
    note : str
        What the reader must know: what was left out, and how many cells are ambivalent.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_claim("It blocks the view.", id="view")
    >>> _ = m.add_party("Ada", id="ada"), m.add_party("Bo", id="bo")
    >>> for party, claim, stance in [("ada", "pier", "asserts"), ("ada", "pier", "denies"), ("bo", "view", "denies")]:
    ...     _ = m.add_position(party, claim, stance)
    >>> M = am.matrix(m)
    >>> M
         pier  view
    ada     ±
    bo           -1
    2 parties x 2 claims, 2 cells of 4.
    1 pair of party and claim has both stances, and counts with each.
    >>> M.ambivalent, M.positions("ada", "pier").column("stance")
    ([('ada', 'pier')], ['asserts', 'denies'])
    """

    __slots__ = ("_behind", "_doubled", "_index", "_value", "claims", "note", "parties", "rules", "values")

    def __init__(self, values: Any, behind: Behind, doubled: Any, value: str, rules: str, note: str) -> None:
        self.values = values
        self._behind = behind
        self._doubled = doubled
        self._value = value
        self.parties = tuple(party.id for party in behind.found.parties)
        self.claims = tuple(claim.id for claim in behind.found.claims)
        self.rules = rules
        self.note = note
        self._index: dict[str, dict[str, int]] | None = None

    @property
    def ambivalent(self) -> list[tuple[str, str]]:
        """The (party, claim) of cells on both sides, or with several values, in the order of the map."""
        coo = self._doubled.tocoo()
        pairs = zip(coo.coords[0].tolist(), coo.coords[1].tolist(), strict=True)
        return [(self.parties[party], self.claims[claim]) for party, claim in sorted(pairs)]

    def positions(self, party: Any, claim: Any) -> Table:
        """The statements behind a cell, in the order of the map, repeated ones included.

        Returns
        -------
        Table
            As that of `Network.positions`; empty for a silent cell.

        Raises
        ------
        UnknownIdError
            When the party or the claim is not in the matrix.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada")
        >>> _ = m.add_position("ada", "pier", "asserts", quote="we need it")
        >>> am.matrix(m).positions("ada", "pier")[0].quote
        'we need it'
        """
        row, column = self._place("party", party), self._place("claim", claim)
        rules = f"The statements of {self.parties[row]} on {self.claims[column]}. {self.rules}"
        return self._behind.table(self._behind.cell(row, column), rules)

    def to_pandas(self) -> pandas.DataFrame:
        """The matrix as a `pandas.DataFrame`, parties x claims; its `attrs` hold the rules and the note.

        Returns
        -------
        pandas.DataFrame
            Of floats: a silent cell is missing (NaN), so that 0 is a party on both sides.

        Raises
        ------
        ValueRefused
            When it would have more than 50 million cells.

        Examples
        --------
        >>> m = am.ArgumentMap()
        >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada", id="ada")
        >>> _ = m.add_position("ada", "pier", "asserts")
        >>> am.matrix(m).to_pandas()
             pier
        ada   1.0
        """
        import numpy
        import pandas

        said = self.values.copy()
        said.data = numpy.ones(len(said.data), bool)
        grid = numpy.where(dense(said), dense(self.values), numpy.nan)
        frame = pandas.DataFrame(grid, index=list(self.parties), columns=list(self.claims))
        frame.attrs.update(rules=self.rules, note=self.note)
        return frame

    def _network(self, min_weight: float | None, isolates: bool | str) -> Network:
        """The same as a two-mode network."""
        import numpy

        from argmap.positions.networks._weights import lighter_left_out

        values = lighter_left_out(self.values, min_weight)
        places: list[Any] = [range(len(self.parties)), range(len(self.claims))]
        if not isolates:
            there = numpy.diff(values.indptr) > 0, numpy.bincount(values.indices, minlength=len(self.claims)) > 0
            places = [numpy.flatnonzero(one).tolist() for one in there]
            values = values[places[0]][:, places[1]]
        told = self.rules.removesuffix(".").replace(
            "Matrix of parties and claims", "Two-mode network of parties and claims", 1
        )
        clauses = [f"edges of a weight, whatever its sign, below {min_weight:g} are left out"] if min_weight else []
        if isolates != "all":  # which the rules of the matrix tell already
            clauses.append(isolates_kept(isolates, "parties and claims"))
        told = sentence(told, *clauses)
        return Network("two-mode", "both", values, places, self._behind, told, self.note)

    def _place(self, what: str, value: Any) -> int:
        id = getattr(value, "id", value)
        ids = self.parties if what == "party" else self.claims
        if self._index is None:
            self._index = {
                "party": {one: place for place, one in enumerate(self.parties)},
                "claim": {one: place for place, one in enumerate(self.claims)},
            }
        place = self._index[what].get(id) if isinstance(id, str) else None
        if place is None:
            hint = did_you_mean(id, ids) if isinstance(id, str) else ""
            raise UnknownIdError(f"no {what} {id!r} in this matrix{hint}")
        return place

    # -- shown ---------------------------------------------------------------------------------------------------------

    def _grid(self, rows: int, columns: int) -> list[list[str]]:
        """The cells of the first rows and columns as text."""
        part, doubled = self.values[:rows, :columns].tocoo(), self._doubled[:rows, :columns].tocoo()
        grid = [[""] * columns for _ in range(rows)]
        for row, column, value in zip(*(one.tolist() for one in (*part.coords, part.data)), strict=True):
            grid[row][column] = f"{value:.3g}" if isinstance(value, float) else str(value)
        if self._value == "sign":
            for row, column in zip(*(one.tolist() for one in doubled.coords), strict=True):
                grid[row][column] = "±"
        return grid

    @property
    def _size(self) -> str:
        parties = number(len(self.parties), "party", "parties")
        cells = number(self.values.nnz, "cell")
        return f"{parties} x {number(len(self.claims), 'claim')}, {cells} of {len(self.parties) * len(self.claims)}."

    def __repr__(self) -> str:
        rows = min(len(self.parties), _ROWS)
        names = [_short(party) for party in self.parties[:rows]]
        left = max(map(len, names), default=0)
        widths: list[int] = []
        for claim in self.claims:
            if left + sum(widths) + 2 * len(widths) + len(_short(claim)) + 5 > _WIDTH:
                break
            widths.append(len(_short(claim)))
        grid, lines = self._grid(rows, len(widths)), []
        if rows and widths:
            shown = self.claims[: len(widths)]
            widths = [max(width, *(len(line[i]) for line in grid)) for i, width in enumerate(widths)]
            more = ["…"] if len(shown) < len(self.claims) else []
            table = [["", *map(_short, shown), *more], *([name, *line] for name, line in zip(names, grid, strict=True))]
            for line in table:
                cells = [cell.rjust(size) for cell, size in zip(line[1:], widths, strict=False)]
                lines.append("  ".join([line[0].ljust(left), *cells, *line[1 + len(widths) :]]).rstrip())
            if rows < len(self.parties):
                lines.append("…")
        return "\n".join(filter(None, [*lines, self._size, self.note]))

    def _repr_html_(self) -> str:
        rows, columns = min(len(self.parties), 50), min(len(self.claims), 20)
        grid = self._grid(rows, columns)
        head = "".join(f"<th>{html.escape(claim)}</th>" for claim in self.claims[:columns])
        body = "".join(
            f"<tr><th>{html.escape(party)}</th>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>"
            for party, line in zip(self.parties, grid, strict=False)
        )
        more = "Only the first are shown. " if rows < len(self.parties) or columns < len(self.claims) else ""
        foot = html.escape(f"{more}{self._size} {self.note} {self.rules}")
        return (
            f"<table class='argmap'><thead><tr><th></th>{head}</tr></thead><tbody>{body}</tbody></table>"
            f"<p><small>{foot}</small></p>"
        )


def matrix(
    m: ArgumentMap,
    *,
    value: str | None = None,
    qualifier: str | None = "boolean",
    duplicates: str | None = None,
    scale: tuple[int, int] | None = None,
    normalise: str | None = None,
    everybody: bool = False,
    min_positions: int = 1,
    min_claims: int = 1,
    min_parties: int = 1,
    compat: str | None = None,
    **filters: Unpack[Filters],
) -> Matrix:
    """Who takes which stance on what: parties x claims.

    Parameters
    ----------
    m : ArgumentMap
    value : {'sign', 'count', 'subtract', 'combine'}, optional
        What a cell holds. `sign` (the default for stances): 1 who agrees, -1 who denies, a stored 0 who does both.
        `count` (the default else): the number of statements. `subtract`: those that agree less those that deny; for
        integers the sum of the values. `combine`: 1 agrees, 2 denies, 3 both; of other levels the sum of powers of 2,
        the last level being 1.
    normalise : {'activity', 'prominence'}, optional
        Divide `count` or `subtract` by all that the party says, or by all that is said of the claim.
    everybody : bool
        All parties and claims of the map, also those without a position that counts.
    qualifier, duplicates, scale, min_positions, min_claims, min_parties, compat
        As in `congruence`.
    **filters
        As in `m.positions(...)`, rolled up unless `rollup=False`.

    Returns
    -------
    Matrix
        `parties`, `claims`, sparse `values`; `positions(party, claim)` opens a cell.

    Raises
    ------
    ValueRefused, UnknownIdError
        When a choice, a filter, or an id that it names is not known.

    Notes
    -----
    Cost: one pass over the positions that the filters let through.

    References
    ----------
    Leifeld, P.: the manual of Discourse Network Analyzer, for `subtract`, `combine`, activity and prominence.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_claim("It blocks the view.", id="view")
    >>> _ = m.add_party("Ada", id="ada"), m.add_party("Bo", id="bo")
    >>> _ = m.add_position("ada", "pier", "asserts"), m.add_position("bo", "pier", "denies")
    >>> _ = m.add_position("bo", "view", "asserts"), m.add_position("ada", "view", "questions")
    >>> am.matrix(m)
         pier  view
    ada     1
    bo     -1     1
    2 parties x 2 claims, 3 cells of 4.
    1 position on claims takes no side: left out.
    """
    how = counting(
        qualifier=qualifier,
        duplicates=duplicates,
        scale=scale,
        compat=compat,
        isolates="all" if everybody else True,
        min_positions=min_positions,
        min_claims=min_claims,
        min_parties=min_parties,
    )
    value = checked_value(how, value, normalise)
    material = gathered(m, filters, how)
    told = rules(material.found.counting, value, normalise, material.rules)
    return matrix_of(m, material.found, value, normalise, told, material.notes)


def matrix_of(
    m: ArgumentMap, found: Any, value: str, normalise: str | None, told: str, notes: tuple[str, ...], weight: Any = None
) -> Matrix:
    """The matrix of statements; `weight` has one number for each of them."""
    from argmap.positions.networks._weights import ambivalent, divided, merged, two_mode

    if value == "combine" and len(found.levels) > _MOST_LEVELS:
        raise ValueRefused(f"value='combine' takes up to {_MOST_LEVELS} levels, there are {len(found.levels)}")
    counted = cells_of(m, found, "party", weight)
    values = divided(two_mode(found, counted.x, value), found, counted.x, normalise)
    levels = len(found.levels)
    doubled = ambivalent(counted.x, levels) if found.counting.qualifier else ambivalent(merged(counted.x, levels), 1)
    return Matrix(values, Behind(found, "party", "two-mode"), doubled, value, told, noted(*notes, *counted.notes))


def checked_value(how: Counting, value: str | None, normalise: str | None) -> str:
    """What cells hold, where that goes with the qualifier and the normalisation."""
    if value is None:
        value = "sign" if how.qualifier == "boolean" and normalise is None else "count"
    one_of("value", value, VALUES)
    one_of("normalise", normalise, TWO_MODE)
    if value == "sign" and how.qualifier != "boolean":
        raise ValueRefused(
            f"value='sign' is that of stances: qualifier={how.qualifier!r} has count, subtract or combine"
        )
    if value == "subtract" and how.qualifier not in ("boolean", "integer"):
        raise ValueRefused(f"value='subtract' needs stances or numbers, not qualifier={how.qualifier!r}")
    if value == "combine" and how.qualifier is None:
        raise ValueRefused("value='combine' tells levels apart: qualifier=None has none")
    if normalise is not None and value in ("sign", "combine"):
        raise ValueRefused(f"value={value!r} is no count that could be divided: normalise takes count or subtract")
    return value


def rules(how: Counting, value: str, normalise: str | None, chosen: str) -> str:
    """How a matrix was counted, as a sentence."""
    stance = how.qualifier == "boolean"
    cell = {
        "sign": "a cell is 1 where the party agrees, -1 where it denies, 0 where it does both, else silent",
        "count": "a cell is the number of statements",
        "subtract": "a cell is the number of agreeing less that of denying statements"
        if stance
        else "a cell is the sum of the values",
        "combine": "a cell is 1 where the party agrees, 2 where it denies, 3 where it does both"
        if stance
        else "a cell is the sum of the powers of 2 of the levels that occur, the last level being 1",
    }[value]
    by = {None: "", "activity": "divided by all that the party says", "prominence": "divided by all said of the claim"}
    dna = "counted as Discourse Network Analyzer does" if how.dna else ""
    head = f"Matrix of parties and claims: {cell}"
    there = "all parties and claims of the map are there" if how.everybody else ""
    return sentence(head, by[normalise], how.levels, how.repeats, *how.minima, there, ON_CLAIMS, chosen, dna)


def _short(id: str) -> str:
    return id if len(id) <= _NAME else id[: _NAME - 1] + "…"
