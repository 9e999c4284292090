"""Which claims and arguments of a map a picture shows."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from argmap.errors import ValueRefused

if TYPE_CHECKING:
    from argmap.model.argument_map import ArgumentMap


class Selection:
    """Claims and arguments by id, as sets; `core` holds the claims that were asked for, the others come with them.

    An argument is shown whole: with all its premises and its target, since a linked argument without one of its
    premises would be another argument.
    """

    def __init__(self, m: ArgumentMap) -> None:
        self._map = m
        self._arguments = m._store.collections["arguments"]
        self.claims: set[str] = set()
        self.arguments: set[str] = set()
        self.core: set[str] = set()

    def everything(self) -> None:
        """The whole map."""
        self.core = set(self._map._store.collections["claims"])
        self.claims = set(self.core)
        self.arguments = set(self._arguments)

    def issue(self, issue: Any) -> None:
        """An issue with its sub-issues, what bears on its claims, and what undercuts that.

        A claim of the issue on which nothing bears, and which bears on none of the others, is shown with the arguments
        that use it elsewhere.
        """
        refer = self._map._store.referring
        asked = self._map._issues(issue) or frozenset()
        issues = [id for id in self._map._store.collections["issues"] if id in asked]
        core = [id for one in issues for id in refer("issue", "claims", one)]
        self.core.update(core)
        self.claims.update(core)
        for one in issues:
            for id in refer("issue", "arguments", one):
                self._add(id)
        for claim in core:
            self._add_all(self._aimed_at(claim))
        self._attackers()
        used = {literal.id for id in self.arguments for literal in self._ends(id)}
        for claim in core:
            if claim not in used:
                self._add_all(refer("statement", "arguments", claim))
        self._attackers()

    def case(self, case: Any) -> None:
        """What is said in a case (or handed down through its documents), and what its outcomes bear on."""
        claims = self._map._store.collections["claims"]
        core = {position.target for position in self._map.positions(case=case).records}
        core.update(effect.target.id for outcome in self._map.outcomes(case=case).records for effect in outcome.effects)
        self._among([id for id in claims if id in core])
        self._add_all(id for id in self._arguments if id in core)

    def some(self, claims: Any) -> None:
        """The claims named, and the arguments that join them."""
        several = [claims] if isinstance(claims, str) or hasattr(claims, "id") else list(claims)
        core = []
        for one in several:
            record = self._map.statement(one)
            if record.id in self._arguments:
                self._add(record.id)
            elif record.id in self._map._store.collections["claims"]:
                core.append(record.id)
            else:
                raise ValueRefused(f"{record.id!r} is a relation; a picture starts from claims or arguments")
        self._among(core)

    def extend(self, steps: Any) -> None:
        """What is `steps` arguments away, up to conclusions and down to premises."""
        if isinstance(steps, bool) or not isinstance(steps, int) or steps < 0:
            raise ValueRefused(f"steps={steps!r}: expected a whole number, 0 or more")
        edge = set(self.claims)
        for _ in range(steps):
            before = set(self.claims)
            for claim in sorted(edge):
                self._add_all(self._map._store.referring("statement", "arguments", claim))
            self._attackers()
            edge = self.claims - before
            if not edge:
                break

    def _among(self, core: Iterable[str]) -> None:
        """Claims, and the arguments whose ends are all among what is shown."""
        self.core.update(core)
        self.claims.update(self.core)
        todo = deque(id for claim in self._in_order("claims", self.claims) for id in self._aimed_at(claim))
        while todo:
            id = todo.popleft()
            if id not in self.arguments and all(one.id in self.claims for one in self._arguments[id].premises):
                self.arguments.add(id)
                todo.extend(self._aimed_at(id))

    def _attackers(self) -> None:
        """What is aimed at the arguments shown, and at that again."""
        todo = deque(self._in_order("arguments", self.arguments))
        while todo:
            for id in self._aimed_at(todo.popleft()):
                if id not in self.arguments:
                    self._add(id)
                    todo.append(id)

    def _add_all(self, ids: Iterable[str]) -> None:
        for id in ids:
            self._add(id)

    def _add(self, id: str) -> None:
        todo = [id]
        while todo:
            argument = self._arguments[todo.pop()]
            if argument.id in self.arguments:
                continue
            self.arguments.add(argument.id)
            self.claims.update(premise.id for premise in argument.premises)
            if argument.target.id in self._arguments:
                todo.append(argument.target.id)
            else:
                self.claims.add(argument.target.id)

    def _aimed_at(self, id: str) -> list[str]:
        named = self._map._store.referring("statement", "arguments", id)
        return [one for one in named if self._arguments[one].target.id == id]

    def _ends(self, id: str) -> tuple[Any, ...]:
        argument = self._arguments[id]
        return (*argument.premises, argument.target)

    def _in_order(self, collection: str, ids: set[str]) -> list[str]:
        return [id for id in self._map._store.collections[collection] if id in ids]


def selected(m: ArgumentMap, *, issue: Any, case: Any, claims: Any, steps: int) -> Selection:
    """What is asked for; the whole map when nothing is."""
    asked = [name for name, value in (("issue", issue), ("case", case), ("claims", claims)) if value is not None]
    if len(asked) > 1:
        raise ValueRefused(f"{' and '.join(f'{name}=' for name in asked)}: a picture starts from one of them")
    found = Selection(m)
    if issue is not None:
        found.issue(issue)
    elif case is not None:
        found.case(case)
    elif claims is not None:
        found.some(claims)
    else:
        found.everything()
    found.extend(steps)
    return found
