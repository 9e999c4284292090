"""How an answer is printed or written: as a text to look at, or in one of the formats of a table."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import argmap as am

_SUFFIXES = {
    ".txt": "table",
    ".csv": "csv",
    ".json": "json",
    ".md": "md",
    ".tex": "latex",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "xlsx",
}
FORMATS = tuple(dict.fromkeys(_SUFFIXES.values()))


def add_output(parser: argparse.ArgumentParser) -> None:
    """The options that say in which format an answer comes, and where."""
    group = parser.add_argument_group("output")
    # --as is what it was called at first.
    group.add_argument("--format", "--as", choices=FORMATS, help="left out: the suffix of --output tells, else table")
    group.add_argument("--output", "-o", metavar="FILE", help="write it there instead of printing it")
    group.add_argument(
        "--rules", action="store_true", help="say how it was counted, under a table and CSV; the others always say it"
    )


def put(table: am.Table, options: argparse.Namespace) -> int:
    """Print the table, or write it to a file and print its name."""
    shape, out = options.format, options.output
    if shape is None:
        shape = "table" if out is None else _SUFFIXES.get(Path(out).suffix.lower())
    if shape is None:
        raise am.UnknownFormatError(f"{out}: no format of a table has this suffix (one of {', '.join(_SUFFIXES)})")
    if shape == "xlsx":
        if out is None:
            raise am.FormatError("a workbook is not printed: name a file with --output")
        table.to_xlsx(out)
    elif shape == "html":
        text = table.to_html(page=True)
    elif shape == "csv":
        if out is not None:
            table.to_csv(out, rules=options.rules)
        else:
            text = table.to_csv(rules=options.rules)
    elif shape == "json":
        text = table.to_json()
    elif shape == "md":
        text = table.to_markdown()
    elif shape == "latex":
        text = table.to_latex()
    else:
        text = f"{table}\n{table.rules}\n" if options.rules else f"{table}\n"
    if out is None:
        sys.stdout.write(text)
        return 0
    if shape not in ("xlsx", "csv"):
        from argmap.file_writing import save

        save(out, text)
    print(out)
    return 0
