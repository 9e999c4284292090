"""How reasons are shown: in print as paragraphs under each claim, in a notebook as a table whose claims span rows."""

from __future__ import annotations

import html
import textwrap
from typing import Any, NamedTuple

from argmap.model.records import Argument
from argmap.positions.reasoning.sides import Answer, Who
from argmap.positions.selecting import Held
from argmap.tables import Table, _shown

_PAGE = 100
GIVES_NONE = "gives no reason"


class Said(NamedTuple):
    """Words of a party, where they were read, and what they are about."""

    words: str
    source: str | None
    on: str
    basis: str


class Reason(NamedTuple):
    """One reason that a party gives on a claim, or that it gives none."""

    claim: str
    text: str
    relation: str | None
    who: Who
    stance: str | None
    stance_basis: str | None
    bearing: str
    argument: Argument | None
    held: tuple[Held, ...]  # the positions behind it: who asserts the argument, or who takes the stance
    basis: str | None
    premises: tuple[str, ...]
    said: tuple[Said, ...]
    source: tuple[str, ...]
    answers: tuple[Answer, ...]


class ReasonTable(Table):
    """A table of reasons that prints as text to read."""

    __slots__ = ()

    def __repr__(self) -> str:
        lines: list[str] = []
        last: Reason | None = None
        for one in self._items:
            if last is None or one.claim != last.claim:
                lines += [""] * bool(lines) + [_heading(one), *_wrapped(one.text, 2)]
            if last is None or _standing(one) != _standing(last):
                lines.append(f"  {_standing_words(one)}")
            lines += _paragraph(one)
            last = one
        if not lines:
            lines = ["(nothing)"]
        if note := self.note:
            lines += ["", *_wrapped(note, 0)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        claims, sides = _runs(self._items, lambda one: one.claim), _runs(self._items, _standing)
        rows = []
        for i, one in enumerate(self._items):
            cells = []
            if claims[i]:
                relation = f"<br><em>{_clean(one.relation)}</em>" if one.relation else ""
                told = f"<strong>{_clean(one.claim)}</strong><br>{_clean(one.text)}{relation}"
                cells.append(f"<td rowspan='{claims[i]}'>{told}</td>")
            if sides[i]:
                cells.append(f"<td rowspan='{sides[i]}'>{_clean(_standing_words(one))}</td>")
            cells += [f"<td>{part}</td>" for part in _html_parts(one)]
            rows.append(f"<tr style='vertical-align:top;text-align:left'>{''.join(cells)}</tr>")
        names = ("claim", "side", "argument", "premises", "quotes", "answered by")
        head = "".join(f"<th style='text-align:left'>{name}</th>" for name in names)
        foot = " ".join(part for part in (self.note, self.rules) if part)
        return (
            f"<table class='argmap'><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
            f"<p><small>{html.escape(foot)}</small></p>"
        )


def _runs(items: Any, key: Any) -> list[int]:
    """At the first item of each run of equal keys how long it is; 0 at the others."""
    lengths = [0] * len(items)
    start = 0
    for i, one in enumerate(items):
        if i and key(one) != key(items[start]):
            start = i
        lengths[start] += 1
    return lengths


def _clean(value: Any) -> str:
    return html.escape(_shown(value, None))


def _heading(one: Reason) -> str:
    return _shown(one.claim, None) + (f" ({one.relation})" if one.relation else "")


def _standing(one: Reason) -> tuple[Any, ...]:
    return one.claim, one.who, one.stance, one.stance_basis


def _standing_words(one: Reason) -> str:
    party = one.who.party
    if one.stance is None:
        return f"{party}: no stance on record"
    return f"{party} {one.stance}" + (" (inferred)" if one.stance_basis == "inferred" else "")


def _title(one: Reason) -> str:
    argument = one.argument
    if argument is None:
        return one.bearing
    by = [name for name in _speakers(one) if name != one.who.party]
    marks = ["inferred"] if one.basis == "inferred" else []
    marks += [f"said by {', '.join(by)}"] if by else []
    if all(row.position.mode == "imputed" for row in one.held):
        whose = ", ".join(dict.fromkeys(row.position.imputed_by for row in one.held if row.position.imputed_by))
        marks.append("imputed" + (f" by {whose}" if whose else ""))
    target = "" if argument.target.id == one.claim else f" of {argument.target.id}"
    told = f"{argument.id}, {argument.kind}{target}, {one.bearing}"
    return told + (f" ({'; '.join(marks)})" if marks else "")


def _speakers(one: Reason) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.position.party for row in one.held))


def _quoted(said: Said, argument: Argument | None) -> str:
    about = [] if argument is None or said.on == argument.id else [f"on {said.on}"]
    about += [said.source] if said.source else []
    # Where no argument stands, the stance itself says that it is inferred.
    about += ["inferred"] if said.basis == "inferred" and argument is not None else []
    return f"“{said.words}”" + (f" ({', '.join(about)})" if about else "")


def _answered(one: Reason) -> str:
    return "; ".join(f"{answer.id} {answer.how}" for answer in one.answers)


def _paragraph(one: Reason) -> list[str]:
    lines = _wrapped(_title(one), 4)
    lines += [line for premise in one.premises for line in _wrapped(f"- {premise}", 6, hang=2)]
    lines += [line for said in one.said for line in _wrapped(_quoted(said, one.argument), 8)]
    if not one.said and one.argument is not None and one.source:
        lines.append(f"        (no words; {', '.join(one.source)})")
    if one.answers:
        lines += _wrapped(f"answered by {_answered(one)}", 6)
    return lines


def _wrapped(text: str, indent: int, hang: int = 0) -> list[str]:
    return textwrap.wrap(
        _shown(text, None),
        _PAGE,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _html_parts(one: Reason) -> list[str]:
    quotes = "<br>".join(_clean(_quoted(said, one.argument)) for said in one.said)
    return [
        _clean(_title(one)),
        "<br>".join(f"– {_clean(premise)}" for premise in one.premises),
        quotes or _clean(", ".join(one.source)),
        _clean(_answered(one)),
    ]
