"""Which characters may stand in a text: those that XML 1.0 allows, so that RDF/XML and XLSX can carry every map."""

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
