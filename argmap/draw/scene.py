"""What a picture shows, as plain data: boxes, hubs, edges and a legend of what occurs.

A scene has no coordinates and no fonts of its own: any renderer can draw it. Claims are boxes. An argument with one
premise is an edge; one with several premises, or one that other arguments are aimed at, is a hub: its premises lead
into the hub, one arrow leads on, and what attacks or undercuts it ends on the hub.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from argmap.draw._palette import PARTY_COLORS, assigned, letters
from argmap.draw._selection import Selection, selected
from argmap.draw._settings import Colors, Settings
from argmap.draw._wrapping import Measure, by_character, wrapped
from argmap.errors import ValueRefused
from argmap.model.records import Argument, Claim
from argmap.model.text import did_you_mean
from argmap.model.values import Literal

if TYPE_CHECKING:
    from argmap.model.argument_map import ArgumentMap

HOLDS = frozenset({"asserts", "concedes"})
MOST_LINES = 12

ColorBy = str | Callable[[Claim], Any] | None


@dataclass(frozen=True, slots=True)
class Box:
    """A claim: its lines of text, who holds and who denies it (ids of parties), and what kind of claim it is."""

    id: str
    title: tuple[str, ...]
    lines: tuple[str, ...]
    holds: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    category: str | None = None
    implicit: bool = False
    sketch: bool = False
    context: bool = False  # not asked for, but part of an argument that is shown
    color: str | None = None  # that the map gives it


@dataclass(frozen=True, slots=True)
class Hub:
    """An argument that needs a point of its own."""

    id: str
    kind: str
    color: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A line of an argument: from a premise to its hub, from the hub to the target, or all the way.

    `kind` is as drawn: a support of `~x` is drawn as an attack on `x`. `mark` is the word at the premise's end: `not`,
    `unless` (an exception), `assuming` (an assumption).
    """

    argument: str
    source: str
    target: str
    kind: str
    part: str = "whole"  # or "premise", "conclusion"
    mark: str = ""
    supposed: bool = False
    onto_hub: bool = False  # the target is an argument, not a claim
    color: str | None = None  # of the argument, where it has no hub


@dataclass(frozen=True, slots=True)
class Stripe:
    """What stands for a party (or for a category of claims, or a tag) on boxes and in the legend."""

    id: str
    name: str
    color: str
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend: a symbol, and what it means."""

    symbol: str
    label: str


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a picture shows."""

    title: str | None
    boxes: tuple[Box, ...]
    hubs: tuple[Hub, ...]
    edges: tuple[Edge, ...]
    stripes: tuple[Stripe, ...]
    legend: tuple[Key, ...]


def scene_of(
    m: ArgumentMap,
    *,
    issue: Any = None,
    case: Any = None,
    claims: Any = None,
    steps: int = 0,
    color_by: ColorBy = "party",
    wrap: float = 32,
    measure: Measure = by_character,
) -> Scene:
    """The scene of a map or of a part of it.

    Parameters
    ----------
    issue, case, claims, steps, color_by
        As in `plot`.
    wrap : float
        The greatest width of a line, in the units of `measure`.
    measure : callable, optional
        Width of a text, and whether it is bold; characters by default.

    Examples
    --------
    >>> from argmap.draw.scene import scene_of
    >>> m = am.ArgumentMap()
    >>> _ = m.add_claim("Build the pier.", id="pier"), m.add_claim("Trade grows.", id="trade")
    >>> _ = m.add_support("trade", "~pier")
    >>> [(edge.source, edge.kind, edge.target) for edge in scene_of(m).edges]
    [('trade', 'attack', 'pier')]
    """
    if isinstance(color_by, str) and color_by != "party":
        raise ValueRefused(
            f"color_by={color_by!r:.40}{did_you_mean(color_by, ['party'])}: expected 'party', None, "
            "or a function that gives the category of a claim"
        )
    settings = Settings(m)
    chosen = selected(m, issue=issue, case=case, claims=claims, steps=steps, settings=settings)
    colors = settings.colors() if color_by == "party" else Colors()
    settings.tell()
    shown = [claim for id, claim in m._store.collections["claims"].items() if id in chosen.claims]
    arguments = [one for id, one in m._store.collections["arguments"].items() if id in chosen.arguments]
    sides = _sides(m, shown) if color_by == "party" else {}
    categories = _categories(m, color_by) if callable(color_by) else {}
    boxes = tuple(_box(claim, chosen, sides, categories, colors, wrap, measure) for claim in shown)
    hubs, edges = _lines(arguments, colors)
    stripes = _parties(m, boxes) if color_by == "party" else _swatches(categories, boxes)
    stripes += _tags(colors, [*(claim.id for claim in shown), *(argument.id for argument in arguments)])
    title = _title(m, issue, case)
    return Scene(title, boxes, hubs, edges, stripes, _legend(boxes, arguments, edges, chosen, stripes))


