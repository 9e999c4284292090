"""Rules on claims: unused, unworded, doubled, compound, or not as implicit as they are said to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from argmap.checks.registry import Remark, count, ids, rule
from argmap.checks.wording import content, is_weighty, nearly_the_same, second_clause, words
from argmap.model.argument_map import ArgumentMap
from argmap.model.records import Claim

_MOST_ALIKE = 30  # more claims that differ in one word are a series, not slips of the pen
_LONGEST = 60  # words
_LONG = 8  # words from which one more makes little difference


@rule("warning")
def orphan(m: ArgumentMap) -> Iterator[Remark]:
    """Claims that no argument uses and nobody takes a position on."""
    found: dict[str, list[Claim]] = {}
    for claim in m._store.collections["claims"].values():
        if any(m._store.referring("statement", name, claim.id) for name in ("arguments", "positions")):
            continue
        named = [name for name in ("relations", "outcomes") if m._store.referring("statement", name, claim.id)]
        found.setdefault(" and ".join(named), []).append(claim)
    for where, claims in found.items():
        only = f", only in {where}" if where else ""
        yield Remark(
            tuple(claims),
            f"{count(len(claims), 'claim')} in no argument and no position{only} ({ids(claims)}): add who holds it or "
            "what it speaks for, or take it out",
        )


@rule("warning")
def no_text(m: ArgumentMap) -> Iterator[Remark]:
    """Claims without a text."""
    found = [claim for claim in m._store.collections["claims"].values() if not claim.text and not claim.wordings]
    if found:
        yield Remark(
            tuple(found),
            f"{count(len(found), 'claim')} without a text ({ids(found)}): word it as a sentence that can be held "
            "or denied",
        )


@rule("note")
def stated_implicit(m: ArgumentMap) -> Iterator[Remark]:
    """Claims marked as implicit on which somebody takes a position explicitly."""
    positions = m._store.collections["positions"]
    for claim in m._store.collections["claims"].values():
        if not claim.implicit:
            continue
        named = [positions[id] for id in m._store.referring("statement", "positions", claim.id)]
        stated = [p for p in named if p.basis == "explicit" and p.sources and p.mode != "imputed"]
        if stated:
            p = stated[0]
            yield Remark(
                (claim, *stated),
                f"marked as implicit, but {p.party} {p.stance} it ({p.id} in {p.source}): take off the mark, or mark "
                "the position as inferred",
            )


@rule("note")
def compound(m: ArgumentMap) -> Iterator[Remark]:
    """Claims that may be two claims in one sentence (English only)."""
    for claim in m._store.collections["claims"].values():
        if (claim.lang or "en").partition("-")[0] != "en" or claim.sketch:
            continue
        joint = second_clause(claim.text)
        if joint is not None:
            yield Remark(
                (claim,),
                f"may be compound (“… {joint} …”): if one half can be held without the other, make it two claims",
            )


@rule("warning")
def duplicate(m: ArgumentMap) -> Iterator[Remark]:
    """Claims in the same words, or words that differ by an ending, an article or a slip of the pen only."""
    claims = m._store.collections["claims"]
    groups = _Groups()
    by_words: dict[tuple[str | None, tuple[str, ...]], str] = {}
    for claim in claims.values():
        for text in (claim.text, *claim.wordings):
            if key := tuple(words(text)):
                first = by_words.setdefault((claim.lang, key), claim.id)
                groups.join(first, claim.id)
    same = {id: groups.head(id) for id in claims}
    for a, b in _one_word_apart(claims):
        groups.join(a, b)
    told: dict[str, list[str]] = {}
    for id in claims:
        told.setdefault(groups.head(id), []).append(id)
    for group in told.values():
        others = [id for id in group[1:] if not _known(m, group[0], id)]
        if others:
            records = [claims[id] for id in (group[0], *others)]
            if all(same[id] == same[group[0]] for id in others):
                how = f"the same words as {ids(others)}"
            else:
                one, other = (record.text for record in records[:2])
                how = f"nearly the same words as {ids(others)} (“{one:.80}”, “{other:.80}”)"
            yield Remark(tuple(records), f"{how}: merge them, or word them so that the difference shows")


def _known(m: ArgumentMap, a: str, b: str) -> bool:
    """Whether a relation says how the two claims stand to each other."""
    of_b = set(m._store.referring("statement", "relations", b))
    return any(id in of_b for id in m._store.referring("statement", "relations", a))


def _one_word_apart(claims: dict[str, Claim]) -> Iterator[tuple[str, str]]:
    """Claims whose words differ in one word only, two spellings of it, or one that changes little.

    They meet in a bin when one word is left out of each, or of the longer: no claim is compared with all others.
    """
    by_length: dict[int, list[_Entry]] = {}
    by_content: dict[_Entry, str] = {}
    for claim in claims.values():
        key = content(claim.text)
        if 2 < len(key) <= _LONGEST:
            entry = claim.id, claim.lang, key
            by_length.setdefault(len(key), []).append(entry)
            first = by_content.setdefault(("", claim.lang, key), claim.id)
            if first != claim.id:
                yield first, claim.id
    for length, entries in by_length.items():
        shorter = by_length.get(length - 1, ())
        # A claim has as many keys as it has words, and nearly all of them meet nothing: so first only one byte is kept
        # for the hash of each, then the few that may meet, and these are compared.
        mask = (1 << (4 * (len(shorter) + length * len(entries))).bit_length()) - 1
        seen = bytearray(mask + 1)
        for _, _, code in _keys(shorter, entries):
            seen[code & mask] = min(2, seen[code & mask] + 1)
        bins: dict[int, list[tuple[_Entry, int]]] = {}
        for entry, i, code in _keys(shorter, entries):
            if seen[code & mask] > 1:
                bins.setdefault(code, []).append((entry, i))
        for group in bins.values():
            if 1 < len(group) <= _MOST_ALIKE:
                for number, one in enumerate(group):
                    for other in group[number + 1 :]:
                        if _alike(*one, *other):
                            yield one[0][0], other[0][0]


def _keys(shorter: Iterable[_Entry], entries: Iterable[_Entry]) -> Iterator[tuple[_Entry, int, int]]:
    """The claims one word shorter as they are, and the others without each of their words; with hashes of these."""
    for entry in shorter:
        yield entry, -1, hash(entry[1:])
    for entry in entries:
        _, lang, key = entry
        for i in range(len(key)):
            yield entry, i, hash((lang, key[:i] + key[i + 1 :]))


_Entry = tuple[str, str | None, tuple[str, ...]]  # id, language, words


def _alike(a: _Entry, i: int, b: _Entry, j: int) -> bool:
    """Whether two claims that may be equal but for the words `i` and `j` (-1: for a word more in b) say the same."""
    (one, lang, x), (other, lang_b, y) = a, b
    if one == other or lang != lang_b or j < 0:
        return False
    rest = y[:j] + y[j + 1 :]
    if i < 0:
        return x == rest and len(y) >= _LONG and not is_weighty(y[j])
    return i == j and x[:i] + x[i + 1 :] == rest and nearly_the_same(x[i], y[j])


class _Groups:
    """Ids that belong together, by the first that came."""

    def __init__(self) -> None:
        self._heads: dict[str, str] = {}

    def head(self, id: str) -> str:
        """The first id of the group."""
        while (above := self._heads.get(id, id)) != id:
            # Each second look takes half the way.
            self._heads[id] = self._heads.get(above, above)
            id = above
        return id

    def join(self, a: str, b: str) -> None:
        """Make one group of two; `a` came first."""
        self._heads[self.head(b)] = self.head(a)
