"""Ids of what has no name: arguments that are a line between two claims are called after their ends.

So an edit elsewhere does not rename them, as numbers would be changed by a line more.
"""

from __future__ import annotations

_VERBS = {"support": "supports", "attack": "attacks", "undercut": "undercuts", "entails": "entails"}
_TIES = {"contradiction": "contradicts", "contrary": "is-contrary-to"}


def bare_id(premise: str, kind: str, target: str) -> str:
    """The id of an argument that is no more than a line: `view-attacks-pier`."""
    return f"{_word(premise)}-{_VERBS[kind]}-{_word(target)}"


def tie_id(a: str, kind: str, b: str) -> str:
    """The id of a relation that is no more than a line."""
    return f"{_word(a)}-{_TIES[kind]}-{_word(b)}"


def unnamed_id(target: str) -> str:
    """The stem for an argument without a title."""
    return f"for-{_word(target)}"


def _word(literal: str) -> str:
    return f"not-{literal[1:]}" if literal[:1] == "~" else literal
