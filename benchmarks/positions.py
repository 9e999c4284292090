"""Matrix, network and questions of a million positions, against the same work in pandas.

Run by hand: `python benchmarks/positions.py`.

Content: 10,000 parties, 50,000 claims, 1,000 sources; 1,000,000 positions of random parties on random claims (one seed,
drawn evenly): three in eight assert, one concedes, three deny, one questions; each with a month of the years 2000 to
2024, every second one read in a source.

The work, on both sides from what a program holds when it begins: argmap from a map of records, pandas from a list of
tuples (id, party, claim, stance, mode, date, source).

- matrix: parties x claims, what each party holds of each claim, repeated statements once, both sides told apart;
- congruence: for each pair of parties the number of claims on which both take the same stance.

In pandas: `DataFrame`, a filter of modes, `map` to signs, `drop_duplicates`, `groupby` for the matrix, `merge` with
itself on claim and sign, one half of the pairs, `groupby.size` for the network. It is measured twice: with ids as they
come, and with ids turned into categories first, which takes a user who knows. argmap also rolls up spokesmen, checks
every filter, and keeps what is behind each edge.

Each side runs in a process of its own. CPU is `time.process_time` of the work, imports excluded; memory is the peak of
the resident set, the map or the tuples included.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

PARTIES, CLAIMS, POSITIONS, SOURCES = 10_000, 50_000, 1_000_000, 1_000
STANCES = ("asserts", "asserts", "asserts", "concedes", "denies", "denies", "denies", "questions")

CPU_TARGET, MEMORY_TARGET, RATIO_TARGET, HOLDERS_TARGET = 10.0, 2048.0, 3.0, 50.0


def rows() -> Iterator[tuple[str, str, str, str, str, str, str | None]]:
    """Id, party, claim, stance, mode, date, source."""
    draw = random.Random(1).random
    for n in range(POSITIONS):
        party, claim, stance = f"o{int(draw() * PARTIES)}", f"c{int(draw() * CLAIMS)}", STANCES[int(draw() * 8)]
        date = f"{2000 + n % 25}-{1 + n % 12:02}"
        yield f"p{n}", party, claim, stance, "direct", date, f"s{n % SOURCES}" if n % 2 else None


def built() -> Any:
    import argmap as am

    def records() -> Iterator[Any]:
        for n in range(PARTIES):
            yield am.Party(f"o{n}", f"Party {n}")
        for n in range(SOURCES):
            yield am.Source(f"s{n}", f"Source {n}")
        for n in range(CLAIMS):
            yield am.Claim(f"c{n}", f"This is the text of claim number {n}.")
        for id, party, claim, stance, mode, date, source in rows():
            yield am.Position(id, party, claim, stance, mode=mode, date=date, evidence=source)

    m = am.ArgumentMap("Benchmark")
    m.extend(records())
    return m


# -- one side, in a process of its own ---------------------------------------------------------------------------------


def peak() -> float:
    """Peak of the resident set, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(do: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    made = do()
    return time.process_time() - start, made


def by_argmap() -> dict[str, float]:
    import networkx  # noqa: F401  # imports are not what is measured
    import scipy.sparse  # noqa: F401

    import argmap as am

    m = built()
    gc.collect()  # of what building left, on both sides
    figures: dict[str, float] = {}
    figures["matrix"], made = timed(lambda: am.matrix(m))
    figures["cells"] = made.values.nnz
    del made
    figures["congruence"], net = timed(lambda: am.congruence(m))
    figures["edges"], figures["weight"] = net.number_of_edges, float(net.matrix.sum()) / 2
    figures["top"], table = timed(lambda: net.edges(top=20))
    figures["open"] = timed(lambda: [row.claims for row in table])[0] / 20 * 1e6
    figures["peak"] = peak()
    return figures | asked(m)


def asked(m: Any) -> dict[str, float]:
    """The median time of a question, in microseconds; of filters also by answer."""
    draw = random.Random(2).random
    claims = [f"c{int(draw() * CLAIMS)}" for _ in range(5_000)]
    parties = [f"o{int(draw() * PARTIES)}" for _ in range(500)]

    def median(ask: Callable[[str], Any], ids: list[str], *, each: bool = False) -> float:
        times = []
        for id in ids:
            start = time.perf_counter()
            found = ask(id)
            times.append((time.perf_counter() - start) / (max(len(found), 1) if each else 1))
        return 1e6 * statistics.median(times)

    import argmap as am

    def network(id: str) -> tuple[str, ...]:
        return am.congruence(m, target=id).nodes

    return {
        "holders": median(m.holders, claims),
        "filter": median(lambda id: m.positions(party=id, since="2010", stance="denies"), parties),
        "a row, filter by party": median(lambda id: m.positions(party=id), parties, each=True),
        "a row, filter by claim": median(lambda id: m.positions(target=id), claims[:500], each=True),
        "network of one claim": median(network, claims[:100]),
    }


def by_pandas(categories: bool) -> dict[str, float]:
    import pandas as pd

    content = list(rows())
    gc.collect()
    figures: dict[str, float] = {}
    columns = ["id", "party", "claim", "stance", "mode", "date", "source"]

    def signed() -> Any:
        frame = pd.DataFrame(content, columns=columns)
        frame = frame[frame["mode"] != "imputed"]
        frame["sign"] = frame["stance"].map({"asserts": 1, "concedes": 1, "denies": -1})
        frame = frame.dropna(subset=["sign"])[["party", "claim", "sign"]]
        if categories:
            frame = frame.astype({"party": "category", "claim": "category"})
        return frame.drop_duplicates()

    def cells() -> Any:
        return signed().groupby(["party", "claim"], observed=True)["sign"].agg(["sum", "size"])

    def congruence() -> Any:
        frame = signed()
        pairs = frame.merge(frame, on=["claim", "sign"])
        if categories:
            pairs = pairs[pairs["party_x"].cat.codes < pairs["party_y"].cat.codes]
        else:
            pairs = pairs[pairs["party_x"] < pairs["party_y"]]
        return pairs.groupby(["party_x", "party_y"], observed=True).size()

    figures["matrix"], made = timed(cells)
    figures["cells"] = len(made)
    del made
    figures["congruence"], weights = timed(congruence)
    figures["edges"], figures["weight"] = len(weights), float(weights.sum())
    figures["peak"] = peak()
    return figures


SIDES: dict[str, Callable[[], dict[str, float]]] = {
    "argmap": by_argmap,
    "pandas": lambda: by_pandas(False),
    "pandas, categories": lambda: by_pandas(True),
}


def run(side: str) -> dict[str, float]:
    """The figures of one side, from a fresh interpreter."""
    done = subprocess.run([sys.executable, __file__, "--side", side], check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


# -- the table ---------------------------------------------------------------------------------------------------------


def report(runs: int) -> bool:
    """Print the figures; whether every target is met."""
    sides: dict[str, list[dict[str, float]]] = {side: [] for side in SIDES}
    for _ in range(runs):  # in turn, so that a busy minute hits all
        for side, figures in sides.items():
            figures.append(run(side))
    found = {
        tuple(figures[what] for what in ("cells", "edges", "weight")) for each in sides.values() for figures in each
    }
    if len(found) > 1:
        raise SystemExit(f"the sides differ: {sorted(found)}")
    cells, edges, weight = found.pop()
    print(f"{POSITIONS:,} positions, {PARTIES:,} parties, {CLAIMS:,} claims; {runs} runs, least")
    print(f"{cells:,.0f} cells, {edges:,.0f} edges of a weight of {weight:,.0f}, the same on all sides\n")
    print(f"{'':24}{'matrix (s)':>12}{'congruence (s)':>16}{'both (s)':>10}{'peak (MB)':>11}")
    both: dict[str, list[float]] = {}
    for side, each in sides.items():
        both[side] = [figures["matrix"] + figures["congruence"] for figures in each]
        least = {what: min(figures[what] for figures in each) for what in ("matrix", "congruence", "peak")}
        print(
            f"{side:24}{least['matrix']:12.2f}{least['congruence']:16.2f}{min(both[side]):10.2f}{least['peak']:11.0f}"
        )
    verdicts = []

    def line(name: str, value: float, shown: str, target: str = "", met: bool | None = None) -> None:
        print(f"{name:44}{value:{shown}}  {target:12}{'' if met is None else 'met' if met else 'MISSED'}")
        verdicts.append(met is not False)

    print()
    ours = sides["argmap"]
    ratios = {
        side: statistics.median(theirs / mine for theirs, mine in zip(both[side], both["argmap"], strict=True))
        for side in list(SIDES)[1:]
    }
    line(
        "matrix and congruence, CPU (s)",
        min(both["argmap"]),
        "10.2f",
        f"< {CPU_TARGET:g}",
        min(both["argmap"]) < CPU_TARGET,
    )
    memory = min(figures["peak"] for figures in ours)
    line("peak of memory, the map included (MB)", memory, "10.0f", f"< {MEMORY_TARGET:g}", memory < MEMORY_TARGET)
    times = ratios["pandas"]
    line("times faster than pandas", times, "10.2f", f">= {RATIO_TARGET:g}", times >= RATIO_TARGET)
    line("times faster than pandas with categories", ratios["pandas, categories"], "10.2f")
    for name, what in (("m.holders(x)", "holders"), ("m.positions(party, stance, since)", "filter")):
        value = statistics.median(figures[what] for figures in ours)
        goal = what == "holders"
        line(
            f"{name} (microseconds)",
            value,
            "10.1f",
            f"< {HOLDERS_TARGET:g}" * goal,
            value < HOLDERS_TARGET if goal else None,
        )
    for what in ("a row, filter by party", "a row, filter by claim", "network of one claim", "open"):
        value = statistics.median(figures[what] for figures in ours)
        name = "claims of an edge, when first asked" if what == "open" else what
        line(f"{name} (microseconds)", value, "10.1f")
    line("the 20 heaviest edges (s)", min(figures["top"] for figures in ours), "10.2f")
    return all(verdicts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3, help="how often each side runs (default 3)")
    parser.add_argument("--side", choices=sorted(SIDES), help="run one side here and print its figures as JSON")
    chosen = parser.parse_args()
    if chosen.side:
        print(json.dumps(SIDES[chosen.side]()))
        return 0
    return 0 if report(chosen.runs) else 1


if __name__ == "__main__":
    sys.exit(main())
