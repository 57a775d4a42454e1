"""Dependencies point down, and each library is used in its own place."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
MODULES = sorted(path for root in ("src", "generated") for path in (CHECKOUT / root).rglob("*.py"))

MAY_IMPORT = {
    "countermand": {"countermand", "countermand_bindings", "countermand_wire"},
    "countermand_bindings": {"countermand_bindings", "countermand_wire"},
    "countermand_codegen": {"countermand_codegen", "countermand_wire"},
    "countermand_wire": {"countermand_wire"},
}
LIBRARIES = {
    "attrs": {"countermand", "countermand_bindings", "countermand_codegen", "countermand_wire"},
    "click": {"countermand.cli"},
    "lxml": {"countermand.sandbox", "countermand_bindings", "countermand_codegen", "countermand_wire"},
    "opentelemetry": {"countermand.telemetry", "countermand.tracing"},
    "openapi_spec_validator": {"countermand_codegen"},
    "requests": {"countermand.transport", "countermand_codegen.fetch"},
    "rich": {"countermand.cli"},
    "truststore": {"countermand.transport"},
    "urllib3": {"countermand.transport"},  # Comes with requests, which lets some of its errors through.
    "waitress": {"countermand.sandbox"},
    "werkzeug": {"countermand.sandbox"},
    "xsdata": {"countermand_codegen"},
    "yaml": {"countermand_codegen"},
    "zeep": {"countermand_codegen"},
}


def module_name(path: Path) -> str:
    """Return the dotted name of a module file, the package's own for its `__init__.py`."""
    parts = path.relative_to(CHECKOUT).with_suffix("").parts[1:]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """Yield the absolute name of each module that a file imports, inside functions and type-checking blocks too."""
    package = module_name(path).split(".")
    if path.name != "__init__.py":
        package.pop()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            yield ".".join([*base, *filter(None, [node.module])])


def inside(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_imports_point_down(path: Path) -> None:
    allowed = MAY_IMPORT[module_name(path).split(".")[0]]
    ours = {name.split(".")[0] for name in imports(path)} & MAY_IMPORT.keys()
    assert ours <= allowed


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_library_is_imported_in_its_place_only(path: Path) -> None:
    module = module_name(path)
    for name in {name.split(".")[0] for name in imports(path)} - MAY_IMPORT.keys() - sys.stdlib_module_names:
        assert any(inside(module, place) for place in LIBRARIES.get(name, ())), f"{module} imports {name}"


def test_every_package_is_covered() -> None:
    assert {module_name(path).split(".")[0] for path in MODULES} == MAY_IMPORT.keys()


@pytest.mark.parametrize(
    ("path", "source", "expected"),
    [
        ("src/countermand_wire/xml.py", "from .errors import DecodeError", {"countermand_wire.errors"}),
        ("src/countermand_wire/scalars/guid.py", "from ..errors import X", {"countermand_wire.errors"}),
        ("src/countermand_wire/scalars/__init__.py", "from . import guid", {"countermand_wire.scalars"}),
        ("src/countermand_wire/xml.py", "def f():\n    import countermand.errors", {"countermand.errors"}),
    ],
)
def test_imports_finds_every_form(
    path: str, source: str, expected: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(globals(), "CHECKOUT", tmp_path)
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text(source)
    assert set(imports(file)) == expected
