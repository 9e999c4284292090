"""The house: imports go down only, `import argmap` is light, and every public name is documented with a doctest."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import argmap as am

PACKAGE = Path(am.__file__).parent
MODULES = {
    ".".join(("argmap", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}

# A name (a module, or a folder with all in it) and its floor.
FLOORS: dict[str, float] = {
    # The ground floor has steps: errors know nothing, dates and tables know errors and characters.
    "argmap.errors": 0.0,
    "argmap.characters": 0.1,
    "argmap.file_writing": 0.1,
    "argmap.table_formats": 0.15,
    "argmap.dates": 0.2,
    "argmap.tables": 0.2,
    "argmap.model": 1,
    "argmap.positions": 2,
    "argmap.rdf": 2,
    "argmap.convert": 2,
    "argmap.formats": 3,
    "argmap.checks": 3,
    "argmap.draw": 3,
    "argmap.disk": 3.5,
    "argmap.files": 4,
    "argmap.cli": 5,
    "argmap.notebook": 5,
    "argmap.__main__": 5,
    "argmap": 6,  # the face; only the command line and users import it
}


def floor_and_room(module: str) -> tuple[float, str]:
    room = ".".join(module.split(".")[:2])
    return FLOORS[room], room


def imports(module: str) -> Iterator[tuple[str, int]]:
    """Modules of argmap that a module imports, anywhere in it, with the line; for type checkers only is no import."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            for name in node.names:
                if name.name.split(".")[0] == "argmap":
                    yield name.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: a relative import"
            if node.module and node.module.split(".")[0] == "argmap":
                for name in node.names:
                    whole = f"{node.module}.{name.name}"
                    yield (whole if whole in MODULES else node.module), node.lineno


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"argmap"}))
def test_imports_go_down_only(module: str) -> None:
    floor, room = floor_and_room(module)
    for imported, line in imports(module):
        below, other = floor_and_room(imported)
        if room in ("argmap.cli", "argmap.__main__"):
            continue  # the command line stands on the face, as users do
        assert other == room or below < floor, f"{module}:{line} imports {imported}, which is not on a lower floor"


def test_every_room_has_a_floor() -> None:
    assert {".".join(module.split(".")[:2]) for module in MODULES} == set(FLOORS)


def at_import(module: str) -> Iterator[ast.Import | ast.ImportFrom]:
    """The imports that are made when a module is loaded: not those in functions, nor those for type checkers only."""
    todo: list[ast.AST] = [ast.parse(MODULES[module].read_text(encoding="utf-8"))]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        lazy = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        if not lazy and not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            todo += ast.iter_child_nodes(node)


def test_no_module_needs_itself() -> None:
    """Modules of one room import each other in one direction."""
    needs: dict[str, set[str]] = {}
    for module in MODULES:
        needs[module] = set()
        for node in at_import(module):
            names = [f"{node.module}.{name.name}" for name in node.names] if isinstance(node, ast.ImportFrom) else []
            candidates = {*names, *([node.module or ""] if isinstance(node, ast.ImportFrom) else [])}
            candidates |= {name.name for name in node.names} if isinstance(node, ast.Import) else set()
            # A package that is imported from counts only when a name of its own is meant.
            found = {name for name in candidates if name in MODULES}
            longer = {name for name in found if any(name != other and other.startswith(f"{name}.") for other in found)}
            needs[module] |= found - longer - {module}
    while leaves := [module for module, wanted in needs.items() if not wanted]:
        for leaf in leaves:
            del needs[leaf]
        for wanted in needs.values():
            wanted.difference_update(leaves)
    assert not needs, "a circle among these, or above one"


def test_packages_of_others_wait_until_they_are_needed() -> None:
    """They are imported in functions, or at the head of a private module that others import in functions."""
    heads: dict[str, set[str]] = {}
    for module in MODULES:
        heads[module] = set()
        for node in at_import(module):
            named = {name.name for name in node.names}
            if isinstance(node, ast.ImportFrom):
                named = {node.module or ""} | {f"{node.module}.{name}" for name in named}
            heads[module] |= named
    ours = {*sys.stdlib_module_names, "argmap"}
    heavy = {module for module, named in heads.items() if {name.split(".")[0] for name in named} - ours}
    while more := {module for module, named in heads.items() if named & heavy} - heavy:
        heavy |= more
    assert {module for module in heavy if not module.rpartition(".")[2].startswith("_")} == set()


def test_no_circles_at_import() -> None:
    """Each module can be imported first: no order of imports is needed."""
    script = "import importlib, sys; importlib.import_module(sys.argv[1])"
    for module in (
        "argmap.model.values",
        "argmap.model.answers.lookups",
        "argmap.model.store",
        "argmap.formats.tables",
    ):
        subprocess.run([sys.executable, "-c", script, module], check=True)


