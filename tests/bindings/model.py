"""The contract as countermand_codegen reads it, joined with the generated classes: what the tests here loop over."""

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import countermand_bindings.esendex as bindings
from countermand_bindings.esendex import operations
from countermand_codegen import ir
from countermand_codegen.parse import parse_wsdl
from countermand_codegen.rest import parse_rest
from countermand_codegen.service import lower_service
from countermand_codegen.sources import read_source
from countermand_wire import Enumeration
from countermand_wire.codec import Codec
from countermand_wire.operation import Operation

CHECKOUT = Path(__file__).parents[2]
WSDL = CHECKOUT / "wsdl/esendex/messaging.wsdl"

NAMES = operations.NAMES
load = operations.load


@cache
def service() -> ir.Service:
    """Return the intermediate representation of Messaging.svc."""
    parsed = parse_wsdl(read_source(CHECKOUT, "wsdl/esendex/messaging.wsdl"))
    return lower_service(parsed, parse_rest(read_source(CHECKOUT, "wsdl/esendex/rest.yaml")), "esendex")


@cache
def declared(name: str) -> ir.Operation:
    """Return an operation as the WSDL declares it."""
    return next(operation for operation in service().operations if operation.name == name)


def class_of(contract: ir.Contract) -> type[Any]:
    """Return the generated class of a contract, or of a message."""
    found: type[Any]
    for operation in service().operations:
        if contract in (operation.request, operation.response):
            home = import_module(f"countermand_bindings.esendex.operations.{operation.method}")
            found = getattr(home, contract.class_name)
            return found
    found = getattr(bindings, contract.class_name)
    return found


def enumeration_of(declared: ir.Enumeration) -> type[Enumeration]:
    """Return the generated class of an enumeration."""
    found: type[Enumeration] = getattr(bindings, declared.class_name)
    return found


def every_contract() -> list[ir.Contract]:
    """Return all contracts: the data contracts, and both messages of every operation."""
    messages = [message for operation in service().operations for message in (operation.request, operation.response)]
    return [*service().contracts, *messages]


@cache
def codec_of(contract: ir.Contract) -> Codec[Any]:
    """Return the codec of a contract's own global element."""
    found: Codec[Any]
    for operation in service().operations:
        loaded: Operation[Any, Any] = load(operation.name)
        if contract is operation.request:
            return loaded.request
        if contract is operation.response:
            return loaded.response
    home = import_module(f"countermand_bindings.esendex.contracts.{contract.module}")
    found = getattr(home, contract.module.upper())
    return found


def array_codec(array: ir.Array) -> Codec[Any]:
    """Return the codec of a list type's own global element."""
    home = import_module(f"countermand_bindings.esendex.contracts.{array.module}")
    found: Codec[Any] = getattr(home, array.module.upper())
    return found
