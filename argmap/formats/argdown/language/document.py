"""What an Argdown text says, in the terms of the language: statements, arguments, relations, sections.

This is the model of the reference implementation, with its titles and roles. `reading` makes a map of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from argmap.formats.argdown.language.merging import merge

Data = dict[str, Any]

SUPPORT, ATTACK, UNDERCUT = "support", "attack", "undercut"
ENTAILS, CONTRARY, CONTRADICTORY = "entails", "contrary", "contradictory"
SYMMETRIC = frozenset({CONTRARY, CONTRADICTORY})

TOP_LEVEL, RELATED, DESCRIPTION = "top-level-statement", "relation-statement", "argument-description"
PREMISE, INTERMEDIARY, CONCLUSION = "premise", "intermediary-conclusion", "main-conclusion"


@dataclass(slots=True, eq=False)
class Range:
    """A part of a text with a meaning: emphasis, a link, a tag, a mention. Both ends belong to it."""

    type: str
    start: int
    stop: int
    value: str | None = None  # address of a link, name of a tag, title of a mention


@dataclass(slots=True, eq=False)
class Section:
    """A heading, and what stands below it."""

    number: int
    level: int
    title: str
    tags: Sequence[str]
    data: Data
    at: int
    parent: Section | None = None
    children: list[Section] = field(default_factory=list)
    text: str = ""
    ranges: Sequence[Range] = ()

    @property
    def id(self) -> str:
        """`s1`, `s2`, … in the order of the text."""
        return f"s{self.number}"


# The next are made in great numbers. What is rarely given stands in the class, so that it is not set each time.


class Member:
    """One place where a statement or an argument stands in the text."""

    is_argument = False
    is_reference = False
    text: str | None = None
    ranges: Sequence[Range] = ()
    tags: Sequence[str] = ()
    data: Data | None = None
    role: str | None = None
    inference: Inference | None = None  # of a conclusion
    argument: ArgumentNode | None = None  # to whose structure it belongs
    section: Section | None = None
    # While it is read:
    node: Any = None
    relation: Relation | None = None  # to what stands above it
    closed = False  # all below it is read

    def __init__(self, title: str | None, at: int) -> None:
        self.title, self.at = title, at


@dataclass(slots=True, eq=False)
class Inference:
    """The line between premises and a conclusion."""

    at: int
    rules: list[str] = field(default_factory=list)
    data: Data = field(default_factory=dict)
    argument: ArgumentNode | None = None
    index: int = 0  # of its conclusion in the structure


class Node:
    """All members with one title."""

    tags: Mapping[str, None] = MappingProxyType({})
    data: Mapping[str, Any] = MappingProxyType({})
    section: Section | None = None

    def __init__(self, title: str, *, untitled: bool = False) -> None:
        self.title, self.untitled = title, untitled
        self.members: list[Member] = []

    @property
    def canonical(self) -> Member | None:
        """The member whose text counts: one marked `isCanonical`, else the last that is no reference."""
        if len(self.members) == 1:
            member = self.members[0]
            return None if member.is_reference else member
        found = None
        for member in reversed(self.members):
            if not member.is_reference:
                if member.data and member.data.get("isCanonical"):
                    return member
                found = found or member
        return found

    @property
    def at(self) -> int:
        """Where it first stands."""
        if len(self.members) == 1:
            return self.members[0].at
        return min((member.at for member in self.members), default=0)

    @property
    def told_at(self) -> int:
        """Where its text stands that counts, or else where it first stands."""
        if len(self.members) == 1:
            return self.members[0].at
        canonical = self.canonical
        return self.at if canonical is None else canonical.at

    def add(self, member: Member) -> None:
        """Take in what one member tells."""
        self.members.append(member)
        if member.tags:
            # The node's own mapping, once it has one: a thousand members do not copy it a thousand times.
            tags = self.tags if isinstance(self.tags, dict) else {}
            tags.update(dict.fromkeys(member.tags))
            self.tags = tags
        if member.data:
            if not isinstance(self.data, dict):
                self.data = {}
            merge(self.data, member.data)


class StatementNode(Node):
    """All members with one title count as one statement."""


class ArgumentNode(Node):
    """An argument: its descriptions, and its premise-conclusion structure where it has one."""

    structure: Sequence[Member] = ()
    structure_at: int | None = None


class Relation:
    """A tie of two statements, arguments or inferences.

    `sketches` are the arguments by which it was drawn, where it was since moved to their conclusion; `stated` tells
    whether it was also drawn as it now is.
    """

    marks: Mapping[str, Any] = MappingProxyType({})
    sketches: Sequence[ArgumentNode] = ()
    stated = True

    def __init__(self, kind: str, at: int) -> None:
        self.type, self.places = kind, [at]
        self.source: Any = None
        self.target: Any = None

    def other(self, end: Any) -> Any:
        """The end that is not `end`."""
        return self.target if self.source is end else self.source


@dataclass(slots=True, eq=False)
class Document:
    """All of it. `redundant` are attacks on an argument by what attacks one of its premises as well."""

    statements: dict[str, StatementNode] = field(default_factory=dict)
    arguments: dict[str, ArgumentNode] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    redundant: list[Relation] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)  # all, in the order of the text
    tags: dict[str, int] = field(default_factory=dict)  # in the order of their first occurrence
    front_matter: Data | None = None
    front_matter_at: int = 0
    front_matter_text: str = ""

    @property
    def top_sections(self) -> list[Section]:
        """The sections that are part of no other."""
        return [section for section in self.sections if section.parent is None]
