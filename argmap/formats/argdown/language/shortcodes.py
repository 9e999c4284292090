"""Signs that are written `.name.` or `:name:`. Names and signs are those of the language's reference."""

from __future__ import annotations

import re

SHORTCODE = re.compile(r"\.[^\s\x00]+?\.[ \t]?|:[^\s\x00]+?:[ \t]?")

_BOTH = {
    "A": "∀", "E": "∃", "O": "𝗢", "P": "𝗣", "->": "→", "<->": "↔", "~": "¬", "^": "∧", "v": "∨", "v_": "⊻",
    "<>": "◇", "[]": "◻", "happy": "😀", "smiley": "☺", "laugh": "😆", "lol": "😆", "rofl": "🤣", "joy": "😂",
    "heart": "❤", "?": "❓", "question": "❓", "love": "😍", "wink": "😉", "shush": "🤫", "meh": "😐",
    "eye-roll": "🙄", "sad": "😢", "disappointed": "😞", "scream": "😱", "+1": "👍", "up": "👍", "-1": "👎",
    "down": "👎", "think": "🤔", "star": "⭐", "y": "✔", "agree": "✔", "n": "❌", "disagree": "❌",
}  # fmt: skip

SHORTCODES = {f"{mark}{name}{mark}": sign for name, sign in _BOTH.items() for mark in ".:"}
SHORTCODES |= {":smile:": "\u263a\ufe0f", ".smile.": "\u263a"}
