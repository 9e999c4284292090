"""The sheets and their columns: the one table behind reading, writing, headers, the empty set and its README."""

from __future__ import annotations

from argmap.formats._sheets import cells
from argmap.formats._sheets.cells import choice
from argmap.formats._sheets.columns import ANCHOR, Column, Sheet, date, evidence, main, more, must, rare, some
from argmap.model.records import ARGUMENT_KINDS, MEMBERSHIP_KINDS, MODES, RELATION_KINDS, STANCES
from argmap.model.references import COLLECTIONS
from argmap.model.values import Predecessor


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)


_NAMED = "a short name without blanks, for use in other sheets"
_NUMBERED = "a short name without blanks; empty: numbered, "
_TAGS = more("tags", cells.TEXTS, "your own keywords; several with `;`")
_READ = evidence()
_REPORTED = evidence("reported_in", "the document that reports this one; several with `;`")
_SAID = evidence("said_in", "the document that says so")
_PLACE = ("source", "locator", "exact", "via", "basis")

# The kinds of record that have evidence, by the word for one of them.
PIECES_OF = {
    "position": "positions",
    "argument": "arguments",
    "relation": "relations",
    "membership": "memberships",
    "outcome": "outcomes",
    "source": "sources",
}


def _of_records(
    name: str, words: str, *columns: Column, slug: tuple[str, ...] = (), pieces: str = "", data: bool = True
) -> Sheet:
    return Sheet(name, COLLECTIONS.get(name), words, columns, pieces, slug, data)


