"""How a statement is cited: the source with the place in it, the exact words, and what must be known of them."""

from __future__ import annotations

from collections.abc import Iterable

from argmap.model.argument_map import ArgumentMap
from argmap.model.records import Position
from argmap.model.values import Evidence

__all__ = ["cited_sources", "name_of", "passage", "passages", "statement_text", "words_of"]

_MODES = {
    "paraphrase": "paraphrase",
    "nested": "quoted within another's words",
    "act": "an act",
    "own": "the text's own voice",
    "imputed": "imputed",
}


def name_of(m: ArgumentMap, party: str) -> str:
    """The name of a party."""
    return m.parties[party].name


def statement_text(m: ArgumentMap, id: str) -> str:
    """A claim in its words; an argument by its gist, or as premises and target."""
    record = m.statement(id)
    told = record.text or record.title
    return told or (f"{'; '.join(map(str, record.premises))} → {record.target}" if hasattr(record, "premises") else id)


def passage(m: ArgumentMap, piece: Evidence) -> str:
    """Where something was read, and the exact words: `S1, line 6 (via X10): “…”`."""
    place = ", ".join(part for part in (piece.source, piece.locator) if part) or "no source given"
    if piece.via:
        place += f" (via {', '.join(name_of(m, hop.party) if hop.party else hop.id for hop in piece.via)})"
    return f"{place}: “{piece.quote.exact}”" if piece.quote is not None else place


def passages(m: ArgumentMap, p: Position, counts_for: str) -> list[str]:
    """One line for each piece of evidence of a position, with its mode, basis, hedge, speaker and date."""
    marks = [_MODES.get(p.mode or "", "")]
    if p.party != counts_for:
        marks.append(f"through {name_of(m, p.party)}")
    if p.imputed_by is not None:
        marks.append(f"by {name_of(m, p.imputed_by)}")
    if p.arguendo:
        marks.append("for argument only")
    if p.hedge:
        marks.append(f"hedged: {p.hedge}")
    if p.date is not None:
        marks.append(str(p.date))
    lines = []
    for piece in p.evidence or (Evidence(),):
        inferred = ["inferred by the coder"] if piece.basis == "inferred" else []
        told = "; ".join(filter(None, [*marks, *inferred]))
        lines.append(passage(m, piece) + (f" ({told})" if told else ""))
    return lines


def words_of(m: ArgumentMap, p: Position) -> str:
    """Whose words a quote is: the speaker's, another's, or nobody's who is coded."""
    if p.mode == "imputed":
        return name_of(m, p.imputed_by) if p.imputed_by else "an opponent"
    if p.mode in ("direct", "own"):
        return name_of(m, p.party)
    return {"paraphrase": "the source", "nested": "another speaker", "act": "the source"}.get(p.mode or "", "")


def cited_sources(m: ArgumentMap, pieces: Iterable[Evidence]) -> str:
    """What the ids of the sources cited stand for, in the order of the map; empty when none is cited."""
    ids = {id for piece in pieces for id in (piece.source, *(hop.source for hop in piece.via)) if id is not None}
    told = []
    for id, source in m.sources.items():
        if id in ids:
            authors = ", ".join(name_of(m, one) if one in m.parties else one for one in source.authors)
            parts = [source.citation or source.title, authors, source.publisher, source.date and str(source.date)]
            told.append(f"{id}: {', '.join(part for part in parts if part) or 'no title or author given'}")
    return f"Sources: {'; '.join(told)}." if told else ""
