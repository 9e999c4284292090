"""Comments are blanked before a text is read, so that nothing else has to know of them.

A comment on lines of its own goes with its line end; each of its characters becomes one that no text can hold, so that
every offset still tells where something stands in the file.
"""

from __future__ import annotations

import re

from argmap.formats.argdown.braces import Braces
from argmap.formats.argdown.lines import BLANK

_OPENERS = ("//", "/*", "<!--")
_TOKEN = re.compile(
    r"""
    \\.                                     # an escaped character
  | \[[^\]\n]+?\]\([^)\n]+?\)               # a link
  | \[[^\n]+?\]:? | <(?!!--)[^\n]+?>:?      # a title
  | \#\([^)\n]+\)                           # a tag
  | (?P<data>\{)
  | (?P<slashes>//[^\n]*)
  | (?P<stars>/\*)
  | (?P<arrow><!--)
  | :(?=//)                                 # the colon of an address: what follows is no comment
    (?://)?
  | [^\\\[<\#{/:]+ | .
    """,
    re.VERBOSE | re.DOTALL,
)
_LINE_END = re.compile(r"[ \t]*\n(?![ \t]*\n)")
_LINE_ENDS = re.compile(r"(?:[ \t]*\n)*")


def without_comments(text: str, start: int, braces: Braces) -> tuple[str, list[int]]:
    """The text with its comments blanked, from `start` on, and where comments begin that never end."""
    if not any(opener in text for opener in _OPENERS):
        return text, []
    parts: list[str] = [text[:start]]
    unclosed: list[int] = []
    done = at = start
    never = {"*/": False, "-->": False}
    while match := _TOKEN.match(text, at):
        at = match.end()
        kind = match.lastgroup
        if kind is None:
            continue
        if kind == "data":
            end = braces.end(match.start())
            at = end if end > 0 else at
            continue
        if kind != "slashes":
            mark = "*/" if kind == "stars" else "-->"
            end = -1 if never[mark] else text.find(mark, at)
            if end < 0:
                # Without an end it is text; the search for one is not made again.
                never[mark] = True
                unclosed.append(match.start())
                continue
            at = end + len(mark)
        at = _with_line_end(text, match.start(), at)
        parts += [text[done : match.start()], BLANK * (at - match.start())]
        done = at
    parts.append(text[done:])
    return "".join(parts), unclosed


def _with_line_end(text: str, start: int, end: int) -> int:
    """The end of a comment, its line end included when nothing stands before it on its line."""
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].strip(" \t" + BLANK):
        return end
    blank_before = line > 1 and not text[text.rfind("\n", 0, line - 1) + 1 : line - 1].strip(" \t")
    match = (_LINE_ENDS if blank_before else _LINE_END).match(text, end)
    return match.end() if match else end
