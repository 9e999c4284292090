"""Widths of texts in the font that matplotlib will draw them with, from its table of advances.

Kerning only makes a text narrower, so the sum of advances is a safe upper bound at any resolution.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

from matplotlib import ft2font
from matplotlib.font_manager import FontProperties, findfont, get_font

from argmap.draw._wrapping import is_wide

_SIZE = 100.0
# A constant before matplotlib 3.10, then a flag.
_NO_HINTING: Any = ft2font.LoadFlags.NO_HINTING if hasattr(ft2font, "LoadFlags") else 2


class Font:
    """A family at one size; widths in points."""

    def __init__(self, size: float) -> None:
        self.size = size
        self.plain = FontProperties(size=size)
        self.bold = FontProperties(size=size, weight="bold")
        self._paths = {False: findfont(self.plain), True: findfont(self.bold)}

    def width(self, text: str, bold: bool = False) -> float:
        """Width of a line."""
        path = self._paths[bold]
        return self.size * sum([_advance(path, char) for char in text])


@cache
def _advance(path: str, char: str) -> float:
    """Advance of a character, as a share of the size; about right for what the font does not have."""
    font = get_font(path)
    if not font.get_char_index(ord(char)):
        return 1.0 if is_wide(char) else 0.0 if unicodedata.combining(char) else 0.65
    font.set_size(_SIZE, 72)
    return font.load_char(ord(char), flags=_NO_HINTING).linearHoriAdvance / 65536 / _SIZE
