"""The tables of ports and of REST forms: where a service is called, and how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from countermand_codegen import ir
from countermand_codegen.diff.model import CARRIED, Effect, Outcome, Party
from countermand_codegen.diff.reach import Use
from countermand_codegen.diff.rules import Presence, Rule, breaks_source, wire_sees_nothing

__all__ = ["FORM", "FORMS", "PORT", "PORTS", "Endpoint", "Form"]


@attrs.frozen
class Endpoint:
    """A port, and what the policies of its binding demand."""

    port: ir.Port
    policies: frozenset[str] = frozenset()
    """Each assertion as one line, prefixes resolved."""


PORT = Presence[Endpoint](
    name="port",
    shown=lambda node: f"SOAP {node.port.soap} at {node.port.address}",
    unknown=lambda node, party, use: Outcome("when_used", "nothing answers at that port"),
    missing=lambda node, party, use: CARRIED,
    removed=lambda node, use: Effect("breaking", f"PORTS has no {node.port.name}"),
)


def _policies(writer: Endpoint, reader: Endpoint, party: Party, use: Use) -> Outcome:
    return Outcome("sometimes", "a policy is between the two hosts; our bindings carry no more than WS-Addressing")


PORTS: tuple[Rule[Endpoint], ...] = (
    Rule(
        name="port.name",
        value=lambda node: node.port.name,
        shown=lambda node: node.port.name,
        carried=wire_sees_nothing,
        python=breaks_source("PORTS has it under another name"),
    ),
    Rule(
        name="port.binding",
        value=lambda node: node.port.binding,
        shown=lambda node: node.port.binding,
        carried=wire_sees_nothing,
    ),
    Rule(
        name="port.SOAP version",
        value=lambda node: node.port.soap,
        shown=lambda node: node.port.soap,
        carried=lambda writer, reader, party, use: Outcome("never", "a server refuses the other version's messages"),
    ),
    Rule(
        name="port.address",
        value=lambda node: node.port.address,
        shown=lambda node: node.port.address,
        carried=lambda writer, reader, party, use: Outcome("sometimes", "fails unless this address answers too"),
    ),
    Rule(
        name="port.WS-Addressing",
        value=lambda node: node.port.addressing,
        shown=lambda node: "demanded" if node.port.addressing else "not used",
        carried=lambda writer, reader, party, use: (
            Outcome("never", "a server refuses requests without its headers")
            if reader.port.addressing
            else Outcome("never", "a server refuses headers that must be understood, and are not")
        ),
    ),
    Rule(
        name="port.policies",
        value=lambda node: node.policies,
        shown=lambda node: "; ".join(sorted(node.policies)) or "none",
        carried=_policies,
    ),
)


@attrs.frozen
class Form:
    """A REST form, and the members of its request that both contracts have."""

    form: ir.RestForm
    common: frozenset[str]

    def names(self, parameters: Iterable[ir.QueryParameter]) -> dict[str, str]:
        """Return the name of each common member's parameter."""
        return {parameter.member: parameter.name for parameter in parameters if parameter.member in self.common}

    @property
    def query(self) -> dict[str, str]:
        """The names in the query, in small letters: servers do not tell capitals apart."""
        return {member: name.lower() for member, name in self.names(self.form.query).items()}


FORM = Presence[Form](
    name="REST form",
    shown=lambda node: f"{node.form.method} {node.form.path}",
    unknown=lambda node, party, use: Outcome("when_used", "a server answers 404 or 405"),
    missing=lambda node, party, use: CARRIED,
    removed=lambda node, use: Effect("depends", "RestBinding refuses calls in that form"),
)


def _named(names: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={member}" for member, name in sorted(names.items())) or "none"


FORMS: tuple[Rule[Form], ...] = (
    Rule(
        name="REST form.verb",
        value=lambda node: node.form.method,
        shown=lambda node: node.form.method,
        carried=lambda writer, reader, party, use: Outcome("never", "a server answers 405"),
    ),
    Rule(
        name="REST form.path",
        value=lambda node: node.form.path,
        shown=lambda node: node.form.path,
        carried=lambda writer, reader, party, use: Outcome("never", "a server answers 404"),
    ),
    Rule(
        name="REST form.query",
        value=lambda node: node.query,
        shown=lambda node: _named(node.names(node.form.query)),
        carried=lambda writer, reader, party, use: Outcome(
            "never", "a server takes a parameter that it does not know as not given"
        ),
    ),
    Rule(
        name="REST form.path variables",
        value=lambda node: node.names(node.form.variables),
        shown=lambda node: _named(node.names(node.form.variables)),
        carried=lambda writer, reader, party, use: Outcome("never", "a server reads another value there"),
    ),
    Rule(
        name="REST form.body",
        value=lambda node: (node.form.body is not None, node.form.whole_body),
        shown=lambda node: "the whole request" if node.form.whole_body else node.form.body or "none",
        carried=lambda writer, reader, party, use: Outcome("never", "a server expects the other form"),
    ),
    Rule(
        name="REST form.content type",
        value=lambda node: node.form.content_type,
        shown=lambda node: node.form.content_type or "that of the body",
        carried=lambda writer, reader, party, use: Outcome("sometimes", "a server may refuse the other"),
    ),
)
