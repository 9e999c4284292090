"""Rules on sketched relations: does what was sketched of an argument follow from its reconstruction?

Argdown first draws arguments as arrows (`<A>` supports `[T]`, `<B>` attacks `<A>`) and reconstructs them later, with
premises and a conclusion. The reader hands what a reconstructed argument does to its conclusion, and notes by which
argument it was sketched. Such an arrow is *borne out*

- at a claim T, by a conclusion that is T (for an attack: ~T), or of which a relation says as much, or that is a premise
  of what speaks for T (against it);
- at an argument, when it is borne out at one of its premises, those of its steps included; an attack also at what it
  concludes.

Undercuts speak of the step itself and need nothing else. Nothing is asked of an arrow from or to an argument that is
not reconstructed: its premises are not known yet. That an attack leaves open which premise of an argument it hits may
also be what an analyst means; so an arrow from a claim to an argument counts as a sketch only when it is nothing but an
arrow: one premise, no attribute, nobody who asserts it, and no id but the one that a reader makes of its ends.

References
----------
Grounding as issue 593 of argdown/argdown has it: conclusions equivalent to, or contradicting, a premise or a claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from argmap.checks.registry import Remark, ids, rule
from argmap.model.argument_map import ArgumentMap
from argmap.model.line_ids import bare_id
from argmap.model.records import Argument
from argmap.model.values import Literal

Key = tuple[str, bool]  # a claim, and whether its negation is meant

_OF_AN_ARROW = ("id", "premises", "target", "kind")
_SHOWN = 3  # premises that a message names


@rule("warning")
def unborne_sketch(m: ArgumentMap) -> Iterator[Remark]:
    """Sketched supports and attacks that no premise or conclusion of the reconstructed arguments bears out."""
    ties = _Ties(m)
    for arrow, by in _arrows(m):
        if any(ties.found(arrow, favourable) for favourable in (True, False)):
            continue
        yield Remark(_records(m, arrow, by), f"sketched: {_told(arrow, by)}, {_lacking(ties, arrow, by)}")


@rule("warning")
def contradicted_sketch(m: ArgumentMap) -> Iterator[Remark]:
    """Sketched supports and attacks whose reconstruction says the opposite; an error where it excludes the sketch."""
    # What supports may attack as well, and one may attack an argument from its own premise: disputes have both. But
    # what concludes ~T, or what excludes T, is not meant as a support of T: sketch or structure is a slip.
    ties = _Ties(m)
    for arrow, by in _arrows(m):
        support = arrow.kind == "support"
        hit = None if ties.found(arrow, support) else ties.found(arrow, not support)
        if hit is not None:
            yield Remark(
                _records(m, arrow, by),
                f"sketched: {_told(arrow, by)}, {_opposite(ties, arrow, by, hit)}: turn the sketch round, or change "
                "the reconstruction",
                "error" if ties.excludes(arrow) else None,
            )


def _arrows(m: ArgumentMap) -> Iterator[tuple[Argument, tuple[str, ...]]]:
    """Sketched supports and attacks of what is reconstructed, each with the arguments that it was sketched by."""
    claims, arguments = m._store.collections["claims"], m._store.collections["arguments"]
    for a in arguments.values():
        # `manner` tells an undercut of a claim, which is one of whatever speaks for it.
        if a.kind == "undercut" or a.manner == "undercut" or a.linked:
            continue
        source = claims.get(a.premises[0].id)
        target = claims.get(a.target.id)
        if source is None or source.sketch or (target is not None and target.sketch):
            continue
        by = _sketched_by(a)
        if by or (a.target.id in arguments and _is_bare(m, a)):
            yield a, by


def _sketched_by(a: Argument) -> tuple[str, ...]:
    """The arguments by which a reader says that it was sketched."""
    mark = a.data.get("argdown") if a.data else None
    sketch = mark.get("sketch") if isinstance(mark, Mapping) else None
    found = (sketch,) if isinstance(sketch, str) else sketch if isinstance(sketch, tuple) else ()
    return tuple(dict.fromkeys(one for one in found if isinstance(one, str)))


def _is_bare(m: ArgumentMap, a: Argument) -> bool:
    """Whether an argument is no more than an arrow."""
    source = Literal(a.premises[0].id, a.premises[0].negated)
    if a.id != bare_id(str(source), a.kind, str(a.target)) or a.premises[0] != source:
        return False
    if any(getattr(a, f.name) != f.default for f in fields(a) if f.name not in _OF_AN_ARROW):
        return False
    return not any(m._store.referring("statement", name, a.id) for name in ("positions", "outcomes"))


class _Ties:
    """What speaks for and against what, sketches apart: collected in one pass over the map."""

    def __init__(self, m: ArgumentMap) -> None:
        self._arguments: dict[str, Argument] = m._store.collections["arguments"]
        # What speaks -> the claim on which it bears -> in favour, against, or both.
        self._bearing: dict[Key, dict[str, set[bool]]] = {}
        self._excluding: set[tuple[Key, str, bool]] = set()
        self._steps: dict[str, list[Argument]] = {}
        self._premises: dict[str, dict[Key, None]] = {}
        for a in self._arguments.values():
            self._argument(a)
        for r in m._store.collections["relations"].values():
            for one, other in ((_key(r.a), _key(r.b)), (_key(r.b), _key(r.a))):
                self._relation(one, other, r.kind)

    def _argument(self, a: Argument) -> None:
        whole = self._arguments.get(a.part_of or "")
        if whole is not None:
            self._steps.setdefault(whole.id, []).append(a)
        if _sketched_by(a):
            return
        # A premise of a step also speaks for what the whole comes to.
        for one in (a,) if whole is None else (a, whole):
            if one.kind != "undercut" and one.target.id not in self._arguments:
                for premise in a.premises:
                    self._tie(_demanded(premise), _key(one.target), one.kind == "support")

    def _relation(self, one: Key, other: Key, kind: str) -> None:
        if kind in ("contradiction", "contrary", "rephrase"):
            self._tie(one, other, kind == "rephrase", excluding=True)
        if kind in ("contradiction", "rephrase"):
            self._tie(_not(one), other, kind == "contradiction", excluding=True)

    def _tie(self, source: Key, target: Key, favourable: bool, *, excluding: bool = False) -> None:
        id, negated = target
        self._bearing.setdefault(source, {}).setdefault(id, set()).add(favourable != negated)
        if excluding:
            self._excluding.add((source, id, favourable != negated))

    def premises(self, id: str) -> dict[Key, None]:
        """What an argument needs, its steps included."""
        if id not in self._premises:
            whole = (*self._steps.get(id, ()), self._arguments[id])
            self._premises[id] = {_demanded(premise): None for a in whole for premise in a.premises}
        return self._premises[id]

    def found(self, arrow: Argument, favourable: bool) -> Key | None:
        """What the arrow's premise speaks for (or against): its target, or a premise of that."""
        source, one = _key(arrow.premises[0]), self._arguments.get(arrow.target.id)
        if one is None:
            target = _key(arrow.target)
            return target if self._bears(source, target, favourable) else None
        premises, bearing = self.premises(one.id), self._bearing.get(source, {})
        itself = source if favourable else _not(source)
        if itself in premises:
            return itself
        # The shorter of the two is gone through: a crowd of arrows at a crowd of premises stays cheap.
        candidates: Iterable[Key] = premises
        if len(bearing) < len(premises):
            candidates = [(id, negated) for id in bearing for negated in (False, True)]
        for key in candidates:
            if key in premises and self._bears(source, key, favourable):
                return key
        # To speak against what an argument concludes is to attack it; to speak for that is not to support it.
        if not favourable and one.kind != "undercut" and one.target.id not in self._arguments:
            concluded = _key(one.target) if one.kind == "support" else _not(_key(one.target))
            if self._bears(source, concluded, favourable):
                return concluded
        return None

    def excludes(self, arrow: Argument) -> bool:
        """Whether the reconstruction rules out what the arrow says of a claim."""
        source, (id, negated) = _key(arrow.premises[0]), _key(arrow.target)
        if id in self._arguments:
            return False
        return source[0] == id or (source, id, (arrow.kind != "support") != negated) in self._excluding

    def _bears(self, source: Key, target: Key, favourable: bool) -> bool:
        if source[0] == target[0]:
            return (source == target) == favourable
        return (favourable != target[1]) in self._bearing.get(source, {}).get(target[0], ())


