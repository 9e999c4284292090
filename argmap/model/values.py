"""The values that records are made of: they have no id of their own."""

from __future__ import annotations

import re
from dataclasses import KW_ONLY
from functools import lru_cache
from typing import Any

from argmap.characters import shown
from argmap.errors import QuoteError, ValueRefused
from argmap.model.frozen import field, record, whole_number
from argmap.model.text import (
    did_you_mean,
    flag,
    one_of,
    prose_or_none,
    reference,
    reference_or_none,
    several,
    string,
    verbatim,
)

ROLES = ("ordinary", "assumption", "exception")
BASES = ("explicit", "inferred")
_MOST_CONTEXT = 640  # characters on either side of a quote
_MARKS = {"supposed", "assumption", "exception"}
_LITERAL = re.compile(r"(~?)\s*([^\s~]\S*)(?:\s+\(([a-z, ]*)\))?")


@record
class Literal:
    """A claim or an argument as a premise, target or end of a relation names it: `x`, or `~x` for *not x*.

    Parameters
    ----------
    id : str
        The claim or argument.
    negated : bool
        Whether it is the negation that is meant.
    supposed : bool
        Taken for the sake of argument, as in a reductio: the arguer does not affirm it.
    role : {'ordinary', 'assumption', 'exception'}
        Carneades's kinds of premise: an assumption holds until it is questioned, an exception counts when it holds.

    Examples
    --------
    >>> am.Literal.parse("~dumb-pipe")
    Literal(id='dumb-pipe', negated=True)
    >>> print(am.Literal("dumb-pipe", supposed=True))
    dumb-pipe (supposed)

    References
    ----------
    Gordon, Prakken, Walton: The Carneades model of argument and burden of proof. Artificial Intelligence 171, 2007.
    """

    id: str = field(convert=reference, refers_to="statement")
    negated: bool = field(default=False, convert=flag)
    supposed: bool = field(default=False, convert=flag)
    role: str = field(default="ordinary", convert=one_of(ROLES, "role"))

    def __str__(self) -> str:
        marks = ["supposed"] if self.supposed else []
        if self.role != "ordinary":
            marks.append(self.role)
        return ("~" if self.negated else "") + self.id + (f" ({', '.join(marks)})" if marks else "")

    @classmethod
    def parse(cls, text: str) -> Literal:
        """Read `x`, `~x`, `x (supposed)`, `~x (supposed, exception)`.

        Examples
        --------
        >>> am.Literal.parse("view (assumption)").role
        'assumption'
        """
        if isinstance(text, str) and text.isalnum():
            return cls(text)
        if isinstance(text, str) and text[:1] == "~" and text[1:].isalnum():
            return cls(text[1:], True)
        match = _LITERAL.fullmatch(string(text).strip())
        if match is None:
            raise ValueRefused(f"{shown(text)} is no claim: expected x or ~x (an id has no white space)")
        marks = [mark.strip() for mark in (match[3] or "").split(",")] if match[3] is not None else []
        for mark in marks:
            if mark not in _MARKS:
                raise ValueRefused(f"{shown(text)}: unknown mark {mark!r}{did_you_mean(mark, sorted(_MARKS))}")
        roles = [mark for mark in marks if mark != "supposed"]
        if len(roles) > 1:
            raise ValueRefused(f"{shown(text)}: an assumption is no exception")
        return cls(match[2], bool(match[1]), "supposed" in marks, roles[0] if roles else "ordinary")


def literal(value: Any) -> Literal:
    """`value` (a literal, a text such as `~x`, a claim or an argument) as a literal."""
    if type(value) is str:
        made = _SEEN.get(value)
        if made is None:
            made = Literal.parse(value)
            if len(_SEEN) >= _MOST_SEEN:
                _SEEN.clear()
            _SEEN[value] = made
        return made
    if isinstance(value, Literal):
        return value
    if isinstance(value, str):
        return Literal.parse(value)
    if isinstance(identity := getattr(value, "id", None), str):
        return Literal(identity)
    raise ValueRefused(f"{shown(value)} is no claim: expected an id, '~id' or a record")


# The same ids come again and again: one literal serves them all, in time and in memory.
_SEEN: dict[str, Literal] = {}
_MOST_SEEN = 1 << 18


def premises(values: Any) -> tuple[Literal, ...]:
    """The premises of an argument: at least one literal; none twice."""
    if type(values) is str:
        return (literal(values),)
    if type(values) is not list and type(values) is not tuple:
        values = list(several(values, "a claim or several"))
    if len(values) == 1:
        return (literal(values[0]),)
    made = tuple(map(literal, values))
    if len(made) == 2 and made[0].id != made[1].id:
        return made
    if not made:
        raise ValueRefused("no premise (an argument known only by its gist is a claim with sketch=True)")
    if len(set(made)) < len(made):
        twice = next(one for i, one in enumerate(made) if one in made[:i])
        raise ValueRefused(f"{twice} stands there twice")
    return made


