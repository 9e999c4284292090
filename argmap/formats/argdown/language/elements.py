"""One statement or argument: its title, text, tags and data."""

from __future__ import annotations

import re

from argmap.formats.argdown.language.content import ANYWHERE, IN_DESCRIPTION, Contents
from argmap.formats.argdown.language.data import YamlFault, read_yaml
from argmap.formats.argdown.language.document import Member
from argmap.formats.argdown.language.lines import GAP, KINDS, LINE, NUMBER

# 1 title of a defined statement, 2 of a reference; 3, 4 the same for arguments.
_TITLE = re.compile(r"(?:\[(.+?)\]:|\[([^-\n].*?)\]|<(.+?)>:|<([^-\n].*?)>)")
_FEW = re.compile(r"[ \t\x00]*(?:#(?:\([^)\n]+\)|[a-zA-z0-9-\u00A0-\uFFEF]+)[ \t\x00]*)*(?=\n|\Z|\{)")
# The plain case: 1, 3 title; 2, 4 its colon; 5 text; 6 tags; 7 data.
_PLAIN = re.compile(
    r"""
    [\ \t]*+
    (?: \[ ([^\[\]\n\x00-]++[^\[\]\n\x00]*+) \] (?!\() (:?)
      | < ([^<>\n\x00!-]++[^<>\n\x00]*+) > (:?)
    )?
    [\ \t]*+
    ( [^\\@#*_\[<{\n\x00.:=]*+ (?: [.:] (?=[\s\#{]|\Z) [^\\@#*_\[<{\n\x00.:=]*+ )*+ )
    ( (?: \#[A-Za-z0-9-]++[ ]?+ )*+ )
    ( \{ [^{}\n\x00]*+ \} [\ \t]*+ )?+
    (?: \n | \Z )
    """,
    re.VERBOSE,
)
_WHITE = re.compile(r"[\s\x00]*")


class Elements:
    """Reads them, and tells how lines begin."""

    def __init__(self, contents: Contents) -> None:
        self.contents, self.text, self.faults = contents, contents.text, contents.faults
        self._line_at = -1
        self._line_found: re.Match[str] | None = None

    def read(self, at: int, ends: frozenset[int]) -> tuple[Member, int]:
        """The element at `at`, and where the next line begins; `ends` are the kinds of line that end it.

        Nearly all stand on one line without any markup but tags: these are read here, the others by `_any`.
        """
        match = _PLAIN.match(self.text, at)
        if match is None:
            return self._any(at, ends)
        statement, defined, argument, described, text, tags, data = match.groups()
        if "  " in text:
            return self._any(at, ends)
        end = match.end()
        line = LINE.match(self.text, end)
        if line is None:
            return self._any(at, ends)
        self._line_at, self._line_found = end, line  # it will be asked for
        kind = KINDS[line.lastindex or 0]
        # A structure right below an argument is told of where blocks are read.
        if kind not in ends and not (kind == NUMBER and argument is not None and ends is ANYWHERE):
            return self._any(at, ends)
        if statement is not None:
            member = Member(statement, match.start(1) - 1)
            if not defined:
                member.is_reference = True
        elif argument is not None:
            member = Member(argument, match.start(3) - 1)
            member.is_argument, member.text = True, ""
            if not described:
                member.is_reference = True
        else:
            member = Member(None, match.start(5))
        if text:
            if member.is_reference:
                return self._any(at, ends)
            member.text = text
        if tags and not self.contents.add_tags(member, tags):
            return self._any(at, ends)
        if data is not None:
            try:
                found = read_yaml(data.rstrip())
            except YamlFault:
                return self._any(at, ends)
            if not isinstance(found, dict):
                return self._any(at, ends)
            member.data = found
        return member, end

    def line(self, at: int) -> re.Match[str] | None:
        """How the line at `at` begins; the last answer is kept, for it is asked twice."""
        if at != self._line_at:
            self._line_at, self._line_found = at, LINE.match(self.text, at)
        return self._line_found

    def _any(self, at: int, ends: frozenset[int]) -> tuple[Member, int]:
        text = self.text
        if text[at : at + 1] not in ("[", "<"):
            gap = GAP.match(text, at)
            at = gap.end() if gap else at
        member = Member(None, at)
        title = _TITLE.match(text, at) if text[at : at + 1] in ("[", "<") else None
        if title is not None and text[at] == "[" and self.contents.ahead.link(at):
            title = None
        if title is None:
            return member, self.contents.read(at, member, ends)
        kind = title.lastindex or 0
        member.title = title[kind]
        if kind > 2:
            member.is_argument, member.text = True, ""
            if ends is ANYWHERE:
                ends = IN_DESCRIPTION
        if kind in (2, 4):
            member.is_reference = _FEW.match(text, title.end()) is not None
            if not member.is_reference:
                self._not_alone(title)
        end = self.contents.read(title.end(), member, ends)
        if kind in (2, 4) and member.text and (words := _words(member)):
            if member.is_reference:
                member.is_reference = False
                self._not_alone(title)
            if words[0] == ":":
                member.text = member.text.replace(":", "", 1)
        return member, end

    def _not_alone(self, title: re.Match[str]) -> None:
        """Words after a reference: a definition without its colon."""
        after = _WHITE.match(self.text, title.end())
        self.faults.add(
            after.end() if after else title.end(),
            f"nothing but tags and data may follow the reference {title[0]:.60}; read as its text",
            f"write {title[0]:.60}: with a colon to say what it means",
        )


def _words(member: Member) -> str:
    """The text of a member without its tags."""
    text, at, kept = member.text or "", 0, []
    for one in member.ranges:
        if one.type == "tag" and one.start >= at:
            kept.append(text[at : one.start])
            at = one.stop + 1
    return "".join([*kept, text[at:]]).strip()
