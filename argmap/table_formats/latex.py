r"""A table in LaTeX: booktabs rules, a longtable that runs over pages, cells that wrap.

Every text is set as it stands: straight quotation marks stay straight, hyphens make no dash, nothing is a command.
"""

from __future__ import annotations

import math
import re
import unicodedata

from argmap.table_formats.content import NOTHING, Content, lines_of, text_of

_COMMANDS = {
    **{sign: f"\\{sign}" for sign in "{}$&#%_"},
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "`": r"\textasciigrave{}",
    "'": r"\textquotesingle{}",
    '"': r"\symbol{34}",  # the sign itself would be a command under babel's German
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "[": "{[}",  # after the end of a row it would begin an option
    "]": "{]}",
    "*": "{*}",
    "-": "-{}",
    ",": ",{}",
    "\u00a0": "~",
    "\u2009": r"\,",
    "\u202f": r"\,",
    "\u200b": r"\hspace{0pt}",
    "\u2011": r"\mbox{-}",
    "\u2212": r"\ensuremath{-}",
    "\u2192": r"\ensuremath{\rightarrow}",
    "\u2190": r"\ensuremath{\leftarrow}",
    "\u2264": r"\ensuremath{\leq}",
    "\u2265": r"\ensuremath{\geq}",
    "\u2260": r"\ensuremath{\neq}",
    "\u2248": r"\ensuremath{\approx}",
    "\ufffd": "{[}?{]}",
}
# Hyphens and commas only where they would melt: `--` into a dash, `,,` into a quotation mark.
_SPECIAL = re.compile(r"-(?=-)|,(?=,)|[{}]".format("".join(re.escape(sign) for sign in _COMMANDS if sign not in "-,")))
# What pdfLaTeX sets in the T1 encoding with the symbols of textcomp.
_COMMON = re.compile(
    "[\n\r\t -~\u00a0-\u017f\u0192\u0218-\u021b\u02c6\u02d8-\u02dd\u2010-\u2016\u2018-\u201e\u2020-\u2022"
    "\u2026\u2030\u2031\u2039\u203a\u203b\u203d\u2044\u20ac\u2116\u2122\u2126]"
)
_LONG = re.compile(r"[^\s-]{21,}")
_BREAKS = re.compile(r"(?<=[/_.:=?&])(?=\w)")
_SIZES = ((5, "small", 78), (8, "footnotesize", 88), (math.inf, "scriptsize", 100))  # columns, size, letters a line
_LANDSCAPE = 5  # columns from which a document is turned

_PREAMBLE = r"""\documentclass[a4paper%s]{article}
\usepackage[margin=2cm]{geometry}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[T1]{fontenc}
  \usepackage{textcomp}
  \IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
\else
  \usepackage{fontspec}
\fi
\usepackage{array,booktabs,longtable}
\begin{document}
"""


