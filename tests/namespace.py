"""Names that every doctest finds, and a figure that none leaves open."""

from __future__ import annotations

from typing import Any

import pytest

import argmap


@pytest.fixture(autouse=True)
def _names(request: pytest.FixtureRequest) -> None:
    if request.node.__class__.__name__ == "DoctestItem":
        namespace: dict[str, Any] = request.getfixturevalue("doctest_namespace")
        namespace["am"] = argmap
