"""A SQLite database from bytes, in memory, in which nothing but a SELECT on named columns of plain tables runs.

A file is whatever its sender made it: with views and triggers in place of tables, pages that point to each other,
columns that are computed. So the schema is looked at first, SQLite's authorizer refuses all that is not listed, and as
a file does not hold more characters or rows than bytes, what yields more is damaged.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any

from argmap.characters import shown
from argmap.errors import FormatError, ParseError

_MAGIC = b"SQLite format 3\0"
_JOURNAL = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"  # how a journal begins that was not rolled back
_WRITE_AHEAD = b"\x02\x02"  # in bytes 18 and 19: the newest changes stand in a file beside
_KINDS = {int: "a whole number", str: "a text", bytes: "binary data", float: "a number with a fraction"}

OpenBeside = Callable[[str], bytes]


class Database:
    """Tables of a database, read row by row."""

    def __init__(self, connection: sqlite3.Connection, source: str, size: int) -> None:
        self.source = source
        self._connection = connection
        self._most = size
        self._rows = 0
        self._characters = 0
        self._allowed = {(master, column) for master in _MASTERS for column in ("type", "name", "sql")}
        self._columns: dict[str, dict[str, str]] = {}  # table -> column in lower case -> column
        connection.text_factory = _text
        connection.set_authorizer(self._authorized)
        self._schema: dict[str, tuple[str, str]] = {}
        for (kind, name, sql), _ in self._select("type, name, sql", "sqlite_master", "the list of tables"):
            if kind in ("table", "view") and isinstance(name, str):
                self._schema[name.upper()] = (kind, sql if isinstance(sql, str) else "")

    def fault(self, message: str) -> ParseError:
        """An error in this database."""
        return ParseError(message, source=self.source)

    def has(self, table: str) -> bool:
        """Whether there is such a table."""
        return table in self._schema

    def has_column(self, table: str, column: str) -> bool:
        """Whether a table has a column."""
        return self.has(table) and column.lower() in self._columns_of(table)

    def rows(self, table: str, columns: dict[str, type], needed: Sequence[str] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a table: these columns, each None or of its type; None for one that the table doesn't have.

        Raises
        ------
        ParseError
            When a needed column is not there, or a value is of another type.
        """
        there = self._columns_of(table)
        for column in needed:
            if column.lower() not in there:
                raise self.fault(f"table {table} has no column {column}: is it a database of DNA 2 or 3?")
        found = [(at, column) for at, column in enumerate(columns) if column.lower() in there]
        if not found:
            return
        # The empty name is that of no column: SQLite asks so for a query that needs nothing but the rows.
        self._allowed |= {(table.lower(), name) for name in ("", *(column.lower() for _, column in found))}
        kinds = tuple([columns[column] for _, column in found])
        whole = len(found) == len(columns)
        query = ", ".join(f'"{column}"' for _, column in found)
        for values, number in self._select(query, table, f"table {table}"):
            if tuple(map(type, values)) != kinds:
                self._check_types(
                    table, number, columns, dict(zip([column for _, column in found], values, strict=True))
                )
            if whole:
                yield values
                continue
            row: list[Any] = [None] * len(columns)
            for (at, _), value in zip(found, values, strict=True):
                row[at] = value
            yield tuple(row)

    def _check_types(self, table: str, number: int, columns: dict[str, type], row: dict[str, Any]) -> None:
        for column, value in row.items():
            if value is not None and type(value) is not columns[column]:
                which = f"row {number}" if row.get("ID") is None else f"ID {row['ID']}"
                raise self.fault(
                    f"table {table}, {which}: {column} is {_KINDS[type(value)]} ({shown(value, 40)}), "
                    f"expected {_KINDS[columns[column]]}"
                )

    def _columns_of(self, table: str) -> dict[str, str]:
        """The columns of a table; refused where it is a view, or virtual, or computes a column."""
        if table in self._columns:
            return self._columns[table]
        kind, sql = self._schema.get(table, ("", ""))
        if not kind:
            raise self.fault(f"no table {table}: is it a database of DNA 2 or 3?")
        if kind != "table" or sql.lstrip()[:14].upper() == "CREATE VIRTUAL":
            raise self.fault(f"{table} is a {'view' if kind == 'view' else 'virtual table'}, expected a plain table")
        columns = {}
        for values, _ in self._executed(f"PRAGMA table_xinfo({table})", f"table {table}"):
            name, hidden = values[1], values[6]
            if hidden:
                raise self.fault(f"table {table}: column {shown(name, 40)} is computed, expected what was stored")
            if isinstance(name, str):
                columns[name.lower()] = name
        self._columns[table] = columns
        return columns

    def _select(self, columns: str, table: str, place: str) -> Iterator[tuple[tuple[Any, ...], int]]:
        # Not from an index, which may hold something else than the table.
        indexed = "" if table == "sqlite_master" else " NOT INDEXED"
        return self._executed(f'SELECT {columns} FROM "{table}"{indexed}', place)

    def _executed(self, sql: str, place: str) -> Iterator[tuple[tuple[Any, ...], int]]:
        """The rows that a query yields, each with its number."""
        try:
            for number, values in enumerate(self._connection.execute(sql), 1):
                self._rows += 1
                for value in values:
                    if value.__class__ is str or value.__class__ is bytes:
                        self._characters += len(value)
                if self._rows > self._most or self._characters > self._most:
                    raise self.fault(f"{place} yields more than the file can hold: the database is damaged")
                yield values, number
        except sqlite3.Error as error:
            raise self.fault(f"{place}: the database is damaged ({error})") from None
        except UnicodeDecodeError as error:
            raise self.fault(f"{place}: a text is not UTF-8 (byte 0x{error.object[error.start]:02X})") from None

    def _authorized(
        self, action: int, first: str | None, second: str | None, database: str | None, inner: str | None
    ) -> int:
        """What SQLite asks before each step of a query: may it be done? `inner` is a view or a trigger."""
        if inner is None:
            if action == sqlite3.SQLITE_SELECT:
                return sqlite3.SQLITE_OK
            if action == sqlite3.SQLITE_READ and ((first or "").lower(), (second or "").lower()) in self._allowed:
                return sqlite3.SQLITE_OK
            if action == sqlite3.SQLITE_PRAGMA and first == "table_xinfo":
                return sqlite3.SQLITE_OK
        return sqlite3.SQLITE_DENY


