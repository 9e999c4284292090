"""Blocks: headings, statements and arguments with their relations, premise-conclusion structures, lists.

Nothing here is recursive, and every fault leaves the rest of the text to be read.
"""

from __future__ import annotations

import re

from argmap.formats.argdown.language.braces import Braces
from argmap.formats.argdown.language.content import ANYWHERE, IN_LIST, IN_STRUCTURE, Contents
from argmap.formats.argdown.language.document import (
    ATTACK,
    CONCLUSION,
    CONTRADICTORY,
    INTERMEDIARY,
    PREMISE,
    RELATED,
    SUPPORT,
    TOP_LEVEL,
    UNDERCUT,
    ArgumentNode,
    Document,
    Inference,
    Member,
    Relation,
    Section,
)
from argmap.formats.argdown.language.elements import Elements
from argmap.formats.argdown.language.faults import Faults
from argmap.formats.argdown.language.inferences import read_inference
from argmap.formats.argdown.language.lines import (
    BULLET,
    EMPTY,
    GAP,
    HEADING,
    INFERENCE,
    KINDS,
    NUMBER,
    ORDERED,
    RELATION,
    skip_blank_lines,
)
from argmap.formats.argdown.language.nodes import Nodes

# Symbol of a line -> type of the relation, and whether it runs from the line to what stands above it.
_SYMBOLS = {
    "+": (SUPPORT, True),
    "<+": (SUPPORT, True),
    "+>": (SUPPORT, False),
    "-": (ATTACK, True),
    "<-": (ATTACK, True),
    "->": (ATTACK, False),
    "_": (UNDERCUT, True),
    "<_": (UNDERCUT, True),
    "_>": (UNDERCUT, False),
    "><": (CONTRADICTORY, False),
}
_PLAIN = frozenset({SUPPORT, ATTACK})  # relations that can run between any two elements

_RULER = re.compile(r"[ \t]*={3,}[ \t]*(?:\n|\Z)")


