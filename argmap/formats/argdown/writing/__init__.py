"""From a map to a text that reads back to it."""
