"""Quotes: what is exact, what is wrong and how it is told; mutations, each of them caught; hostile texts; cost."""

from __future__ import annotations

import dataclasses
import json
import random
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import argmap as am
from argmap.checks import quotes as checks
from argmap.model.anchors import judged
from argmap.model.likeness import Folded, differences, fold
from argmap.model.passages import MOST, SearchedText, nearest

# Three small documents: curly and straight marks, NBSP, a sentence that stands twice, CRLF, signs beyond the BMP.
LETTER = (
    "Dear Sirs,\n\nMs Rowan writes: “We need this pier – the old one can’t be mended.” She wrote it in 2018.\n"
    "The council’s own\u00a0engineer denies that. No pier stands for ever, he said.\n"
)
MINUTES = (
    "The port wants its pier. The port may say that it pays for it, but nobody has seen the money.\r\n"
    "The port may say that it pays for it, but nobody has seen the money.\r\n"
    "A man (named *Bo*) laughed [aloud]. 🙂 Done.\r\n"
)
REPORT = 'They call it a "grand pier", not a jetty; a cafe\u0301 is planned. The end comes at the very end'
TEXTS = {"letter": LETTER, "minutes": MINUTES, "report": REPORT}

QUOTED = [  # source, words, how often they stand before
    ("letter", "We need this pier – the old one can’t be mended", 0),
    ("letter", "The council’s own\u00a0engineer denies that", 0),
    ("letter", "No pier stands for ever, he said", 0),
    ("minutes", "The port wants its pier", 0),
    ("minutes", "The port may say that it pays for it", 1),
    ("minutes", "nobody has seen the money", 0),
    ("minutes", "(named *Bo*) laughed [aloud]. 🙂", 0),
    ("minutes", "has seen the money.\r\nA man (named", 0),
    ("report", 'They call it a "grand pier", not a jetty', 0),
    ("report", "a cafe\u0301 is planned", 0),
    ("report", "comes at the very end", 0),
]

FIXTURE = Path(__file__).parent.parent.parent / "shared" / "cloudflare"
needs_documents = pytest.mark.skipif(
    not (FIXTURE / "coding.json").exists(), reason="the coded documents are not beside the repository"
)


def bare(texts: dict[str, str]) -> am.ArgumentMap:
    m = am.ArgumentMap()
    m.extend([am.Claim("pier"), am.Party("ada"), *(am.Source(id) for id in texts)])
    return m


def ours() -> am.ArgumentMap:
    m = bare(TEXTS)
    for source, words, skip in QUOTED:
        start = -1
        for _ in range(skip + 1):
            start = TEXTS[source].index(words, start + 1)
        quote = am.Quote(words, start=start).anchored(TEXTS[source])
        m.add_position("ada", "pier", evidence=am.Evidence(source, quote=quote))
    return m


def coded() -> tuple[am.ArgumentMap, dict[str, str]]:
    """The positions of the coding with their quotes, and the documents."""
    coding = json.loads((FIXTURE / "coding.json").read_text(encoding="utf-8"))
    files = {row["id"]: row["file"] for row in coding["sources"] if row.get("file")}
    m = am.ArgumentMap()
    m.extend([am.Claim("c"), am.Party("p"), *(am.Source(id, path=name) for id, name in files.items())])
    for row in coding["positions"]:
        quote = am.Quote(row["quote"], prefix=row["prefix"], suffix=row["suffix"], start=row["start"], end=row["end"])
        m.add_position("p", "c", id=row["id"], evidence=am.Evidence(row["source"], quote=quote))
    return m, am.read_texts(m, FIXTURE / "documents")


def status(quote: am.Quote, text: str) -> str:
    """The verdict of `verify` on one quote."""
    m = bare({"s": text})
    m.add_position("ada", "pier", evidence=am.Evidence("s", quote=quote))
    (row,) = am.verify(m, {"s": text})
    assert (row.status == "exact") == (row.message == "")
    return str(row.status)


def places(words: str, text: str) -> list[int]:
    """Every place of the words, found the slow way."""
    return [i for i in range(len(text)) if text.startswith(words, i)]


