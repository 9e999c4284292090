"""Argument maps laid out, against Graphviz.

Run by hand: `python benchmarks/layout.py [--only WORD] [--metrics FILE]`. Maps come from `examples/cloudflare` (each
issue, and the whole), from the folders of Argdown and Carneades files given by `--corpus` where they are there, and
from a generator: 25, 100, 1,000 and 10,000 claims. Each is sized as `am.plot` sizes it and laid out twice in this
process: by argmap, and by `dot` (through pygraphviz, polylines). Both drawings are measured by the same program, which
knows neither: `--metrics` names it. Seconds are CPU seconds of the layout alone, the least of three runs where one
takes less than a second. Without pygraphviz, argmap is measured alone.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import argmap as am
from argmap.draw._fonts import Font
from argmap.draw._page import TEXT, _link, box_sizes
from argmap.draw.layout import Layout, Link, Node, arrange
from argmap.draw.scene import scene_of

ROOT = Path(__file__).resolve().parents[1]
BESIDE = ROOT.parent / "shared"
WORDS = """
bridge budget cargo coast council cruise ferry fisher ground harbor island jetty keeper market mooring pier
pilot quay rescue sailor season ship storm tariff tide tourist town trade vessel warden
""".split()  # noqa: SIM905

Case = tuple[str, str, list[Node], list[Link]]  # family, name, what is laid out


# -- maps --------------------------------------------------------------------------------------------------------------


def generated(claims: int, seed: int) -> am.ArgumentMap:
    """A map that grows from its conclusions: two to five arguments for a claim, one in seven with linked premises, one
    in four an attack, one in sixteen undercut, and one premise in twelve taken from near by."""
    chance = random.Random(seed)
    m = am.ArgumentMap(f"{claims} claims")

    def text() -> str:
        return " ".join(chance.choice(WORDS) for _ in range(chance.randint(8, 24))).capitalize() + "."

    ids = [m.add_claim(text(), id=f"c{number}").id for number in range(1 if claims < 100 else 3)]
    front, number = list(ids), 0
    while len(ids) < claims:
        target = front.pop(0)
        for _ in range(chance.randint(2, 5)):
            premises = []
            for _ in range(chance.randint(2, 3) if chance.random() < 1 / 7 else 1):
                if len(ids) > 20 and chance.random() < 1 / 12:
                    near = ids[max(1, len(ids) - 20) + chance.randrange(min(20, len(ids) - 1))]
                    if near not in (target, *premises):
                        premises.append(near)
                        continue
                ids.append(m.add_claim(text(), id=f"c{len(ids)}").id)
                premises.append(ids[-1])
                front.append(ids[-1])
            number += 1
            add = m.add_attack if chance.random() < 1 / 4 else m.add_support
            add(premises, target, id=f"a{number}")
            if chance.random() < 1 / 16:
                ids.append(m.add_claim(text(), id=f"c{len(ids)}").id)
                m.add_undercut(ids[-1], f"a{number}", id=f"u{number}")
                front.append(ids[-1])
            if len(ids) >= claims:
                break
    return m


def carneades(path: Path) -> am.ArgumentMap:
    """Statements and arguments of a Carneades file; what else it says is no matter of layout."""
    from ruamel.yaml import YAML

    data = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")) or {}
    m = am.ArgumentMap(path.stem)

    def claim(id: Any) -> str:
        return "c-" + "".join(sign if sign.isalnum() or sign in "-_" else f"_{ord(sign):x}" for sign in str(id))

    statements = data.get("statements") or {}
    for id, said in statements.items():
        text = said.get("text", id) if isinstance(said, dict) else said
        m.add_claim(str(text or id), id=claim(id))
    for id, argument in (data.get("arguments") or {}).items():
        premises = argument.get("premises") or []
        premises = list(premises.values()) if isinstance(premises, dict) else premises
        target = argument.get("conclusion")
        for one in [*premises, target]:
            if claim(one) not in m.claims:
                m.add_claim(str(one), id=claim(one))
        if premises:
            m.add_support([claim(one) for one in dict.fromkeys(premises)], claim(target), id=f"a{claim(id)}")
        undercutter = argument.get("undercutter")
        if undercutter and premises:
            if claim(undercutter) not in m.claims:
                m.add_claim(str(undercutter), id=claim(undercutter))
            m.add_undercut(claim(undercutter), f"a{claim(id)}")
    return m


def cases(corpus: Path) -> Iterator[Case]:
    """Every map of the table, sized as `am.plot` sizes it."""
    m = am.read(ROOT / "examples" / "cloudflare")
    for issue in m.issues:
        yield case("cloudflare issue", issue, m, issue=issue)
    yield case("cloudflare whole", "whole", m)
    for path in sorted((corpus / "argdown").glob("*/*")):
        if path.suffix in (".argdown", ".ad", ".adn"):
            try:
                made = case("argdown", path.stem, am.read(path))
            except am.ArgmapError:
                continue
            if len(made[3]) >= 8:
                yield made
    for path in sorted((corpus / "carneades").glob("*.yml")):
        made = case("carneades", path.stem, carneades(path))
        if made[2]:
            yield made
    for claims, seeds in ((25, 3), (100, 3), (1_000, 3), (10_000, 1)):
        for seed in range(1, seeds + 1):
            yield case(f"generated {claims}", f"{claims}-{seed}", generated(claims, seed))


def case(family: str, name: str, m: am.ArgumentMap, **choice: Any) -> Case:
    """What is laid out for a map, or a part of it."""
    text, small = Font(TEXT), Font(7.0)
    sample = "the quick brown fox jumps over the lazy dog and back "
    scene = scene_of(m, wrap=32 * text.width(sample) / len(sample), measure=text.width, **choice)
    nodes = [Node(box.id, *size) for box, size in zip(scene.boxes, box_sizes(scene, text.width), strict=True)]
    nodes += [Node(hub.id, 0.0, 0.0, hub=True) for hub in scene.hubs]
    return family, name, nodes, [_link(edge, small.width) for edge in scene.edges]


if __name__ == "__main__":
    import pickle
    warnings.simplefilter("ignore")
    pickle.dump(list(cases(BESIDE / "corpus")), open("/tmp/lay/cases.pkl", "wb"))
