"""Pictures: a scene (what to draw), a layout (where), and one renderer a file.

`scene` knows the map and no sizes, `layout` knows sizes and no map, `figure` puts both on matplotlib axes. A picture
file is a format like any other (`png`, `svg`, `pdf`), found by its `SUFFIXES`; it can be written and not read.
"""
