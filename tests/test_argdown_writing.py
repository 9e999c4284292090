"""Argdown that is written reads back to the same map, and is written the same again: probes and files in the wild."""

from __future__ import annotations

import pytest

import argmap as am
from tests.test_argdown_reference import CORPUS, files, probes

TEXTS = [("probe", name) for name in probes()] + [("file", name) for name in files()]


@pytest.mark.skipif(not TEXTS, reason="no recordings of the reference parser beside this project")
@pytest.mark.filterwarnings("ignore::argmap.errors.ReadWarning")
@pytest.mark.parametrize(("kind", "name"), TEXTS)
def test_written_and_read_again(kind: str, name: str) -> None:
    text = probes()[name]["input"] if kind == "probe" else (CORPUS / name).read_bytes().decode("utf-8-sig")
    m = am.parse(text, format="argdown")
    written = am.render(m, format="argdown", on_loss="raise")
    again = am.parse(written, format="argdown", strict=True)
    assert again == m
    assert am.render(again, format="argdown") == written


def test_a_debate_is_written_as_people_write_it() -> None:
    text = """\
===
title: The pier
argmap:
  parties:
    - {id: ada, name: Ada}
  positions:
    - {id: p1, party: ada, stance: denies, target: pier}
===

# Money

[pier]: Build the pier. #now
  + Trade will grow.
    - The season is short.
  - <View>
  >< [~pier]: The shore stays as it is. {argmap: {negates: pier}}

<View>: It blocks the view.

(1) The pier is high.
(2) High things block views.
-- Modus ponens --
(3) It blocks the view.
(4) Views matter. {argmap: {supposed: true}}
----
(5) [~pier]
"""
    m = am.parse(text, format="argdown", strict=True)
    assert m["View"].part_of is None
    assert m["View-1"].part_of == "View"
    assert str(m["View"].target) == "~pier"
    # What supports not-pier is shown below not-pier; the line below the pier that sketched it goes without saying.
    assert am.render(m, format="argdown") == text.replace("  - <View>\n", "").replace(
        "{argmap: {negates: pier}}\n", "{argmap: {negates: pier}}\n    + <View>\n"
    )
