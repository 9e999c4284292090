"""What two texts have in common once quotation marks, dashes, white space, capitals and the like are put aside.

Folding serves to say *how* a quote differs from its document. A quote that is found only when both are folded is wrong.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable

_BLOCK = 1024

# Every character that Unicode names a quotation mark, apostrophe or prime, and what typists use for one.
_MARKS = frozenset(
    "\"'`\u00ab\u00b4\u00bb\u02b9\u02ba\u02bb\u02bc\u02bd\u02ee\u055a\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2032\u2033"
    "\u2034\u2035\u2036\u2037\u2039\u203a\u275b\u275c\u275d\u275e\u275f\u2760\u276e\u276f\u2e42\u300c\u300d\u300e\u300f\u301d"
    "\u301e\u301f\uff02\uff07\U0001f676\U0001f677\U0001f678"
)


def _is_dash(char: str) -> bool:
    return char in "\u2212\u00ad" or unicodedata.category(char) == "Pd"


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) == "Cf" and char != "\u00ad"


# Each puts one kind of difference aside, in the whole of a text.
_KINDS: dict[str, Callable[[str], str]] = {
    "quotation marks": lambda text: "".join(char for char in text if char not in _MARKS),
    "dashes": lambda text: "".join(char for char in text if not _is_dash(char)),
    "white space": lambda text: "".join(text.split()),
    "invisible characters": lambda text: "".join(char for char in text if not _is_invisible(char)),
    "the encoding of letters": lambda text: "".join(unicodedata.normalize("NFKD", char) for char in text),
    "capital letters": str.casefold,
}


class _Letters(dict[int, str]):
    """What becomes of each character when a text is folded; looked up once for each."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        for put_aside in _KINDS.values():
            char = put_aside(char)
        self[code] = char
        return char


_LETTERS = _Letters()


def fold(text: str) -> str:
    """The letters, digits and other signs of a text, all differences of form put aside.

    Every character is folded for itself, so that the fold of a text is the fold of its parts.
    """
    return text.translate(_LETTERS)


def differences(a: str, b: str) -> list[str]:
    """The kinds of difference between two texts that fold to the same; empty when they are equal or fold otherwise."""
    if a == b or fold(a) != fold(b):
        return []
    found = []
    for kind in _KINDS:
        one, other = a, b
        for name, put_aside in _KINDS.items():
            if name != kind:
                one, other = put_aside(one), put_aside(other)
        if one != other:
            found.append(kind)
    # Two kinds can hide each other: a ligature is undone by decomposition and by folding of case.
    return found or [kind for kind, put_aside in _KINDS.items() if put_aside(a) == put_aside(b)][:1] or ["form"]


class Folded:
    """A folded text, and the way back to the places of the text as it stands."""

    __slots__ = ("_starts", "_whole", "text")

    def __init__(self, whole: str) -> None:
        blocks = [fold(whole[at : at + _BLOCK]) for at in range(0, len(whole), _BLOCK)]
        self.text = "".join(blocks)
        self._whole = whole
        self._starts: list[int] = []
        place = 0
        for block in blocks:
            self._starts.append(place)
            place += len(block)

    def origin(self, place: int) -> int:
        """Where the character stands in the text that folds to the one at `place`."""
        block = max(0, bisect_right(self._starts, place) - 1)
        left = place - (self._starts[block] if self._starts else 0)
        at = block * _BLOCK
        for char in self._whole[at : at + _BLOCK]:
            left -= len(_LETTERS[ord(char)])
            if left < 0:
                return at
            at += 1
        return at

    def span(self, place: int, letters: int) -> tuple[int, int]:
        """Start and end in the text of the `letters` that stand at `place` here."""
        return self.origin(place), self.origin(place + letters - 1) + 1
