"""Databases of Discourse Network Analyzer (`.dna`), versions 2 and 3: read, not written.

A statement becomes a position, the documents become sources, and their texts are kept in the map's `texts`, so that
`verify` proves every quote. The coders' passwords are never read.

- **Who and what.** `person` is the party, `organization` (or `organisation`, `actor`) the party for whom it is said;
  with only one of them filled, that one is the party. `concept` is the claim, `agreement` the qualifier. Options name
  other variables. Equal values of one part are one party or one claim, in whichever type of statement they stand; a
  person and an organization of one name are two parties.
- **The stance.** A boolean qualifier: 1 asserts, 0 denies. An integer: above 0 asserts, below 0 denies, 0 mentions; the
  number is kept as `value`. A category (short text) is kept as `value`, with the stance `mentions`. No qualifier:
  `mentions`.
- **Offsets** count UTF-16 units in DNA; here they are code points.
- **Dates.** DNA 3 stores the date and time of day as they were entered. DNA 2 stores an instant, which was midnight in
  the coder's time zone; the file does not name the zone. It is read as UTC unless `timezone=` names another, and the
  report tells when the times of day say that it may have been another. A time of day other than midnight is kept in the
  source's data.
- **The report** tells of every statement that is no position, and of what is not carried: regular expressions, links,
  the entities of variables that play no part. Passwords, and what coders may do in the program, are no part of a debate
  and are passed over.

References
----------
Leifeld, P.: Discourse Network Analyzer, https://github.com/leifeld/dna; the tables are described in its source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from argmap.errors import ParseError
from argmap.model.argument_map import ArgumentMap

SUFFIXES = (".dna",)
LOSES: tuple[str, ...] = ()
BINARY = True


def parse(
    data: str | bytes,
    *,
    source: str = "<string>",
    open_beside: Callable[[str], bytes] | None = None,
    party: str | None = None,
    organization: str | None = None,
    claim: str | None = None,
    agreement: str | None = None,
    statement_type: str | Iterable[str] | None = None,
    timezone: str | None = None,
) -> ArgumentMap:
    """The map that a database describes; what could not be taken is in its `report`.

    Parameters
    ----------
    data : bytes
        The database.
    party, organization, claim, agreement : str, optional
        The variables that play these parts; an empty text for none. By default `person`; `organization`,
        `organisation` or `actor`; `concept`; `agreement`, in whatever capitals.
    statement_type : str or several, optional
        Read statements of these types only.
    timezone : str, optional
        For DNA 2, the time zone of the coder who entered the dates, `Europe/Berlin`.

    Raises
    ------
    ParseError
        When it is no database of DNA 2 or 3, is damaged, or another program has it open.
    ValueRefused
        When an option names a variable, a type of statement or a time zone that is not there.
    """
    if isinstance(data, str):
        raise ParseError("a DNA database is bytes, not a text", source=source)
    # Imported here: not every Python has sqlite3, and it is needed for this format only.
    from argmap.formats.dna.content import content_of
    from argmap.formats.dna.database import opened
    from argmap.formats.dna.mapping import map_of
    from argmap.formats.dna.parts import Wanted, parts_of

    wanted = Wanted(party, organization, claim, agreement)
    with opened(data, source, open_beside) as database:
        content = content_of(database)
    return map_of(content, parts_of(content, wanted, statement_type), timezone, source)
