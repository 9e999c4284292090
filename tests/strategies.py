"""Hypothesis strategies: every value and record that argmap accepts, and whole maps of them.

`maps()` draws consistent maps with all ten kinds of record and every field; `full_map()` is one fixed map in which no
field of any kind has its default, for tests that want all of them at once.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from hypothesis import strategies as st

import argmap as am
from argmap.model.records import ARGUMENT_KINDS, MODES, RELATION_KINDS, STANCES
from argmap.model.references import COLLECTIONS
from argmap.model.values import BASES, ROLES

# -- strings -----------------------------------------------------------------------------------------------------------

# What XML 1.0 allows, and with it argmap; lone surrogates are left out with the rest of Cs.
_LEGAL = st.characters(
    min_codepoint=0x20, exclude_categories=["Cs"], exclude_characters="\ufffe\uffff", include_characters="\t\n\r"
)

AWKWARD_TEXTS = [
    "The CDN is a dumb pipe.",
    "=1+1",
    "+49 30",
    "-2",
    "@SUM(A1)",
    "~x",
    "a; b; c",
    "a;b",
    ";",
    "back\\slash \\; \\n",
    "say “dumb” or \"dumb\" or 'dumb'",
    "`code` *bold* _it_ $x^2$ [link](url) <b>tag</b> &amp; #tag",
    "one\ntwo\r\nthree\n\nfive",
    "tab\there",
    "  blanks  around  ",
    "no\u00a0break\u2009thin",
    "👍🏽 𝒜 𠮷",
    "שלום עולם",
    "\u202eright to left\u202c",
    "e\u0301 a\u0308 ﬁ Ⅷ",
    "zero\u200bwidth\u200djoin",
    "\ufeffmark",
    "del\x7f c1\x80",
    "[x]: y",
    "<A>: y",
    "null",
    "None",
    "true",
    "no",
    "0",
    "012",
    "1e5",
    "1.0",
    "2018-03",
    "--- # x",
    "%",
    "x" * 300,
]

texts = st.sampled_from(AWKWARD_TEXTS) | st.text(_LEGAL, max_size=12)
"""Any string that may stand in a map."""

words = texts.filter(lambda text: bool(text.strip()))
"""Strings with something in them: texts, titles, names."""

quoted = texts.filter(bool)
"""Strings kept to the letter: quotes, prefixes, paths."""

AWKWARD_IDS = [
    "x",
    "X",
    "dumb-pipe",
    "a:b",
    "x(y)",
    "(assumption)",
    "-",
    "--",
    "+",
    "x~y",
    "https://example.org/a?b=c&d=%20#e",
    "urn:ecli:NL:HR:2018",
    "Überfluß",
    "条約",
    "é",
    "e\u0301",
    "𝒜",
    "ש",
    "12",
    "012",
    "1.0",
    "1e5",
    "-1",
    "0",
    "true",
    "False",
    "no",
    "null",
    "nan",
    "2018-03",
    "=A1",
    "@x",
    "#x",
    "'x'",
    "a,b",
    "a/b",
    "../x",
    "a\\b",
    "[x]",
    "{x}",
    "_",
    "any",
    "%41",
    "`x`",
    "a|b",
    "x\u200by",
]

ids = st.sampled_from(AWKWARD_IDS) | st.text(
    st.characters(
        min_codepoint=0x21,
        exclude_categories=["Cs", "Z", "Cc"],
        exclude_characters='\ufffe\uffff;<>"',
    ),
    min_size=1,
    max_size=6,
).filter(lambda text: text[0] != "~")
"""Anything that may be an id."""

languages = st.sampled_from(["en", "de-at", "zh-hans", "sr-latn-rs", "tlh", "x-pirate"])


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """None, or a value of the strategy."""
    return st.none() | strategy


def few(strategy: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[list[Any]]:
    """A short list."""
    return st.lists(strategy, max_size=most)


def _each_once(strategy: st.SearchStrategy[str], most: int = 2) -> st.SearchStrategy[list[str]]:
    """A short list of texts that stay different when white space is folded."""
    return st.lists(strategy, max_size=most, unique_by=lambda text: " ".join(text.split()))


# -- dates -------------------------------------------------------------------------------------------------------------

_years = st.sampled_from(["2018", "2016", "0001", "1066", "2000", "9999"]) | st.integers(1, 9999).map("{:04d}".format)
_days = st.dates().map(datetime.date.isoformat)
_marks = st.sampled_from(["", "", "", "?", "~", "%"])


def _join(*parts: Any) -> st.SearchStrategy[str]:
    return st.tuples(*(st.just(part) if isinstance(part, str) else part for part in parts)).map("".join)


edtf_plain = st.one_of(
    _join(_years, _marks),
    _join(_years, "-", st.integers(1, 12).map("{:02d}".format), _marks),
    _join(_days, _marks),
)
"""A year, month or day, perhaps about or uncertain."""

edtf_rarer = st.one_of(
    _join(_years, "-", st.sampled_from(["21", "22", "23", "24"])),
    st.integers(1, 999).map("{:03d}X".format),
    st.integers(1, 99).map("{:02d}XX".format),
    _join(_years, "-XX"),
    _join(_years, "-XX-XX"),
    _join(_years, "-", st.integers(1, 12).map("{:02d}".format), "-XX"),
    _join(_days, "T", st.sampled_from(["00:00:00", "23:59:59Z", "12:30:00+02:00", "12:30:00-05"])),
)
"""Seasons, unspecified digits, a day with the time."""

edtf_intervals = st.one_of(
    _join(edtf_plain, st.sampled_from(["/", "/.."])),
    _join(st.sampled_from(["/", "../"]), edtf_plain),
    st.tuples(st.dates(), st.dates()).map(lambda days: "/".join(day.isoformat() for day in sorted(days))),
    st.tuples(st.integers(1, 4999), st.integers(5000, 9999)).map(lambda years: "{:04d}~/{:04d}".format(*years)),
)
"""Some time within: closed, and open at either end."""

edtf = edtf_plain | edtf_rarer | edtf_intervals
"""Every form of date that argmap reads."""

dates = st.one_of(
    st.builds(am.Date, edtf_plain),
    st.builds(am.Date, edtf_plain),
    st.builds(am.Date, edtf),
    st.builds(am.Date, edtf, text=words),
    words.map(lambda text: am.Date(text=text)),
)
"""Dates as far as they are known, some only in the words of the source."""

# -- data --------------------------------------------------------------------------------------------------------------

_numbers = st.sampled_from([0, 1, -1, 2**53 + 1, 10**30, 0.5, 1.0, -0.0, 1e300, 5e-324]) | st.integers(-999, 999)
_scalars = st.none() | st.booleans() | _numbers | texts
_keys = st.sampled_from(["tier", "seen", "id", "", "a.b", "@id", "key with blanks", "ключ"]) | texts
_inner = st.one_of(
    _scalars,
    st.lists(_scalars, max_size=2),
    st.dictionaries(_keys, _scalars | st.lists(st.lists(_scalars, max_size=1), max_size=1), max_size=2),
)
json_data = st.just({}) | st.dictionaries(_keys, _inner, max_size=2)
"""A JSON object for `data`."""

weights = st.floats(allow_nan=False, allow_infinity=False)

# -- values ------------------------------------------------------------------------------------------------------------


@st.composite
def quotes(draw: st.DrawFn) -> am.Quote:
    """A quote, with or without its surroundings and offsets."""
    exact = draw(quoted)
    start = draw(maybe(st.integers(0, 99999)))
    end = None if start is None or draw(st.booleans()) else start + len(exact)
    return am.Quote(exact, prefix=draw(maybe(texts)), suffix=draw(maybe(texts)), start=start, end=end)


def literals(claims: Sequence[str], *, premise: bool = False) -> st.SearchStrategy[am.Literal]:
    """`x` or `~x` for one of the claims; a premise may be supposed, an assumption or an exception."""
    if not premise:
        return st.builds(am.Literal, st.sampled_from(claims), st.booleans())
    marked = st.builds(am.Literal, st.sampled_from(claims), st.booleans(), st.booleans(), st.sampled_from(ROLES))
    return st.builds(am.Literal, st.sampled_from(claims), st.booleans()) | marked


def hops(parties: Sequence[str], sources: Sequence[str]) -> st.SearchStrategy[am.Hop]:
    """A party or a source."""
    kinds = [st.sampled_from(parties).map(lambda id: am.Hop(party=id))] if parties else []
    kinds += [st.sampled_from(sources).map(lambda id: am.Hop(source=id))] if sources else []
    return st.one_of(kinds) if kinds else st.nothing()


def evidence(
    parties: Sequence[str], sources: Sequence[str], *, read_in: Sequence[str] | None = None
) -> st.SearchStrategy[am.Evidence]:
    """Evidence; `read_in` narrows the documents in which it was read."""
    documents = sources if read_in is None else read_in
    full = st.builds(
        am.Evidence,
        maybe(st.sampled_from(documents)) if documents else st.none(),
        quote=maybe(quotes()),
        locator=maybe(texts),
        via=few(hops(parties, sources)) if parties or sources else st.just(()),
        basis=st.sampled_from(BASES),
    )
    return st.sampled_from(documents).map(am.Evidence) | full if documents else full


# -- maps --------------------------------------------------------------------------------------------------------------

_tags = _each_once(words)
_kind = st.sampled_from(["fact", "person", "court", "letter"]) | texts
_value = st.integers(-5, 5) | st.just(2**60) | texts
_digest = st.just("0123456789abcdef" * 4)
_true = st.just(True)
_either = st.booleans()

Fields = dict[str, st.SearchStrategy[Any]]


class _Maps:
    """Draws the records of one map, one kind after the other."""

    def __init__(self, draw: st.DrawFn, smallest: int, largest: int) -> None:
        self.draw = draw
        pool = draw(st.lists(ids, min_size=3 * largest, max_size=3 * largest, unique=True))
        sizes = {name: draw(st.integers(smallest, largest)) for name in COLLECTIONS}
        self.ids = {name: pool[: sizes[name]] for name in COLLECTIONS}
        at = 0
        for name in ("claims", "arguments", "relations"):  # one space
            self.ids[name] = pool[at : at + sizes[name]]
            at += sizes[name]
        parties, sources = self.ids["parties"], self.ids["sources"]
        self.evidence: Fields = {"evidence": few(evidence(parties, sources)), "data": json_data}
        self.sketches: list[str] = []

    def some_of(self, strategies: Fields) -> dict[str, Any]:
        """Values for some of the fields: one draw says which, so that maps are quick to draw and shrink well."""
        chosen = self.draw(st.integers(0, 2 ** len(strategies) - 1))
        return {
            name: self.draw(strategy) for bit, (name, strategy) in enumerate(strategies.items()) if chosen >> bit & 1
        }

    def one(self, name: str, of: Sequence[str]) -> Fields:
        return {name: st.sampled_from(of)} if of else {}

    def several(self, name: str, of: Sequence[str]) -> Fields:
        return {name: st.lists(st.sampled_from(of), max_size=2, unique=True)} if of else {}

    def issues(self) -> Iterator[am.Issue]:
        for n, id in enumerate(self.ids["issues"]):
            parent = self.one("parent", self.ids["issues"][:n])
            yield am.Issue(
                id, **self.some_of({"title": texts, "question": texts, "tags": _tags, "data": json_data, **parent})
            )

    def cases(self) -> Iterator[am.Case]:
        parties = self.ids["parties"]
        fields: Fields = {"title": texts, "docket": texts, "identifier": texts, "court": texts, "data": json_data}
        if parties:
            fields["court"] |= st.sampled_from(parties)
            fields["roles"] = few(st.builds(am.Role, st.sampled_from(parties), texts))
        for id in self.ids["cases"]:
            yield am.Case(id, **self.some_of(fields))

    def parties(self) -> Iterator[am.Party]:
        parties = self.ids["parties"]
        # An alias belongs to one party; a name may be borne by several.
        names = [self.draw(st.just("") | words) for _ in parties]
        taken = {*parties, *(" ".join(name.split()) for name in names)}
        for id, name in zip(parties, names, strict=True):
            others = self.several("distinct_from", [other for other in parties if other != id])
            fields = self.some_of({"kind": _kind, "aliases": _tags, "data": json_data, **others})
            aliases = [alias for alias in fields.pop("aliases", ()) if " ".join(alias.split()) not in taken]
            taken.update(" ".join(alias.split()) for alias in aliases)
            yield am.Party(id, name, aliases=aliases, **fields)

    def memberships(self) -> Iterator[am.Membership]:
        parties = self.ids["parties"]
        fields: Fields = {"kind": st.just("member_of"), "since": dates, "until": dates, **self.evidence}
        for id in self.ids["memberships"] if len(parties) > 1 else []:
            # A spokesman stands later than his principal: no circle. A member may stand anywhere.
            agent = self.draw(st.integers(1, len(parties) - 1))
            ends = parties[agent], parties[self.draw(st.integers(0, agent - 1))]
            given = self.some_of(fields)
            if "kind" in given and self.draw(_either):
                ends = ends[1], ends[0]
            yield am.Membership(id, *ends, **given)

    def sources(self) -> Iterator[am.Source]:
        parties, sources = self.ids["parties"], self.ids["sources"]
        author = st.sampled_from(parties) | words if parties else words
        fields: Fields = {
            **dict.fromkeys(["title", "publisher", "url", "citation", "path"], texts),
            "kind": _kind,
            "authors": _each_once(author),
            "date": dates,
            "sha256": _digest,
            "data": json_data,
            **self.one("case", self.ids["cases"]),
        }
        for n, id in enumerate(sources):
            reports = few(evidence(parties, sources, read_in=sources[n + 1 :]))
            earlier: Fields = {}
            if n:
                plain = st.sampled_from(sources[:n])
                known = st.builds(am.Predecessor, plain, evidence(parties, sources), maybe(texts))
                earlier["after"] = st.lists(plain.map(am.Predecessor) | known, max_size=2, unique_by=lambda one: one.id)
            yield am.Source(id, **self.some_of({**fields, "reported_in": reports, **earlier}))

    def claims(self) -> Iterator[am.Claim]:
        fields: Fields = {
            "title": texts,
            "wordings": _tags,
            "tags": _tags,
            "kind": _kind,
            "implicit": _true,
            "sketch": _true,
            "lang": languages,
            "data": json_data,
            **self.one("issue", self.ids["issues"]),
        }
        for id in self.ids["claims"]:
            claim = am.Claim(id, self.draw(texts), **self.some_of(fields))
            self.sketches += [id] if claim.sketch else []
            yield claim

    def arguments(self) -> Iterator[am.Argument]:
        claims, arguments = self.ids["claims"], self.ids["arguments"]
        if not claims:
            arguments.clear()
        if not arguments:
            return
        premises = st.lists(literals(claims, premise=True), min_size=1, max_size=3, unique=True)
        targets = literals(claims) | st.sampled_from(arguments).map(am.Literal)
        steps = st.sampled_from([*self.sketches, *arguments]).map(am.Literal)
        fields: Fields = {
            "title": texts,
            "manner": st.sampled_from(["rebut", "undermine"]) | texts,
            "strict": _true,
            "schemes": _tags,
            "text": texts,
            "weight": weights,
            "tags": _tags,
            **self.one("issue", self.ids["issues"]),
            **self.evidence,
        }
        for n, id in enumerate(arguments):
            kind = self.draw(st.sampled_from(ARGUMENT_KINDS))
            target = self.draw(steps if kind == "undercut" else targets)
            part_of = self.one("part_of", [*self.sketches, *arguments[:n]])
            yield am.Argument(id, self.draw(premises), target, kind, **self.some_of({**fields, **part_of}))

    def relations(self) -> Iterator[am.Relation]:
        claims = self.ids["claims"]
        for id in self.ids["relations"] if claims else []:
            a, b = self.draw(literals(claims)), self.draw(literals(claims))
            if a == b:
                b = am.Literal(a.id, not a.negated)
            yield am.Relation(id, a, b, self.draw(st.sampled_from(RELATION_KINDS)), **self.some_of(self.evidence))

    def positions(self) -> Iterator[am.Position]:
        parties, everyone = self.ids["parties"], self.ids["positions"]
        targets = [*self.ids["claims"], *self.ids["arguments"]]
        if not parties or not targets:
            everyone.clear()
            return
        fields: Fields = {
            "stance": st.sampled_from(STANCES),
            "value": _value,
            "date": dates,
            "mode": st.sampled_from(MODES) | st.just("imputed"),
            "imputed_by": st.sampled_from(parties),
            "on_behalf_of": st.sampled_from(parties),
            "hedge": texts,
            "arguendo": _true,
            "coder": texts,
            "weight": weights,
            **self.evidence,
        }
        for n, id in enumerate(everyone):
            earlier = {**self.several("after", everyone[:n]), **self.one("replies_to", everyone[:n])}
            given = self.some_of({**fields, **earlier})
            if given.get("mode") != "imputed":
                given.pop("imputed_by", None)
            yield am.Position(id, self.draw(st.sampled_from(parties)), self.draw(st.sampled_from(targets)), **given)

    def outcomes(self) -> Iterator[am.Outcome]:
        claims, outcomes = self.ids["claims"], self.ids["outcomes"]
        fields: Fields = {
            "date": dates,
            "authority": texts,
            "final": _either,
            "status": texts,
            **self.several("by", self.ids["parties"]),
            **self.one("case", self.ids["cases"]),
            **self.evidence,
        }
        if claims:
            fields["effects"] = few(st.builds(am.Effect, literals(claims), words))
        for n, id in enumerate(outcomes):
            yield am.Outcome(id, self.draw(texts), **self.some_of({**fields, **self.several("after", outcomes[:n])}))


@st.composite
def maps(draw: st.DrawFn, smallest: int = 0, largest: int = 3) -> am.ArgumentMap:
    """A consistent map with `smallest` to `largest` records of each kind, as far as they find what to name.

    Ids of different spaces come from one pool, so that a party and a source (a claim and a position, …) share some.
    """
    kinds = _Maps(draw, smallest, largest)
    batch = [record for name in COLLECTIONS for record in getattr(kinds, name)()]
    if draw(st.booleans()):
        batch.reverse()  # what names another record need not come after it
    m = am.ArgumentMap(draw(maybe(texts)), data=draw(json_data))
    m.extend(batch)
    return m


def all_records(m: am.ArgumentMap) -> list[Any]:
    """Every record of a map, collection by collection."""
    return [record for name in COLLECTIONS for record in getattr(m, name).values()]


records = maps(smallest=1).flatmap(lambda m: st.sampled_from(all_records(m)))
"""One record of any kind."""


def full_map() -> am.ArgumentMap:
    """One map in which, for every field of every kind of record, some record has another value than the default."""
    seen = am.Evidence(
        "S1",
        quote=am.Quote("a dumb pipe", prefix="We are ", suffix=", they say", start=7, end=18),
        locator="p. 3:12",
        via=[am.Hop(party="ada"), am.Hop(source="ada")],
        basis="inferred",
    )
    m = am.ArgumentMap("The pier", data={"version": 1, "seen": ["S1", None, True, 0.5], "deep": {"a": {"b": []}}})
    m.extend(
        [
            am.Issue("town", "The town"),
            am.Issue("pier", "The pier", question="Should it be built?", parent="town", tags=["sea"], data={"n": 1}),
            am.Case(
                "k1",
                "Bo v. Town",
                court="ada",
                docket="12-CV-3",
                identifier="ECLI:XX:2018:1",
                roles=[am.Role("bo", "plaintiff"), am.Role("town")],
                data={"n": 2},
            ),
            am.Party("ada", "Ada", kind="person", aliases=["A. L."], distinct_from=["bo"], data={"n": 3}),
            am.Party("bo"),
            am.Party("town", "Town"),
            am.Membership(
                "m1", "ada", "town", "member_of", since="2016~", until="2018-21", evidence=[seen], data={"n": 4}
            ),
            am.Membership("m2", "bo", "town"),
            am.Source(
                "S1",
                "A letter",
                kind="letter",
                publisher="The Gazette",
                authors=["ada", "Somebody Else"],
                date=am.Date("2018-03-07", text="yesterday"),
                url="https://example.org/?a=b",
                citation="Gazette 3 (2018) 1",
                case="k1",
                path="s1.txt",
                sha256="0123456789abcdef" * 4,
                reported_in=[am.Evidence("S2", quote="the letter", via=[am.Hop(party="bo")])],
                after=["ada", am.Predecessor("S3", am.Evidence("S2", basis="inferred"), "it answers it")],
                data={"n": 5},
            ),
            am.Source("S2", date="201X"),
            am.Source("S3", date=am.Date(text="this week")),
            am.Source("ada", "A source that shares its id with a party"),
            am.Claim(
                "build",
                "The pier should be built.",
                title="Build",
                wordings=["Build it!"],
                issue="pier",
                tags=["sea", "trade"],
                kind="normative",
                implicit=True,
                sketch=False,
                lang="en-gb",
                data={"n": 6},
            ),
            am.Claim("gist", "Something about trade.", sketch=True),
            am.Claim("view", "It blocks the view."),
            am.Argument("a1", ["view"], "build", "attack", evidence=[am.Evidence("S1")]),
            am.Argument(
                "a2",
                [am.Literal("build", True, True), am.Literal("view", role="exception"), "~gist (assumption)"],
                "~view",
                "support",
                title="In short",
                part_of="gist",
                issue="pier",
                manner="rebut",
                strict=True,
                schemes=["expert opinion"],
                text="The gist of it.",
                weight=0.25,
                tags=["sea"],
                evidence=[seen, am.Evidence("S2")],
                data={"n": 7},
            ),
            am.Argument("a3", ["~view"], "a1", "undercut", part_of="a2"),
            am.Argument("a4", ["view"], "a3", "undercut"),
            am.Argument("a5", ["view"], "gist", "undercut"),
            am.Argument("a6", ["view"], "a2", "attack"),
            am.Relation("r1", "build", "~view", "tension", evidence=[seen], data={"n": 8}),
            am.Position("p1", "ada", "build"),
            am.Position(
                "p2",
                "bo",
                "a3",
                "concedes",
                value=-2,
                date="2018-03",
                evidence=[seen, am.Evidence(quote="only words")],
                mode="imputed",
                imputed_by="ada",
                on_behalf_of="town",
                hedge="perhaps",
                arguendo=True,
                after=["p1"],
                replies_to="p1",
                coder="me",
                weight=2,
                data={"n": 9},
            ),
            am.Position("p3", "town", "gist", "reserves", value="high", date="../2018", mode="act"),
            am.Outcome("o1", "The motion"),
            am.Outcome(
                "o2",
                "Motion denied",
                by=["town", "ada"],
                date="2018/2019",
                after=["o1"],
                authority="district court",
                final=False,
                status="denied",
                case="k1",
                effects=[("~build", "rejected"), ("view", "agreed")],
                evidence=[seen],
                data={"n": 10},
            ),
        ]
    )
    return m
