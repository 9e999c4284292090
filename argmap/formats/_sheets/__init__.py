"""The tables of a map, whatever file holds them: which columns there are, how cells are read and written."""
