"""From a document to a map: statements become claims, structures and lines arguments, sections issues."""
