"""Every exception and warning that argmap raises on purpose.

```
ArgmapError                     except am.ArgmapError catches all of ours
  MapError(ValueError)          the change would make the map inconsistent; .problems lists every reason
    DuplicateIdError            the id is taken
  UnknownIdError(KeyError)      no such record here; suggests the nearest
  AmbiguousNameError(ValueError)  a name or alias that several parties bear
  ValueRefused(ValueError)      a value that a record cannot hold (a forbidden character, an unknown stance, …)
    DateError                   not a date that exists
  QuoteError(ValueError)        the words are not in the text, or stand there more than once
  FormatError(ValueError)
    UnknownFormatError          no format of that name or suffix
    ParseError                  .source .line .column .message
    ReadError                   several ParseErrors at once: .errors
    LossyWriteError             write(…, on_loss="raise"): .losses
  MissingDependencyError(ImportError)  names the install
LossyWriteWarning(UserWarning)  write(…, on_loss="warn")
ReadWarning(UserWarning)        read(…) left something out: the map's .report
```
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


class ArgmapError(Exception):
    """Root of every error that argmap raises on purpose.

    Examples
    --------
    >>> try:
    ...     am.ArgumentMap("Pier").claims["pier"]
    ... except am.ArgmapError as error:
    ...     print(error)
    no claim 'pier'
    """


@dataclass(frozen=True)
class Problem:
    """One reason why a change to a map is refused.

    Parameters
    ----------
    record : object
        The record at fault.
    field : str
        Its field at fault.
    message : str
        What is wrong, in a sentence.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> try:
    ...     m.add_position("eff", "pier", "asserts")
    ... except am.UnknownIdError as error:
    ...     print(error)
    no party 'eff'
    """

    record: object
    field: str
    message: str


class MapError(ArgmapError, ValueError):
    """The change would make the map inconsistent; nothing was changed.

    `problems` lists every reason, each with the record and its field.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> pier = m.add_claim("Build the pier.", id="pier")
    >>> try:
    ...     m.extend([am.Argument("a1", ["view"], "pier"), am.Argument("a2", ["trade"], "pier")])
    ... except am.MapError as error:
    ...     print(error)
    2 problems:
      argument 'a1': premises: no claim or argument 'view'
      argument 'a2': premises: no claim or argument 'trade'
    """

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


class DuplicateIdError(MapError):
    """The id is taken by another record of the same space.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> pier = m.add_claim("Build the pier.", id="pier")
    >>> try:
    ...     m.add_claim("Do build it.", id="pier")
    ... except am.DuplicateIdError as error:
    ...     print(error)
    claim 'pier': id: already the id of a claim
    """


class UnknownIdError(ArgmapError, KeyError):
    """No such record here; the message suggests the nearest one.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> pier = m.add_claim("Build the pier.", id="pier")
    >>> try:
    ...     m.stances("peir")
    ... except am.UnknownIdError as error:
    ...     print(error)
    no claim or argument 'peir': did you mean 'pier'?
    """

    def __str__(self) -> str:
        # KeyError shows the repr of its argument; ours is a sentence.
        return str(self.args[0]) if self.args else ""


class AmbiguousNameError(ArgmapError, ValueError):
    """A name that several records bear.

    Examples
    --------
    >>> m = am.ArgumentMap()
    >>> for id in ("ac-1", "ac-2"):
    ...     _ = m.add_party("Anonymous Coward", id=id)
    >>> try:
    ...     m.party("Anonymous Coward")
    ... except am.AmbiguousNameError as error:
    ...     print(error)
    'Anonymous Coward' may be 'ac-1' or 'ac-2': use the id
    """


class ValueRefused(ArgmapError, ValueError):
    """A value that a record cannot hold.

    Examples
    --------
    >>> try:
    ...     am.Claim("two words")
    ... except am.ValueRefused as error:
    ...     print(error)
    id 'two words': white space may not stand in an id
    """


class DateError(ValueRefused):
    """Not a date that exists, or not written in a way that argmap reads.

    Examples
    --------
    >>> try:
    ...     am.Date("2018-02-29")
    ... except am.DateError as error:
    ...     print(error)
    '2018-02-29' is no date: 2018-02 has the days 01 to 28
    """


class QuoteError(ArgmapError, ValueError):
    """The words are not in the text, or stand there more than once.

    Examples
    --------
    >>> try:
    ...     am.Quote.find("a grand pier", "They want a grand peer.")
    ... except am.QuoteError as error:
    ...     print(error)
    'a grand pier' is not in the text; nearest (92%), at 10: 'a grand peer'
    """


class FormatError(ArgmapError, ValueError):
    """A file cannot be read or written as asked.

    Examples
    --------
    >>> issubclass(am.ParseError, am.FormatError)
    True
    """


class UnknownFormatError(FormatError):
    """No format of that name or suffix.

    Examples
    --------
    >>> try:
    ...     am.parse("", format="natve")
    ... except am.UnknownFormatError as error:
    ...     print(str(error)[:45])
    no format 'natve': did you mean 'native'? The
    """


class ParseError(FormatError):
    """One fault in one place of one file.

    Attributes
    ----------
    source : str
        File (and sheet) as it was named.
    line, column : int or str or None
        Counted from 1; a spreadsheet's column is its letter.
    message : str
        What was found and what was expected.
    excerpt : str
        The line itself, with a caret under the place; empty where there is none to show.
    fix : str
        How to put it right, where that is known.

    Examples
    --------
    >>> try:
    ...     am.parse('{"argmap": 1,}', format="native", source="pier.argmap.json")
    ... except am.ParseError as error:
    ...     print(error.source, error.line, error.column)
    pier.argmap.json 1 14
    """

    def __init__(
        self,
        message: str,
        *,
        source: str = "",
        line: int | None = None,
        column: int | str | None = None,
        excerpt: str = "",
        fix: str = "",
    ) -> None:
        self.source, self.line, self.column, self.message = source, line, column, message
        self.excerpt, self.fix = excerpt, fix
        place = ":".join(str(part) for part in (source, line, column) if part not in (None, ""))
        told = f"{place}: {message}" if place else message
        shown = "\n".join(f"    {line}" for line in excerpt.split("\n")) if excerpt else ""
        super().__init__("\n".join(part for part in (told, shown, f"  {fix}" if fix else "") if part))

    def __reduce__(self) -> tuple[Any, ...]:
        parts = (self.message, self.source, self.line, self.column, self.excerpt, self.fix)
        return _parse_error, (type(self), *parts)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.__reduce__() == self.__reduce__()

    def __hash__(self) -> int:
        return hash((self.message, self.source, self.line, self.column))


class ReadError(FormatError):
    """Several faults in what was read; nothing of it is kept.

    Attributes
    ----------
    errors : tuple of ParseError
        Every fault, in the order of the file.

    Examples
    --------
    >>> one = am.ParseError("unknown stance", source="positions.csv", line=2)
    >>> two = am.ParseError("no party", source="positions.csv", line=9)
    >>> print(am.ReadError([one, two]))
    2 faults, nothing was read:
      positions.csv:2: unknown stance
      positions.csv:9: no party
    """

    def __init__(self, errors: Iterable[ParseError]) -> None:
        self.errors = tuple(errors)
        count = "1 fault" if len(self.errors) == 1 else f"{len(self.errors)} faults"
        super().__init__("\n  ".join([f"{count}, nothing was read:", *(str(error) for error in self.errors)]))


class LossyWriteError(FormatError):
    """The format cannot carry all of this map; nothing was written.

    Attributes
    ----------
    losses : tuple of str
        The records and fields that would be lost.

    Examples
    --------
    >>> print(am.LossyWriteError("turtle", ["claim 'pier': tags"]))
    turtle cannot carry 1 thing of this map:
      claim 'pier': tags
    """

    def __init__(self, format: str, losses: Sequence[str]) -> None:
        self.losses = tuple(losses)
        super().__init__(loss_message(format, self.losses))


class LossyWriteWarning(UserWarning):
    """The format could not carry all of this map; the text lists what was left out.

    Examples
    --------
    >>> issubclass(am.LossyWriteWarning, UserWarning)
    True
    """


class ReadWarning(UserWarning):
    """A reader could not take everything; the rest was read, and the map's `report` lists what was not.

    Attributes
    ----------
    faults : tuple of ParseError
        All of them; the text tells the first, and how many more there are.

    Examples
    --------
    >>> import warnings
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore")
    ...     m = am.parse("[pier]: Build it.\\n+ [trade]: Trade will grow.", format="argdown")
    >>> for fault in m.report:
    ...     print(fault.line, fault.column, fault.message)
    2 1 a relation must be indented
    """

    def __init__(self, faults: Sequence[ParseError]) -> None:
        self.faults = tuple(faults)
        more = f"\n… and {len(self.faults) - 1} more in the map's report" if len(self.faults) > 1 else ""
        super().__init__(f"{self.faults[0]}{more}")


class MissingDependencyError(ArgmapError, ImportError):
    """An optional package is not installed; the message names the command.

    Examples
    --------
    >>> print(am.MissingDependencyError("pygraphviz", extra="graphviz", purpose="layouts by Graphviz"))
    layouts by Graphviz need the package pygraphviz: pip install "argmap[graphviz]"
    """

    def __init__(self, package: str, *, extra: str, purpose: str) -> None:
        super().__init__(f'{purpose} need the package {package}: pip install "argmap[{extra}]"')


def _parse_error(kind: type[ParseError], message: str, source: str, line: Any, column: Any, *more: str) -> ParseError:
    """A ParseError again, after it was pickled."""
    excerpt, fix = more
    return kind(message, source=source, line=line, column=column, excerpt=excerpt, fix=fix)


def loss_message(format: str, losses: Sequence[str], most: int = 20) -> str:
    """What a writer left out, as a text of at most `most` lines."""
    count = "1 thing" if len(losses) == 1 else f"{len(losses)} things"
    shown = list(losses[:most])
    if len(losses) > most:
        shown.append(f"… and {len(losses) - most} more")
    return "\n  ".join([f"{format} cannot carry {count} of this map:", *shown])
