"""What a service must not have, although each of its parts is fine: names that meet, types that hold each other."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from countermand_codegen import ir
from countermand_codegen.errors import CodegenError
from countermand_codegen.names import class_name
from countermand_codegen.simple import WCF_SCALARS

__all__ = ["check_plain", "check_service"]


def check_service(service: ir.Service) -> None:
    """Refuse a service that would give modules which overwrite, or import, each other.

    Raises:
        CodegenError: two operations, modules or classes would have one name, or types hold each other in a circle.
    """
    classes = ["PORTS", "contracts", "operations", "ports", "service", class_name(service.name)]
    classes += [found.class_name for found in service.contracts]
    classes += [found.class_name for found in service.enumerations]
    modules = [found.module for found in service.contracts]
    modules += [found.module for found in service.arrays]
    modules += [found.module for found in service.enumerations]
    _check_distinct(service, "operations", [operation.name for operation in service.operations])
    _check_distinct(service, "types in one module", modules)
    _check_distinct(service, "classes", classes)
    _check_circles(service)


def _check_distinct(service: ir.Service, what: str, names: list[str]) -> None:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise CodegenError(service.source, f"has two {what} named {twice}: not supported")


def _check_circles(service: ir.Service) -> None:
    held = {contract.qname: {member.type.name for member in contract.members} for contract in service.contracts}
    held |= {array.qname: {array.item.type.name} for array in service.arrays}
    try:
        TopologicalSorter(held).prepare()
    except CycleError as error:
        circle = " in ".join(map(ir.local_name, error.args[1]))
        raise CodegenError(service.source, f"its types hold each other, {circle}: not supported") from None


def check_plain(service: ir.Service) -> None:
    """Refuse what the straight functions of bindings that travel as JSON, too, do not carry.

    Raises:
        CodegenError: a construct that only a service of SOAP alone may have.
    """
    source = service.source
    for reason in service.left_out:
        raise CodegenError(source, f"{reason}: not supported")
    if len(service.port_types) != 1:
        raise CodegenError(source, f"its ports have {len(service.port_types)} port types, expected one")
    for operation in service.operations:
        _check_operation(source, operation)
    for contract in service.contracts:
        _check_contract(source, contract)
    for array in service.arrays:
        place = f"{source}, {ir.local_name(array.qname)}"
        _check_member(place, array.item)
        kind, name = array.item.type.kind, array.item.type.name
        if kind in ("contract", "array") and ir.namespace_of(name) != array.item.namespace:
            raise CodegenError(place, f"items of the type {name}, of another namespace: not supported")


def _check_operation(source: str, operation: ir.Operation) -> None:
    place = f"{source}, operation {operation.name}"
    if operation.one_way:
        raise CodegenError(place, "has no output: one-way operations are not supported")
    if operation.faults:
        raise CodegenError(place, "declares faults, which is not supported")
    if not (operation.request.qname and operation.response.qname):
        raise CodegenError(place, "its messages are not of one element each: not supported")
    for message in (operation.request, operation.response):
        _check_contract(source, message)


def _check_contract(source: str, contract: ir.Contract) -> None:
    place = f"{source}, {ir.local_name(contract.qname)}"
    refused = {
        "an extension": contract.base,
        "an abstract type": contract.abstract,
        "a choice": contract.choices,
        "a reference to what was written before": contract.reference,
    }
    for construct, found in refused.items():
        if found:
            raise CodegenError(place, f"{construct} is not supported")
    for member in contract.members:
        _check_member(place, member)


def _check_member(place: str, member: ir.Member) -> None:
    if member.where != "element":
        raise CodegenError(place, f"{WHERE[member.where]} is not supported: {member.name}")
    type_ = member.type
    refused = {
        "repeats outside of a list type": member.many,
        "has a default or fixed value": member.default is not None,
        "is unqualified": not member.namespace,
        "is kept as it is, whatever it holds": type_.kind == "markup",
        "is a list in one text": type_.listed,
        "is of a type that has no JSON form": type_.kind == "scalar" and type_.name not in WCF_SCALARS.values(),
    }
    for reason, found in refused.items():
        if found:
            raise CodegenError(place, f"the element {member.name} {reason}: not supported")


WHERE: Mapping[ir.Where, str] = {
    "attribute": "an attribute",
    "text": "simple content, or a bare message,",
    "header": "a header",
    "items": "a repeated group",
    "any": "xs:any",
    "any-attributes": "xs:anyAttribute",
}
