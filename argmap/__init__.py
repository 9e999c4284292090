"""Argument maps as a knowledge graph: claims, the arguments between them, and which party holds which position.

>>> import argmap as am
>>> m = am.ArgumentMap("The pier")
>>> pier = m.add_claim("The pier should be built.", id="pier")
>>> _ = m.add_position(m.add_party("Ada"), pier, "denies", date="2018-03")
>>> print(m.stances("pier")[0].party)
ada
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from argmap.checks.linting import lint as lint
    from argmap.checks.quotes import verify as verify
    from argmap.convert import from_networkx as from_networkx
    from argmap.convert import to_networkx as to_networkx
    from argmap.convert import to_pandas as to_pandas
    from argmap.dates import Date as Date
    from argmap.draw.figure import plot as plot
    from argmap.errors import AmbiguousNameError as AmbiguousNameError
    from argmap.errors import ArgmapError as ArgmapError
    from argmap.errors import DateError as DateError
    from argmap.errors import DuplicateIdError as DuplicateIdError
    from argmap.errors import FormatError as FormatError
    from argmap.errors import LossyWriteError as LossyWriteError
    from argmap.errors import LossyWriteWarning as LossyWriteWarning
    from argmap.errors import MapError as MapError
    from argmap.errors import MissingDependencyError as MissingDependencyError
    from argmap.errors import ParseError as ParseError
    from argmap.errors import Problem as Problem
    from argmap.errors import QuoteError as QuoteError
    from argmap.errors import ReadError as ReadError
    from argmap.errors import ReadWarning as ReadWarning
    from argmap.errors import UnknownFormatError as UnknownFormatError
    from argmap.errors import UnknownIdError as UnknownIdError
    from argmap.errors import ValueRefused as ValueRefused
    from argmap.files import new_tables as new_tables
    from argmap.files import parse as parse
    from argmap.files import read as read
    from argmap.files import read_texts as read_texts
    from argmap.files import render as render
    from argmap.files import write as write
    from argmap.formats import format_for as format_for
    from argmap.formats import format_names as format_names
    from argmap.formats import get_format as get_format
    from argmap.formats.argdown.formatting.formatter import format_argdown as format_argdown
    from argmap.model.argument_map import ArgumentMap as ArgumentMap
    from argmap.model.records import Argument as Argument
    from argmap.model.records import Case as Case
    from argmap.model.records import Claim as Claim
    from argmap.model.records import Issue as Issue
    from argmap.model.records import Membership as Membership
    from argmap.model.records import Outcome as Outcome
    from argmap.model.records import Party as Party
    from argmap.model.records import Position as Position
    from argmap.model.records import Relation as Relation
    from argmap.model.records import Source as Source
    from argmap.model.values import Effect as Effect
    from argmap.model.values import Evidence as Evidence
    from argmap.model.values import Hop as Hop
    from argmap.model.values import Literal as Literal
    from argmap.model.values import Predecessor as Predecessor
    from argmap.model.values import Quote as Quote
    from argmap.model.values import Role as Role
    from argmap.notebook import load_ipython_extension as load_ipython_extension
    from argmap.positions.coders.comparing import Agreement as Agreement
    from argmap.positions.coders.comparing import agreement as agreement
    from argmap.positions.networks.building import conflict as conflict
    from argmap.positions.networks.building import congruence as congruence
    from argmap.positions.networks.building import subtract as subtract
    from argmap.positions.networks.building import two_mode as two_mode
    from argmap.positions.networks.clustering import coalitions as coalitions
    from argmap.positions.networks.matrices import Matrix as Matrix
    from argmap.positions.networks.matrices import matrix as matrix
    from argmap.positions.networks.moving import Window as Window
    from argmap.positions.networks.moving import Windows as Windows
    from argmap.positions.networks.moving import windows as windows
    from argmap.positions.networks.ties import Edge as Edge
    from argmap.positions.networks.ties import Network as Network
    from argmap.positions.questions.answering import unanswered as unanswered
    from argmap.positions.questions.changing import changes as changes
    from argmap.positions.questions.changing import self_contradictions as self_contradictions
    from argmap.positions.questions.clashing import clashes as clashes
    from argmap.positions.questions.disputing import agreements as agreements
    from argmap.positions.questions.disputing import common_ground as common_ground
    from argmap.positions.questions.disputing import disputes as disputes
    from argmap.positions.questions.firsts import first_said as first_said
    from argmap.positions.questions.open_questions import reserved as reserved
    from argmap.positions.questions.open_questions import unasserted as unasserted
    from argmap.positions.questions.open_questions import uncontested as uncontested
    from argmap.positions.questions.telling import imputed as imputed
    from argmap.positions.questions.telling import via as via
    from argmap.positions.questions.timelines import timeline as timeline
    from argmap.positions.reasoning.arguing import reasons as reasons
    from argmap.positions.reasoning.dividing import cruxes as cruxes
    from argmap.positions.reasoning.entailing import implied as implied
    from argmap.positions.reasoning.falling import linchpins as linchpins
    from argmap.positions.reasoning.falling import without as without
    from argmap.positions.reports.separate_statements import separate_statement as separate_statement
    from argmap.positions.reports.statement_tables import coded_statements as coded_statements
    from argmap.rdf.graph import to_rdf as to_rdf
    from argmap.tables import Row as Row
    from argmap.tables import Table as Table

# Where each public name lives. A name is loaded when it is first asked for, so that `import argmap` stays light.
_PUBLIC = {
    "argmap.checks.linting": ["lint"],
    "argmap.checks.quotes": ["verify"],
    "argmap.convert": ["from_networkx", "to_networkx", "to_pandas"],
    "argmap.dates": ["Date"],
    "argmap.draw.figure": ["plot"],
    "argmap.errors": [
        "AmbiguousNameError",
        "ArgmapError",
        "DateError",
        "DuplicateIdError",
        "FormatError",
        "LossyWriteError",
        "LossyWriteWarning",
        "MapError",
        "MissingDependencyError",
        "ParseError",
        "Problem",
        "QuoteError",
        "ReadError",
        "ReadWarning",
        "UnknownFormatError",
        "UnknownIdError",
        "ValueRefused",
    ],
    "argmap.files": ["new_tables", "parse", "read", "read_texts", "render", "write"],
    "argmap.formats": ["format_for", "format_names", "get_format"],
    "argmap.formats.argdown.formatting.formatter": ["format_argdown"],
    "argmap.model.argument_map": ["ArgumentMap"],
    "argmap.model.records": [
        "Argument",
        "Case",
        "Claim",
        "Issue",
        "Membership",
        "Outcome",
        "Party",
        "Position",
        "Relation",
        "Source",
    ],
    "argmap.model.values": ["Effect", "Evidence", "Hop", "Literal", "Predecessor", "Quote", "Role"],
    "argmap.notebook": ["load_ipython_extension"],
    "argmap.positions.coders.comparing": ["Agreement", "agreement"],
    "argmap.positions.networks.building": ["congruence", "conflict", "subtract", "two_mode"],
    "argmap.positions.networks.clustering": ["coalitions"],
    "argmap.positions.networks.matrices": ["Matrix", "matrix"],
    "argmap.positions.networks.moving": ["Window", "Windows", "windows"],
    "argmap.positions.networks.ties": ["Edge", "Network"],
    "argmap.positions.questions.answering": ["unanswered"],
    "argmap.positions.questions.changing": ["changes", "self_contradictions"],
    "argmap.positions.questions.clashing": ["clashes"],
    "argmap.positions.questions.disputing": ["agreements", "common_ground", "disputes"],
    "argmap.positions.questions.firsts": ["first_said"],
    "argmap.positions.questions.open_questions": ["reserved", "unasserted", "uncontested"],
    "argmap.positions.questions.telling": ["imputed", "via"],
    "argmap.positions.questions.timelines": ["timeline"],
    "argmap.positions.reasoning.arguing": ["reasons"],
    "argmap.positions.reasoning.dividing": ["cruxes"],
    "argmap.positions.reasoning.entailing": ["implied"],
    "argmap.positions.reasoning.falling": ["linchpins", "without"],
    "argmap.positions.reports.separate_statements": ["separate_statement"],
    "argmap.positions.reports.statement_tables": ["coded_statements"],
    "argmap.rdf.graph": ["to_rdf"],
    "argmap.tables": ["Row", "Table"],
}
_HOME = {name: module for module, names in _PUBLIC.items() for name in names}

__all__ = sorted(_HOME)
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name in _HOME:
        value = globals()[name] = getattr(import_module(_HOME[name]), name)
        return value
    raise AttributeError(f"module 'argmap' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
