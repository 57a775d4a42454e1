"""Packages made from a WSDL for a test: generated, imported, and forgotten again."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs

from countermand_codegen import ir
from countermand_codegen.names import operation_constant
from countermand_codegen.parse import parse_wsdl
from countermand_codegen.render.shape import RESERVED
from countermand_codegen.service import lower_soap
from countermand_codegen.sources import read_source
from countermand_codegen.standalone import make_package, write_package

PACKAGE = "made_for_a_test"


@attrs.frozen
class Made:
    """A package that can be imported, and what it was made from."""

    folder: Path
    wsdl: Path
    service: ir.Service

    def module(self, name: str = "") -> Any:
        """Import the package, or a module of it."""
        return importlib.import_module(f"{PACKAGE}.{name}" if name else PACKAGE)

    def operation(self, operation: ir.Operation) -> Any:
        """Return the constant of an operation."""
        return getattr(self.module(f"operations.{operation.method}"), operation_constant(operation.method))

    def message_class(self, operation: ir.Operation, message: ir.Contract) -> Any:
        """Return the class of a message."""
        return getattr(self.module(f"operations.{operation.method}"), message.class_name)

    def type_class(self, found: ir.Contract | ir.Enumeration) -> Any:
        """Return the class of a type."""
        return getattr(self.module(f"contracts.{found.module}"), found.class_name)


@contextmanager
def made_from(wsdl: Path, out: Path) -> Generator[Made]:
    """Generate a package and make it importable as long as the context lasts."""
    parsed = parse_wsdl(read_source(wsdl.parent, wsdl.name), lenient=True)
    service = lower_soap(parsed, PACKAGE, reserved=RESERVED)
    write_package(make_package(wsdl, PACKAGE), out)
    sys.path.insert(0, str(out))
    importlib.invalidate_caches()
    try:
        yield Made(out, wsdl, service)
    finally:
        sys.path.remove(str(out))
        for name in [name for name in sys.modules if f"{name}.".startswith(f"{PACKAGE}.")]:
            del sys.modules[name]


def write_documents(folder: Path, main: str, others: Mapping[str, str]) -> Path:
    """Write a WSDL and what it imports; returns its path."""
    for name, text in {**others, "shop.wsdl": main}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "shop.wsdl"
