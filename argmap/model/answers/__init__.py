"""The first answers: who holds what, for and against what, decided how. Each states its counting rule."""
