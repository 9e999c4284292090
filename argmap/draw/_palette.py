"""Colours, and the letters that tell parties apart where colours do not.

Okabe and Ito's palette is safe for colour-blind readers. Its blue, vermilion and reddish purple are kept for supports,
attacks and undercuts: they differ in grey, too. Parties take the rest, then some of Paul Tol's; as colours run out
before parties do, each party also has a letter of its own.

References
----------
Okabe, Ito: Color Universal Design, 2008. Tol: Colour schemes, SRON technical note 09-002, 2021.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

KIND_COLORS = {"support": "#0072B2", "attack": "#D55E00", "undercut": "#CC79A7"}

PARTY_COLORS = (
    "#009E73",
    "#E69F00",
    "#56B4E9",
    "#332288",
    "#882255",
    "#DDCC77",
    "#44AA99",
    "#999933",
    "#777777",
    "#F0E442",
    "#000000",
)


def luminance(color: str) -> float:
    """How light a colour looks, from 0 (black) to 1: the grey that a printer makes of it."""
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def ink_on(color: str) -> str:
    """Black or white, whichever can be read on a colour."""
    return "#000000" if luminance(color) > 0.5 else "#FFFFFF"


def assigned(names: Iterable[str]) -> dict[str, str]:
    """A colour for each name, in turn; they come again when they run out."""
    return {name: PARTY_COLORS[place % len(PARTY_COLORS)] for place, name in enumerate(names)}


def letters(names: Sequence[str]) -> list[str]:
    """A sign of its own for each name: its first letter, else another of its letters, else a number."""
    taken: set[str] = set()
    found = []
    number = 0
    for name in names:
        initials = [word[0] for word in name.split()]
        wanted = [char.upper() for char in (*initials, *name) if char.isalpha() and len(char.upper()) == 1]
        sign = next((char for char in wanted if char not in taken), "")
        while not sign:
            number += 1
            if str(number) not in taken:
                sign = str(number)
        taken.add(sign)
        found.append(sign)
    return found
