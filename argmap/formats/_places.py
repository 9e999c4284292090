"""Line and column of a value in a JSON text, for the message of a fault in it."""

from __future__ import annotations

import re
from typing import TypedDict

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)


class Place(TypedDict):
    """Line and column, both from 1."""

    line: int
    column: int


def place_of(text: str, path: list[str | int]) -> Place:
    """Where the value at `path` begins in a well-formed JSON text; as far along the path as it leads.

    Cost: one pass over the tokens before it, without recursion.
    """
    import json

    at = 0
    depth = 0  # how much of the path has been followed
    keys: list[str | int | None] = []  # for each open bracket, the key or number of the value within
    expect_key: list[bool] = []
    best = 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token == ",":
            last = keys[-1]
            if isinstance(last, int):
                keys[-1] = last + 1
            else:
                expect_key[-1] = True
            continue
        if token == ":":
            continue
        if token in "}]":
            keys.pop()
            expect_key.pop()
            if len(keys) < depth:
                break  # the path leads no further
            continue
        if expect_key and expect_key[-1]:
            keys[-1] = json.loads(token)
            expect_key[-1] = False
            continue
        if len(keys) == depth + 1 and keys[: depth + 1] == path[: depth + 1] or (not keys and not path):
            depth, best = len(keys), match.start()
            if depth == len(path):
                break
        if token == "{":
            keys.append(None)
            expect_key.append(True)
        elif token == "[":
            keys.append(0)
            expect_key.append(False)
        at = match.end()
    del at
    line = text.count("\n", 0, best) + 1
    return {"line": line, "column": best - (text.rfind("\n", 0, best) + 1) + 1}
