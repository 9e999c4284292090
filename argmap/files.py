"""Reading and writing: with `endpoint` and `server` the only code that touches disk or sockets."""

from __future__ import annotations

import hashlib
import os
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

from argmap.errors import (
    FormatError,
    LossyWriteError,
    LossyWriteWarning,
    ParseError,
    ReadError,
    UnknownFormatError,
    ValueRefused,
    loss_message,
)
from argmap.formats import format_for, get_format
from argmap.model.argument_map import ArgumentMap

_MOST = 1 << 30  # bytes of one file; no map that a person made comes near

PathLike = str | os.PathLike[str]


def read(path: PathLike, *, format: str | None = None) -> ArgumentMap:
    """Read a map from a file or a folder of tables.

    Parameters
    ----------
    path : path
        A file whose suffix names the format, or a folder with `claims.csv` and the other tables.
    format : str, optional
        The format, when the suffix does not tell.

    Returns
    -------
    ArgumentMap
        With everything that the reader could not take in `report`.

    Raises
    ------
    ParseError, ReadError
        With file, line and column; nothing half-read comes back.
    UnknownFormatError
        When no format has the suffix.

    Examples
    --------
    >>> m = am.ArgumentMap("Pier")
    >>> _ = m.add_claim("Build the pier.", id="pier")
    >>> am.write(m, tmp / "pier.argmap.json")
    >>> am.read(tmp / "pier.argmap.json") == m
    True
    """
    where = Path(path)
    _refuse_nul(where)
    if where.is_dir():
        module = get_format(format or "tables")
        listing = "\n".join(sorted(entry.name for entry in where.iterdir()))
        return _parser(module)(listing, source=str(path), open_beside=_beside(where))
    module = get_format(format) if format else format_for(where.name)
    data = _bytes_of(where)
    content: str | bytes = data if getattr(module, "BINARY", False) else decoded(data, str(path))
    return _parser(module)(content, source=str(path), open_beside=_beside(where.parent))


def parse(data: str | bytes, *, format: str, source: str = "<string>") -> ArgumentMap:
    """Read a map from a text or bytes in memory; files beside it are not there.

    Examples
    --------
    >>> am.parse('{"argmap": 1, "claims": [{"id": "pier"}]}', format="native").claims["pier"]
    Claim(id='pier')
    """
    module = get_format(format)
    if isinstance(data, bytes) and not getattr(module, "BINARY", False):
        data = decoded(data, source)

    def nothing(name: str) -> bytes:
        raise FileNotFoundError(name)

    return _parser(module)(data, source=source, open_beside=nothing)


def write(m: ArgumentMap, path: PathLike, *, format: str | None = None, on_loss: str = "warn") -> None:
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

    Raises
    ------
    LossyWriteError
        With `on_loss="raise"`; nothing was written.

    Examples
    --------
    >>> m = am.ArgumentMap("Pier")
    >>> am.write(m, tmp / "pier")
    >>> sorted(entry.name for entry in (tmp / "pier").iterdir())[:2]
    ['arguments.csv', 'cases.csv']
    """
    where = Path(path)
    _refuse_nul(where)
    folder = where.is_dir() or (format is None and not where.suffix) or format == "tables"
    module = get_format(format or "tables") if folder else get_format(format) if format else format_for(where.name)
    parts = _rendered(m, module, on_loss)
    if folder and "" in parts:
        raise FormatError(f"{path} is a folder; {_name(module)} writes a file")
    root = where if folder else where.parent
    root.mkdir(parents=True, exist_ok=True)
    targets = {(root / name if name else where): content for name, content in parts.items()}
    _write_all(targets)
    for name in getattr(module, "REPLACES", ()):
        if name not in parts and (root / name).is_file():
            (root / name).unlink()


def render(m: ArgumentMap, *, format: str, on_loss: str = "warn") -> Any:
    """The map in a format, in memory.

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
    parts = _rendered(m, get_format(format), on_loss)
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

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> _ = m.add_source("S1", path="one.txt"), m.add_source("S2", path="lost.txt")
    >>> _ = (tmp / "one.txt").write_text("We need this pier.")
    >>> am.read_texts(m, tmp)
    {'S1': 'We need this pier.'}
    """
    beside = _beside(Path(folder))
    texts = {}
    for source in m.sources.values():
        if source.path is None:
            continue
        try:
            data = beside(source.path)
        except FileNotFoundError:
            continue
        place = str(Path(folder) / source.path)
        if source.sha256 is not None and hashlib.sha256(data).hexdigest() != source.sha256.lower():
            raise ParseError(f"not the file that source {source.id!r} records: its SHA-256 differs", source=place)
        # Offsets count what stands in the file: line ends are not folded, a byte order mark is not text.
        texts[source.id] = decoded(data, place)
    return texts


def decoded(data: bytes, source: str) -> str:
    """UTF-8 text, a byte order mark left out; a clear error with line and column for anything else."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ParseError("UTF-16, expected UTF-8: save it as UTF-8", source=source, line=1, column=1)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        before = data[:start]
        raise ParseError(
            f"not UTF-8 (byte 0x{data[start]:02X}): save it as UTF-8",
            source=source,
            line=before.count(b"\n") + 1,
            column=len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1,
        ) from None


