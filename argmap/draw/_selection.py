"""Which claims and arguments of a map a picture shows."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from argmap.errors import ValueRefused

if TYPE_CHECKING:
    from argmap.draw._settings import Settings
    from argmap.model.argument_map import ArgumentMap
    from argmap.model.records import Argument


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

    def by_settings(self, settings: Settings) -> None:
        """What the settings of the map select; the whole map when they select nothing.

        An argument that is selected brings its steps, premises and target. One that tells nothing of itself has neither
        section nor tags, and is shown when its ends are.
        """
        judge = settings.judge()
        if judge is None:
            self.everything()
            return
        self.core = {id for id, claim in self._map._store.collections["claims"].items() if judge(claim)}
        self.claims.update(self.core)
        steps = self._steps()
        for id, argument in self._arguments.items():
            if self._tells(argument, steps) and judge(argument):
                self._add_all((*steps.get(id, ()), id))
        shown = [*self._in_order("claims", self.claims), *self._in_order("arguments", self.arguments)]
        todo = deque(id for one in shown for id in self._aimed_at(one))
        while todo:
            id = todo.popleft()
            argument = self._arguments[id]
            if id in self.arguments or self._tells(argument, steps):
                continue
            if all(premise.id in self.claims for premise in argument.premises):
                self.arguments.add(id)
                todo.extend(self._aimed_at(id))

    def leave_out(self, excluded: set[str], kept: set[str]) -> None:
        """Take out claims and arguments, every argument that needs one of them, and premises that only those use.

        An argument without one of its premises would be another argument.
        """
        refer, steps = self._map._store.referring, self._steps()
        gone, todo = set(excluded), deque(self._in_order("claims", excluded) + self._in_order("arguments", excluded))
        while todo:
            id = todo.popleft()
            needing = list(refer("statement", "arguments", id))  # also the steps of an argument
            if id in self._arguments and (whole := self._arguments[id].part_of) in self._arguments:
                needing.append(str(whole))
            for one in needing:
                if one not in gone:
                    gone.add(one)
                    todo.append(one)
        serving = {
            premise.id
            for id in self._in_order("arguments", gone)
            if id in excluded or self._tells(self._arguments[id], steps)
            for premise in self._arguments[id].premises
        }
        for claim in serving - kept:
            if gone.issuperset(refer("statement", "arguments", claim)) and not refer("statement", "positions", claim):
                gone.add(claim)
        self.arguments -= gone
        self.core -= gone
        used = {literal.id for id in self.arguments for literal in self._ends(id)}
        self.claims = {id for id in self.claims - gone if id in self.core or id in used}

    def _steps(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id, argument in self._arguments.items():
            if argument.part_of in self._arguments:
                found.setdefault(str(argument.part_of), []).append(id)
        return found

    def _tells(self, one: Argument, steps: dict[str, list[str]]) -> bool:
        """Whether an argument has more to it than its ends."""
        told = one.linked or one.title or one.text or one.issue or one.tags or one.schemes
        return bool(told) or one.id in steps or one.part_of in self._arguments

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


def selected(
    m: ArgumentMap, *, issue: Any, case: Any, claims: Any, steps: int, settings: Settings | None = None
) -> Selection:
    """What is asked for; when nothing is, what the settings of the map leave of it."""
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
    elif settings is not None:
        found.by_settings(settings)
    else:
        found.everything()
    found.extend(steps)
    if settings is not None and not asked and (excluded := settings.excluded()):
        found.leave_out(excluded, settings.included())
    return found