# -- what is told ------------------------------------------------------------------------------------------------------

_VERBS = {"support": "supports", "attack": "attacks"}


def _told(arrow: Argument, by: tuple[str, ...]) -> str:
    verb = arrow.kind if len(by) > 1 else _VERBS[arrow.kind]
    return f"{ids(by) if by else arrow.premises[0]} {verb} {arrow.target}"


def _concluded(arrow: Argument, by: tuple[str, ...]) -> str:
    if not by:
        return f"but {arrow.premises[0]}"
    return f"but {'they conclude' if len(by) > 1 else 'it concludes'} {arrow.premises[0]}, which"


def _lacking(ties: _Ties, arrow: Argument, by: tuple[str, ...]) -> str:
    start, target, support = _concluded(arrow, by), arrow.target, arrow.kind == "support"
    if target.id not in ties._arguments:
        if support:
            return f"{start} speaks for it nowhere: conclude {target}, add the step to it, or take out the sketch"
        against = Literal(target.id, not target.negated)
        return f"{start} speaks against it nowhere: conclude {against}, say what it contradicts, or take out the sketch"
    premises = ids([_written(key) for key in ties.premises(target.id)], _SHOWN)
    if support:
        return f"{start} is no premise of it and supports none ({premises}): use it as one, or support the one meant"
    return (
        f"{start} speaks against none of its premises ({premises}), nor against its conclusion: attack the one that is "
        "meant, or undercut the step"
    )


def _opposite(ties: _Ties, arrow: Argument, by: tuple[str, ...], hit: Key) -> str:
    start, source, support = _concluded(arrow, by), _key(arrow.premises[0]), arrow.kind == "support"
    if arrow.target.id not in ties._arguments:
        if source[0] == hit[0]:
            return f"{start} is {'its negation' if support else 'that itself'}"
        return f"{start} speaks {'against' if support else 'for'} it"
    place = "a premise of it" if hit in ties.premises(arrow.target.id) else "what it concludes"
    if source[0] == hit[0]:
        return f"{start} is {'the negation of ' if support else ''}{place}"
    return f"{start} speaks {'against' if support else 'for'} {_written(hit)}, {place}"


def _records(m: ArgumentMap, arrow: Argument, by: tuple[str, ...]) -> tuple[Any, ...]:
    arguments = m._store.collections["arguments"]
    others = [arguments[id] for id in (*by, arrow.target.id) if id in arguments]
    return tuple(dict.fromkeys((arrow, *others)))


def _key(literal: Literal) -> Key:
    return literal.id, literal.negated


def _not(key: Key) -> Key:
    return key[0], not key[1]


def _demanded(premise: Literal) -> Key:
    """What an argument needs of a premise: of an exception, that it does not hold."""
    return premise.id, premise.negated != (premise.role == "exception")


def _written(key: Key) -> str:
    return str(Literal(*key))
