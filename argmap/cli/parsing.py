"""The verbs and their options."""

from __future__ import annotations

import argparse
from collections.abc import Callable

import argmap as am
from argmap.cli import maps, questions
from argmap.cli.asking import add_filters
from argmap.cli.output import add_output

_EPILOG = """\
FILE is a folder of tables, a workbook (.xlsx), an Argdown text (.argdown) or argmap's own JSON (.argmap.json).
A CLAIM is an id, or some words of its text when only one claim has them. A side is a party, or several as in eff+cpip.

examples:
  argmap new my-debate                              an empty set of tables to fill in
  argmap who examples/cloudflare "dumb pipe"        who holds it, who denies it, in which words
  argmap show examples/cloudflare caching-fair-use  the claim, its positions, what speaks for and against it
  argmap positions examples/cloudflare --party cloudflare --stance denies --rollup
  argmap disputes examples/cloudflare --issue safe-harbor
  argmap clashes examples/cloudflare als-scan cloudflare --format md
  argmap reasons examples/cloudflare als-scan cloudflare --output reasons.xlsx
  argmap network examples/cloudflare --kind conflict --exclude issue=off-topic --format csv
  argmap separate-statement examples/cloudflare --case case-als --party als-scan --format latex
  argmap plot examples/cloudflare map.svg --issue safe-harbor
  argmap convert examples/cloudflare cloudflare.ttl
  argmap verify examples/cloudflare --texts documents
  argmap fmt debate.argdown                         one layout, with every word and comment where it was

exit codes: 0 done; 1 a quote is not exact, lint found an error, or fmt --check found something to format;
2 wrong use or bad input
(one line a fault on standard error: file:line:column: what is wrong)
"""

Run = Callable[[argparse.Namespace], int]
Verb = Callable[[str, Run, str], argparse.ArgumentParser]


def parser() -> argparse.ArgumentParser:
    """The command line with all its verbs."""
    made = argparse.ArgumentParser(
        prog="argmap",
        description="Argument maps: what is claimed, what speaks for and against it, and who holds what.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--version", action="version", version=f"argmap {am.__version__}")
    verbs = made.add_subparsers(title="commands", metavar="COMMAND")

    def verb(name: str, run: Run, what: str) -> argparse.ArgumentParser:
        one = verbs.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
        one.set_defaults(run=run, verb=name)
        return one

    _show(verb)
    _questions(verb)
    _files(verb)
    return made


def _show(verb: Verb) -> None:
    show = verb("show", maps.show, "print what a map holds, or all about one claim or argument")
    show.add_argument("file", metavar="FILE")
    show.add_argument("claim", metavar="CLAIM", nargs="?", help="a claim or argument: its id, or words of its text")