_MASTERS = ("sqlite_master", "sqlite_schema")  # the name differs with the version of SQLite


@contextmanager
def opened(data: bytes, source: str, open_beside: OpenBeside | None) -> Iterator[Database]:
    """The database that `data` is, for as long as the block lasts."""
    data = _complete(data, source, open_beside)
    connection = sqlite3.connect(":memory:")
    try:
        if not hasattr(connection, "deserialize"):
            raise FormatError(
                f"{source}: this Python's SQLite ({sqlite3.sqlite_version}) reads no database from memory"
            )
        # No text is much longer than the file that it stands in (UTF-16 becomes UTF-8).
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 2 * len(data))
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        try:
            connection.deserialize(data)
            for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON"):
                connection.execute(f"PRAGMA {pragma}").close()
        except (sqlite3.Error, OverflowError, MemoryError) as error:
            raise ParseError(f"the database is damaged ({error})", source=source) from None
        yield Database(connection, source, len(data))
    finally:
        connection.close()


def _complete(data: bytes, source: str, open_beside: OpenBeside | None) -> bytes:
    """The bytes of a whole SQLite database, in the mode in which it can be opened from memory."""
    if not data.startswith(_MAGIC):
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            raise ParseError(
                "no SQLite database but XML: a file of DNA 1? Open it with DNA 2 and save it anew", source=source
            )
        what = "an empty file" if not data else "no SQLite database"
        raise ParseError(f"{what}: expected a database of DNA 2 or 3", source=source)
    if (whole := _size(data)) is None or len(data) < whole:
        raise ParseError(f"the database is damaged: it ends early, after {len(data):,} bytes", source=source)
    name = PurePath(source.replace("\\", "/")).name
    if _beside(f"{name}-journal", open_beside).startswith(_JOURNAL):
        raise ParseError(f"{name}-journal holds a change that was not finished: open it in DNA first", source=source)
    if data[18:20] == _WRITE_AHEAD:
        if _beside(f"{name}-wal", open_beside):
            raise ParseError(f"its newest changes stand in {name}-wal: close it in every program first", source=source)
        data = data[:18] + b"\x01\x01" + data[20:]
    return data


def _size(data: bytes) -> int | None:
    """How many bytes the database says that it has; None where that is no whole page.

    SQLite itself takes what is missing of the last page for zeros, and rows without a word.

    References
    ----------
    SQLite, Database File Format, section 1.3.
    """
    page = int.from_bytes(data[16:18], "big")
    page = 65536 if page == 1 else page
    if len(data) < 100 or page < 512:
        return None
    if data[24:28] == data[92:96]:  # else an old version of SQLite has written it, without keeping the count
        return page * int.from_bytes(data[28:32], "big")
    return None if len(data) % page else len(data)


def _beside(name: str, open_beside: OpenBeside | None) -> bytes:
    if open_beside is None:
        return b""
    try:
        return open_beside(name)
    except FileNotFoundError:
        return b""


def _text(data: bytes) -> str:
    """A text of the database; where Java wrote a character beyond U+FFFF as two surrogates, it is one again."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        units = data.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
        return units.decode("utf-16-le", "surrogatepass")
