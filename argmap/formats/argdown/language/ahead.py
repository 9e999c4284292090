"""What comes next in a text: brackets, links and tags that close, found without looking at any part twice."""

from __future__ import annotations


class Ahead:
    """Looks ahead; questions that move through the text together take time in proportion to it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._found: dict[str, tuple[int, int]] = {}  # what was looked for -> from where, and where it is

    def find(self, sign: str, at: int, asker: str = "") -> int:
        """Where a sign stands next, from `at` on; the length of the text when nowhere.

        Who asks far ahead of the others has a memory of his own.
        """
        since, found = self._found.get(sign + asker, (0, -1))
        if not since <= at <= found:
            found = self.text.find(sign, at)
            if found < 0:
                found = len(self.text)
            self._found[sign + asker] = at, found
        return found

    def on_line(self, sign: str, at: int) -> int:
        """Where a sign stands next on its line; -1 when not there."""
        found = self.find(sign, at)
        return found if found < self.find("\n", at) else -1

    def bracketed(self, at: int, sign: str, asker: str = "") -> int:
        """Where a text that is not empty, begins at `at`, and has no blank line in it, is closed; -1 when it is not."""
        found = self.find(sign, at, asker)
        return found if at < found < len(self.text) and found < self.find("\n\n", at) else -1

    def link(self, at: int) -> tuple[int, int] | None:
        """For the bracket at `at` that begins a link: where the bracket and where the parenthesis is closed."""
        text = self.text
        closed = self.bracketed(at + 1, "]")
        if closed < 0 or text[closed + 1 : closed + 2] != "(":
            return None
        end = self.bracketed(closed + 2, ")", "link")
        return (closed, end) if end >= 0 else None

    def title(self, at: int) -> int:
        """For the bracket at `at` that begins a title: the offset after it and its colon; -1 when it is none."""
        text = self.text
        closed = self.on_line("]:", at + 2)
        if closed >= 0:
            return closed + 2
        if text[at + 1 : at + 2] in ("-", "\n", ""):
            return -1
        return self.on_line("]", at + 2) + 1 or -1
