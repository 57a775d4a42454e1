"""The tables of the service, its operations, their messages and REST forms, and its ports."""

from __future__ import annotations

from countermand_codegen import ir
from countermand_codegen.diff.model import CARRIED, Effect, Outcome, Party
from countermand_codegen.diff.reach import Use
from countermand_codegen.diff.rules import Presence, Rule, breaks_source, wire_sees_nothing
from countermand_codegen.names import class_name

__all__ = ["MESSAGES", "OPERATION", "OPERATIONS", "REPLY_ACTION", "SERVICE", "SERVICES"]

SERVICE = Presence[ir.Service](
    name="service",
    shown=lambda node: node.name,
    unknown=lambda node, party, use: Outcome("when_used", "the other side does not have it"),
    missing=lambda node, party, use: CARRIED,
    removed=lambda node, use: Effect("breaking", f"the package {node.package} is gone"),
)


def _shown_servers(node: ir.Service | ir.Operation) -> str:
    return ", ".join(node.servers) or "not said"


def _moved(writer: object, reader: object, party: Party, use: Use) -> Outcome:
    return Outcome("sometimes", "fails unless this address answers too")


SERVICES: tuple[Rule[ir.Service], ...] = (
    Rule(
        name="service.servers",
        value=lambda node: node.servers,
        shown=_shown_servers,
        carried=_moved,
    ),
    Rule(
        name="service.name",
        value=lambda node: class_name(node.name),
        shown=lambda node: node.name,
        carried=wire_sees_nothing,
        python=breaks_source("the class has another name"),
    ),
)

OPERATION = Presence[ir.Operation](
    name="operation",
    shown=lambda node: node.name,
    unknown=lambda node, party, use: Outcome("when_used", "a server refuses a call of what it does not have"),
    missing=lambda node, party, use: CARRIED,
    removed=lambda node, use: Effect("breaking", f"{node.method}() is gone"),
)


def _action(writer: ir.Operation, reader: ir.Operation, party: Party, use: Use) -> Outcome:
    if not use.soap:
        return Outcome("carried", "only SOAP has actions")
    return Outcome("never", "over SOAP a server refuses an action that it does not know")


def _result(operation: ir.Operation) -> str:
    """Name what the method returns: the one member's value, else the whole reply."""
    members = operation.response.members
    if not members:
        return "None"
    return members[0].attribute if _unwrapped(operation) else operation.response.class_name


def _unwrapped(operation: ir.Operation) -> bool | None:
    """Tell whether the method returns its one member's value; None where it returns nothing."""
    members = operation.response.members
    return len(members) == 1 and members[0].where != "header" if members else None


def _codes(operation: ir.Operation) -> dict[int, tuple[str, str]]:
    return {code.number: (code.means, code.text) for code in operation.codes}


def _codes_carried(writer: ir.Operation, reader: ir.Operation, party: Party, use: Use) -> Outcome:
    ours = {code.number: code.means for code in reader.codes}
    otherwise = sorted(code.number for code in writer.codes if ours.get(code.number) != code.means)
    if not otherwise or party == "server":
        return CARRIED
    return Outcome("sometimes", f"a reply with code {', '.join(map(str, otherwise))} is understood otherwise")


OPERATIONS: tuple[Rule[ir.Operation], ...] = (
    Rule(
        name="operation.servers",
        value=lambda node: node.servers,
        shown=_shown_servers,
        carried=_moved,
    ),
    Rule(
        name="operation.action",
        value=lambda node: node.action,
        shown=lambda node: node.action,
        carried=_action,
    ),
    Rule(
        name="operation.method",
        value=lambda node: node.method,
        shown=lambda node: node.method,
        carried=wire_sees_nothing,
        python=breaks_source("the method has another name"),
    ),
    Rule(
        name="operation.result of the method",
        value=_unwrapped,
        shown=_result,
        carried=wire_sees_nothing,
        python=breaks_source("the method returns something else"),
    ),
)

REPLY_ACTION = (
    Rule[ir.Operation](
        name="operation.reply action",
        value=lambda node: node.reply_action,
        shown=lambda node: node.reply_action,
        carried=lambda writer, reader, party, use: Outcome("carried", "our bindings do not look at it"),
    ),
    Rule[ir.Operation](
        name="operation.codes",
        value=_codes,
        shown=lambda node: (
            ", ".join(f"{code} {means}: {text}" for code, (means, text) in sorted(_codes(node).items())) or "none"
        ),
        carried=_codes_carried,
    ),
)
"""What only replies show."""


def _element(writer: ir.Contract, reader: ir.Contract, party: Party, use: Use) -> Outcome:
    if not use.soap:
        return Outcome("carried", "only SOAP has it")
    if party == "client":
        return Outcome("never", "over SOAP our bindings expect another element")
    return Outcome("never", "over SOAP a server does not find the element that it expects")


MESSAGES: tuple[Rule[ir.Contract], ...] = (
    Rule(
        name="message.element",
        value=lambda node: node.qname,
        shown=lambda node: node.qname,
        carried=_element,
        python=lambda old, new, use: (
            Effect("compatible")
            if old.class_name == new.class_name
            else Effect("breaking", "the class of the message has another name")
        ),
    ),
)
