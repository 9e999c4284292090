"""One layout of a text, with every word and comment where it was."""
