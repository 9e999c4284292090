"""What may stand in a cell: how its text becomes a value of a record, and a value its text.

Reading leaves to the model what the model checks anyway. What is read here is the notation: `;` between several things,
`>` between the hops of a chain, `:` between a party and its role, JSON in the columns of free data.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from argmap.dates import Date
from argmap.errors import ValueRefused
from argmap.formats._sheets.free_data import read_json
from argmap.formats._sheets.names import Names
from argmap.model.text import did_you_mean
from argmap.model.values import BASES, Effect, Evidence, Hop, Literal, Predecessor, Role

_ESCAPED = re.compile(r"\\([\\;])")
_ITEM = re.compile(r"(?:[^\\;]+|\\.?)*", re.DOTALL)
_COLON = re.compile(r":\s+")
_AFTER = re.compile(r"(\S+)(?:\s+\((\w+)\))?")
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_LONGEST_NUMBER = 4000  # digits; Python reads no more than 4,300


@dataclass(frozen=True)
class Cell:
    """A kind of cell.

    Parameters
    ----------
    read : callable
        From a text that is not empty to a value; None for a blank. The model checks the value.
    write : callable
        From a value that is not None to its text.
    choices : tuple of str
        The words that may stand there, where they are a closed list.
    """

    read: Callable[[str, Names], Any]
    write: Callable[[Any, Names], str]
    choices: tuple[str, ...] = ()


# -- one thing ---------------------------------------------------------------------------------------------------------


def _stripped(text: str, names: Names) -> str | None:
    return text.strip() or None


def _read_statement(text: str, names: Names) -> str | None:
    word = text.strip()
    if word[:1] == "~":
        raise ValueRefused(f"{word!r:.60}: a position is taken on a claim; on its negation, it is the stance 'denies'")
    return word or None


def _as_it_is(text: Any, names: Names) -> str:
    return str(text)


def choice(choices: tuple[str, ...], *, unwritten: str | None = None) -> Cell:
    """A word of a closed list, in any case; `unwritten` is the one that goes without saying."""

    def write(value: str, names: Names) -> str:
        return "" if value == unwritten else value

    return Cell(lambda text, names: text.strip().lower() or None, write, choices)


_YES = {"yes", "y", "true", "1", "x"}
_NO = {"no", "n", "false", "0"}


def _read_flag(text: str, names: Names) -> bool | None:
    word = text.strip().lower()
    if word in _YES:
        return True
    if word in _NO or not word:
        return False if word else None
    raise ValueRefused(f"{text.strip()!r:.40}: expected yes, no or nothing")


def _read_offset(text: str, names: Names) -> int | None:
    word = text.strip()
    if word and not (word.isascii() and word.isdecimal() and len(word) < 19):
        raise ValueRefused(f"{word!r:.40} is no offset: expected a whole number from 0, in code points")
    return int(word) if word else None


def _read_weight(text: str, names: Names) -> float | None:
    word = text.strip()
    if not word:
        return None
    if not _NUMBER.fullmatch(word):
        raise ValueRefused(f"{word!r:.40} is no weight: expected a number such as 0.5")
    return float(word)


def _write_weight(value: float, names: Names) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _read_value(text: str, names: Names) -> int | str | None:
    word = text.strip()
    if _WHOLE.fullmatch(word):
        if len(word) > _LONGEST_NUMBER:
            raise ValueRefused(f"a number of {len(word):,} digits")
        return int(word)
    return read_json(word) if word[:1] == word[-1:] == '"' != word else word or None


def _write_value(value: int | str, names: Names) -> str:
    if isinstance(value, str) and (_WHOLE.fullmatch(value) or value[0] == '"'):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _read_date(text: str, names: Names) -> Date | None:
    return Date(text) if text.strip() else None


def _read_date_text(text: str, names: Names) -> Date | None:
    return Date(text=text) if text.strip() else None


# -- several things ----------------------------------------------------------------------------------------------------


def _split(text: str) -> list[str]:
    """The parts between the semicolons; an id holds none."""
    return [part for part in map(str.strip, text.split(";")) if part]


def items(text: str) -> Iterator[str]:
    r"""The parts between the semicolons that no backslash precedes, as they stand."""
    at = 0
    while at <= len(text):
        match = _ITEM.match(text, at)
        end = match.end() if match else at
        if part := text[at:end].strip():
            yield part
        at = end + 1


def texts(text: str) -> list[str]:
    r"""Several free texts: `;` between them, `\;` and `\\` for a semicolon and a backslash within one."""
    if "\\" not in text:
        return _split(text)
    return [_ESCAPED.sub(r"\1", part) for part in items(text)]


def joined(values: Iterable[str]) -> str:
    """Several free texts as one cell."""
    return "; ".join([value.replace("\\", "\\\\").replace(";", "\\;") for value in values])


def _parties(text: str, names: Names) -> list[str | None]:
    return [names.party(part) for part in texts(text)]


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Things with a word on each: `a: word; b: word`. An id has no blank, so the first colon before one separates."""
    for part in items(text):
        first, second = (*_COLON.split(part, maxsplit=1), "")[:2]
        yield _ESCAPED.sub(r"\1", first), _ESCAPED.sub(r"\1", second)


