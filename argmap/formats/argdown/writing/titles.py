"""Which title each claim and argument has in the text, and what must be said when it does not give the id."""

from __future__ import annotations

from typing import Any

from argmap.formats.argdown.mapping.naming import is_id, worded
from argmap.formats.argdown.writing.escaping import is_title
from argmap.formats.argdown.writing.forms import Forms, conclusion_of
from argmap.formats.argdown.writing.homes import Homes
from argmap.model.line_ids import unnamed_id

_FALLBACK = {False: "claim", True: "argument"}


class Titles:
    """Titles of statements and of arguments, which are two spaces of names."""

    def __init__(self, forms: Forms, homes: Homes) -> None:
        self.forms, self.homes = forms, homes
        self._statements: dict[str, str] = {}
        self._arguments: dict[str, str] = {}
        self._special: dict[tuple[str, str], str] = {}
        self._taken: dict[bool, set[str]] = {False: set(), True: set()}
        sketches = {id for id, claim in forms.claims.items() if claim.sketch and id not in forms.statements}
        statements = {id: one for id, one in forms.claims.items() if id not in sketches and id not in homes.untitled}
        arguments = {id: forms.claims[id] for id in sketches}
        arguments |= {one.id: one for one in forms.structures}
        self._give(statements, self._statements, argument=False)
        self._give(arguments, self._arguments, argument=True)
        self.named_arguments = self._arguments.keys()

    def _give(self, records: dict[str, Any], titles: dict[str, str], *, argument: bool) -> None:
        taken = self._taken[argument]
        # A title gives way to an id: most things are referred to by their ids.
        ids = {id for id, one in records.items() if one.title is None or not is_title(one.title)}
        number = 0
        for id, one in records.items():
            for title in (one.title, id):
                if title and is_title(title) and title not in taken and (title == id or title not in ids):
                    break
            else:
                title = ""
            while not title or title in taken:
                number += 1
                title = f"{_FALLBACK[argument]} {number}"
            taken.add(title)
            titles[id] = title

    def statement(self, id: str) -> str:
        """The title of a claim that is written as a statement."""
        return self._statements[id]

    def argument(self, id: str) -> str:
        """The title of an argument or a sketch."""
        return self._arguments[id]

    def special(self, sign: str, id: str) -> str:
        """`~x`, `/a` or `+a`: the title of what stands for something else."""
        if (sign, id) not in self._special:
            bare = self._statements.get(id) or self._arguments.get(id) or id
            title = f"{sign}{bare}"
            number = 1
            while title in self._special.values():
                number += 1
                title = f"{sign}{bare} {number}"
            self._special[sign, id] = title
        return self._special[sign, id]

    def can_go_unnamed(self, record: Any) -> bool:
        """Whether an argument is known by its conclusion alone."""
        end = conclusion_of(record)
        claim = self.forms.claims.get(end)
        return (
            claim is not None
            and (not claim.sketch or end in self.forms.statements)
            and record.title is None
            and record.id == unnamed_id(end)
        )

    def attributes(self, record: Any, title: str | None) -> dict[str, str]:
        """Id and title, where the title in the text does not give them."""
        found = {}
        if title is not None:
            if (title if is_id(title) else worded(title, otherwise="untitled")) != record.id:
                found["id"] = record.id
            if (None if title == record.id else title) != record.title:
                found["title"] = record.title or ""
        return found
