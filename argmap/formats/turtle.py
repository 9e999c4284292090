"""Turtle (`.ttl`): the map as RDF, written for now and not read.

Record after record in their order, each with the nodes that belong to it, so that a diff shows what changed. The text
is made straight from the statements, without a graph in between.
"""

from __future__ import annotations

import re

from argmap.model.argument_map import ArgumentMap
from argmap.rdf.literals import Text
from argmap.rdf.statements import groups
from argmap.rdf.vocabulary import BASE, RDF, XSD, prefixes

SUFFIXES = (".ttl",)
LOSES: tuple[str, ...] = ()

# What may follow a prefix without a backslash; everything else is written as a full IRI.
_CODE = "%[0-9A-F]{2}"
_LOCAL = re.compile(rf"(?:[A-Za-z0-9_]|{_CODE})(?:(?:[A-Za-z0-9_.-]|{_CODE})*(?:[A-Za-z0-9_-]|{_CODE}))?")

# Besides what Turtle asks for: what breaks a line or cannot be seen, so that a line in the file is a line everywhere.
_UNSEEN = (
    *range(0x20),
    *range(0x7F, 0xA0),
    0x2028,
    0x2029,
    0xFEFF,
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
)
_ESCAPES = {code: f"\\u{code:04X}" for code in _UNSEEN}
_ESCAPES |= {ord(char): f"\\{sign}" for char, sign in zip('\\"\n\r\t', '\\"nrt', strict=True)}
_ESCAPES_BUT_QUOTE = {code: escape for code, escape in _ESCAPES.items() if code != ord('"')}

_BARE = frozenset((XSD.boolean, XSD.integer))  # Turtle needs no quotes around these

_INDENT = "\n    "


def render(m: ArgumentMap, *, base: str = BASE) -> dict[str, str | bytes]:
    """The map as Turtle text.

    Parameters
    ----------
    base : str
        An http or https IRI that ends with `/` or `#`; the IRIs of the records begin with it.
    """
    namespaces = prefixes(base)
    short = _Shortener(namespaces)
    lines = [f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in namespaces.items()]
    for group in groups(m, base):
        lines.append("")
        for subject, pairs in group:
            said = [f"{short[term]} {', '.join([_object(value, short) for value in values])}" for term, values in pairs]
            lines.append(f"{short[subject]} {f' ;{_INDENT}'.join(said)} .")
    return {"": "\n".join(lines) + "\n"}


class _Shortener(dict[str, str]):
    """IRIs as Turtle writes them, each worked out once."""

    def __init__(self, namespaces: dict[str, str]) -> None:
        super().__init__()
        self[RDF.type] = "a"
        self._prefixes = {namespace: prefix for prefix, namespace in namespaces.items()}

    def __missing__(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix, local = self._prefixes.get(iri[:cut]), iri[cut:]
        made = f"<{iri}>" if prefix is None or not _LOCAL.fullmatch(local) else f"{prefix}:{local}"
        self[iri] = made
        return made


def _object(value: str | Text, short: _Shortener) -> str:
    if isinstance(value, str):
        return short[value]
    if value.datatype in _BARE:
        return value.value
    text = value.value
    # JSON reads better between single quotes.
    sign = "'" if '"' in text and "'" not in text else '"'
    if not text.isalnum():
        text = text.translate(_ESCAPES if sign == '"' else _ESCAPES_BUT_QUOTE)
    if value.language:
        return f"{sign}{text}{sign}@{value.language}"
    return f"{sign}{text}{sign}^^{short[value.datatype]}" if value.datatype else f"{sign}{text}{sign}"