class Parser:
    """Reads one text into a document."""

    def __init__(self, text: str, braces: Braces, faults: Faults) -> None:
        self.text, self.faults = text, faults
        self.contents = Contents(text, braces, faults)
        self.elements = Elements(self.contents)
        self.document = Document()
        self.section: Section | None = None
        self.nodes = Nodes(self.document)
        self._described: ArgumentNode | None = None  # the argument that makes up the block before
        self._last: Member | None = None  # the element that begins the block before

    def parse(self, at: int) -> Document:
        """Everything from `at` on."""
        text, size = self.text, len(self.text)
        at = skip_blank_lines(text, at)
        while at < size:
            end = self._block(at)
            at = skip_blank_lines(text, end)
            if at == end < size:
                self._run_on(at)
        self.nodes.finish()
        return self.document

    def _run_on(self, at: int) -> None:
        """A block that begins right below another."""
        line = self.elements.line(at)
        kind = KINDS[line.lastindex or 0] if line else 0
        if kind in (RELATION, NUMBER, INFERENCE):
            return  # told where it is read
        gap = GAP.match(self.text, at)
        at = gap.end() if gap else at
        self.faults.add(at, "expected a blank line before this", "put a blank line between blocks")

    # -- blocks --------------------------------------------------------------------------------------------------------

    def _block(self, at: int) -> int:
        line = self.elements.line(at)
        kind = KINDS[line.lastindex or 0] if line else 0
        described, self._described = self._described, None
        if line is None or kind == EMPTY:
            return self._element_block(at)
        if kind == HEADING:
            return self._heading(line.end(), len(line[7]) - 1, line.start(7))
        if kind in (NUMBER, INFERENCE):
            return self._structure(at, described)
        if kind in (ORDERED, BULLET):
            return self._list(at, kind)
        read_as = "a relation of the block above" if self._last is not None else "if the sign were not there"
        self.faults.add(
            line.start(3),
            f"a relation ({line[3]}) cannot begin a block; read as {read_as}",
            "put it right below what it relates to, without a blank line",
        )
        if self._last is None:
            return self._element_block(line.end())
        self._described = described
        return self._tree(at, self._last, base=-1)

    def _element_block(self, at: int) -> int:
        if ruler := _RULER.match(self.text, at):
            self.faults.add(at, "front matter can only stand at the very beginning; left out", "remove the line")
            return ruler.end()
        opened, end = self._element(at, ANYWHERE, TOP_LEVEL)
        self._last = opened
        if opened.is_argument:
            self._described = opened.node
            line = self.elements.line(end)
            if line and line.lastindex and KINDS[line.lastindex] == NUMBER:
                self.nodes.close(opened)
                self.faults.add(
                    line.start(line.lastindex),
                    "a premise-conclusion structure needs a blank line before it",
                    "put a blank line between the argument and (1)",
                )
                return end
        return self._tree(end, opened)

    def _heading(self, at: int, level: int, begin: int) -> int:
        content = Member(None, begin)
        end = self.contents.read(at, content)
        text = content.text or ""
        section = Section(len(self.document.sections) + 1, level, text.strip(), content.tags, content.data or {}, begin)
        section.text, section.ranges = text, content.ranges
        above = self.section
        while above is not None and above.level >= level:
            above = above.parent
        section.parent = above
        if above is not None:
            above.children.append(section)
        self.nodes.note_tags(content.tags)
        self.document.sections.append(section)
        self.section = self.nodes.section = section
        self._last = None
        return end

    def _list(self, at: int, kind: int) -> int:
        width = None
        while line := self.elements.line(at):
            if KINDS[line.lastindex or 0] not in (ORDERED, BULLET):
                break
            if width is None:
                width = len(line[1]) + 1
            elif len(line[1]) + 1 > width or KINDS[line.lastindex or 0] != kind:
                self.faults.add(
                    line.start(line.lastindex or 0),
                    "a list within a list, or of two kinds; read as one list",
                    "indent all items alike and begin them alike",
                )
            opened, end = self._element(line.end(), IN_LIST)
            self._last = opened
            at = self._tree(end, opened, width, IN_LIST)
        return at

    # -- elements ------------------------------------------------------------------------------------------------------

    def _element(self, at: int, ends: frozenset[int], role: str | None = None) -> tuple[Member, int]:
        """A statement or an argument without its relations."""
        member, end = self.elements.read(at, ends)
        if role is not None and not member.is_argument:
            member.role = role
        member.node = self.nodes.of(member)
        return member, end

    # -- relations -----------------------------------------------------------------------------------------------------

    def _tree(self, at: int, root: Member | Inference, base: int = 0, ends: frozenset[int] = ANYWHERE) -> int:
        """The relations below an element, however deep; closes it."""
        line_at, close, related = self.elements.line, self.nodes.close, self._related
        line = line_at(at)
        if line is None or line.lastindex != 3:
            close(root)
            return at
        widths, parents = [base], [root]
        opened: list[Member | Inference] = [root]
        while line is not None and line.lastindex == 3:
            width = len(line[1])
            if width > widths[-1]:
                widths.append(width)
                parents.append(opened[-1])
            elif width < widths[-1]:
                while len(widths) > 1 and width < widths[-1]:
                    widths.pop()
                    parents.pop()
            if len(widths) == 1:
                self.faults.add(
                    line.start(3),
                    "a relation must be indented",
                    ("indent it like the relations above it" if width else "put two blanks before it")
                    + f", or write \\{line[3]} where text is meant",
                )
                widths.append(max(width, 1))
                parents.append(root)
            while len(opened) >= len(widths):
                close(opened.pop())
            child, at = related(line, parents[-1], ends)
            opened.append(child)
            line = line_at(at)
        while opened:
            close(opened.pop())
        return at

    def _related(self, line: re.Match[str], parent: Member | Inference, ends: frozenset[int]) -> tuple[Member, int]:
        symbol, at = line[3], line.end()
        kind, incoming = _SYMBOLS[symbol]
        child, end = self._element(at, ends, RELATED)
        if kind in _PLAIN and not isinstance(parent, Inference):
            child.relation = relation = Relation(kind, line.start(3))
            relation.source, relation.target = (child.node, parent.node) if incoming else (parent.node, child.node)
            return child, end
        if symbol == "_" and self.text[at : at + 1] == "<":
            self.faults.add(at, "an undercut needs a blank after its sign", "write _ <title> or <_ <title>")
        above = parent if isinstance(parent, Inference) else parent.node
        if above is parent and (kind != UNDERCUT or not incoming):
            self.faults.add(
                line.start(3),
                f"only an undercut (<_) may stand below an inference; the relation {symbol} is left out",
                "put it below the argument, a premise or the conclusion",
            )
            return child, end
        if kind == CONTRADICTORY and isinstance(child.node, ArgumentNode):
            self.faults.add(at, "only a statement contradicts", "write -> or <- for an attack")
        if kind == UNDERCUT and incoming and not isinstance(parent, Inference) and parent.inference is not None:
            above = parent.inference  # whoever undercuts a conclusion undercuts the step to it
        child.relation = relation = Relation(kind, line.start(3))
        relation.source, relation.target = (child.node, above) if incoming else (above, child.node)
        return child, end

    # -- premise-conclusion structures ---------------------------------------------------------------------------------

    def _structure(self, at: int, argument: ArgumentNode | None) -> int:
        begin = at
        if argument is not None and argument.structure:
            self.faults.add(
                at,
                f"a second premise-conclusion structure for <{argument.title:.60}>; read as an argument of its own",
                "give it a title of its own",
            )
            argument = None
        if argument is None:
            argument = self.nodes.unnamed_argument()
        argument.section = self.section or argument.section
        argument.structure_at = begin
        drawn = len(self.document.relations)
        found: list[Member] = []
        inference: Inference | None = None
        concluded = False
        while line := self.elements.line(at):
            kind = KINDS[line.lastindex or 0]
            if kind == NUMBER:
                member, end = self._element(line.end(), IN_STRUCTURE)
                if member.is_argument:
                    self.faults.add(member.at, "a premise or conclusion is a statement, no argument", "write [title]")
                    at = self._tree(end, member, ends=IN_STRUCTURE)
                    continue
                member.role, member.argument = PREMISE, argument
                if inference is not None:
                    member.role, member.inference = INTERMEDIARY, inference
                    inference.argument, inference.index = argument, len(found)
                    inference, concluded = None, True
                at = self._tree(end, member, ends=IN_STRUCTURE)
                found.append(member)
            elif kind == INFERENCE:
                if inference is not None or not found:
                    what = "a conclusion" if inference is not None else "a premise"
                    self.faults.add(line.start(2), f"expected {what} before the inference", "write (1) and a statement")
                inference, at = read_inference(self.contents, line.start(2))
                at = self._tree(at, inference, ends=IN_STRUCTURE)
            elif kind == EMPTY and (inference is not None or not concluded):
                onward = skip_blank_lines(self.text, at)
                next_line = self.elements.line(onward)
                if not next_line or KINDS[next_line.lastindex or 0] not in (NUMBER, INFERENCE):
                    break
                self.faults.add(
                    next_line.start(next_line.lastindex or 0),
                    "a blank line within a premise-conclusion structure",
                    "remove the blank line",
                )
                at = onward
            else:
                break
        self._finish(argument, found, inference)
        self._leave_out(drawn)
        return at

    def _leave_out(self, drawn: int) -> None:
        """The relations to an inference that came to no conclusion, of those drawn since."""
        relations = self.document.relations
        kept = []
        for relation in relations[drawn:]:
            target = relation.target
            if isinstance(target, Inference) and target.argument is None:
                self.faults.add(
                    relation.places[0],
                    "an undercut of an inference without a conclusion; left out",
                    "write the conclusion below the inference",
                )
            else:
                kept.append(relation)
        relations[drawn:] = kept

    def _finish(self, argument: ArgumentNode, found: list[Member], inference: Inference | None) -> None:
        if inference is not None:
            self.faults.add(inference.at, "an inference without a conclusion", "write the conclusion below it: (3) …")
        last = max((number for number, member in enumerate(found) if member.inference), default=-1)
        if last < len(found) - 1:
            self.faults.add(
                found[last + 1].at,
                "a premise-conclusion structure ends with a conclusion; these statements are read without it",
                "put an inference (----) before the conclusion",
            )
        for member in found[last + 1 :]:
            member.role = member.argument = None
        argument.structure = found[: last + 1]
        if argument.structure:
            argument.structure[-1].role = CONCLUSION
        elif argument.untitled:
            self.nodes.drop(argument)
        self._last = None
