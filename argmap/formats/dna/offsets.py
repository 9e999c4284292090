"""Offsets in UTF-16 units, as Java counts them, as offsets in code points."""

from __future__ import annotations

import re
from bisect import bisect_left

_WIDE = re.compile("[\U00010000-\U0010ffff]")  # two units each


class Offsets:
    """The places of one text."""

    def __init__(self, text: str) -> None:
        # Where each wide character begins, in units.
        self._wide = [match.start() + before for before, match in enumerate(_WIDE.finditer(text))]
        self.length = len(text) + len(self._wide)

    def place(self, unit: int) -> int | None:
        """The code point that begins at a unit; None outside the text and within a wide character."""
        if not 0 <= unit <= self.length:
            return None
        before = bisect_left(self._wide, unit)
        if before and self._wide[before - 1] + 1 == unit:
            return None
        return unit - before
