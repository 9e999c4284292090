"""Time and memory of a big map, against the same content in a networkx MultiDiGraph.

Run by hand: `python benchmarks/model.py`.

Content: 200,000 claims with a text; 400,000 arguments, one in five with two linked premises, one in twenty an undercut
of an earlier argument, the rest supports and attacks of claims, one in ten of a negated claim; 1,000 parties; 200,000
positions with stance and year, every second one read in one of 1,000 sources.

networkx holds it as any user would who needs linked premises and undercuts: claims, arguments, parties and sources are
nodes; an argument has an edge from each premise and one to its target, with the sign of the literal; a position is an
edge from the party to the claim, keyed by its id, with its stance, year and source. It checks nothing; argmap checks
every id, and indexes who names whom.

Each side runs in a process of its own. CPU is `time.process_time` from the start of its imports to the finished map,
memory the peak of the resident set over that of a bare interpreter. Strings are made while building, on both sides.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

CLAIMS, ARGUMENTS, POSITIONS, PARTIES, SOURCES = 200_000, 400_000, 200_000, 1_000, 1_000
CHAIN = 50_000
STANCES = ("asserts", "denies", "questions", "concedes")

CPU_TARGET, MEMORY_TARGET, HOLDERS_TARGET, IMPORT_TARGET = 0.6, 0.45, 50.0, 60.0


def number(n: int, of: int) -> int:
    """A number below `of` that looks random and is the same each time."""
    return (n * 2_654_435_761 >> 7) % of


def arguments() -> Iterator[tuple[str, list[str], str, str, bool]]:
    """Id, premises, target, kind, and whether the target is negated."""
    for n in range(ARGUMENTS):
        premises = [f"c{number(n, CLAIMS)}"]
        if n % 5 == 0 and (other := f"c{number(n + 7, CLAIMS)}") != premises[0]:
            premises.append(other)
        if n % 20 == 19:
            yield f"a{n}", premises, f"a{number(n, n)}", "undercut", False
        else:
            yield f"a{n}", premises, f"c{number(n + 3, CLAIMS)}", "support" if n % 3 else "attack", n % 10 == 1


def positions() -> Iterator[tuple[str, str, str, str, str, str | None]]:
    """Id, party, claim, stance, year, source."""
    for n in range(POSITIONS):
        source = f"s{number(n + 5, SOURCES)}" if n % 2 else None
        yield f"p{n}", f"o{number(n, PARTIES)}", f"c{number(n + 1, CLAIMS)}", STANCES[n % 4], f"{2000 + n % 25}", source


def built_by_argmap() -> Any:
    import argmap as am

    def records() -> Iterator[Any]:
        for n in range(PARTIES):
            yield am.Party(f"o{n}", f"Party {n}")
        for n in range(SOURCES):
            yield am.Source(f"s{n}", f"Source {n}")
        for n in range(CLAIMS):
            yield am.Claim(f"c{n}", f"This is the text of claim number {n}.")
        for id, premises, target, kind, negated in arguments():
            yield am.Argument(id, premises, "~" + target if negated else target, kind)
        for id, party, target, stance, year, source in positions():
            yield am.Position(id, party, target, stance, date=year, evidence=source)

    m = am.ArgumentMap("Benchmark")
    m.extend(records())
    return m


def built_by_networkx() -> Any:
    import networkx as nx

    graph = nx.MultiDiGraph(name="Benchmark")
    for n in range(PARTIES):
        graph.add_node(f"o{n}", type="party", name=f"Party {n}")
    for n in range(SOURCES):
        graph.add_node(f"s{n}", type="source", title=f"Source {n}")
    for n in range(CLAIMS):
        graph.add_node(f"c{n}", type="claim", text=f"This is the text of claim number {n}.")
    for id, premises, target, kind, negated in arguments():
        graph.add_node(id, type="argument", kind=kind)
        for premise in premises:
            graph.add_edge(premise, id, type="premise", negated=False)
        graph.add_edge(id, target, type="target", negated=negated)
    for id, party, target, stance, year, source in positions():
        if source is None:
            graph.add_edge(party, target, key=id, type="position", stance=stance, date=year)
        else:
            graph.add_edge(party, target, key=id, type="position", stance=stance, date=year, source=source)
    return graph


# -- one side, in a process of its own ---------------------------------------------------------------------------------


def peak() -> float:
    """Peak of the resident set, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(build: Callable[[], Any]) -> dict[str, float]:
    start = time.process_time()
    made = build()
    figures = {"cpu": time.process_time() - start, "peak": peak()}
    if hasattr(made, "holders"):
        figures |= asked(made)
    return figures


def asked(m: Any) -> dict[str, float]:
    """The median time of a question, in microseconds."""
    ids = [f"c{number(n + 11, CLAIMS)}" for n in range(5_000)]
    found = {}
    for name in ("holders", "stances", "arguments_for"):
        times = []
        for id in ids:
            start = time.perf_counter()
            getattr(m, name)(id)
            times.append(time.perf_counter() - start)
        found[name] = 1e6 * statistics.median(times)
    return found