def latex(table: Content, *, label: str | None, document: bool) -> str:
    """The table as LaTeX: a fragment to `\\input`, or a whole document."""
    count = len(table.heads)
    size, letters = next((size, letters) for most, size, letters in _SIZES if count <= most)
    landscape = document and count >= _LANDSCAPE
    if document:
        letters = round(letters * (1.9 if landscape else 1.3))  # a line of ours against one of the class article
    shares = _shares(table, letters)
    numeric = table.numeric
    columns = "".join(
        rf">{{\ragged{'left' if number else 'right'}\arraybackslash}}"
        rf"p{{\dimexpr {share:.3f}\linewidth-2\tabcolsep\relax}}"
        for share, number in zip(shares, numeric, strict=True)
    )
    head = " & ".join(rf"\textbf{{{_cell(name)}}}" for name in table.heads) + r" \\"
    lines = _warning(table)
    lines += ["% Needs the packages array, booktabs and longtable, and the font encoding T1 (or LuaLaTeX, XeLaTeX)."]
    lines += [r"\begingroup", rf"\{size}", rf"\begin{{longtable}}{{@{{}}{columns}@{{}}}}"]
    if table.caption or label:
        named = rf"\label{{{label}}}" if label else ""
        lines.append(rf"\caption{{{_paragraph(table.caption or '')}}}{named}\\")
    lines += [r"\toprule", head, r"\midrule", r"\endfirsthead"]
    lines += [r"\toprule", head, r"\midrule", r"\endhead"]
    lines += [rf"\midrule \multicolumn{{{count}}}{{r@{{}}}}{{continued on the next page}} \\", r"\endfoot"]
    lines += [r"\bottomrule", r"\endlastfoot"]
    lines += [" & ".join(map(_cell, row)) + r" \\ \addlinespace[2pt]" for row in table.rows]
    if not table.rows:
        lines.append(rf"\multicolumn{{{count}}}{{@{{}}l@{{}}}}{{{NOTHING}}} \\")
    lines.append(r"\end{longtable}")
    lines += [rf"\noindent\emph{{{name}:}} {_paragraph(text)}\par" for name, text in table.under]
    lines.append(r"\endgroup")
    fragment = "\n".join(lines) + "\n"
    if not document:
        return fragment
    return _PREAMBLE % (",landscape" if landscape else "") + fragment + "\\end{document}\n"


def _escaped(text: str) -> str:
    text = unicodedata.normalize("NFC", text)  # pdfLaTeX sets no combining accent
    return _LONG.sub(lambda run: _BREAKS.sub("\0", run[0]), text) if _LONG.search(text) else text


def _set(text: str) -> str:
    escaped = _SPECIAL.sub(lambda match: _COMMANDS[match[0]], _escaped(text))
    return escaped.replace("\0", r"\allowbreak{}")


def _cell(value: object) -> str:
    return lines_of(value, _set, r"\newline{}")


def _paragraph(text: str) -> str:
    return lines_of(text, _set, r"\newline{}")


def _warning(table: Content) -> list[str]:
    """Which characters need another engine than pdfLaTeX, as a comment."""
    texts = [*table.heads, table.caption or "", table.note, table.rules]
    texts += [text_of(value) for row in table.rows for value in row]
    signs = {sign for text in texts if not text.isascii() for sign in unicodedata.normalize("NFC", text)}
    rare = sorted(sign for sign in signs if sign not in _COMMANDS and not _COMMON.match(sign))
    if not rare:
        return []
    named = ", ".join(f"U+{ord(sign):04X}" for sign in rare[:8]) + (", …" if len(rare) > 8 else "")
    return [f"% Compile with LuaLaTeX or XeLaTeX, and a font that has them: pdfLaTeX does not set {named}."]


def _shares(table: Content, letters: int) -> list[float]:
    """How much of the line each column takes: its words fit, and what is left goes to the columns with most text."""
    least, longest, mean = [], [], []
    for index, head in enumerate(table.heads):
        texts = [text_of(row[index]) for row in table.rows]
        lines = [line for text in (head, *texts) for line in text.split("\n")]
        words = [word for line in lines for word in re.split(r"[\s-]+", line)]
        # A heading is bold; two letters stand for the space between columns.
        least.append(min(max(max(map(len, words)), math.ceil(len(max(head.split() or [""], key=len)) * 1.3)), 22) + 2)
        longest.append(max(map(len, lines)) * 1.1 + 2)
        mean.append(sum(map(len, texts)) / max(1, len(texts)))
    if sum(longest) <= letters:
        return [wide / letters for wide in longest]
    spare = letters - sum(least)
    if spare <= 0:
        return [width / sum(least) for width in least]
    # Not in proportion: a column with ten times the text is given six times the spare room.
    wants = [average**0.8 if wide > small else 0.0 for average, wide, small in zip(mean, longest, least, strict=True)]
    total = sum(wants) or 1.0
    return [(small + spare * want / total) / letters for small, want in zip(least, wants, strict=True)]
