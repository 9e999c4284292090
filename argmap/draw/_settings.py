"""What a map that was read from Argdown says of its own picture: what it leaves out, and which colours it gives.

Settings stand in the front matter (`selection:`, `color:`) and in the data of claims and arguments (`isInMap`,
`color`), with the meaning that they have in Argdown. Names are titles there; here ids will do as well. What chooses by
kind of statement (`statementSelectionMode`, `excludeDisconnected`) is about boxes that hold whole arguments: here each
claim has a box, and none is hidden for that.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from argmap.model.records import Argument, Claim
from argmap.model.text import did_you_mean

if TYPE_CHECKING:
    from argmap.model.argument_map import ArgumentMap

_HEX = re.compile("#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
# ColorBrewer's colours as matplotlib has them.
_SCHEMES = {
    "default": "Dark2",
    "colorbrewer-accent": "Accent",
    "colorbrewer-category10": "tab10",
    "colorbrewer-dark2": "Dark2",
    "colorbrewer-paired": "Paired",
    "colorbrewer-set": "Set1",
    "colorbrewer-set2": "Set2",
    "colorbrewer-set3": "Set3",
}
_SHOWN = 8  # complaints in one warning

Element = Claim | Argument


@dataclass(slots=True)
class Colors:
    """Colours of claims and arguments by id, and those of tags."""

    of: dict[str, str] = field(default_factory=dict)
    by_tag: dict[str, str] = field(
        default_factory=dict
    )  # id of a claim or argument -> the tag that gives it its colour
    tags: dict[str, str] = field(default_factory=dict)


class Settings:
    """Reads the settings of a map; what cannot be used is told of in one warning, when all are read."""

    def __init__(self, m: ArgumentMap) -> None:
        self._claims: dict[str, Claim] = m._store.collections["claims"]
        self._arguments: dict[str, Argument] = m._store.collections["arguments"]
        self._issues = m._store.collections["issues"]
        self._complaints: dict[str, None] = {}
        self._selection = self._part(m, "selection")
        self._color = self._part(m, "color")
        self._titles: dict[str, dict[str, list[str]]] = {}

    def tell(self) -> None:
        """Warn of what could not be used."""
        if self._complaints:
            told = list(self._complaints)
            more = f"\n… and {len(told) - _SHOWN} more" if len(told) > _SHOWN else ""
            warnings.warn(
                "settings of the picture that could not be used:\n  " + "\n  ".join(told[:_SHOWN]) + more,
                UserWarning,
                stacklevel=5,  # who calls plot
            )

    # -- selection -----------------------------------------------------------------------------------------------------

    def excluded(self) -> set[str]:
        """Claims and arguments that are to be left out, whatever else is shown."""
        found = self._named("excludeStatements", "statements") | self._named("excludeArguments", "arguments")
        if self._selection.get("ignoreIsInMap") is not True:
            for one in self._elements():
                if one.data and one.data.get("isInMap", True) is not True:
                    found.add(one.id)
        return found

    def included(self) -> set[str]:
        """Claims that stay, even if the one argument that they serve is left out."""
        found = self._named("includeStatements", "statements")
        if self._selection.get("ignoreIsInMap") is not True:
            found |= {one.id for one in self._elements() if one.data and one.data.get("isInMap") is True}
        return found

    def judge(self) -> Callable[[Element], bool] | None:
        """Whether an element is in a selected section and has a selected tag; None where nothing is selected."""
        sections, tags = self._wanted("selectedSections"), self._wanted("selectedTags")
        if sections is None and tags is None:
            return None
        without_section = self._selection.get("selectElementsWithoutSection") is True
        without_tag = self._selection.get("selectElementsWithoutTag") is True

        def selected(one: Element) -> bool:
            if sections is not None:
                issue = self._issues.get(one.issue) if one.issue is not None else None
                if not without_section if issue is None else sections.isdisjoint((issue.id, issue.title)):
                    return False
            if tags is None:
                return True
            return not tags.isdisjoint(one.tags) if one.tags else without_tag

        return selected

    def _wanted(self, setting: str) -> frozenset[str] | None:
        """The sections or tags that a setting names."""
        value = self._selection.get(setting)
        if value is None:
            return None
        known: dict[str, None] = {}
        if setting == "selectedSections":
            known = {text: None for issue in self._issues.values() for text in (issue.title, issue.id) if text}
        else:
            known = {tag: None for one in self._elements() for tag in one.tags}
        names = self._names(setting, value)
        for name in names:
            if name not in known:
                what = "section" if setting == "selectedSections" else "tag"
                self._complain(f"selection: {setting}: no {what} {name!r:.60}{did_you_mean(name, list(known))}")
        return frozenset(names)

    def _named(self, setting: str, kind: str) -> set[str]:
        """The ids of the statements or arguments that a setting names."""
        found: set[str] = set()
        for name in self._names(setting, self._selection.get(setting) or ()):
            if ids := self._by_title(kind).get(name):
                found.update(ids)
            else:
                hint = did_you_mean(name, list(self._by_title(kind)))
                self._complain(f"selection: {setting}: no {kind.removesuffix('s')} {name!r:.60}{hint}")
        return found

    def _by_title(self, kind: str) -> dict[str, list[str]]:
        if kind not in self._titles:
            titles: dict[str, list[str]] = {}
            for one in self._elements():
                is_argument = not isinstance(one, Claim) or one.sketch
                if is_argument == (kind == "arguments"):
                    for name in dict.fromkeys((one.id, one.title)):
                        if name:
                            titles.setdefault(name, []).append(one.id)
            self._titles[kind] = titles
        return self._titles[kind]

    # -- colours -------------------------------------------------------------------------------------------------------

    def colors(self) -> Colors:
        """Colours that are given to elements by their data, by name, or by their tags."""
        found = Colors()
        own = self._color.get("ignoreColorData") is not True
        named = {kind: self._table(f"{kind.removesuffix('s')}Colors") for kind in ("statements", "arguments")}
        tags, ranks = self._tag_colors()
        for one in self._elements():
            is_argument = not isinstance(one, Claim) or one.sketch
            title = one.title or one.id
            names = named["arguments" if is_argument else "statements"]
            if own and one.data and one.data.get("color") is not None:
                color = self._hex(one.data["color"], f"{one.id}: color")
            elif (value := names.get(title, names.get(one.id))) is not None:
                color = self._hex(value, f"color: {title:.60}")
            elif there := [tag for tag in one.tags if tag in tags]:
                # The first of those that are ranked highest.
                tag = max(there, key=lambda tag: ranks.get(tag, 0.0))
                color = tags[tag]
                found.by_tag[one.id] = tag
            else:
                continue
            if color is not None:
                found.of[one.id] = color
        found.tags = tags
        return found

    def _tag_colors(self) -> tuple[dict[str, str], dict[str, float]]:
        """Colours and priorities of tags; a tag that no setting names has no colour here."""
        given, by_tag = self._table("tagColors"), self._color.get("colorizeByTag")
        if by_tag is True and not given:
            self._complain("color: colorizeByTag: which colour a tag has is read from tagColors only; name them there")
        if by_tag is False:
            return {}, {}
        colors, ranks = {}, {}
        for tag, value in given.items():
            if isinstance(value, Mapping) and isinstance(rank := value.get("priority"), int | float):
                ranks[tag] = float(rank)
            if (color := self._hex(value, f"color: tagColors: {tag:.60}")) is not None:
                colors[tag] = color
        return colors, ranks

    def _hex(self, value: Any, where: str) -> str | None:
        """A colour as `#rrggbb`: from `#rgb`, a place in the colour scheme, or either under `color`."""
        if isinstance(value, Mapping):
            value = value.get("color")
        if isinstance(value, str) and _HEX.fullmatch(value):
            return value if len(value) == 7 else "#" + "".join(2 * digit for digit in value[1:])
        if isinstance(value, int) and not isinstance(value, bool):
            scheme = self._scheme()
            if 0 <= value < len(scheme):
                return self._hex(scheme[value], where) if isinstance(scheme[value], str) else None
            if scheme:
                self._complain(f"{where}: {value} is no place in the colour scheme: it has 0 to {len(scheme) - 1}")
            return None
        self._complain(f"{where}: {value!r:.40} is no colour: expected '#rrggbb', in quotes, or '#rgb'")
        return None

    def _scheme(self) -> tuple[Any, ...]:
        from matplotlib import colormaps
        from matplotlib.colors import to_hex

        scheme = self._color.get("colorScheme", "default")
        if isinstance(scheme, tuple):
            return scheme
        if not isinstance(scheme, str) or scheme not in _SCHEMES:
            hint = did_you_mean(scheme, list(_SCHEMES)) if isinstance(scheme, str) else ""
            self._complain(f"color: colorScheme: {scheme!r:.60} is not known here{hint}; a list of '#rrggbb' always is")
            return ()
        colors: Any = colormaps[_SCHEMES[scheme]]
        return tuple(to_hex(color) for color in colors.colors)

    # -- what is written -----------------------------------------------------------------------------------------------

    def _elements(self) -> Iterable[Element]:
        yield from self._claims.values()
        yield from self._arguments.values()

    def _part(self, m: ArgumentMap, name: str) -> Mapping[str, Any]:
        value = m.data.get(name)
        if isinstance(value, Mapping):
            return value
        if value is not None:
            self._complain(f"{name}: expected settings, found {value!r:.40}")
        return {}

    def _table(self, name: str) -> Mapping[str, Any]:
        value = self._color.get(name)
        if isinstance(value, Mapping):
            return value
        if value is not None:
            self._complain(f"color: {name}: expected names and their colours, found {value!r:.40}")
        return {}

    def _names(self, setting: str, value: Any) -> list[str]:
        if isinstance(value, str):
            return [value]
        if isinstance(value, tuple):
            return [str(one) for one in value if isinstance(one, str | int | float)]
        self._complain(f"selection: {setting}: expected a list of names, found {value!r:.40}")
        return []

    def _complain(self, message: str) -> None:
        self._complaints[message] = None
