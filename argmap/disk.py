"""The disk: bytes in, bytes out, and what the system refuses as an error of ours.

A file is read whole or not at all, and written beside its place and then renamed. For a file that names others beside
it, nothing outside its folder is opened.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from argmap.errors import FormatError, ParseError
from argmap.file_writing import PathLike as PathLike
from argmap.file_writing import write_all as write_all
from argmap.model.text import did_you_mean

_MOST = 1 << 30  # bytes of one file; no map that a person made comes near
_DRIVE = re.compile("[A-Za-z]:")


def as_path(path: PathLike) -> Path:
    where = Path(path)
    if "\0" in str(where):
        raise FormatError(f"{str(where)!r:.80}: a path has no NUL character")
    return where


@contextmanager
def told(where: Path, *, reading: bool) -> Iterator[None]:
    """Turn what the system refuses into one error of ours; a file that is not there stays a `FileNotFoundError`."""
    try:
        yield
    except (FileNotFoundError, BrokenPipeError):
        raise
    except OSError as error:
        place = str(error.filename2 or error.filename or where)
        if reading:
            raise ParseError(f"cannot be read: {error.strerror or error}", source=place) from None
        raise FormatError(f"{place}: cannot be written: {error.strerror or error}") from None


def missing(where: Path, what: str = "file or folder") -> str:
    """`pire.ttl: no such file or folder: did you mean 'pier.ttl'?`."""
    try:
        near = did_you_mean(where.name, sorted(entry.name for entry in where.parent.iterdir()))
    except OSError:
        near = ""
    return f"{where}: no such {what}{near}"


def beside(folder: Path) -> Callable[[str], bytes]:
    """A function that reads a file in `folder`, and nothing outside it."""
    root = Path(os.path.realpath(folder))

    def open_beside(name: str) -> bytes:
        pure = PurePosixPath(name.replace("\\", "/"))
        if "\0" in name or pure.is_absolute() or ".." in pure.parts or _DRIVE.match(name):
            raise ParseError(f"{name!r:.80} leads out of the folder", source=str(folder))
        # Not Path.resolve: it raises what differs from one Python to the next when links run in a circle.
        found = Path(os.path.realpath(root.joinpath(*pure.parts)))
        if not found.is_relative_to(root):
            raise ParseError(f"{name!r:.80} is a link that leads out of the folder", source=str(folder))
        with told(folder / pure, reading=True):
            return bytes_of(found, folder / pure)

    return open_beside


def bytes_of(path: Path, shown: Path | None = None) -> bytes:
    """The bytes of a file that is none too large; `shown` is its name for messages."""
    source = str(shown or path)
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise ParseError("no file" if not stat.S_ISDIR(status.st_mode) else "a folder, not a file", source=source)
    if status.st_size > _MOST:
        raise ParseError(f"{status.st_size:,} bytes; argmap reads at most {_MOST:,}", source=source)
    return path.read_bytes()
