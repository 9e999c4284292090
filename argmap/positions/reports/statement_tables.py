"""Every coded statement with its exact words, as a table that people hand in."""

from __future__ import annotations

from typing import Any, NamedTuple

from argmap.model.argument_map import ArgumentMap
from argmap.model.records import Position
from argmap.model.values import Evidence
from argmap.positions.reports.citing import cited_sources, name_of, statement_text, words_of
from argmap.positions.selecting import Filters, Held, Unpack, selected
from argmap.tables import Table

__all__ = ["coded_statements"]

_COLUMNS = (
    *("id", "party", "stance", "claim", "quote", "words_of", "source", "locator"),
    *("date", "mode", "basis", "hedge", "imputed_by", "coder"),
)


class _Line(NamedTuple):
    """One piece of evidence of one position."""

    held: Held
    piece: Evidence

    @property
    def position(self) -> Position:
        return self.held.position


def coded_statements(m: ArgumentMap, *, arguments: bool = False, **filters: Unpack[Filters]) -> Table:
    """Every coded statement with its exact words, one row a statement and piece of evidence.

    Parameters
    ----------
    arguments : bool
        Whether statements on arguments (who advances which) are listed as well as those on claims.
    **filters
        As in `m.positions(...)`. What an explicit spokesman says is found under the principal too, and stands under the
        spokesman's name.

    Returns
    -------
    Table
        `id, party, stance, claim, quote, words_of, source, locator, date, mode, basis, hedge, imputed_by, coder`; with
        `counts_for` where a statement counts for another party, and `match` where dates do not decide. Parties are
        named and claims given in their words; `row.record` is the position.

    Raises
    ------
    ValueRefused, UnknownIdError
        When a filter, or the id that it names, is not known.

    Notes
    -----
    What an opponent says that a party says is left out unless `mode` or `imputed_by` asks for it; its words are then
    told to be the opponent's, and its stance is one that the party *is said* to take.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> pier, _ = m.add_claim("Build the pier.", id="pier"), m.add_party("Ada Rowan", id="ada")
    >>> _ = m.add_source("S1", title="Minutes")
    >>> _ = m.add_position("ada", pier, "denies", source="S1", quote="not this pier", locator="p. 3", mode="direct")
    >>> row = am.coded_statements(m)[0]
    >>> row.party, row.stance, row.claim, row.quote, row.words_of, row.source, row.locator
    ('Ada Rowan', 'denies', 'Build the pier.', 'not this pier', 'Ada Rowan', 'S1', 'p. 3')
    """
    chosen = selected(m, filters)
    on_claims = [row for row in chosen.rows if arguments or row.position.target in m.claims]
    beside = len(chosen.rows) - len(on_claims)
    lines = [_Line(row, piece) for row in on_claims for piece in row.position.evidence or (Evidence(),)]
    extra = ["counts_for"] if any(row.party != row.position.party for row in on_claims) else []
    extra += ["match"] if chosen.uncertain else []

    def cells(line: _Line) -> list[Any]:
        p, piece = line.position, line.piece
        return [
            p.id,
            name_of(m, p.party),
            f"is said: {p.stance}" if p.mode == "imputed" else p.stance,
            statement_text(m, p.target),
            None if piece.quote is None else piece.quote.exact,
            words_of(m, p) if piece.quote is not None else None,
            piece.source,
            piece.locator,
            p.date,
            p.mode,
            piece.basis,
            p.hedge,
            None if p.imputed_by is None else name_of(m, p.imputed_by),
            p.coder,
            *([name_of(m, line.held.party)] if "counts_for" in extra else []),
            *([line.held.match] if "match" in extra else []),
        ]

    notes = [chosen.note]
    if beside:
        count = "1 statement" if beside == 1 else f"{beside} statements"
        notes.append(f"{count} on arguments left out (arguments=True lists them).")
    notes.append(cited_sources(m, (line.piece for line in lines)))
    what = "claims and arguments" if arguments else "claims"
    return Table(
        [*_COLUMNS, *extra],
        lines,
        cells,
        record=lambda line: line.position,
        rules=(
            f"Statements on {what}, one row a statement and piece of evidence, in the order of the map; the party is "
            "who made the statement, quotes are exact, and inferred is what the coder reads out of a source "
            f"({chosen.rules})."
        ),
        note=" ".join(filter(None, notes)),
        heads={"words_of": "words of", "imputed_by": "imputed by"}
        | ({"counts_for": "counts for"} if "counts_for" in extra else {}),
    )
