"""Where the data in braces ends: at the brace that closes it, whatever stands in quotation marks."""

from __future__ import annotations

import re

_STOP = re.compile(r"[{}\[\]\"']")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"|\'(?:[^\']|\'\')*+\'', re.DOTALL)
_BEFORE_STRING = re.compile(r"(?:[{\[,:?]|\s-)[ \t\n]*\Z")


class Braces:
    """Finds the closing brace of an opening one; all searches in a text together take time in proportion to it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._closed: dict[int, int] = {}  # opening brace -> the offset after the one that closes it
        self._known = 0  # up to here every brace that is closed is among them, once a search has failed

    def end(self, start: int) -> int:
        """The offset after the brace that closes the one at `start`; -1 when none does."""
        if start < self._known:
            return self._closed.get(start, -1)
        text, at = self.text, start
        opened: list[int] = []
        while match := _STOP.search(text, at):
            at = match.end()
            sign = match[0]
            if sign in "{[":
                opened.append(match.start())
            elif sign == "]":
                if text[opened[-1]] == "[":
                    opened.pop()
            elif sign == "}":
                while text[opened[-1]] == "[":
                    opened.pop()  # never closed: the fault is told when the data is read
                self._closed[opened.pop()] = at
                if not opened:
                    return at
            elif _BEFORE_STRING.search(text, max(start, match.start() - 200), match.start()):
                string = _STRING.match(text, match.start())
                if string is None:
                    break
                at = string.end()
        self._known = at
        return -1
