"""Names that every doctest finds (`am`, and `tmp`, an empty folder of its own), and figures that none leaves open."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import argmap


@pytest.fixture(autouse=True)
def _names(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.node.__class__.__name__ != "DoctestItem":
        yield
        return
    namespace: dict[str, Any] = request.getfixturevalue("doctest_namespace")
    with tempfile.TemporaryDirectory() as folder:
        namespace["am"], namespace["tmp"] = argmap, Path(folder)
        yield
    # A doctest that draws nothing does not pay for matplotlib.
    if (pyplot := sys.modules.get("matplotlib.pyplot")) is not None:
        pyplot.close("all")