# -- all is well -------------------------------------------------------------------------------------------------------


def test_all_exact() -> None:
    m = ours()
    table = am.verify(m, TEXTS)
    assert [row.status for row in table] == ["exact"] * len(QUOTED)
    assert table.note == f"{len(QUOTED)} quotes: {len(QUOTED)} exact."
    assert len(am.verify(m, TEXTS, only_faults=True)) == 0
    assert am.verify(m, TEXTS, only_faults=True).note == table.note
    for row in table:
        assert TEXTS[row.source].startswith(row["quote"], row.at)
        assert (row.nearest, row.nearness) == (None, None)
        assert row.record is m.positions[row["record"]]


def test_the_texts_of_the_map_are_used() -> None:
    m = ours()
    m.texts.update(TEXTS)
    assert not am.verify(m, only_faults=True)
    assert {row.status for row in am.verify(m, {})} == {"not verified: text not at hand"}


def test_no_quotes() -> None:
    table = am.verify(am.ArgumentMap())
    assert (len(table), table.note) == (0, "No quotes in this map.")


def test_every_kind_of_record() -> None:
    """Quotes of positions, arguments, relations, memberships, outcomes, and of both kinds of evidence of sources."""
    m = am.ArgumentMap()
    seen = [am.Evidence("s"), am.Evidence("s", quote="here")]
    m.extend(
        [
            am.Claim("x"),
            am.Claim("y"),
            am.Party("ada"),
            am.Party("bo"),
            am.Source("s", reported_in=am.Evidence("t", quote="here"), after=[am.Predecessor("r", seen[1])]),
            am.Source("r"),
            am.Source("t", after=["r"]),
            am.Membership("m1", "ada", "bo", evidence=seen),
            am.Argument("a1", "x", "y", evidence=seen),
            am.Relation("r1", "x", "y", "tension", evidence=seen),
            am.Position("p1", "ada", "x", evidence=seen),
            am.Outcome("o1", evidence=[seen[1], am.Evidence("t", quote="her")]),
        ]
    )
    table = am.verify(m, {"s": "It is here.", "t": "here and there"})
    assert [(row["record"], row.field, row.status) for row in table] == [
        ("m1", "evidence 2", "exact"),
        ("s", "reported_in", "found several times"),
        ("s", "after", "exact"),
        ("a1", "evidence 2", "exact"),
        ("r1", "evidence 2", "exact"),
        ("p1", "evidence 2", "exact"),
        ("o1", "evidence 1", "exact"),
        ("o1", "evidence 2", "found several times"),
    ]
    assert table.note == "8 quotes: 6 exact, 2 found several times."


# -- one verdict after the other ---------------------------------------------------------------------------------------

TWINS = "one pier, two pier, three pier."


