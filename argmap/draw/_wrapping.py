"""Breaking a text into lines of a given width, whatever the script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

Measure = Callable[[str, bool], float]
"""Width of a text; the flag asks for bold."""

# Ideographs and kana may be parted anywhere, but a line neither begins with these nor ends with those.
_NOT_FIRST = frozenset("、。，．,.・：；:;！？!?）)」』】〕》〉’”…ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ")
_NOT_LAST = frozenset("（(「『【〔《〈‘“")


def by_character(text: str, bold: bool = False) -> float:
    """Width in characters: what a scene is wrapped by where no font is at hand."""
    if text.isascii():
        return len(text)
    return sum(2 if is_wide(char) else 0 if unicodedata.combining(char) else 1 for char in text)


def is_wide(char: str) -> bool:
    """Whether a character takes two columns of a terminal: ideographs, kana, full-width forms."""
    return unicodedata.east_asian_width(char) in "WF"


def reads_leftwards(text: str) -> bool:
    """Whether the first letter with a direction is Arabic, Hebrew or the like."""
    directions = (unicodedata.bidirectional(char) for char in text)
    return next((one != "L" for one in directions if one in ("L", "R", "AL")), False)


def wrapped(
    text: str, width: float, measure: Measure = by_character, *, bold: bool = False, most: int = 0
) -> list[str]:
    """The lines of a text, none wider than `width`; of more than `most` (if given) the last ends in an ellipsis."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if measure((line + piece).rstrip(), bold) <= width:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = piece.lstrip()
        if most and len(lines) > most:
            break
        while measure(line.rstrip(), bold) > width and len(line.rstrip()) > 1 and not (most and len(lines) > most):
            head = _longest(line, width, measure, bold)
            lines.append(line[:head])
            line = line[head:]
    if line.strip():
        lines.append(line.rstrip())
    if most and len(lines) > most:
        last = lines[most - 1]
        while last and measure(last + " …", bold) > width:
            last = (last.rpartition(" ")[0] or last[:-1]).rstrip()
        lines = [*lines[: most - 1], f"{last} …" if last else "…"]
    return lines


def _pieces(text: str) -> list[str]:
    """What a line is never broken within: words with the blank after them, single ideographs."""
    pieces: list[str] = []
    for word in re.findall(r"\s*\S+\s?|\s+", text):
        if word.isascii() or not any(is_wide(char) for char in word):
            # A long address or a pair of words may be parted after a slash or dash.
            pieces += re.findall(r"[^/\u2014\u2013]+[/\u2014\u2013]*|[/\u2014\u2013]+", word)
            continue
        start = len(pieces)
        for char in word:
            joined = len(pieces) > start and (
                char in _NOT_FIRST
                or char.isspace()
                or pieces[-1][-1] in _NOT_LAST
                or not (is_wide(char) or is_wide(pieces[-1][-1]))
            )
            if joined:
                pieces[-1] += char
            else:
                pieces.append(char)
    return pieces


def _longest(text: str, width: float, measure: Measure, bold: bool) -> int:
    """How many characters of a word that is too long go on one line: at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle], bold) <= width:
            low = middle
        else:
            high = middle - 1
    while low < len(text) and low > 1 and unicodedata.combining(text[low]):
        low -= 1
    return low
