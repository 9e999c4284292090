"""One file (or package) in this folder is one format; the folder is the only list.

A format has

- `SUFFIXES`: the endings of its files, longest first; empty for a folder of files;
- `LOSES`: what it cannot carry, as `"claims.tags"`, `"outcomes"`, `"map.title"`; empty when it carries all;
- `parse(data, *, source, open_beside) -> ArgumentMap`, unless it can only be written;
- `render(m) -> {name: str | bytes}`, unless it can only be read; the name `""` is the file itself, others stand beside
  it; a format of a folder also has `REPLACES`, the names of its files, and `owns(name, data)`: is this file one of them

Options of a format are keywords of `parse` and `render`, or the keys of a `TypedDict` (`**options: Unpack[Options]`).
It may also have `lost(m)`, what of this map is lost that no field can name, and `BY_SUFFIX`: the options of `render`
that the ending of a file says.

Neither touches the disk. `data` is the text, or the bytes where `BINARY` is true, or, for a folder, the names of its
files, one a line. `open_beside(name)` gives the bytes of a file beside it, and refuses a path that leads elsewhere.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from types import ModuleType

from argmap.errors import UnknownFormatError
from argmap.model.text import did_you_mean

# Pictures are formats too: they are drawn one floor up, and only written.
_FOLDERS = ("argmap.formats", "argmap.draw")


def format_names() -> list[str]:
    """Names of all formats, in alphabetical order.

    Examples
    --------
    >>> "native" in am.format_names()
    True
    """
    return sorted(_homes())


def get_format(name: str) -> ModuleType:
    """The module of a format.

    Raises
    ------
    UnknownFormatError
        When there is none of that name; the message suggests the nearest.

    Examples
    --------
    >>> am.get_format("native").SUFFIXES
    ('.argmap.json',)
    """
    if name in (info.name for info in pkgutil.iter_modules(__path__)) and not name.startswith("_"):
        return import_module(f"{__name__}.{name}")  # without a look at the pictures, which takes longer
    homes = _homes()
    if name not in homes:
        raise UnknownFormatError(
            f"no format {name!r}{did_you_mean(name, homes)} The formats are {', '.join(sorted(homes))}."
            if did_you_mean(name, homes)
            else f"no format {name!r}: the formats are {', '.join(sorted(homes))}"
        )
    return import_module(homes[name])


def format_for(filename: str) -> ModuleType:
    """The format of a file, by its suffix.

    Raises
    ------
    UnknownFormatError
        When no format has the suffix.

    Examples
    --------
    >>> am.format_for("pier.argmap.json").__name__
    'argmap.formats.native'
    """
    lower = filename.lower()
    modules = [import_module(home) for home in _homes().values()]
    matches = [(len(suffix), module) for module in modules for suffix in module.SUFFIXES if lower.endswith(suffix)]
    if not matches:
        known = sorted(suffix for module in modules for suffix in module.SUFFIXES)
        raise UnknownFormatError(f"{filename}: no format has this suffix; known are {', '.join(known)}")
    return max(matches, key=lambda match: match[0])[1]


def _homes() -> dict[str, str]:
    """Format name -> module, as the folders have them."""
    found = {}
    for folder in _FOLDERS:
        try:
            package = import_module(folder)
        except ModuleNotFoundError:
            continue
        for info in pkgutil.iter_modules(package.__path__):
            if not info.name.startswith("_") and _is_format(folder, info.name):
                found[info.name] = f"{folder}.{info.name}"
    return found


def _is_format(folder: str, name: str) -> bool:
    # In draw/ a format is what says which files it writes; the scene and the layout do not.
    return folder == "argmap.formats" or hasattr(import_module(f"{folder}.{name}"), "SUFFIXES")
