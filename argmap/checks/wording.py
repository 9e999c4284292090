"""How claims are worded: the words of a text, words that are nearly the same, and two clauses in one sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc", "'''")
_ARTICLES = frozenset({"a", "an", "the", "that"})

# Words that make another claim of a claim when they are put in.
_WEIGHTY = _set(
    "all always any every few hardly less many may might more most must never no nobody none not nothing only or "
    "rarely several should some sometimes unless without"
)

_FINITE = _set("am are can could did do does had has have is may might must ought shall should was were will would")
_PRONOUNS = _set("he i it nobody she there they we you")
_SUBORDINATORS = _set(
    "after although as because before how if since than that though unless until what when where whether which while "
    "who whom whose why"
)
_NO_SUBJECT = _set("also and not only or rather then to")  # such words begin or continue something else
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z])")
_JOINT = re.compile(r"(,?)\s+(?:and|but|yet)\s+|(;)\s+", re.IGNORECASE)


def words(text: str) -> list[str]:
    """The words of a text: no case, no punctuation, `can't` and `cannot` as `can not`, no genitive."""
    found = []
    for word in _WORD.findall(unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).casefold()):
        if word.endswith("n't") or word == "cannot":
            stem = {"can't": "can", "cannot": "can", "won't": "will", "shan't": "shall"}.get(word, word[:-3])
            found += [stem, "not"]
        else:
            found.append(word.removesuffix("'s"))
    return found


def content(text: str) -> tuple[str, ...]:
    """The words of a text without articles and without the s of plurals and verbs."""
    return tuple(
        word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] != "s" else word
        for word in words(text)
        if word not in _ARTICLES
    )


def is_weighty(word: str) -> bool:
    """Whether a claim with this word is another claim than one without it."""
    return word in _WEIGHTY or any(char.isdigit() for char in word)


def one_letter_apart(a: str, b: str) -> bool:
    """Whether two words or names differ by one letter put in, left out or changed, or by two that changed places.

    Never by a digit, by the first letter, or by a word of one letter: `party 1` and `party 2`, `legal` and `illegal`,
    `witness a` and `witness b` are meant to differ.
    """
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    shorter = min(len(a), len(b))
    head = next((i for i in range(shorter) if a[i] != b[i]), shorter)
    tail = next((i for i in range(shorter - head) if a[-1 - i] != b[-1 - i]), shorter - head)
    rest = a[head : len(a) - tail], b[head : len(b) - tail]
    swapped = len(rest[0]) == 2 and rest[0] == rest[1][::-1]
    if (
        not head
        or (max(map(len, rest)) > 1 and not swapped)
        or any(char.isdigit() or char.isspace() for char in "".join(rest))
    ):
        return False
    at = len(a[:head].split()) - 1 if a[:head].strip() and not a[head - 1].isspace() else len(a[:head].split())
    changed = [name.split()[min(at, len(name.split()) - 1)] for name in (a, b)]
    return all(len(word) > 1 for word in changed)


def nearly_the_same(a: str, b: str) -> bool:
    """Whether two words are spellings of one, as `judgement` and `judgment`."""
    return min(len(a), len(b)) > 4 and a[:2] == b[:2] and one_letter_apart(a, b)


def second_clause(text: str) -> str | None:
    """The joint and the beginning of a second main clause, where an English sentence seems to have one.

    Seen are clauses with a subject and a finite auxiliary verb on both sides of *and*, *but*, *yet* or a semicolon.
    What hangs on *if*, *that*, *who* and the like is one claim.
    """
    plain = text.translate(_APOSTROPHES)
    for match in _JOINT.finditer(plain):
        # Within the sentence of the joint: a clause ends where the sentence ends.
        before = _SENTENCE_END.split(plain[: match.start()])[-1]
        after = _SENTENCE_END.split(plain[match.end() :], maxsplit=1)[0]
        left, right = _main_clause(before), words(after)
        if len(left) < 2 or len(right) < 2 or not _is_clause(right):
            continue
        if _FINITE.intersection(left) or (match[1] and len(left) > 2) or right[0] in _PRONOUNS or match[2]:
            return f"{match[0].strip(', ')} {' '.join(after.split()[:3])}"
    return None


def _main_clause(left: str) -> list[str]:
    """The words before a joint, if they can be a main clause; none if they hang on *if*, *that*, *who* and the like."""
    before, comma, after = left.rpartition(",")
    found, last, opening = words(left), words(after), words(before)[:1]
    if comma and len(last) < 3 and not _FINITE.intersection(last):
        return []  # the end of a list, or the subject that follows a clause: "…, this and that are so"
    if not _SUBORDINATORS.intersection(found):
        return found
    closed = comma and opening and opening[0] in _SUBORDINATORS and not _SUBORDINATORS.intersection(last)
    return last if closed else []


def _is_clause(right: Sequence[str]) -> bool:
    """Whether the words begin with a subject of its own and a finite verb."""
    if right[0] in _PRONOUNS:
        return right[1] not in ("and", "or")
    for at, word in enumerate(right[:8]):
        if word in _SUBORDINATORS or word in _PRONOUNS or word in _NO_SUBJECT:
            return False
        if word in _FINITE:
            return at > 0
    return False