@pytest.mark.parametrize(
    ("quote", "text", "expected", "told"),
    [
        (am.Quote("pier"), "a pier.", "exact", ""),
        (am.Quote("pier", prefix="two "), TWINS, "exact", ""),
        (am.Quote("pier", suffix="."), TWINS, "exact", ""),
        (am.Quote("pier", start=14), TWINS, "exact", ""),
        (am.Quote("pier", end=18), TWINS, "exact", ""),
        (am.Quote("pier", prefix="two ", suffix=", ", start=14, end=18), TWINS, "exact", ""),
        (am.Quote("pier"), TWINS, "found several times", "3 times (at 4, 14, 26)"),
        (am.Quote("pier", suffix=", "), TWINS, "found several times", "(at 4, 14); its prefix and suffix don't tell"),
        (am.Quote("pier", prefix="six "), TWINS, "found several times", "nowhere with this prefix and suffix"),
        (am.Quote("pier", prefix="two ", suffix="!"), TWINS, "wrong suffix", "at 14, before ',', not '!'"),
        (am.Quote("pier", start=5), TWINS, "wrong offsets", "at 4, 14, 26, not at 5"),
        (
            am.Quote("pier", prefix="two ", start=4),
            TWINS,
            "wrong offsets",
            "with its prefix and suffix at 14, not at 4",
        ),
        (am.Quote("pier", start=3), "a pier.", "wrong offsets", "stands in the text at 2, not at 3"),
        (am.Quote("pier", end=2), "a pier.", "wrong offsets", "at 2, not up to 2"),
        (am.Quote("pier", start=99), "a pier.", "wrong offsets", "at 2, not at 99"),
        (
            am.Quote("pier", prefix="the ", start=99),
            "a pier.",
            "wrong offsets",
            "at 2, not at 99, after 'a ', not 'the '",
        ),
        (am.Quote("pier", prefix="the "), "a pier.", "wrong prefix", "at 2, after 'a ', not 'the '"),
        (am.Quote("pier", suffix="!"), "a pier.", "wrong suffix", "before '.', not '!'"),
        (am.Quote("pier", suffix="!"), "a pier", "wrong suffix", "before nothing, not '!'"),
        (
            am.Quote("pier", prefix="b ", suffix="!", start=2),
            "a pier.",
            "wrong prefix and suffix",
            "after 'a ', not 'b '",
        ),
        (am.Quote("pier", prefix="“a ”"), "„a “pier", "wrong prefix", "(differs in quotation marks)"),
        (am.Quote("pier", prefix="two ", start=4), "one pier", "wrong prefix", "after 'one ', not 'two '"),
        (am.Quote("Pier"), "a pier.", "not exact", "differs in capital letters from 'pier' (at 2)"),
        (am.Quote("a  pier"), "a pier.", "not exact", "white space"),
        (am.Quote("apier"), "a pier.", "not exact", "white space"),
        (am.Quote("a pier"), "a\u00a0pier.", "not exact", "white space"),
        (am.Quote("a\npier"), "a\r\npier.", "not exact", "white space"),
        (am.Quote("“pier”"), 'a "pier".', "not exact", "quotation marks from '\"pier\"' (at 2)"),
        (am.Quote("it's"), "it’s", "not exact", "quotation marks"),
        (am.Quote("a - b"), "a – b", "not exact", "dashes"),
        (am.Quote("provision"), "a pro-\nvision", "not exact", "dashes and white space"),
        (am.Quote("caf\u00e9"), "cafe\u0301", "not exact", "the encoding of letters"),
        (am.Quote("fine"), "\ufb01ne", "not exact", "the encoding of letters"),
        (am.Quote("pier"), "pi\u200ber", "not exact", "invisible characters"),
        (am.Quote("“The Pier”"), 'a "the\npier"', "not exact", "quotation marks, white space and capital letters"),
        (am.Quote("pier"), "", "not found", "which is empty"),
        (am.Quote("a pier as long as this"), "short", "not found", "longer than the text"),
        (am.Quote("a grand pier"), "They want a grand peer.", "not found", "nearest (92%), at 10: 'a grand peer'"),
        (am.Quote("pier"), "zzz", "not found", "nor anything like it"),
        (am.Quote("—"), "pier", "not found", "nor anything like it"),
        (am.Quote("a.*r"), "a pier", "not found", "is not in the text"),
        (am.Quote("(a|b)[c]+?"), "so (a|b)[c]+? it is", "exact", ""),
        (am.Quote("aa"), "aaa", "found several times", "2 times (at 0, 1)"),
        (am.Quote("aa", start=1), "aaa", "exact", ""),
        (am.Quote("🙂", start=1), "😀🙂", "exact", ""),
        (am.Quote("🙂", start=2), "😀🙂", "wrong offsets", "at 1, not at 2"),
    ],
)
def test_status(quote: am.Quote, text: str, expected: str, told: str) -> None:
    finding = judged(quote, SearchedText(text))
    assert (finding.status, told in finding.message) == (expected, True), finding
    assert status(quote, text) == expected
    # Entry judges as verification does.
    if expected == "exact":
        assert quote.anchored(text).start == finding.at
    else:
        with pytest.raises(am.QuoteError, match="text"):
            quote.anchored(text)


