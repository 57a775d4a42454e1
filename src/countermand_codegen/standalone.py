"""A package of its own for any WSDL, anywhere: it needs nothing but countermand_wire."""

from __future__ import annotations

import keyword
import sys
from collections.abc import Mapping
from pathlib import Path

import attrs

from countermand_codegen.errors import CodegenError
from countermand_codegen.format import format_files
from countermand_codegen.parse import parse_wsdl
from countermand_codegen.render import RESERVED, render_package
from countermand_codegen.replace import TYPED, replace_package
from countermand_codegen.service import lower_soap
from countermand_codegen.sources import read_source
from countermand_codegen.verify import check_modules

__all__ = ["Made", "make_package", "write_package"]

TAKEN = {
    *("attr", "attrs", "lxml", "requests", "__main__"),
    *("countermand", "countermand_bindings", "countermand_codegen", "countermand_wire"),
}
"""Packages that would no longer be found, beside those of the standard library."""


@attrs.frozen
class Made:
    """A package in memory."""

    package: str
    files: Mapping[str, str]
    """Text by path, with forward slashes, below the package's folder."""
    left_out: tuple[str, ...]
    """What the document declares and the package does not have, each with the reason."""


def make_package(wsdl: Path, package: str, operations: tuple[str, ...] = (), ports: tuple[str, ...] = ()) -> Made:
    """Make the files of a package in memory.

    Args:
        wsdl: the document; what it imports must stand beside it or below.
        package: the package's name; with dots, that of a package in others.
        operations: those that are wanted; all where none is named.
        ports: the same.

    Raises:
        CodegenError: the name cannot be that of a package; or the document is broken or holds what is not supported.
    """
    _check_name(package)
    if not wsdl.name.isprintable():
        raise CodegenError("--wsdl", f"{wsdl.name!r} has characters that nobody can read")
    if not wsdl.is_file():
        raise CodegenError("--wsdl", f"{wsdl} is no file")
    parsed = parse_wsdl(read_source(wsdl.parent, wsdl.name), lenient=True)
    service = lower_soap(parsed, package, operations=operations, ports=ports, reserved=RESERVED)
    rendered = render_package(service)
    check_modules(service.source, rendered)
    formatted = format_files({**rendered, f"{service.package}/{TYPED}": ""})
    files = {name.removeprefix(f"{service.package}/"): text for name, text in sorted(formatted.items())}
    return Made(package, files, service.left_out)


def write_package(made: Made, out: Path) -> list[str]:
    """Write a package below `out`; see `countermand_codegen.replace.replace_package`."""
    return replace_package(made.package, made.files, out)


def _check_name(package: str) -> None:
    names = package.split(".")
    if not all(name.isascii() and name.isidentifier() and not keyword.iskeyword(name) for name in names):
        raise CodegenError("--package", f"{package!r} is no name of a Python package")
    if names[0] in sys.stdlib_module_names | TAKEN:
        raise CodegenError("--package", f"{names[0]!r} is the name of another package")
