"""The sheets of a workbook."""

from __future__ import annotations

from collections.abc import Callable

from argmap.errors import ParseError
from argmap.formats._sheets.grid import Grid
from argmap.formats._sheets.package import Handler, Package
from argmap.formats._sheets.worksheet import Cells, Strings, Styles


def grids_of(data: bytes, source: str, sheet_of: Callable[[str], str]) -> tuple[list[Grid], list[ParseError]]:
    """The sheets that are ours, and a fault for each that seems to be and is not.

    Parameters
    ----------
    sheet_of : callable
        The sheet that a title stands for; empty where it is none of ours; a ValueError where it seems misspelt.
    """
    book = Workbook(data, source)
    found: dict[str, Grid] = {}
    faults: list[ParseError] = []
    for number, title in enumerate(book.titles):
        place = f"{source}[{title}]"
        misspelt = ""
        try:
            name = sheet_of(title)
        except ValueError as error:
            name, misspelt = "", str(error)
        if not name and not misspelt:
            continue
        grid = Grid(name, place, lettered=True)
        cells = book.cells(number, grid)
        if misspelt:
            if not cells.empty:
                faults.append(ParseError(misspelt, source=place))
        elif name in found:
            faults.append(ParseError(f"the sheet {name} is there twice", source=place))
        else:
            cells.fill()
            found[name] = grid
    return list(found.values()), faults


class Workbook:
    """A workbook: the titles of its sheets, and the cells of each.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        Its name, for messages.
    """

    def __init__(self, data: bytes, source: str) -> None:
        self._package = package = Package(data, source)
        workbook = next(
            (part for kind, part in package.targets("").values() if kind == "officeDocument"), "xl/workbook.xml"
        )
        if workbook not in package:
            raise package.refused("no workbook: expected an .xlsx file")
        book, strings, styles = _Book(), Strings(), Styles()
        package.parse(workbook, book)
        targets = package.targets(workbook)
        for kind, part in targets.values():
            if kind in ("sharedStrings", "styles") and part in package:
                package.parse(part, strings if kind == "sharedStrings" else styles)
        self._strings, self._styles, self._since_1904 = strings.texts, styles.shown, book.since_1904
        self.titles: list[str] = []
        self._parts: list[str] = []
        for title, relation in book.sheets:
            kind, part = targets.get(relation, ("", ""))
            if kind not in ("worksheet", ""):
                continue  # a chart has no cells
            if part not in package:
                raise package.refused(f"a broken workbook: the sheet {title!r:.40} is not there")
            self.titles.append(title)
            self._parts.append(part)

    def cells(self, number: int, grid: Grid) -> Cells:
        """The cells of the sheet of that number, counted from 0; what cannot be taken becomes a fault of the grid."""
        cells = Cells(grid, self._strings, self._styles, self._since_1904)
        self._package.parse(self._parts[number], cells)
        return cells


class _Book(Handler):
    """The part `workbook`: the titles of the sheets, and from when days are counted."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []  # title, id of the relation
        self.since_1904 = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if tag == "sheet":
            relation = next((value for name, value in attributes.items() if name.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), relation))
        elif tag == "workbookPr":
            self.since_1904 = attributes.get("date1904", "") in ("1", "true")
