"""The command line: what it prints, its exit codes, its errors without a traceback."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

import argmap as am
from argmap.cli import main

EXAMPLE = str(Path(__file__).parent.parent / "examples" / "cloudflare")


@pytest.fixture
def pier(tmp_path: Path) -> Path:
    """A small map with its text beside it."""
    m = am.ArgumentMap("The pier")
    m.add_issue("Should the pier be built?", id="building")
    m.add_claim("The pier should be built.", id="pier", issue="building")
    m.add_claim("It blocks the view.", id="view", issue="building")
    m.add_claim("The view is dull.", id="dull", issue="building")
    m.add_party("Ada Rowan", id="ada")
    m.add_party("Port Company", id="port")
    m.add_source("S1", path="minutes.txt", date="2018-03-07")
    (tmp_path / "minutes.txt").write_text("Ada said: we do not want this pier. The port wants it.", encoding="utf-8")
    m.texts.update(am.read_texts(m, tmp_path))
    m.add_attack("view", "pier", id="A1", by="ada", source="S1")
    m.add_undercut("dull", "A1", id="U1")
    m.add_position(
        "ada", "pier", "denies", source="S1", quote="we do not want this pier", mode="direct", date="2018-03"
    )
    m.add_position("port", "pier", "asserts", source="S1", quote="The port wants it", basis="inferred")
    m.add_position("port", "view", "concedes", mode="imputed", imputed_by="ada", source="S1")
    m.add_outcome("Permit granted", effects=[("pier", "accepted")], status="granted")
    path = tmp_path / "pier.argmap.json"
    am.write(m, path)
    return path


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    out, err = capsys.readouterr()
    return code, out, err


def test_show(pier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "show", pier)
    assert (code, err) == (0, "")
    assert out.startswith("The pier\n1 issue, 2 parties, 1 source, 3 claims, 2 arguments, 4 positions, 1 outcome\n")
    assert "building  Should the pier be built?" in out


def test_show_one_claim(pier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "show", pier, "should be built")
    assert code == 0
    assert out.startswith("pier: The pier should be built.\n")
    for title in ("positions", "arguments against", "outcomes"):
        assert f"\n{title}\n" in out
    assert "\narguments for\n" not in out


def test_show_an_argument(pier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "show", pier, "A1")
    assert "attack: view -> pier" in out
    assert "U1" in out


def test_who(pier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "who", pier, "pier")
    assert code == 0
    assert out == (
        "pier: The pier should be built.\n"
        "\ndenies\n  Ada Rowan: 2018-03, in S1, direct “we do not want this pier”\n"
        "\nasserts\n  Port Company: in S1, inferred by the coder “The port wants it”\n"
    )


def test_who_never_shows_an_imputed_position(pier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "who", pier, "view")
    assert "Port Company" not in out
    assert "nobody in this map asserts or concedes it" in out
    assert "1 imputed position left out" in out


def test_who_with_words_of_several_claims(pier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "who", pier, "the")
    assert (code, out) == (2, "")
    assert "3 claims have the words 'the'; name one of them by its id" in err
    assert "  view: It blocks the view." in err


def test_who_unknown(pier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "who", pier, "peir")
    assert (code, err) == (2, "argmap: no claim or argument 'peir': did you mean 'pier'?\n")


@pytest.mark.parametrize(
    ("extra", "parties"), [([], ["ada", "ada", "port"]), (["--stance", "asserts"], ["ada", "port"])]
)
def test_positions_as_json_and_csv(
    pier: Path, capsys: pytest.CaptureFixture[str], extra: list[str], parties: list[str]
) -> None:
    _, out, _ = run(capsys, "positions", pier, "--format", "json", *extra)
    assert sorted(row["party"] for row in json.loads(out)["rows"]) == parties
    _, out, _ = run(capsys, "positions", pier, "--format", "csv", *extra)
    assert sorted(row["party"] for row in csv.DictReader(io.StringIO(out))) == parties


def test_positions_filters(pier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "positions", pier, "--about", "view", "--mode", "imputed", "--format", "json")
    assert [row["party"] for row in json.loads(out)["rows"]] == ["port"]
    _, out, _ = run(capsys, "positions", pier, "--party", "Ada Rowan", "--until", "2018-03-10", "--format", "json")
    assert {row["match"] for row in json.loads(out)["rows"]} == {"yes", "possibly"}
    code, _, err = run(capsys, "positions", pier, "--stance", "assert")
    assert code == 2
    assert "unknown stance 'assert': did you mean 'asserts'?" in err


# -- questions ---------------------------------------------------------------------------------------------------------


def parsed(out: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out)))


@pytest.mark.parametrize(
    ("verb", "function", "sides"),
    [
        ("disputes", "disputes", []),
        ("agreements", "agreements", []),
        ("common-ground", "common_ground", ["eff", "cpip"]),
        ("clashes", "clashes", ["als-scan", "cloudflare"]),
        ("reasons", "reasons", ["als-scan", "cloudflare"]),
        ("changes", "changes", []),
        ("timeline", "timeline", []),
        ("statements", "coded_statements", []),
    ],
)
def test_a_question_is_the_function_of_the_library(
    capsys: pytest.CaptureFixture[str], verb: str, function: str, sides: list[str]
) -> None:
    expected = getattr(am, function)(am.read(EXAMPLE), *sides, issue=["safe-harbor", "contributory-liability"])
    issues = ["--issue", "safe-harbor", "--issue", "contributory-liability"]
    code, out, err = run(capsys, verb, EXAMPLE, *sides, *issues, "--format", "json")
    assert (code, err) == (0, "")
    assert out == expected.to_json()
    code, out, _ = run(capsys, verb, EXAMPLE, *sides, *issues)
    assert (code, out) == (0, f"{expected}\n")


def test_every_filter_reaches_the_question(pier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def targets(*words: str) -> list[str]:
        code, out, err = run(capsys, "statements", pier, "--format", "csv", *words)
        assert (code, err) == (0, "")
        return [row["party"] for row in parsed(out)]

    assert targets() == ["Ada Rowan", "Port Company"]
    assert targets("--party", "ada") == targets("--stance", "denies") == targets("--mode", "direct") == ["Ada Rowan"]
    assert targets("--basis", "inferred") == targets("--exclude", "party=ada") == ["Port Company"]
    assert (
        targets("--mode", "any")
        == targets("--mode", "any", "--source", "S1")
        == [
            "Ada Rowan",
            "Port Company",
            "Port Company",
        ]
    )
    assert targets("--imputed-by", "ada") == ["Port Company"]
    assert targets("--target", "pier", "--until", "2017") == ["Port Company"], "it may be from then"
    assert targets("--about", "view", "--mode", "any") == ["Port Company"]
    assert targets("--issue", "building", "--exclude", "stance=denies", "--exclude", "stance=asserts") == []


def test_rollup_is_on_for_questions_and_can_be_turned_off(capsys: pytest.CaptureFixture[str]) -> None:
    m = am.read(EXAMPLE)
    for words, rollup in (
        ([], True),
        (["--rollup"], True),
        (["--no-rollup"], False),
        (["--rollup-members"], "member_of"),
    ):
        _, out, _ = run(capsys, "disputes", EXAMPLE, "--format", "json", *words)
        assert out == am.disputes(m, rollup=rollup).to_json()
    code, _, err = run(capsys, "positions", EXAMPLE, "--party", "cloudflare", "--no-rollup")
    assert (code, err) == (0, "")
    with pytest.raises(SystemExit):
        main(["disputes", EXAMPLE, "--rollup", "--no-rollup"])


def test_a_side_may_be_several_parties(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "clashes", EXAMPLE, "als-scan+riaa", "cloudflare", "--format", "json")
    expected = am.clashes(am.read(EXAMPLE), ["als-scan", "riaa"], "cloudflare")
    assert (code, out) == (0, expected.to_json())


def test_matrix(pier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "matrix", pier, "--format", "csv")
    assert (code, out) == (0, "party,pier\nada,-1\nport,1\n")
    _, out, _ = run(capsys, "matrix", pier, "--value", "count", "--format", "json")
    assert json.loads(out)["rows"] == [{"party": "ada", "pier": 1}, {"party": "port", "pier": 1}]
    assert json.loads(out)["rules"]


def test_a_matrix_tells_a_silent_cell_from_an_ambivalent_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    m = am.ArgumentMap()
    for id in ("party", "view"):
        m.add_claim(f"The {id}.", id=id)
    for party, claim, stance in [("ada", "party", "asserts"), ("ada", "party", "denies"), ("bo", "view", "denies")]:
        if party not in m.parties:
            m.add_party(party, id=party)
        m.add_position(party, claim, stance)
    am.write(m, tmp_path / "m.argmap.json")
    code, out, _ = run(capsys, "matrix", tmp_path / "m.argmap.json", "--format", "json")
    table = json.loads(out)
    assert (code, table["columns"]) == (0, ["(party)", "party", "view"])
    assert [list(row.values()) for row in table["rows"]] == [["ada", 0, None], ["bo", None, -1]]
    assert "On both sides: ada on party." in table["note"]


@pytest.mark.parametrize("kind", ["congruence", "conflict", "subtract", "two-mode"])
def test_network(capsys: pytest.CaptureFixture[str], kind: str) -> None:
    code, out, err = run(capsys, "network", EXAMPLE, "--kind", kind, "--exclude", "issue=off-topic", "--format", "json")
    assert (code, err) == (0, "")
    net = getattr(am, kind.replace("-", "_"))(am.read(EXAMPLE), exclude={"issue": ["off-topic"]})
    table = json.loads(out)
    assert table["rows"] == json.loads(net.edges().to_json())["rows"]
    assert table["rules"] == net.edges().rules
    code, _, err = run(capsys, "network", EXAMPLE, "--kind", kind, "--of", "claim")
    assert (code, "leave out --of" in err) == ((2, True) if kind == "two-mode" else (0, False))


def test_network_settings(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--normalise", "jaccard", "--min-weight", "0.1", "--duplicates", "all", "--min-claims", "2"]
    code, out, _ = run(capsys, "network", EXAMPLE, *words, "--qualifier", "none", "--format", "json")
    settings = {"normalise": "jaccard", "min_weight": 0.1, "duplicates": "all", "min_claims": 2, "qualifier": None}
    expected = am.congruence(am.read(EXAMPLE), **settings).edges()
    assert (code, json.loads(out)["rows"]) == (0, json.loads(expected.to_json())["rows"])


def test_separate_statement(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--case", "case-als", "--party", "als-scan"]
    code, out, _ = run(capsys, "separate-statement", EXAMPLE, *words, "--format", "md")
    m = am.read(EXAMPLE)
    assert (code, out) == (0, am.separate_statement(m, case="case-als", party="als-scan").to_markdown())
    _, out, _ = run(
        capsys, "separate-statement", EXAMPLE, *words, "--kind", "any", "--opponent", "cloudflare", "--format", "json"
    )
    expected = am.separate_statement(m, case="case-als", party="als-scan", kind=None, opponents=["cloudflare"])
    assert out == expected.to_json()


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("t.csv", b"\xef\xbb\xbftarget"),
        ("t.json", b"{"),
        ("t.md", b"| "),
        ("t.tex", b"%"),
        ("t.html", b"<!DOCTYPE html>"),
        ("t.xlsx", b"PK"),
        ("t.TXT", b"target"),
    ],
)
def test_the_suffix_tells_the_format(
    pier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, begins: bytes
) -> None:
    target = tmp_path / name
    assert run(capsys, "disputes", pier, "--output", target) == (0, f"{target}\n", "")
    assert target.read_bytes().startswith(begins)


def test_formats_that_cannot_be(pier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "disputes", pier, "--format", "xlsx")
    assert (code, out, err) == (2, "", "argmap: a workbook is not printed: name a file with --output\n")
    code, _, err = run(capsys, "disputes", pier, "--output", tmp_path / "t.doc")
    assert code == 2
    assert "t.doc: no format of a table has this suffix (one of .txt, .csv," in err
    code, _, err = run(capsys, "disputes", pier, "--output", tmp_path / "none" / "pier.argmap.json" / "t.md")
    assert (code, err) == (0, "")
    code, _, err = run(capsys, "disputes", pier, "--format", "md", "--output", tmp_path)
    assert code == 2
    assert "cannot be written" in err


def test_rules_are_said_when_asked(pier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = am.disputes(am.read(pier)).rules
    for words in (["--rules"], ["--rules", "--format", "csv"], ["--format", "md"], ["--format", "html"]):
        assert rules in run(capsys, "disputes", pier, *words)[1].replace("\\", "").replace("&#x27;", "'").replace(
            '""', '"'
        )
    assert rules not in run(capsys, "disputes", pier)[1]
    assert rules not in run(capsys, "disputes", pier, "--format", "csv")[1]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["disputes", "--issue", "bilding"], "no issue 'bilding': did you mean 'building'?"),
        (["clashes", "ada", "prot"], "no party 'prot': did you mean 'port'?"),
        (["timeline", "--since", "2018-02-29"], "2018-02-29"),
        (["network", "--exclude", "off-topic"], "--exclude off-topic: expected a filter and its value"),
        (["matrix", "--exclude", "isue=x"], "no filter 'isue'"),
    ],
)
def test_a_wrong_question_is_one_line(
    pier: Path, capsys: pytest.CaptureFixture[str], words: list[str], fault: str
) -> None:
    code, out, err = run(capsys, words[0], pier, *words[1:])
    assert (code, out) == (2, "")
    assert fault in err
    assert len(err.splitlines()) == 1


def test_who_takes_filters_and_formats(pier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "who", pier, "pier", "--party", "ada", "--rules")
    assert "Port Company" not in out
    assert "one row a statement" in out
    _, out, _ = run(capsys, "who", pier, "pier", "--format", "csv")
    assert [row["party"] for row in parsed(out)] == ["ada", "port"]
    _, out, _ = run(capsys, "who", pier, "view", "--mode", "imputed")
    assert "concedes\n  Port Company: in S1, imputed by Ada Rowan" in out


# -- pictures, conversion, checks --------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_plot(pier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str) -> None:
    target = tmp_path / f"map.{suffix}"
    code, out, _ = run(capsys, "plot", pier, target, "--issue", "building")
    assert (code, out) == (0, f"{target}\n")
    assert target.stat().st_size > 1000


def test_convert_says_what_is_lost(pier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "convert", pier, tmp_path / "pier.xlsx")
    assert (code, err) == (0, "")
    assert am.read(tmp_path / "pier.xlsx") == am.read(pier)
    code, _, err = run(capsys, "convert", pier, tmp_path / "tables")
    assert (code, err) == (0, "")
    assert am.read(tmp_path / "tables") == am.read(pier)


def test_convert_to_an_unknown_format(pier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "convert", pier, tmp_path / "pier.doc")
    assert code == 2
    assert "no format has this suffix" in err
    assert not (tmp_path / "pier.doc").exists()


def test_verify(pier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "verify", pier)
    assert code == 0
    assert "2 quotes" in out
    (pier.parent / "minutes.txt").write_text("Ada said: we do not want that pier. The port wants it.", encoding="utf-8")
    code, out, _ = run(capsys, "verify", pier)
    assert code == 1
    assert "we do not want that pier" in out
    (pier.parent / "minutes.txt").unlink()
    code, out, _ = run(capsys, "verify", pier)
    assert code == 1
    assert "not verified: text not at hand" in out


def test_lint(pier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "lint", pier)
    assert code == 0
    assert "record" in out
    code, _, err = run(capsys, "lint", pier, "--rule", "undatd")
    assert code == 2
    assert "did you mean" in err


def test_fmt(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wild, neat = tmp_path / "wild.argdown", tmp_path / "neat.ad"
    wild.write_bytes(b"[pier]:Build it.\r\n    + [trade]")
    neat.write_bytes(b"[pier]: Build it.\n")
    then = neat.stat()
    assert run(capsys, "fmt", "--check", neat, wild) == (1, f"{wild}\n", "")
    assert wild.read_bytes() == b"[pier]:Build it.\r\n    + [trade]"
    wild.chmod(0o640)
    assert run(capsys, "fmt", neat, wild) == (0, f"{wild}\n", "")
    assert wild.read_bytes() == b"[pier]: Build it.\n  + [trade]\n"
    assert wild.stat().st_mode & 0o777 == 0o640
    assert (neat.stat().st_ino, neat.stat().st_mtime_ns) == (then.st_ino, then.st_mtime_ns)
    assert run(capsys, "fmt", "--check", neat, wild) == (0, "", "")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["neat.ad", "wild.argdown"]


def test_fmt_through_a_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pier.argdown").write_text("[pier]:Build it.", encoding="utf-8")
    (tmp_path / "link.argdown").symlink_to("pier.argdown")
    code, _, _ = run(capsys, "fmt", tmp_path / "link.argdown")
    assert code == 0
    assert (tmp_path / "link.argdown").is_symlink()
    assert (tmp_path / "pier.argdown").read_text(encoding="utf-8") == "[pier]: Build it.\n"


def test_fmt_tells_every_fault_and_formats_the_rest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad, good = tmp_path / "bad.argdown", tmp_path / "good.argdown"
    bad.write_text("[A]\n+ [B]\n\n# C\n[D]\n", encoding="utf-8")
    good.write_text("[A]:x", encoding="utf-8")
    code, out, err = run(capsys, "fmt", bad, tmp_path / "none.argdown", tmp_path / "table.csv", good)
    assert (code, out) == (2, f"{good}\n")
    assert f"{bad}:2:1: a relation must be indented\n" in err
    assert f"{bad}:5:1: " in err
    assert "none.argdown: no such file or folder" in err
    assert "table.csv: only Argdown is formatted, files with the suffix .argdown or .ad" in err
    assert bad.read_text(encoding="utf-8") == "[A]\n+ [B]\n\n# C\n[D]\n"


@pytest.mark.parametrize(("check", "code", "out"), [([], 0, "[é]: x\n"), (["--check"], 1, "")])
def test_fmt_from_standard_input(check: list[str], code: int, out: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "argmap", "fmt", *check, "-"], input="[é]:x".encode(), capture_output=True, check=False
    )
    assert (done.returncode, done.stdout.decode(), done.stderr) == (code, out, b"")


def test_new(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "new", tmp_path / "debate")
    assert code == 0
    assert "README.md" in out
    assert am.read(tmp_path / "debate") == am.ArgumentMap()
    code, _, err = run(capsys, "new", tmp_path / "debate")
    assert code == 2
    assert err.startswith("argmap: ")


def test_bad_rows_are_all_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "claims.csv").write_text("id,text\npier,Build it.\n", encoding="utf-8")
    (tmp_path / "parties.csv").write_text("id,name\nada,Ada\n", encoding="utf-8")
    (tmp_path / "positions.csv").write_text(
        "party,target,stance,date\nada,pier,asserts,2018-02-29\nada,pier,likes,\n", encoding="utf-8"
    )
    code, out, err = run(capsys, "show", tmp_path)
    assert (code, out) == (2, "")
    first, second = err.splitlines()
    assert first.startswith(f"{tmp_path / 'positions.csv'}:2:4: date: ")
    assert second.startswith(f"{tmp_path / 'positions.csv'}:3:3: stance: ")


def test_a_missing_file(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "show", "nowhere.argmap.json")
    assert code == 2
    assert "nowhere.argmap.json" in err
    assert "Traceback" not in err


def test_help_is_worth_reading() -> None:
    done = subprocess.run([sys.executable, "-m", "argmap", "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    for word in (
        "show",
        "who",
        "positions",
        "disputes",
        "clashes",
        "reasons",
        "matrix",
        "network",
        "timeline",
        "separate-statement",
        "plot",
        "convert",
        "verify",
        "lint",
        "fmt",
        "new",
        "exit codes",
        "examples:",
    ):
        assert word in done.stdout


def test_no_command_prints_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys)
    assert code == 2
    assert "commands:" in out


def test_python_m_argmap(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "argmap", "who", EXAMPLE, "dumb pipe"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert (
        'denies\n  ALS Scan Inc: "this week", in S1, paraphrase “instead of a "dumb pipe," they claim”' in done.stdout
    )


def test_a_closed_pipe_is_no_error() -> None:
    done = subprocess.run(
        f'"{sys.executable}" -m argmap positions "{EXAMPLE}" | head -1',
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.startswith("party")
