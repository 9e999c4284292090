"""Which characters may stand in a text: those that XML 1.0 allows, so that RDF/XML and XLSX can carry every map.

And how a message shows a value that may be anything.
"""

from __future__ import annotations

import re

# Lone surrogates are among the forbidden.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def forbidden_in(text: str) -> str | None:
    """The first character of `text` that may not stand there, as `U+0000`; None when all may."""
    if text.isprintable():  # no forbidden character is printable, and the test is quick
        return None
    match = _FORBIDDEN.search(text)
    return None if match is None else f"U+{ord(match[0]):04X}"


def without_forbidden(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The text with each character that may not stand there replaced, and where each stood, as `U+0000`.

    What is white space becomes a blank.
    """
    found = [(match.start(), f"U+{ord(match[0]):04X}") for match in _FORBIDDEN.finditer(text)]
    return _FORBIDDEN.sub(lambda match: " " if match[0].isspace() else "\N{REPLACEMENT CHARACTER}", text), found


def shown(value: object, most: int = 60) -> str:
    """A value as a message shows it: its `repr`, cut at `most` characters."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # a number of more than 4,300 digits, a list in a list in a list …
        text = f"<{type(value).__name__}>"
    return text if len(text) <= most else f"{text[: most - 1]}…"
