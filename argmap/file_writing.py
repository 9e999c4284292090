"""Files are written beside their places and then renamed: a reader never sees half of one."""

from __future__ import annotations

import errno
import itertools
import os
import stat
from pathlib import Path

from argmap.errors import FormatError

PathLike = str | os.PathLike[str]


def save(path: PathLike, content: str | bytes) -> None:
    """Write one file.

    Raises
    ------
    FormatError
        When the system does not let it be written.
    """
    where = Path(path)
    if "\0" in str(where):
        raise FormatError(f"{str(where)!r:.80}: a path has no NUL character")
    try:
        write_all({where: content})
    except BrokenPipeError:
        raise
    except OSError as error:
        place = error.filename2 or error.filename or where
        raise FormatError(f"{place}: cannot be written: {error.strerror or error}") from None


def write_all(targets: dict[Path, str | bytes]) -> None:
    """Write files beside their places, then put all of them there; a link is replaced, not followed."""
    for target in targets:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder has this name", str(target))
        target.parent.mkdir(parents=True, exist_ok=True)
    waiting: list[tuple[Path, Path]] = []
    try:
        for target, content in targets.items():
            temporary, handle = _temporary(target)
            waiting.append((temporary, target))
            with os.fdopen(handle, "wb") as file:
                file.write(content.encode() if isinstance(content, str) else content)
            if target.is_file():
                # What only its owner may read stays so.
                temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        while waiting:
            os.replace(*waiting[0])
            waiting.pop(0)
    finally:
        for temporary, _ in waiting:
            temporary.unlink(missing_ok=True)


def _temporary(target: Path) -> tuple[Path, int]:
    """A new file beside `target`, hidden, with the permissions that a new file has here."""
    for number in itertools.count():
        path = target.with_name(f".{target.name[:80]}.{os.getpid()}-{number}.part")
        try:
            return path, os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666)
        except FileExistsError:
            continue
    raise AssertionError("count() has no end")
