"""What a service must not have, although each of its parts is fine: names that meet, types that hold each other."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from countermand_codegen import ir
from countermand_codegen.errors import CodegenError
from countermand_codegen.names import class_name

__all__ = ["check_service"]


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
