"""matplotlib artists in data coordinates. Text keeps its size relative to the boxes, however the axes are resized."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text

Point = tuple[float, float]


class Label(Text):
    """A text whose size is given in the units of the axes; never read as mathematics."""

    def __init__(self, x: float, y: float, text: str, size: float, **kwargs: Any) -> None:
        super().__init__(x, y, text, parse_math=False, va="baseline", **kwargs)
        self._units = size

    def fit(self) -> None:
        """Take the size that the axes have now."""
        if self.axes is None:
            return
        figure = self.axes.figure
        (_, low), (_, high) = self.axes.transData.transform([(0.0, 0.0), (0.0, 1.0)])
        size = round(self._units * abs(high - low) * 72 / figure.dpi, 4)
        if size != self.get_fontsize():
            self.set_fontsize(max(size, 0.01))

    def draw(self, renderer: Any) -> None:
        """Draw at the size that fits."""
        self.fit()
        with _unhinted():
            super().draw(renderer)

    def get_window_extent(self, renderer: Any = None, dpi: float | None = None) -> Any:
        """The extent at the size that fits."""
        self.fit()
        with _unhinted():
            return super().get_window_extent(renderer, dpi)


@contextmanager
def _unhinted() -> Iterator[None]:
    """Hinting makes small letters up to a sixth wider than the boxes were measured for; there is no switch per text."""
    before = rcParams["text.hinting"]
    rcParams["text.hinting"] = "no_hinting"
    try:
        yield
    finally:
        rcParams["text.hinting"] = before


class Pen:
    """Puts artists on axes. Lengths are points of the page; `scale` turns them into points of the figure."""

    def __init__(self, ax: Axes, scale: float) -> None:
        self._ax = ax
        self._scale = scale

    def shape(self, path: Path, *, gid: str | None = None, width: float = 0.0, z: float = 1.0, **kwargs: Any) -> None:
        """A path, filled or not."""
        patch = PathPatch(path, linewidth=width * self._scale, zorder=z, clip_on=False, **kwargs)
        if gid is not None:
            patch.set_gid(gid)
        self._ax.add_artist(patch)

    def line(
        self,
        points: Sequence[Point],
        color: str,
        width: float,
        *,
        dashes: Sequence[float] | None = None,
        gid: str | None = None,
        z: float = 1.0,
        cap: str = "butt",
    ) -> None:
        """A line through points; dashes in units of its width."""
        style: Any = "solid" if dashes is None else (0.0, tuple(dashes))
        self.shape(
            Path(list(points)),
            gid=gid,
            width=width,
            z=z,
            fill=False,
            edgecolor=color,
            linestyle=style,
            capstyle=cap,
            joinstyle="round",
        )

    def text(
        self,
        x: float,
        y: float,
        text: str,
        font: FontProperties,
        size: float,
        *,
        color: str = "#1A1A1A",
        align: str = "left",
        z: float = 6.0,
    ) -> None:
        """A line of text on its baseline."""
        properties = font.copy()
        properties.set_size(size * self._scale)
        label = Label(x, y, text, size, fontproperties=properties, ha=align, color=color, zorder=z, clip_on=False)
        self._ax.add_artist(label)


def rounded(left: float, top: float, right: float, bottom: float, radii: Sequence[float]) -> Path:
    """A rectangle with round corners; radii from the left top corner clockwise."""
    a, b, c, d = radii
    vertices = [
        (left + a, top),
        (right - b, top),
        (right, top),
        (right, top + b),
        (right, bottom - c),
        (right, bottom),
        (right - c, bottom),
        (left + d, bottom),
        (left, bottom),
        (left, bottom - d),
        (left, top + a),
        (left, top),
        (left + a, top),
        (left + a, top),
    ]
    line, curve = Path.LINETO, Path.CURVE3
    codes = [
        Path.MOVETO,
        line,
        curve,
        curve,
        line,
        curve,
        curve,
        line,
        curve,
        curve,
        line,
        curve,
        curve,
        Path.CLOSEPOLY,
    ]
    return Path(vertices, codes)


def circle(x: float, y: float, radius: float) -> Path:
    """A circle."""
    return Path.circle((x, y), radius)


def arrow_head(tip: Point, back: Point, length: float, width: float) -> Path:
    """A triangle whose tip comes from the direction of `back`."""
    (x, y), (u, v) = tip, back
    far = ((u - x) ** 2 + (v - y) ** 2) ** 0.5 or 1.0
    dx, dy = (u - x) / far, (v - y) / far
    base_x, base_y = x + dx * length, y + dy * length
    half = width / 2
    corners = [(x, y), (base_x - dy * half, base_y + dx * half), (base_x + dy * half, base_y - dx * half), (x, y)]
    return Path(corners, [Path.MOVETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY])


def sign(kind: str, x: float, y: float, arm: float) -> Path:
    """The sign in a badge: plus, minus or times."""
    strokes = {
        "support": [((-arm, 0.0), (arm, 0.0)), ((0.0, -arm), (0.0, arm))],
        "attack": [((-arm, 0.0), (arm, 0.0))],
        "undercut": [
            ((-0.75 * arm, -0.75 * arm), (0.75 * arm, 0.75 * arm)),
            ((-0.75 * arm, 0.75 * arm), (0.75 * arm, -0.75 * arm)),
        ],
    }[kind]
    vertices = [(x + dx, y + dy) for stroke in strokes for dx, dy in stroke]
    return Path(vertices, [Path.MOVETO, Path.LINETO] * len(strokes))
