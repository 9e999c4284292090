"""Formatting: an Argdown text in one layout, with every word and comment where it was.

It works on the text, not on a map, and reads the result again: what a text says is the same before and after.
"""

from __future__ import annotations

import re
from typing import Any

from argmap.errors import FormatError, ParseError, ReadError
from argmap.formats.argdown.formatting.layout import Layout
from argmap.formats.argdown.language.braces import Braces
from argmap.formats.argdown.language.comments import without_comments
from argmap.formats.argdown.language.document import ArgumentNode, Document, Inference, Member, Node
from argmap.formats.argdown.language.faults import Faults
from argmap.formats.argdown.language.lines import BLANK
from argmap.formats.argdown.language.syntax import read_document
from argmap.model.store import without_collector

_INCLUDE = re.compile(r"@include\([^)\n]+\)")
_NO_NEWLINE = re.compile(r"[^\n]")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_NUMBER_AT_END = re.compile(r"(\d{1,20})\.\Z")
_BLANKS = re.compile(r"[ \t\n]+")
# What layout may change: blanks, numbers of premises, how many signs a fence or an inference has.
_LAYOUT = re.compile(r"[\s=-]+|\(\d+\)")


def format_argdown(text: str, *, source: str = "<string>") -> str:
    """An Argdown text in one layout; what it says, its words and its comments stay.

    Parameters
    ----------
    text : str
        The text of a file.
    source : str, optional
        What errors name as the place.

    Returns
    -------
    str
        The text with `\\n` line ends, one blank line between blocks, relations indented by two blanks a level, premises
        numbered from 1, and no blanks at the ends of lines. Formatted again, it stays as it is.

    Raises
    ------
    ReadError
        With every fault of the text: one that cannot be read is not formatted.
    FormatError
        When another layout would change what the text says.

    Notes
    -----
    Line breaks within texts stay, and so does all within data and front matter. A block with an `@include(…)` is left
    alone, for what the other file says may depend on every blank in it. A structure whose words name a premise by its
    number keeps its numbers, where other numbers would make the words wrong.

    Examples
    --------
    >>> print(am.format_argdown("[pier]:Build it.  \\n    +<trade>:Trade will grow.\\n\\n\\n\\n#   Costs"))
    [pier]: Build it.
      + <trade>: Trade will grow.
    <BLANKLINE>
    # Costs
    <BLANKLINE>
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    with without_collector():
        covered, left = _covered(text)
        document, faults = read_document(covered, source)
        if faults.found:
            raise ReadError(_told(text, faults, source))
        formatted = Layout(text, covered, document, left).formatted()
        _compare(text, document, formatted, source)
    return formatted


def _covered(text: str) -> tuple[str, list[int]]:
    """The text with each block that includes another file made a comment of the same length, and where these begin."""
    if "@include(" not in text:
        return text, []
    # What stands in a comment is no include; `@include(` must go all the same, or it would be looked for.
    hidden = _INCLUDE.sub(lambda match: "x" * len(match[0]), text)
    bare, _ = without_comments(hidden, 0, Braces(hidden))
    parts: list[str] = []
    left: list[int] = []
    done = 0
    for match in _INCLUDE.finditer(text):
        if match.start() < done or bare[match.start()] == BLANK:
            continue
        begin = _block_begin(text, done, match.start())
        after = _EMPTY_LINE.search(text, match.end())
        end = after.start() if after else len(text.rstrip(" \t\n"))
        parts += [hidden[done:begin], "/*", _NO_NEWLINE.sub("x", text[begin + 2 : end - 2]), "*/"]
        left.append(begin)
        done = end
    return "".join([*parts, hidden[done:]]), left


def _block_begin(text: str, begin: int, at: int) -> int:
    """Where the block around `at` begins, `begin` at the earliest."""
    line = text.rfind("\n", begin, at) + 1 or begin
    while line > begin:
        above = text.rfind("\n", begin, line - 1) + 1 or begin
        if not text[above : line - 1].strip(" \t"):
            break
        line = above
    return line


def _told(text: str, faults: Faults, source: str) -> list[ParseError]:
    """The faults, with the lines as they are and not as they were read."""
    if faults.text == text:
        return list(faults.in_order())
    shown = Faults(text, source)
    return [shown.error(at, fault.message, fault.fix) for at, fault in sorted(faults.found, key=lambda one: one[0])]


# -- what a text says --------------------------------------------------------------------------------------------------


def _compare(text: str, document: Document, formatted: str, source: str) -> None:
    """Raise unless the formatted text says what the text says."""
    why = ""
    after, faults = read_document(_covered(formatted)[0], source)
    if faults.found:
        fault = faults.in_order()[0]
        why = f"line {fault.line} would read: {fault.message}"
    elif _LAYOUT.sub("", text) != _LAYOUT.sub("", formatted):
        why = "a word or a comment would be lost"
    else:
        was, is_now = _sayings(document), _sayings(after)
        if was != is_now:
            pairs = zip(was, is_now, strict=False)
            place = next((one[0] for one, other in pairs if one != other), "how much it says")
            why = f"the change is in {place}"
    if why and (number := _NUMBER_AT_END.search(text)):
        why = f"with a line end its last line begins a list: write {number[1]}\\."
    if why:
        raise FormatError(f"{source}: not formatted, for that would change what the text says ({why})")


def _sayings(document: Document) -> list[tuple[str, Any]]:
    """All that a document says, one thing after the other, each with a name for messages."""
    found: list[tuple[str, Any]] = [("the front matter", document.front_matter), ("the tags", list(document.tags))]
    for section in document.sections:
        above = section.parent.number if section.parent else 0
        told = [section.level, above, _collapsed(section.text), list(section.tags), section.data]
        found.append((f"the heading {section.title!r:.60}", told))
    nodes: list[Node] = [*document.statements.values(), *document.arguments.values()]
    for node in nodes:
        name = f"{'an argument' if isinstance(node, ArgumentNode) else 'a statement'} {node.title!r:.60}"
        place = node.section.number if node.section else 0
        found.append((name, [node.title, node.untitled, place, *map(_member, node.members)]))
        if isinstance(node, ArgumentNode):
            found.append((f"the structure of {name}", [_member(member) for member in node.structure]))
    for relations in (document.relations, document.redundant):
        for one in relations:
            told = [one.type, _end(one.source), _end(one.target), len(one.places), dict(one.marks), one.stated]
            found.append(("a relation", [*told, *(sketch.title for sketch in one.sketches)]))
    return found


def _member(member: Member) -> list[Any]:
    step = member.inference
    return [
        *(member.title, member.is_argument, member.is_reference, member.role, member.data, list(member.tags)),
        None if member.text is None else _collapsed(member.text),
        [(one.type, one.value) for one in member.ranges],
        member.section.number if member.section else 0,
        [step.rules, step.data, step.index] if step else None,
    ]


def _end(end: Any) -> tuple[Any, ...]:
    """A statement, an argument or an inference, named so that it can be compared."""
    if isinstance(end, Inference):
        return "inference", end.argument.title if end.argument else None, end.index
    return type(end).__name__, end.title


def _collapsed(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()
