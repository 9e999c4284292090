"""Argdown: the text language for argument maps.

The whole language as its own tools read it, and what an argument map has beyond it: parties, sources and positions
stand in the front matter under `argmap:`, or in tables beside the text that it names.

References
----------
The Argdown documentation, https://argdown.org, and its parser `@argdown/core` 1.7.5.
"""

from __future__ import annotations

from collections.abc import Callable

from argmap.formats._decoding import decoded
from argmap.formats.argdown.mapping.reading import map_of
from argmap.formats.argdown.writing.text import text_of
from argmap.model.argument_map import ArgumentMap
from argmap.model.store import without_collector

SUFFIXES = (".argdown", ".ad")
LOSES: tuple[str, ...] = ()


def parse(
    data: str | bytes, *, source: str = "<string>", open_beside: Callable[[str], bytes] | None = None
) -> ArgumentMap:
    """The map that a text describes; what could not be taken is in its `report`."""
    text = data if isinstance(data, str) else decoded(data, source)
    with without_collector():
        return map_of(text.removeprefix("\ufeff"), source, open_beside)


def render(m: ArgumentMap) -> dict[str, str | bytes]:
    """The map as one text; what Argdown has no word for stands in data under `argmap:`."""
    return {"": text_of(m)}
