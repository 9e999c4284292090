"""A table in the Markdown of GitHub, pandoc and notebooks: a pipe table."""

from __future__ import annotations

import re

from argmap.table_formats.content import NOTHING, Content, lines_of

# What Markdown would read as markup, pandoc's sub- and superscripts and formulas included. No list begins in a cell.
_MARKUP = re.compile(r"[\\`*_\[\]<>|~^$]|&(?=#?\w+;)")


def markdown(table: Content) -> str:
    """The table as Markdown."""
    heads = [_cell(head) for head in table.heads]
    rule = ["---:" if number else "---" for number in table.numeric]
    rows = [[_cell(value) for value in row] for row in table.rows] or [[NOTHING, *[""] * (len(heads) - 1)]]
    parts = []
    if table.caption:
        parts.append(f"**{_cell(table.caption)}**")
    parts.append("\n".join(f"| {' | '.join(row)} |" for row in (heads, rule, *rows)))
    parts += [f"*{label}:* {_cell(text)}" for label, text in table.under]
    return "\n\n".join(parts) + "\n"


def _escaped(text: str) -> str:
    return _MARKUP.sub(lambda match: "\\" + match[0], text)


def _cell(value: object) -> str:
    return lines_of(value, _escaped, "<br>")
