"""Tables as people hand them in: Markdown, LaTeX, HTML, CSV, a workbook and JSON, each with its rule under it."""
