"""Line and column of a value in a JSON text, for the message of a fault in it."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TypedDict

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_BLANK = re.compile(r"[ \t\n\r]*+")
_DECODER = json.JSONDecoder()

Step = str | int


class Place(TypedDict):
    """Line and column, both from 1."""

    line: int
    column: int


class Places:
    """Finds values in a well-formed JSON text whose top is an object of lists, as argmap's own format is.

    The first search takes one quick pass over the text, so that a thousand faults do not take a thousand.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: dict[tuple[Step, ...], int] | None = None
        self._line_starts: list[int] | None = None

    def of(self, path: Sequence[Step]) -> Place:
        """Where the value at `path` begins; as far along the path as it leads."""
        if self._starts is None:
            self._starts = _starts(self.text)
        head = tuple(path[:2])
        while head not in self._starts:
            head = head[:-1]
        at = self._starts[head]
        return self.at(_within(self.text, at, path[len(head) :]) if head else at)

    def at(self, offset: int) -> Place:
        """Line and column of an offset."""
        if self._line_starts is None:
            self._line_starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        line = bisect_right(self._line_starts, offset)
        return {"line": line, "column": offset - self._line_starts[line - 1] + 1}


def _starts(text: str) -> dict[tuple[Step, ...], int]:
    """Where the values of the top object begin, and the items of those that are lists."""

    def skip(at: int) -> int:
        match = _BLANK.match(text, at)
        return match.end() if match else at

    at = skip(0)
    found: dict[tuple[Step, ...], int] = {(): at}
    at = skip(at + 1)
    while text[at] != "}":
        key, at = _DECODER.raw_decode(text, at)
        at = skip(skip(at) + 1)  # the colon
        found.setdefault((key,), at)
        if text[at] == "[":
            number, at = 0, skip(at + 1)
            while text[at] != "]":
                found.setdefault((key, number), at)
                at = skip(_DECODER.raw_decode(text, at)[1])
                number += 1
                if text[at] == ",":
                    at = skip(at + 1)
            at = skip(at + 1)
        else:
            at = skip(_DECODER.raw_decode(text, at)[1])
        if text[at] == ",":
            at = skip(at + 1)
    return found


def _within(text: str, start: int, path: Sequence[Step]) -> int:
    """Where the value at `path` begins in the value that begins at `start`; as far along the path as it leads."""
    best, followed = start, 0
    steps: list[Step | None] = []  # for each open bracket, the key or number of the value within
    awaits_key: list[bool] = []
    for match in _TOKEN.finditer(text, start):
        token = match[0]
        if token == ",":
            last = steps[-1]
            if isinstance(last, int):
                steps[-1] = last + 1
            else:
                awaits_key[-1] = True
        elif token == ":":
            continue
        elif token in "}]":
            steps.pop()
            awaits_key.pop()
            if len(steps) <= followed:
                break  # the path leads no further
        elif awaits_key and awaits_key[-1]:
            steps[-1] = _DECODER.decode(token)
            awaits_key[-1] = False
        else:
            if len(steps) == followed + 1 and list(path[: followed + 1]) == steps:
                best, followed = match.start(), followed + 1
            if followed == len(path):
                break
            if token in "{[":
                steps.append(None if token == "{" else 0)
                awaits_key.append(token == "{")
            elif not steps:
                break  # a value that has none within
    return best


def repeated_key(text: str) -> tuple[int, str]:
    """Where a key stands that its object has already, and the key; the text is JSON up to there, and has one."""
    seen: list[set[str] | None] = []
    awaits_key = False
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in "{[":
            seen.append(set() if token == "{" else None)
            awaits_key = token == "{"
        elif token in "}]":
            seen.pop()
            awaits_key = False
        elif token == ",":
            awaits_key = seen[-1] is not None
        elif awaits_key and (keys := seen[-1]) is not None:
            key = _DECODER.decode(token)
            if key in keys:
                return match.start(), key
            keys.add(key)
            awaits_key = False
    return 0, ""


def first_token(text: str, wanted: Callable[[str], bool]) -> int:
    """Where the first token of this kind stands; a text in quotation marks is one token."""
    return next((match.start() for match in _TOKEN.finditer(text) if wanted(match[0])), 0)
