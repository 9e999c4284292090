"""Where words stand in a text, and which passage is nearest to words that don't."""

from __future__ import annotations

import difflib
import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from argmap.model.likeness import Folded, fold

MOST = 100  # places of one quote that are looked for; a text of one letter has millions

_MANY = 500  # searches from which an index of the text costs less than reading it each time
_COMMON = 500  # a piece that stands there more often than this tells nothing of where words stand
_PIECES = 60  # of a long quote; they are enough to know it by
_PATIENCE = 2000  # candidates to look at before a plain search of the whole text is cheaper
_SIZES = (16, 12, 8)  # of the pieces of an indexed text
_GOOD = 0.95  # a passage so near needs no closer search
_FAIR = 0.6
_SHORT_WORDS = 12
_SHORT_TEXT = 200_000
_LONG_WORDS = 400  # characters from which words are compared, not letters: the ratio takes the product of both lengths
_LONGEST = 5000
_LONG_WORD = 20
_NOT_QUITE = 0.999  # only what is equal to the letter is as near as can be
_UNITS = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage, where it begins (in code points) and how near it is, from 0 to 1."""

    text: str
    start: int
    nearness: float

    def __str__(self) -> str:
        return f"({percent(self.nearness)}), at {self.start}: {self.text!r:.160}"


NOTHING = Passage("", 0, 0.0)


def percent(nearness: float) -> str:
    """A nearness in words; what is not equal is never shown as 100%."""
    return f"{min(nearness, 0.99):.0%}" if nearness < 1 else "100%"


def nearness(a: str, b: str) -> float:
    """Ratcliff and Obershelp's ratio of two texts; below 1 unless they are equal."""
    if a == b:
        return 1.0
    one, other = _units(a, len(a) + len(b)), _units(b, len(a) + len(b))
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    common = sum(len(unit) for block in matcher.get_matching_blocks() for unit in one[block.a : block.a + block.size])
    return min(_NOT_QUITE, 2 * common / (len(a) + len(b)))


def nearest(words: str, text: str) -> Passage:
    """The passage of `text` that is most like `words`; see `SearchedText.nearest`."""
    return SearchedText(text).nearest(words)