_ALL = (
    _of_records("map", "The map itself: one row.", main("title", cells.TEXT, "the name of the map")),
    _of_records(
        "issues",
        "The questions that claims answer.",
        main("id", cells.REFERENCE, _NAMED),
        main("title", cells.TEXT, "a short heading"),
        main("question", cells.TEXT, "the question in full"),
        more("parent", cells.REFERENCE, "the issue of which it is a part"),
        _TAGS,
        slug=("title", "question"),
    ),
    _of_records(
        "cases",
        "Lawsuits, hearings and other proceedings.",
        main("id", cells.REFERENCE, _NAMED),
        main("title", cells.TEXT, "its name"),
        main("court", cells.TEXT, "the court: a party's id, or its name"),
        more("docket", cells.TEXT, "the court's number for it"),
        more("identifier", cells.TEXT, "its ECLI or another identifier"),
        more("roles", cells.ROLES, "who is what in it: `ada: plaintiff; port: defendant`"),
        slug=("title",),
    ),
    _of_records(
        "parties",
        "Persons, organizations, courts, groups that take positions. Other sheets name a party by id, name or alias.",
        main("id", cells.REFERENCE, _NAMED),
        main("name", cells.TEXT, "the usual name; empty: the id"),
        main("kind", cells.TEXT, "`person`, `organization`, `court`, `government`, `media`, `group`, or your own word"),
        more("aliases", cells.TEXTS, "other names; several with `;`. An alias belongs to one party"),
        more("distinct_from", cells.PARTIES, "parties that it must never be merged with; several with `;`"),
        slug=("name",),
    ),
    _of_records(
        "memberships",
        "Who speaks for whom, and who belongs to whom.",
        main("id", cells.REFERENCE, f"{_NUMBERED}m1, m2, …"),
        must("agent", cells.PARTY, "the party that speaks or belongs"),
        main("kind", choice(MEMBERSHIP_KINDS), "`speaks_for` (also when empty) or `member_of`"),
        must("principal", cells.PARTY, "the party for whom it speaks, or to which it belongs"),
        *date("since", "since when", rank="rare"),
        *date("until", "until when", rank="rare"),
        *some(_READ, (*_PLACE, *ANCHOR)),
        pieces="evidence",
    ),
    _of_records(
        "sources",
        "The documents: those at hand, and those only reported in others.",
        main("id", cells.REFERENCE, _NAMED),
        main("kind", cells.TEXT, "`article`, `brief`, `letter`, … in a word of your own"),
        main("title", cells.TEXT, "its title"),
        more("authors", cells.TEXTS, "who wrote it: ids of parties, or names; several with `;`"),
        more("publisher", cells.TEXT, "who published it"),
        *date("date", "as the document states it"),
        more("url", cells.TEXT, "its address"),
        more("citation", cells.TEXT, "how to cite it"),
        more("case", cells.REFERENCE, "the case that it belongs to"),
        *some(_REPORTED, ("source", "via", "basis", "locator", "exact")),
        more("after", cells.AFTER, "documents known to be earlier: `letter; minutes (inferred)`"),
        more("path", cells.TEXT, "name of the file with its text"),
        rare("sha256", cells.TEXT, "the SHA-256 of that file"),
        *some(_REPORTED, ANCHOR),
        slug=("title",),
        pieces="reported_in",
    ),
    _of_records(
        "claims",
        "What can be asserted or denied.",
        main("id", cells.REFERENCE, _NAMED),
        main("text", cells.TEXT, "the claim as a sentence"),
        more("title", cells.TEXT, "a short name for boxes"),
        more("issue", cells.REFERENCE, "the issue that it answers"),
        more("kind", cells.TEXT, "`fact`, `legal`, `normative`, … in a word of your own"),
        more("implicit", cells.FLAG, "`yes`: a premise that nobody states"),
        rare("sketch", cells.FLAG, "`yes`: an argument of which only the gist is known"),
        more("wordings", cells.TEXTS, "other formulations met in the sources; several with `;`"),
        _TAGS,
        rare("lang", cells.TEXT, "its language: `en`, `de-at`"),
        slug=("title", "text"),
    ),
    _of_records(
        "arguments",
        "Reasons: premises that, taken together, support or attack a target.",
        main("id", cells.REFERENCE, f"{_NUMBERED}a1, a2, …"),
        more("by", cells.PARTIES, "who advances it; several with `;`. Each asserts it, on the evidence of the row"),
        main("kind", choice(ARGUMENT_KINDS), "`support` (also when empty), `attack`, or `undercut` (of a step)"),
        must("premises", cells.LITERALS, "claims; `~x` is *not x*; several with `;` when it needs all: `trade; ~view`"),
        must("target", cells.LITERAL, "the claim or argument on which it bears; `~x` is *not x*"),
        rare("title", cells.TEXT, "a short name"),
        more("text", cells.TEXT, "the argument in a sentence"),
        rare("issue", cells.REFERENCE, "the issue that it belongs to"),
        more("manner", cells.TEXT, "`rebut`, `undermine`, … in a word of your own"),
        rare("part_of", cells.REFERENCE, "the argument or sketch of which it is a step"),
        rare("strict", cells.FLAG, "`yes`: the premises entail the target"),
        more("schemes", cells.TEXTS, "argumentation schemes; several with `;`"),
        _TAGS,
        *some(_READ, _PLACE),
        rare("weight", cells.WEIGHT, "a number"),
        *some(_READ, ANCHOR),
        pieces="evidence",
    ),
    _of_records(
        "relations",
        "Ties of two claims that run both ways.",
        main("id", cells.REFERENCE, f"{_NUMBERED}r1, r2, …"),
        must("a", cells.LITERAL, "a claim; `~x` is *not x*"),
        must("kind", choice(RELATION_KINDS), _listed(RELATION_KINDS)),
        must("b", cells.LITERAL, "the other claim"),
        *some(_READ, (*_PLACE, *ANCHOR)),
        pieces="evidence",
    ),
    _of_records(
        "positions",
        "Who holds what: one row for one statement that one party made once.",
        main("id", cells.REFERENCE, f"{_NUMBERED}p1, p2, …"),
        must("party", cells.PARTY, "whose stance it is"),
        main("stance", choice(STANCES), f"{_listed(STANCES)}; empty: asserts"),
        must(
            "target", cells.STATEMENT, "the claim or argument; to deny x is the stance `denies` on `x`, never on `~x`"
        ),
        more("mode", choice(MODES), f"how it reached the source: {_listed(MODES)}"),
        *date("date", "when it was said"),
        *some(_READ, _PLACE),
        more("hedge", cells.TEXT, "the hedging words: `perhaps`"),
        more("arguendo", cells.FLAG, "`yes`: granted for the sake of argument only"),
        more("imputed_by", cells.PARTY, "the opponent who says that the party holds it; the mode is then `imputed`"),
        more("on_behalf_of", cells.PARTY, "the party for whom it is said"),
        more("replies_to", cells.REFERENCE, "the position that it answers"),
        rare("after", cells.REFERENCES, "positions known to be earlier; several with `;`"),
        rare("value", cells.VALUE, "a whole number or a category, as coded"),
        rare("weight", cells.WEIGHT, "a number"),
        rare("coder", cells.TEXT, "who coded it"),
        *some(_READ, ANCHOR),
        pieces="evidence",
    ),
    _of_records(
        "outcomes",
        "What courts and other authorities did. It is nobody's position.",
        main("id", cells.REFERENCE, f"{_NUMBERED}o1, o2, …"),
        main("text", cells.TEXT, "what happened"),
        more("by", cells.PARTIES, "the parties that did it; several with `;`"),
        *date("date", "when it happened"),
        main("status", cells.TEXT, "`granted`, `denied`, `partial`, `pending`, … in a word of your own"),
        more("authority", cells.TEXT, "in what form: `court order`"),
        more("final", cells.THREE_VALUED, "`yes` or `no`; empty: not stated"),
        more("case", cells.REFERENCE, "the case that it belongs to"),
        more("effects", cells.EFFECTS, "what it does to claims: `build: rejected; ~view: accepted`"),
        more("after", cells.REFERENCES, "outcomes known to be earlier; several with `;`"),
        *some(_READ, (*_PLACE, *ANCHOR)),
        pieces="evidence",
    ),
    _of_records(
        "evidence",
        "Further pieces of evidence, one a row, for a record whose own row cannot hold them all. They come after what "
        "that row holds. For a source, they say where it is reported.",
        main("kind", choice(tuple(PIECES_OF)), f"of what: {_listed(tuple(PIECES_OF))}; empty: position"),
        must("of", cells.REFERENCE, "the id of that record"),
        *some(_READ, (*_PLACE, *ANCHOR)),
        pieces="evidence",
        data=False,
    ),
    _of_records(
        "order",
        "Documents known to be earlier than others, where there is more to say than `after` in the sources can hold.",
        must("source", cells.REFERENCE, "the later document"),
        must("after", cells.REFERENCE, "the earlier document"),
        *some(_SAID, _PLACE),
        Column("note", cells.TEXT, "how that is known", owner=Predecessor),
        *some(_SAID, ANCHOR),
        pieces="evidence",
        data=False,
    ),
)

SHEETS: dict[str, Sheet] = {sheet.name: sheet for sheet in _ALL}
