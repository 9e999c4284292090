"""The cells of one row, read field by field; what is wrong with a cell is noted with its column."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from argmap.characters import forbidden_in
from argmap.dates import Date
from argmap.errors import ArgmapError, DateError, ValueRefused
from argmap.formats._sheets import cells as kinds
from argmap.formats._sheets.free_data import read_json
from argmap.formats._sheets.grid import DateCell
from argmap.formats._sheets.names import Names
from argmap.formats.coding.dating import date_of
from argmap.formats.coding.headings import FIELDS, Columns
from argmap.formats.coding.opening import Sheet
from argmap.formats.coding.options import Settings
from argmap.formats.coding.stances import Said, StanceColumn
from argmap.model.text import identifier

Problem = tuple[int | None, str]  # number of the column, message
_NAMES = Names()  # cells that name nobody
_DATES = ("date", "document_date")
_VERBATIM = ("quote", "quote_prefix", "quote_suffix")
_READ: dict[str, Callable[[str], Any]] = {
    "value": lambda text: kinds.VALUE.read(text, _NAMES),
    "weight": lambda text: kinds.WEIGHT.read(text, _NAMES),
    "arguendo": lambda text: kinds.FLAG.read(text, _NAMES),
    "quote_start": lambda text: kinds.OFFSET.read(text, _NAMES),
    "quote_end": lambda text: kinds.OFFSET.read(text, _NAMES),
    "authors": lambda text: tuple(kinds.texts(text)),
    "mode": lambda text: text.strip().lower(),
    "basis": lambda text: text.strip().lower(),
    "date_text": lambda text: Date(text=text),
    "document_date_text": lambda text: Date(text=text),
    **dict.fromkeys(
        ("id", "party_id", "on_behalf_of_id", "imputed_to_id", "imputed_by_id", "claim_id", "source_id"),
        lambda text: identifier(text.strip()),
    ),
}


def tidy(text: str) -> str:
    """A text without stray blanks, of whatever kind."""
    return " ".join(text.split())


class _Tidied(dict[str, str]):
    """Texts without stray blanks, each worked out once."""

    def __missing__(self, text: str) -> str:
        made = self[text] = tidy(text)
        return made


class RowReader:
    """Reads the rows of one sheet.

    Parameters
    ----------
    sheet : Sheet
        The sheet as it was found.
    columns : Columns
        What its columns hold.
    settings : Settings
        What the user says.
    """

    def __init__(self, sheet: Sheet, columns: Columns, settings: Settings) -> None:
        self.sheet, self.columns, self.settings = sheet, columns, settings
        self._dates: dict[tuple[str, bool] | str, tuple[Date, str | None] | str] = {}
        self._dated = {at for name in _DATES for at in columns.fields.get(name, ())} | {at for at, _, _ in columns.data}
        self.stance = self._stances()
        fields = columns.fields.keys() | settings.default.keys()
        plain = [name for name in FIELDS if name in fields and name not in (*_DATES, *_VERBATIM, *_READ, "stance")]
        # The usual case, one column and no default, is quick: the same texts come again and again.
        self._single = [
            (name, columns.fields[name][0], _Tidied())
            for name in plain
            if len(columns.fields.get(name, ())) == 1 and name not in settings.default
        ]
        single = [name for name, _, _ in self._single]
        self._plain = [name for name in plain if name not in single]
        self._read = [(name, read) for name, read in _READ.items() if name in fields]
        self._days = [name for name in _DATES if name in fields]
        self._exact = [name for name in _VERBATIM if name in fields]

    def text(self, cells: list[str], name: str) -> str:
        """What stands there for a field, as it stands; its default where nothing does."""
        found = self.columns.fields.get(name, ())
        text = cells[found[0]] if len(found) == 1 else " ".join(filter(None, (cells[at].strip() for at in found)))
        return text if text.strip() else self.settings.default.get(name, "")

    def read(self, cells: list[str]) -> tuple[dict[str, Any], list[Problem]]:
        """The fields that a row gives, and what is wrong with its cells."""
        found: dict[str, Any] = {}
        problems: list[Problem] = []
        if not self.sheet.clean:
            problems += self._forbidden(cells)
        if self.sheet.dated:
            problems += [
                (at, f"the spreadsheet has made a date of it ({text}): format the cell as text")
                for at, text in enumerate(cells)
                if type(text) is DateCell and at not in self._dated
            ]
        for name, at, tidied in self._single:
            if text := tidied[cells[at]]:
                found[name] = text
        for name in self._plain:
            if text := tidy(self.text(cells, name)):
                found[name] = text
        for name in self._exact:
            if (text := self.text(cells, name)).strip() or (text and name != "quote"):
                found[name] = text
        for name, read in self._read:
            if (text := self.text(cells, name)).strip():
                try:
                    found[name] = read(text)
                except ArgmapError as error:
                    problems.append((self.column(name), str(error)))
        data = self._data(cells, problems)
        for name in self._days:
            if (text := self.text(cells, name)).strip():
                self._day(name, text, found, data, problems)
        self._take_stance(cells, found, data, problems)
        if data:
            found["data"] = data
        return found, problems

    def column(self, name: str) -> int | None:
        """The column that holds a field, the first of several."""
        found = self.columns.fields.get(name, ())
        return found[0] if found else None

    def _forbidden(self, cells: list[str]) -> list[Problem]:
        return [
            (at, f"the character {character} may not stand in a text")
            for at, text in enumerate(cells)
            if (character := forbidden_in(text)) is not None
        ]

    # -- stance --------------------------------------------------------------------------------------------------------

    def _stances(self) -> StanceColumn:
        texts: dict[str, None] = {}
        if "stance" in self.columns.fields or "stance" in self.settings.default:
            texts = dict.fromkeys(self.text(cells, "stance") for _, _, cells in self.sheet.rows)
        return StanceColumn(texts, self.settings.agreement)

    def _take_stance(
        self, cells: list[str], found: dict[str, Any], data: dict[str, Any], problems: list[Problem]
    ) -> None:
        text = self.text(cells, "stance")
        said: Said | None = self.stance.meanings.get(text if text.strip() else "")
        if said is None:
            problems.append((self.column("stance"), self.stance.unknown[text]))
            return
        found["stance"], value = said
        if value is None:
            return
        if found.get("value") is None:
            found["value"] = value
        elif found["value"] != value:  # the sheet has a value of its own
            at = self.column("stance")
            data.setdefault("stance" if at is None else tidy(self.sheet.header[at]), tidy(text))

    # -- dates ---------------------------------------------------------------------------------------------------------

    def _day(self, name: str, text: str, found: dict[str, Any], data: dict[str, Any], problems: list[Problem]) -> None:
        key = (text, type(text) is DateCell) if self.sheet.dated else text
        read = self._dates.get(key)
        if read is None:
            read = self._dates[key] = self._read_day(text)
        if isinstance(read, str):
            problems.append((self.column(name), read))
            return
        found[name], time = read
        if time is not None:
            at = self.column(name)
            data.setdefault(name if at is None else tidy(self.sheet.header[at]), tidy(text))

    def _read_day(self, text: str) -> tuple[Date, str | None] | str:
        if type(text) is DateCell and "T" in text:
            text = text.replace("T", " ")
        try:
            return date_of(text, self.settings.dayfirst)
        except DateError as error:
            return str(error)

    # -- free data -----------------------------------------------------------------------------------------------------

    def _data(self, cells: list[str], problems: list[Problem]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for at, key, json in self.columns.data:
            if not (text := cells[at].strip()):
                continue
            if not json:
                found[key] = text
                continue
            try:
                found[key] = read_json(text)
            except ValueRefused as error:
                problems.append((at, str(error)))
        if (index := self.columns.whole) is not None and cells[index].strip():
            try:
                whole = read_json(cells[index])
            except ValueRefused as error:
                whole = error
            if isinstance(whole, dict):
                found = {**found, **whole}
            else:
                problems.append((index, 'expected a JSON object such as {"key": "value"}'))
        return found
