"""Whom and what the rows of a coding sheet name: each party, claim and document once, in the order of its first row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from argmap.errors import AmbiguousNameError
from argmap.model.text import slug

# Two spellings are alike but for case, the kind of apostrophe and dash, a full stop at the end, and what is not seen.
_STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‐": "-", "‑": "-"}
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


# What tells an entry from others with the same words: `("id", …)` with an id of argmap's, or a key of the sheet's own.
Identity = tuple[str, Hashable]


class Entry:
    """Something that rows name, before it is a record."""

    __slots__ = ("fields", "id", "identity", "others", "row", "words")

    def __init__(self, words: str, identity: Identity | None, row: tuple[int, int]) -> None:
        self.words, self.identity, self.row = words, identity, row
        self.id = ""
        self.others: dict[str, None] = {}  # further names or wordings
        self.fields: dict[str, Any] = {}


class Register:
    """What is named by words, and perhaps by an id of argmap's (`("id", …)`) or a key of the sheet's own."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._by_identity: dict[Identity, Entry] = {}
        self._by_words: dict[str, list[Entry]] = {}

    def entry(self, words: str, identity: Identity | None, row: tuple[int, int]) -> Entry:
        """The entry that is meant; a new one when there is none.

        Raises
        ------
        AmbiguousNameError
            When words alone name several.
        """
        same = self._by_words.get(words, ()) if words else ()
        if identity is None:
            if len(same) == 1:
                return same[0]
            if same:
                raise AmbiguousNameError(f"{words!r:.60} may be any of {len(same)}, which differ by their keys")
        elif (found := self._by_identity.get(identity)) is not None:
            if words and not found.words:
                found.words = words
                self._by_words.setdefault(words, []).append(found)
            elif words and words != found.words:
                found.others[words] = None
            return found
        else:
            for found in same:
                if found.identity is None:
                    found.identity = identity
                    self._by_identity[identity] = found
                    return found
        made = Entry(words, identity, row)
        self.entries.append(made)
        if words:
            self._by_words.setdefault(words, []).append(made)
        if identity is not None:
            self._by_identity[identity] = made
        return made

    def known(self, identity: Identity) -> Entry | None:
        """The entry with this key, if there is one."""
        return self._by_identity.get(identity)

    def several(self) -> Iterator[tuple[str, list[Entry]]]:
        """Words that several entries bear."""
        return ((words, found) for words, found in self._by_words.items() if len(found) > 1 and _doubtful(found))

    def alike(self) -> Iterator[list[Entry]]:
        """Entries whose words differ in case or in signs only."""
        groups: dict[str, dict[str, Entry]] = {}
        for entry in self.entries:
            groups.setdefault(_bare(entry.words), {}).setdefault(entry.words, entry)
        several = (list(group.values()) for key, group in groups.items() if key and len(group) > 1)
        return (group for group in several if _doubtful(group))

    def number(self, letter: str, words: Any = None) -> None:
        """Give each entry its id: argmap's own where there is one, else one made of its words, as a map makes them."""
        taken = {
            str(entry.identity[1]) for entry in self.entries if entry.identity is not None and entry.identity[0] == "id"
        }
        counters: dict[str, int] = {}
        for entry in self.entries:
            if entry.identity is not None and entry.identity[0] == "id":
                entry.id = str(entry.identity[1])
                continue
            stem = slug(words(entry) if words else entry.words)
            if stem and stem not in taken:
                entry.id = stem
            else:
                prefix = f"{stem}-" if stem else letter
                number = counters.get(prefix, 1 if stem else 0) + 1
                while f"{prefix}{number}" in taken:
                    number += 1
                counters[prefix] = number
                entry.id = f"{prefix}{number}"
            taken.add(entry.id)


def numbered(given: Iterable[str], letter: str) -> Iterator[str]:
    """`p1`, `p2`, …, those that are given left out."""
    taken, number = set(given), 0
    while True:
        number += 1
        if (id := f"{letter}{number}") not in taken:
            yield id


def _doubtful(entries: list[Entry]) -> bool:
    """Whether they may be one: not when the sheet gives each an id of argmap's."""
    return not all(entry.identity is not None and entry.identity[0] == "id" for entry in entries)


def _bare(words: str) -> str:
    if not words.isascii():
        words = _UNSEEN.sub("", unicodedata.normalize("NFKC", words)).translate(_STRAIGHT)
    return words.casefold().rstrip(".")