def test_import_is_light() -> None:
    """`import argmap`, and even making a map, loads nothing but the standard library and argmap."""
    script = (
        "import sys, json; before = set(sys.modules); import argmap; light = set(sys.modules) - before;"
        "m = argmap.ArgumentMap(); m.add_claim('x'); m.stances('x'); argmap.parse('{\"argmap\": 1}', format='native');"
        "argmap.format_for('a.argmap.json');"
        "print(json.dumps([sorted(light), sorted(set(sys.modules) - before)]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    light, used = json.loads(done.stdout)
    assert [name for name in light if name.startswith("argmap.")] == []
    foreign = {name.split(".")[0] for name in used} - set(sys.stdlib_module_names) - {"argmap"}
    assert foreign == set()


# -- the face ----------------------------------------------------------------------------------------------------------


def test_face_agrees_with_itself() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    (block,) = [
        node
        for node in tree.body
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    ]
    typed = {
        (node.module, name.name)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for name in node.names
        if name.asname == name.name
    }
    listed = {(module, name) for module, names in am._PUBLIC.items() for name in names}
    assert typed == listed
    assert set(am.__all__) == {name for _, name in listed} == set(dir(am)) - {"__version__"}
    for name in am.__all__:
        assert getattr(am, name).__name__ == name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        am.nothing


def test_no_public_name_is_a_module() -> None:
    """A lazy `am.check` beside `check.py` would become the module at the second access."""
    beside = {module.split(".")[1] for module in MODULES if module.count(".") >= 1}
    assert beside & set(am.__all__) == set()


def test_what_is_wrong_raises_with_the_line_to_type() -> None:
    for wrong in ("plot", "to_rdf", "save", "write"):
        with pytest.raises(AttributeError, match=f"'ArgumentMap' object has no attribute '{wrong}'"):
            getattr(am.ArgumentMap(), wrong)


def public() -> Iterator[tuple[str, Any]]:
    """Public names, and the public methods and properties that argmap's own classes define."""
    for name in am.__all__:
        thing = getattr(am, name)
        yield name, thing
        if inspect.isclass(thing):
            own = (base for base in thing.__mro__ if base.__module__.startswith("argmap"))
            for attribute, value in {key: value for base in own for key, value in vars(base).items()}.items():
                if not attribute.startswith("_") and (callable(value) or isinstance(value, property | classmethod)):
                    yield f"{name}.{attribute}", value


def text_of(thing: Any) -> str:
    target = thing.fget if isinstance(thing, property) else getattr(thing, "__func__", thing)
    return inspect.getdoc(target) or ""


@pytest.mark.parametrize(("name", "thing"), list(public()), ids=lambda value: value if isinstance(value, str) else "")
def test_public_names_have_a_docstring_with_a_doctest(name: str, thing: Any) -> None:
    text = text_of(thing)
    assert text, f"{name} has no docstring"
    # A property, or a method of a few lines, is shown in the doctest of its class.
    short = isinstance(thing, property) or ("." in name and len(text.splitlines()) == 1)
    assert ">>>" in text or short, f"{name} has no doctest"


@pytest.mark.parametrize(("name", "thing"), list(public()), ids=lambda value: value if isinstance(value, str) else "")
def test_documented_parameters_are_real(name: str, thing: Any) -> None:
    match = re.search(r"^Parameters\n-+\n(.*?)(?=^\w+\n-+\n|\Z)", text_of(thing), re.DOTALL | re.MULTILINE)
    if match is None or isinstance(thing, property):
        return
    documented = {
        word.strip().lstrip("*")
        for line in re.findall(r"^([*\w][^:\n]*) ?(?::|$)", match[1], re.MULTILINE)
        for word in line.split(",")
    }
    target = getattr(thing, "__func__", thing)
    real = {parameter.lstrip("*") for parameter in inspect.signature(target).parameters}
    if "fields" in real:  # the short keywords of building methods stand for evidence and authorship
        real |= {"by", "source", "quote", "locator", "via", "basis", "text"}
    assert documented <= real, f"{name} documents {sorted(documented - real)}"


# -- sizes and habits --------------------------------------------------------------------------------------------------


def lines_of_code(path: Path) -> int:
    """Lines that are neither blank, comment nor docstring."""
    source = path.read_text(encoding="utf-8")
    documented: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(
            node
        ):
            text = node.body[0]
            documented.update(range(text.lineno, (text.end_lineno or text.lineno) + 1))
    return sum(
        1
        for number, line in enumerate(source.splitlines(), start=1)
        if line.strip() and not line.strip().startswith("#") and number not in documented
    )


@pytest.mark.parametrize("module", sorted(MODULES))
def test_modules_are_small(module: str) -> None:
    assert lines_of_code(MODULES[module]) <= 400


@pytest.mark.parametrize("module", sorted(MODULES))
def test_no_assert_for_input(module: str) -> None:
    """An assert vanishes under -O."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Assert)] == []


def test_every_module_can_be_imported() -> None:
    for module in MODULES:
        if module != "argmap.__main__":
            importlib.import_module(module)
