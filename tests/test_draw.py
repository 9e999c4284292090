"""Pictures: what a scene shows, that a layout keeps things apart, what the renderer and the picture files promise."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import matplotlib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import argmap as am
from argmap.draw._layers import Line, turned_lines
from argmap.draw._palette import KIND_COLORS, PARTY_COLORS, letters, luminance
from argmap.draw._wrapping import by_character, reads_leftwards, wrapped
from argmap.draw.figure import picture
from argmap.draw.layout import Layout, Link, Node, Place, arrange
from argmap.draw.scene import Scene, scene_of
from tests.strategies import maps

CLOUDFLARE = Path(__file__).parent.parent / "examples" / "cloudflare"
Point = tuple[float, float]


@pytest.fixture
def pier() -> am.ArgumentMap:
    """A linked support that is undercut, a reason for the negation, and parties on both sides."""
    m = am.ArgumentMap("The pier")
    m.add_issue("Should the pier be built?", id="build")
    m.add_issue("Does trade grow?", id="trade-issue", parent="build")
    m.add_issue("What of the town?", id="town")
    for name in ("Ada", "Bo", "Cy"):
        m.add_party(name)
    m.add_claim("The pier should be built.", id="pier", issue="build")
    m.add_claim("Trade grows.", id="trade", issue="trade-issue")
    m.add_claim("Piers bring trade.", id="warrant", implicit=True)
    m.add_claim("It blocks the view.", id="view", issue="town")
    m.add_claim("There is a war.", id="war", issue="town")
    m.add_claim("The town is rich.", id="rich", issue="town")
    m.add_support(["trade", "warrant"], "pier", id="a1", by="ada")
    m.add_support("view", "~pier", id="a2")
    m.add_undercut("~war", "a1", id="a3")
    m.add_attack(am.Literal("rich", supposed=True), "view", id="a4")
    m.add_position("ada", "pier", "asserts")
    m.add_position("bo", "pier", "denies")
    m.add_position("cy", "pier", "asserts", mode="imputed", imputed_by="bo")
    m.add_position("cy", "trade", "concedes")
    m.add_position("bo", "trade", "questions")
    return m


@pytest.fixture
def no_pyplot_figures() -> Iterator[None]:
    """Closes what a test opens in pyplot."""
    yield
    if (pyplot := sys.modules.get("matplotlib.pyplot")) is not None:
        pyplot.close("all")


def bare_axes(width: float = 6, height: float = 4) -> Any:
    figure = Figure(figsize=(width, height))
    FigureCanvasAgg(figure)
    return figure.add_subplot()


# -- the checker: overlaps, lines through boxes, lines that end nowhere -----------------------------------------------


def overlaps(places: dict[str, Place]) -> list[tuple[str, str]]:
    return [
        (a, b)
        for (a, p), (b, q) in combinations(places.items(), 2)
        if abs(p.x - q.x) < (p.width + q.width) / 2 - 0.5 and abs(p.y - q.y) < (p.height + q.height) / 2 - 0.5
    ]


def enters(p: Point, q: Point, box: Place, shrink: float = 0.5) -> bool:
    """Whether a segment runs through the inside of a box: the part of it between all four sides is not empty."""
    low, high = 0.0, 1.0
    for start, step, middle, size in (
        (p[0], q[0] - p[0], box.x, box.width),
        (p[1], q[1] - p[1], box.y, box.height),
    ):
        first, last = middle - size / 2 + shrink - start, middle + size / 2 - shrink - start
        if abs(step) < 1e-12:
            if first >= 0 or last <= 0:
                return False
            continue
        near, far = sorted((first / step, last / step))
        low, high = max(low, near), min(high, far)
        if low >= high:
            return False
    return True


def through(layout: Layout, links: Sequence[Link]) -> list[tuple[int, str]]:
    found = []
    for number, (link, route) in enumerate(zip(links, layout.routes, strict=True)):
        for id, box in layout.places.items():
            if id in (link.source, link.target):
                # It may touch its own ends, not run through them: half a hub is hidden under its sign.
                box = Place(box.x, box.y, box.width - 3, box.height - 3)
            if any(enters(p, q, box) for p, q in pairwise(route.points)):
                found.append((number, id))
    return found


def on_border(point: Point, box: Place) -> bool:
    dx, dy = abs(point[0] - box.x) - box.width / 2, abs(point[1] - box.y) - box.height / 2
    return max(dx, dy) < 0.5 and max(dx, dy) > -0.5


def check(layout: Layout, nodes: Sequence[Node], links: Sequence[Link]) -> None:
    assert set(layout.places) == {node.id for node in nodes}
    assert len(layout.routes) == len(links)
    assert overlaps(layout.places) == []
    assert through(layout, links) == []
    for link, route in zip(links, layout.routes, strict=True):
        assert on_border(route.points[0], layout.places[link.source]), (link, route)
        assert on_border(route.points[-1], layout.places[link.target]), (link, route)
        assert (route.badge is not None) == link.badge
        assert (route.mark is not None) == bool(link.mark)
    for place in layout.places.values():
        assert place.x - place.width / 2 > -0.01
        assert place.y - place.height / 2 > -0.01
        assert place.x + place.width / 2 < layout.width + 0.01
        assert place.y + place.height / 2 < layout.height + 0.01
    for route in layout.routes:
        for x, y in route.points:
            assert -0.01 < x < layout.width + 0.01
            assert -0.01 < y < layout.height + 0.01


def drawn_crossings(layout: Layout) -> int:
    """Proper crossings of segments of different lines."""

    def turn(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    total = 0
    for one, other in combinations(layout.routes, 2):
        for p, q in pairwise(one.points):
            for r, s in pairwise(other.points):
                if turn(p, q, r) * turn(p, q, s) < -1e-9 and turn(r, s, p) * turn(r, s, q) < -1e-9:
                    total += 1
    return total


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Node], list[Link]]:
    """Boxes and hubs with any lines between them: circles, loops and parallels included."""
    count = draw(st.integers(1, 12))
    nodes = [
        Node(f"n{i}", draw(st.floats(40, 200)), draw(st.floats(16, 120)), hub=draw(st.integers(0, 4)) == 0)
        for i in range(count)
    ]
    ends = st.integers(0, count - 1)
    links = []
    for _ in range(draw(st.integers(0, 18))):
        source, target = nodes[draw(ends)], nodes[draw(ends)]
        links.append(
            Link(
                source.id,
                target.id,
                group=draw(st.sampled_from(["", "s", "a"])),
                aside=target.hub and draw(st.booleans()),
                badge=draw(st.booleans()),
                arrow=draw(st.booleans()),
                mark=draw(st.sampled_from([0.0, 0.0, 18.0, 50.0])),
                weak=draw(st.integers(0, 4)) == 0,
            )
        )
    return nodes, links


# -- layout ------------------------------------------------------------------------------------------------------------


@given(graphs())
def test_nothing_overlaps_and_no_line_runs_through_a_box(graph: tuple[list[Node], list[Link]]) -> None:
    nodes, links = graph
    layout = arrange(nodes, links)
    check(layout, nodes, links)
    assert arrange(nodes, links) == layout


def test_the_checker_sees_faults() -> None:
    nodes = [Node("a", 40, 20), Node("b", 40, 20), Node("c", 40, 20)]
    layout = arrange(nodes, [Link("c", "a")])
    moved = dict(layout.places)
    moved["b"] = Place(moved["a"].x, (moved["a"].y + moved["c"].y) / 2, 40, 20)
    faulty = Layout(layout.width, layout.height, moved, layout.routes, 0)
    assert through(faulty, [Link("c", "a")]) == [(0, "b")]
    moved["b"] = Place(moved["a"].x + 30, moved["a"].y, 40, 20)
    assert overlaps(moved) == [("a", "b")]


@given(graphs())
def test_drawn_crossings_are_those_that_the_order_counts(graph: tuple[list[Node], list[Link]]) -> None:
    nodes, given_links = graph
    # Without parallels, loops and hub sides; each line in a group of its own, so that none is stacked.
    links = [
        Link(one.source, one.target, group=str(number))
        for number, one in enumerate({frozenset((one.source, one.target)): one for one in given_links}.values())
        if one.source != one.target
    ]
    nodes = [Node(node.id, node.width, node.height) for node in nodes]
    layout = arrange(nodes, links)
    assert drawn_crossings(layout) == layout.crossings


@given(st.lists(st.integers(0, 100), max_size=25), st.booleans())
def test_a_tree_has_no_crossings(parents: list[int], stacks: bool) -> None:
    nodes = [Node(str(i), 90, 30) for i in range(len(parents) + 1)]
    links = [
        Link(str(i + 1), str(parent % (i + 1)), group="s" if stacks else str(i)) for i, parent in enumerate(parents)
    ]
    layout = arrange(nodes, links)
    check(layout, nodes, links)
    assert layout.crossings == 0
    for link in links:
        assert layout.places[link.source].y > layout.places[link.target].y


@pytest.mark.parametrize("count", [9, 30, 60])
def test_many_premises_are_stacked(count: int) -> None:
    nodes = [Node("conclusion", 150, 40), *(Node(f"p{i}", 150, 50) for i in range(count))]
    links = [Link(f"p{i}", "conclusion", group="s") for i in range(count)]
    layout = arrange(nodes, links)
    check(layout, nodes, links)
    assert layout.width <= 3 * layout.height
    assert all(layout.places["conclusion"].y < place.y for id, place in layout.places.items() if id != "conclusion")


def test_premises_that_serve_several_conclusions_are_dealt_over_rows() -> None:
    nodes = [Node("a", 150, 40), Node("b", 150, 40), *(Node(f"p{i}", 150, 50) for i in range(10))]
    links = [Link(f"p{i}", end, group="s") for i in range(10) for end in ("a", "b")]
    layout = arrange(nodes, links)
    check(layout, nodes, links)
    assert layout.width <= 3 * layout.height


def test_many_claims_without_arguments_fill_a_page() -> None:
    nodes = [Node(str(i), 150, 40) for i in range(40)]
    layout = arrange(nodes, [])
    check(layout, nodes, [])
    assert 0.6 < layout.width / layout.height < 3


def test_a_deep_chain_needs_no_recursion() -> None:
    nodes = [Node(str(i), 90, 30) for i in range(5000)]
    layout = arrange(nodes, [Link(str(i + 1), str(i)) for i in range(4999)])
    ys = [place.y for place in layout.places.values()]
    assert ys == sorted(ys)
    assert len({place.x for place in layout.places.values()}) == 1


def test_in_a_circle_what_is_only_supposed_gives_way() -> None:
    lines = [Line(1, 0), Line(2, 1), Line(3, 2), Line(0, 3, weak=True)]
    assert turned_lines(4, lines) == [False, False, False, True]
    both_ways = [Line(0, 1), Line(1, 0)]
    assert sum(turned_lines(2, both_ways)) == 1
    outside = [Line(1, 0), Line(0, 1), Line(2, 0, weak=True)]
    assert not turned_lines(3, outside)[2]


def test_an_undercut_ends_on_the_side_of_the_hub() -> None:
    nodes = [
        Node("c", 100, 30),
        Node("hub", 0, 0, hub=True),
        Node("p", 100, 30),
        Node("q", 100, 30),
        Node("u", 100, 30),
    ]
    links = [
        Link("p", "hub", badge=False, arrow=False),
        Link("q", "hub", badge=False, arrow=False),
        Link("hub", "c", badge=False),
        Link("u", "hub", aside=True),
    ]
    layout = arrange(nodes, links)
    check(layout, nodes, links)
    hub = layout.places["hub"]
    assert layout.routes[3].points[-1] == pytest.approx((hub.x + hub.width / 2, hub.y))
    assert layout.crossings == 0


@settings(max_examples=25)
@given(maps())
def test_any_map_is_laid_out(m: am.ArgumentMap) -> None:
    scene, nodes, links = laid_out(m)
    layout = arrange(nodes, links)
    check(layout, nodes, links)
    assert {box.id for box in scene.boxes} == set(m.claims)
    assert {edge.argument for edge in scene.edges} == set(m.arguments)


def laid_out(m: am.ArgumentMap, **choice: Any) -> tuple[Scene, list[Node], list[Link]]:
    scene = scene_of(m, **choice)
    nodes = [Node(box.id, 120, 14 + 10 * (len(box.title) + len(box.lines))) for box in scene.boxes]
    nodes += [Node(hub.id, 0, 0, hub=True) for hub in scene.hubs]
    links = [
        Link(
            edge.source,
            edge.target,
            group=f"{edge.kind} {edge.part}",
            aside=edge.onto_hub and edge.part != "premise",
            badge=edge.part == "whole",
            arrow=edge.part != "premise",
            mark=18.0 if edge.mark else 0.0,
            weak=edge.supposed,
        )
        for edge in scene.edges
    ]
    return scene, nodes, links


@pytest.mark.skipif(not CLOUDFLARE.is_dir(), reason="examples/cloudflare is not there")
def test_the_cloudflare_map_and_each_of_its_issues() -> None:
    m = am.read(CLOUDFLARE)
    for issue in [None, *m.issues]:
        _, nodes, links = laid_out(m, issue=issue)
        layout = arrange(nodes, links)
        check(layout, nodes, links)
        if len(nodes) > 5:
            assert layout.width <= 3 * layout.height, issue


# -- scene -------------------------------------------------------------------------------------------------------------


def edges(scene: Scene) -> list[tuple[str, str, str, str, str]]:
    return [(edge.source, edge.kind, edge.target, edge.part, edge.mark) for edge in scene.edges]


def test_hubs_and_edges(pier: am.ArgumentMap) -> None:
    scene = scene_of(pier)
    assert [(hub.id, hub.kind) for hub in scene.hubs] == [("a1", "support")]
    assert edges(scene) == [
        ("trade", "support", "a1", "premise", ""),
        ("warrant", "support", "a1", "premise", ""),
        ("a1", "support", "pier", "conclusion", ""),
        ("view", "attack", "pier", "whole", ""),  # a support of ~pier
        ("war", "undercut", "a1", "whole", "not"),
        ("rich", "attack", "view", "whole", ""),
    ]
    assert [edge.argument for edge in scene.edges if edge.supposed] == ["a4"]
    assert [edge.argument for edge in scene.edges if edge.onto_hub and edge.part == "whole"] == ["a3"]


def test_an_argument_with_one_premise_that_is_undercut_has_a_hub() -> None:
    m = am.ArgumentMap()
    for id in ("a", "b", "c", "d"):
        m.add_claim(id, id=id)
    m.add_attack("b", "~a", id="x")
    m.add_undercut("c", "x", id="y")
    m.add_attack("d", "y", id="z")
    scene = scene_of(m)
    assert [(hub.id, hub.kind) for hub in scene.hubs] == [("x", "support"), ("y", "undercut")]
    assert ("y", "undercut", "x", "conclusion", "") in edges(scene)
    assert "supports, or attacks the negation" in [key.label for key in scene.legend]


def test_what_kind_of_premise_it_is_stands_at_its_end() -> None:
    m = am.ArgumentMap()
    for id in ("a", "b", "c"):
        m.add_claim(id, id=id)
    m.add_support([am.Literal("b", role="exception"), am.Literal("c", negated=True, role="assumption")], "a")
    assert [edge.mark for edge in scene_of(m).edges] == ["unless", "assuming not", ""]


def test_stripes_show_who_holds_and_who_denies_and_nothing_imputed(pier: am.ArgumentMap) -> None:
    scene = scene_of(pier)
    boxes = {box.id: box for box in scene.boxes}
    assert (boxes["pier"].holds, boxes["pier"].denies) == (("ada",), ("bo",))
    assert (boxes["trade"].holds, boxes["trade"].denies) == (("cy",), ())
    assert [(stripe.id, stripe.letter) for stripe in scene.stripes] == [("ada", "A"), ("bo", "B"), ("cy", "C")]
    assert len({stripe.color for stripe in scene.stripes}) == 3


def test_a_party_only_imputed_is_not_in_the_picture() -> None:
    m = am.ArgumentMap()
    m.add_claim("x", id="x")
    m.add_party("Ada"), m.add_party("Bo")
    m.add_position("ada", "x", "asserts", mode="imputed", imputed_by="bo")
    scene = scene_of(m)
    assert scene.boxes[0].holds == ()
    assert scene.stripes == ()


def test_colours_are_the_same_in_each_picture(pier: am.ArgumentMap) -> None:
    whole = {stripe.id: stripe for stripe in scene_of(pier).stripes}
    part = scene_of(pier, claims="trade").stripes
    assert [stripe.id for stripe in part] == ["cy"]
    assert part[0] == whole["cy"]


def test_colour_by_a_function_or_nothing(pier: am.ArgumentMap) -> None:
    scene = scene_of(pier, color_by=lambda claim: claim.issue)
    assert [stripe.name for stripe in scene.stripes] == ["build", "trade-issue", "town"]
    assert {box.id: box.category for box in scene.boxes}["warrant"] is None
    assert all(box.holds == () for box in scene.boxes)
    assert scene_of(pier, color_by=None).stripes == ()
    with pytest.raises(am.ValueRefused, match="did you mean 'party'"):
        scene_of(pier, color_by="partys")


def chosen(scene: Scene) -> tuple[set[str], set[str], set[str]]:
    shown = {box.id for box in scene.boxes if not box.context}
    return shown, {box.id for box in scene.boxes if box.context}, {edge.argument for edge in scene.edges}


def test_an_issue_with_what_bears_on_it(pier: am.ArgumentMap) -> None:
    scene = scene_of(pier, issue="build")
    assert chosen(scene) == ({"pier", "trade"}, {"warrant", "view", "war"}, {"a1", "a2", "a3"})
    assert scene.title == "Should the pier be built?"
    # Nothing bears on the claims of this sub-issue: they are shown where they are used.
    assert chosen(scene_of(pier, issue="trade-issue")) == ({"trade"}, {"pier", "warrant", "war"}, {"a1", "a3"})
    several = scene_of(pier, issue=["trade-issue", "town"])
    assert chosen(several)[0] == {"trade", "view", "war", "rich"}


def test_claims_and_steps(pier: am.ArgumentMap) -> None:
    assert chosen(scene_of(pier, claims=["pier", "view"])) == ({"pier", "view"}, set(), {"a2"})
    assert chosen(scene_of(pier, claims="view", steps=1)) == ({"view"}, {"pier", "rich"}, {"a2", "a4"})
    wide = chosen(scene_of(pier, claims="view", steps=2))
    assert wide[1] == {"pier", "rich", "trade", "warrant", "war"}
    assert chosen(scene_of(pier, claims=pier.arguments["a1"]))[2] == {"a1"}


def test_a_case(pier: am.ArgumentMap) -> None:
    pier.add_case("Pier v. Town", id="suit")
    pier.add_source("S1", case="suit")
    pier.add_position("bo", "view", "asserts", source="S1")
    pier.add_outcome("Judgment", id="o1", case="suit", effects=[("pier", "accepted")])
    scene = scene_of(pier, case="suit")
    assert chosen(scene) == ({"view", "pier"}, set(), {"a2"})
    assert scene.title == "Pier v. Town"


def test_what_cannot_be_chosen_is_refused(pier: am.ArgumentMap) -> None:
    with pytest.raises(am.UnknownIdError, match="no issue 'biuld': did you mean 'build'"):
        scene_of(pier, issue="biuld")
    with pytest.raises(am.UnknownIdError, match="no claim or argument 'peir'"):
        scene_of(pier, claims="peir")
    with pytest.raises(am.ValueRefused, match="issue= and claims=: a picture starts from one of them"):
        scene_of(pier, issue="build", claims="pier")
    with pytest.raises(am.ValueRefused, match="steps=-1"):
        scene_of(pier, claims="pier", steps=-1)
    pier.add_relation("pier", "view", "contrary", id="r1")
    with pytest.raises(am.ValueRefused, match="'r1' is a relation"):
        scene_of(pier, claims="r1")


def test_the_legend_lists_only_what_occurs(pier: am.ArgumentMap) -> None:
    symbols = [key.symbol for key in scene_of(pier).legend]
    assert symbols == [
        *("support", "attack", "undercut", "hub", "not", "supposed", "implicit", "holds", "denies"),
        *("stripe:ada", "stripe:bo", "stripe:cy"),
    ]
    assert [key.symbol for key in scene_of(pier, claims=["view", "pier"], color_by=None).legend] == ["attack"]
    assert scene_of(am.ArgumentMap()).legend == ()


def test_polarity_and_parties_can_be_told_apart() -> None:
    greys = sorted(luminance(color) for color in KIND_COLORS.values())
    assert min(b - a for a, b in pairwise(greys)) > 0.1
    assert not set(KIND_COLORS.values()) & set(PARTY_COLORS)
    names = ["Cloudflare, Inc.", "Cloudflare", "CC", "條約", "1st", "", "C"] * 9
    assert len(set(letters(names))) == len(names)
    assert letters(["ALS Scan", "Adam Smith", "Anonymous (reply 1.2)"]) == ["A", "S", "N"]


# -- wrapping ----------------------------------------------------------------------------------------------------------


@given(st.text(max_size=80) | st.text("ab漢字。（）/- e\u0301", max_size=80), st.integers(3, 40))
def test_wrapping_keeps_the_text_and_the_width(text: str, width: int) -> None:
    lines = wrapped(" ".join(text.split()), width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(by_character(line) <= width for line in lines)
    assert all(line.strip() == line != "" for line in lines)


def test_wrapping() -> None:
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("x" * 8, 3) == ["xxx", "xxx", "xx"]
    assert wrapped("一二三。四五", 6) == ["一二", "三。四", "五"]
    assert wrapped("one two three four five", 5, most=2) == ["one", "two …"]
    assert wrapped("", 5) == []
    assert reads_leftwards("1. שלום")
    assert not reads_leftwards("pier שלום")


# -- the renderer ------------------------------------------------------------------------------------------------------


def gids(ax: Any) -> list[str]:
    return sorted(artist.get_gid() for artist in ax.get_children() if artist.get_gid())


def test_each_record_has_one_artist(pier: am.ArgumentMap) -> None:
    ax = bare_axes()
    assert am.plot(pier, ax) is ax
    assert gids(ax) == ["a1", "a2", "a3", "a4", "pier", "rich", "trade", "view", "war", "warrant"]


def test_text_stays_in_its_box_however_the_axes_are_resized(pier: am.ArgumentMap) -> None:
    pier.add_claim("It costs $5 to $10 and $\\frac{1}{2$ more; see https://example.org/" + "x" * 90, id="money")
    pier.add_claim("W" * 60, id="wide", title="MMMM WWWW @@@@ " * 5)
    ax = bare_axes()
    am.plot(pier, ax)
    figure = ax.figure
    for size in ((9, 7), (6, 12), (20, 5)):
        figure.set_size_inches(*size)
        figure.canvas.draw()
        renderer = figure.canvas.get_renderer()
        boxes = [patch.get_window_extent(renderer) for patch in ax.patches if patch.get_gid() in pier.claims]
        inside = 0
        for text in ax.texts:
            extent = text.get_window_extent(renderer)
            middle = (extent.x0 + extent.x1) / 2, (extent.y0 + extent.y1) / 2
            for box in boxes:
                if box.contains(*middle):
                    inside += 1
                    slack = 0.01 * box.width
                    assert box.x0 - slack <= extent.x0, text.get_text()
                    assert extent.x1 <= box.x1 + slack, text.get_text()
                    assert box.y0 - slack <= extent.y0, text.get_text()
                    assert extent.y1 <= box.y1 + slack, text.get_text()
        assert inside > 12


def test_text_is_not_mathematics(pier: am.ArgumentMap) -> None:
    pier.add_claim("From $5 to $10.", id="money")
    ax = bare_axes()
    am.plot(pier, ax)
    assert "From $5 to $10." in [text.get_text() for text in ax.texts]
    assert not any(text.get_parse_math() for text in ax.texts)


def test_settings_of_matplotlib_are_left_alone(pier: am.ArgumentMap) -> None:
    before = dict(matplotlib.rcParams)
    am.plot(pier, bare_axes())
    picture(pier, "svg", {})
    assert dict(matplotlib.rcParams) == before


def test_its_own_figure_has_the_size_of_the_layout(pier: am.ArgumentMap, no_pyplot_figures: None) -> None:
    ax = am.plot(pier)
    width, height = ax.figure.get_size_inches()
    assert ax.get_xlim() == pytest.approx((0, width * 72))
    assert ax.get_ylim() == pytest.approx((height * 72, 0))
    ax.figure.canvas.draw()
    assert min(text.get_fontsize() for text in ax.texts) >= 7
    assert "The pier" in [text.get_text() for text in ax.texts]
    assert "The pier" not in [text.get_text() for text in am.plot(pier, title="").texts]


def test_a_map_without_claims_says_so() -> None:
    ax = bare_axes()
    am.plot(am.ArgumentMap("Nothing yet"), ax)
    assert [text.get_text() for text in ax.texts] == ["Nothing yet", "No claims to show."]


def test_wrap_and_legend(pier: am.ArgumentMap) -> None:
    ax = bare_axes()
    am.plot(pier, ax, wrap=8, legend=False)
    texts = [text.get_text() for text in ax.texts]
    assert "supports" not in texts
    assert "view." in texts
    for wrong in (3, "wide", True):
        with pytest.raises(am.ValueRefused, match="wrap="):
            am.plot(pier, ax, wrap=wrong)


def run(code: str, **environment: str) -> bytes:
    made = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, env={**os.environ, **environment}
    )
    assert made.returncode == 0, made.stderr.decode()
    return made.stdout


def test_a_figure_of_its_own_is_pyplots_only_where_pyplot_is_used() -> None:
    code = """
