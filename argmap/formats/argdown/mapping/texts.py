"""The text of a member as a map holds it: trailing tags left out, white space as in prose, and what was marked up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from argmap.formats.argdown.language.document import Node, Range

_KEPT = ("bold", "italic", "link")


def told(text: str | None, ranges: Sequence[Range]) -> tuple[str, list[dict[str, Any]]]:
    """A text, and its emphasis and links with places in it, in code points, the end excluded."""
    if not text:
        return "", []
    if not ranges:
        return text, []
    if len(ranges) == 1 and ranges[0].type == "tag" and ranges[0].stop + 1 == len(text):
        return text[: ranges[0].start].rstrip(), []  # as most texts with a tag are
    end = len(text.rstrip())
    for one in sorted(ranges, key=lambda one: -one.start):
        if one.type == "tag" and one.stop + 1 >= end > one.start:
            end = one.start
            while end and text[end - 1].isspace():
                end -= 1
    text = text[:end]
    marked = [one for one in ranges if one.type in _KEPT and one.start <= one.stop]
    if not marked:
        return text, []
    shown, offsets = _collapsed(text)
    found = []
    for one in marked:
        start, stop = offsets[min(one.start, end)], offsets[min(one.stop + 1, end)]
        if start < stop:
            entry: dict[str, Any] = {"kind": one.type, "start": start, "end": stop}
            if one.value is not None:
                entry["url"] = one.value
            found.append(entry)
    return shown, found


def texts_of(node: Node) -> tuple[str, list[dict[str, Any]], list[str]]:
    """The text that counts, its markup, and other texts in the order in which they come."""
    if len(node.members) == 1:
        member = node.members[0]
        if member.is_reference or not member.text:
            return "", [], []
        if not member.ranges:
            return member.text, [], []
        return (*told(member.text, member.ranges), [])
    canonical = node.canonical
    if canonical is None:
        return "", [], []
    text, markup = told(canonical.text, canonical.ranges)
    plain = " ".join(text.split())
    others: dict[str, None] = {}
    for member in node.members:
        if not member.is_reference and member is not canonical:
            other = " ".join(told(member.text, member.ranges)[0].split())
            if other and other != plain:
                others[other] = None
    return text, markup, list(others)


def _collapsed(text: str) -> tuple[str, list[int]]:
    """A text with each run of white space as one blank, and where each character has gone."""
    shown: list[str] = []
    offsets = []
    for char in text:
        offsets.append(len(shown))
        if not char.isspace():
            shown.append(char)
        elif shown and shown[-1] != " ":
            shown.append(" ")
    if shown and shown[-1] == " ":
        shown.pop()
    offsets.append(len(shown))
    return "".join(shown), [min(offset, len(shown)) for offset in offsets]
