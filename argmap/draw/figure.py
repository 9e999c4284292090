"""The matplotlib renderer: a scene, laid out, drawn into the user's axes or into a figure of its own."""

from __future__ import annotations

import math
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from argmap.draw.scene import ColorBy
from argmap.errors import ValueRefused
from argmap.model.text import did_you_mean

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from argmap.draw._page import Page
    from argmap.model.argument_map import ArgumentMap

_LARGEST = 200.0  # inches; a larger map is drawn smaller


def plot(
    m: ArgumentMap,
    ax: Axes | None = None,
    *,
    issue: Any = None,
    case: Any = None,
    claims: Any = None,
    steps: int = 0,
    color_by: ColorBy = "party",
    wrap: int = 32,
    legend: bool = True,
    title: str | None = None,
) -> Axes:
    """Draw the argument map, or a part of it.

    Claims are boxes, the main conclusion on top. Supports, attacks and undercuts are told apart by colour, sign and
    dash; linked premises meet in a hub from which one arrow leads on; an undercut ends on the hub of the argument that
    it hits. Stripes show who asserts or concedes a claim (left edge) and who denies it (right edge); what is only
    imputed to a party is not shown as its own.

    Parameters
    ----------
    ax : matplotlib Axes, optional
        Where to draw. Without it the figure is made to measure, one point for one point: text has 8 points. It is a
        pyplot figure in IPython and wherever pyplot has been imported, so that it shows itself at the end of a
        notebook cell or with `plt.show()`; elsewhere it is a bare figure that nothing needs to close.
    issue : issue or several, optional
        The claims of an issue and its sub-issues, with what bears on them, also from other issues, and its undercuts.
    case : case or several, optional
        What is said in a case, and what its outcomes bear on.
    claims : claim or several, optional
        These claims, and the arguments between them.
    steps : int
        How many arguments to follow from there, up to conclusions and down to premises.
    color_by : {'party', None} or callable
        What the stripes show: who holds and who denies, nothing, or the category that a function gives for a claim
        (None: no stripe). Colours are the same for each picture of a map; a party also has a letter.
    wrap : int
        About how many characters go on a line.
    legend : bool
        Whether to explain the signs that occur.
    title : str, optional
        A heading: by default the question at issue, or the title of the case or map; `""` for none.

    Returns
    -------
    matplotlib Axes
        With an artist for each claim and argument whose `gid` is the record's id. `ax.figure.savefig(…)` writes it.

    Raises
    ------
    UnknownIdError
        When there is no such issue, case or claim; the message suggests the nearest.

    Examples
    --------
    >>> m = am.ArgumentMap("The pier")
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_claim("It blocks the view.", id="view")
    >>> _ = m.add_attack("view", "pier", id="a1")
    >>> ax = am.plot(m)
    >>> sorted(artist.get_gid() for artist in ax.get_children() if artist.get_gid())
    ['a1', 'pier', 'view']
    >>> ax.figure.savefig(tmp / "pier.png")

    Notes
    -----
    Settings that a map brings along from Argdown count unless the arguments say otherwise. What is marked `isInMap:
    false`, and what `selection:` excludes or does not select, is left out (`issue`, `case` and `claims` choose instead
    of it); a `color` (`"#rrggbb"`) in the data of a claim is a stripe on its box, and in that of an argument a ring
    about its sign, as are those of `color: {tagColors, statementColors, argumentColors}` (`color_by` chooses instead
    of them). What cannot be used is told of in one warning. An argument is never shown without one of its premises: it
    goes when one of them is left out. Rules that hide statements by their use (`statementSelectionMode`,
    `excludeDisconnected`) do nothing here, and a heading has no box.
    """
    from argmap.draw._drawing import Drawing

    drawing = Drawing(
        m,
        issue=issue,
        case=case,
        claims=claims,
        steps=steps,
        color_by=color_by,
        wrap=wrap,
        legend=legend,
        title=title,
    )
    if ax is None:
        ax = _full(_shown_figure(*_inches(drawing.page)))
    drawing.onto(ax)
    return ax


