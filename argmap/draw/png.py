"""PNG pictures: the whole map, or the part that the options of `plot` choose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.draw.figure import picture

if TYPE_CHECKING:
    from argmap.model.argument_map import ArgumentMap

SUFFIXES = (".png",)
# A picture is for looking at, not for exchange: it is not read back, so it does not report what it leaves out.
LOSES: tuple[str, ...] = ()


def render(m: ArgumentMap, **options: Any) -> dict[str, str | bytes]:
    """The picture; options are those of `plot`."""
    return {"": picture(m, "png", options)}
