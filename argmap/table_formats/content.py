"""What every format writes: headings, cells as texts, and the sentences under the table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from argmap.characters import without_forbidden
from argmap.errors import UnknownIdError

NOTHING = "(nothing)"
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")


class Content(NamedTuple):
    """A table, ready to be written."""

    columns: tuple[str, ...]
    heads: tuple[str, ...]
    rows: list[list[Any]]
    caption: str | None
    note: str
    rules: str

    @property
    def numeric(self) -> list[bool]:
        """Which columns hold numbers and nothing else."""
        columns = list(zip(*self.rows, strict=True)) if self.rows else [()] * len(self.columns)
        return [any(map(is_number, column)) and all(map(_number_or_none, column)) for column in columns]

    @property
    def under(self) -> list[tuple[str, str]]:
        """What stands under the table: a label and a text, for each that says something."""
        return [(label, text) for label, text in (("Note", self.note), ("Counting rule", self.rules)) if text]


def content(
    columns: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    *,
    heads: Mapping[str, str],
    caption: str | None,
    note: str,
    rules: str,
) -> Content:
    """A table with its headings.

    Raises
    ------
    UnknownIdError
        When a heading is given for a column that is not there.
    """
    for name in heads:
        if name not in columns:
            raise UnknownIdError(f"no column {name!r}: there are {', '.join(columns)}")
    shown = tuple(heads.get(name, name) for name in columns)
    return Content(
        tuple(columns), shown, [[_plain(row[name]) for name in columns] for row in rows], caption, note, rules
    )


def _plain(value: Any) -> Any:
    """A number of numpy as a number of Python; everything else as it is."""
    item = getattr(value, "item", None)
    return item() if callable(item) and getattr(value, "shape", None) == () else value


def is_number(value: Any) -> bool:
    """Whether a cell is a number that a spreadsheet may count with."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number_or_none(value: Any) -> bool:
    return value is None or is_number(value)


def text_of(value: Any) -> str:
    """A cell as a text: nothing for None, yes or no, several things with `; ` between them.

    A character that no XML file, and so no workbook, can hold becomes U+FFFD; every other is kept.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {text_of(one)}" for key, one in value.items())
    if isinstance(value, set | frozenset):
        return "; ".join(sorted(map(text_of, value)))
    if isinstance(value, list | tuple):
        return "; ".join(map(text_of, value))
    text = str(value)
    return text if text.isprintable() else without_forbidden(text)[0]


def lines_of(value: Any, escape: Callable[[str], str], line_end: str) -> str:
    r"""A cell for print: runs of blanks are one, every kind of line end is `line_end`, no control character is left."""
    lines = _LINE_ENDS.sub("\n", text_of(value)).split("\n")
    # A no-break space is no blank of a run: who set it meant it.
    cleaned = [re.sub("[ \t]+", " ", line).strip(" ") for line in lines]
    while cleaned and not cleaned[-1]:
        cleaned.pop()
    return line_end.join(escape(re.sub("[\x7f-\x9f]", "\ufffd", line)) for line in cleaned)
