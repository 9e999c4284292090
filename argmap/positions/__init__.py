"""Who holds what: the questions that a map of positions answers, its tables and its networks.

Each question is a function of a map and of the filters in `selecting.Filters`, and returns a table that says how it
counted.
"""
