"""The layout of an Argdown text, line by line.

A line here is what stands between two line ends that are none within data, a comment, a link or a tag: what stands
within these stays as it is. How a line begins tells what it is, as for the reader; a text with faults is not laid out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from argmap.formats.argdown.language.braces import Braces
from argmap.formats.argdown.language.comments import without_comments
from argmap.formats.argdown.language.content import Contents
from argmap.formats.argdown.language.document import Document
from argmap.formats.argdown.language.elements import Elements
from argmap.formats.argdown.language.faults import Faults
from argmap.formats.argdown.language.inferences import read_inference
from argmap.formats.argdown.language.lines import BLANK, GAP, HEADING, INFERENCE, KINDS, LINE, NUMBER, RELATION
from argmap.formats.argdown.language.parser import Parser

_WIDTH = 100  # of an inference on one line

# A title as the reader finds it; with a group where a text follows.
_TITLE = re.compile(r"(\[.+?\]:)|(?:\[[^-\n].*?\])|(<.+?>:)|(?:<[^-\n].*?>)")
_FENCE = re.compile(r"^={3,}[ \t]*(?:\n|\Z)", re.MULTILINE)
_COVERED = re.compile("\0+")
_COMMA = re.compile(r"(?<!\\),")
_NAMED = re.compile(r"\((\d+)\)")
_FIGURES = re.compile(r"\d+")


class _Noting(Contents):
    """Reads, and notes where data stands and what else may hold a line end."""

    def __init__(self, text: str, braces: Braces, faults: Faults) -> None:
        super().__init__(text, braces, faults)
        self.noted: list[tuple[int, int]] = []

    def note(self, begin: int, end: int) -> None:
        if self.text.startswith("{", begin) or self.text.find("\n", begin, end) >= 0:
            self.noted.append((begin, end))


@dataclass(slots=True)
class _Row:
    """A line of the result; one within data or a comment goes with the line in which that begins."""

    indent: int
    text: str
    number: str | None = None  # of a premise or conclusion, as it was written


@dataclass(slots=True)
class _Comment:
    """Lines with nothing but comments."""

    text: str
    column: int
    left: bool = False  # no comment, but a block that is left as it is


class Layout:
    """Lays out one text.

    Parameters
    ----------
    text : str
        The text, with `\\n` between its lines.
    covered : str
        The same, with comments in place of the blocks that are left as they are.
    document : Document
        What `covered` says, without a fault.
    left : list of int
        Where these blocks begin.
    """

    def __init__(self, text: str, covered: str, document: Document, left: list[int]) -> None:
        self.text, self.covered, self.left = text, covered, frozenset(left)
        self.rows: list[_Row | None] = []  # None is a blank line
        self.front = _front_matter(covered, document)
        braces, faults = Braces(covered), Faults(covered)
        begin, _, _, end = self.front
        self.bare = without_comments(covered[:begin], 0, braces)[0] + covered[begin:end]
        self.bare += without_comments(covered, end, braces)[0][end:]
        self.contents = _Noting(self.bare, braces, faults)
        parser = Parser(self.bare, braces, faults)
        parser.contents, parser.elements = self.contents, Elements(self.contents)
        parser.parse(end)
        self.waiting: list[_Comment] = []  # for the line with which they are indented
        self.fresh = True  # a block begins
        self.block = 0  # the first row of this block
        self.hanging = 0  # indentation of the next line of this element
        self.widths = [0]  # of relations, as they were indented
        self.base = 0  # width of the first marker of this list
        self.done = 0

    def formatted(self) -> str:
        """The whole text."""
        begin, first, last, end = self.front
        self._lines(0, begin)
        if end:
            self.rows.append(_Row(0, "==="))
            if body := self.text[first:last].removesuffix("\n"):
                self.rows.append(_Row(0, body))
            self.rows += [_Row(0, "==="), None]
        self._lines(end, len(self.text))
        while self.rows and self.rows[-1] is None:
            self.rows.pop()
        return "".join([f"{' ' * row.indent}{row.text}\n" if row else "\n" for row in self.rows])

    def _lines(self, begin: int, end: int) -> None:
        for start, stop in self._spans(begin, end):
            if start < self.done:
                continue  # part of an inference of several lines
            bare = self.bare[start:stop]
            if not self.covered[start:stop].strip(" \t"):
                self._break()
            elif bare.strip(" \t\0"):
                self._line(start, stop)
            else:
                self._comment(start, stop)
                if stop == len(self.bare) or self.bare[stop] == "\n":
                    self._break(seen=False)
        self._break()

    def _spans(self, begin: int, end: int) -> Iterator[tuple[int, int]]:
        """Begin and end of each line from `begin` to `end`."""
        text = self.covered
        noted = sorted([*self.contents.noted, *comments(text, self.bare, begin, end)])
        number, start, search = 0, begin, begin
        while start < end:
            stop = text.find("\n", search, end)
            stop = end if stop < 0 else stop
            while number < len(noted) and noted[number][1] <= stop:
                number += 1
            if number < len(noted) and noted[number][0] < stop < noted[number][1]:
                search = noted[number][1]
                continue
            yield start, stop
            start = search = stop + 1

    # -- lines ---------------------------------------------------------------------------------------------------------

    def _break(self, *, seen: bool = True) -> None:
        """A block ends; `seen` when a blank line stands there."""
        last = self.rows[-1] if self.rows else None
        self._put_comments(last.indent if last and not self.fresh else 0)
        self._renumber(self.block)
        if self.rows and self.rows[-1] is not None and (seen or not self.fresh):
            self.rows.append(None)
        self.fresh, self.block, self.widths, self.hanging = True, len(self.rows), [0], 0

    def _comment(self, start: int, stop: int) -> None:
        if start in self.left:
            lines = self.text[start:stop].split("\n")
            self.waiting.append(_Comment("\n".join(line.rstrip(" \t") for line in lines), 0, left=True))
            return
        shown = self.text[start:stop]
        self.waiting.append(_Comment(shown.strip(" \t"), len(shown) - len(shown.lstrip(" \t"))))

    def _put_comments(self, indent: int) -> None:
        for one in self.waiting:
            if one.left:
                self.rows.append(_Row(0, one.text))
            else:
                self.rows.append(_Row(indent, _shifted(one.text, indent - one.column)))
        self.waiting.clear()

    def _row(self, indent: int, text: str, number: str | None = None) -> None:
        self._put_comments(indent)
        self.rows.append(_Row(indent, text, number))

    def _line(self, start: int, stop: int) -> None:
        line = LINE.match(self.bare, start)
        kind = KINDS[line.lastindex or 0] if line else 0
        fresh, self.fresh = self.fresh, False
        if line is None:
            if fresh:
                text, titled = self._element(start, stop)
                self.hanging = 2 if titled else 0
                self._row(0, text)
            else:
                self._continued(start, stop)
            return
        # A comment before a sign would be in the way of its indentation: it goes above.
        for begin, end in comments(self.covered, self.bare, start, line.start(1)):
            self.waiting.append(_Comment(self.text[begin:end], begin - start))
        if kind == HEADING:
            self.hanging = 2
            self._row(0, f"{line[7]}{self._slice(line.end(), stop)}")
        elif kind == INFERENCE:
            self.widths = [0]
            self._row(0, self._inference(line.start(2)))
        elif kind == RELATION:
            depth = self._depth(len(line[1]))
            self.hanging = 2 * depth + 2
            self._row(2 * depth, _joined(line[3], self._element(line.end(), stop)[0]))
        elif kind == NUMBER:
            self.widths, self.hanging = [0], 4
            self._row(0, self._element(line.end(), stop)[0], line[4][1:-1])
        else:
            marker = line[line.lastindex or 0]
            if fresh:
                self.base = len(line[1]) + 1
            self.widths, self.hanging = [self.base], len(marker) + 1
            self._row(0, _joined(marker, self._element(line.end(), stop)[0]))

    def _depth(self, width: int) -> int:
        """How deep a relation of this width stands, as the reader has it."""
        if width > self.widths[-1]:
            self.widths.append(width)
        else:
            while len(self.widths) > 1 and width < self.widths[-1]:
                self.widths.pop()
        return len(self.widths) - 1

    def _continued(self, start: int, stop: int) -> None:
        """A further line of a text."""
        text, indent = self._slice(start, stop), self.hanging
        if text[0] in "*_":
            # Blanks before it decide whether it may end an emphasis.
            indent = 0 if self.bare[start] == text[0] else indent or 2
        self._row(indent, text)

    def _element(self, at: int, stop: int) -> tuple[str, bool]:
        """The first line of an element from `at` on, and whether it has a title."""
        gap = GAP.match(self.bare, at)
        begin = gap.end() if gap else at
        title = _TITLE.match(self.bare, begin)
        if title and self.bare[begin] == "[" and self.contents.ahead.link(begin):
            title = None
        if title is None:
            return self._slice(at, stop), False
        if title.lastindex is None:
            return self._slice(at, stop), True
        return _joined(self.text[at : title.end()].lstrip(" \t"), self._slice(title.end(), stop)), True

    def _slice(self, at: int, stop: int) -> str:
        """A part of a line without blanks around it."""
        whole = self.text[at:stop].lstrip(" \t")
        text = whole.rstrip(" \t")
        escaped = (len(text) - len(text.rstrip("\\"))) % 2
        if escaped and len(text) < len(whole) and self.bare[stop - len(whole) + len(text) - 1] != BLANK:
            text = whole[: len(text) + 1]  # the blank is a part of the text
        return text

    # -- premise-conclusion structures ---------------------------------------------------------------------------------

    def _inference(self, at: int) -> str:
        """An inference on one line, or with its rules and its data on lines of their own."""
        noted = self.contents.noted
        known = len(noted)
        found, self.done = read_inference(self.contents, at)
        data = noted[known:]
        bare = self.bare[at : self.done].rstrip(" \t\n\0")
        stop = at + len(bare)
        comment = self.text[stop : self.done].strip(" \t\n")
        if not bare.strip("-"):
            return _joined("----", comment)
        if BLANK not in bare:
            rules, done = "", at + 2
            for begin, end in data:
                rules += self.text[done:begin]
                done = end
            rules += self.text[done : at + len(bare.rstrip("-"))]
            names = ", ".join([name.strip(" \t\n") for name in _COMMA.split(rules)])
            parts = [part for part in (names, *(self.text[begin:end] for begin, end in data)) if part]
            short, long = " ".join(["--", *parts, "--"]), "\n".join(["--", *parts, "--"])
            for shown in [long] if "\n" in short or len(short) > _WIDTH else [short, long]:
                faults = Faults(shown)
                again, end = read_inference(Contents(shown, Braces(shown), faults), 0)
                if end == len(shown) and not faults.found and (again.rules, again.data) == (found.rules, found.data):
                    return _joined(shown, comment)
        return self.text[at : self.done].rstrip(" \t\n")

    def _renumber(self, begin: int) -> None:
        """Number premises and conclusions from 1, unless the words of the structure go by the numbers they have."""
        rows = [row for row in self.rows[begin:] if row]
        steps = [row for row in rows if row.number is not None]
        changed = {row.number for number, row in enumerate(steps, start=1) if row.number != str(number)}
        keep = bool(changed) and any(
            not changed.isdisjoint(
                _FIGURES.findall(row.text.partition("{")[0]) if row.text[:2] == "--" else _NAMED.findall(row.text)
            )
            for row in rows
        )
        for number, row in enumerate(steps, start=1):
            row.text = _joined(f"({row.number if keep else number})", row.text)
            row.number = None


def comments(text: str, bare: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Where comments stand; `bare` is the text in which they are blanked."""
    for run in _COVERED.finditer(bare, begin, end):
        at = run.start()
        while at < run.end():
            if text.startswith("//", at):
                stop = text.find("\n", at)
                stop = len(text) if stop < 0 else stop
            elif text.startswith("/*", at):
                stop = text.index("*/", at + 2) + 2
            elif text.startswith("<!--", at):
                stop = text.index("-->", at + 4) + 3
            else:
                at += 1  # a line end that goes with the comment
                continue
            yield at, stop
            at = stop


def _front_matter(text: str, document: Document) -> tuple[int, int, int, int]:
    """Where it begins, where what it says begins and ends, and where it ends; noughts without."""
    if document.front_matter is None:
        return 0, 0, 0, 0
    first = document.front_matter_at
    begin = text.rfind("===", 0, first)
    while begin and text[begin - 1] == "=":
        begin -= 1
    if text[first - 1] == "\n" and (fence := _FENCE.search(text, first)):
        return begin, first, fence.start(), fence.end()
    stop = text.find("\n", first)
    stop = len(text) if stop < 0 else stop
    inner = text[first:stop].rstrip(" \t").rstrip("=")
    last = first + len(inner.rstrip(" \t"))
    return begin, first + len(inner) - len(inner.lstrip(" \t")), last, min(stop + 1, len(text))


def _joined(*parts: str) -> str:
    return " ".join([part for part in parts if part])


def _shifted(text: str, by: int) -> str:
    """A comment of several lines, moved to the right or to the left."""
    first, *more = [line.rstrip(" \t") for line in text.split("\n")]
    if by >= 0:
        return "\n".join([first, *(" " * by + line if line else line for line in more)])
    return "\n".join([first, *(line[min(-by, len(line) - len(line.lstrip(" "))) :] for line in more)])