import sys, argmap as am
m = am.ArgumentMap()
m.add_claim("x", id="x")
am.plot(m)
print("matplotlib.pyplot" in sys.modules)
import matplotlib.pyplot as plt
print(plt.get_fignums())
am.plot(m)
print(plt.get_fignums())
"""
    assert run(code, MPLBACKEND="agg").split() == [b"False", b"[]", b"[1]"]


# -- picture files -----------------------------------------------------------------------------------------------------

MAP = """
import hashlib, argmap as am
m = am.ArgumentMap("The pier")
for name in ("Ada", "Bo", "Cy", "Dee"):
    m.add_party(name)
for i in range(12):
    m.add_claim(f"Claim {i} of the pier, the view and the trade", id=f"c{i}", implicit=i == 3)
for i in range(1, 12):
    m.add_support([f"c{i}", f"~c{(i * 5) % 11 + 1 if (i * 5) % 11 + 1 != i else 0}"], f"c{i // 2}", id=f"a{i}")
m.add_undercut("c7", "a2", id="u1")
for i, party in enumerate(("ada", "bo", "cy", "dee") * 3):
    m.add_position(party, f"c{i}", ("asserts", "denies")[i % 2])
for format in ("png", "svg", "pdf"):
    data = am.render(m, format=format)
    assert b"CreationDate" not in data and b"dc:date" not in data
    print(format, data[:4], hashlib.sha256(data).hexdigest())
