r"""Texts, titles and tags as Argdown that reads back to the same: what has a meaning there gets a backslash."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from argmap.formats.argdown.language.braces import Braces
from argmap.formats.argdown.language.content import Contents
from argmap.formats.argdown.language.document import Member
from argmap.formats.argdown.language.faults import Faults
from argmap.formats.argdown.mapping.texts import told

_MENTION = r"@\[[^\[\]\n]+\]|@<(?!!--)[^<>\n]+>"
_SPECIAL = re.compile(r"@include\(|" + _MENTION + r"|[\\\[<{*_#@]|\.(?=\S+?\.)|:(?=\S+?:)|/(?=[/*])|===+")
_BEGINS = re.compile(r"[-+>(},]|\d+\.(?=\s|\Z)|=")
_TAG = re.compile(r"[a-zA-Z0-9\u00A0-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF-]+")
_IN_TAG = r"[a-zA-z0-9\u00A0-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF-]"
_BAD_TITLE = re.compile(r"_.*|Untitled \d+|[~/+ -].*|.* |!--.*|.*[\[\]<>].*", re.DOTALL)
# Names that every object of the reference's language has: as titles they stop its parser.
_UNSPEAKABLE = frozenset({
    "__proto__", "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__", "constructor",
    "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "toString", "valueOf",
})  # fmt: skip


def escaped(text: str, *, first: bool = False) -> str:
    """A text as it stands behind a title; `first` when nothing stands before it in its line."""
    made = _SPECIAL.sub(_escape, text)
    if first and _BEGINS.match(made):
        digits = len(made) - len(made.lstrip("0123456789"))
        made = f"{made[:digits]}\\{made[digits:]}"
    return made


def _escape(match: re.Match[str]) -> str:
    found = match[0]
    if found == "@include(":
        return "\\@\\include("  # a backslash before it would not keep the file out: includes are looked for first
    if found[0] == "@" and len(found) > 1:
        return found  # a mention is text
    return "".join(["\\" + char for char in found])


def is_title(text: str) -> bool:
    """Whether a text can stand as a title in brackets of either kind, and be referred to."""
    return (
        bool(text)
        and "\n" not in text
        and "@include(" not in text
        and not _BAD_TITLE.fullmatch(text)
        and text not in _UNSPEAKABLE
    )


def tag(name: str) -> str | None:
    """A tag as it is written; None when it cannot be."""
    if name in _UNSPEAKABLE:
        return None
    if _TAG.fullmatch(name):
        return f"#{name}"
    bad = not name or any(sign in name for sign in (")", "\n", "]:", ">:"))
    return None if bad or "@include(" in name else f"#({name})"


def marked_up(
    text: str, tags: Sequence[str], markup: Any, *, first: bool = False, tags_in_text: bool = True
) -> tuple[str, list[str], bool]:
    """A text with its markup and with the tags that stand in it; `tags_in_text` where the reader leaves them there.

    Returns
    -------
    tuple
        What is written; the tags that stand in it; whether the markup could be written.
    """
    plain = escaped(text, first=first)
    inline = [name for name in dict.fromkeys(tags) if tags_in_text and (shown := tag(name)) and shown in text]
    if not inline and not markup:
        return plain, [], True
    for with_tags, with_markup in ((inline, markup), ([], markup), (inline, None)):
        if not with_tags and not with_markup:
            continue
        made = _spelled(text, with_tags, with_markup or [], first)
        if made is None:
            continue
        found = _read(made)
        if found is None or found[0] != text or set(found[1]) != set(with_tags):
            continue
        if _same(found[2], with_markup or []):
            return made, found[1], not markup or bool(with_markup)
    return plain, [], not markup


def _spelled(text: str, tags: Sequence[str], markup: Any, first: bool) -> str | None:
    """The text with signs of markup put in, whether or not they read back."""
    signs: dict[int, list[str]] = {}
    try:
        entries = sorted(markup, key=lambda one: (one["start"], -one["end"]))
        for one in entries:
            start, end, kind = one["start"], one["end"], one["kind"]
            if not 0 <= start < end <= len(text):
                return None
            opening, closing = {"bold": ("**", "**"), "italic": ("*", "*"), "link": ("[", f"]({one.get('url')})")}[kind]
            signs.setdefault(start, []).append(opening)
            signs.setdefault(end, []).insert(0, closing)
    except (KeyError, TypeError, AttributeError):
        return None
    for name in tags:
        for match in re.finditer(rf"{re.escape(tag(name) or '')}(?:(?<=\))|(?!{_IN_TAG}))", text):
            signs.setdefault(match.start(), []).append("")  # a tag: its sign is not escaped
    made = []
    places = sorted({0, *signs, len(text)})
    for number, place in enumerate(places):
        put = signs.get(place, [])
        made.append("".join(put))
        if number + 1 < len(places):
            piece = text[place : places[number + 1]]
            if "" in put and (shown := next((one for one in map(tag, tags) if one and piece.startswith(one)), None)):
                made.append(shown + escaped(piece[len(shown) :]))
            else:
                made.append(escaped(piece, first=first and place == 0 and not put))
            if piece.endswith("/") and signs.get(places[number + 1], [""])[0].startswith("*"):
                made[-1] = f"{made[-1][:-1]}\\/"  # with the sign it would begin a comment
    return "".join(made)


def _read(made: str) -> tuple[str, list[str], list[dict[str, Any]]] | None:
    """What a text reads as: text, tags, markup; None when anything is wrong with it."""
    text = made + "\n"
    faults = Faults(text)
    member = Member(None, 0)
    end = Contents(text, Braces(text), faults).read(0, member)
    if faults.found or end < len(text) or member.data is not None:
        return None
    shown, markup = told(member.text, member.ranges)
    return " ".join(shown.split()), list(member.tags), markup


def _same(found: list[dict[str, Any]], wanted: Any) -> bool:
    def key(one: Any) -> Any:
        return (one["start"], -one["end"], one["kind"], one.get("url"))

    return sorted(map(key, found)) == sorted(map(key, wanted)) and all(
        set(one) <= {"kind", "start", "end", "url"} for one in wanted
    )
