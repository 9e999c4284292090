"""YAML to JSON values: what stands in braces and in the front matter. YAML 1.2, so `no` is a word and `012` is 12."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from argmap.characters import forbidden_in

_DEEPEST = 100  # brackets within brackets
_BRACKETS = re.compile(r'(?<=[\s,:\[{])"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)  # what a text holds is not nested
_MOST_NODES = 200_000  # that aliases may blow a text up to

# The plain case, which is nearly every case: {key: word, key: 1.5, key: "text", key: [1, 2]} on one line.
_SCALAR = r'(?:-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?|"[^"\\\n]*"|[A-Za-z][A-Za-z0-9_./-]*(?:\ [A-Za-z0-9_./-]+)*)'
_PAIR = rf'([A-Za-z_][A-Za-z0-9_-]*|"[^"\\\n]*")\s*:[ \n]\s*({_SCALAR}|\[\s*(?:{_SCALAR}(?:\s*,\s*{_SCALAR})*)?\s*\])'
_FLOW = re.compile(rf"\{{\s*(?:{_PAIR}(?:\s*,\s*{_PAIR})*)?\s*\}}")
_PAIRS = re.compile(_PAIR)
_SCALARS = re.compile(_SCALAR)
_WORDS = {"null": None, "Null": None, "NULL": None, "true": True, "True": True, "TRUE": True}
_WORDS |= {"false": False, "False": False, "FALSE": False}

_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_ODD_FLOAT = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


_QUOTED = "put it in quotation marks"


class YamlFault(Exception):
    """What is wrong, the line and column of it within the text, both from 0, and how to put it right."""

    def __init__(self, message: str, line: int = 0, column: int = 0, fix: str = "") -> None:
        super().__init__(message)
        self.message, self.line, self.column, self.fix = message, line, column, fix


def read_yaml(text: str) -> Any:
    """The value of a YAML text: dicts, lists, texts, numbers, booleans and None.

    Raises
    ------
    YamlFault
        With the place of the fault.
    """
    if len(text) < 2000:
        found = _plain(text)
        if found is not None:
            return found.copy()
    return _value(*_composed(text))


@lru_cache(maxsize=4096)
def _plain(text: str) -> dict[str, Any] | None:
    """The value of a flow mapping of the plain kind; None for anything else."""
    if not _FLOW.fullmatch(text):
        return None
    found: dict[str, Any] = {}
    for match in _PAIRS.finditer(text, 1):
        key, value = match.group(1, 2)
        key = key[1:-1] if key[0] == '"' else key
        if key in found:
            return None
        if value[0] == "[":
            found[key] = [_plain_scalar(one) for one in _SCALARS.findall(value)]
        else:
            found[key] = _plain_scalar(value)
    return found


def _plain_scalar(text: str) -> Any:
    if text[0] == '"':
        return text[1:-1]
    if text[0] in "-0123456789":
        return float(text) if "." in text else int(text)
    return _WORDS.get(text, text)


def _composed(text: str) -> tuple[Any, str]:
    """The nodes of a YAML text."""
    _not_deep(text)
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        return YAML(typ="safe", pure=True).compose(text), text
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = (error.problem or error.context or "no YAML").strip()
        raise YamlFault(message, mark.line if mark else 0, mark.column if mark else 0) from None
    except YAMLError as error:
        raise YamlFault(str(error).partition("\n")[0]) from None
    except RecursionError:
        raise YamlFault("nested too deeply") from None
    except (ValueError, TypeError, IndexError, AttributeError, AssertionError) as error:
        # The library lets some of what it cannot read through to its own code.
        raise YamlFault(f"no YAML ({error})") from None


def _not_deep(text: str) -> None:
    """Refuse what is nested deeper than a map can hold; the library takes a second to find that out."""
    if text.count("[") + text.count("{") <= _DEEPEST:
        return
    depth = 0
    for match in _BRACKETS.finditer(text):
        if match[0] in "[{":
            depth += 1
        elif match[0] in "]}" and depth:
            depth -= 1
        if depth > _DEEPEST:
            line = text.count("\n", 0, match.start())
            raise YamlFault("nested too deeply", line, match.start() - text.rfind("\n", 0, match.start()) - 1)


def _value(node: Any, text: str) -> Any:
    if node is None:
        return None
    budget = iter(range(_MOST_NODES))
    try:
        return _built(node, budget, ())
    except RecursionError:
        raise YamlFault("nested too deeply") from None


def _built(node: Any, budget: Iterator[int], within: tuple[int, ...]) -> Any:
    mark = node.start_mark
    if next(budget, None) is None:
        raise YamlFault("aliases blow it up", mark.line, mark.column, "write the values out")
    if id(node) in within:
        raise YamlFault("an alias within what it stands for", mark.line, mark.column, "write the values out")
    tag = str(node.tag or "")
    if node.id == "scalar":
        return _scalar(node, tag)
    inner = (*within, id(node))
    if node.id == "sequence":
        _known(node, tag, "seq")
        return [_built(item, budget, inner) for item in node.value]
    _known(node, tag, "map")
    found: dict[str, Any] = {}
    for key, value in node.value:
        place = key.start_mark
        if key.id != "scalar":
            raise YamlFault("a key that is no text", place.line, place.column, "put the key in quotation marks")
        _allowed(key)
        if key.style is None and key.value == "<<":
            raise YamlFault("merge keys (<<) are not read", place.line, place.column, "write the keys out")
        if key.value in found:
            raise YamlFault(f"the key {key.value!r:.60} stands twice", place.line, place.column, "remove one")
        found[key.value] = _built(value, budget, inner)
    return found


def _allowed(node: Any) -> None:
    """Refuse what no text of a map can hold: an escape brings it in."""
    if (character := forbidden_in(node.value)) is not None:
        mark = node.start_mark
        raise YamlFault(f"the character {character} may not stand in a text", mark.line, mark.column, "remove it")


def _known(node: Any, tag: str, kind: str) -> None:
    if tag and tag != f"tag:yaml.org,2002:{kind}":
        mark = node.start_mark
        shown = tag.removeprefix("tag:yaml.org,2002:")
        raise YamlFault(f"the tag {shown!r:.60} is not read", mark.line, mark.column, "remove it")


def _scalar(node: Any, tag: str) -> Any:
    text: str = node.value
    mark = node.start_mark
    _allowed(node)
    name = tag.removeprefix("tag:yaml.org,2002:")
    if node.style is not None or name == "str":
        if name not in ("str", "", "!"):
            _known(node, tag, "str")
        return text
    if name not in ("null", "bool", "int", "float", "timestamp", "value", "merge", ""):
        _known(node, tag, "str")
    if text in _NULLS:
        return None
    if text in _WORDS:
        return _WORDS[text]
    if len(text) > 3000 and (_INTEGER.fullmatch(text) or _HEXADECIMAL.fullmatch(text) or _OCTAL.fullmatch(text)):
        raise YamlFault(f"a number of {len(text):,} digits", mark.line, mark.column, _QUOTED)
    if _INTEGER.fullmatch(text):
        return int(text)
    for pattern, base in ((_OCTAL, 8), (_HEXADECIMAL, 16)):
        if pattern.fullmatch(text):
            return int(text[2:], base)
    if _ODD_FLOAT.fullmatch(text):
        raise YamlFault(f"{text} is no number that data can hold", mark.line, mark.column, _QUOTED)
    if _FLOAT.fullmatch(text):
        number = float(text)
        if math.isinf(number):
            raise YamlFault(f"{text:.40} is too large for a number", mark.line, mark.column, _QUOTED)
        return number
    return text  # dates among them: they stay as they are written


def places_of(text: str) -> dict[tuple[str | int, ...], tuple[int, int]]:
    """Line and column, from 0, of every value of a YAML text that has been read, by its path."""
    node, _ = _composed(text)
    found: dict[tuple[str | int, ...], tuple[int, int]] = {}
    todo: list[tuple[tuple[str | int, ...], Any]] = [((), node)]
    while todo and len(found) < _MOST_NODES:
        path, one = todo.pop()
        if one is None:
            continue
        found[path] = (one.start_mark.line, one.start_mark.column)
        if one.id == "sequence":
            todo.extend(((*path, number), item) for number, item in enumerate(one.value))
        elif one.id == "mapping":
            todo.extend(((*path, key.value), value) for key, value in one.value)
    return found


# -- writing -----------------------------------------------------------------------------------------------------------

# What would end a title that stands before the data in its line, what would include a file, what YAML does not print,
# what would end the data for a reader that looks for braces, and what would end front matter.
_UNSAFE = re.compile("(?<=[]>]):|@(?=include)|[}=\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_BARE_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_BARE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*(?: [A-Za-z0-9_.-]+)*")
_NOT_BARE = frozenset({*_WORDS, "y", "Y", "n", "N", "yes", "no", "on", "off", "Yes", "No", "On", "Off"})


def flow(value: Any) -> str:
    """A JSON value as YAML on one line, as small as it can be."""
    if isinstance(value, dict):
        return "{" + ", ".join([f"{_key(key)}: {flow(one)}" for key, one in value.items()]) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, str):
        return value if len(value) < 60 and _BARE.fullmatch(value) and value not in _NOT_BARE else quoted(value)
    return json.dumps(value, allow_nan=False)


def quoted(text: str) -> str:
    """A text in quotation marks, safe wherever data may stand."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04X}", json.dumps(text, ensure_ascii=False))


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) and key not in _NOT_BARE else quoted(key)
