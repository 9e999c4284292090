"""Checks of a map: quotes against texts, and what looks undone or odd."""
