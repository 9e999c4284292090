"""Comments are blanked before a text is read, so that nothing else has to know of them.

A comment on lines of its own goes with its line end; each of its characters becomes one that no text can hold, so that
every offset still tells where something stands in the file.
"""

from __future__ import annotations

import re

from argmap.formats.argdown.language.ahead import Ahead
from argmap.formats.argdown.language.braces import Braces
from argmap.formats.argdown.language.lines import BLANK

_OPENERS = ("//", "/*", "<!--")
_SIGN = re.compile(r"[\\\[<#{/@]")
_CLOSED_BY = {"/*": "*/", "<!": "-->"}
_LENGTH = {"/*": 2, "<!": 4}
_BLANKS = re.compile(r"[ \t]*+")
_LINE_END = re.compile(r"[ \t]*\n(?![ \t]*\n)")
_LINE_ENDS = re.compile(r"(?:[ \t]*+\n)*+")


def without_comments(text: str, start: int, braces: Braces) -> tuple[str, list[int]]:
    """The text with its comments blanked, from `start` on, and where comments begin that never end."""
    if not any(opener in text for opener in _OPENERS):
        return text, []
    parts: list[str] = [text[:start]]
    unclosed: list[int] = []
    done = at = start
    taken = -1  # up to here a sign belongs to what was read, so that the colon of a title begins no address
    ahead = Ahead(text)
    lines = _Lines(text)
    while match := _SIGN.search(text, at):
        begin, sign = match.start(), match[0]
        mark = text[begin : begin + 2]
        if sign == "/" or text.startswith("<!--", begin):
            if mark == "//":
                if text[begin - 1 : begin] == ":" and begin > taken:
                    at = begin + 2  # the slashes of an address
                    continue
                at = ahead.find("\n", begin)
            elif mark in _CLOSED_BY:
                end = ahead.find(_CLOSED_BY[mark], begin + _LENGTH[mark])
                if end == len(text):
                    unclosed.append(begin)
                    at = begin + 1
                    continue
                at = end + len(_CLOSED_BY[mark])
            else:
                at = begin + 1
                continue
            at = lines.with_line_end(begin, at)
            parts += [text[done:begin], BLANK * (at - begin)]
            done = at
            continue
        at = taken = max(_after(text, begin, sign, ahead, braces), begin + 1)
    parts.append(text[done:])
    return "".join(parts), unclosed


def _after(text: str, at: int, sign: str, ahead: Ahead, braces: Braces) -> int:
    """The offset after what begins at `at` and can hold no comment: a title, a link, a tag, data, …"""
    if sign == "\\":
        return at + 2
    if sign == "[":
        if link := ahead.link(at):
            return link[1] + 1
        return _with_colon(text, ahead.on_line("]", at + 2) + 1)
    if sign == "<":
        return _with_colon(text, ahead.on_line(">", at + 2) + 1)
    if sign == "{":
        return braces.end(at)
    if sign == "@":
        if closing := {"[": "]", "<": ">"}.get(text[at + 1 : at + 2]):
            return ahead.on_line(closing, at + 3) + 1
        return ahead.on_line(")", at) + 1 if text.startswith("@include(", at) else at
    return ahead.bracketed(at + 2, ")") + 1 if text.startswith("(", at + 1) else at


def _with_colon(text: str, end: int) -> int:
    return end + 1 if end > 0 and text.startswith(":", end) else end


class _Lines:
    """Tells which comments stand alone on their lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.line, self.seen, self.blank = 0, 0, 0  # where a line begins, how far was looked, where its blanks end

    def with_line_end(self, start: int, end: int) -> int:
        """The end of a comment, its line end included when nothing stands before it on its line."""
        text = self.text
        newline = text.rfind("\n", self.seen, start)
        if newline >= 0 or not self.seen:
            self.line = newline + 1
            gap = _BLANKS.match(text, self.line)
            self.blank = gap.end() if gap else self.line
        self.seen = start
        if self.blank < start:
            return end
        line = self.line
        blank_before = line > 1 and not text[text.rfind("\n", 0, line - 1) + 1 : line - 1].strip(" \t")
        match = (_LINE_ENDS if blank_before else _LINE_END).match(text, end)
        return match.end() if match else end