"""


def test_bytes_depend_on_the_map_alone() -> None:
    first, second = (run(MAP, PYTHONHASHSEED=seed) for seed in ("1", "77"))
    assert first == second
    assert [line.split()[1] for line in first.splitlines()] == [b"b'\\x89PNG'", b"b'<?xm'", b"b'%PDF'"]


def test_markup_in_a_map_is_inert_in_svg(pier: am.ArgumentMap) -> None:
    evil = "<script>alert('x')</script> & <b onclick=\"x()\">"
    pier.add_claim(evil, id="evil&", title=evil)
    pier.add_party(evil, id="mallory")
    pier.add_position("mallory", "evil&", "asserts")
    pier.title = evil
    root = ET.fromstring(picture(pier, "svg", {"wrap": 60}))
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert not names & {"script", "b", "foreignObject", "a"}
    assert not any(name.lower().startswith("on") for element in root.iter() for name in element.attrib)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert "evil&" in ids
    assert len(ids) == len(set(ids))
    texts = " ".join(text for element in root.iter() if (text := element.text) and text.strip())
    assert "<script>alert('x')</script>" in texts


def test_write_finds_the_format(pier: am.ArgumentMap, tmp_path: Path) -> None:
    for suffix in ("png", "svg", "pdf"):
        am.write(pier, tmp_path / f"pier.{suffix}", on_loss="raise")
        assert (tmp_path / f"pier.{suffix}").stat().st_size > 3000
    am.write(pier, tmp_path / "part.svg", claims=["view", "rich"], color_by=None)
    assert b'id="rich"' in (tmp_path / "part.svg").read_bytes()
    assert b'id="trade"' not in (tmp_path / "part.svg").read_bytes()
    with pytest.raises(am.UnknownFormatError, match="svg can be written, not read"):
        am.read(tmp_path / "part.svg")
    with pytest.raises(am.ValueRefused, match="svg takes no option 'isue': did you mean 'issue'"):
        am.write(pier, tmp_path / "part.svg", isue="town")


def test_looking_for_formats_does_not_load_matplotlib() -> None:
    look = "import sys, argmap as am; am.format_names(); "
    assert run(look + "print(am.format_for('x.svg').__name__, 'matplotlib' in sys.modules)").split()[-2:] == [
        b"argmap.draw.svg",
        b"False",
    ]


def test_missing_glyphs_are_warned_of_once() -> None:
    m = am.ArgumentMap()
    m.add_claim("导管是中立的吗？𒀀", id="x")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        picture(m, "png", {})
    about = [str(one.message) for one in caught if "glyph" in str(one.message).lower()]
    assert len(about) <= 1
    assert all("font.family" in message for message in about)


@pytest.mark.parametrize(
    "text", ["שלום עולם", "قناة محايدة", "a\u0301\u200d\u202e", "⚖ scales", "x" * 5000, "word " * 300]
)
def test_any_script_is_drawn(text: str) -> None:
    m = am.ArgumentMap(text)
    m.add_claim(text, id="x")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "the font has no glyph")  # what the font of this machine lacks
        assert picture(m, "png", {})[:4] == b"\x89PNG"


@settings(max_examples=8)
@given(maps())
def test_any_map_is_drawn(m: am.ArgumentMap) -> None:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "the font has no glyph")
        root = ET.fromstring(picture(m, "svg", {}))
    ids = {element.get("id") for element in root.iter()}
    assert set(m.claims) <= ids
    assert set(m.arguments) <= ids


def test_a_large_map_is_drawn_smaller_not_refused(monkeypatch: pytest.MonkeyPatch, pier: am.ArgumentMap) -> None:
    from argmap.draw import figure

    monkeypatch.setattr(figure, "_LARGEST", 3.0)
    made: Callable[..., bytes] = picture
    width = int.from_bytes(made(pier, "png", {})[16:20], "big")
    assert width <= 3 * 150 + 1
