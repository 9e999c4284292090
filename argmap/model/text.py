"""The rules for strings in a map, and the search for the nearest name."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Set
from typing import Any, TypeVar

from argmap.characters import forbidden_in, shown
from argmap.errors import ValueRefused

_NOT_IN_ID = re.compile(r"""[\s;<>"]""")
_PLAIN_ID = re.compile(r"\w[\w.:/-]*")
_LANG = re.compile(r"[a-z]{1,8}(-[a-z0-9]{1,8})*")


C = TypeVar("C", bound=Callable[..., object])


def _ready(converter: C, condition: str, choices: frozenset[str] = frozenset()) -> C:
    """Let a converter say, as an expression, when it would give back what it was given."""
    for name, value in (("ready", condition), ("choices", choices)):
        setattr(converter, name, value)
    return converter


def string(value: object, what: str = "a text") -> str:
    """`value`, if it is a string without characters that XML forbids."""
    if not isinstance(value, str):
        raise ValueRefused(f"{what} must be a string, not {type(value).__name__} ({shown(value)})")
    if (character := forbidden_in(value)) is not None:
        raise ValueRefused(f"{what} {shown(value)}: the character {character} may not stand in a text")
    return value if type(value) is str else str(value)


def prose(value: object, what: str = "a text") -> str:
    """A claim's text or a title: stripped, each run of white space one blank."""
    if type(value) is str and value.isprintable():  # so it has no white space but blanks
        if "  " in value or value[:1] == " " or value[-1:] == " ":
            return " ".join(value.split())
        return value
    return " ".join(string(value, what).split())


def prose_or_none(value: object) -> str | None:
    """Like `prose`; empty becomes None."""
    return prose(value) or None


def verbatim(value: object) -> str | None:
    """A string kept to the letter; empty becomes None."""
    return string(value) or None


def identifier(value: object, what: str = "id") -> str:
    """An id: not empty, no white space, none of `; < > "`, no `~` in front."""
    if type(value) is str and (value.isalnum() or _PLAIN_ID.fullmatch(value)):
        return value
    text = string(value, what)
    if not text:
        raise ValueRefused(f"an empty {what}")
    if match := _NOT_IN_ID.search(text):
        sign = "white space" if match[0].isspace() else f"{match[0]!r}"
        raise ValueRefused(f"{what} {shown(text)}: {sign} may not stand in an id")
    if text[0] == "~":
        raise ValueRefused(f"{what} {shown(text)}: '~' in front means 'not' and may not begin an id")
    return text


_IS_PLAIN = '{value}.__class__ is str and {value}.replace("-", "").isalnum()'
_ready(identifier, _IS_PLAIN)


def reference(value: object) -> str:
    """An id that a record names: the id itself, or a record that has one."""
    if type(value) is str:
        return identifier(value)
    if getattr(value, "negated", False):
        raise ValueRefused(f"{value}: a claim is expected here, not its negation")
    return identifier(getattr(value, "id", value))


_ready(reference, _IS_PLAIN)


def reference_or_none(value: object) -> str | None:
    """Like `reference`; empty becomes None."""
    return None if value == "" else reference(value)


_ready(reference_or_none, _IS_PLAIN)


def references(values: object) -> tuple[str, ...]:
    """Several ids, each once."""
    return _each_once(reference(value) for value in several(values, "an id or several"))


def strings(values: object) -> tuple[str, ...]:
    """Several names, tags or wordings: each like `prose`, none empty, each once."""
    listed = values if type(values) is tuple or type(values) is list else several(values, "a text or several")
    texts = [prose(value) for value in listed]
    if not all(texts):
        raise ValueRefused("an empty text in a list")
    if len(texts) == 1:
        return (texts[0],)
    return _each_once(texts)


def several(values: object, what: str) -> Iterable[Any]:
    """The values of a list; a single text, value or record stands for a list of one."""
    if isinstance(values, str) or is_record(values):
        return (values,)
    if not isinstance(values, Iterable):
        raise ValueRefused(f"{shown(values)}: expected {what}")
    # The order of a set is an accident of hashing: the same call is to make the same record.
    return sorted(values, key=str) if isinstance(values, Set) else values


def is_record(value: object) -> bool:
    """Whether `value` is a record or a value of one, not a list of them."""
    return hasattr(value, "__dataclass_fields__") and not isinstance(value, type)


def _each_once(values: Iterable[str]) -> tuple[str, ...]:
    # dict.fromkeys keeps the order; a set would not.
    return tuple(dict.fromkeys(values))


def flag(value: object) -> bool:
    """True or False, and nothing that is only like them."""
    if not isinstance(value, bool):
        raise ValueRefused(f"{shown(value, 40)}: expected True or False")
    return value


def language(value: object) -> str | None:
    """A BCP 47 tag in lower case (`en_US` becomes `en-us`)."""
    tag = string(value, "language").strip().lower().replace("_", "-")
    if tag and not _LANG.fullmatch(tag):
        raise ValueRefused(f"language {shown(value, 40)}: expected a tag such as en, de-at or zh-hans")
    return tag or None


def one_of(choices: tuple[str, ...], what: str) -> Callable[[object], str]:
    """A converter that lets only `choices` through and suggests the nearest."""
    allowed = frozenset(choices)

    def check(value: object) -> str:
        if isinstance(value, str) and value in allowed:
            return value
        raise ValueRefused(
            f"unknown {what} {shown(value, 40)}{did_you_mean(value, choices)} (one of {', '.join(choices)})"
        )

    return _ready(check, "{value}.__class__ is str and {value} in {choices}", allowed)


def slug(text: str, most: int = 40) -> str:
    """An id made of the words of `text`: `Build the pier.` gives `build-the-pier`; empty when no word is left."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    words = re.findall(r"[^\W_]+", plain)
    made = ""
    for word in words:
        if made and len(made) + 1 + len(word) > most:
            break
        made = f"{made}-{word}" if made else word[:most]
    return made


def did_you_mean(value: object, names: Iterable[str]) -> str:
    """`: did you mean 'x'?` for the nearest of `names`, or nothing when none is near."""
    if not isinstance(value, str) or not value:
        return ""
    candidates = list(names)
    if len(candidates) > 20_000:  # difflib takes about 5 microseconds a name
        candidates = [name for name in candidates if name[:1] == value[:1]][:20_000]
    near = difflib.get_close_matches(value[:200], candidates, n=1, cutoff=0.6)
    if not near:  # a part of a name: dumb-pipe for cf-dumb-pipe
        near = [name for name in candidates if len(value) > 3 and value.casefold() in name.casefold()][:1]
    return f": did you mean {near[0]!r}?" if near else ""