def chained() -> dict[str, float]:
    """A chain of claims, each supported by the next: seconds for each step."""
    import argmap as am

    records = [am.Claim(f"c{n}", f"Claim {n}.") for n in range(CHAIN)]
    links = [am.Argument(f"a{n}", f"c{n + 1}", f"c{n}") for n in range(CHAIN - 1)]
    steps: dict[str, float] = {}
    m, twin, again = am.ArgumentMap("Chain"), None, None

    def step(name: str, do: Callable[[], Any]) -> Any:
        start = time.process_time()
        result = do()
        steps[name] = time.process_time() - start
        return result

    step("build", lambda: m.extend([*records, *links]))
    twin = step("copy", m.copy)
    if not step("compare", lambda: twin == m):
        raise SystemExit("a copy differs from its original")
    step("verify", lambda: am.verify(m))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chain.argmap.json"
        step("write", lambda: am.write(m, path))
        again = step("read", lambda: am.read(path))
    if again != m:
        raise SystemExit("what was read differs from what was written")
    return steps


def imported(statement: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return 1000 * (time.perf_counter() - start)


SIDES: dict[str, Callable[[], dict[str, float]]] = {
    "bare": lambda: {"peak": peak()},
    "argmap": lambda: measured(built_by_argmap),
    "networkx": lambda: measured(built_by_networkx),
    "chain": chained,
}


def run(side: str) -> dict[str, float]:
    """The figures of one side, from a fresh interpreter."""
    done = subprocess.run([sys.executable, __file__, "--side", side], check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


# -- the table ---------------------------------------------------------------------------------------------------------


def report(runs: int) -> bool:
    """Print the figures; whether every target is met."""
    bare = min(run("bare")["peak"] for _ in range(3))
    sides: dict[str, list[dict[str, float]]] = {"argmap": [], "networkx": []}
    for _ in range(runs):  # in turn, so that a busy minute hits both
        for side, figures in sides.items():
            figures.append(run(side))
    pairs = list(zip(sides["argmap"], sides["networkx"], strict=True))
    print(f"{CLAIMS:,} claims, {ARGUMENTS:,} arguments, {POSITIONS:,} positions; {runs} runs, least and median")
    verdicts = []

    def line(name: str, least: str, median: str, ratio: str = "", target: str = "", met: bool | None = None) -> None:
        verdict = "" if met is None else "met" if met else "MISSED"
        print(f"{name:34}{least:>10}{median:>10}{ratio:>9}  {target:16}{verdict}")
        verdicts.append(met is not False)

    line("", "least", "median", "ratio", "target")
    for what, unit, target, minus in (("cpu", "s", CPU_TARGET, 0.0), ("peak", "MB", MEMORY_TARGET, bare)):
        ratios = [(ours[what] - minus) / (theirs[what] - minus) for ours, theirs in pairs]
        for side, figures in sides.items():
            values = [figure[what] - minus for figure in figures]
            name = f"{side}: {'CPU' if what == 'cpu' else 'memory'} ({unit})"
            line(name, f"{min(values):.2f}", f"{statistics.median(values):.2f}")
        ratio = statistics.median(ratios)
        line(
            "  argmap / networkx", f"{min(ratios):.2f}", f"{ratio:.2f}", f"{ratio:.2f}", f"<= {target}", ratio <= target
        )
    for question in ("holders", "stances", "arguments_for"):
        values = [figure[question] for figure in sides["argmap"]]
        median, target = statistics.median(values), HOLDERS_TARGET
        line(
            f"m.{question}(x) (microseconds)",
            f"{min(values):.1f}",
            f"{median:.1f}",
            "",
            f"< {target:.0f}",
            median < target,
        )
    chains = [run("chain") for _ in range(runs)]
    for name in chains[0]:
        values = [chain[name] for chain in chains]
        line(f"chain of {CHAIN:,}: {name} (s)", f"{min(values):.2f}", f"{statistics.median(values):.2f}")
    times = [(imported("import argmap"), imported("pass")) for _ in range(21)]
    added = statistics.median(ours for ours, _ in times) - statistics.median(theirs for _, theirs in times)
    line("import argmap, added (ms)", "", f"{added:.1f}", "", f"<= {IMPORT_TARGET:.0f}", added <= IMPORT_TARGET)
    return all(verdicts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="how often each side runs (default 5)")
    parser.add_argument("--side", choices=sorted(SIDES), help="run one side here and print its figures as JSON")
    chosen = parser.parse_args()
    if chosen.side:
        print(json.dumps(SIDES[chosen.side]()))
        return 0
    return 0 if report(chosen.runs) else 1


if __name__ == "__main__":
    sys.exit(main())
