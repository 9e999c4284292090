"""Time to read Argdown, against the reference's own parser.

Run by hand: `python benchmarks/argdown.py [FILE]`, with `ARGDOWN_HOME` the folder in which `npm install @argdown/core`
was run. Without FILE a debate of its own with 10,000 statements is read: headings, statements with tags and data,
relations up to eight levels deep, arguments with one or two steps.

argmap reads the text into a map: parsed, every id checked, every record indexed. The reference is timed for its lexer,
its parser and the plugin that builds its model, one after the other, after a warm-up on a small text; the second figure
is the same through its own `run`, where the engine is warm from the first. Both sides run in processes of their own, in
turn; the least of the runs counts. Growth is that of argmap from 1,000 to 100,000 statements.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TARGET = 0.5
WORDS = """
bridge budget cargo coast council cruise ferry fisher ground harbor island jetty keeper market mooring pier
pilot quay rescue sailor season ship storm tariff tide tourist town trade vessel warden
""".split()  # noqa: SIM905

REFERENCE = """
import fs from "fs";
import path from "path";
import { pathToFileURL } from "url";
const home = path.join(process.env.ARGDOWN_HOME, "node_modules/@argdown/core/dist");
const load = async name => {
  const found = await import(pathToFileURL(path.join(home, name)).href);
  return { ...(found.default || {}), ...found };
};
const { tokenize } = await load("lexer.js");
const { parser } = await load("parser.js");
const { argdown } = await load("argdown.js");
const input = fs.readFileSync(process.argv[2], "utf8");
const small = "[A]: a\\n  - <B>: b\\n\\n<B>\\n\\n(1) p\\n----\\n(2) c\\n";
argdown.run({ input: small, process: ["parse-input", "build-model"] });
const times = {};
const time = (name, work) => {
  const begin = performance.now();
  const result = work();
  times[name] = performance.now() - begin;
  return result;
};
const lexed = time("lex", () => tokenize(input));
time("parse", () => { parser.input = lexed.tokens; parser.argdown(); });
const step = (name, response) => time(name, () => argdown.run({ input, process: [name] }, response));
const parsed = step("parse-input", {});
const model = step("build-model", parsed);
times.statements = Object.keys(model.statements).length;
times.errors = (model.parserErrors || []).length + (model.lexerErrors || []).length;
console.log(JSON.stringify(times));
"""


def number(n: int, of: int) -> int:
    """A number below `of` that looks random and is the same each time."""
    return (n * 2_654_435_761 >> 9) % of


def sentence(n: int) -> str:
    """Six to sixteen words."""
    return " ".join(WORDS[number(n * 17 + k, len(WORDS))] for k in range(6 + number(n, 11))).capitalize() + "."


def debate(statements: int) -> str:
    """A text with so many statements, a third of them in premise-conclusion structures."""
    lines = ["===", "title: A debate", "===", ""]
    made = arguments = block = 0
    while made < statements:
        if block % 40 == 0:
            lines += [f"# Part {block // 40 + 1}", ""]
        block += 1
        kind = number(block, 3)
        if kind == 0:
            made += 1
            lines.append(f"[S{made}]: {sentence(made)} #topic-{number(made, 8)} {{weight: 0.{number(made, 90) + 10}}}")
            for k in range(1 + number(block, 4)):
                sign = ("+", "-", "<+", "<-", "+>", "->")[number(block + k, 6)]
                if (way := number(block * 5 + k, 3)) == 0:
                    made += 1
                    lines.append(f"  {sign} [S{made}]: {sentence(made)}")
                elif way == 1:
                    arguments += 1
                    lines.append(f"  {sign} <A{arguments}>: {sentence(made + k)}")
                else:
                    lines.append(f"  {sign} [S{1 + number(block + k, made)}]")
        elif kind == 1:
            made += 1
            lines.append(f"[S{made}]: {sentence(made)}")
            for k in range(2 + number(block, 7)):
                sign = "+-"[number(block + k, 2)]
                if number(block * 3 + k, 2):
                    made += 1
                    lines.append(f"{'  ' * (k + 1)}{sign} [S{made}]: {sentence(made)}")
                else:
                    arguments += 1
                    lines.append(f"{'  ' * (k + 1)}{sign} <A{arguments}>: {sentence(made + k)}")
        else:
            arguments += 1
            lines += [f"<A{arguments}>: {sentence(block)}", ""]
            for k in range(1, 4):
                made += 1
                lines.append(f"({k}) [S{made}]: {sentence(made)}")
            made += 1
            lines += [f"-- modus ponens {{uses: [1, {2 + number(block, 2)}]}} --", f"(4) [S{made}]: {sentence(made)}"]
            if number(block, 2):
                made += 1
                lines += ["----", f"(5) [S{made}]: {sentence(made)}"]
        lines.append("")
    return "\n".join(lines)


def read(file: str) -> None:
    """One run of argmap, in this process."""
    import argmap as am

    text = Path(file).read_text(encoding="utf-8")
    am.parse("[A]: a\n  - <B>: b\n\n<B>\n\n(1) p\n----\n(2) c\n", format="argdown")
    begin = time.perf_counter()
    m = am.parse(text, format="argdown")
    print(json.dumps({"read": (time.perf_counter() - begin) * 1000, "claims": len(m.claims), "faults": len(m.report)}))


def answer(*command: str) -> dict[str, float]:
    """What a process prints."""
    done: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return done


def main() -> None:
    """Both sides in turn, then growth."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("file", nargs="?", help="an Argdown file; a debate of its own when left out")
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--read", action="store_true", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.read:
        read(chosen.file)
        return
    with tempfile.TemporaryDirectory() as folder:
        file = chosen.file
        if file is None:
            file = f"{folder}/debate.argdown"
            Path(file).write_text(debate(10_000), encoding="utf-8")
        if "ARGDOWN_HOME" in os.environ:
            compare(file, folder, chosen.runs)
        else:
            print("ARGDOWN_HOME is not set: the reference is left out")
        print("\nstatements      ms   per statement, microseconds")
        for statements in (1_000, 3_000, 10_000, 30_000, 100_000):
            grown = f"{folder}/{statements}.argdown"
            Path(grown).write_text(debate(statements), encoding="utf-8")
            took = min(answer(sys.executable, __file__, "--read", grown)["read"] for _ in range(3))
            print(f"{statements:10,} {took:7.0f} {took / statements * 1000:9.1f}")


def compare(file: str, folder: str, runs: int) -> None:
    """Both sides in turn."""
    script = f"{folder}/reference.mjs"
    Path(script).write_text(REFERENCE, encoding="utf-8")
    ours, cold, warm = [], [], []
    for _ in range(runs):
        ours.append(answer(sys.executable, __file__, "--read", file))
        theirs = answer("node", script, file)
        cold.append(theirs["lex"] + theirs["parse"] + theirs["build-model"])
        warm.append(theirs["parse-input"] + theirs["build-model"])
    took = min(one["read"] for one in ours)
    print(f"argmap: {ours[0]['claims']:,.0f} claims, {ours[0]['faults']:.0f} faults")
    print(f"reference: {theirs['statements']:,.0f} statements, {theirs['errors']:.0f} errors")
    print(f"argmap reads the map in {took:.0f} ms")
    print(f"reference: lexer, parser, model {min(cold):.0f} ms; ratio {took / min(cold):.2f} (target {TARGET})")
    print(f"reference through run, engine warm {min(warm):.0f} ms; ratio {took / min(warm):.2f}")


if __name__ == "__main__":
    main()
