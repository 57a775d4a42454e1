"""The tables of how operations are grouped, whether they are answered, and by which faults."""

from __future__ import annotations

import attrs

from countermand_codegen import ir
from countermand_codegen.diff.model import CARRIED, Effect, Outcome, Party
from countermand_codegen.diff.reach import Use
from countermand_codegen.diff.rules import SAME_SOURCE, Presence, Rule, breaks_source, wire_sees_nothing
from countermand_codegen.diff.shown import type_name
from countermand_codegen.names import class_name

__all__ = ["CLASS", "FAULT", "FAULTS", "MESSAGE_TYPE", "ONE_WAY", "PORT_TYPE", "PORT_TYPES", "Classed", "classed"]

UNTYPED = "its FaultError comes without a typed detail"


@attrs.frozen
class Classed:
    """An operation, and the class that has its method where the service has several; empty where it has one."""

    operation: ir.Operation
    class_name: str


def classed(operation: ir.Operation, service: ir.Service) -> Classed:
    """Return an operation with its class."""
    return Classed(operation, class_name(operation.port_type) if len(service.port_types) > 1 else "")


CLASS: Rule[Classed] = Rule(
    name="operation.class",
    value=lambda node: node.class_name,
    shown=lambda node: node.class_name or "that of the service",
    carried=wire_sees_nothing,
    python=breaks_source("its method is in another class"),
)

PORT_TYPES: tuple[Rule[ir.Service], ...] = (
    Rule(
        name="service.port types",
        value=lambda node: frozenset(node.port_types),
        shown=lambda node: ", ".join(filter(None, node.port_types)) or "none",
        carried=lambda writer, reader, party, use: Outcome("carried", "their names do not travel"),
    ),
    Rule(
        name="service.what is left out",
        value=lambda node: frozenset(node.left_out),
        shown=lambda node: "; ".join(sorted(node.left_out)) or "none",
        carried=lambda writer, reader, party, use: Outcome("carried", "our bindings do not have it"),
    ),
)

PORT_TYPE: Rule[ir.Port] = Rule(
    name="port.port type",
    value=lambda node: node.port_type,
    shown=lambda node: node.port_type or "none",
    carried=wire_sees_nothing,
)


def _one_way(writer: ir.Operation, reader: ir.Operation, party: Party, use: Use) -> Outcome:
    if reader.one_way:
        return Outcome("carried", "the reply is not read")
    return Outcome("never", "a reply is expected, and none comes")


ONE_WAY: Rule[ir.Operation] = Rule(
    name="operation.one way",
    value=lambda node: node.one_way,
    shown=lambda node: "never answered" if node.one_way else "answered",
    carried=_one_way,
)
"""Of replies only."""

MESSAGE_TYPE: Rule[ir.Contract] = Rule(
    name="message.type",
    value=lambda node: node.type_name,
    shown=lambda node: ir.local_name(node.type_name) or "of its own",
    carried=lambda writer, reader, party, use: Outcome("carried", "the element has the same name"),
)

FAULT = Presence[ir.FaultDetail](
    name="fault",
    shown=lambda node: f"{node.element.name}, {type_name(node.element.type)}",
    unknown=lambda node, party, use: Outcome("sometimes", UNTYPED),
    missing=lambda node, party, use: CARRIED,
    removed=lambda node, use: Effect("depends", "a program that looks for it in FaultError.details does not find it"),
)


def _element(writer: ir.FaultDetail, reader: ir.FaultDetail, party: Party, use: Use) -> Outcome:
    return Outcome("sometimes", UNTYPED)


def _nillable(old: ir.FaultDetail, new: ir.FaultDetail, use: Use) -> Effect:
    return Effect("breaking", "a detail may be None") if new.element.nillable else SAME_SOURCE


FAULTS: tuple[Rule[ir.FaultDetail], ...] = (
    Rule(
        name="fault.name",
        value=lambda node: node.name,
        shown=lambda node: node.name,
        carried=wire_sees_nothing,
    ),
    Rule(
        name="fault.element",
        value=lambda node: node.element.tag,
        shown=lambda node: node.element.tag,
        carried=_element,
    ),
    Rule(
        name="fault.nillable",
        value=lambda node: node.element.nillable,
        shown=lambda node: "nillable" if node.element.nillable else "not nillable",
        carried=lambda writer, reader, party, use: (
            CARRIED if reader.element.nillable else Outcome("sometimes", f"where it is nil, {UNTYPED}")
        ),
        python=_nillable,
    ),
)
