"""Settings of an Argdown file that concern its picture: what is left out, and colours."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

import argmap as am
from argmap.draw.scene import Scene, scene_of

TEXT = """
# Costs

[Pier]: The pier should be built.
  + <Trade>: Trade will grow. #econ
  - <View>: It blocks the view. #civic
  - [Taxes]: Taxes will rise. #econ {isInMap: false}

<Trade>

(1) [Boats]: Boats come. #econ
(2) [Shops]: Shops sell.
----
(3) [Pier]

# Peace

[War]: There will be war.
  -> [Boats]
  - <Treaty>: There is a treaty. #civic

## Navy

[Fleet]: The fleet is near. #civic
  -> <Treaty>
"""


def scene(front: str = "", text: str = TEXT, **choice: Any) -> Scene:
    """The scene of a text with this front matter."""
    whole = f"===\n{front}\n===\n\n{text}" if front else text
    return scene_of(am.parse(whole, format="argdown", strict=True), **choice)


def selection(*lines: str) -> str:
    return "\n".join(["selection:", *(f"  {line}" for line in lines)]) if lines else ""


def shown(found: Scene) -> str:
    """Boxes that are asked for, and hubs; after + what comes with them."""
    core = [box.id for box in found.boxes if not box.context] + [hub.id for hub in found.hubs]
    more = sorted(box.id for box in found.boxes if box.context)
    return " ".join([*sorted(core), *(["+", *more] if more else [])])


# -- selection ---------------------------------------------------------------------------------------------------------

# What @argdown/core 1.7.5 has in its map, with `excludeDisconnected: false` and `statementSelectionMode: all`: without
# these it hides more, for argmap never does. What stands after + is in argmap's pictures only: arguments have no box
# there that would hold their premises.
AS_THE_REFERENCE = [
    ((), "Boats Fleet Pier Shops Trade Treaty View War"),
    (("ignoreIsInMap: true",), "Boats Fleet Pier Shops Taxes Trade Treaty View War"),
    (("excludeStatements: [War]",), "Boats Fleet Pier Shops Trade Treaty View"),
    (("excludeArguments: [View]",), "Boats Fleet Pier Shops Trade Treaty War"),
    (
        ("excludeArguments: [Trade]", "includeStatements: [Shops]"),
        "Boats Fleet Pier Shops Treaty View War",
    ),
    (("selectedSections: [Peace]",), "Treaty War"),
    (("selectedSections: [Peace, Navy]",), "Fleet Treaty War"),
    (("selectedTags: [econ]",), "Boats Trade + Pier Shops"),
    (("selectedTags: [econ]", "selectElementsWithoutTag: true"), "Boats Pier Shops Trade War"),
    (
        ("selectedTags: [econ, civic]", "ignoreIsInMap: true"),
        "Boats Fleet Taxes Trade Treaty View + Pier Shops",
    ),
    (("selectedSections: [Costs]", "selectedTags: [civic]"), "View"),
    (("selectedTags: [econ]", "includeStatements: [War]"), "Boats Trade + Pier Shops"),
]


@pytest.mark.parametrize(("lines", "expected"), AS_THE_REFERENCE)
def test_selection_as_in_the_reference(lines: tuple[str, ...], expected: str) -> None:
    assert shown(scene(selection(*lines))) == expected


def test_an_argument_is_not_shown_without_a_premise_that_is_left_out() -> None:
    """The reference keeps its box; here it would be another argument."""
    found = scene(selection("excludeStatements: [Shops]"))
    assert shown(found) == "Boats Fleet Pier Treaty View War"
    assert all("Trade" not in edge.argument for edge in found.edges)


def test_an_argument_that_is_left_out_takes_premises_along_that_only_it_uses() -> None:
    assert shown(scene(selection("excludeArguments: [Trade]"))) == "Boats Fleet Pier Treaty View War"
    said = "argmap: {parties: {ada: Ada}, positions: [{party: ada, target: Shops, stance: asserts}]}\n"
    assert "Shops" in shown(scene(said + selection("excludeArguments: [Trade]")))


STEPS = (
    "[T]: T.\n\n<A> {tagged: 1}\n\n(1) [p]: P.\n----\n(2) [i]: I.\n(3) [q]: Q.\n----\n(4) [T]\n\n[x]: X.\n  -> [q]\n"
)


def test_steps_go_with_their_argument() -> None:
    assert shown(scene(text=STEPS)) == "A T i p q x"
    assert shown(scene(text=STEPS.replace("{tagged: 1}", "{isInMap: false}"))) == "T q x"
    assert shown(scene(text=STEPS.replace("[p]: P.", "[p]: P. {isInMap: false}"))) == "T q x"
    assert shown(scene(selection("selectedTags: [t]"), STEPS.replace("{tagged: 1}", "#t"))) == "A + T i p q"
    undercut = STEPS + "\n<A>\n  _ [u]: U.\n    + [v]: V.\n"
    found = scene(selection("excludeArguments: [A]"), undercut)
    assert shown(found) == "T q u v x"
    assert [(edge.source, edge.target) for edge in found.edges] == [("x", "q"), ("v", "u")]


def test_a_line_is_shown_when_its_ends_are() -> None:
    found = scene(selection("selectedSections: [Peace, Navy]"))
    assert [(edge.source, edge.target) for edge in found.edges] == [("Treaty", "War"), ("Fleet", "Treaty")]


def test_without_a_section() -> None:
    text = "[a]: A.\n\n# S\n\n[b]: B.\n\n# T\n\n[c]: C.\n"
    assert shown(scene(selection("selectedSections: [S]"), text)) == "b"
    assert shown(scene(selection("selectedSections: [S]", "selectElementsWithoutSection: true"), text)) == "a b"


def test_what_is_asked_for_counts_and_not_the_settings() -> None:
    front = selection("excludeStatements: [Fleet]", "selectedTags: [econ]")
    assert shown(scene(front, claims=["Fleet", "Taxes"])) == "Fleet Taxes"
    assert "Fleet" in shown(scene(front, issue="navy"))


def test_names_may_be_ids_or_titles() -> None:
    text = "[The new pier]: Build it.\n  - [view]: No view."
    for name in ("The new pier", "the-new-pier"):
        assert shown(scene(selection(f"excludeStatements: ['{name}']"), text)) == "view"
    both = "[X]: A statement.\n  + <X>: An argument."
    assert len(scene(selection("excludeStatements: X"), both).boxes) == 1
    assert scene(selection("excludeStatements: X"), both).boxes[0].sketch
    assert not scene(selection("excludeArguments: X"), both).boxes[0].sketch


# -- colours -----------------------------------------------------------------------------------------------------------


def colors(found: Scene) -> dict[str, str]:
    pairs = [(one.id, one.color) for one in (*found.boxes, *found.hubs)]
    pairs += [(edge.argument, edge.color) for edge in found.edges]
    return {id: color for id, color in pairs if color is not None}


def test_data_colours_boxes_and_hubs() -> None:
    text = (
        TEXT.replace("war.", 'war. {color: "#a0c"}')
        .replace("grow. #econ", 'grow. #econ {color: "#123456"}')
        .replace("view. #civic", "view. #civic {color: 1}")
    )
    assert colors(scene(text=text)) == {"War": "#aa00cc", "Trade": "#123456", "View": "#d95f02"}
    assert colors(scene("color: {ignoreColorData: true}", text)) == {}


def test_an_argument_without_a_hub_has_its_colour_on_the_line() -> None:
    text = '[T]: T.\n\n<A> {color: "#00ff00"}\n\n(1) [p]: P.\n----\n(2) [T]\n'
    found = scene(text=text)
    assert found.hubs == ()
    assert [edge.color for edge in found.edges] == ["#00ff00"]


def test_tags_colour_and_are_explained() -> None:
    found = scene("color: {tagColors: {econ: '#1b9e77', civic: {color: '#7570b3', priority: 2}, none: '#000'}}")
    assert colors(found) == {
        "Trade": "#1b9e77",
        "Boats": "#1b9e77",
        "View": "#7570b3",
        "Treaty": "#7570b3",
        "Fleet": "#7570b3",
    }
    assert [(key.symbol, key.label) for key in found.legend if key.symbol.startswith("stripe:")] == [
        ("stripe:tag econ", "#econ"),
        ("stripe:tag civic", "#civic"),
    ]
    assert colors(scene("color: {colorizeByTag: false, tagColors: {econ: '#1b9e77'}}")) == {}
    assert colors(scene()) == {}  # the reference would give each tag a colour of its scheme


def test_of_several_tags_the_one_with_the_highest_priority_counts() -> None:
    text = "[a]: A. #x #y\n\n[b]: B. #y #x\n"
    front = "color: {tagColors: {x: {color: '#111111', priority: 1}, y: {color: '#222222', priority: %s}}}"
    assert colors(scene(front % 2, text)) == {"a": "#222222", "b": "#222222"}
    assert colors(scene(front % 0, text)) == {"a": "#111111", "b": "#111111"}
    assert colors(scene(front % 1, text)) == {"a": "#111111", "b": "#222222"}  # the first


def test_colours_by_name_and_by_place_in_a_scheme() -> None:
    front = "color: {statementColors: {Pier: 0}, argumentColors: {View: '#fff', Trade: 1}, colorScheme: %s}"
    assert colors(scene(front % "['#abcdef', '#012']")) == {"Pier": "#abcdef", "View": "#ffffff", "Trade": "#001122"}
    assert colors(scene(front % "colorbrewer-set3"))["Pier"] == "#8dd3c7"
    assert colors(scene("color: {statementColors: {Pier: 0}}"))["Pier"] == "#1b9e77"


def test_colours_asked_for_count_and_not_the_settings() -> None:
    front = "color: {tagColors: {econ: '#1b9e77'}}"
    assert colors(scene(front, color_by=None)) == {}
    found = scene(front, color_by=lambda claim: "long" if len(claim.text) > 20 else None)
    assert colors(found) == {}
    assert {box.category for box in found.boxes} == {"long", None}


def test_a_group_that_is_none() -> None:
    """Sections have no box of their own here: a heading marked `isGroup: false` is drawn as any other."""
    assert shown(scene(text=TEXT.replace("# Peace", "# Peace {isGroup: false}"))) == shown(scene())


# -- what cannot be used -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("selection: 5", "selection: expected settings, found 5"),
        ("color: red", "color: expected settings, found 'red'"),
        (
            "selection: {excludeStatements: [Peir]}",
            "selection: excludeStatements: no statement 'Peir': did you mean 'Pier'",
        ),
        ("selection: {excludeStatements: [Trade]}", "selection: excludeStatements: no statement 'Trade'"),
        (
            "selection: {excludeArguments: [Viev]}",
            "selection: excludeArguments: no argument 'Viev': did you mean 'View'",
        ),
        ("selection: {excludeArguments: true}", "selection: excludeArguments: expected a list of names, found True"),
        ("selection: {selectedSections: [Paece]}", "selectedSections: no section 'Paece': did you mean 'Peace'"),
        ("selection: {selectedTags: [ekon]}", "selectedTags: no tag 'ekon': did you mean 'econ'"),
        ("color: {tagColors: {econ: green}}", "color: tagColors: econ: 'green' is no colour: expected '#rrggbb', in"),
        ("color: {tagColors: '#fff'}", "color: tagColors: expected names and their colours, found '#fff'"),
        ("color: {tagColors: {econ: 99}}", "econ: 99 is no place in the colour scheme: it has 0 to 7"),
        (
            "color: {tagColors: {econ: 1}, colorScheme: colorbrewer-sett}",
            "colorScheme: 'colorbrewer-sett' is not known",
        ),
        ("color: {colorizeByTag: true}", "colorizeByTag: which colour a tag has is read from tagColors only"),
    ],
)
def test_what_cannot_be_used_is_told_of(front: str, message: str) -> None:
    with pytest.warns(UserWarning, match="settings of the picture that could not be used") as caught:
        scene(front)
    assert len(caught) == 1
    assert message in str(caught[0].message)


def test_one_warning_for_all_that_cannot_be_used() -> None:
    text = "\n\n".join(f"[c{i}]: C {i}. {{color: red}}" for i in range(20))
    with pytest.warns(UserWarning, match="c0: color: 'red' is no colour") as caught:
        scene(text=text)
    assert len(caught) == 1
    assert str(caught[0].message).endswith(
        "c7: color: 'red' is no colour: expected '#rrggbb', in quotes, or '#rgb'\n… and 12 more"
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        scene(text=text, color_by=None)  # nobody asks for these colours


# -- drawn -------------------------------------------------------------------------------------------------------------


def test_colours_are_drawn_beside_parties_and_leave_polarity_alone() -> None:
    front = (
        "argmap: {parties: {ada: Ada, bo: Bo}, positions: [{party: ada, target: Pier, stance: asserts}]}\n"
        "color: {tagColors: {econ: '#123456'}, statementColors: {Pier: '#654321'}}"
    )
    m = am.parse(f"===\n{front}\n===\n{TEXT}", format="argdown", strict=True)
    picture = am.render(m, format="svg").decode()
    assert picture.count("#123456") == 3  # a box, the ring about a hub, the legend
    assert picture.count("#654321") == 1
    assert "#009e73" in picture  # Ada's stripe
    plain = am.parse(TEXT, format="argdown", strict=True)
    for color in ("#0072b2", "#d55e00"):  # supports, attacks
        assert picture.count(color) == am.render(plain, format="svg").decode().count(color)
    assert am.render(m, format="svg").decode() == picture


def test_a_map_of_any_origin_with_such_data() -> None:
    m = am.ArgumentMap(data={"selection": {"excludeStatements": ["b"]}})
    m.extend([am.Claim("a", "A."), am.Claim("b", "B."), am.Claim("c", "C.", data={"color": "#fff", "isInMap": "no"})])
    assert shown(scene_of(m)) == "a"


def test_a_long_chain_left_out_from_its_end() -> None:
    number = 20_000
    m = am.ArgumentMap()
    m.extend([am.Claim("c"), am.Claim("x", data={"isInMap": False})])
    m.extend(
        [am.Argument("a0", "x", "c"), *(am.Argument(f"a{i}", "c", f"a{i - 1}", "undercut") for i in range(1, number))]
    )
    from argmap.draw._selection import selected
    from argmap.draw._settings import Settings

    found = selected(m, issue=None, case=None, claims=None, steps=0, settings=Settings(m))
    assert found.claims == {"c"}
    assert found.arguments == set()
