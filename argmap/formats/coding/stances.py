"""What a cell of the stance column says, seen beside all other cells of that column.

- Words that are known (yes, agree, favor, pro, support, true, …, and the opposite of each; argmap's own stances) give
  the stance. Those that say more or less than that (`strongly agree`, `neutral`, `none`) are kept in `value` as well.
- `+` and `-`, when the column has nothing else.
- Whole numbers: when the column has 0 and 1, or 1 alone, 1 asserts and 0 denies. When some are negative, it is a scale:
  a positive number asserts, a negative one denies, 0 mentions; the number is kept in `value`. A scale without negative
  numbers (1 to 5) has no middle that we could know: `value`, and *mentions*. 0 alone may mean either: a fault.
- Other words are categories when no word of the column is known: `value`, and *mentions*. Beside known words, or when
  `agreement=` tells what words mean, they are faults: they may be misspelt.
- A blank cell, or no such column: *mentions*.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from argmap.formats.coding.options import plain_word
from argmap.model.records import STANCES
from argmap.model.text import did_you_mean

_ASSERTS = (
    "yes y true t for pro positive agree agrees agreed agreement favor favors favour favours support supports",
    "supported supporting supportive assert affirm affirms accept accepts approve approves endorse endorses",
)
_DENIES = (
    "no n false f against anti con contra negative disagree disagrees disagreed disagreement oppose opposes opposed",
    "opposing deny reject rejects disapprove disapproves",
)
_OTHERS = {
    "question": "questions",
    "questioned": "questions",
    "concede": "concedes",
    "conceded": "concedes",
    "reserve": "reserves",
    "withdraw": "withdraws",
    "withdrawn": "withdraws",
    "mention": "mentions",
    "mentioned": "mentions",
}
_NEUTRAL = ("neutral", "none", "neither", "no stance", "unclear", "mixed", "ambivalent", "both", "undecided", "unknown")
_GRADES = (
    *("strongly", "somewhat", "slightly", "partly", "mostly"),
    *("completely", "totally", "fully", "rather", "tend to"),
)
_WORDS: dict[str, str] = {
    **{word: "asserts" for line in _ASSERTS for word in line.split()},
    **{word: "denies" for line in _DENIES for word in line.split()},
    **dict.fromkeys(("in favor", "in favour", "in favor of", "in favour of"), "asserts"),
    **_OTHERS,
    **{stance: stance for stance in STANCES},
}
_WHOLE = re.compile(r"[+-]?\d{1,4000}(?:\.0{1,20})?")

Said = tuple[str, int | str | None]  # stance, value


class StanceColumn:
    """What each text that stands in a stance column means.

    Parameters
    ----------
    texts : collection of str
        The different texts of the column, in the order in which they appear.
    agreement : dict
        What the user says that words mean.

    Attributes
    ----------
    meanings : dict
        Stance and value, by text.
    unknown : dict
        What is wrong with the texts that mean nothing.
    notes : list of str
        What a reader should know of the column.
    """

    def __init__(self, texts: Collection[str], agreement: dict[str, str]) -> None:
        self.meanings: dict[str, Said] = {"": ("mentions", None)}
        self.unknown: dict[str, str] = {}
        self.notes: list[str] = []
        words = {text: plain_word(text) for text in texts if text.strip()}
        whole = {text: int(word.partition(".")[0]) for text, word in words.items() if _WHOLE.fullmatch(word)}
        scale = not {*whole.values()} <= {0, 1}
        numbers: dict[str, int] = {}
        others: list[str] = []
        for text, word in words.items():
            number = whole.get(text)
            if (told := agreement.get(word)) or (
                number is not None and word != str(number) and (told := agreement.get(str(number)))
            ):
                self.meanings[text] = told, number if scale else None
            elif number is not None:
                numbers[text] = number
            elif (said := _said(word, text)) is not None:
                self.meanings[text] = said
            else:
                others.append(text)
        known = len(self.meanings) > 1 or bool(numbers)
        if others and not known and {words[text] for text in others} <= {"+", "-"}:
            self.meanings |= {text: ("asserts" if words[text] == "+" else "denies", None) for text in others}
        elif others and (known or agreement):
            expected = dict.fromkeys(agreement) or dict.fromkeys(_WORDS)
            for text in others:
                hint = did_you_mean(words[text], expected) if len(self.unknown) < _SUGGESTIONS else ""
                self.unknown[text] = f"unknown agreement {text.strip()!r:.60}{hint}"
        elif others:
            self._categories(others)
        if numbers:
            self._numbers(numbers, scale=scale)

    def _numbers(self, numbers: dict[str, int], *, scale: bool) -> None:
        found = set(numbers.values())
        if found == {0} and len(self.meanings) == 1:
            for text in numbers:
                self.unknown[text] = (
                    f"{text.strip()!r}, and no other agreement in the sheet: it may mean that somebody denies, "
                    'or takes no side; say agreement={"0": "denies"} or {"0": "mentions"}'
                )
            return
        if not scale:
            self.meanings |= {text: ("asserts" if number else "denies", None) for text, number in numbers.items()}
            return
        signed = min(found) < 0
        if not signed:
            self.notes.append(
                f"numbers from {min(found)} to {max(found)}, none of them negative: kept as value, with the stance "
                f'\'mentions\'; agreement={{"{min(found)}": "denies", …}} says what they mean'
            )
        for text, number in numbers.items():
            stance = "mentions" if not number or not signed else "asserts" if number > 0 else "denies"
            self.meanings[text] = stance, number

    def _categories(self, texts: list[str]) -> None:
        self.meanings |= {text: ("mentions", " ".join(text.split())) for text in texts}
        listed = ", ".join(f"{text.strip()!r:.40}" for text in texts[:3]) + (", …" if len(texts) > 3 else "")
        self.notes.append(
            f"no word of agreement that is known ({listed}): kept as categories in value, with the stance 'mentions'; "
            'agreement={"…": "asserts", …} says what they mean'
        )


_SUGGESTIONS = 20


def _said(word: str, text: str) -> Said | None:
    """Stance and value of a word that is known."""
    if (stance := _WORDS.get(word)) is not None:
        return stance, None
    whole = " ".join(text.split())
    if word in _NEUTRAL:
        return "mentions", whole
    for grade in _GRADES:
        rest = word.removeprefix(f"{grade} ")
        if (rest := rest if rest != word else word.removesuffix(f" {grade}")) != word and rest in _WORDS:
            return _WORDS[rest], whole
    return None
