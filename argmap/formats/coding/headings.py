"""Which column of a coding sheet holds what: by its heading, or as the user says.

Case, blanks and punctuation of a heading do not matter: `Organisation(s)`, `document_title`, `Document Title`. The
words for one thing stand in tiers: a word of an earlier tier goes before one of a later tier, and the column of the
latter is kept as free data. Two words of one tier, where it matters which is meant, are a fault.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from argmap.characters import forbidden_in, shown
from argmap.errors import ValueRefused
from argmap.formats.coding.options import Heading, Settings
from argmap.model.text import did_you_mean

# What a column may hold, and the headings for it, in plain form. The first is argmap's own.
_TIERS: dict[str, tuple[str, ...]] = {
    "id": ("id", "statementid positionid"),
    "party": ("party", "parties actor actors actorname partyname stakeholder holder"),
    "party_id": ("partyid",),
    "person": ("person", "persons personname speaker speakername individual politician spokesperson"),
    "organization": (
        "organization",
        "organisation organizations organisations organizationname organisationname org institution affiliation",
    ),
    "on_behalf_of": ("onbehalfof", "principal speaksfor"),
    "on_behalf_of_id": ("onbehalfofid",),
    "imputed_to": ("imputedto",),
    "imputed_to_id": ("imputedtoid",),
    "imputed_by": ("imputedby",),
    "imputed_by_id": ("imputedbyid",),
    "claim": ("claim claims", "concept concepts proposition thesis", "category topic target"),
    "claim_id": ("claimid",),
    "stance": ("stance stances", "agreement", "alignment attitude position agree polarity"),
    "value": ("value",),
    "date": ("date", "statementdate dateofstatement time timestamp datetime createdat day", "year"),
    "date_text": ("datetext",),
    "source_id": ("sourceid",),
    "title": ("title", "documenttitle articletitle headline document documentname"),
    "source": ("source", "documentsource publisher newspaper outlet medium"),
    "authors": ("authors", "author documentauthor byline"),
    "document_date": ("documentdate", "publicationdate datepublished articledate"),
    "document_date_text": ("documentdatetext",),
    "document_kind": ("documentkind", "documenttype sourcetype"),
    "url": ("url", "link uri permalink weblink webaddress sourceurl documenturl"),
    "citation": ("citation",),
    "quote": ("quote", "quotation excerpt verbatim exactwords extract passage", "text statementtext tweet"),
    "quote_prefix": ("quoteprefix",),
    "quote_suffix": ("quotesuffix",),
    "quote_start": ("quotestart",),
    "quote_end": ("quoteend",),
    "locator": ("locator", "page pages pinpoint paragraph"),
    "mode": ("mode",),
    "basis": ("basis",),
    "coder": ("coder", "codedby annotator rater"),
    "hedge": ("hedge",),
    "arguendo": ("arguendo",),
    "weight": ("weight",),
}
_WORDS = {name: tuple(tuple(tier.split()) for tier in tiers) for name, tiers in _TIERS.items()}
FIELDS = tuple(_TIERS)
_KNOWN = {word: name for name, tiers in _WORDS.items() for tier in tiers for word in tier}
_ONE_ONLY = ("party", "person", "organization", "claim", "stance", "date")  # a wrong column would be a wrong map
_NOT_PLAIN = re.compile(r"[\W_]+")
_JSON = "datajson"


@dataclass
class Columns:
    """What the columns of a sheet hold.

    Parameters
    ----------
    fields : dict
        Numbers of the columns, from 0, by field; several are put together.
    keys : dict
        For the fields `party`, `organization`, … and `title`: the column with the key of that sheet's own for it.
    data : list of (int, str, bool)
        The columns of free data, with their keys, and whether they hold JSON.
    whole : int or None
        The column that holds free data as one JSON object.
    faults : list of (int or None, str)
        What is wrong with the headings: number of the column, message.
    """

    fields: dict[str, tuple[int, ...]] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    data: list[tuple[int, str, bool]] = field(default_factory=list)
    whole: int | None = None
    faults: list[tuple[int | None, str]] = field(default_factory=list)


def field_named(word: object, option: str) -> str:
    """The field that a word of the user stands for.

    Raises
    ------
    ValueRefused
        When there is none; the message names the nearest.
    """
    if isinstance(word, str):
        if word in _TIERS:
            return word
        if (found := _KNOWN.get(plain(word))) is not None:
            return found
    near = did_you_mean(word, _TIERS)
    raise ValueRefused(f"{option}: {shown(word)} is nothing that a column may hold{near} (it may hold {_listed()})")


def _listed() -> str:
    return ", ".join(FIELDS)


def plain(heading: str) -> str:
    """A heading without case, blanks and punctuation."""
    return _NOT_PLAIN.sub("", unicodedata.normalize("NFKC", heading).casefold())


def recognised(header: Sequence[str], settings: Settings) -> int:
    """How many headings are known."""
    own = {plain(one) for several in settings.columns.values() for one in several if isinstance(one, str)}
    names = {plain(text) for text in header}
    return len(names & (own | _KNOWN.keys()) - {""})


def matched(header: Sequence[str], settings: Settings) -> Columns:
    """Match a header."""
    found = Columns()
    by_name: dict[str, list[int]] = {}
    for index, text in enumerate(header):
        if (character := forbidden_in(text)) is not None:
            found.faults.append((index, f"the character {character} may not stand in a heading"))
        by_name.setdefault(plain(text), []).append(index)
    used: set[int] = set()
    for name, wanted in settings.columns.items():
        indexes = tuple(at for one in wanted if (at := _told(header, by_name, name, one, found)) is not None)
        if indexes:
            found.fields[name] = indexes
            used.update(indexes)
    for name, tiers in _WORDS.items():
        if name not in settings.columns and (one := _by_name(header, by_name, name, tiers, used, found)) is not None:
            found.fields[name] = (one,)
    _one_holder(header, settings, found)
    used = {index for indexes in found.fields.values() for index in indexes}
    for name in ("party", "person", "organization", "title"):
        several = found.fields.get(name, ())
        if len(several) == 1 and (key := _key_of(header[several[0]], by_name, used)) is not None:
            found.keys[name] = key
            used.add(key)
    _free(header, used, found)
    return found


def _told(
    header: Sequence[str], by_name: dict[str, list[int]], name: str, wanted: Heading, found: Columns
) -> int | None:
    """The column that the user names."""
    if isinstance(wanted, int):
        if wanted > len(header):
            found.faults.append((None, f"columns[{name!r}]: no column {wanted}: there are {len(header)}"))
            return None
        return wanted - 1
    bare = " ".join(wanted.split())
    exact = [index for index, text in enumerate(header) if " ".join(text.split()) == bare]
    indexes = exact or (by_name.get(plain(wanted), []) if plain(wanted) else [])
    if len(indexes) == 1:
        return indexes[0]
    if indexes:
        numbers = " and ".join(str(index + 1) for index in indexes[:4])
        message = (
            f"the heading {bare!r:.60} stands there {len(indexes)} times: name the column by its number, {numbers}"
        )
    else:
        near = did_you_mean(bare, header)
        message = f"no column {bare!r:.60} for the {name}{near or f': the headings are {_headings(header)}'}"
    found.faults.append((None, f"columns[{name!r}]: {message}"))
    return None


def _by_name(
    header: Sequence[str],
    by_name: dict[str, list[int]],
    name: str,
    tiers: tuple[tuple[str, ...], ...],
    used: set[int],
    found: Columns,
) -> int | None:
    """The column whose heading is a word for this."""
    for tier in tiers:
        indexes = [index for word in tier for index in by_name.get(word, ()) if index not in used]
        if not indexes:
            continue
        same = len({plain(header[index]) for index in indexes}) < len(indexes)
        if len(indexes) > 1 and (same or name in _ONE_ONLY):
            listed = " and ".join(f"{header[index].strip()!r:.40} (column {index + 1})" for index in indexes[:4])
            found.faults.append(
                (
                    indexes[1],
                    f"{listed} may each be the {name}: say which, columns={{{name!r}: …}}, by heading or number",
                )
            )
        return indexes[0]
    return None


def _one_holder(header: Sequence[str], settings: Settings, found: Columns) -> None:
    """Either a party or a person holds the position; whoever the user names does."""
    if not ("party" in found.fields and "person" in found.fields):
        return
    if "person" in settings.columns and "party" not in settings.columns:
        del found.fields["party"]
    elif "party" in settings.columns and "person" not in settings.columns:
        del found.fields["person"]
    else:
        party, person = (header[found.fields[name][0]].strip() for name in ("party", "person"))
        found.faults.append(
            (
                found.fields["person"][0],
                f"{party!r:.40} and {person!r:.40} may each be who holds the position: say "
                f'columns={{"person": {person!r:.40}, "organization": {party!r:.40}}}, or columns={{"party": …}}',
            )
        )


def _key_of(heading: str, by_name: dict[str, list[int]], used: set[int]) -> int | None:
    """The column with the key of what a column names: `author/id` beside `author/name`, `document_id` of a title."""
    stem = plain(heading)
    stem = stem.removesuffix("name").removesuffix("title") or stem
    indexes = by_name.get(f"{stem}id", [])
    return indexes[0] if len(indexes) == 1 and indexes[0] not in used else None


def _free(header: Sequence[str], used: set[int], found: Columns) -> None:
    """The columns that mean nothing to us."""
    taken: set[str] = set()
    counts: dict[str, int] = {}
    keyed = set(found.keys.values())
    for index, text in enumerate(header):
        bare = " ".join(text.split())
        if index in used or index in keyed:
            continue
        if plain(text) == _JSON:
            found.whole = index
            continue
        json = bare[:5] == "data." and bool(bare[5:])
        key = bare[5:] if json else bare or f"column {index + 1}"
        made = key
        while made in taken:
            counts[key] = counts.get(key, 1) + 1
            made = f"{key} ({counts[key]})"
        taken.add(made)
        found.data.append((index, made, json))


def needed(columns: Columns, settings: Settings, header: Sequence[str]) -> list[str]:
    """What every row needs and no column holds, each as a sentence."""
    # A column that the user names, and that is not there, is told already.
    told = columns.fields.keys() | settings.default.keys() | {name for name, one in settings.columns.items() if one}
    missing = []
    if not told & {"party", "party_id", "person", "organization", "imputed_to", "imputed_to_id"}:
        missing.append(("party", "'party', 'person', 'actor', 'speaker' or 'organization'"))
    if not told & {"claim", "claim_id"}:
        missing.append(("claim", "'claim', 'concept', 'category', 'topic' or 'target'"))
    return [
        f"no column for the {name}: expected {expected}; the headings are {_headings(header)}: say which it is, "
        f'columns={{"{name}": "…"}}, or give what holds for all rows, default={{"{name}": "…"}}'
        for name, expected in missing
    ]


def _headings(header: Sequence[str]) -> str:
    shown = [f"{text.strip()!r:.40}" for text in header if text.strip()]
    return ", ".join(shown[:20]) + (f", … ({len(shown)} in all)" if len(shown) > 20 else "")
