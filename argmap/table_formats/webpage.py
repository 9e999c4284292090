"""A table in HTML: a fragment, or a page that prints well."""

from __future__ import annotations

import html

from argmap.table_formats.content import NOTHING, Content, lines_of

_STYLE = """\
body { font: 11pt/1.35 Georgia, "DejaVu Serif", serif; margin: 2em; color: #111; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: bold; margin-bottom: .6em; }
th, td { text-align: left; vertical-align: top; padding: .3em .6em; border-bottom: 1px solid #ccc; }
thead th { border-top: 2px solid #111; border-bottom: 1px solid #111; }
tbody tr:last-child td { border-bottom: 2px solid #111; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.under { font-size: 90%; max-width: 60em; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
@page { size: landscape; margin: 1.5cm; }"""


def webpage(table: Content, *, page: bool) -> str:
    """The table as HTML."""
    numeric = [' class="number"' if number else "" for number in table.numeric]
    lines = ["<table>"]
    if table.caption:
        lines.append(f"<caption>{_cell(table.caption)}</caption>")
    heads = "".join(
        f'<th scope="col"{mark}>{_cell(head)}</th>' for head, mark in zip(table.heads, numeric, strict=True)
    )
    lines += [f"<thead><tr>{heads}</tr></thead>", "<tbody>"]
    for row in table.rows:
        cells = "".join(f"<td{mark}>{_cell(value)}</td>" for value, mark in zip(row, numeric, strict=True))
        lines.append(f"<tr>{cells}</tr>")
    if not table.rows:
        lines.append(f'<tr><td colspan="{len(table.heads)}">{NOTHING}</td></tr>')
    lines += ["</tbody>", "</table>"]
    lines += [f'<p class="under"><em>{label}:</em> {_cell(text)}</p>' for label, text in table.under]
    body = "\n".join(lines) + "\n"
    if not page:
        return body
    title = _cell(table.caption or ", ".join(table.heads)).replace("<br>", " ")
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>\n{_STYLE}\n</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )


def _cell(value: object) -> str:
    return lines_of(value, html.escape, "<br>")
