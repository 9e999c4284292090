"""Data of several places in one: later values win, mappings are merged, lists item by item."""

from __future__ import annotations

from typing import Any


def merge(into: dict[str, Any], more: dict[str, Any]) -> None:
    """Merge `more` into `into`, at any depth."""
    todo: list[tuple[Any, Any]] = [(into, more)]
    while todo:
        old, new = todo.pop()
        pairs = enumerate(new) if isinstance(new, list) else new.items()
        for key, value in pairs:
            there = old[key] if (key < len(old) if isinstance(old, list) else key in old) else None
            if (isinstance(value, dict) and isinstance(there, dict)) or (
                isinstance(value, list) and isinstance(there, list)
            ):
                todo.append((there, value))
                continue
            copied = copied_json(value)
            if isinstance(old, list) and key >= len(old):
                old.append(copied)
            else:
                old[key] = copied


def copied_json(value: Any) -> Any:
    """A copy that shares no list or mapping with the original."""
    if isinstance(value, dict):
        return {key: copied_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [copied_json(one) for one in value]
    return value
