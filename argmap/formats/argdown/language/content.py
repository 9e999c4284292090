"""The text of a statement, a description or a heading, its markup, and the data after it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from argmap.formats.argdown.language.ahead import Ahead
from argmap.formats.argdown.language.braces import Braces
from argmap.formats.argdown.language.data import YamlFault, read_yaml
from argmap.formats.argdown.language.document import Data, Member, Range
from argmap.formats.argdown.language.faults import Faults
from argmap.formats.argdown.language.lines import (
    BULLET,
    EMPTY,
    GAP,
    HEADING,
    INFERENCE,
    KINDS,
    LINE,
    NUMBER,
    ORDERED,
    RELATION,
)
from argmap.formats.argdown.language.shortcodes import SHORTCODE, SHORTCODES

_FREE = re.compile(r"[^\\@#*_\[\],.:;<>/\-\n(){}\x00]+")
_ESCAPED = re.compile(r"\\([^\n] *)")
_TAG = re.compile(r"#([a-zA-z0-9-\u00A0-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF]+)[ \t]?")
_ANGLES = re.compile(r"<[^\s<>=\d][^<>\n]*?>:?")
_TITLE_LINE = re.compile(r"\x00*[ \t]*(?:\[[^\[\]\n]+\]|<[^<>\n]+>)(?::|[ \t]*(?:\#[^\n]*)?(?:\n|\Z))")
_CLOSES = re.compile(r"[ \t]|(?=[\n)}_.,!?;:*-]|\Z)")
_LIKE_DATA = re.compile(r"\{\s*[\"'\w-]+\s*:\s")
_BRACKETS = re.compile(r"\{[ \t]*\n")

ANYWHERE = frozenset({EMPTY, RELATION, HEADING})
IN_STRUCTURE = frozenset({EMPTY, RELATION, HEADING, NUMBER, INFERENCE})
IN_DESCRIPTION = frozenset({EMPTY, RELATION, HEADING, NUMBER})
IN_LIST = frozenset({EMPTY, RELATION, HEADING, ORDERED, BULLET})

_LOOKS_LIKE = {
    NUMBER: ("a line that begins with a number in brackets is a premise or conclusion; read as text", "\\("),
    INFERENCE: ("'--' at the beginning of a line is an inference; read as text", "\\--"),
    ORDERED: ("a line that begins with a number and a full stop is a list item; read as text", "1990\\."),
    BULLET: ("a line that begins with '*' is a list item; read as text", "\\*"),
}


@dataclass(slots=True)
class _Gathered:
    """The pieces of a text as it is read."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    spaced: bool = False  # it ends in a blank
    newline: bool = False  # a line has ended; it counts when something comes after
    ranges: list[Range] = field(default_factory=list)
    tags: dict[str, None] = field(default_factory=dict)
    opened: list[tuple[str, int, int, int]] = field(default_factory=list)  # marker, number of piece, offset, place

    def add(self, piece: str) -> None:
        if self.newline:
            self.newline = False
            if not self.spaced:
                self.pieces.append(" ")
                self.length += 1
        self.pieces.append(piece)
        self.length += len(piece)
        if piece:
            self.spaced = piece[-1] == " "


