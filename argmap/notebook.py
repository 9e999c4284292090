"""Argdown in a notebook: `%load_ext argmap`, then cells that begin with `%%argdown`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from keyword import iskeyword
from pathlib import Path
from typing import Any

from argmap.disk import beside
from argmap.draw.figure import plot
from argmap.errors import ArgmapError
from argmap.formats import get_format
from argmap.model.argument_map import ArgumentMap

_MOST = 20  # faults that a cell shows


def load_ipython_extension(ipython: Any) -> None:
    """Teach IPython the cell magic `%%argdown`; `%load_ext argmap` calls this.

    ```
    %%argdown [name] [--no-plot] [--issue ID]
    [pier]: Build the pier.
      + <trade>: Trade will grow.
      - <view>: It blocks the view.
    ```

    The cell is read into a map, which is shown as `am.plot` shows it. With a name, the map is stored under it, as by an
    assignment; without one, it is the value of the cell: `_` in the next one, and `Out[…]`.

    Parameters
    ----------
    ipython : InteractiveShell
        The shell.

    Examples
    --------
    >>> class Shell:
    ...     def register_magic_function(self, function, magic_kind, magic_name):
    ...         print(f"a {magic_kind} magic: %%{magic_name}")
    >>> am.load_ipython_extension(Shell())
    a cell magic: %%argdown

    Notes
    -----
    What could not be read is told below the cell, each fault with its line in the cell, a caret and a fix; the rest is
    read, and the map's `report` lists them. Tables and files that the text names are looked for in the working
    directory, and nowhere outside it.
    """
    ipython.register_magic_function(_magic(ipython), magic_kind="cell", magic_name="argdown")


def _magic(ipython: Any) -> Callable[[str, str], ArgumentMap | None]:
    from IPython.core import magic_arguments
    from IPython.core.error import UsageError

    options: Any = magic_arguments
    parser = options.MagicArgumentParser("%argdown", description="Read a map written in Argdown, and show it.")
    parser.add_argument("name", nargs="?", help="the variable for the map; without it, the map is the cell's value")
    parser.add_argument("--issue", metavar="ID", help="show this issue only: a section, by its id")
    parser.add_argument("--no-plot", action="store_true", help="read only, show no picture")

    def argdown(line: str, cell: str) -> ArgumentMap | None:
        chosen = parser.parse_argstring(line)
        name = chosen.name
        if name is not None and (not name.isidentifier() or iskeyword(name)):
            raise UsageError(f"%%argdown: {name!r} is no name for a variable")
        try:
            m = _read(cell)
        except ArgmapError as error:
            raise UsageError(f"%%argdown: {error}") from None
        _tell(m)
        if name is not None:
            ipython.push({name: m})
        if not chosen.no_plot and len(m.claims):
            try:
                plot(m, issue=chosen.issue)  # what shows figures in this notebook shows it, once, when the cell ends
            except ArgmapError as error:
                raise UsageError(f"%%argdown: {error}") from None
        return m if name is None else None

    argdown.__doc__ = parser.format_help()  # for `%%argdown?`
    return argdown


def _read(cell: str) -> ArgumentMap:
    """The map of a cell. Its first line, the magic itself, is counted: so do the line numbers beside a cell."""
    found: ArgumentMap = get_format("argdown").parse("\n" + cell, source="cell", open_beside=beside(Path.cwd()))
    return found


def _tell(m: ArgumentMap) -> None:
    """What could not be read, in full; no more than fits below a cell."""
    told = [str(fault) for fault in m.report[:_MOST]]
    if len(m.report) > _MOST:
        told.append(f"… and {len(m.report) - _MOST:,} more in the map's report")
    if told:
        print("\n".join(told), file=sys.stderr)
