"""`@include(path)`: the text of another file in the map's folder, put in its place before anything else is read."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator

from argmap.errors import ArgmapError
from argmap.formats._decoding import decoded
from argmap.formats.argdown.braces import Braces
from argmap.formats.argdown.comments import without_comments
from argmap.formats.argdown.faults import Faults

_INCLUDE = re.compile(r"@include\((?!\))([^)\n@]*+(?:@(?!include\()[^)\n@]*+)*+)\)")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
_MOST = 1 << 26  # characters of all files together

_HOW = "put the file into the map's folder, and name it as seen from this file"

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
        self._first = ""  # name of the file that begins it all

    def expand(self, text: str, source: str) -> str:
        """The text with every include replaced."""
        # Files half read: text, its includes that are left, name for messages, path within the folder, offset, line.
        stack: list[tuple[str, Iterator[re.Match[str]], str, str, int, int]] = [(text, _all(text), source, "", 0, 1)]
        folder, _, self._first = source.replace("\\", "/").rpartition("/")
        waiting: list[str] = []
        while stack:
            text, left, source, path, at, line = stack.pop()
            if len(waiting) > len(stack):
                waiting = waiting[: len(stack)]
            self.parts.append((self.length, source, line))
            match = next(left, None)
            end = match.start() if match else len(text)
            self._add(text[at:end])
            if match is None:
                continue
            line += text.count("\n", at, end)
            stack.append((text, left, source, path, match.end(), line))
            waiting.append(path)
            found = self._included(match[1].strip(), path, waiting)
            if found is not None:
                name, content = found
                stack.append((content, _all(content), posixpath.join(folder, name), name, 0, 1))
        return "".join(self.pieces)

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def _included(self, name: str, path: str, waiting: list[str]) -> tuple[str, str] | None:
        """Path and text of an included file; None, and a fault, where it is not to be had."""
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(path), name.replace("\\", "/")))
        if _ADDRESS.match(name):
            return self._refused(f"@include({name:.60}): only files are included, never an address", _HOW)
        if whole.startswith(("../", "/")) or whole == "..":
            return self._refused(f"@include({name:.60}) leads out of the map's folder", "put the file into the folder")
        if whole == self._first or whole in waiting[1:]:
            return self._refused(f"@include({name:.60}) goes round in a circle", "remove one of the includes")
        if whole in self._read:
            return self._refused(f"@include({name:.60}): each file is included once", "remove the second include")
        if self.open_beside is None:
            return self._refused(f"@include({name:.60}): there are no files beside this text", "read it from a file")
        self._read.add(whole)
        try:
            content = decoded(self.open_beside(whole), whole).replace("\r\n", "\n").replace("\r", "\n")
        except FileNotFoundError:
            return self._refused(f"@include({name:.60}): no such file", _HOW)
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


def _all(text: str) -> Iterator[re.Match[str]]:
    """Every include of a text that stands in no comment."""
    bare, _ = without_comments(text, 0, Braces(text))
    return _INCLUDE.finditer(bare)


def told(faults: Faults, found: list[tuple[int, str, str]]) -> None:
    """Pass on what was wrong with the includes."""
    for at, message, fix in found:
        faults.add(min(at, len(faults.text)), message, fix)