class SearchedText:
    """A text in which quotes are looked for. What is costly is made when it is first needed, and once.

    Parameters
    ----------
    text : str
        The text, as it is.
    searches : int
        About how many quotes will be looked for; with many, the text is indexed.
    """

    __slots__ = ("_folded", "_indexes", "searches", "text")

    def __init__(self, text: str, searches: int = 1) -> None:
        self.text = text
        self.searches = searches
        self._folded: Folded | None = None
        self._indexes: dict[tuple[bool, int, int], _Pieces] = {}

    @property
    def folded(self) -> Folded:
        """The text with all differences of form put aside."""
        if self._folded is None:
            self._folded = Folded(self.text)
        return self._folded

    def places(self, words: str) -> list[int]:
        """Where the words stand, exactly; the first `MOST` places, overlapping ones included."""
        return self._found(words, self.text, in_folded=False)

    def loosely(self, words: str) -> list[tuple[int, int]]:
        """Start and end of the passages that differ from the words in form only."""
        letters = fold(words)
        if not letters:
            return []
        spans = []
        for place in self._found(letters, self.folded.text, in_folded=True):
            start, end = self.folded.span(place, len(letters))
            if fold(self.text[start:end]) == letters:  # else it begins or ends within a ligature
                spans.append(self._with_marks(words, start, end))
        return spans

    def nearest(self, words: str) -> Passage:
        """The passage that is most like the words.

        Pieces of the words are looked up in the text; where many of them stand at the right distances, the passage is
        fitted by Ratcliff and Obershelp's ratio. Nothing (an empty passage) when not even short pieces are there.
        """
        whole, words = words, words[:_LONGEST]
        letters = fold(words)
        if not letters:
            return NOTHING
        best = NOTHING
        sizes = [(3, 1), (2, 1), (1, 1)] if len(self.text) <= _SHORT_TEXT else [(8, 8), (4, 4)]
        for size, step in sizes:
            if best.nearness > _FAIR and len(letters) > _SHORT_WORDS:
                break  # shorter pieces are for a few letters, or when nothing else is found
            for start, end in self._likely(letters, size, step):
                # Some more on both sides, for what was put in or left out.
                slack = 8 + len(words) // 4
                passage = _fitted(words, self.text, max(0, start - slack), min(len(self.text), end + slack))
                if passage.nearness > best.nearness:
                    best = passage
                if best.nearness > _GOOD:
                    break
            if best.nearness > _GOOD:
                break
        return best if best.text == whole else replace(best, nearness=min(best.nearness, _NOT_QUITE))

    def _with_marks(self, words: str, start: int, end: int) -> tuple[int, int]:
        """The span with as many marks around it as the words have; folding had put them aside."""
        text = self.text
        for char in reversed(words):
            if fold(char) or end == len(text) or fold(text[end]) or text[end].isspace():
                break
            end += 1
        for char in words:
            if fold(char) or start == 0 or fold(text[start - 1]) or text[start - 1].isspace():
                break
            start -= 1
        return start, end

    def _found(self, words: str, text: str, *, in_folded: bool) -> list[int]:
        if self.searches >= _MANY and len(words) >= 2 * _SIZES[-1] - 1:
            size = next(size for size in _SIZES if len(words) >= 2 * size - 1)
            index = self._index(in_folded, size, size)
            if (found := index.places(words)) is not None:
                return found
        return _read(words, text, MOST)

    def _first_places(self, piece: str) -> list[int]:
        return _read(piece, self.folded.text, _COMMON + 1)

    def _index(self, in_folded: bool, size: int, step: int) -> _Pieces:
        key = in_folded, size, step
        if key not in self._indexes:
            self._indexes[key] = _Pieces(self.folded.text if in_folded else self.text, size, step)
        return self._indexes[key]

    def _likely(self, letters: str, size: int, step: int) -> Iterator[tuple[int, int]]:
        """Spans of the text in which most pieces of the folded words stand, in their order; the likeliest first."""
        width = max(8, len(letters) // 4)  # how far the distances of pieces may differ in one passage
        if len(self.text) <= _SHORT_TEXT or self.searches >= _MANY // 10:
            votes = _votes(letters, size, width, self._index(True, size, step).chain)
        else:  # a few quotes of a long text: to look for each piece costs less than to index them all
            votes = _votes(letters, size, width, self._first_places)
        # Two neighbouring strips together, so that no passage falls between them.
        scores = {strip: count + votes.get(strip + 1, 0) for strip, count in votes.items()}
        for strip in sorted(scores, key=lambda strip: (-scores[strip], strip))[:3]:
            first = max(0, strip * width)
            last = min(len(self.folded.text), (strip + 2) * width + len(letters)) - 1
            if first <= last:
                yield self.folded.origin(first), self.folded.origin(last) + 1


def _votes(letters: str, size: int, width: int, places: Callable[[str], list[int]]) -> dict[int, int]:
    """For each strip of distances, `width` wide, the number of pieces of the letters that stand in it."""
    votes: dict[int, int] = {}
    common: list[tuple[int, list[int]]] = []
    every = max(1, (len(letters) - size) // _PIECES)
    for offset in range(0, len(letters) - size + 1, every):
        found = places(letters[offset : offset + size])
        if len(found) > _COMMON:
            common.append((offset, found))
            continue
        for at in found:
            strip = (at - offset) // width
            votes[strip] = votes.get(strip, 0) + 1
    for offset, found in common[:1] if not votes else ():
        for at in found:
            strip = (at - offset) // width
            votes[strip] = votes.get(strip, 0) + 1
    return votes


def _read(words: str, text: str, most: int) -> list[int]:
    """The first places of the words, found by reading the text."""
    found: list[int] = []
    at = text.find(words)
    while at >= 0 and len(found) < most:
        found.append(at)
        at = text.find(words, at + 1)
    return found


class _Pieces:
    """The pieces of a text, `size` letters each and `step` apart: where does each stand?

    With a step as long as a piece, words of at least two pieces hold a whole one wherever they stand. So the index is
    small, and yet every place is found.
    """

    __slots__ = ("_earlier", "_latest", "_size", "_step", "_text")

    def __init__(self, text: str, size: int, step: int) -> None:
        self._text, self._size, self._step = text, size, step
        latest: dict[str, int] = {}
        earlier = array("q")
        for number, at in enumerate(range(0, len(text) - size + 1, step)):
            piece = text[at : at + size]
            # The pieces that are equal hang together as a chain, the last one first.
            earlier.append(latest.get(piece, -1))
            latest[piece] = number
        self._latest, self._earlier = latest, earlier

    def places(self, words: str) -> list[int] | None:
        """Where the words stand; None when too many places would have to be looked at."""
        found = []
        patience = _PATIENCE
        for offset in range(self._size):
            number = self._latest.get(words[offset : offset + self._size], -1)
            while number >= 0:
                at = number * self._step - offset
                if at >= 0 and self._text.startswith(words, at):
                    found.append(at)
                number = self._earlier[number]
                patience -= 1
                if not patience:
                    return None
        return sorted(found)[:MOST]

    def chain(self, piece: str) -> list[int]:
        """Where the piece stands, the last place first; one place more than `_COMMON` at most."""
        found: list[int] = []
        number = self._latest.get(piece, -1)
        while number >= 0 and len(found) <= _COMMON:
            found.append(number * self._step)
            number = self._earlier[number]
        return found


def _units(text: str, both: int) -> Sequence[str]:
    """What is compared: letters, or words where there are many letters."""
    return _UNITS.findall(text) if both > 2 * _LONG_WORDS else text


def _narrowed(words: str, text: str, start: int, end: int) -> tuple[int, int]:
    """The part of a window, somewhat longer than the words, that shares most pieces with them, in whatever order."""
    size = min(3, len(words))
    pieces = {words[i : i + size] for i in range(len(words) - size + 1)}
    # shared[i]: pieces shared up to the i-th place of the window
    shared = [0, *accumulate(text[at : at + size] in pieces for at in range(start, end - size + 1))]
    span = len(words) - size + 1
    best = max(range(max(1, len(shared) - span)), key=lambda i: shared[min(i + span, len(shared) - 1)] - shared[i])
    slack = 4 + len(words) // 8
    return max(start, start + best - slack), min(end, start + best + len(words) + slack)


def _fitted(words: str, text: str, start: int, end: int) -> Passage:
    """The part of a window that is most like the words, in whole words."""
    start, end = _narrowed(words, text, start, end)
    window, units = _units(text[start:end], 2 * len(words)), _units(words, 2 * len(words))
    matcher = difflib.SequenceMatcher(None, window, units, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return NOTHING
    places = [0]  # where each unit of the window begins
    for unit in window:
        places.append(places[-1] + len(unit))
    best, low, high = 0.0, 0, 0
    lengths = [places[block.a + block.size] - places[block.a] for block in blocks]
    # A stray letter far away is no part of the passage: take the run of blocks with the best ratio.
    for i in range(len(blocks)):
        matched = 0
        for j in range(i, len(blocks)):
            matched += lengths[j]
            span = places[blocks[j].a + blocks[j].size] - places[blocks[i].a]
            ratio = 2 * matched / (span + len(words))
            if ratio > best:
                best, low, high, common = ratio, places[blocks[i].a], places[blocks[j].a + blocks[j].size], matched
    low, high = _in_whole_words(text, start + low, start + high)
    return Passage(text[low:high], low, 2 * common / (high - low + len(words)))


def _in_whole_words(text: str, low: int, high: int) -> tuple[int, int]:
    """The span without blanks at its ends, and with the rest of the words that it cuts, if they are not too long: there
    are scripts without blanks."""
    while low < high - 1 and text[low].isspace():
        low += 1
    while high > low + 1 and text[high - 1].isspace():
        high -= 1
    first, last = low, high
    while first > 0 and low - first <= _LONG_WORD and text[first - 1].isalnum() and text[first].isalnum():
        first -= 1
    while last < len(text) and last - high <= _LONG_WORD and text[last].isalnum() and text[last - 1].isalnum():
        last += 1
    return (first if low - first <= _LONG_WORD else low), (last if last - high <= _LONG_WORD else high)
