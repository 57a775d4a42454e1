"""The services with descriptors of their own, as countermand_codegen reads them, joined with the generated classes."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from countermand_codegen import ir
from countermand_codegen.api import lower_api
from countermand_codegen.project import SERVICES, ApiInput
from countermand_codegen.sources import read_source
from countermand_wire.codec import Codec
from countermand_wire.operation import Operation, Rest, RestForm

CHECKOUT = Path(__file__).parents[2]
PACKAGES: dict[str, str] = {inputs.package: inputs.openapi for inputs in SERVICES if isinstance(inputs, ApiInput)}
"""By package, the descriptor."""


@cache
def service(package: str) -> ir.Service:
    """Return the intermediate representation of a service."""
    return lower_api(read_source(CHECKOUT, PACKAGES[package]), package)


def every_operation() -> list[tuple[str, ir.Operation]]:
    """Return all operations of all services, each with its package."""
    return [(package, operation) for package in PACKAGES for operation in service(package).operations]


def load(package: str, operation: ir.Operation) -> Operation[Any, Any]:
    """Return the constant of an operation."""
    found: Operation[Any, Any] = import_module(f"countermand_bindings.{package}.operations").load(operation.name)
    return found


def rest_of(package: str, operation: ir.Operation) -> tuple[Rest[Any, Any], RestForm[Any]]:
    """Return how an operation travels: in one form."""
    rest = load(package, operation).rest
    assert rest is not None
    [form] = rest.forms
    return rest, form


def class_of(package: str, contract: ir.Contract) -> type[Any]:
    """Return the generated class of a contract, or of a message."""
    found: type[Any]
    for operation in service(package).operations:
        if contract in (operation.request, operation.response):
            home = import_module(f"countermand_bindings.{package}.operations.{operation.method}")
            found = getattr(home, contract.class_name)
            return found
    found = getattr(import_module(f"countermand_bindings.{package}"), contract.class_name)
    return found


def inside(package: str, type_: ir.TypeRef) -> ir.TypeRef:
    """Return the type of a list's items, or the type itself."""
    return service(package).array(type_.name).item.type if type_.kind == "array" else type_


def codec_of(package: str, contract: ir.Contract) -> Codec[Any]:
    """Return the codec of a contract, or of a message."""
    for operation in service(package).operations:
        if contract is operation.request:
            return load(package, operation).request
        if contract is operation.response:
            return load(package, operation).response
    home = import_module(f"countermand_bindings.{package}.contracts.{contract.module}")
    found: Codec[Any] = getattr(home, contract.codec_name)
    return found
