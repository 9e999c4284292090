"""The command line: thin verbs over the library."""

from __future__ import annotations

import argparse
import csv
import json
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import argmap as am
from argmap.files import format_file
from argmap.formats._decoding import decoded

_EPILOG = """\
FILE is a folder of tables, a workbook (.xlsx), an Argdown text (.argdown) or argmap's own JSON (.argmap.json).
A CLAIM is an id, or some words of its text when only one claim has them.

examples:
  argmap new my-debate                              an empty set of tables to fill in
  argmap who examples/cloudflare "dumb pipe"        who holds it, who denies it, in which words
  argmap show examples/cloudflare caching-fair-use  the claim, its positions, what speaks for and against it
  argmap positions examples/cloudflare --party cloudflare --stance denies --rollup
  argmap plot examples/cloudflare map.svg --issue safe-harbor
  argmap convert examples/cloudflare cloudflare.ttl
  argmap verify examples/cloudflare --texts documents
  argmap fmt debate.argdown                         one layout, with every word and comment where it was

exit codes: 0 done; 1 a quote is not exact, lint found an error, or fmt --check found something to format;
2 wrong use or bad input
(one line a fault on standard error: file:line:column: what is wrong)
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = _parser()
    options = parser.parse_args(argv)
    if not hasattr(options, "run"):
        parser.print_help()
        return 2
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _warned
            warnings.simplefilter("always", am.LossyWriteWarning)
            warnings.simplefilter("always", am.ReadWarning)
            code: int = options.run(options)
    except am.ArgmapError as error:
        return _refused(error)
    except BrokenPipeError:
        # The reader of our output (head, less) has had enough.
        sys.stderr.close()
        return 0
    except OSError as error:
        return _refused(error)
    return code


def _refused(error: am.ArgmapError | OSError) -> int:
    """Say on standard error what was wrong, one line a fault."""
    if isinstance(error, am.ReadError):
        for fault in error.errors:
            print(fault, file=sys.stderr)
    elif isinstance(error, am.ArgmapError):
        print(f"argmap: {error}", file=sys.stderr)
    else:
        place = f"{error.filename}: " if error.filename is not None else ""
        print(f"argmap: {place}{error.strerror or error}", file=sys.stderr)
    return 2


def _warned(message: Warning | str, *_: Any, **__: Any) -> None:
    if isinstance(message, am.ReadWarning):
        for fault in message.faults:
            print(fault, file=sys.stderr)
    else:
        print(f"argmap: {message}", file=sys.stderr)


def _show(options: argparse.Namespace) -> int:
    m = am.read(options.file)
    if options.claim is None:
        print(_headline(m))
        if len(m.issues):
            print(f"\n{m.issues().to_text(width=70)}")
        else:
            print(f"\n{m.claims().to_text(width=70)}")
        return 0
    record = _statement(m, options.claim)
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


def _who(options: argparse.Namespace) -> int:
    m = am.read(options.file)
    record = _statement(m, options.claim)
    table = m.positions(
        target=record,
        rollup=options.rollup,
        basis=options.basis,
        since=options.since,
        until=options.until,
        on=options.on,
    )
    print(f"{record.id}: {record.text or record.title or ''}".rstrip(": "))
    by_stance: dict[str, list[am.Row]] = {}
    for row in table:
        by_stance.setdefault(row.stance, []).append(row)
    if not {"asserts", "concedes"} & by_stance.keys():
        print("\nnobody in this map asserts or concedes it")
    for stance, rows in by_stance.items():
        print(f"\n{stance}")
        for row in rows:
            print(f"  {_said(m, row)}")
    if table.note:
        print(f"\n{table.note}")
    return 0


def _said(m: am.ArgumentMap, row: am.Row) -> str:
    """One position in a line: who, for whom, when, where, how and in which words."""
    who = m.parties[row.party].name
    cells = row.as_dict()
    if cells.get("principal", row.party) != row.party:
        who += f" (for {m.parties[row.principal].name})"
    marks = [str(row.date) if row.date else "", f"in {row.source}" if row.source else "", row.mode or ""]
    if row.basis == "inferred":
        marks.append("inferred by the coder")
    if cells.get("match") == "possibly":
        marks.append("possibly in that time")
    quote = f" “{' '.join(row.quote.split())}”" if row.quote else ""
    return f"{who}: {', '.join(mark for mark in marks if mark)}{quote}".rstrip(": ")


def _statement(m: am.ArgumentMap, words: str) -> Any:
    """The claim or argument with this id, or the only claim with these words."""
    if words in m:
        return m.statement(words)
    found = m.find(words)
    if len(found) == 1:
        return found[0].record
    if not len(found):
        return m.statement(words)  # raises, with the nearest id
    listed = "\n".join(f"  {row.id}: {row.text}" for row in found.rows[:20])
    raise am.AmbiguousNameError(f"{len(found)} claims have the words {words!r}; name one of them by its id:\n{listed}")


def _positions(options: argparse.Namespace) -> int:
    m = am.read(options.file)
    names = ["party", "target", "issue", "source", "case", "stance", "mode", "basis", "since", "until", "on"]
    names += ["about", "tag", "imputed_by", "rollup"]
    table = m.positions(**{name: getattr(options, name) for name in names})
    _print_table(table, options.as_)
    return 0


def _print_table(table: am.Table, shape: str) -> None:
    if shape == "table":
        print(table)
        return
    rows = [{name: _cell(value) for name, value in row.as_dict().items()} for row in table]
    if shape == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    writer = csv.DictWriter(sys.stdout, table.columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _cell(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return "; ".join(map(str, value))
    return str(value) if isinstance(value, am.Date) else value


def _plot(options: argparse.Namespace) -> int:
    m = am.read(options.file)
    color_by = None if options.color_by == "none" else options.color_by
    am.write(m, options.out, issue=options.issue, color_by=color_by)
    print(options.out)
    return 0


def _convert(options: argparse.Namespace) -> int:
    m = am.read(options.file, format=options.from_)
    am.write(m, options.out, format=options.to, on_loss=options.on_loss)
    print(options.out)
    return 0


def _verify(options: argparse.Namespace) -> int:
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


def _lint(options: argparse.Namespace) -> int:
    table = am.lint(am.read(options.file), rules=options.rule)
    print(table.to_text(width=None))
    return 1 if any(row.severity == "error" for row in table) else 0


def _fmt(options: argparse.Namespace) -> int:
    code = 0
    for name in options.file:
        try:
            changed = _fmt_stdin(options.check) if name == "-" else format_file(name, check=options.check)
        except BrokenPipeError:
            raise
        except (am.ArgmapError, OSError) as error:
            code = _refused(error)  # the other files are formatted all the same
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


def _new(options: argparse.Namespace) -> int:
    am.new_tables(options.folder)
    print(f"{options.folder}: an empty set of tables; its README.md says how to fill them in")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="argmap",
        description="Argument maps: what is claimed, what speaks for and against it, and who holds what.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"argmap {am.__version__}")
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND")

    def verb(name: str, run: Callable[[argparse.Namespace], int], what: str) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
        made.set_defaults(run=run)
        return made

    show = verb("show", _show, "print what a map holds, or all about one claim or argument")
    show.add_argument("file", metavar="FILE")
    show.add_argument("claim", metavar="CLAIM", nargs="?", help="a claim or argument: its id, or words of its text")

    who = verb("who", _who, "print who asserts, denies or questions a claim, when, where and in which words")
    who.add_argument("file", metavar="FILE")
    who.add_argument("claim", metavar="CLAIM", help="its id, or words of its text")
    _dates(who)
    who.add_argument("--basis", choices=["explicit", "inferred"], help="only what the sources say, or only inferences")
    who.add_argument("--rollup", action="store_true", help="say for whom explicit spokesmen speak")

    positions = verb("positions", _positions, "list positions that match every filter")
    positions.add_argument("file", metavar="FILE")
    for name, what in [
        ("party", "whose stance: id, name or alias"),
        ("target", "on this claim or argument"),
        ("issue", "under this issue or its sub-issues"),
        ("source", "read in this document, or passed on through it"),
        ("case", "in a document of this case"),
        ("stance", "asserts, denies, questions, concedes, reserves, withdraws, mentions"),
        ("mode", "direct, paraphrase, nested, act, imputed, own, any (left out: all but imputed)"),
        ("basis", "explicit or inferred"),
        ("tag", "on claims and arguments with this tag"),
        ("imputed-by", "what this opponent says that others say"),
    ]:
        positions.add_argument(f"--{name}", action="append", metavar=name.upper(), help=what + "; may be repeated")
    positions.add_argument("--about", help="on this claim, argument or issue and every argument that bears on it")
    _dates(positions)
    positions.add_argument("--rollup", action="store_true", help="count explicit spokesmen as their principals")
    positions.add_argument(
        "--as", dest="as_", choices=["table", "csv", "json"], default="table", help="shape of the output"
    )

    plot = verb("plot", _plot, "draw the argument map into a file (.png, .svg or .pdf)")
    plot.add_argument("file", metavar="FILE")
    plot.add_argument("out", metavar="OUT")
    plot.add_argument("--issue", action="append", help="only this issue; may be repeated")
    plot.add_argument("--color-by", choices=["party", "none"], default="party", help="what the stripes show")

    convert = verb("convert", _convert, "read a map in one format and write it in another, saying what is lost")
    convert.add_argument("file", metavar="FILE")
    convert.add_argument("out", metavar="OUT", help="a file; a name without suffix takes a folder of tables")
    convert.add_argument("--from", dest="from_", metavar="FORMAT", help="when the suffix does not tell")
    convert.add_argument("--to", metavar="FORMAT", help="when the suffix does not tell")
    convert.add_argument("--on-loss", choices=["warn", "raise", "ignore"], default="warn")

    verify = verb("verify", _verify, "check every quote against the texts of the sources")
    verify.add_argument("file", metavar="FILE")
    verify.add_argument("--texts", metavar="FOLDER", help="where the texts lie (default: the folder of the map)")

    lint = verb("lint", _lint, "list what looks undone or odd in a map, and what to do about it")
    lint.add_argument("file", metavar="FILE")
    lint.add_argument("--rule", action="append", help="only this rule; may be repeated")

    fmt = verb("fmt", _fmt, "format Argdown files in place: the layout, never what they say; print which it changed")
    fmt.add_argument("file", metavar="FILE", nargs="+", help="an Argdown file; - formats standard input to the output")
    fmt.add_argument("--check", action="store_true", help="change nothing; exit with 1 when something would change")

    new = verb("new", _new, "write an empty set of tables with a README into a folder")
    new.add_argument("folder", metavar="FOLDER")
    return parser


def _dates(parser: argparse.ArgumentParser) -> None:
    for name in ("since", "until", "on"):
        parser.add_argument(f"--{name}", metavar="DATE", help="2018, 2018-03 or 2018-03-07, as far as it is known")
