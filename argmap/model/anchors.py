"""Does a quote stand in a text, to the letter, and at one place only? One judgement, for entry and for verification."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from argmap.model.likeness import differences
from argmap.model.passages import MOST, NOTHING, Passage, SearchedText, nearness

if TYPE_CHECKING:
    from argmap.model.values import Quote

EXACT = "exact"
NOT_EXACT = "not exact"
NOT_FOUND = "not found"
SEVERAL = "found several times"
WRONG_OFFSETS = "wrong offsets"
WRONG_PREFIX = "wrong prefix"
WRONG_SUFFIX = "wrong suffix"
WRONG_CONTEXT = "wrong prefix and suffix"

_SHOWN = 5  # places
_NEAR = 0.3  # below this a passage has some letters in common with the words, and no more
_CONTEXT = 40  # characters of a prefix or suffix in a message


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of a quote: a status, where it stands, what is wrong (a sentence without its subject, the quote)."""

    status: str
    at: int | None
    message: str
    nearest: Passage = NOTHING


def judged(quote: Quote, searched: SearchedText, *, near: bool = True) -> Finding:
    """Find a quote in a text.

    `exact` means: to the letter, with its prefix and suffix, at its offsets, and nowhere else unless these tell it from
    its twins. With `near=False` no nearest passage is looked for.
    """
    text, words = searched.text, quote.exact
    before, after = quote.prefix or "", quote.suffix or ""
    claimed = _claimed(quote)
    if claimed is not None and claimed >= 0 and text.startswith(words, claimed) and not _context(quote, text, claimed):
        return Finding(EXACT, claimed, "")
    elsewhere = (
        "" if claimed is None else f", not at {claimed}" if quote.start is not None else f", not up to {quote.end}"
    )
    places = [at + len(before) for at in searched.places(before + words + after)]
    if places and claimed is not None:
        context = " with its prefix and suffix" if before or after else ""
        return Finding(WRONG_OFFSETS, places[0], f"stands in the text{context} at {_listed(places)}{elsewhere}")
    if len(places) == 1:
        return Finding(EXACT, places[0], "")
    if places:
        told = "; its prefix and suffix don't tell them apart" if before or after else ""
        return Finding(SEVERAL, places[0], f"{_times(places)}{told}: quote more of it, or give a prefix or suffix")
    bare = searched.places(words) if before or after else []
    if claimed is not None and claimed >= 0 and text.startswith(words, claimed):
        bare = [claimed]  # it stands where it should, so its twins don't matter
    if not bare:
        return _absent(quote, searched, near)
    if len(bare) > 1:
        halves = [at for at in bare if _context(quote, text, at) != WRONG_CONTEXT] if before and after else []
        if len(halves) != 1:
            return Finding(SEVERAL, bare[0], f"{_times(bare)}, nowhere with this prefix and suffix{elsewhere}")
        bare = halves
    at = bare[0]
    status = _context(quote, text, at)
    message = f"stands in the text at {at}, {_told(quote, text, at, status)}"
    if at != claimed and claimed is not None:
        return Finding(WRONG_OFFSETS, at, message.replace(",", f"{elsewhere},", 1))
    return Finding(status, at, message)


def _claimed(quote: Quote) -> int | None:
    """Where the quote says that it begins."""
    if quote.start is not None:
        return quote.start
    return None if quote.end is None else quote.end - len(quote.exact)


def _context(quote: Quote, text: str, at: int) -> str:
    """Which part of its context is wrong at a place where the words stand; empty when none is."""
    end = at + len(quote.exact)
    left = quote.prefix is None or text.endswith(quote.prefix, 0, at)
    right = quote.suffix is None or text.startswith(quote.suffix, end)
    if left and right:
        return ""
    return WRONG_SUFFIX if left else WRONG_PREFIX if right else WRONG_CONTEXT


def _told(quote: Quote, text: str, at: int, status: str) -> str:
    """What stands before and after the words, where that is not the prefix and the suffix."""
    end = at + len(quote.exact)
    parts = []
    if status in (WRONG_PREFIX, WRONG_CONTEXT):
        prefix = quote.prefix or ""
        parts.append(f"after {_unlike(text[max(0, at - len(prefix)) : at], prefix, tail=True)}")
    if status in (WRONG_SUFFIX, WRONG_CONTEXT):
        suffix = quote.suffix or ""
        parts.append(f"before {_unlike(text[end : end + len(suffix)], suffix, tail=False)}")
    return " and ".join(parts)


def _unlike(stands: str, said: str, *, tail: bool) -> str:
    how = differences(stands, said)
    where = _cut(stands, tail) if stands else "nothing"
    return f"{where}, not {_cut(said, tail)}" + (f" (differs in {_all(how)})" if how else "")


def _cut(text: str, tail: bool) -> str:
    if len(text) <= _CONTEXT:
        return repr(text)
    return repr("…" + text[-_CONTEXT:]) if tail else repr(text[:_CONTEXT] + "…")


def _absent(quote: Quote, searched: SearchedText, near: bool) -> Finding:
    """The finding for words that stand nowhere in the text to the letter."""
    words, text = quote.exact, searched.text
    if not text:
        return Finding(NOT_FOUND, None, "is not in the text, which is empty")
    if spans := searched.loosely(words):
        claimed = _claimed(quote)
        start, end = spans[0] if claimed is None else min(spans, key=lambda span: (abs(span[0] - claimed), span))
        stands = text[start:end]
        passage = Passage(stands, start, nearness(stands, words))
        message = f"is not in the text to the letter: it differs in {_all(differences(stands, words))} from "
        return Finding(NOT_EXACT, start, f"{message}{stands!r:.160} (at {start})", passage)
    if not near:
        return Finding(NOT_FOUND, None, "is not in the text")
    passage = searched.nearest(words)
    if passage.nearness >= _NEAR:
        return Finding(NOT_FOUND, None, f"is not in the text; nearest {passage}", passage)
    longer = f"; it is longer than the text ({len(words)} and {len(text)} characters)" if len(words) > len(text) else ""
    return Finding(NOT_FOUND, None, f"is not in the text, nor anything like it{longer}", passage)


def _all(kinds: list[str]) -> str:
    return " and ".join(kinds) if len(kinds) < 3 else f"{', '.join(kinds[:-1])} and {kinds[-1]}"


def _listed(places: list[int]) -> str:
    return ", ".join(str(place) for place in places[:_SHOWN]) + (", …" if len(places) > _SHOWN else "")


def _times(places: list[int]) -> str:
    count = f"{len(places)} times" + (" or more" if len(places) >= MOST else "")
    return f"stands in the text {count} (at {_listed(places)})"
