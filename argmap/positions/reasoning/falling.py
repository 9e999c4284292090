"""Which claim carries how much: what is lost of the support of a claim when another falls."""

from __future__ import annotations

from typing import Any, NamedTuple

from argmap.errors import ValueRefused
from argmap.model.argument_map import ArgumentMap
from argmap.model.records import Argument
from argmap.model.values import Literal
from argmap.positions.reasoning.advancing import ByParty, affirmed, counted_arguments
from argmap.positions.reasoning.phrasing import in_words, statement_words
from argmap.positions.reasoning.upstream import Key, Load, Upstream, loads, written
from argmap.positions.selecting import Unpack
from argmap.tables import Table


def linchpins(m: ArgumentMap, target: Any, **filters: Unpack[ByParty]) -> Table:
    """Which claim, if it fell, would take most of the support of a claim with it.

    Parameters
    ----------
    m : ArgumentMap
    target : claim or argument
        `x`, or `~x` for the case against x.
    **filters
        As in `m.positions(...)`. Where any is given, only supports that a matching position asserts count: with
        `party="als-scan"` it is that party's own case. Left out, everybody's count, the
        analyst's too, imputed ones not.

    Returns
    -------
    Table
        `claim, load, of, share, lost, text`, by falling load, then by claim. `claim` is a literal (`x` or `~x`), `load`
        how many of the supports that lead to the target (`of` in all) no longer do without it, `share` the one divided
        by the other to three places, `lost` the ids of these supports in the order of the map, and `text` the claim in
        words. When the lists would hold more than a million ids they are None, and the note says so: see `am.without`.
        Claims that carry nothing and the target itself are left out. Behind each row stands the `Literal`.

    Raises
    ------
    UnknownIdError, ValueRefused
        When the target or a filter is not known; the message suggests the nearest.

    Notes
    -----
    Counted are arguments of kind support that lead to the target: those that support it, those that support a premise
    of one that is counted, and so on; `x` and `~x` are different, supposed premises and exceptions do not count as
    premises. When a claim falls, each support that has it among its premises is lost (a linked argument needs them
    all), and with it all that led to the target only through those. Attacks and undercuts play no part: it says what a
    case leans on, not whether it holds. Where every premise stands alone this is what the claim *dominates* (Prosser,
    1959); linked premises make it a set of arguments that all paths meet.

    Cost: size of what leads to the target, times the number of claims there whose premises have support in turn,
    divided by 64: 10,000 linked arguments take about two seconds.

    References
    ----------
    Prosser: Applications of Boolean matrices to the analysis of flow diagrams. Eastern Joint Computer Conference, 1959.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> for id in ("pier", "trade", "ships", "survey", "jobs"):
    ...     _ = m.add_claim(id.capitalize() + ".", id=id)
    >>> _ = m.add_support("trade", "pier", id="a1"), m.add_support("ships", "trade", id="a2")
    >>> _ = m.add_support("survey", "ships", id="a3"), m.add_support("jobs", "pier", id="a4")
    >>> print(am.linchpins(m, "pier"))
    claim   load  of  share  lost        text
    ------  ----  --  -----  ----------  -------
    trade      3   4   0.75  a1, a2, a3  Trade.
    ships      2   4    0.5  a2, a3      Ships.
    jobs       1   4   0.25  a4          Jobs.
    survey     1   4   0.25  a3          Survey.
    """
    aim = m.literal(target)
    counted, rule, note = counted_arguments(m, filters)
    upstream = Upstream(m, (aim.id, aim.negated), counted)
    size = len(upstream.supports)
    found = sorted(loads(upstream), key=lambda one: (-one.load, written(one.literal)))

    def cells(one: Load) -> tuple[Any, ...]:
        ids = None if one.lost is None else [support.id for support in one.lost]
        lost = None if ids is None else tuple(m._store.in_order("arguments", ids))
        literal = _literal(one.literal)
        return written(one.literal), one.load, size, round(one.load / size, 3), lost, in_words(m, literal)

    notes = [note]
    if not size:
        notes.append(f"Nothing supports {written(upstream.target)}.")
    if found and found[0].lost is None:
        notes.append("The lists of arguments lost are too long to give: am.without gives one of them.")
    return Table(
        ["claim", "load", "of", "share", "lost", "text"],
        found,
        cells,
        record=lambda one: _literal(one.literal),
        rules=(
            f"Of the supports that lead to {written(upstream.target)}, premise by premise, how many no longer do when "
            f"a claim falls and every support that has it as a premise with it; {rule}; supposed premises and "
            "exceptions are left out, x and ~x are different, attacks and undercuts play no part."
        ),
        note=" ".join(filter(None, notes)),
    )


class _Fate(NamedTuple):
    fate: str
    why: str
    what: str
    id: str
    record: Any
    text: str


