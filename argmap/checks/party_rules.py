"""Rules on parties: who does nothing in the map, and who may be one and the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from argmap.checks.registry import Remark, ids, rule
from argmap.checks.wording import one_letter_apart
from argmap.model.argument_map import ArgumentMap
from argmap.model.records import Party
from argmap.model.references import COLLECTIONS, soft_references

_LEGAL_FORMS = re.compile("ag|bv|co|corp|corporation|gmbh|inc|incorporated|limited|llc|llp|ltd|nv|plc|sa|sarl|the")
_SMALL_WORDS = re.compile("and|de|der|des|die|for|für|of|the|und")
_MOST_ALIKE = 20  # more names in one bin are a series (Witness A, B, C …), not slips of the pen
_LONGEST = 60


@rule("note")
def idle_party(m: ArgumentMap) -> Iterator[Remark]:
    """Parties without a position, role, membership or any other part in the map."""
    # To be marked as distinct is no part in the map.
    parts = [name for name in COLLECTIONS if name != "parties"]
    parties = m._store.collections["parties"]
    named = {id for id in parties if any(m._store.referring("party", name, id) for name in parts)}
    for collection in ("sources", "cases"):
        for record in m._store.collections[collection].values():
            named.update(id for _, id, _ in soft_references(record))
    idle = [party for party in parties.values() if party.id not in named]
    if idle:
        yield Remark(
            tuple(idle), f"without position, role or membership ({ids(idle)}): code what they do, or take them out"
        )


@rule("warning")
def similar_names(m: ArgumentMap) -> Iterator[Remark]:
    """Parties whose names differ by a letter, a legal form or initials only, and that are not marked as distinct."""
    parties = m._store.collections["parties"]
    names = [(party, name, _words(name)) for party in parties.values() for name in party.names]
    seen: set[tuple[str, str]] = set()
    for a, name, b, other, why in _alike([entry for entry in names if entry[2]]):
        pair = (a.id, b.id) if a.id < b.id else (b.id, a.id)
        if a is b or pair in seen or b.id in a.distinct_from or a.id in b.distinct_from:
            continue
        seen.add(pair)
        yield Remark(
            (a, b),
            f"“{name}” ({a.id}) and “{other}” ({b.id}) {why}: if they are one party, "
            f"merge_parties({a.id!r}, {b.id!r}); if not, say so in distinct_from",
        )


Named = tuple[Party, str, tuple[str, ...]]


def _alike(names: list[Named]) -> Iterator[tuple[Party, str, Party, str, str]]:
    whole: dict[str, list[Named]] = {}
    for entry in names:
        whole.setdefault(" ".join(entry[2]), []).append(entry)
    for group in whole.values():
        for entry in group[1:_MOST_ALIKE]:
            yield *group[0][:2], *entry[:2], "are the same name"
    for entry in names:
        party, name, words = entry
        initials = "".join(word[0] for word in words if not _SMALL_WORDS.fullmatch(word))
        if len(initials) > 2:
            for short in whole.get(initials, ())[:_MOST_ALIKE]:
                yield short[0], short[1], party, name, "share initials"
        if 1 < len(words) < 5 and len(words[-1]) > 2 and party.kind in (None, "person"):
            for short in whole.get(words[-1], ())[:_MOST_ALIKE]:
                if short[0].kind in (None, "person"):
                    yield short[0], short[1], party, name, "share a last name"
    yield from _misspelt(whole)


def _misspelt(whole: dict[str, list[Named]]) -> Iterator[tuple[Party, str, Party, str, str]]:
    """Names one letter apart: they meet in a bin when one letter is left out of each, or of the longer."""
    bins: dict[str, list[str]] = {}
    for name in whole:
        if 5 < len(name) <= _LONGEST:
            for key in dict.fromkeys([name, *(name[:i] + name[i + 1 :] for i in range(len(name)))]):
                bins.setdefault(key, []).append(name)
    for group in bins.values():
        if 1 < len(group) <= _MOST_ALIKE:
            for i, name in enumerate(group):
                for other in group[i + 1 :]:
                    if one_letter_apart(name, other):
                        yield *whole[name][0][:2], *whole[other][0][:2], "are one letter apart"


def _words(name: str) -> tuple[str, ...]:
    """The words of a name without case, points and legal forms."""
    plain: Any = unicodedata.normalize("NFKC", name).casefold().replace(".", "")
    words = re.findall(r"[^\W_]+", plain)
    return tuple([word for word in words if not _LEGAL_FORMS.fullmatch(word)] or words)
