"""Matrices and networks of parties and claims: how statements are counted, weighed, tied, and moved through time."""