class Contents:
    """Reads texts, and the data after them."""

    def __init__(self, text: str, braces: Braces, faults: Faults) -> None:
        self.text, self.braces, self.faults = text, braces, faults
        self.ahead = Ahead(text)
        self.shortcodes = SHORTCODES
        self.tags_in_text = True

    def use(self, settings: dict[str, Any]) -> None:
        """Take over the settings under `model:` that concern texts."""
        self.tags_in_text = settings.get("removeTagsFromText") is not True
        own = settings.get("shortcodes")
        if isinstance(own, dict):
            signs = {name: one["unicode"] for name, one in own.items() if isinstance(one, dict) and "unicode" in one}
            self.shortcodes = {**SHORTCODES, **{name: sign for name, sign in signs.items() if isinstance(sign, str)}}

    def note(self, begin: int, end: int) -> None:
        """Told of each part within which a line can end: who lays out a text leaves these as they are."""

    def add_tags(self, member: Member, image: str) -> bool:
        """Add tags at the end of a plain text to it; False when tags do not stay in the text."""
        if not self.tags_in_text:
            return False
        text = member.text or ""
        tags: list[str] = []
        ranges = []
        for match in _TAG.finditer(image):
            ranges.append(Range("tag", len(text), len(text) + len(match[0]) - 1, match[1]))
            text += match[0]
            tags.append(match[1])
        member.text, member.tags, member.ranges = text, list(dict.fromkeys(tags)), ranges
        return True

    def read(self, at: int, member: Member, ends: frozenset[int] = ANYWHERE) -> int:
        """Read what follows a title, a marker, or nothing, into a member; where the next line begins.

        `ends` are the kinds of line that end it.
        """
        text = self.text
        size = len(text)
        got = _Gathered()
        skipped = False
        while True:
            gap = GAP.match(text, at)
            if gap and gap.end() > at and text[gap.end() : gap.end() + 1] != "\n":
                skipped, at = True, gap.end()
            elif gap:
                at = gap.end()
            if at >= size:
                break
            sign = text[at]
            if sign == "\n":
                at += 1
                if self._ends(at, ends, member):
                    break
                got.newline = True
                skipped = False
                continue
            free = _FREE.match(text, at)
            if free:
                got.add(free[0])
                at = free.end()
            elif sign == "\\":
                escaped = _ESCAPED.match(text, at)
                got.add(escaped[1] if escaped else "\\")
                at = escaped.end() if escaped else at + 1
            elif sign in "*_":
                at = self._emphasis(at, got, skipped)
            elif sign == "{" and (close := self.braces.end(at)) > 0:
                at = self._data(at, close, got, member, ends)
            elif sign in ".:#[<@{":
                begin, at = at, self._marked(at, sign, got)
                self.note(begin, at)
            else:
                at = self._control(at, got)
            skipped = False
        self._settle(got)
        if got.pieces:
            member.text = "".join(got.pieces)
        elif member.is_argument:
            member.text = ""
        member.ranges = got.ranges
        if got.tags:
            member.tags = list(got.tags)
        return at

    def _ends(self, at: int, ends: frozenset[int], member: Member) -> bool:
        """Whether what stands in the line at `at` is no more part of this text."""
        line = LINE.match(self.text, at)
        if line is None:
            return _TITLE_LINE.match(self.text, at) is not None
        kind = KINDS[line.lastindex or 0]
        if kind in ends:
            return True
        if kind in _LOOKS_LIKE:
            message, instead = _LOOKS_LIKE[kind]
            self.faults.add(line.start(line.lastindex or 0), message, f"write {instead} where text is meant")
        return False

    def _control(self, at: int, got: _Gathered) -> int:
        """A sign without a meaning here, and one blank after it."""
        end = at + 2 if self.text[at + 1 : at + 2] in (" ", "\t") else at + 1
        got.add(self.text[at:end])
        return end

    def _emphasis(self, at: int, got: _Gathered, skipped: bool) -> int:
        text, sign = self.text, self.text[at]
        top = got.opened[-1][0] if got.opened else ""
        double = text.startswith(sign * 2, at)
        for marker in (sign * 2, sign):
            if top == marker and not skipped and (double or marker == sign):
                closes = _CLOSES.match(text, at + len(marker))
                if closes:
                    got.newline = False
                    _, number, _, begin = got.opened.pop()
                    found = got.ranges[number]
                    if found.start == got.length:
                        del got.ranges[number]
                        got.add(marker * 2)
                        self.faults.add(begin, f"{marker * 2!r} emphasizes nothing; read as text", f"write \\{sign}")
                        return at + len(marker)
                    found.stop = got.length - 1
                    if closes[0] == " ":
                        got.add(" ")
                    return closes.end()
        for marker in (sign * 2, sign):
            after = at + len(marker)
            if (double or marker == sign) and not text[after : after + 1].isspace():
                got.add("")
                got.opened.append((marker, len(got.ranges), len(got.pieces) - 1, at))
                got.ranges.append(Range("bold" if len(marker) == 2 else "italic", got.length, got.length))
                return after
        return self._control(at, got)

    def _marked(self, at: int, sign: str, got: _Gathered) -> int:
        """A sign that may begin a shortcode, a link, a tag or a mention."""
        text = self.text
        if sign in ".:":
            if match := SHORTCODE.match(text, at):
                name = match[0].rstrip(" \t")
                if found := self.shortcodes.get(name):
                    got.add(found)
                    got.ranges.append(Range("special-char", got.length - len(found), got.length, name))
                    if match[0][-1] == " ":
                        got.add(" ")
                else:
                    got.add(match[0])
                return match.end()
        elif sign == "#":
            if (end := self._tag(at, got)) > 0:
                return end
        elif sign == "@":
            bracket = text[at + 1 : at + 2]
            closing = {"[": "]", "<": ">"}.get(bracket)
            if closing and (end := self.ahead.on_line(closing, at + 3)) > 0:
                kind = "statement-mention" if bracket == "[" else "argument-mention"
                return self._kept(at, end + 1, got, kind, text[at + 2 : end])
        elif sign == "[" and (link := self.ahead.link(at)):
            shown = text[at + 1 : link[0]].replace("\n", " ")
            got.add(shown)
            got.ranges.append(Range("link", got.length - len(shown), got.length - 1, text[link[0] + 2 : link[1]]))
            return self._blank(link[1] + 1, got)
        elif sign == "{":
            if _LIKE_DATA.match(text, at):
                self.faults.add(at, "data that is never closed; read as text", "close it with }")
        elif (end := self._title(at)) > 0:
            name = text[at : min(end, at + 61)].rstrip(":")
            self.faults.add(
                at,
                f"{name:.60} stands within a text; read as text",
                f"write @{name:.60} to mention it, \\{sign} for a bracket, or begin a new block after a blank line",
            )
        return self._control(at, got)

    def _title(self, at: int) -> int:
        """The end of what looks like a title within a text; -1 when nothing does."""
        if self.text[at] == "[":
            return self.ahead.title(at)
        match = _ANGLES.match(self.text, at)
        return match.end() if match else -1

    def _tag(self, at: int, got: _Gathered) -> int:
        """Read a tag; the offset after it, -1 when there is none."""
        text = self.text
        if text.startswith("(", at + 1):
            end = self.ahead.bracketed(at + 2, ")")
            if end < 0:
                return -1
            name, end = text[at + 2 : end], end + 1
        elif match := _TAG.match(text, at):
            name, end = match[1], match.end(1)
        else:
            return -1
        got.tags[name] = None
        if self.tags_in_text:
            return self._kept(at, end, got, "tag", name)
        return end + 1 if text[end : end + 1] in (" ", "\t") else end

    def _kept(self, at: int, end: int, got: _Gathered, kind: str, name: str) -> int:
        """Take what has a meaning into the text as it is written, with one blank after it."""
        end = end + 1 if self.text[end : end + 1] in (" ", "\t") else end
        got.add(self.text[at:end])
        got.ranges.append(Range(kind, got.length - (end - at), got.length - 1, name))
        return end

    def _blank(self, at: int, got: _Gathered) -> int:
        """Take in one blank, where there is one."""
        sign = self.text[at : at + 1]
        if sign == " ":
            got.add(" ")
        return at + 1 if sign in (" ", "\t") else at

    def _data(self, at: int, close: int, got: _Gathered, member: Member, ends: frozenset[int]) -> int:
        """Data in braces; braces in a sentence are text."""
        text = self.text
        gap = GAP.match(text, close)
        after = gap.end() if gap else close
        last = after >= len(text) or (
            text[after] == "\n"
            and (line := LINE.match(text, after + 1)) is not None
            and KINDS[line.lastindex or 0] in ends
        )
        worded = not last and text.find(":", at, close) < 0
        found = None if worded else self.data(at, close)
        if worded or (found and not last and all(value is None for value in found.values())):
            self.faults.add(at, "braces hold data; these are read as text", "write \\{ for a brace in a text")
            return self._control(at, got)
        if found is not None:
            if member.data is not None:
                self.faults.add(at, "data a second time", "put all of it into one pair of braces")
            member.data = {**(member.data or {}), **found}
        if not last:
            where = after + 1 if text[after] == "\n" else after
            if text.startswith("{", where) and self.braces.end(where) > 0:
                return close  # data once more: told where it is read
            if text[after] != "\n" or not _TITLE_LINE.match(text, where):
                self.faults.add(where, "nothing may follow the data", "put texts and tags before the braces")
        return close

    def data(self, at: int, close: int) -> Data | None:
        """The data in the braces at `at`; None, and a fault, when it cannot be read."""
        self.note(at, close)
        image = self.text[at:close].replace("\x00", " ")
        block = _BRACKETS.match(image)
        inner = image[block.end() : -1] if block else image
        try:
            found = read_yaml(inner)
        except YamlFault as fault:
            place = self.faults.offset(at + (block.end() if block else 0), fault.line, fault.column)
            place = min(place, close - 1)
            self.faults.add(place, f"no YAML: {fault.message}", fault.fix or "data is written {key: value, key: value}")
            return None
        if found is None:
            return {}
        if not isinstance(found, dict):
            self.faults.add(at, "data without keys", "data is written {key: value, key: value}")
            return None
        return found

    def _settle(self, got: _Gathered) -> None:
        """Emphasis that is never closed is text; ranges behind it move."""
        if not got.opened:
            return
        text = self.text
        moved: list[tuple[int, int]] = []  # offset in the text, characters before it that are new
        shift = 0
        gone = set()
        for marker, number, piece, at in got.opened:
            got.pieces[piece] = marker
            gone.add(number)
            moved.append((got.ranges[number].start, shift := shift + len(marker)))
            before, after = text[max(0, at - 1) : at], text[at + len(marker) : at + len(marker) + 1]
            if not (before.isalnum() and after.isalnum()):
                self.faults.add(
                    at, f"the emphasis that {marker!r} begins is never closed; read as text", f"write \\{marker[0]}"
                )
        kept = [one for number, one in enumerate(got.ranges) if number not in gone]
        for one in kept:
            for end in ("start", "stop"):
                place = getattr(one, end)
                index = bisect_right(moved, place, key=lambda pair: pair[0]) - 1
                if index >= 0:
                    setattr(one, end, place + moved[index][1])
        got.ranges = kept
