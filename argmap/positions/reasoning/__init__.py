"""Why parties differ: their arguments side by side, what carries a claim, what follows, what divides at bottom."""
