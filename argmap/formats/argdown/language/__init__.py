"""The language as its own tools read it: from the characters of a text to a document."""
