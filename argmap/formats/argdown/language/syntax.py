"""From the characters of a file to a document: line ends, includes, comments, front matter, blocks."""

from __future__ import annotations

import re
from typing import Any

from argmap.characters import forbidden_in, without_forbidden
from argmap.errors import ParseError
from argmap.formats.argdown.language.braces import Braces
from argmap.formats.argdown.language.comments import without_comments
from argmap.formats.argdown.language.data import YamlFault, read_yaml
from argmap.formats.argdown.language.document import Document
from argmap.formats.argdown.language.faults import Faults, Part
from argmap.formats.argdown.language.including import Including, Open
from argmap.formats.argdown.language.lines import skip_blank_lines
from argmap.formats.argdown.language.parser import Parser
from argmap.formats.argdown.language.transforms import transform

_FRONT_MATTER = re.compile(r"={3,}[ \t]*\n(.*?)^={3,}[ \t]*(?=\n|\Z)", re.DOTALL | re.MULTILINE)
_ON_ONE_LINE = re.compile(r"={6,}+()[ \t]*+(?=\n|\Z)|={3,}+([^\n]*?)(?<!=)={3,}+[ \t]*+(?=\n|\Z)")
_BEFORE = re.compile(r"(?:\s|<!--.*?-->|/\*.*?\*/|//[^\n]*\n)*", re.DOTALL)


def read_document(text: str, source: str, open_beside: Open | None = None) -> tuple[Document, Faults]:
    """What a text says, and what is wrong with it."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts: list[Part] = []
    told_of: list[tuple[int, ParseError]] = []
    if "@include(" in text:
        including = Including(open_beside)
        text = including.expand(text, source)
        parts, told_of = including.parts, including.faults
    wrong: list[tuple[int, str]] = []
    # Line ends are no printable characters, without them the test is quick.
    if forbidden_in(text.replace("\n", " ")) is not None:
        text, wrong = without_forbidden(text)
    faults = Faults(text, source, parts)
    for place, error in told_of:
        faults.take(place, error)
    for place, character in wrong:
        faults.add(place, f"the character {character} may not stand in a text; replaced", "remove it")
    at, front_matter, front_at, front_text = _front_matter(text, faults)
    braces = Braces(text)
    bare, unclosed = without_comments(text, at, braces)
    for place in unclosed:
        faults.add(place, "a comment that is never closed; read as text", "close it, or write \\ before it")
    if front_matter is not None and skip_blank_lines(bare, at) == at < len(bare):
        faults.add(at, "expected a blank line after the front matter", "put a blank line below ===")
    parser = Parser(bare, braces, faults)
    settings = front_matter or {}
    model: Any = settings.get("model")
    if isinstance(model, dict):
        parser.contents.use(model)
    document = parser.parse(at)
    document.front_matter, document.front_matter_at = front_matter, front_at
    document.front_matter_text = front_text
    model = model if isinstance(model, dict) else {}
    transform(document, strict=model.get("mode") == "strict", move=model.get("transformArgumentRelations") is not False)
    return document, faults


def _front_matter(text: str, faults: Faults) -> tuple[int, dict[str, Any] | None, int, str]:
    """Where it ends, what it says, where its text begins, and its text."""
    before = _BEFORE.match(text)
    start = before.end() if before else 0
    match = _FRONT_MATTER.match(text, start) or _ON_ONE_LINE.match(text, start)
    if match is None:
        if text.startswith("===", start):
            faults.add(start, "front matter that is never closed; left out", "close it with a line ===")
            line = text.find("\n", start)
            return (line + 1 if line >= 0 else len(text)), None, 0, ""
        return 0, None, 0, ""
    end = match.end() + 1
    inner, inner_text = match.start(match.lastindex or 1), match[match.lastindex or 1]
    found: Any = None
    try:
        found = read_yaml(inner_text)
    except YamlFault as fault:
        at = faults.offset(inner, fault.line, fault.column)
        faults.add(min(at, match.end()), f"no YAML: {fault.message}", fault.fix or "front matter is written key: value")
    if found is not None and not isinstance(found, dict):
        faults.add(inner, "front matter without keys; left out", "front matter is written key: value")
        found = None
    return min(end, len(text)), found if found is not None else {}, inner, inner_text
