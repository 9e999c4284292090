"""The line between premises and conclusion: `----`, or `-- Rule, Rule {uses: [1, 2]} --` on one line or several."""

from __future__ import annotations

import re

from argmap.formats.argdown.language.content import Contents
from argmap.formats.argdown.language.document import Inference
from argmap.formats.argdown.language.lines import GAP
from argmap.formats.argdown.language.shortcodes import SHORTCODE

_HYPHENS = re.compile(r"-{2,}")
_COLLAPSED = re.compile(r"-{4,}[ \t\x00]*(?:\n|\Z)")
_THREE = re.compile(r"---[ \t\x00]*(?:\n|\Z)")
_TWO = re.compile(r"--[ \t\x00]*\n[ \t\x00]*\(\d+\)")
# The old way to write rules: a line of them between two lines of hyphens.
_OLD = re.compile(r"-{4,}[ \t\x00]*\n[ \t]*+([^\n\s(\[<\\-][^\n]*)\n[ \t]*-{2,}[ \t\x00]*(?:\n|\Z)")
_GAPS = " \t\0"
_FREE = re.compile(r"[^\\.:,\n{\x00-]+")


def read_inference(contents: Contents, at: int) -> tuple[Inference, int]:
    """The inference that begins at `at`, and where the next line begins."""
    text, faults = contents.text, contents.faults
    found = Inference(at)
    if old := _OLD.match(text, at):
        faults.add(
            old.start(1),
            "rules between two lines of hyphens",
            f"write -- {old[1].strip():.60} --, or two hyphens in each of the lines",
        )
        found.rules = [rule for rule in map(str.strip, old[1].split(",")) if rule]
        return found, old.end()
    if collapsed := _COLLAPSED.match(text, at):
        return found, collapsed.end()
    if three := _THREE.match(text, at):
        faults.add(at, "an inference of three hyphens", "write four: ----")
        return found, three.end()
    if _TWO.match(text, at):
        faults.add(at, "an inference that is not closed", "write four hyphens: ----")
        return found, text.find("\n", at) + 1
    return found, _Expanded(contents, found).read(at + 2)


class _Expanded:
    """An inference with rules or data."""

    def __init__(self, contents: Contents, found: Inference) -> None:
        self.contents, self.found = contents, found
        self.text = contents.text

    def read(self, at: int) -> int:
        text, faults = self.text, self.contents.faults
        begin, rule, ruled, newlines = at, "", False, 0
        commas: list[int] = []
        while at < len(text):
            gap = GAP.match(text, at)
            at = gap.end() if gap else at
            sign = text[at : at + 1]
            if not sign:
                break
            if sign == "\n":
                newlines += 1
                if newlines > 4 or text[at + 1 : at + 200].lstrip(_GAPS).startswith("\n"):
                    break
                at += 1
                if text[at : at + 200].lstrip(_GAPS).startswith("("):
                    break
                if ruled and rule.strip() and text[at : at + 1] not in "-{ \t":
                    faults.add(at, "the rules of an inference stand on one line", "put commas between them")
                continue
            if hyphens := _HYPHENS.match(text, at):
                self._rules(rule, ruled, commas)
                return self._end(hyphens.end())
            if sign == "{" and (close := self.contents.braces.end(at)) > 0:
                data = self.contents.data(at, close)
                if data:
                    self.found.data.update(data)
                at = close
                continue
            ruled = True
            if sign == ",":
                commas.append(at)
            piece, at = self._piece(at)
            rule += piece
        self._rules(rule, ruled, commas)
        faults.add(self.found.at, "an inference that is not closed", "write -- after the rules, or four hyphens: ----")
        line = text.find("\n", begin)
        return max(at, line + 1 if line >= 0 else len(text))

    def _piece(self, at: int) -> tuple[str, int]:
        """A bit of a rule; an escaped comma is marked, so that it does not separate."""
        text = self.text
        if free := _FREE.match(text, at):
            return free[0], free.end()
        if text[at] == "\\" and text[at + 1 : at + 2] not in ("", "\n"):
            end = at + 2
            while text.startswith(" ", end):
                end += 1
            return ("\0" if text[at + 1] == "," else text[at + 1]) + text[at + 2 : end], end
        if code := SHORTCODE.match(text, at):
            sign = self.contents.shortcodes.get(code[0].rstrip(" \t"))
            return (sign + code[0][len(code[0].rstrip()) :] if sign else code[0]), code.end()
        end = at + 2 if text[at + 1 : at + 2] in (" ", "\t") else at + 1
        return text[at:end], end

    def _rules(self, rule: str, ruled: bool, commas: list[int]) -> None:
        if not ruled:
            return
        names = [name.strip().replace("\0", ",") for name in rule.split(",")]
        for comma in sorted({commas[max(number - 1, 0)] for number, name in enumerate(names) if not name and commas}):
            self.contents.faults.add(comma, "a rule without a name", "remove the comma, or name the rule")
        self.found.rules = [name for name in names if name]

    def _end(self, at: int) -> int:
        text = self.text
        gap = GAP.match(text, at)
        end = gap.end() if gap else at
        if text[end : end + 1] == "\n" or end >= len(text):
            return min(end + 1, len(text))
        self.contents.faults.add(end, "nothing may follow an inference on its line", "put it into the line below")
        line = text.find("\n", end)
        return line + 1 if line >= 0 else len(text)
