"""Lowering, the service: ports, bindings and port types to operations, joined with their REST forms."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from countermand_codegen import ir
from countermand_codegen.checks import check_plain, check_service
from countermand_codegen.errors import CodegenError
from countermand_codegen.messages import Messages
from countermand_codegen.names import attribute_name, class_name, distinct, operation_constant
from countermand_codegen.parse import Parsed
from countermand_codegen.ports import Bound, PortTypes
from countermand_codegen.rest import NO_REST, RestDescriptor
from countermand_codegen.schema import Types
from countermand_codegen.scope import Scope

__all__ = ["lower_service", "lower_soap", "method_name"]

PAGE_NAMES = ("cast", "getattr", "load", "sys")
"""What the page of the operations uses; a module of that name would take its place there."""


def lower_service(parsed: Parsed, rest: RestDescriptor, package: str) -> ir.Service:
    """Lower a WSDL and its REST descriptor to one service, whose types travel as JSON, too.

    Raises:
        CodegenError: a construct that is not supported, or the two documents contradict each other.
    """
    lowered = _lower(parsed, package, Scope(), rest, "sequence")
    rest.check_names(lowered)
    check_plain(lowered)
    check_service(lowered)
    return lowered


def lower_soap(
    parsed: Parsed,
    package: str,
    *,
    operations: tuple[str, ...] = (),
    ports: tuple[str, ...] = (),
    reserved: Iterable[str] = (),
) -> ir.Service:
    """Lower any WSDL to a service that speaks SOAP only.

    Args:
        parsed: the documents.
        package: the Python package; with dots, one in others.
        operations: those that are wanted, by name; all where none is named.
        ports: the same.
        reserved: names that no class may have.

    Raises:
        CodegenError: a construct that is not supported, or something is named that is not there.
    """
    return _lower(parsed, package, Scope(reserved), NO_REST, "soap", operations, ports)


def _lower(
    parsed: Parsed,
    package: str,
    scope: Scope,
    rest: RestDescriptor,
    form: ir.Form,
    wanted: tuple[str, ...] = (),
    ports: tuple[str, ...] = (),
) -> ir.Service:
    parent, _, own = (package if form == "soap" else f"countermand_bindings.{package}").rpartition(".")
    found = PortTypes(parsed, ports)
    bound = _wanted(parsed, list(found.operations()), wanted)
    methods = distinct(method_name(one.name) for one in bound)
    if form == "soap":
        scope.reserve(map(class_name, (found.service_name, *found.used)))
        scope.reserve(map(operation_constant, methods))
    types = Types(parsed.schemas, scope, form, rest.sensitive, rest.aliases)
    messages = Messages(parsed, types)
    operations = [messages.operation(one, method) for one, method in zip(bound, methods, strict=True)]
    if form == "sequence":
        types.everything()
    contracts, arrays, enumerations = types.finish()
    return ir.Service(
        package=own,
        parent=parent,
        name=found.service_name,
        source=parsed.source.name,
        ports=found.ports,
        left_out=(*found.left_out, *parsed.missing),
        operations=tuple(attrs.evolve(one, rest=rest.forms(one.name, one.request, one.response)) for one in operations),
        contracts=contracts,
        arrays=arrays,
        enumerations=enumerations,
    )


def _wanted(parsed: Parsed, bound: list[Bound], names: tuple[str, ...]) -> list[Bound]:
    missing = sorted(set(names) - {one.name for one in bound})
    if missing:
        raise CodegenError("--operations", f"{parsed.source.name} has no operation {missing[0]}")
    overloaded = [(one.port_type, one.name) for one in bound]
    twice = (
        next((one for one in overloaded if overloaded.count(one) > 1), None)
        if len(set(overloaded)) != len(overloaded)
        else None
    )
    if twice is not None:
        raise CodegenError(parsed.source.name, f"has two operations named {twice[1]}: not supported")
    return [one for one in bound if not names or one.name in names]


def method_name(name: str) -> str:
    """Return the name of an operation's method, which is also its module's."""
    method = attribute_name(name)
    return f"{method}_" if method in PAGE_NAMES else method
