"""Reading and writing maps: which format a file has, and what is told of what it could not carry."""

from __future__ import annotations

import hashlib
import os
import re
import warnings
from collections.abc import Callable, Mapping
from inspect import Parameter, signature
from pathlib import Path
from types import ModuleType
from typing import Any

from argmap.disk import PathLike, as_path, beside, bytes_of, missing, told, write_all
from argmap.errors import (
    FormatError,
    LossyWriteError,
    LossyWriteWarning,
    ParseError,
    ReadWarning,
    UnknownFormatError,
    ValueRefused,
    loss_message,
)
from argmap.formats import format_for, get_format
from argmap.formats._decoding import decoded
from argmap.model.argument_map import ArgumentMap
from argmap.model.text import did_you_mean


def read(path: PathLike, *, format: str | None = None, strict: bool = False, **options: Any) -> ArgumentMap:
    """Read a map from a file, a folder of tables, or a coding sheet (one row a statement).

    Parameters
    ----------
    path : path
        A file whose suffix names the format, or a folder with `claims.csv` and the other tables. A CSV file by itself,
        and a workbook with none of a map's own sheets, is a coding sheet.
    format : str, optional
        The format, when the suffix does not tell.
    strict : bool
        Whether the first thing that would stand in the report is raised, in a format that otherwise reads what it can:
        Argdown, coding sheets.
    **options
        What the format understands. A coding sheet takes `columns`, `agreement`, `aliases`, `default`, `dayfirst`,
        `bad_rows`, `encoding`, `delimiter`, `quoting`, `header`, `sheet` and `mojibake`: see Notes.

    Returns
    -------
    ArgumentMap
        With everything that the reader could not take, or that a reader should know, in `report`, and a `ReadWarning`
        when that is anything.

    Raises
    ------
    ParseError, ReadError
        With file, line and column; nothing half-read comes back. Also when the system does not let the file be read.
    FileNotFoundError
        When there is no such file or folder; the message suggests the nearest.
    UnknownFormatError
        When no format has the suffix.
    ValueRefused
        When the format takes no such option; the message says which it takes.

    Notes
    -----
    A coding sheet has a row for each statement. Its columns are found by their headings (`person`, `actor`,
    `organization`, `concept`, `agreement`, `date`, `year`, `title`, `text`, `page`, `coder`, …, whatever their case and
    punctuation), or named by you:

    - `columns={"party": "Who said it", "claim": "Belief"}`: a heading, a number from 1, a list of them, or None;
    - `agreement={"ja": "asserts", "nein": "denies"}`: what words of the stance column mean, beside yes and no, agree
      and disagree, favor and against, true and false, 1 and 0, `+` and `-`, and argmap's own stances. Numbers beyond 0
      and 1 are a scale, kept in `value`: where some are negative, a positive one asserts and a negative one denies;
    - `default={"party": "anonymous reviewer"}`: what holds where a cell is blank or no column is there;
    - `aliases={"Cloudfare": "Cloudflare"}`: other names of one party;
    - `dayfirst=True` or `False`: what 03/04/2018 means; without it, such a date is a fault;
    - `bad_rows="report"`: keep the good rows, and put what is wrong with the others into the report;
    - `header=3`, `sheet="Statements"`: the row with the headings, the sheet of a workbook;
    - `encoding`, `delimiter`, `quoting="none"`, `mojibake="repair"`: how a text file is to be read.

    A row with a person and an organization is a position of the person on behalf of the organization. A row without a
    stance *mentions* its claim. Other columns are kept in the position's `data`.

    Examples
    --------
    >>> m = am.ArgumentMap("Pier")
    >>> _ = m.add_claim("Build the pier.", id="pier")
    >>> am.write(m, tmp / "pier.argmap.json")
    >>> am.read(tmp / "pier.argmap.json") == m
    True
    >>> _ = (tmp / "sheet.csv").write_text("Who;Belief;Agree?;Year\\nAda;Build the pier.;no;2018\\n")
    >>> coded = am.read(tmp / "sheet.csv", columns={"party": "Who", "claim": "Belief", "stance": "Agree?"})
    >>> coded.positions["p1"]
    Position(id='p1', party='ada', target='build-the-pier', stance='denies', date=Date('2018'))
    """
    where = as_path(path)
    with told(where, reading=True):
        if where.is_dir():
            module = get_format(format or "tables")
            if module.SUFFIXES:
                raise FormatError(f"{where} is a folder; {_name(module)} reads a file")
            listing = "\n".join(sorted(entry.name for entry in where.iterdir()))
            parser = _parser(module, options)
            return _told_of(parser(listing, source=str(where), open_beside=beside(where), **options), strict=strict)
        if not where.exists():
            raise FileNotFoundError(missing(where))
        if format is None and where.name.lower() in get_format("tables").REPLACES:
            raise UnknownFormatError(
                f"{where} is one table of a map: read its folder, {where.parent} (or, if it is a coding sheet, say "
                "format='coding')"
            )
        module = get_format(format) if format else format_for(where.name)
        if not module.SUFFIXES:
            raise FormatError(f"{where} is a file; {_name(module)} reads a folder")
        parser = _parser(module, options)
        data = bytes_of(where)
        content: str | bytes = data if getattr(module, "BINARY", False) else decoded(data, str(where))
        m = parser(content, source=str(where), open_beside=beside(where.parent), **options)
        return _told_of(m, strict=strict)