def _exact(value: Any) -> str:
    text = string(value, "a quote")
    if not text:
        raise ValueRefused("an empty quote")
    return text


def _offset(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueRefused(f"{shown(value, 40)} is no offset: expected a whole number from 0, in code points")
    return whole_number(value)


@record
class Quote:
    """Exact words in a document: the text-quote and text-position selectors of Web Annotation.

    Parameters
    ----------
    exact : str
        The words, never altered.
    prefix, suffix : str, optional
        The text just before and after, to tell the words from their twins.
    start, end : int, optional
        Offsets in code points from 0, end excluded.

    Examples
    --------
    >>> quote = am.Quote.find("dumb pipe", "We are a dumb pipe, they say.")
    >>> quote.start, quote.end, quote.prefix, quote.suffix
    (9, 18, 'We are a ', ', they say.')

    References
    ----------
    Web Annotation Data Model, W3C Recommendation 2017, sections 4.2.4 and 4.2.5.
    """

    exact: str = field(convert=_exact)
    _: KW_ONLY
    prefix: str | None = field(default=None, convert=verbatim)
    suffix: str | None = field(default=None, convert=verbatim)
    start: int | None = field(default=None, convert=_offset)
    end: int | None = field(default=None, convert=_offset)

    def _check(self: Any) -> None:
        if self.start is not None and self.end is not None and self.end - self.start != len(self.exact):
            raise ValueRefused(
                f"quote {shown(self.exact, 40)}: {self.start} to {self.end} is {self.end - self.start} code points, "
                f"the words are {len(self.exact)}"
            )

    def places(self, text: str) -> list[int]:
        """Where the words stand in `text`, with this prefix before them and this suffix after.

        Returns
        -------
        list of int
            Offsets in code points. The search is exact: no letter is folded, no quotation mark straightened.

        Examples
        --------
        >>> am.Quote("pier").places("pier after pier"), am.Quote("pier", prefix="after ").places("pier after pier")
        ([0, 11], [11])
        """
        before, after = self.prefix or "", self.suffix or ""
        needle = before + self.exact + after
        found, at = [], text.find(needle)
        while at >= 0:
            found.append(at + len(before))
            at = text.find(needle, at + 1)
        return found

    @classmethod
    def find(cls, exact: str, text: str, *, context: int = 20) -> Quote:
        """Anchor words in a text: offsets, and `context` characters (more where they are needed) on either side.

        Raises
        ------
        QuoteError
            When the words are not there (the message shows the nearest passage) or stand there more than once.

        Examples
        --------
        >>> try:
        ...     am.Quote.find("pier", "pier after pier")
        ... except am.QuoteError as error:
        ...     print(error)
        'pier' stands in the text 2 times (at 0, 11): quote more of it, or give a prefix or suffix
        """
        return cls(exact).anchored(text, context=context)

    def anchored(self, text: str, *, context: int = 20) -> Quote:
        """This quote with offsets, and with a prefix and suffix where it has none.

        Raises
        ------
        QuoteError
            When it is not in the text to the letter, or more than once, or its offsets, prefix or suffix are wrong.

        Examples
        --------
        >>> am.Quote("pier", prefix="after ").anchored("pier after pier").start
        11
        """
        from argmap.model.anchors import EXACT, judged
        from argmap.model.passages import SearchedText

        finding = judged(self, SearchedText(text))
        if finding.status != EXACT or finding.at is None:
            raise QuoteError(f"{shown(self.exact, 120)} {finding.message}")
        return self._placed(text, finding.at, context)

    def _placed(self, text: str, start: int, context: int) -> Quote:
        """This quote where it stands, with so much context that it is told from its twins."""
        end = start + len(self.exact)

        def among(size: int) -> Quote:
            before, after = text[max(0, start - size) : start], text[end : end + size]
            return Quote(self.exact, prefix=self.prefix or before, suffix=self.suffix or after, start=start, end=end)

        size = context
        while size <= max(context, _MOST_CONTEXT):
            found = among(size)
            needle = f"{found.prefix or ''}{self.exact}{found.suffix or ''}"
            if text.find(needle, text.find(needle) + 1) < 0:
                return found
            size = 2 * size or 20
        return among(context)  # only its offsets tell it from its twins


def quote(value: Any) -> Quote:
    """`value` (a quote or its words) as a quote."""
    return value if isinstance(value, Quote) else Quote(value)


@record
class Hop:
    """One step of the chain by which words reached the source: a party or a document.

    Examples
    --------
    >>> am.Hop(party="luthair")
    Hop(party='luthair')
    >>> am.Hop()
    Traceback (most recent call last):
    ...
    argmap.errors.ValueRefused: hop: a hop is either a party or a source
    """

    _: KW_ONLY
    party: str | None = field(default=None, convert=reference_or_none, refers_to="party")
    source: str | None = field(default=None, convert=reference_or_none, refers_to="source")

    def _check(self: Any) -> None:
        if (self.party is None) == (self.source is None):
            raise ValueRefused("a hop is either a party or a source")

    @property
    def id(self) -> str:
        """The id of the party or source."""
        return self.party or self.source or ""


def _hops(values: Any) -> tuple[Hop, ...]:
    made = tuple(several(values, "a hop or several"))
    for one in made:
        if not isinstance(one, Hop):
            raise ValueRefused(f"{shown(one)} is no hop: expected Hop(party=…) or Hop(source=…)")
    return made


@record
class Evidence:
    """Where something was read: source, exact words, place, the chain to it, and whether a coder inferred it.

    Parameters
    ----------
    source : str, optional
        Id of the document in which it was read.
    quote : Quote, optional
        The exact words.
    locator : str, optional
        Page, line or paragraph.
    via : tuple of Hop
        The chain from the speaker outwards to the source, the source itself left out.
    basis : {'explicit', 'inferred'}
        Whether the source says it, or the coder reads it out of the source.

    Examples
    --------
    >>> am.Evidence("S1", quote="a dumb pipe", via=[am.Hop(party="luthair")]).basis
    'explicit'
    """

    source: str | None = field(default=None, convert=reference_or_none, refers_to="source")
    _: KW_ONLY
    quote: Quote | None = field(default=None, convert=quote)
    locator: str | None = field(default=None, convert=prose_or_none)
    via: tuple[Hop, ...] = field(default=(), convert=_hops)
    basis: str = field(default="explicit", convert=one_of(BASES, "basis"))


def evidences(values: Any) -> tuple[Evidence, ...]:
    """One or several pieces of evidence; a plain id is the source."""
    if type(values) is str:
        return _read_in(values)
    if type(values) is tuple and len(values) == 1 and type(values[0]) is Evidence:
        return values
    pieces = several(values, "evidence, or the id of a source")
    return tuple([piece if isinstance(piece, Evidence) else Evidence(piece) for piece in pieces])


@lru_cache(maxsize=4096)
def _read_in(source: str) -> tuple[Evidence]:
    """The evidence that is no more than a source: the same for all that was read there."""
    return (Evidence(source),)


def _one_piece(value: Any) -> Evidence:
    pieces = evidences(value)
    if len(pieces) != 1:
        raise ValueRefused(f"one piece of evidence is expected here, not {len(pieces)}")
    return pieces[0]


@record
class Predecessor:
    """A document known to be earlier than the one that names it, and how that is known.

    Examples
    --------
    >>> am.Source("S2", after=["S1", am.Predecessor("S4", am.Evidence(basis="inferred"))]).after[1].evidence.basis
    'inferred'
    """

    id: str = field(convert=reference, refers_to="source")
    evidence: Evidence = field(default=Evidence(), convert=_one_piece)
    note: str | None = field(default=None, convert=prose_or_none)


def predecessors(values: Any) -> tuple[Predecessor, ...]:
    """Several predecessors; a plain id is an order that is stated."""
    listed = several(values, "a source or several")
    made = tuple([value if isinstance(value, Predecessor) else Predecessor(value) for value in listed])
    if len({one.id for one in made}) < len(made):
        raise ValueRefused("the same document stands there twice")
    return made


@record
class Role:
    """What a party is in a case.

    Examples
    --------
    >>> am.Role("als-scan", "plaintiff")
    Role(party='als-scan', role='plaintiff')
    """

    party: str = field(convert=reference, refers_to="party")
    role: str = field(default="", convert=lambda value: prose_or_none(value) or "")


@record
class Effect:
    """What an outcome does to a claim.

    Parameters
    ----------
    target : Literal
        The claim.
    effect : str
        `accepted`, `rejected`, `reserved`, `pending`, `undecided`, `agreed`, `establishes`, `context`, or a word of
        your own.

    Examples
    --------
    >>> am.Effect("~cf-sj", "accepted").target.negated
    True
    """

    target: Literal = field(convert=literal)
    effect: str = field(convert=lambda value: _word(value, "effect"))


def _word(value: Any, what: str) -> str:
    text = prose_or_none(value)
    if text is None:
        raise ValueRefused(f"an empty {what}")
    return text


def roles(values: Any) -> tuple[Role, ...]:
    """Several roles; a plain id is a party whose role is not stated."""
    return tuple([_role(value) for value in several(values, "a party, (party, role), or several")])


def _role(value: Any) -> Role:
    if isinstance(value, Role):
        return value
    return Role(*value) if isinstance(value, tuple | list) and len(value) == 2 else Role(value)


def effects(values: Any) -> tuple[Effect, ...]:
    """Several effects."""
    made = tuple(several(values, "(claim, effect) or several"))
    for one in made:
        if not isinstance(one, Effect) and not (isinstance(one, tuple | list) and len(one) == 2):
            raise ValueRefused(f"{shown(one)} is no effect: expected (claim, effect)")
    return tuple([one if isinstance(one, Effect) else Effect(*one) for one in made])
