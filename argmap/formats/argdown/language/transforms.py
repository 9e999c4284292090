"""What the relations of a text come to, once it is read whole: the rules of the language's reference."""

from __future__ import annotations

from typing import Any

from argmap.formats.argdown.language.document import (
    ATTACK,
    CONTRADICTORY,
    CONTRARY,
    ENTAILS,
    PREMISE,
    SUPPORT,
    SYMMETRIC,
    UNDERCUT,
    ArgumentNode,
    Document,
    Relation,
    StatementNode,
)


def transform(document: Document, *, strict: bool = False, move: bool = True) -> None:
    """Move relations from arguments to their conclusions, sharpen them in strict mode, set the redundant apart."""
    if move:
        move_to_conclusions(document)
    if strict:
        _sharpen(document)
    _set_apart(document)


def move_to_conclusions(document: Document) -> None:
    """What a reconstructed argument does, its conclusion does; what undercuts it, undercuts its last step."""
    moving = [
        relation
        for relation in document.relations
        if (isinstance(relation.source, ArgumentNode) and relation.source.structure)
        or (relation.type == UNDERCUT and isinstance(relation.target, ArgumentNode) and relation.target.structure)
    ]
    if not moving:
        return
    kept: list[Relation] = []
    known = {(relation.type, id(relation.source), id(relation.target)): relation for relation in document.relations}
    for relation in document.relations:
        source, target = relation.source, relation.target
        moved = False
        if isinstance(source, ArgumentNode) and source.structure:
            conclusion = document.statements[source.structure[-1].title or ""]
            relation.sketches = [*relation.sketches, source]
            relation.stated = False
            relation.source, moved = conclusion, True
            if relation.type == SUPPORT and conclusion is target:
                continue  # that is what its structure says
        if isinstance(target, ArgumentNode) and target.structure and relation.type == UNDERCUT:
            relation.target, moved = target.structure[-1].inference, True
        if moved:
            key = (relation.type, id(relation.source), id(relation.target))
            there = known.get(key)
            if there is not None and there is not relation:
                there.places += relation.places
                there.sketches = [*there.sketches, *relation.sketches]
                there.stated = there.stated or relation.stated
                there.marks = there.marks or relation.marks
                continue
            known[key] = relation
        kept.append(relation)
    document.relations = kept


def _sharpen(document: Document) -> None:
    """Strict mode: between statements, support is entailment, and attack is that not both can be true."""
    kept: list[Relation] = []
    pairs: dict[frozenset[int], Relation] = {}
    for relation in document.relations:
        if isinstance(relation.source, StatementNode) and isinstance(relation.target, StatementNode):
            if relation.type == SUPPORT:
                relation.type = ENTAILS
            elif relation.type == ATTACK:
                pair = frozenset((id(relation.source), id(relation.target)))
                if pair in pairs:
                    pairs[pair].places += relation.places
                    continue
                pairs[pair] = relation
                relation.type = CONTRARY
        kept.append(relation)
    document.relations = kept


def _set_apart(document: Document) -> None:
    """An attack on an argument says no more than an attack on one of its premises by the same statement."""
    if not any(
        relation.type == ATTACK and isinstance(relation.target, ArgumentNode) and relation.target.structure
        for relation in document.relations
    ):
        return
    against: dict[int, set[str | None]] = {}
    for relation in document.relations:
        if relation.type in (ATTACK, CONTRARY, CONTRADICTORY):
            ends = [(relation.source, relation.target)]
            if relation.type in SYMMETRIC:
                ends.append((relation.target, relation.source))
            for source, target in ends:
                if isinstance(source, StatementNode) and isinstance(target, StatementNode):
                    against.setdefault(id(source), set()).add(target.title)
    kept: list[Relation] = []
    premises: dict[int, set[str | None]] = {}
    for relation in document.relations:
        argument: Any = relation.target
        if (
            relation.type == ATTACK
            and isinstance(relation.source, StatementNode)
            and isinstance(argument, ArgumentNode)
            and (hit := against.get(id(relation.source)))
            and not hit.isdisjoint(_premises(argument, premises))
        ):
            document.redundant.append(relation)
        else:
            kept.append(relation)
    document.relations = kept


def _premises(argument: ArgumentNode, known: dict[int, set[str | None]]) -> set[str | None]:
    """The titles of its premises."""
    if id(argument) not in known:
        known[id(argument)] = {member.title for member in argument.structure if member.role == PREMISE}
    return known[id(argument)]