def parse(
    data: str | bytes | Mapping[str, str | bytes],
    *,
    format: str,
    source: str = "<string>",
    strict: bool = False,
    **options: Any,
) -> ArgumentMap:
    """Read a map from memory.

    Parameters
    ----------
    data : str, bytes or mapping
        A text or the bytes of a file; for a format of several files a mapping of their names and contents, as `render`
        gives it. A file beside one that stands alone is not there.
    format : str
        The format.
    source : str, optional
        What errors name as the place.
    strict : bool
        As in `read`.
    **options
        What the format understands, as in `read`.

    Raises
    ------
    ParseError, ReadError, UnknownFormatError, ValueRefused
        As in `read`.

    Examples
    --------
    >>> am.parse('{"argmap": 1, "claims": [{"id": "pier"}]}', format="native").claims["pier"]
    Claim(id='pier')
    >>> am.parse({"claims.csv": "id,text\\npier,Build the pier."}, format="tables").claims["pier"].text
    'Build the pier.'
    """
    module = get_format(format)
    files = data if isinstance(data, Mapping) else {"": data}

    def open_beside(name: str) -> bytes:
        if not name or name not in files:
            raise FileNotFoundError(name)
        content = files[name]
        return content.encode() if isinstance(content, str) else content

    content = files[""] if "" in files else "\n".join(files)
    if isinstance(content, bytes) and not getattr(module, "BINARY", False):
        content = decoded(content, source)
    elif isinstance(content, str):
        content = content.removeprefix("\ufeff")
    m = _parser(module, options)(content, source=source, open_beside=open_beside, **options)
    return _told_of(m, strict=strict)


def _told_of(m: ArgumentMap, *, strict: bool) -> ArgumentMap:
    """The map, when its reader took everything; else its first fault is raised, or a warning tells of them."""
    if m.report:
        if strict:
            raise m.report[0]
        warnings.warn(ReadWarning(m.report), stacklevel=3)
    return m


