"""Whom and what a cell may name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from argmap.errors import AmbiguousNameError, UnknownIdError
from argmap.model.text import did_you_mean
from argmap.model.values import Hop

_SEARCHED = 30_000  # names: a thousand unknown parties among thousands get no thousand searches for the nearest


class Names:
    """The ids of parties and sources, and the names of parties."""

    def __init__(
        self,
        parties: Collection[str] = (),
        names: Mapping[str, Sequence[str]] | None = None,
        sources: Collection[str] = (),
    ) -> None:
        self.parties, self.names, self.sources = parties, names or {}, sources
        self._searched = 0

    def party(self, text: str) -> str | None:
        """The id of the party with this id, name or alias; None for a blank."""
        if text in self.parties:
            return text
        name = " ".join(text.split())
        if not name or name in self.parties:
            return name or None
        owners = self.names.get(name, ())
        if len(owners) == 1:
            return owners[0]
        if owners:
            raise AmbiguousNameError(f"{name!r} may be {' or '.join(map(repr, owners))}: use the id")
        raise UnknownIdError(f"no party {name!r:.80}{self._nearest(name, self.parties, self.names)}")

    def hop(self, text: str) -> Hop:
        """`x`, `party:x` or `source:x` as one step of a chain."""
        kind, colon, rest = text.partition(":")
        if colon and kind == "source":
            return Hop(source=rest.strip())
        if colon and kind == "party":
            return Hop(party=self.party(rest))
        known = text in self.parties or " ".join(text.split()) in self.names
        if text not in self.sources:
            if known:
                return Hop(party=self.party(text))
            nearest = self._nearest(text, self.sources, self.parties, self.names)
            raise UnknownIdError(f"no source or party {text!r:.80}{nearest}")
        if known:
            raise AmbiguousNameError(f"{text!r} is a source and a party: write source:{text} or party:{text}")
        return Hop(source=text)

    def hop_text(self, hop: Hop) -> str:
        """A hop as `hop` reads it."""
        if hop.source is not None:
            doubtful = hop.source in self.parties or hop.source in self.names
        else:
            doubtful = hop.party in self.sources
        if doubtful or hop.id.startswith(("party:", "source:")):
            return f"{'party' if hop.source is None else 'source'}:{hop.id}"
        return hop.id

    def _nearest(self, name: str, *known: Iterable[str]) -> str:
        if self._searched > _SEARCHED:
            return ""
        names = list(dict.fromkeys(chain(*known)))
        self._searched += len(names)
        return did_you_mean(name, names)
