"""What is wrong with a text, where, and how to put it right."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from argmap.errors import ParseError

Part = tuple[int, str, int, int]

MOST_FAULTS = 1000  # faults that are kept; a file with more is no Argdown
_WIDTH = 160  # of a line that is shown


class Faults:
    """Collects the faults of one text; offsets become lines and columns when they are asked for.

    Parameters
    ----------
    text : str
        The text, with `\\n` between its lines.
    source : str
        The name of the file.
    parts : list of (int, str, int, int), optional
        Where each part comes from, when files are put together: offset, file, and line and column in it, from 1.
    """

    def __init__(self, text: str, source: str = "", parts: Sequence[Part] = ()) -> None:
        self.text, self.parts = text, parts or [(0, source, 1, 1)]
        self.found: list[tuple[int, ParseError]] = []
        self.left_out = 0
        self._starts: list[int] | None = None
        self._seen: set[tuple[int, str]] = set()

    def add(self, at: int, message: str, fix: str = "") -> None:
        """Note a fault at an offset."""
        if (at, message) in self._seen:
            return
        if len(self.found) >= MOST_FAULTS:
            self.left_out += 1
            return
        self._seen.add((at, message))
        self.found.append((at, self.error(at, message, fix)))

    def take(self, at: int, error: ParseError) -> None:
        """Take over a fault of what stood at an offset before the text was put together."""
        if len(self.found) < MOST_FAULTS:
            self.found.append((at, error))
        else:
            self.left_out += 1

    def error(self, at: int, message: str, fix: str = "") -> ParseError:
        """A fault as an error, with the line and a caret."""
        source, line, column = self.place(at)
        starts = self._line_starts()
        excerpt = with_caret(self.text, starts[bisect_right(starts, at) - 1], at)
        return ParseError(message, source=source, line=line, column=column, excerpt=excerpt, fix=fix)

    def place(self, at: int) -> tuple[str, int, int]:
        """File, line and column of an offset, both counted from 1."""
        starts = self._line_starts()
        number = bisect_right(starts, at) - 1
        part = bisect_right(self.parts, at, key=lambda part: part[0]) - 1
        first, source, line, column = self.parts[max(part, 0)]
        begun = bisect_right(starts, first) - 1
        if number == begun:
            return source, line, at - first + column
        return source, line + number - begun, at - starts[number] + 1

    def offset(self, begin: int, line: int, column: int) -> int:
        """The offset of a place in a part of the text: lines from where the part begins, and columns, both from 0."""
        if not line:
            return begin + column
        starts = self._line_starts()
        number = bisect_right(starts, begin) - 1 + line
        return starts[min(number, len(starts) - 1)] + column

    def in_order(self) -> tuple[ParseError, ...]:
        """All faults in the order of the text."""
        found = [fault for _, fault in sorted(self.found, key=lambda one: one[0])]
        if self.left_out:
            found.append(ParseError(f"and {self.left_out:,} faults more", source=self.parts[0][1]))
        return tuple(found)

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            starts, at = [0], self.text.find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = self.text.find("\n", at + 1)
            self._starts = starts
        return self._starts


def with_caret(text: str, begin: int, at: int) -> str:
    """The line that begins at `begin`, cut where it is long, with a caret under the offset `at`."""
    end = text.find("\n", begin)
    line = text[begin : len(text) if end < 0 else end]
    offset = at - begin
    if len(line) > _WIDTH:
        first = max(0, min(offset - _WIDTH // 2, len(line) - _WIDTH))
        line = ("…" if first else "") + line[first : first + _WIDTH]
        offset += bool(first) - first
    shown = "".join(char if char.isprintable() or char == "\t" else "\N{REPLACEMENT CHARACTER}" for char in line)
    caret = "".join("\t" if char == "\t" else " " for char in shown[:offset])
    return f"{shown}\n{caret}^"