def test_in_another_source() -> None:
    m = ours()
    moved = m.positions["p3"].evidence[0]
    m.replace("p3", evidence=dataclasses.replace(moved, source="report"))
    (row,) = am.verify(m, TEXTS, only_faults=True)
    assert (row.status, row.source) == ("in another source", "report")
    assert f"the words stand in letter (at {moved.quote.start})" in row.message
    # The words alone are found in the other source too, when the context was lost.
    m.replace("p3", evidence=am.Evidence("report", quote=am.Quote(moved.quote.exact, prefix="lost ")))
    (row,) = am.verify(m, TEXTS, only_faults=True)
    assert (row.status, "letter" in row.message) == ("in another source", True)


def test_unverified_quotes_are_never_exact() -> None:
    m = ours()
    m.add_source("file", path="a/b.txt")
    m.add_position("ada", "pier", source="file", quote="We need this pier")
    m.add_position("ada", "pier", quote="The port wants its pier")
    m.add_position("ada", "pier", quote="who knows where")
    rows = am.verify(m, TEXTS, only_faults=True)
    assert [row.status for row in rows] == [
        "not verified: text not at hand",
        "not verified: no source named",
        "not verified: no source named",
    ]
    assert rows[0].message.startswith("the text of file (a/b.txt) was not given; the words stand in letter")
    assert "the words stand in minutes (at 0)" in rows[1].message
    assert "stand in" not in rows[2].message


def test_texts_of_unknown_sources_are_refused() -> None:
    m = ours()
    with pytest.raises(am.UnknownIdError, match="did you mean 'letter'"):
        am.verify(m, {"leter": LETTER})
    with pytest.raises(am.ValueRefused, match="must be a string, not bytes"):
        am.verify(m, {"letter": b"We need"})  # type: ignore[dict-item]  # what a careless caller passes


def test_a_map_is_not_changed() -> None:
    m = ours()
    before = m.copy()
    am.verify(m, TEXTS)
    assert m == before
    assert m.texts == {}


# -- mutations ---------------------------------------------------------------------------------------------------------


Mutate = Callable[[am.Quote], Iterator[tuple[str, am.Quote]]]


def _moved(quote: am.Quote, words: str) -> am.Quote:
    """Other words at the same start."""
    start = quote.start
    assert start is not None
    return dataclasses.replace(quote, exact=words, end=start + len(words))


def mutations(quote: am.Quote) -> Iterator[tuple[str, am.Quote]]:
    """Every way in which a quote goes wrong on its way, by name; each one differs from the quote."""
    words = quote.exact
    assert quote.start is not None
    assert quote.end is not None
    for i, char in enumerate(words):
        if char.isalpha() and char.isascii():
            other = chr((ord(char.lower()) - ord("a") + 1) % 26 + ord("a"))
            yield "one letter changed", _moved(quote, words[:i] + other + words[i + 1 :])
        if 0 < i < len(words) - 1 and char.isalnum():
            yield "one letter left out", _moved(quote, words[:i] + words[i + 1 :])
    parts = words.split(" ")
    for i in range(len(parts) - 1):
        if fold(parts[i]) != fold(parts[i + 1]) and fold(parts[i]) and fold(parts[i + 1]):
            swapped = [*parts[:i], parts[i + 1], parts[i], *parts[i + 2 :]]
            yield "two words swapped", _moved(quote, " ".join(swapped))
        yield "blank to NBSP", _moved(quote, " ".join(parts[: i + 1]) + "\u00a0" + " ".join(parts[i + 1 :]))
        yield "an extra blank", _moved(quote, " ".join(parts[: i + 1]) + "  " + " ".join(parts[i + 1 :]))
    straight = words.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})
    if straight != words:
        yield "curly quotes straightened", _moved(quote, straight)
    curly = words.replace("'", "’").replace('"', "”")
    if curly != words:
        yield "straight quotes curled", _moved(quote, curly)
    if words[0].swapcase() != words[0]:
        yield "first letter's case", _moved(quote, words[0].swapcase() + words[1:])
    if "\u00a0" in words:
        yield "NBSP to blank", _moved(quote, words.replace("\u00a0", " "))
    if "\r\n" in words:
        yield "CRLF to LF", _moved(quote, words.replace("\r\n", "\n"))
    if unicodedata.normalize("NFC", words) != words:
        yield "composed", _moved(quote, unicodedata.normalize("NFC", words))
    yield "offsets one on", dataclasses.replace(quote, start=quote.start + 1, end=quote.end + 1)
    if quote.start:
        yield "offsets one back", dataclasses.replace(quote, start=quote.start - 1, end=quote.end - 1)
    if quote.prefix:
        yield "prefix replaced", dataclasses.replace(quote, prefix="something else ")
        yield "prefix a letter off", dataclasses.replace(quote, prefix=quote.prefix[:-1] + "#")
    if quote.suffix:
        yield "suffix replaced", dataclasses.replace(quote, suffix=" something else")
        yield "suffix a letter off", dataclasses.replace(quote, suffix="#" + quote.suffix[1:])


