"""How a line can begin, and what ends a block."""

from __future__ import annotations

import re

# A comment has been blanked by this character (see `comments`); no text of ours can hold it.
BLANK = "\0"

RELATION, INFERENCE, NUMBER, ORDERED, BULLET, HEADING, EMPTY = range(1, 8)

# Groups: 1 indentation, then one for each kind, in the order of KINDS.
_HEAD = r"""
    (?:[\ \t]*+\x00++)*+ ([\ \t]*+) (?:
        (--)
      | (\+> | -> | <\+ | \+ | <- | - | >< | _> | <_ | _(?=[\s\x00<]))
      | (\(\d+\))
      | (\d+\.(?=\s))
      | (\*(?=\s))
      | (\#+\ )
      | (\n | \Z)
    )
"""
LINE = re.compile(_HEAD, re.VERBOSE)
KINDS = (0, 0, INFERENCE, RELATION, NUMBER, ORDERED, BULLET, HEADING, EMPTY)

GAP = re.compile(r"[ \t\x00]*+")
_BLANK_LINES = re.compile(r"(?:[ \t\x00]*+\n)*+(?:[ \t\x00]*+\Z)?")
REST = re.compile(r"[^\n]*+")


def skip_blank_lines(text: str, at: int) -> int:
    """From a line's start to the start of the next line that has something in it, or to the end."""
    match = _BLANK_LINES.match(text, at)
    return match.end() if match else at
