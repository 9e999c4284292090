"""The namespaces that argmap writes, and which constant of the model is which concept.

Terms of others come first: AIF for claims and arguments, FOAF and ORG for parties, Web Annotation for quotes, PROV-O
for provenance, BIBO and Dublin Core for documents, IBIS for issues, SKOS for tags, schemes and stances. Own terms stand
in `argmap.ttl` beside this file, each with a label and a comment.
"""

from __future__ import annotations

from argmap.model.records import MODES, RELATION_KINDS, STANCES
from argmap.model.values import BASES, ROLES

BASE = "https://example.org/map/"


class Namespace:
    """A namespace whose attributes and items are its terms, as full IRIs.

    >>> Namespace("http://xmlns.com/foaf/0.1/").name
    'http://xmlns.com/foaf/0.1/name'
    """

    def __init__(self, iri: str) -> None:
        self.iri = iri

    def __getattr__(self, term: str) -> str:
        # Kept as an attribute, so that this runs once a term.
        made = self.__dict__[term] = self.iri + term
        return made

    def __getitem__(self, term: str) -> str:
        return self.iri + term


AIF = Namespace("http://www.arg.dundee.ac.uk/aif#")
AM = Namespace("https://w3id.org/argmap#")
BIBO = Namespace("http://purl.org/ontology/bibo/")
DC = Namespace("http://purl.org/dc/elements/1.1/")
DCTERMS = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
IBIS = Namespace("https://vocab.methodandstructure.com/ibis#")
OA = Namespace("http://www.w3.org/ns/oa#")
ORG = Namespace("http://www.w3.org/ns/org#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
PROV = Namespace("http://www.w3.org/ns/prov#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

# The datatype that the Library of Congress gives to EDTF in its own data (BIBFRAME).
EDTF = "http://id.loc.gov/datatypes/edtf"

VOCABULARIES: dict[str, str] = {
    "aif": AIF.iri,
    "am": AM.iri,
    "bibo": BIBO.iri,
    "dc": DC.iri,
    "dcterms": DCTERMS.iri,
    "foaf": FOAF.iri,
    "ibis": IBIS.iri,
    "oa": OA.iri,
    "org": ORG.iri,
    "owl": OWL.iri,
    "prov": PROV.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "skos": SKOS.iri,
    "xsd": XSD.iri,
}

# Records have a path segment of their own below the base, and so have the nodes that belong to a record.
RECORD_SEGMENTS: dict[str, str] = {
    "issues": "issue",
    "cases": "case",
    "parties": "party",
    "memberships": "membership",
    "sources": "source",
    "claims": "claim",
    "arguments": "argument",
    "relations": "relation",
    "positions": "position",
    "outcomes": "outcome",
}
PART_SEGMENTS = (
    "effect",
    "evidence",
    "hop",
    "negation",
    "predecessor",
    "quote",
    "role",
    "scheme",
    "span",
    "tag",
    "use",
)


def prefixes(base: str = BASE) -> dict[str, str]:
    """Every prefix that a map with this base is written with, and its namespace.

    >>> prefixes("https://example.org/pier/")["claim"]
    'https://example.org/pier/claim/'
    """
    own = {segment: f"{base}{segment}/" for segment in (*RECORD_SEGMENTS.values(), *PART_SEGMENTS)}
    return dict(sorted({**VOCABULARIES, **own}.items()))


def _concepts(names: tuple[str, ...]) -> dict[str, str]:
    return {name: AM[name.title().replace("_", "")] for name in names}


STANCE_CONCEPTS = _concepts(STANCES)
MODE_CONCEPTS = _concepts(MODES)
BASIS_CONCEPTS = _concepts(BASES)
ROLE_CONCEPTS = _concepts(tuple(role for role in ROLES if role != "ordinary"))
RELATION_CONCEPTS = _concepts(RELATION_KINDS)

# A kind that is not here is kept as a word and says nothing about the class: a medium may be a person.
PARTY_CLASSES = {"person": FOAF.Person, "organization": FOAF.Organization, "group": FOAF.Group}