EXPECTED = {
    "an extra blank": {"not exact"},
    "blank to NBSP": {"not exact"},
    "curly quotes straightened": {"not exact"},
    "straight quotes curled": {"not exact"},
    "NBSP to blank": {"not exact"},
    "CRLF to LF": {"not exact"},
    "composed": {"not exact"},
    "first letter's case": {"not exact"},
    "offsets one on": {"wrong offsets"},
    "offsets one back": {"wrong offsets"},
    "prefix replaced": {"wrong prefix"},
    "prefix a letter off": {"wrong prefix"},
    "suffix replaced": {"wrong suffix"},
    "suffix a letter off": {"wrong suffix"},
    "moved to a wrong document": {"in another source"},
    "one letter changed": {"not found"},
    "one letter left out": {"not found"},
    "two words swapped": {"not found"},
}


def sampled(quote: am.Quote) -> Iterator[tuple[str, am.Quote]]:
    """One mutation of each kind."""
    chance = random.Random(quote.exact)
    by_kind: dict[str, list[am.Quote]] = {}
    for kind, changed in mutations(quote):
        by_kind.setdefault(kind, []).append(changed)
    for kind, several in by_kind.items():
        yield kind, chance.choice(several)


def swept(m: am.ArgumentMap, texts: dict[str, str], mutate: Mutate = mutations) -> Counter[str]:
    """Put every mutation into the map as a position of its own, verify once, and count what was caught by kind."""
    twin = am.ArgumentMap()
    twin.extend([*m.sources.values(), am.Claim("c"), am.Party("p")])
    kinds: dict[str, tuple[str, am.Quote]] = {}
    made = []
    for p in m.positions.values():
        piece = p.evidence[0]
        assert piece.quote is not None
        changed = [(name, quote, piece.source) for name, quote in mutate(piece.quote)]
        changed += [("moved to a wrong document", piece.quote, other) for other in texts if other != piece.source]
        for number, (name, quote, source) in enumerate(changed):
            id = f"{p.id}-{number}"
            kinds[id] = name, piece.quote
            made.append(am.Position(id, "p", "c", evidence=am.Evidence(source, quote=quote)))
    twin.extend(made)
    caught: Counter[str] = Counter()
    for row in am.verify(twin, texts):
        kind, original = kinds[row["record"]]
        assert row.status in EXPECTED[kind], (kind, row)
        assert row.message
        if row.status in ("not found", "not exact"):
            # Its place is found again: the passage shown overlaps the one that was quoted, or a twin of it.
            assert row.nearest is not None, row
            assert 0.5 < row.nearness < 1, row
            where = places(original.exact, texts[row.source])
            at = texts[row.source].index(row.nearest) if row.at is None else row.at
            assert any(abs(at - i) <= len(original.exact) for i in where), row
        caught[kind] += 1
    assert sum(caught.values()) == len(made)
    return caught


def test_every_mutation_is_caught() -> None:
    caught = swept(ours(), TEXTS)
    assert set(caught) == set(EXPECTED)
    assert sum(caught.values()) > 700


# -- the coded documents -----------------------------------------------------------------------------------------------