def _parser(module: ModuleType) -> Callable[..., ArgumentMap]:
    if not hasattr(module, "parse"):
        raise UnknownFormatError(f"{_name(module)} can be written, not read")
    found: Callable[..., ArgumentMap] = module.parse
    return found


def _rendered(m: ArgumentMap, module: ModuleType, on_loss: str) -> dict[str, str | bytes]:
    if on_loss not in ("warn", "raise", "ignore"):
        raise ValueRefused(f"on_loss={on_loss!r}: expected 'warn', 'raise' or 'ignore'")
    if not hasattr(module, "render"):
        raise UnknownFormatError(f"{_name(module)} can be read, not written")
    lost = losses(m, module.LOSES) if on_loss != "ignore" else []
    if lost and on_loss == "raise":
        raise LossyWriteError(_name(module), lost)
    parts: dict[str, str | bytes] = module.render(m)
    if lost:
        warnings.warn(loss_message(_name(module), lost), LossyWriteWarning, stacklevel=3)
    return parts


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def _is_given(value: Any) -> bool:
    return not (value is None or value is False or value == () or value == {})


def _default(record: Any, field: str) -> Any:
    default = type(record).__dataclass_fields__[field].default
    # A party's name is its id unless it is given.
    return record.id if field == "name" else default


def _refuse_nul(path: Path) -> None:
    if "\0" in str(path):
        raise FormatError(f"{str(path)!r}: a path has no NUL character")


def _beside(folder: Path) -> Callable[[str], bytes]:
    """A function that reads a file in `folder`, and nothing outside it."""
    root = folder.resolve()

    def open_beside(name: str) -> bytes:
        pure = PurePosixPath(name.replace("\\", "/"))
        if "\0" in name or pure.is_absolute() or ".." in pure.parts or ":" in name.split("/")[0]:
            raise ParseError(f"{name!r:.80} leads out of the folder", source=str(folder))
        found = root.joinpath(*pure.parts)
        if not found.resolve().is_relative_to(root):
            raise ParseError(f"{name!r:.80} is a link that leads out of the folder", source=str(folder))
        return _bytes_of(found)

    return open_beside


def _bytes_of(path: Path) -> bytes:
    size = path.stat().st_size
    if size > _MOST:
        raise ParseError(f"{size:,} bytes; argmap reads at most {_MOST:,}", source=str(path))
    if not path.is_file():
        raise ParseError("not a file", source=str(path))
    return path.read_bytes()


def _write_all(targets: dict[Path, str | bytes]) -> None:
    """Write files beside their places, then put all of them there."""
    waiting: list[tuple[str, Path]] = []
    try:
        for target, content in targets.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
            waiting.append((temporary, target))
            with os.fdopen(handle, "wb") as file:
                file.write(content.encode() if isinstance(content, str) else content)
            umask = os.umask(0)
            os.umask(umask)
            os.chmod(temporary, 0o666 & ~umask)
        while waiting:
            temporary, target = waiting[0]
            os.replace(temporary, target)
            waiting.pop(0)
    finally:
        for temporary, _ in waiting:
            if os.path.exists(temporary):
                os.unlink(temporary)


