"""The IRIs of a map: one for every record and every part of one, made from its id so that the id can be read back."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import quote

from argmap.errors import ValueRefused
from argmap.model.argument_map import ArgumentMap
from argmap.model.references import COLLECTIONS, SPACES
from argmap.model.values import Literal
from argmap.rdf.vocabulary import BASE, RECORD_SEGMENTS, VOCABULARIES

# RFC 3987, narrower where engines differ: no user, no IP literal, no private-use character.
_CHAR = (
    r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd"
    r"\U00020000-\U0002fffd\U00030000-\U0003fffd]|%[0-9A-Fa-f]{2})"
)
_IRI = re.compile(
    rf"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{{1,5}})?(?:/{_CHAR}*)?(?:\?(?:{_CHAR}|\?)*)?(?:#(?:{_CHAR}|\?)*)?"
)

_VOCABULARIES = tuple(VOCABULARIES.values())


def checked_base(base: str) -> str:
    """`base`, if IRIs can be made by adding to it.

    >>> checked_base("https://example.org/pier#")
    'https://example.org/pier#'
    """
    if not isinstance(base, str) or not _IRI.fullmatch(base) or base[-1] not in "/#":
        raise ValueRefused(f"base {base!r:.80}: expected an http or https IRI that ends with / or #, such as {BASE}")
    if base.startswith(_VOCABULARIES):
        raise ValueRefused(f"base {base!r:.80} belongs to a vocabulary: take one of your own, such as {BASE}")
    return base


def encoded(id: str) -> str:
    """An id as one path segment; `urllib.parse.unquote` gives it back.

    >>> encoded("RC01"), encoded("a/b~c"), encoded("é"), encoded("..")
    ('RC01', 'a%2Fb~c', '%C3%A9', '%2E%2E')
    """
    if id.isalnum() and id.isascii():
        return id
    # A segment of dots alone would be taken for a step up the path.
    return quote(id, safe="") if id.strip(".") else "%2E" * len(id)


class Iris:
    """The IRIs of one map below one base.

    A record is `base + segment + encoded id`; an id that is itself an http or https IRI is kept as it is, so that other
    people's names for things stay theirs. It is encoded like any other id where keeping it would run two things into
    one: when it lies below the base or in a vocabulary that is written here, or when records of two kinds (a party and
    a source, say) both have it.

    >>> iris = Iris(ArgumentMap(), "https://example.org/pier/")
    >>> iris.record("parties", "ada"), iris.record("sources", "https://example.com/report")
    ('https://example.org/pier/party/ada', 'https://example.com/report')
    """

    __slots__ = ("_arguments", "_known", "_reserved", "_shared", "base")

    def __init__(self, m: ArgumentMap, base: str = BASE) -> None:
        self.base = checked_base(base)
        self._reserved = (self.base, *_VOCABULARIES)
        self._arguments = m._store.collections["arguments"]
        # The three collections of a space share their ids already; the others do not.
        counts = Counter(
            id
            for names in SPACES.values()
            for name in names
            for id in m._store.collections[name]
            if id.startswith("http")
        )
        self._shared = frozenset(id for id, count in counts.items() if count > 1)
        self._known: dict[str, dict[str, str]] = {name: {} for name in COLLECTIONS}

    def record(self, collection: str, id: str) -> str:
        """The IRI of the record with this id in a collection."""
        known = self._known[collection]
        if (iri := known.get(id)) is None:
            if id.startswith("http") and self._is_kept(id):
                iri = id
            else:
                iri = f"{self.base}{RECORD_SEGMENTS[collection]}/{encoded(id)}"
            known[id] = iri
        return iri

    def statement(self, id: str) -> str:
        """The IRI of the claim or argument with this id."""
        return self.record("arguments" if id in self._arguments else "claims", id)

    def literal(self, literal: Literal) -> str:
        """The IRI of a claim or argument, or of the negation of a claim: a node of its own."""
        return self.part("negation", literal.id) if literal.negated else self.statement(literal.id)

    def part(self, segment: str, *path: str | int) -> str:
        """The IRI of something that belongs to a record.

        The parts of the path are joined by dots. An id may hold dots too, but it is the only part that may, and each
        segment has a fixed number of parts on either side of it: no two paths give one IRI.
        """
        steps = [encoded(step) if isinstance(step, str) else str(step) for step in path]
        return f"{self.base}{segment}/{'.'.join(steps)}"

    def _is_kept(self, id: str) -> bool:
        return id not in self._shared and not id.startswith(self._reserved) and _IRI.fullmatch(id) is not None
