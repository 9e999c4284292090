"""Maps as RDF: the vocabulary, the IRIs, and the statements that a map makes.

Only `graph` imports a third-party package (rdflib), and only when it is called: the rest is plain tuples, so that a
writer need not build a graph first.
"""
