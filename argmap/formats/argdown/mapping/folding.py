"""Statements that stand for something else: `[~x]` for *not x*, `[/a]` for an undercut of a, `[+a]` for support of a.

Each tells so under `argmap:` (`negates`, `undercuts`, `supports`), and is no claim of its own. `[~x]` without a text
and without data is read so too, where there is an `[x]`.
"""

from __future__ import annotations

from typing import Any

from argmap.formats.argdown.language.document import (
    ATTACK,
    CONTRADICTORY,
    CONTRARY,
    ENTAILS,
    SUPPORT,
    UNDERCUT,
    Document,
    Node,
    Relation,
    StatementNode,
)
from argmap.formats.argdown.language.faults import Faults
from argmap.formats.argdown.mapping.identities import Identities
from argmap.formats.argdown.mapping.texts import told
from argmap.model.text import did_you_mean

NEGATES, UNDERCUTS, SUPPORTS = "negates", "undercuts", "supports"
_SEARCHED = 30_000  # ids: the search for the nearest takes up to 0.1 s in a big map
_KINDS = (NEGATES, UNDERCUTS, SUPPORTS)
_MARKS = frozenset({"argument", "supposed", "role"})  # of the place where a statement stands, not of itself
# The lines that say of such a statement only what it stands for.
_SAME = {NEGATES: (ATTACK, CONTRARY, CONTRADICTORY), UNDERCUTS: (UNDERCUT,), SUPPORTS: (SUPPORT, ENTAILS)}


class Folding:
    """Which statements are folded, and what each stands for."""

    def __init__(self, document: Document, identities: Identities, faults: Faults) -> None:
        self.document, self.identities, self.faults = document, identities, faults
        self._folded: dict[Node, tuple[str, str]] = {}
        self.negations: dict[str, str] = {}  # id of a claim -> the words in which its negation is told
        self._known: dict[str, Node] | None = None
        self._searched = 0
        for title, node in document.statements.items():
            row = node.data.get("argmap") if node.data else None
            if isinstance(row, dict) and not _MARKS.issuperset(row):
                self._explicit(node, row)
            elif title[:1] == "~" and not node.tags and node.canonical is None and set(node.data) <= {"argmap"}:
                self._by_title(node, title[1:])

    def __bool__(self) -> bool:
        return bool(self._folded)

    def is_folded(self, node: Node) -> bool:
        """Whether a statement is no claim of its own."""
        return node in self._folded

    def literal(self, node: Node) -> str:
        """`x` or `~x`."""
        folded = self._folded.get(node)
        return f"~{folded[1]}" if folded is not None and folded[0] == NEGATES else self.identities.of(node)

    def kind(self, node: Node) -> tuple[str, str]:
        """What a statement stands for, and the id of that; empty for a claim."""
        return self._folded.get(node, ("", ""))

    def is_said_already(self, relation: Relation) -> bool:
        """Whether a line says only what folding says: that `[~x]` contradicts x, that `[/a]` undercuts a."""
        ends = (relation.source, relation.target)
        for one, other in (ends, ends[::-1]):
            kind, named = self._folded.get(one, ("", ""))
            if kind and relation.type in _SAME[kind] and self.identities.of(other) == named:
                return True
        return False

    def _explicit(self, node: StatementNode, row: dict[str, Any]) -> None:
        for kind in _KINDS:
            if kind not in row:
                continue
            named = self._named(row.pop(kind))
            if named is None:
                self.faults.add(node.at, f"argmap: {kind}: no such claim or argument{self._hint}")
                return
            self._folded[node] = kind, named
            if kind == NEGATES:
                text = " ".join(told(node.canonical.text, node.canonical.ranges)[0].split()) if node.canonical else ""
                if text and not text.startswith("Not:"):
                    self.negations[named] = text
            if node.tags or set(row) - _MARKS:
                self.faults.add(node.at, f"[{node.title:.60}] stands for something else; its own tags are left out")
            return

    def _by_title(self, node: StatementNode, title: str) -> None:
        other = self.document.statements.get(title)
        if other is not None:
            self._folded[node] = NEGATES, self.identities.of(other)

    def _named(self, value: Any) -> str | None:
        """The id that a text names: an id, or a title."""
        self._hint = ""
        if self._known is None:
            self._known = {}
            for nodes in (self.document.arguments, self.document.statements):
                for title, node in nodes.items():
                    self._known[title] = node
        if not isinstance(value, str):
            return None
        if value in self.identities.ids.taken:
            return value
        if value in self._known:
            return self.identities.of(self._known[value])
        taken = self.identities.ids.taken
        self._hint = did_you_mean(value, taken) if self._searched <= _SEARCHED else ""
        self._searched += len(taken)
        return None