@needs_documents
def test_every_quote_of_the_coding_is_exact() -> None:
    m, texts = coded()
    table = am.verify(m, texts)
    assert table.note == "147 quotes: 147 exact."
    # With neither context nor offsets, the sentence that stands twice in S1 is not told apart from its twin.
    for p in m.positions.values():
        m.replace(p.id, evidence=am.Evidence(p.source, quote=p.evidence[0].quote.exact))
    doubled = am.verify(m, texts, only_faults=True)
    assert {row["record"]: row.status for row in doubled} == dict.fromkeys(
        ["P071", "P072", "P074"], "found several times"
    )


@needs_documents
def test_anchoring_finds_the_context_of_the_coding() -> None:
    m, texts = coded()
    for p in m.positions.values():
        quote = p.evidence[0].quote
        assert am.Quote(quote.exact, start=quote.start).anchored(texts[p.source]) == quote


@needs_documents
def test_every_mutation_of_the_coding_is_caught() -> None:
    caught = swept(*coded(), sampled)
    print(f"\n{sum(caught.values()):,} mutations, all caught:", dict(caught.most_common()))
    assert sum(caught.values()) > 1900
    assert caught["moved to a wrong document"] == 4 * 147


# -- folding, searching, the nearest passage ---------------------------------------------------------------------------

ALPHABET = "aAbé \u00a0\n“”\"'’-–\u00ad\u200bßſﬁİ\u0301🙂x"


@given(st.text(ALPHABET, max_size=12), st.text(ALPHABET, max_size=12))
def test_fold(a: str, b: str) -> None:
    assert fold(a + b) == fold(a) + fold(b)
    assert fold(fold(a)) == fold(a)
    assert bool(differences(a, b)) == (a != b and fold(a) == fold(b))


@given(st.text(ALPHABET, max_size=40), st.integers(0, 3))
def test_folded_places_lead_back(text: str, times: int) -> None:
    whole = ("-" * 700 + text + "ß" * 700) * times + text
    folded = Folded(whole)
    assert folded.text == fold(whole)
    for place in {0, 1, len(folded.text) // 2, len(folded.text) - 1}:
        if 0 <= place < len(folded.text):
            at = folded.origin(place)
            assert len(fold(whole[:at])) <= place < len(fold(whole[: at + 1]))


@given(st.text("ab", min_size=1, max_size=40), st.text("ab", max_size=400))
def test_an_index_finds_what_reading_finds(words: str, text: str) -> None:
    assert SearchedText(text, 10_000).places(words) == SearchedText(text).places(words) == places(words, text)[:MOST]


@given(st.integers(0, 10**9))
def test_an_index_finds_words_of_every_length(seed: int) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choice("abcdefgh ") for _ in range(3000))
    searched = SearchedText(text, 10_000)
    for length in (1, 6, 14, 15, 16, 22, 23, 24, 30, 31, 32, 80):
        start = chance.randrange(len(text) - length)
        assert searched.places(text[start : start + length]) == places(text[start : start + length], text)[:MOST]
        assert searched.places("#" + text[start : start + length]) == []


@given(st.text(ALPHABET, min_size=1, max_size=10), st.text(ALPHABET, max_size=60))
def test_nothing_but_the_words_is_exact(words: str, text: str) -> None:
    """Whatever the text: exact is what stands there once, and every message holds."""
    quote = am.Quote(words) if words.strip() or words else am.Quote("x")
    finding = judged(quote, SearchedText(text))
    where = places(words, text)
    assert (finding.status == "exact") == (len(where) == 1)
    assert (finding.status == "found several times") == (len(where) > 1)
    if finding.status == "not exact":
        assert finding.at is not None
        assert fold(finding.nearest.text) == fold(words)
        assert text.startswith(finding.nearest.text, finding.at)
    if finding.nearest.text:
        assert text.startswith(finding.nearest.text, finding.nearest.start)
        assert 0 < finding.nearest.nearness < 1


@pytest.mark.parametrize(
    ("words", "text", "passage"),
    [
        ("we need this pier", "Ada said that we want this pier. We need peace.", "we want this pier"),
        (
            "block cannot websites",
            "websites " * 9 + "it cannot block websites" + " websites" * 9,
            "cannot block websites",
        ),
        ("the colour of the pier", "The color of piers. A jetty is of water.", "The color of piers"),
        ("橋は必要ではない", "市長は昨日、橋が必要だと言った。", "橋が必要だと言った"),
        ("pire", "a pier", "pier"),
    ],
)
def test_nearest(words: str, text: str, passage: str) -> None:
    found = nearest(words, text)
    assert found.text == passage
    assert text.startswith(found.text, found.start)


