"""`@include(path)`: the text of another file in the map's folder, put in its place before anything else is read."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator

from argmap.errors import ArgmapError, ParseError
from argmap.formats._decoding import decoded
from argmap.formats.argdown.language.braces import Braces
from argmap.formats.argdown.language.comments import without_comments
from argmap.formats.argdown.language.faults import MOST_FAULTS, Part, with_caret

_INCLUDE = re.compile(r"@include\((?!\))([^)\n@]*+(?:@(?!include\()[^)\n@]*+)*+)\)")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
_FRONT_MATTER = re.compile(r"\s*={3,}[^\n]*+\n(?:(?!===)[^\n]*+\n)*+={3,}[^\n]*+(?:\n|\Z)")
_MOST = 1 << 26  # characters of all files together

_HOW = "put the file into the map's folder, and name it as seen from this file"

Open = Callable[[str], bytes]


class Including:
    """Expands the includes of a text; afterwards `parts` tell where each part came from."""

    def __init__(self, open_beside: Open | None) -> None:
        self.open_beside = open_beside
        self.pieces: list[str] = []
        self.parts: list[Part] = []
        self.faults: list[tuple[int, ParseError]] = []
        self.length = 0
        self._read: set[str] = set()
        self._here = "", 0, "", 1  # a text, where in it the include stands that is read, its name, and the line
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
            self.parts.append((self.length, source, line, at - text.rfind("\n", 0, at)))
            match = next(left, None)
            end = match.start() if match else len(text)
            self._add(text[at:end])
            if match is None:
                continue
            line += text.count("\n", at, end)
            stack.append((text, left, source, path, match.end(), line))
            waiting.append(path)
            self._here = text, match.start(), source, line
            found = self._included(match[1].strip(), path, waiting)
            if found is not None:
                name, content, begin = found
                beginning = content.count("\n", 0, begin) + 1
                stack.append((content, _all(content, begin), posixpath.join(folder, name), name, begin, beginning))
        return "".join(self.pieces)

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def _included(self, name: str, path: str, waiting: list[str]) -> tuple[str, str, int] | None:
        """Path and text of an included file, and where its own begins; None, and a fault, where it is not to be had."""
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(path), name.replace("\\", "/")))
        content = ""
        refused = self._refusal(name, whole, waiting)
        if refused is None:
            self._read.add(whole)
            try:
                content = self._content(whole)
            except FileNotFoundError:
                refused = ": no such file", _HOW
            except ArgmapError as error:
                refused = f": {error}", "put it right, or remove the include"
            if self.length + len(content) > _MOST:
                refused = f": more than {_MOST:,} characters in all", "include less"
        if refused is not None:
            self._tell(f"@include({name:.60}){refused[0]}", refused[1])
            return None
        front = _FRONT_MATTER.match(content)
        if front:
            self._tell(f"@include({name:.60}): its front matter is not read", "move it to the file that includes")
        return whole, content, front.end() if front else 0

    def _refusal(self, name: str, whole: str, waiting: list[str]) -> tuple[str, str] | None:
        """Why a file cannot be included, and what to do; None when it can."""
        if _ADDRESS.match(name):
            return ": only files are included, never an address", _HOW
        if whole.startswith(("../", "/")) or whole == "..":
            return " leads out of the map's folder", "put the file into the folder"
        if whole == self._first or whole in waiting[1:]:
            return " goes round in a circle", "remove one of the includes"
        if whole in self._read:
            return ": each file is included once", "remove the second include"
        if self.open_beside is None:
            return ": there are no files beside this text", "read it from a file"
        return None

    def _content(self, whole: str) -> str:
        if self.open_beside is None:
            raise FileNotFoundError(whole)
        return decoded(self.open_beside(whole), whole).replace("\r\n", "\n").replace("\r", "\n")

    def _tell(self, message: str, fix: str) -> None:
        text, at, source, line = self._here
        begin = text.rfind("\n", 0, at) + 1
        excerpt = with_caret(text, begin, at) if len(self.faults) < MOST_FAULTS else ""
        error = ParseError(message, source=source, line=line, column=at - begin + 1, excerpt=excerpt, fix=fix)
        self.faults.append((self.length, error))


def _all(text: str, begin: int = 0) -> Iterator[re.Match[str]]:
    """Every include of a text that stands in no comment."""
    bare, _ = without_comments(text, begin, Braces(text))
    return _INCLUDE.finditer(bare, begin)