def write(m: ArgumentMap, path: PathLike, *, format: str | None = None, on_loss: str = "warn", **options: Any) -> None:
    """Write a map to a file, or as tables into a folder.

    Each file is written beside its place and then renamed, so that a reader never sees half of it.

    Parameters
    ----------
    path : path
        A file whose suffix names the format; a path without suffix, or an existing folder, takes tables.
    format : str, optional
        The format, when the suffix does not tell.
    on_loss : {'warn', 'raise', 'ignore'}
        What to do when the format cannot carry all of *this* map. The message lists what is left out.
    **options
        What the format understands: a picture takes those of `plot`, such as `issue=`; a coding sheet takes
        `delimiter`, `as_workbook` and `guard` (an apostrophe before texts that a spreadsheet would take for formulas).

    Raises
    ------
    LossyWriteError
        With `on_loss="raise"`; nothing was written.
    FormatError
        When the system does not let the files be written, or the folder has a file in the way.

    Notes
    -----
    In a folder of tables the sheets of an earlier map go when this one has nothing for them. Permissions of a file that
    is replaced are kept; a link is replaced by the file, never followed.

    Examples
    --------
    >>> m = am.ArgumentMap("Pier")
    >>> am.write(m, tmp / "pier")
    >>> sorted(entry.name for entry in (tmp / "pier").iterdir())[:2]
    ['arguments.csv', 'cases.csv']
    """
    where = as_path(path)
    with told(where, reading=False):
        there = where.is_dir()
    if format is not None:
        module = get_format(format)
    else:
        module = get_format("tables") if there or not where.suffix else format_for(where.name)
    folder = not module.SUFFIXES
    if there and not folder:
        raise FormatError(f"{where} is a folder; {_name(module)} writes a file")
    implied = getattr(module, "BY_SUFFIX", {}).get(where.suffix.lower(), {})
    parts = _rendered(m, module, on_loss, {**implied, **options})
    root = where if folder else where.parent
    with told(where, reading=False):
        stale = [root / name for name in getattr(module, "REPLACES", ()) if name not in parts]
        stale = [file for file in stale if file.is_file()]
        for file in stale:
            if not module.owns(file.name, file.read_bytes()):
                raise FormatError(f"{file} would be in the way, and is no table of a map: move it elsewhere")
        write_all({(root / name if name else where): content for name, content in parts.items()})
        for file in stale:
            file.unlink()


def new_tables(folder: PathLike) -> None:
    """Write an empty set of tables, with a README that says what each column holds.

    Raises
    ------
    FormatError
        When the folder has such files already; nothing was written.

    Examples
    --------
    >>> am.new_tables(tmp / "debate")
    >>> (tmp / "debate" / "claims.csv").read_text()
    'id,text,title,issue,kind,implicit,wordings,tags,note\\n'
    >>> am.read(tmp / "debate") == am.ArgumentMap()
    True
    """
    from argmap.formats._sheets.empty_set import empty_set

    where = as_path(folder)
    files = empty_set()
    taken = {"readme.md", *get_format("tables").REPLACES}
    with told(where, reading=False):
        there = sorted(entry.name for entry in where.iterdir()) if where.is_dir() else []
        if there := [name for name in there if name.lower() in taken]:
            raise FormatError(f"{where} has {', '.join(there)} already; nothing was written")
        write_all({where / name: text for name, text in files.items()})


def format_file(path: PathLike, *, check: bool = False) -> bool:
    """Format an Argdown file in place, as `format_argdown` does a text; True when that changes it.

    With `check` nothing is written. A link stays, and the file that it leads to is written.
    """
    from argmap.formats.argdown.formatting.formatter import format_argdown

    where = as_path(path)
    suffixes = get_format("argdown").SUFFIXES
    if not where.name.lower().endswith(suffixes):
        raise UnknownFormatError(f"{where}: only Argdown is formatted, files with the suffix {' or '.join(suffixes)}")
    with told(where, reading=True):
        if not where.exists():
            raise FileNotFoundError(missing(where))
        data = bytes_of(where)
    formatted = format_argdown(decoded(data, str(where)), source=str(where)).encode()
    if formatted == data:
        return False
    if not check:
        with told(where, reading=False):
            write_all({Path(os.path.realpath(where)): formatted})
    return True


def render(m: ArgumentMap, *, format: str, on_loss: str = "warn", **options: Any) -> Any:
    """The map in a format, in memory; parameters as in `write`.

    Returns
    -------
    str or bytes or dict
        The file; for a format of several files, a dict of their names and contents.

    Examples
    --------
    >>> print(am.render(am.ArgumentMap("Pier"), format="native"))
    {"argmap": 1,
    "title": "Pier"}
    <BLANKLINE>
    """
    parts = _rendered(m, get_format(format), on_loss, options)
    return parts[""] if list(parts) == [""] else parts


