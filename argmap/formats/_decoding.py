"""Bytes to text: UTF-8, and nothing else."""

from __future__ import annotations

from argmap.errors import ParseError


def decoded(data: bytes, source: str) -> str:
    """UTF-8 text, a byte order mark left out; a clear error with line and column for anything else."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ParseError("UTF-16, expected UTF-8: save it as UTF-8", source=source, line=1, column=1)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        before = data[:start]
        raise ParseError(
            f"not UTF-8 (byte 0x{data[start]:02X}): save it as UTF-8",
            source=source,
            line=before.count(b"\n") + 1,
            column=len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1,
        ) from None
