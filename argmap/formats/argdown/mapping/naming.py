"""Titles to ids: a title that can be an id is one; others, and texts without a title, give the id their words."""

from __future__ import annotations

from argmap.errors import ValueRefused
from argmap.model.text import identifier, slug


def is_id(title: str) -> bool:
    """Whether a title can be an id as it stands."""
    try:
        return identifier(title) == title
    except ValueRefused:
        return False


class Ids:
    """Gives ids that are not yet taken."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self._next: dict[str, int] = {}

    def take(self, id: str) -> bool:
        """Take an id; False when it is taken."""
        if id in self.taken:
            return False
        self.taken.add(id)
        return True

    def made(self, stem: str) -> str:
        """The stem, or the stem with the first number from 2 that is free."""
        if self.take(stem):
            return stem
        number = self._next.get(stem, 2)
        while f"{stem}-{number}" in self.taken:
            number += 1
        self._next[stem] = number + 1
        id = f"{stem}-{number}"
        self.taken.add(id)
        return id


def worded(*texts: str | None, otherwise: str) -> str:
    """An id made of the first text that has words."""
    return next((made for text in texts if text and (made := slug(text))), otherwise)
