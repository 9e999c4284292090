"""The parts of a workbook file: a ZIP of XML, opened with suspicion.

Nothing is unpacked before its size is known, no document type is read (so no entity is ever expanded), macros are
refused, and what links elsewhere is never followed.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.parsers import expat

from argmap.errors import ParseError

_MOST = 1 << 29  # bytes, unpacked, of all parts together
_MOST_PARTS = 10_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML = (".xml", ".rels", ".vml")

# What zipfile and expat raise on broken input.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    expat.ExpatError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    LookupError,
    ValueError,
    OverflowError,
)


class Package:
    """The parts of a workbook file.

    Parameters
    ----------
    data : bytes
        The file.
    source : str
        Its name, for messages.
    """

    def __init__(self, data: bytes, source: str) -> None:
        self.source = source
        if data.startswith(_OLE):
            raise self.refused("an old Excel file (.xls), or one with a password: save it as .xlsx without a password")
        if not data.startswith(b"PK"):
            raise self.refused("no workbook: expected an .xlsx file")
        with self._guarded("the file"):
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._check()

    def refused(self, message: str) -> ParseError:
        """An error of the file as a whole."""
        return ParseError(message, source=self.source)

    def __contains__(self, part: str) -> bool:
        return part in self._names

    def parse(self, part: str, handler: Handler) -> None:
        """Feed the elements of a part to a handler, those of other namespaces left out."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = 1 << 16
        parser.StartDoctypeDeclHandler = self._no_doctype

        def root(tag: str, attributes: dict[str, str]) -> None:
            """The root tells which prefix the elements have; as a rule they have none, and go on as they are."""
            before, colon, name = tag.rpartition(":")
            prefix = before + colon
            if prefix:
                parser.StartElementHandler = lambda tag, attributes: (
                    handler.start(tag[len(prefix) :], attributes) if tag.startswith(prefix) else None
                )
                parser.EndElementHandler = lambda tag: (
                    handler.end(tag[len(prefix) :]) if tag.startswith(prefix) else None
                )
            else:
                parser.StartElementHandler, parser.EndElementHandler = handler.start, handler.end
            parser.CharacterDataHandler = handler.text
            handler.start(name, attributes)

        parser.StartElementHandler = root
        with self._guarded(part), self._zip.open(part) as stream:
            parser.ParseFile(stream)

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: id -> (kind, part); what stands outside of the file is left out."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        found = _Relations(folder)
        if relations in self:
            self.parse(relations, found)
        return found.targets

    def _check(self) -> None:
        """Refuse what is no plain workbook, before anything of it is read."""
        infos = self._zip.infolist()
        self._names = {info.filename for info in infos}
        lower = {name.lower() for name in self._names}
        if len(infos) > _MOST_PARTS:
            raise self.refused(f"{len(infos):,} parts in one file; argmap reads at most {_MOST_PARTS:,}")
        if len(self._names) < len(infos):
            raise self.refused("two parts of the file have the same name")
        if any(info.flag_bits & 1 for info in infos):
            raise self.refused("a file with a password: save it without")
        if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
            raise self.refused("a broken workbook: packed in a way that spreadsheets do not use")
        if (size := sum(info.file_size for info in infos)) > _MOST:
            raise self.refused(f"{size:,} bytes when it is unpacked; argmap reads at most {_MOST:,}")
        if "mimetype" in lower and b"opendocument" in self._zip.read("mimetype"):
            raise self.refused("an OpenDocument file: save it as .xlsx")
        if any("vbaproject" in name or "macrosheet" in name for name in lower):
            raise self.refused("a workbook with macros: save it as .xlsx, without them")
        if any(name.endswith("workbook.bin") for name in lower):
            raise self.refused("a binary workbook (.xlsb): save it as .xlsx")
        if "[Content_Types].xml" not in self._names:
            raise self.refused("no workbook: expected an .xlsx file")
        if b"macroenabled" in self._zip.read("[Content_Types].xml").lower():
            raise self.refused("a workbook with macros: save it as .xlsx, without them")
        for info in infos:
            if info.filename.lower().endswith(_XML) and _declares(self._zip, info):
                raise self._no_doctype()

    def _no_doctype(self, *_: Any) -> ParseError:
        raise self.refused("a document type within the workbook: argmap reads none, for it may hide anything")

    @contextmanager
    def _guarded(self, part: str) -> Iterator[None]:
        """Turn what zipfile and expat raise into an error of ours."""
        try:
            yield
        except ParseError:
            raise
        except _BROKEN as error:
            raise self.refused(f"a broken workbook: {part}: {error}") from None


def _declares(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    """Whether a part has a document type; those that are read are watched once more, in whatever encoding."""
    with archive.open(info) as stream:
        return _DOCTYPE.search(stream.read(1 << 16)) is not None


class Handler:
    """Takes the elements of a part, one after the other."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def text(self, characters: str) -> None:
        """Characters within an element."""


class _Relations(Handler):
    """What a part refers to."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.targets: dict[str, tuple[str, str]] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", self.folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.targets[attributes.get("Id", "")] = (kind, target.lstrip("/"))
