"""The command line: thin verbs over the library."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Sequence
from typing import Any

import argmap as am
from argmap.cli.faults import refused
from argmap.cli.parsing import parser

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    verbs = parser()
    options = verbs.parse_args(argv)
    if not hasattr(options, "run"):
        verbs.print_help()
        return 2
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _warned
            warnings.simplefilter("always", am.LossyWriteWarning)
            warnings.simplefilter("always", am.ReadWarning)
            code: int = options.run(options)
    except am.ArgmapError as error:
        return refused(error)
    except BrokenPipeError:
        # The reader of our output (head, less) has had enough.
        sys.stderr.close()
        return 0
    except OSError as error:
        return refused(error)
    return code


def _warned(message: Warning | str, *_: Any, **__: Any) -> None:
    if isinstance(message, am.ReadWarning):
        for fault in message.faults:
            print(fault, file=sys.stderr)
    else:
        print(f"argmap: {message}", file=sys.stderr)