def _questions(verb: Verb) -> None:
    who = verb("who", questions.who, "print who asserts, denies or questions a claim, when, where and in which words")
    who.add_argument("file", metavar="FILE")
    who.add_argument("claim", metavar="CLAIM", help="its id, or words of its text")
    add_filters(who, without=("target", "about", "exclude"), rollup=False)
    add_output(who)

    positions = verb("positions", questions.positions, "list positions that match every filter")
    positions.add_argument("file", metavar="FILE")
    add_filters(positions, without=("exclude",), rollup=False)
    add_output(positions)

    for name, question in questions.QUESTIONS.items():
        one = verb(name, questions.ask, question.what)
        one.add_argument("file", metavar="FILE")
        if question.sides:
            one.add_argument("a", metavar="A", help="one side: a party, or several with + between them")
            one.add_argument("b", metavar="B", help="the other side")
        add_filters(one)
        add_output(one)

    matrix = verb("matrix", questions.matrix, "print the matrix of parties and claims")
    matrix.add_argument("file", metavar="FILE")
    counting = _counting(matrix, ["activity", "prominence"])
    counting.add_argument("--value", choices=["sign", "count", "subtract", "combine"], help="what a cell holds")
    add_filters(matrix)
    add_output(matrix)

    network = verb("network", questions.network, "list the edges of a network of parties or claims")
    network.add_argument("file", metavar="FILE")
    network.add_argument("--kind", choices=list(questions.NETWORKS), default="congruence", help="left out: congruence")
    network.add_argument("--of", choices=["party", "claim"], help="what the nodes are; left out: parties")
    counting = _counting(network, ["average", "jaccard", "cosine", "activity", "prominence"])
    counting.add_argument("--min-weight", type=float, metavar="NUMBER", help="leave out lighter edges")
    add_filters(network)
    add_output(network)

    statement = verb(
        "separate-statement",
        questions.separate_statement,
        "print the separate statement of a party in a case: facts, evidence, responses",
    )
    statement.add_argument("file", metavar="FILE")
    statement.add_argument("--case", dest="of_case", required=True, help="the case")
    statement.add_argument("--party", dest="mover", required=True, help="the moving party")
    statement.add_argument("--opponent", action="append", help="who responds; left out: who has another role")
    statement.add_argument("--kind", action="append", help="kind of claim; left out: fact; any lists all")
    add_filters(statement, without=("party", "case", "target", "stance", "imputed-by", "about"))
    add_output(statement)


def _counting(parser: argparse.ArgumentParser, normalise: list[str]) -> argparse._ArgumentGroup:
    group = parser.add_argument_group("counting")
    group.add_argument("--qualifier", choices=["boolean", "integer", "category", "none"], help="what is compared")
    group.add_argument(
        "--duplicates",
        choices=["once", "all", "document", "day", "week", "month", "year"],
        help="which statements of one party with one stance on one claim count as one",
    )
    group.add_argument("--normalise", choices=normalise, help="by what weights are divided")
    for what in ("positions", "claims", "parties"):
        group.add_argument(f"--min-{what}", type=int, metavar="NUMBER", help=f"leave out what has fewer {what}")
    group.add_argument("--compat", choices=["dna"], help="count as Discourse Network Analyzer does")
    return group


def _files(verb: Verb) -> None:
    plot = verb("plot", maps.plot, "draw the argument map into a file (.png, .svg or .pdf)")
    plot.add_argument("file", metavar="FILE")
    plot.add_argument("out", metavar="OUT")
    plot.add_argument("--issue", action="append", help="only this issue; may be repeated")
    plot.add_argument("--color-by", choices=["party", "none"], default="party", help="what the stripes show")

    convert = verb("convert", maps.convert, "read a map in one format and write it in another, saying what is lost")
    convert.add_argument("file", metavar="FILE")
    convert.add_argument("out", metavar="OUT", help="a file; a name without suffix takes a folder of tables")
    convert.add_argument("--from", dest="from_", metavar="FORMAT", help="when the suffix does not tell")
    convert.add_argument("--to", metavar="FORMAT", help="when the suffix does not tell")
    convert.add_argument("--on-loss", choices=["warn", "raise", "ignore"], default="warn")

    verify = verb("verify", maps.verify, "check every quote against the texts of the sources")
    verify.add_argument("file", metavar="FILE")
    verify.add_argument("--texts", metavar="FOLDER", help="where the texts lie (default: the folder of the map)")

    lint = verb("lint", maps.lint, "list what looks undone or odd in a map, and what to do about it")
    lint.add_argument("file", metavar="FILE")
    lint.add_argument("--rule", action="append", help="only this rule; may be repeated")

    fmt = verb(
        "fmt", maps.fmt, "format Argdown files in place: the layout, never what they say; print which it changed"
    )
    fmt.add_argument("file", metavar="FILE", nargs="+", help="an Argdown file; - formats standard input to the output")
    fmt.add_argument("--check", action="store_true", help="change nothing; exit with 1 when something would change")

    new = verb("new", maps.new, "write an empty set of tables with a README into a folder")
    new.add_argument("folder", metavar="FOLDER")
