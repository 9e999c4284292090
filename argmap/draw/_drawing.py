"""Everything of a page put on axes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from matplotlib.axes import Axes

from argmap.draw._artists import Pen, Point, arrow_head, circle, rounded, sign
from argmap.draw._fonts import Font
from argmap.draw._page import (
    BORDER,
    PAD,
    SMALL,
    STEP,
    STRIPE,
    SWATCH,
    TEXT,
    TITLE,
    Page,
    composed,
    mark_width,
    stripe_room,
    symbol_width,
)
from argmap.draw._palette import KIND_COLORS, ink_on
from argmap.draw._routes import BADGE, HEAD
from argmap.draw._rows import HUB
from argmap.draw._wrapping import reads_leftwards
from argmap.draw.layout import Place, Route
from argmap.draw.scene import Box, Edge, Key, Stripe, scene_of
from argmap.errors import ValueRefused

if TYPE_CHECKING:
    from argmap.model.argument_map import ArgumentMap

_NARROWEST = 8
_LINE = 1.5
_UNDERCUT: tuple[float, ...] = (3.6, 1.7)
_SUPPOSED: tuple[float, ...] = (0.9, 1.5)
_IMPLICIT: tuple[float, ...] = (4.0, 2.2)
_INK, _SOFT, _PAPER, _AWAY = "#1A1A1A", "#767676", "#FFFFFF", "#F1F1EE"
_SAMPLE_TEXT = "the quick brown fox jumps over the lazy dog and back "  # how wide a character is on the whole


class Drawing:
    """A scene on its page, ready to be drawn into any axes."""

    def __init__(self, m: ArgumentMap, *, wrap: int, legend: bool, title: str | None, **choice: Any) -> None:
        if isinstance(wrap, bool) or not isinstance(wrap, int) or wrap < _NARROWEST:
            raise ValueRefused(f"wrap={wrap!r:.40}: expected a number of characters, {_NARROWEST} or more")
        self._font, self._small, self._large = Font(TEXT), Font(SMALL), Font(TITLE)
        width = wrap * self._font.width(_SAMPLE_TEXT) / len(_SAMPLE_TEXT)
        self.scene = scene_of(m, wrap=width, measure=self._font.width, **choice)
        self.page: Page = composed(
            self.scene,
            self._font.width,
            self._small.width,
            self._large.width,
            legend=legend,
            title=self.scene.title if title is None else title,
        )
        self._stripes = {stripe.id: stripe for stripe in self.scene.stripes}

    def onto(self, ax: Axes) -> None:
        """Draw into axes: they keep their place, and get limits and aspect of the page."""
        page = self.page
        ax.set_axis_off()
        ax.set_xlim(0, page.width)
        ax.set_ylim(page.height, 0)
        ax.set_aspect("equal")
        box = ax.get_window_extent()
        scale = min(box.width / page.width, box.height / page.height) * 72 / ax.figure.dpi
        pen = self._pen = Pen(ax, max(scale, 1e-3))
        for number, line in enumerate(page.title):
            y = BORDER + TITLE * (1 + 1.3 * number)
            pen.text(BORDER, y, line, self._large.bold, TITLE, color=_INK)
        if not self.scene.boxes:
            pen.text(page.width / 2, page.top + 24, "No claims to show.", self._font.plain, TEXT, align="center")
        for edge, route in zip(self.scene.edges, page.layout.routes, strict=True):
            self._edge(edge, self._moved(route))
        for box_ in self.scene.boxes:
            self._box(box_, self._at(page.layout.places[box_.id]))
        for hub in self.scene.hubs:
            place = self._at(page.layout.places[hub.id])
            self._ring(hub.color, place.x, place.y, HUB)
            self._badge(hub.kind, place.x, place.y, HUB, gid=hub.id, z=4.0)
        if page.rule is not None:
            pen.line([(BORDER, page.rule), (page.width - BORDER, page.rule)], "#CFCFCF", 0.7)
        for x, y, key in page.keys:
            self._key(x, y, key)

    def _at(self, place: Place) -> Place:
        return Place(place.x + self.page.left, place.y + self.page.top, place.width, place.height)

    def _moved(self, route: Route) -> Route:
        left, top = self.page.left, self.page.top

        def moved(point: Point) -> Point:
            return point[0] + left, point[1] + top

        return Route(
            tuple(moved(point) for point in route.points),
            moved(route.badge) if route.badge else None,
            moved(route.mark) if route.mark else None,
        )

    # -- claims --------------------------------------------------------------------------------------------------------

    def _box(self, box: Box, place: Place) -> None:
        pen = self._pen
        left, right = place.x - place.width / 2, place.x + place.width / 2
        top, bottom = place.y - place.height / 2, place.y + place.height / 2
        outline = rounded(left, top, right, bottom, (3, 3, 3, 3))
        pen.shape(outline, gid=box.id, z=2.0, facecolor=_AWAY if box.context else _PAPER, edgecolor="none")
        room_left, room_right = stripe_room(box)
        if box.category is not None:
            color = self._stripes[box.category].color
            pen.shape(
                rounded(left, top, left + room_left, bottom, (3, 0, 0, 3)), z=2.1, facecolor=color, edgecolor="none"
            )
        for parties, at in ((box.holds, left), (box.denies, right - STRIPE)):
            for number, party in enumerate(parties):
                height = place.height / len(parties)
                corners = self._corners(number, len(parties), at_left=at == left)
                piece = (at, top + number * height, at + STRIPE, top + (number + 1) * height)
                self._stripe(self._stripes[party], piece, corners, denies=at != left)
        if box.color is not None:
            at = left + room_left - SWATCH
            corners = (3, 0, 0, 3) if at == left else (0, 0, 0, 0)
            pen.shape(rounded(at, top, left + room_left, bottom, corners), z=2.1, facecolor=box.color, edgecolor="none")
        self._border(box, place, left, top, right, bottom)
        text_left = left + room_left + PAD
        lines = [(line, self._font.bold) for line in box.title] + [(line, self._font.plain) for line in box.lines]
        y = place.y - len(lines) * STEP / 2 + STEP / 2 + 0.36 * TEXT
        text_right = right - room_right - PAD
        for line, font in lines:
            x, align = (text_right, "right") if reads_leftwards(line) else (text_left, "left")
            pen.text(x, y, line, font, TEXT, color="#3A3A3A" if box.context else _INK, align=align)
            y += STEP

    @staticmethod
    def _corners(number: int, count: int, *, at_left: bool) -> tuple[float, float, float, float]:
        first, last = 3.0 * (number == 0), 3.0 * (number == count - 1)
        return (first, 0.0, 0.0, last) if at_left else (0.0, first, last, 0.0)

    def _stripe(
        self, stripe: Stripe, piece: tuple[float, float, float, float], corners: Sequence[float], *, denies: bool
    ) -> None:
        """Full for who holds a claim, hollow for who denies it; each with the letter of the party."""
        left, top, right, bottom = piece
        if denies:
            inner = (left + 1.4, top + 1.4, right - 1.4, bottom - 1.4)
            self._pen.shape(rounded(*inner, (2, 2, 2, 2)), z=2.2, width=1.9, facecolor=_PAPER, edgecolor=stripe.color)
        else:
            self._pen.shape(rounded(*piece, corners), z=2.1, width=0.5, facecolor=stripe.color, edgecolor=_PAPER)
        color = _INK if denies else ink_on(stripe.color)
        y = (top + bottom) / 2 + 0.36 * SMALL
        self._pen.text((left + right) / 2, y, stripe.letter, self._small.bold, SMALL, color=color, align="center")

    def _border(self, box: Box, place: Place, left: float, top: float, right: float, bottom: float) -> None:
        style: Any = (0.0, _IMPLICIT) if box.implicit else "solid"
        color = "#9A9A9A" if box.context else "#3C3C3C"
        self._pen.shape(
            rounded(left, top, right, bottom, (3, 3, 3, 3)),
            z=2.5,
            width=0.9,
            fill=False,
            edgecolor=color,
            linestyle=style,
        )
        if box.sketch:
            self._pen.shape(
                rounded(left + 2, top + 2, right - 2, bottom - 2, (2, 2, 2, 2)),
                z=2.5,
                width=0.6,
                fill=False,
                edgecolor=color,
            )

    # -- arguments -----------------------------------------------------------------------------------------------------

    def _edge(self, edge: Edge, route: Route) -> None:
        color = KIND_COLORS[edge.kind]
        points = list(route.points)
        if edge.part != "premise":
            back = _before(points, HEAD)
            self._pen.shape(arrow_head(points[-1], back[-1], HEAD, 7.0), z=3.0, facecolor=color, edgecolor="none")
            points = _before(points, HEAD - 1.0)
        dashes = _SUPPOSED if edge.supposed else _UNDERCUT if edge.kind == "undercut" else None
        gid = edge.argument if edge.part == "whole" else None
        # From the target, so that dashes of lines that share a trunk fall on each other.
        self._pen.line(points[::-1], color, _LINE, dashes=dashes, gid=gid)
        if route.badge:
            self._ring(edge.color, *route.badge, BADGE)
            self._badge(edge.kind, *route.badge, BADGE)
        if route.mark:
            self._mark(edge.mark, *route.mark)

    def _badge(self, kind: str, x: float, y: float, radius: float, *, gid: str | None = None, z: float = 3.5) -> None:
        color = KIND_COLORS[kind]
        self._pen.shape(circle(x, y, radius), gid=gid, z=z, width=1.0, facecolor=color, edgecolor=_PAPER)
        ink = ink_on(color)
        self._pen.shape(
            sign(kind, x, y, 0.52 * radius), z=z + 0.1, width=1.5, fill=False, edgecolor=ink, capstyle="round"
        )

    def _ring(self, color: str | None, x: float, y: float, radius: float) -> None:
        """The colour that the map gives an argument: about its badge, whose own colour tells what it does."""
        if color is not None:
            self._pen.shape(circle(x, y, radius + 3.0), z=3.4, width=0.8, facecolor=color, edgecolor=_PAPER)

    def _mark(self, mark: str, x: float, y: float) -> None:
        width, tall = mark_width(mark, self._small.width), SMALL + 3
        pill = rounded(x - width / 2, y - tall / 2, x + width / 2, y + tall / 2, (4, 4, 4, 4))
        self._pen.shape(pill, z=3.5, width=0.8, facecolor=_PAPER, edgecolor=_INK)
        self._pen.text(x, y + 0.34 * SMALL, mark, self._small.bold, SMALL, align="center")

    # -- legend --------------------------------------------------------------------------------------------------------

    def _key(self, x: float, y: float, key: Key) -> None:
        pen, width = self._pen, symbol_width(key)
        middle, symbol = x + width / 2, key.symbol
        if symbol in KIND_COLORS:
            color = KIND_COLORS[symbol]
            tip = (x + width, y)
            dashes = _UNDERCUT if symbol == "undercut" else None
            pen.line([(x + width - HEAD + 1, y), (x, y)], color, _LINE, dashes=dashes)
            pen.shape(arrow_head(tip, (x, y), HEAD, 7.0), z=3.0, facecolor=color, edgecolor="none")
            self._badge(symbol, middle - 3.5, y, BADGE)
        elif symbol == "hub":
            for offset in (-4.5, 4.5):
                pen.line([(x, y + offset), (x + 4, y + offset), (middle - 2, y)], _SOFT, 1.2)
            pen.line([(middle, y), (x + width - 5, y)], _SOFT, 1.2)
            pen.shape(arrow_head((x + width, y), (x, y), 6.0, 5.5), z=3.0, facecolor=_SOFT, edgecolor="none")
            pen.shape(circle(middle - 2, y, 4.5), z=3.0, width=1.0, facecolor=_SOFT, edgecolor=_PAPER)
        elif symbol in ("not", "unless", "assuming"):
            self._mark(symbol, middle, y)
        elif symbol == "supposed":
            pen.line([(x, y), (x + width, y)], _INK, _LINE, dashes=_SUPPOSED)
        elif symbol in ("implicit", "sketch", "context"):
            box = Box("", (), (), implicit=symbol == "implicit", sketch=symbol == "sketch", context=symbol == "context")
            fill = _AWAY if box.context else _PAPER
            pen.shape(rounded(x, y - 5, x + width, y + 5, (2, 2, 2, 2)), z=2.0, facecolor=fill, edgecolor="none")
            self._border(box, Place(middle, y, width, 10), x, y - 5, x + width, y + 5)
        elif symbol in ("holds", "denies"):
            self._border(Box("", (), ()), Place(middle, y, width, 10), x, y - 5.5, x + width, y + 5.5)
            at, denies = (x + width - 9, True) if symbol == "denies" else (x, False)
            self._stripe(Stripe("", "", "#8C8C8C"), (at, y - 5.5, at + 9, y + 5.5), (3, 0, 0, 3), denies=denies)
        else:
            stripe = self._stripes[symbol.removeprefix("stripe:")]
            self._stripe(stripe, (x, y - 5.5, x + STRIPE, y + 5.5), (2, 2, 2, 2), denies=False)
        pen.text(x + width + 5, y + 0.36 * SMALL, key.label, self._small.plain, SMALL)


def _before(points: Sequence[Point], length: float) -> list[Point]:
    """The line without its last stretch."""
    kept = list(points)
    while len(kept) > 1:
        (x, y), (u, v) = kept[-1], kept[-2]
        far = ((u - x) ** 2 + (v - y) ** 2) ** 0.5
        if far > length:
            kept[-1] = (x + (u - x) * length / far, y + (v - y) * length / far)
            return kept
        length -= far
        kept.pop()
    return [*kept, *kept] if len(kept) == 1 else kept
