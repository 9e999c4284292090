"""What may be said of a coding sheet when it is read, and the check of what was said."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

from argmap.characters import shown
from argmap.errors import ValueRefused
from argmap.model.records import STANCES
from argmap.model.text import did_you_mean

DELIMITERS = (",", ";", "\t")
Heading = str | int


class Options(TypedDict, total=False):
    """The options of `am.read` for a coding sheet.

    Parameters
    ----------
    columns : mapping
        Which column holds what: `{"party": "Who said it"}`. A column is named by its heading, or by its number from 1;
        several, in a list, are put together with a blank between them; None says that no column holds it.
    agreement : mapping
        What the words of the stance column mean, beside those that are known: `{"ja": "asserts", "nein": "denies"}`.
    aliases : mapping
        Other names of a party, each with its usual name: `{"Cloudfare": "Cloudflare"}`.
    default : mapping
        What holds where a cell is blank, or no column is there: `{"party": "anonymous reviewer"}`.
    dayfirst : bool
        Whether 03/04/2018 is the third of April; without it, such a date is a fault.
    bad_rows : {'raise', 'report'}
        With `report`, the good rows are kept, and what is wrong with the others stands in the map's `report`.
    encoding : str
        The encoding of a text file; without it, UTF-8 or what the byte order mark says, else Windows-1252.
    delimiter : str
        A comma, a semicolon or a tab.
    quoting : {'csv', 'none'}
        Whether quotation marks enclose cells, or are characters like others.
    header : int
        The row with the headings, counted from 1.
    sheet : str
        The sheet of a workbook; without it, the first that is not empty.
    mojibake : {'report', 'repair'}
        What to do with UTF-8 that was read as Windows-1252 before it came here.
    """

    columns: Mapping[str, Heading | Sequence[Heading] | None]
    agreement: Mapping[Any, str]
    aliases: Mapping[str, str]
    default: Mapping[str, str]
    dayfirst: bool | None
    bad_rows: str
    encoding: str | None
    delimiter: str | None
    quoting: str | None
    header: int | None
    sheet: str | None
    mojibake: str


@dataclass(frozen=True)
class Settings:
    """The options, checked."""

    columns: dict[str, tuple[Heading, ...]] = field(default_factory=dict)
    agreement: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    default: dict[str, str] = field(default_factory=dict)
    dayfirst: bool | None = None
    keep_good_rows: bool = False
    encoding: str | None = None
    delimiter: str | None = None
    quoting: str | None = None
    header: int | None = None
    sheet: str | None = None
    repair: bool = False


def checked(options: Options, field_named: Any) -> Settings:
    """The options as settings; `field_named` gives the field that a word of the user stands for."""
    unknown = [name for name in options if name not in Options.__annotations__]
    if unknown:
        near = did_you_mean(unknown[0], Options.__annotations__)
        raise ValueRefused(
            f"a coding sheet takes no option {unknown[0]!r:.60}{near} (it takes {', '.join(Options.__annotations__)})"
        )
    return Settings(
        columns={
            field_named(name, "columns"): _headings(name, value)
            for name, value in _mapping(options, "columns", '{"party": "Who said it"}')
        },
        agreement=_agreement(_mapping(options, "agreement", '{"ja": "asserts", "nein": "denies"}')),
        aliases=_aliases(_mapping(options, "aliases", '{"Cloudfare": "Cloudflare"}')),
        default={
            field_named(name, "default"): _text(value, f"default[{name!r}]")
            for name, value in _mapping(options, "default", '{"party": "anonymous reviewer"}')
        },
        dayfirst=_one_of(options, "dayfirst", (True, False, None), None),
        keep_good_rows=_one_of(options, "bad_rows", ("raise", "report"), "raise") == "report",
        encoding=_encoding(options.get("encoding")),
        delimiter=_one_of(options, "delimiter", (*DELIMITERS, None), None),
        quoting=_one_of(options, "quoting", ("csv", "none", None), None),
        header=_header(options.get("header")),
        sheet=None if options.get("sheet") is None else _text(options["sheet"], "sheet"),
        repair=_one_of(options, "mojibake", ("report", "repair"), "report") == "repair",
    )


def plain_word(text: str) -> str:
    """A word of a stance column as it is looked up: case, blanks and the kind of dash and apostrophe don't matter."""
    word = " ".join(text.casefold().split())
    return word.translate(_PLAIN)


_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "−": "-", "–": "-", "＋": "+"})


def _mapping(options: Any, name: str, example: str) -> list[tuple[Any, Any]]:
    value = options.get(name)
    if value is None:
        return []
    if not isinstance(value, Mapping):
        raise ValueRefused(f"{name}={shown(value)}: expected a mapping such as {example}")
    return list(value.items())


def _text(value: object, what: str) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        raise ValueRefused(f"{what}={shown(value)}: expected a text")
    return value


def _headings(name: str, value: object) -> tuple[Heading, ...]:
    if value is None:
        return ()
    several = value if isinstance(value, list | tuple) else [value]
    for one in several:
        number = isinstance(one, int) and not isinstance(one, bool) and one > 0
        if not number and not (isinstance(one, str) and one.strip()):
            raise ValueRefused(
                f"columns[{name!r}]={shown(value)}: expected a heading, the number of a column, a list of them, or None"
            )
    return tuple(several)


def _agreement(pairs: list[tuple[Any, Any]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for word, stance in pairs:
        if stance not in STANCES:
            raise ValueRefused(
                f"agreement[{word!r:.40}]={shown(stance)}: no stance{did_you_mean(stance, STANCES)} "
                f"(one of {', '.join(STANCES)})"
            )
        if isinstance(word, bool):
            word = str(word)
        elif not isinstance(word, int | str):
            raise ValueRefused(f"agreement: {shown(word)}: expected a word or a whole number of the stance column")
        found[plain_word(str(word))] = stance
    return found


def _aliases(pairs: list[tuple[Any, Any]]) -> dict[str, str]:
    found = {}
    for alias, name in pairs:
        bare = [" ".join(_text(one, "aliases").split()) for one in (alias, name)]
        if bare[0] != bare[1]:
            found[bare[0]] = bare[1]
    for alias, name in found.items():
        if name in found:
            raise ValueRefused(f"aliases: {alias!r:.60} stands for {name!r:.60}, which is itself an alias")
    return found


def _one_of(options: Any, name: str, choices: tuple[Any, ...], default: Any) -> Any:
    value = options.get(name, default)
    if not any(value is one or (isinstance(one, str) and value == one) for one in choices):
        listed = ", ".join(repr(one) for one in choices if one is not None)
        raise ValueRefused(f"{name}={shown(value, 40)}: expected {listed.replace(', ', ' or ', listed.count(', '))}")
    return value


def _encoding(name: object) -> str | None:
    if name is None:
        return None
    try:
        found = codecs.lookup(name if isinstance(name, str) else "")
    except (LookupError, ValueError):
        raise ValueRefused(f"encoding={shown(name, 40)}: no such encoding; expected utf-8, cp1252, utf-16, …") from None
    if not getattr(found, "_is_text_encoding", True):
        raise ValueRefused(f"encoding={shown(name, 40)}: no encoding of texts")
    return found.name


def _header(row: object) -> int | None:
    if row is not None and (isinstance(row, bool) or not isinstance(row, int) or row < 1):
        raise ValueRefused(f"header={shown(row, 40)}: expected the number of a row, from 1")
    return row