def losses(m: ArgumentMap, loses: tuple[str, ...]) -> list[str]:
    """What of this map a format with these `LOSES` would leave out, one line a record and field."""
    found = []
    for entry in loses:
        collection, _, field = entry.partition(".")
        if collection == "map":
            if getattr(m, field):
                found.append(f"the map: {field}")
            continue
        for record in m._store.collections[collection].values():
            name = f"{type(record).__name__.lower()} {record.id!r}"
            if not field:
                found.append(name)
            elif _is_given(getattr(record, field)) and getattr(record, field) != _default(record, field):
                found.append(f"{name}: {field}")
    return found


def read_texts(m: ArgumentMap, folder: PathLike) -> dict[str, str]:
    """The texts of a map's sources from a folder, by source id: those that have a `path` and whose file is there.

    Raises
    ------
    ParseError
        When a file is not UTF-8, or its SHA-256 is not the one that the source records.
    FileNotFoundError
        When there is no such folder.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_source("S1", path="one.txt"), m.add_source("S2", path="lost.txt")
    >>> _ = (tmp / "one.txt").write_text("We need this pier.")
    >>> am.read_texts(m, tmp)
    {'S1': 'We need this pier.'}
    """
    where = as_path(folder)
    if not where.is_dir():
        raise FileNotFoundError(missing(where, what="folder"))
    open_beside = beside(where)
    texts = {}
    for source in m.sources.values():
        if source.path is None:
            continue
        try:
            data = open_beside(source.path)
        except FileNotFoundError:
            continue
        place = str(where / source.path)
        if source.sha256 is not None and hashlib.sha256(data).hexdigest() != source.sha256.lower():
            raise ParseError(f"not the file that source {source.id!r} records: its SHA-256 differs", source=place)
        # Offsets count what stands in the file: line ends are not folded, a byte order mark is not text.
        texts[source.id] = decoded(data, place)
    return texts


def _parser(module: ModuleType, options: dict[str, Any]) -> Callable[..., ArgumentMap]:
    if not hasattr(module, "parse"):
        raise UnknownFormatError(f"{_name(module)} can be written, not read")
    found: Callable[..., ArgumentMap] = module.parse
    _check_options(module, found, options)
    return found


def _rendered(m: ArgumentMap, module: ModuleType, on_loss: str, options: dict[str, Any]) -> dict[str, str | bytes]:
    if on_loss not in ("warn", "raise", "ignore"):
        raise ValueRefused(f"on_loss={on_loss!r}: expected 'warn', 'raise' or 'ignore'")
    if not hasattr(module, "render"):
        raise UnknownFormatError(f"{_name(module)} can be read, not written")
    _check_options(module, module.render, options)
    lost: list[str] = []
    if on_loss != "ignore":
        lost = [*losses(m, module.LOSES), *(module.lost(m) if hasattr(module, "lost") else ())]
    if lost and on_loss == "raise":
        raise LossyWriteError(_name(module), lost)
    parts: dict[str, str | bytes] = module.render(m, **options)
    if lost:
        warnings.warn(loss_message(_name(module), lost), LossyWriteWarning, stacklevel=3)
    return parts


def _check_options(module: ModuleType, function: Callable[..., Any], options: dict[str, Any]) -> None:
    """Refuse an option that a format does not take."""
    if not options:
        return
    parameters = signature(function).parameters.values()
    taken = [one.name for one in parameters if one.kind is Parameter.KEYWORD_ONLY and one.name not in _GIVEN]
    if (rest := next((one for one in parameters if one.kind is Parameter.VAR_KEYWORD), None)) is not None:
        named = _UNPACKED.fullmatch(str(rest.annotation))
        if named is None:
            return  # it checks them itself
        taken += function.__globals__[named[1]].__annotations__
    if unknown := next((name for name in options if name not in taken), None):
        listed = f" (it takes {', '.join(taken)})" if taken else ""
        raise ValueRefused(f"{_name(module)} takes no option {unknown!r}{did_you_mean(unknown, taken)}{listed}")


_UNPACKED = re.compile(r"Unpack\[(\w+)\]")  # the options as the keys of a TypedDict
_GIVEN = ("source", "open_beside")  # what a reader is given besides its options


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def _is_given(value: Any) -> bool:
    return not (value is None or value is False or value == () or value == {})


def _default(record: Any, field: str) -> Any:
    default = type(record).__dataclass_fields__[field].default
    # A party's name is its id unless it is given.
    return record.id if field == "name" else default