def _box(
    claim: Claim,
    chosen: Selection,
    sides: dict[str, tuple[tuple[str, ...], tuple[str, ...]]],
    categories: dict[str, str | None],
    colors: Colors,
    wrap: float,
    measure: Measure,
) -> Box:
    title, text = claim.title or "", claim.text
    if not title and not text:
        title = claim.id
    if title == text:
        text = ""
    holds, denies = sides.get(claim.id, ((), ()))
    return Box(
        claim.id,
        tuple(wrapped(title, wrap, measure, bold=True, most=MOST_LINES)),
        tuple(wrapped(text, wrap, measure, most=MOST_LINES)),
        holds,
        denies,
        categories.get(claim.id),
        claim.implicit,
        claim.sketch,
        claim.id not in chosen.core,
        colors.of.get(claim.id),
    )


# -- arguments ---------------------------------------------------------------------------------------------------------

_TURNED = {"support": "attack", "attack": "support"}


def drawn_kind(argument: Argument) -> str:
    """The kind as it is drawn: what supports `~x` speaks against `x`, and what attacks `~x` speaks for it."""
    if argument.target.negated:
        return _TURNED.get(argument.kind, argument.kind)
    return argument.kind


def _lines(arguments: list[Argument], colors: Colors) -> tuple[tuple[Hub, ...], tuple[Edge, ...]]:
    ids = {argument.id for argument in arguments}
    aims = {argument.target.id for argument in arguments}
    hubs, edges = [], []
    for argument in arguments:
        kind, target = drawn_kind(argument), argument.target.id
        onto_hub, color = target in ids, colors.of.get(argument.id)
        if not argument.linked and argument.id not in aims:
            (premise,) = argument.premises
            edges.append(
                Edge(argument.id, premise.id, target, kind, "whole", _mark(premise), premise.supposed, onto_hub, color)
            )
            continue
        hubs.append(Hub(argument.id, kind, color))
        edges += [
            Edge(argument.id, one.id, argument.id, kind, "premise", _mark(one), one.supposed, True)
            for one in argument.premises
        ]
        edges.append(Edge(argument.id, argument.id, target, kind, "conclusion", onto_hub=onto_hub))
    return tuple(hubs), tuple(edges)


_ROLE_MARKS = {"ordinary": "", "exception": "unless", "assumption": "assuming"}


def _mark(premise: Literal) -> str:
    return " ".join(filter(None, [_ROLE_MARKS[premise.role], "not" if premise.negated else ""]))


# -- parties and categories --------------------------------------------------------------------------------------------


def _sides(m: ArgumentMap, shown: Collection[Claim]) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Who asserts or concedes, and who denies each claim. What is imputed is not the party's own and is left out."""
    positions = m._store.collections["positions"]
    ranks = {id: place for place, id in enumerate(_ranked(m))}
    sides = {}
    for claim in shown:
        own = [positions[id] for id in m._store.referring("statement", "positions", claim.id)]
        own = [position for position in own if position.mode != "imputed"]
        holds = {position.party for position in own if position.stance in HOLDS}
        denies = {position.party for position in own if position.stance == "denies"}
        sides[claim.id] = (
            tuple(sorted(holds, key=ranks.__getitem__)),
            tuple(sorted(denies, key=ranks.__getitem__)),
        )
    return sides


def _ranked(m: ArgumentMap) -> list[str]:
    """The parties of the whole map, those who say most first: a party has the same colour in each picture."""
    said = dict.fromkeys(m._store.collections["parties"], 0)
    for position in m._store.collections["positions"].values():
        if position.mode != "imputed":
            said[position.party] += 1
    return sorted(said, key=lambda id: -said[id])