def _pair(first: str, second: str) -> str:
    return f"{joined([first])}: {joined([second])}" if second else joined([first])


def _read_roles(text: str, names: Names) -> list[Role]:
    found = []
    for name, role in _pairs(text):
        if (party := names.party(name)) is None:
            raise ValueRefused(f"{text!r:.60}: expected party: role; party: role")
        found.append(Role(party, role))
    return found


def _read_effects(text: str, names: Names) -> list[Effect]:
    found = []
    for target, effect in _pairs(text):
        if not target or not effect:
            raise ValueRefused(f"{text!r:.60}: expected claim: effect; claim: effect")
        found.append(Effect(Literal.parse(target), effect))
    return found


def _read_hops(text: str, names: Names) -> list[Hop]:
    steps = [step.strip() for step in text.split(">")]
    if steps == [""]:
        return []
    if not all(steps):
        raise ValueRefused(f"{text!r:.60}: nothing stands on one side of '>'")
    return [names.hop(step) for step in steps]


def _read_after(text: str, names: Names) -> list[Predecessor]:
    found = []
    for part in _split(text):
        match = _AFTER.fullmatch(part)
        if match is None:
            raise ValueRefused(f"{part!r:.60}: expected a source, or source (inferred)")
        if match[2] not in (None, *BASES):
            raise ValueRefused(f"{part!r:.60}: unknown mark {match[2]!r}{did_you_mean(match[2], BASES)}")
        found.append(Predecessor(match[1], Evidence(basis=match[2])))
    return found


def _write_after(value: tuple[Predecessor, ...], names: Names) -> str:
    return "; ".join(
        one.id if one.evidence.basis == "explicit" else f"{one.id} ({one.evidence.basis})" for one in value
    )


# -- the kinds ---------------------------------------------------------------------------------------------------------

TEXT = Cell(lambda text, names: text, _as_it_is)
WORDS = Cell(lambda text, names: text if text.strip() else None, _as_it_is)
REFERENCE = Cell(_stripped, _as_it_is)
STATEMENT = Cell(_read_statement, _as_it_is)
PARTY = Cell(lambda text, names: names.party(text), _as_it_is)
FLAG = Cell(_read_flag, lambda value, names: "yes" if value else "", ("yes", "no"))
THREE_VALUED = Cell(_read_flag, lambda value, names: "yes" if value else "no", ("yes", "no"))
OFFSET = Cell(_read_offset, _as_it_is)
WEIGHT = Cell(_read_weight, _write_weight)
VALUE = Cell(_read_value, _write_value)
DATE = Cell(_read_date, lambda value, names: value.edtf or "")
DATE_TEXT = Cell(_read_date_text, lambda value, names: value.text or "")
LITERAL = Cell(_stripped, _as_it_is)
LITERALS = Cell(lambda text, names: _split(text), lambda value, names: "; ".join(map(str, value)))
REFERENCES = Cell(lambda text, names: _split(text), lambda value, names: "; ".join(value))
PARTIES = Cell(_parties, lambda value, names: joined(value))
TEXTS = Cell(lambda text, names: texts(text), lambda value, names: joined(value))
ROLES = Cell(_read_roles, lambda value, names: "; ".join(_pair(one.party, one.role) for one in value))
EFFECTS = Cell(_read_effects, lambda value, names: "; ".join(_pair(str(one.target), one.effect) for one in value))
HOPS = Cell(_read_hops, lambda value, names: " > ".join(map(names.hop_text, value)))
AFTER = Cell(_read_after, _write_after)
