"""Who stands with whom in a policy debate: from the coding sheet to networks and the paragraph on methods.

Run it as `python examples/heating/study.py SHEET [FOLDER]`; the tables go into FOLDER (build/heating by default).

SHEET is a workbook with one row a statement: actor, concept, agreement (0 or 1), year, the words, the article. The one
that this study was made for, on heating in German homes, is public; see the README beside this file.
"""

import sys
from pathlib import Path

import networkx as nx

import argmap as am

COLUMNS = {
    "party": "actor",
    "claim": "concept",
    "agreement": "agreement",
    "date": "year",
    "quote": "sequence",
    "title": "title",
    "publisher": "source",
}


def study(sheet: Path, out: Path) -> str:
    """Read the sheet, write the tables, and give back what the study says of its methods and results."""
    m = am.read(sheet, columns=COLUMNS)
    out.mkdir(parents=True, exist_ok=True)

    # Actors with at least three statements, agreement corrected for how much each of them says.
    chosen = {"min_positions": 3, "isolates": False}
    matrix = am.matrix(m)
    congruence = am.congruence(m, normalise="average", **chosen)
    conflict = am.conflict(m, normalise="average", **chosen)
    camps = am.coalitions(m, normalise="average", min_positions=3)
    years = am.windows(m, width=1, unit="years", network="congruence")

    matrix.to_pandas().to_csv(out / "matrix.csv")
    congruence.edges().to_csv(out / "congruence.csv", rules=False)
    conflict.edges().to_csv(out / "conflict.csv", rules=False)
    camps.to_markdown(out / "coalitions.md")
    years.overview().to_latex(out / "years.tex")
    am.disputes(m).to_xlsx(out / "disputes.xlsx")
    nx.write_graphml(congruence.to_networkx(details=False), out / "congruence.graphml")

    # The tie that weighs most, and what it is made of: what no table of weights tells.
    strongest = congruence.edges(top=1)[0]
    lines = [
        f"{len(m.positions)} statements of {len(m.parties)} actors on {len(m.claims)} concepts.",
        f"{len(matrix.ambivalent)} of {matrix.values.nnz} pairs of actor and concept are ambivalent: both stances.",
        "",
        f"{congruence.number_of_edges} pairs agree on something, {conflict.number_of_edges} differ on something.",
        f"The strongest tie: {m.parties[strongest.a].name} and {m.parties[strongest.b].name}",
        *(f"  {m.claims[claim].text}" for claim in strongest.claims),
        "",
        f"{len(camps)} coalitions; the largest:",
        *(f"  {m.parties[party].name}" for party in camps[0].parties[:6]),
        "",
        "Methods",
        congruence.rules,
        camps.rules,
        congruence.note,
    ]
    report = "\n".join(lines) + "\n"
    (out / "report.txt").write_text(report, encoding="utf-8")
    return report


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    print(study(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "build/heating")))
