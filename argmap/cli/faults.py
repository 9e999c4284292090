"""What is said on standard error, one line a fault."""

from __future__ import annotations

import sys

import argmap as am


def refused(error: am.ArgmapError | OSError) -> int:
    """Say on standard error what was wrong, one line a fault."""
    if isinstance(error, am.ReadError):
        for fault in error.errors:
            print(fault, file=sys.stderr)
    elif isinstance(error, am.ArgmapError):
        print(f"argmap: {error}", file=sys.stderr)
    else:
        place = f"{error.filename}: " if error.filename is not None else ""
        print(f"argmap: {place}{error.strerror or error}", file=sys.stderr)
    return 2