def picture(m: ArgumentMap, format: str, options: dict[str, Any]) -> bytes:
    """A picture file: the same bytes for the same map, whenever it is made with the same matplotlib and font.

    Options are those of `plot`.
    """
    import io

    import matplotlib

    from argmap.draw._drawing import Drawing

    for name in options:
        if name not in _OPTIONS:
            raise ValueRefused(
                f"{format} takes no option {name!r}{did_you_mean(name, _OPTIONS)} (it takes {', '.join(_OPTIONS)})"
            )
    drawing = Drawing(m, **{**_OPTIONS, **options})
    width, height = _inches(drawing.page)
    figure = _bare_figure(width, height)
    drawing.onto(_full(figure))
    data = io.BytesIO()
    with matplotlib.rc_context(_SETTINGS), _one_warning_for_glyphs():
        figure.savefig(data, format=format, dpi=_resolution(format, width, height), metadata=_metadata(format))
    return data.getvalue()


_OPTIONS: dict[str, Any] = {
    "issue": None,
    "case": None,
    "claims": None,
    "steps": 0,
    "color_by": "party",
    "wrap": 32,
    "legend": True,
    "title": None,
}

# For the time of writing only. Real text in SVG can be searched, and stays small.
_SETTINGS: Any = {
    "svg.hashsalt": "argmap",
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
    "savefig.bbox": "standard",
    "savefig.facecolor": "auto",
    "savefig.transparent": False,
}


def _metadata(format: str) -> dict[str, None]:
    """No date and no version: a picture changes when the map does."""
    names = {"png": ["Software"], "svg": ["Date", "Creator"], "pdf": ["CreationDate", "Creator", "Producer"]}
    return dict.fromkeys(names[format])


def _resolution(format: str, width: float, height: float) -> float:
    """Dots an inch: 150, or what keeps a PNG within 60 million pixels, 30,000 a side."""
    if format != "png":
        return 72.0
    return min(150.0, math.sqrt(6e7 / (width * height)), 3e4 / max(width, height))


@contextmanager
def _one_warning_for_glyphs() -> Iterator[None]:
    """matplotlib warns once for each character that the font lacks; this, once for all of them."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield
    missing: dict[str, None] = {}
    for one in caught:
        if match := re.match(r"Glyph (\d+) .*missing from", str(one.message)):
            missing[chr(int(match[1]))] = None
        else:
            warnings.warn_explicit(one.message, one.category, one.filename, one.lineno)
    if missing:
        shown = ", ".join(list(missing)[:8]) + (", …" if len(missing) > 8 else "")
        warnings.warn(
            f"the font has no glyph for {len(missing)} characters of this map ({shown}): add a font that has them, "
            "as in matplotlib.rcParams['font.family'] = ['DejaVu Sans', 'Noto Sans CJK JP']",
            UserWarning,
            stacklevel=2,
        )


def _inches(page: Page) -> tuple[float, float]:
    shrink = min(1.0, _LARGEST * 72 / max(page.width, page.height))
    return page.width * shrink / 72, page.height * shrink / 72


def _full(figure: Figure) -> Axes:
    return figure.add_axes((0.0, 0.0, 1.0, 1.0))


def _bare_figure(width: float, height: float) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), facecolor="white")
    FigureCanvasAgg(figure)
    return figure


def _shown_figure(width: float, height: float) -> Figure:
    """pyplot's where somebody looks at figures: in IPython, and where pyplot is at work already."""
    if "matplotlib.pyplot" in sys.modules or _in_ipython():
        from matplotlib import pyplot as plt

        try:
            return plt.figure(figsize=(width, height), facecolor="white")
        except ImportError:  # the window system that the chosen backend needs is not there
            pass
    return _bare_figure(width, height)


def _in_ipython() -> bool:
    ipython = sys.modules.get("IPython")
    return ipython is not None and ipython.get_ipython() is not None
