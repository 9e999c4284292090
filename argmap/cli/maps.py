"""Verbs about a whole map or its files: show, plot, convert, verify, lint, fmt, new."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import argmap as am
from argmap.cli.asking import statement
from argmap.cli.faults import refused
from argmap.files import format_file
from argmap.formats._decoding import decoded


def show(options: argparse.Namespace) -> int:
    m = am.read(options.file)
    if options.claim is None:
        print(_headline(m))
        if len(m.issues):
            print(f"\n{m.issues().to_text(width=70)}")
        else:
            print(f"\n{m.claims().to_text(width=70)}")
        return 0
    record = statement(m, options.claim)
    print(f"{record.id}: {record.text or record.title or ''}".rstrip(": "))
    if isinstance(record, am.Argument):
        print(f"{record.kind}: {'; '.join(map(str, record.premises))} -> {record.target}")
    parts: list[tuple[str, am.Table]] = [("positions", m.stances(record))]
    if isinstance(record, am.Claim):
        parts += [("arguments for", m.arguments_for(record)), ("arguments against", m.arguments_against(record))]
        parts.append(("outcomes", m.outcomes(target=[record.id, f"~{record.id}"])))
    parts.append(("undercuts", m.undercuts(record)))
    for title, table in parts:
        if len(table) or table.note:
            print(f"\n{title}\n{table}")
    return 0


def _headline(m: am.ArgumentMap) -> str:
    return f"{m.title or 'A map without a title'}\n{repr(m).rpartition(': ')[2].rstrip('>')}"


def plot(options: argparse.Namespace) -> int:
    m = am.read(options.file)
    color_by = None if options.color_by == "none" else options.color_by
    am.write(m, options.out, issue=options.issue, color_by=color_by)
    print(options.out)
    return 0


def convert(options: argparse.Namespace) -> int:
    m = am.read(options.file, format=options.from_)
    am.write(m, options.out, format=options.to, on_loss=options.on_loss)
    print(options.out)
    return 0


def verify(options: argparse.Namespace) -> int:
    m = am.read(options.file)
    own = Path(options.file)
    folder = options.texts or (own if own.is_dir() else own.parent)
    table = am.verify(m, am.read_texts(m, folder))
    faults = [row for row in table if row.status != "exact"]
    for row in faults:
        place = f" in {row.source}" if row.source else ""
        print(f"{type(row.record).__name__.lower()} {row['record']}{place}: {row.status}: {row.message}")
    print(table.note)
    return 1 if faults else 0


def lint(options: argparse.Namespace) -> int:
    table = am.lint(am.read(options.file), rules=options.rule)
    print(table.to_text(width=None))
    return 1 if any(row.severity == "error" for row in table) else 0


def fmt(options: argparse.Namespace) -> int:
    code = 0
    for name in options.file:
        try:
            changed = _fmt_stdin(options.check) if name == "-" else format_file(name, check=options.check)
        except BrokenPipeError:
            raise
        except (am.ArgmapError, OSError) as error:
            code = refused(error)  # the other files are formatted all the same
            continue
        if changed and name != "-":
            print(name)
        if changed and options.check:
            code = code or 1
    return code


def _fmt_stdin(check: bool) -> bool:
    data = sys.stdin.buffer.read()
    formatted = am.format_argdown(decoded(data, "<stdin>"), source="<stdin>").encode()
    if not check:
        sys.stdout.flush()
        sys.stdout.buffer.write(formatted)
        sys.stdout.buffer.flush()
    return formatted != data


def new(options: argparse.Namespace) -> int:
    am.new_tables(options.folder)
    print(f"{options.folder}: an empty set of tables; its README.md says how to fill them in")
    return 0
