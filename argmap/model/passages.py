"""The passage of a text that is nearest to some words, for the message of a quote that is not found."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

_FEW = 12
_LONGEST = 1000


@dataclass(frozen=True)
class Passage:
    """A passage, where it begins (in code points) and how near it is, from 0 to 1."""

    text: str
    start: int
    nearness: float

    def __str__(self) -> str:
        return f"; nearest ({self.nearness:.0%}), at {self.start}: {self.text!r:.160}" if self.text else ""


def nearest(words: str, text: str) -> Passage:
    """Find the passage of `text` that is most like `words`.

    The text is cut into windows of the length of `words`, half overlapping; the windows that share most three-letter
    pieces with the words are compared by Ratcliff and Obershelp's ratio. Cost: linear in the text.
    """
    words = words[:_LONGEST]  # the ratio takes the product of both lengths
    size = len(words)
    if not text.strip() or not size:
        return Passage("", 0, 0.0)
    folded = words.casefold()
    pieces = {folded[i : i + 3] for i in range(max(1, len(folded) - 2))}
    step = max(1, size // 2)
    scored = []
    for start in range(0, len(text), step):
        window = text[start : start + size + step].casefold()
        shared = sum(1 for piece in pieces if piece in window)
        scored.append((-shared, start))
    scored.sort()
    best = Passage("", 0, 0.0)
    for _, start in scored[:_FEW]:
        passage = _fitted(words, text, start, min(len(text), start + size + step))
        if passage.nearness > best.nearness:
            best = passage
    return best


def _fitted(words: str, text: str, start: int, end: int) -> Passage:
    """The window shrunk to what matches, and widened to whole words."""
    window = text[start:end]
    matcher = difflib.SequenceMatcher(None, window, words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return Passage("", 0, 0.0)
    low, high = start + blocks[0].a, start + blocks[-1].a + blocks[-1].size
    # One stray letter far away is no match: keep the window as long as the words, about.
    low, high = max(low, high - 2 * len(words)), min(high, low + 2 * len(words))
    while low > 0 and text[low - 1].isalnum() and text[low].isalnum():
        low -= 1
    while high < len(text) and text[high].isalnum() and text[high - 1].isalnum():
        high += 1
    passage = text[low:high]
    ratio = difflib.SequenceMatcher(None, passage, words, autojunk=False).ratio()
    return Passage(passage, low, ratio)
