"""The tables and columns of DNA that are read, and no others: what is not named here cannot be read at all."""

from __future__ import annotations

_COLOR = {"Red": int, "Green": int, "Blue": int}

COLUMNS: dict[str, dict[str, type]] = {
    "SETTINGS": {"Property": str, "Value": str},
    "CODERS": {"ID": int, "Name": str},  # and not the password
    "DOCUMENTS": {
        "ID": int,
        "Title": str,
        "Text": str,
        "Coder": int,
        "Author": str,
        "Source": str,
        "Section": str,
        "Notes": str,
        "Type": str,
        "Date": int,
    },
    "STATEMENTTYPES": {"ID": int, "Label": str},
    "VARIABLES": {"ID": int, "Variable": str, "DataType": str, "StatementTypeId": int},
    "STATEMENTS": {"ID": int, "StatementTypeId": int, "DocumentId": int, "Start": int, "Stop": int, "Coder": int},
    "DATABOOLEAN": {"StatementId": int, "VariableId": int, "Value": int},
    "DATAINTEGER": {"StatementId": int, "VariableId": int, "Value": int},
    "DATALONGTEXT": {"StatementId": int, "VariableId": int, "Value": str},
}
VERSION_2: dict[str, dict[str, type]] = {
    "DATASHORTTEXT": {"StatementId": int, "VariableId": int, "Value": str},
    "ATTRIBUTES": {
        "ID": int,
        "VariableId": int,
        "Value": str,
        **_COLOR,
        "Type": str,
        "Alias": str,
        "Notes": str,
        "ChildOf": str,
    },
}
VERSION_3: dict[str, dict[str, type]] = {
    "DATASHORTTEXT": {"StatementId": int, "VariableId": int, "Entity": int},
    "ENTITIES": {"ID": int, "VariableId": int, "Value": str, **_COLOR, "ChildOf": int},
    "ATTRIBUTEVARIABLES": {"ID": int, "AttributeVariable": str},
    "ATTRIBUTEVALUES": {"EntityId": int, "AttributeVariableId": int, "AttributeValue": str},
}
# What has no place in a map: it is counted, for the report.
COUNTED = {
    "REGEXES": ("Label", "regular expression", "regular expressions"),
    "STATEMENTLINKS": ("ID", "link of statements", "links of statements"),
    "VARIABLELINKS": ("ID", "link of variables", "links of variables"),
}
# Early versions lack some of these; the others must be there.
OPTIONAL_TABLES = {"SETTINGS", "CODERS", "ATTRIBUTES", "ATTRIBUTEVARIABLES", "ATTRIBUTEVALUES", *COUNTED}
NEEDED_COLUMNS = {
    "ID",
    "Text",
    "Label",
    "Variable",
    "DataType",
    "StatementTypeId",
    "DocumentId",
    "Start",
    "Stop",
    "StatementId",
    "VariableId",
    "Value",
    "Entity",
    "Date",
    "EntityId",
    "AttributeVariableId",
    "AttributeVariable",
    "AttributeValue",
}