def test_a_long_quote_has_a_nearest_passage() -> None:
    chance = random.Random(1)
    words = ["".join(chance.choice("abcdefghij") for _ in range(chance.randint(2, 9))) for _ in range(3000)]
    text = " ".join(words)
    quote = " ".join([*words[1000:1400], "changed", *words[1401:1700]])
    found = nearest(quote, text)
    assert found.start == len(" ".join(words[:1000])) + 1
    assert 0.99 < found.nearness < 1
    assert "(99%)" in str(found)  # what is not equal is never 100%


def test_context_grows_until_it_tells_twins_apart() -> None:
    text = "x" * 300 + "A" + "b" * 100 + "pier" + "b" * 100 + "A" + "b" * 100 + "pier" + "b" * 300
    quote = am.Quote("pier", start=401).anchored(text)
    needle = f"{quote.prefix}pier{quote.suffix}"
    assert places(needle, text) == [401 - len(quote.prefix or "")]
    assert len(quote.prefix or "") == 160
    # Nothing but offsets tells these apart; the context stays short.
    assert am.Quote("a", start=5000).anchored("a" * 10_000).prefix == "a" * 20


# -- cost --------------------------------------------------------------------------------------------------------------


def _book(size: int) -> str:
    chance = random.Random(7)
    vocabulary = ["".join(chance.choice("abcdefghijklmno") for _ in range(chance.randint(2, 9))) for _ in range(5000)]
    weights = [1 / (i + 1) for i in range(len(vocabulary))]
    return " ".join(chance.choices(vocabulary, weights, k=size // 5))[:size]


def test_many_quotes_of_a_long_text_are_not_searched_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """No clock: counted is how often the whole text is read."""
    read = 0
    plain = checks.SearchedText.places.__globals__["_read"]

    def counting(words: str, text: str, most: int) -> list[int]:
        nonlocal read
        read += 1
        found: list[int] = plain(words, text, most)
        return found

    monkeypatch.setattr("argmap.model.passages._read", counting)
    text = _book(1_000_000)
    chance = random.Random(3)
    m = bare({"s": text})
    records = []
    for i in range(3000):
        start = chance.randrange(len(text) - 100)
        words = text[start : start + chance.randint(23, 90)]
        records.append(am.Position(f"p{i}", "ada", "pier", evidence=am.Evidence("s", quote=am.Quote(words))))
        anchored = am.Quote(words, start=start, end=start + len(words))
        records.append(am.Position(f"q{i}", "ada", "pier", evidence=am.Evidence("s", quote=anchored)))
    m.extend(records)
    table = am.verify(m, {"s": text})
    assert {row.status for row in table if row["record"].startswith("q")} == {"exact"}
    assert {row.status for row in table} <= {"exact", "found several times"}
    assert read < 100


def test_a_wrong_text_is_told_without_endless_search() -> None:
    text = _book(300_000)
    m = bare({"s": text})
    m.extend(
        am.Position(f"p{i}", "ada", "pier", evidence=am.Evidence("s", quote=am.Quote(f"QUITE {i} OTHER WORDS")))
        for i in range(1200)
    )
    table = am.verify(m, {"s": text})
    assert {row.status for row in table} == {"not found"}
    assert "is this the right text?" in table[-1].message
    assert "is this the right text?" not in table[0].message


def test_one_letter_a_million_times() -> None:
    text = "a" * 1_000_000
    assert status(am.Quote("a"), text) == "found several times"
    assert status(am.Quote("a" * 999_999), text) == "found several times"
    assert status(am.Quote("a" * 1_000_000), text) == "exact"
    assert status(am.Quote("a" * 1_000_001), text) == "not found"
    assert status(am.Quote("a" * 50 + "b"), text) == "not found"
    assert "100 times or more (at 0, 1, 2, 3, 4, …)" in judged(am.Quote("a"), SearchedText(text)).message