def _parties(m: ArgumentMap, boxes: Collection[Box]) -> tuple[Stripe, ...]:
    there = {party for box in boxes for party in (*box.holds, *box.denies)}
    ranked = [m.parties[id] for id in _ranked(m)]
    known, others = ranked[: len(PARTY_COLORS)], [one for one in ranked[len(PARTY_COLORS) :] if one.id in there]
    colors = dict(zip((one.id for one in known), PARTY_COLORS, strict=False))
    # Those who say least share what is left: first the colours that are not in this picture.
    free = [color for id, color in colors.items() if id not in there] or list(PARTY_COLORS)
    colors.update({one.id: free[place % len(free)] for place, one in enumerate(others)})
    signed = [*known, *others]
    signs = letters([party.name for party in signed])
    return tuple(
        Stripe(party.id, party.name, colors[party.id], sign)
        for party, sign in zip(signed, signs, strict=True)
        if party.id in there
    )


def _categories(m: ArgumentMap, color_by: Callable[[Claim], Any]) -> dict[str, str | None]:
    """Each claim's category, for all claims of the map: a category has the same colour in each picture."""
    found = {}
    for claim in m._store.collections["claims"].values():
        value = color_by(claim)
        found[claim.id] = None if value is None else str(value)
    return found


def _swatches(categories: dict[str, str | None], boxes: Collection[Box]) -> tuple[Stripe, ...]:
    colors = assigned(dict.fromkeys(name for name in categories.values() if name is not None))
    there = {box.category for box in boxes}
    return tuple(Stripe(name, name, color) for name, color in colors.items() if name in there)


def _tags(colors: Colors, shown: Collection[str]) -> tuple[Stripe, ...]:
    """The tags that give something here its colour; their ids are none that a party could have."""
    there = {colors.by_tag[id] for id in shown if id in colors.by_tag}
    return tuple(Stripe(f"tag {tag}", f"#{tag}", color) for tag, color in colors.tags.items() if tag in there)


# -- title and legend --------------------------------------------------------------------------------------------------


def _title(m: ArgumentMap, issue: Any, case: Any) -> str | None:
    for space, value in (("issues", issue), ("cases", case)):
        if value is not None:
            ids = [value] if isinstance(value, str) or hasattr(value, "id") else list(value)
            records = [m._store.collections[space][getattr(one, "id", one)] for one in ids]
            names = [getattr(one, "question", None) or one.title or one.id for one in records]
            return " · ".join(names) or None
    return m.title


def _legend(
    boxes: Collection[Box],
    arguments: Collection[Argument],
    edges: Collection[Edge],
    chosen: Selection,
    stripes: Collection[Stripe],
) -> tuple[Key, ...]:
    kinds = {drawn_kind(argument) for argument in arguments}
    turned = {argument.kind for argument in arguments if argument.target.negated and argument.kind in _TURNED}
    marks = {word for edge in edges for word in edge.mark.split()}
    aims = {argument.target.id for argument in arguments}
    several = any(argument.linked for argument in arguments)
    hit = any(argument.id in aims for argument in arguments)
    hub = "hub: needs all its premises" if several else "hub: an argument that is argued about"
    there = [
        ("support", "support" in kinds, "supports" + (", or attacks the negation" if "attack" in turned else "")),
        ("attack", "attack" in kinds, "attacks" + (", or supports the negation" if "support" in turned else "")),
        ("undercut", "undercut" in kinds, "undercuts: denies the step, not the claims"),
        ("hub", several or hit, hub),
        ("not", "not" in marks, "the negation is the premise"),
        ("unless", "unless" in marks, "an exception"),
        ("assuming", "assuming" in marks, "an assumption"),
        ("supposed", any(edge.supposed for edge in edges), "supposed for the sake of argument"),
        ("implicit", any(box.implicit for box in boxes), "implicit premise or claim"),
        ("sketch", any(box.sketch for box in boxes), "argument known by its gist only"),
        ("context", bool(chosen.core) and any(box.context for box in boxes), "from elsewhere in the map"),
        ("holds", any(box.holds for box in boxes), "left edge: asserts or concedes"),
        ("denies", any(box.denies for box in boxes), "right edge: denies"),
    ]
    keys = [Key(symbol, label) for symbol, occurs, label in there if occurs]
    return (*keys, *(Key(f"stripe:{stripe.id}", stripe.name) for stripe in stripes))
