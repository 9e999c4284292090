"""`@include(path)`: the text of another file in the map's folder, put in its place before anything else is read."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from argmap.errors import ArgmapError
from argmap.formats._decoding import decoded
from argmap.formats.argdown.faults import Faults

_INCLUDE = re.compile(r"@include\(([^)\n]+)\)")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
_MOST = 1 << 26  # characters of all files together
_COMMENT = re.compile(r"<!--.*?-->|/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)

Open = Callable[[str], bytes]


class Including:
    """Expands the includes of a text; afterwards `parts` tell where each part came from."""

    def __init__(self, open_beside: Open | None) -> None:
        self.open_beside = open_beside
        self.pieces: list[str] = []
        self.parts: list[tuple[int, str, int]] = []  # offset, file, line
        self.faults: list[tuple[int, str, str]] = []  # offset, message, fix
        self.length = 0
        self._read: set[str] = set()

    def expand(self, text: str, source: str) -> str:
        """The text with every include replaced."""
        # A stack of files half read: text, name for messages, path within the folder, offset, line.
        stack: list[tuple[str, str, str, int, int]] = [(text, source, "", 0, 1)]
        folder = posixpath.dirname(source.replace("\\", "/"))
        waiting: list[str] = []
        while stack:
            text, source, path, at, line = stack.pop()
            if len(waiting) > len(stack):
                waiting = waiting[: len(stack)]
            self.parts.append((self.length, source, line))
            match = self._next(text, at)
            end = match.start() if match else len(text)
            self._add(text[at:end])
            if match is None:
                continue
            line += text.count("\n", at, end)
            stack.append((text, source, path, match.end(), line))
            waiting.append(path)
            found = self._included(match[1].strip(), path, waiting)
            if found is not None:
                name, content = found
                stack.append((content, posixpath.join(folder, name), name, 0, 1))
        return "".join(self.pieces)

    def _next(self, text: str, at: int) -> re.Match[str] | None:
        """The next include that stands in no comment."""
        while match := _INCLUDE.search(text, at):
            comment = _COMMENT.search(text, at)
            while comment and comment.end() <= match.start():
                comment = _COMMENT.search(text, comment.end())
            if comment is None or comment.start() > match.start():
                return match
            at = comment.end()
        return None

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def _included(self, name: str, path: str, waiting: list[str]) -> tuple[str, str] | None:
        """Path and text of an included file; None, and a fault, where it is not to be had."""
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(path), name.replace("\\", "/")))
        if _ADDRESS.match(name):
            return self._refused(f"@include({name:.60}): only files are included, never an address", "")
        if whole.startswith(("../", "/")) or whole == "..":
            return self._refused(f"@include({name:.60}) leads out of the map's folder", "put the file into the folder")
        if whole in waiting[1:]:
            return self._refused(f"@include({name:.60}) goes round in a circle", "remove one of the includes")
        if whole in self._read:
            return self._refused(f"@include({name:.60}): each file is included once", "remove the second include")
        if self.open_beside is None:
            return self._refused(f"@include({name:.60}): there are no files beside this text", "")
        self._read.add(whole)
        try:
            content = decoded(self.open_beside(whole), whole).replace("\r\n", "\n").replace("\r", "\n")
        except FileNotFoundError:
            return self._refused(f"@include({name:.60}): no such file", "")
        except ArgmapError as error:
            return self._refused(f"@include({name:.60}): {error}", "")
        if self.length + len(content) > _MOST:
            return self._refused(f"@include({name:.60}): more than {_MOST:,} characters in all", "")
        if content.lstrip().startswith("==="):
            self.faults.append((self.length, f"@include({name:.60}): its front matter is not read", ""))
            _, ruler, rest = content.lstrip()[3:].partition("\n===")
            content = rest.partition("\n")[2] if ruler else content
        return whole, content

    def _refused(self, message: str, fix: str) -> tuple[str, str] | None:
        self.faults.append((self.length, message, fix))
        return None


def told(faults: Faults, found: list[tuple[int, str, str]]) -> None:
    """Pass on what was wrong with the includes."""
    for at, message, fix in found:
        faults.add(min(at, len(faults.text)), message, fix)
