"""A property of the intermediate representation that no table judges: a difference is told all the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import attrs

from countermand_codegen import ir
from countermand_codegen.diff.model import Outcome
from countermand_codegen.diff.rules import Rule

__all__ = ["JUDGED", "unjudged"]

Node = TypeVar("Node")

JUDGED: Mapping[type, frozenset[str]] = {
    # Documentation and the name of the source say nothing of the contract, where a package stands is ours to say, and
    # a module's name follows from its class's.
    ir.Service: frozenset(
        {
            *("package", "parent", "name", "source", "ports", "operations"),
            *("contracts", "arrays", "enumerations", "left_out", "servers"),
        }
    ),
    ir.Operation: frozenset(
        {
            *("name", "method", "action", "reply_action", "request", "response", "rest", "documentation", "codes"),
            *("port_type", "one_way", "faults", "servers"),
        }
    ),
    ir.FaultDetail: frozenset({"name", "element"}),
    ir.Contract: frozenset(
        {
            *("qname", "class_name", "module", "members", "documentation", "form", "layouts"),
            *("base", "derived", "abstract", "choices", "type_name", "reference"),
        }
    ),
    ir.Choice: frozenset({"alternatives", "required"}),
    ir.Array: frozenset({"qname", "module", "item", "form", "one_or_many"}),
    ir.Enumeration: frozenset({"qname", "class_name", "module", "values", "aliases", "form"}),
    ir.EnumerationValue: frozenset({"xml_name", "constant", "number"}),
    ir.Member: frozenset(
        {
            *("name", "attribute", "namespace", "type", "required", "nillable", "sensitive", "aliases"),
            *("where", "many", "default", "fixed", "alternatives"),
        }
    ),
    ir.TypeRef: frozenset({"kind", "name", "listed"}),
    ir.Code: frozenset({"number", "means", "text"}),
    ir.QueryParameter: frozenset({"name", "member"}),
    ir.RestForm: frozenset({"method", "path", "query", "body", "variables", "whole_body", "content_type"}),
    ir.Port: frozenset({"name", "binding", "soap", "address", "addressing", "port_type"}),
}
"""The properties that the tables compare, or leave out for a reason. A new one is told by name until it stands here."""


def unjudged(kind: str, old: Node, new: Node) -> Iterator[Rule[Node]]:
    """Return a rule for each property of a node that the tables do not know, and that differs.

    Args:
        kind: how the rules' names begin.
        old: the old node, an attrs value of the intermediate representation.
        new: the new node.
    """
    names = {field.name for node in (old, new) for field in attrs.fields(type(node))}  # type: ignore[arg-type]  # Any node is one.
    judged = next((known for base, known in JUDGED.items() if isinstance(old, base)), frozenset[str]())
    for name in sorted(names - judged):
        if getattr(old, name, None) != getattr(new, name, None):
            yield _rule(f"{kind}.{name}", name)


def _rule(rule: str, name: str) -> Rule[Any]:  # Any node has it, or has it not.
    return Rule(
        name=rule,
        value=lambda node: getattr(node, name, None),
        shown=lambda node: _shown(getattr(node, name, None)),
        carried=lambda writer, reader, party, use: Outcome("sometimes", "this comparison does not judge it: look"),
    )


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