def without(m: ArgumentMap, claim: Any, target: Any = None, **filters: Unpack[ByParty]) -> Table:
    """What is lost when a claim falls, and what still stands.

    Parameters
    ----------
    m : ArgumentMap
    claim : claim
        The one that falls: `x`, or `~x`.
    target : claim or argument, optional
        The claim whose support is looked at. Left out, only the arguments that use the fallen claim are lost.
    **filters
        Which arguments count, as in `am.linchpins`.

    Returns
    -------
    Table
        `fate, why, what, id, text`. First the arguments that are `lost`, because each uses the claim or (with a target)
        because all by which it reached the target is lost; then the claims that lose their last support; then the
        arguments that stand. With a target the arguments are the supports that lead to it; without one all that use the
        claim and, of those for a claim that loses some, the ones that stand.

    Raises
    ------
    UnknownIdError, ValueRefused
        When a claim or filter is not known, or the claim that falls is the target.

    Notes
    -----
    With a target the arguments lost are those of `am.linchpins`. A claim that loses its last support is not said to
    fall in turn: nobody may have needed the support. Attacks and undercuts that use the claim are lost without a target
    only, since with one nothing but support is looked at. Cost: what leads to the target.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> for id in ("pier", "trade", "ships", "jobs"):
    ...     _ = m.add_claim(id.capitalize() + ".", id=id)
    >>> _ = m.add_support("trade", "pier", id="a1"), m.add_support("ships", "trade", id="a2")
    >>> _ = m.add_support("jobs", "pier", id="a3")
    >>> print(am.without(m, "trade", "pier"))
    fate    why                           what      id  text
    ------  ----------------------------  --------  --  -----------------
    lost    uses trade                    argument  a1  Trade. So: Pier.
    lost    led there only through these  argument  a2  Ships. So: Trade.
    stands                                argument  a3  Jobs. So: Pier.
    2 of 3 supports that lead to pier are lost.
    """
    literal = m.literal(claim)
    fallen = (literal.id, literal.negated)
    counted, rule, note = counted_arguments(m, filters)
    if target is None:
        found, told, scope = _used(m, fallen, counted)
    else:
        aim = m.literal(target)
        if (aim.id, aim.negated) == fallen:
            raise ValueRefused(f"{written(fallen)} is the target itself: name another claim that falls")
        found, told, scope = _no_longer(m, fallen, (aim.id, aim.negated), counted)
    return Table(
        ["fate", "why", "what", "id", "text"],
        found,
        lambda one: one[:4] + one[5:],
        record=lambda one: one.record,
        rules=(
            f"{scope}; {rule}; an argument is lost when it has the fallen claim among its premises, supposed ones and "
            "exceptions aside; a claim that loses its last support is not taken to fall in turn."
        ),
        note=" ".join(filter(None, [note, told])),
    )


def _no_longer(m: ArgumentMap, fallen: Key, target: Key, counted: Any) -> tuple[list[_Fate], str, str]:
    """What no longer reaches the target."""
    whole, rest = Upstream(m, target, counted), Upstream(m, target, counted, avoid=fallen)
    left = {support.id for support in rest.supports}
    by_id = {one.id: one for one in whole.supports}
    supports = [by_id[id] for id in m._store.in_order("arguments", by_id)]
    used = {one.id for one in supports if _uses(one, fallen)}
    lost = [one for one in supports if one.id not in left]
    supported = [(key, [whole.supports[i] for i in of]) for key, of in zip(whole.literals, whole.of, strict=True)]
    found = [_argument(m, "lost", f"uses {written(fallen)}", one) for one in lost if one.id in used]
    found += [_argument(m, "lost", "led there only through these", one) for one in lost if one.id not in used]
    found += _bereft(m, supported, used)
    found += [_argument(m, "stands", "", one) for one in supports if one.id in left]
    told = f"{len(lost)} of {len(supports)} supports that lead to {written(target)} are lost."
    return found, told, f"Supports that lead to {written(target)}, without {written(fallen)}"


def _used(m: ArgumentMap, fallen: Key, counted: Any) -> tuple[list[_Fate], str, str]:
    """The arguments that use a claim, and what is left to those for which they were made."""
    arguments: dict[str, Argument] = m._store.collections["arguments"]
    named = [arguments[id] for id in m._store.referring("statement", "arguments", fallen[0])]
    lost = [one for one in named if _uses(one, fallen) and counted(one)]
    used = {one.id for one in lost}
    hit: dict[Key, list[Argument]] = {}
    for target in dict.fromkeys((one.target.id, one.target.negated) for one in lost if one.kind == "support"):
        aimed = (arguments[id] for id in m._store.referring("statement", "arguments", target[0]))
        same = [one for one in aimed if one.kind == "support" and (one.target.id, one.target.negated) == target]
        hit[target] = [one for one in same if counted(one)]
    found = [_argument(m, "lost", f"uses {written(fallen)}", one) for one in lost]
    found += _bereft(m, hit.items(), used)
    found += [_argument(m, "stands", "", one) for supports in hit.values() for one in supports if one.id not in used]
    told = "1 argument uses" if len(lost) == 1 else f"{len(lost)} arguments use"
    return (
        found,
        f"{told} {written(fallen)}.",
        f"Arguments that use {written(fallen)}, and the other supports of what they support",
    )


def _bereft(m: ArgumentMap, supported: Any, used: set[str]) -> list[_Fate]:
    """The claims all of whose supports use the fallen one."""
    found = []
    for key, supports in supported:
        if supports and all(one.id in used for one in supports):
            more = " and more" if len(supports) > 5 else ""
            why = f"supported by {', '.join(one.id for one in supports[:5])}{more}"
            record = m.statement(key[0])
            what = "argument" if isinstance(record, Argument) else "claim"
            text = in_words(m, _literal(key))
            found.append(_Fate("loses its last support", f"{why} only", what, written(key), record, text))
    return found


def _argument(m: ArgumentMap, fate: str, why: str, one: Argument) -> _Fate:
    premises = "; ".join(in_words(m, premise) for premise in one.premises)
    word = {"support": "So: ", "attack": "Against: ", "undercut": "Undercuts: "}[one.kind]
    target = in_words(m, one.target) if one.kind != "undercut" else statement_words(m.statement(one.target.id))
    return _Fate(fate, why, "argument", one.id, one, f"{premises} {word}{target}")


def _uses(argument: Argument, key: Key) -> bool:
    return any((one.id, one.negated) == key and affirmed(one) for one in argument.premises)


def _literal(key: Key) -> Literal:
    return Literal(key[0], key[1])
