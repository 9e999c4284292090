"""Who differs from whom, who changed, who was first, what is left open."""
