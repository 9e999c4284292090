"""Bytes to text, and traces of bytes that were read in the wrong encoding before.

The encoding is what the byte order mark says, else UTF-8, else Windows-1252, which is said in the report. Mojibake
(UTF-8 once read as Windows-1252: `Ã¼` for `ü`) is reported; it is repaired only where that is asked for, and there only
what gives one character back for certain.
"""

from __future__ import annotations

import codecs
import re

from argmap.errors import ParseError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# The characters that Windows-1252 makes of the bytes 0x80 to 0xBF, of which all but the first byte of a character are.
_HIGH = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0))
_TAIL = f"[{re.escape(_HIGH)}]"
SUSPECT = re.compile(f"[ÂÃ]{_TAIL}|â€|ï»¿|\N{REPLACEMENT CHARACTER}")
_RUN = re.compile(f"(?:[\u00c2-\u00df]{_TAIL}|[\u00e0-\u00ef]{_TAIL}{{2}}|[\u00f0-\u00f4]{_TAIL}{{3}})+")
_BYTES = {char: 0x80 + at for at, char in enumerate(_HIGH)}


def text_of(data: bytes, source: str, encoding: str | None) -> tuple[str, str | None]:
    """The text, and a note where its encoding was not certain.

    Raises
    ------
    ParseError
        When it is no text in the encoding, or in none of those that are tried.
    """
    if encoding is None:
        encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if encoding is not None:
        return _decoded(data, encoding, source).removeprefix("\ufeff"), None
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        start = error.start
    if 0 in data[:4096]:
        raise ParseError("no text: a binary file, or UTF-16 without a mark (encoding='utf-16-le')", source=source)
    line = data.count(b"\n", 0, start) + 1
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        at = data.count(b"\n", 0, error.start) + 1
        raise ParseError(
            f"neither UTF-8 (line {line}) nor Windows-1252 (byte 0x{data[error.start]:02X}): name its encoding, "
            "encoding='…'",
            source=source,
            line=at,
        ) from None
    return (
        text,
        f"not UTF-8 (byte 0x{data[start]:02X} in line {line}): read as Windows-1252; encoding='…' names another",
    )


def repaired(text: str) -> str:
    """The text with mojibake undone where that gives whole characters."""
    return _RUN.sub(_undone, text)


def _undone(match: re.Match[str]) -> str:
    try:
        return bytes(_BYTES.get(char, ord(char)) for char in match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _decoded(data: bytes, encoding: str, source: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeError as error:
        reason = getattr(error, "reason", str(error))
        start = getattr(error, "start", 0)
        line = data.count(b"\n", 0, start) + 1
        raise ParseError(f"not {encoding.upper()} ({reason})", source=source, line=line) from None
    if not isinstance(text, str):
        raise ParseError(f"{encoding} is no encoding of texts", source=source)
    return text
