"""Renders a service: its ports, and a class with one method for each operation."""

from __future__ import annotations

from countermand_codegen import ir
from countermand_codegen.names import class_name
from countermand_codegen.render.operation import operation_constant
from countermand_codegen.render.types import TypeRenderer

__all__ = ["render_ports", "render_service"]


def render_ports(service: ir.Service, types: TypeRenderer) -> str:
    """Write the table of a service's ports."""
    types.imports.use("typing", "Final")
    types.imports.annotate("collections.abc", "Mapping")
    port = types.imports.use("countermand_wire.operation", "Port")
    entries = []
    for declared in service.ports:
        soap = types.imports.use("countermand_wire.soap", "SOAP11" if declared.soap == "1.1" else "SOAP12")
        entries.append(
            f"{declared.name!r}: {port}(name={declared.name!r}, binding={declared.binding!r}, soap={soap}, "
            f"address={declared.address!r}, addressing={declared.addressing})"
        )
    return f"PORTS: Final[Mapping[str, {port}]] = {{{', '.join(entries)}}}"


def render_service(service: ir.Service, types: TypeRenderer) -> str:
    """Write the class of a service, whose methods need only something that performs a call."""
    call = types.imports.annotate("countermand_wire.operation", "Call")
    lines = [
        f"class {class_name(service.name)}:",
        f'    """The service {class_name(service.name)}: one method for each operation, which returns its result.',
        "",
        "    A result that the reply leaves out raises DecodeError; one that is nil comes back as None.",
        '    """',
        "",
        '    __slots__ = ("_call",)',
        "",
        f"    def __init__(self, call: {call}) -> None:",
        '        """Take what performs a call: it gets an operation and its request, and returns the reply."""',
        "        self._call = call",
    ]
    for operation in service.operations:
        lines += ["", *_method(operation, types)]
    return "\n".join(lines)


def _method(operation: ir.Operation, types: TypeRenderer) -> list[str]:
    package = f"countermand_bindings.{types.service.package}.operations.{operation.method}"
    constant, request = operation_constant(operation), operation.request
    arguments = ", ".join(f"{member.attribute}={member.attribute}" for member in request.members)
    call = f"self._call({constant}, {request.class_name}({arguments}))"
    returned, statements = _result(operation, call, types)
    return [
        f"    def {operation.method}(self{_parameters(request, types)}) -> {returned}:",
        f'        """Call {class_name(operation.name)}."""',
        f"        from {package} import {constant}, {request.class_name}",
        "",
        *(f"        {statement}" for statement in statements),
    ]


def _parameters(request: ir.Contract, types: TypeRenderer) -> str:
    parameters = []
    for member in request.members:
        annotation = types.annotation(member.type) + (" | None" if member.nillable else "")
        default = ""
        if not member.required:
            annotation += f" | {types.imports.annotate('countermand_wire.absent', 'Absent')}"
            default = f" = {types.imports.use('countermand_wire.absent', 'ABSENT')}"
        parameters.append(f"{member.attribute}: {annotation}{default}")
    return f", *, {', '.join(parameters)}" if parameters else ""


def _result(operation: ir.Operation, call: str, types: TypeRenderer) -> tuple[str, list[str]]:
    """Return the annotation of a method's result, and the statements that call and unwrap it."""
    member, *others = operation.response.members or (None,)
    if member is None:
        return "None", [call]
    if others or not operation.action:
        package = f"countermand_bindings.{types.service.package}.operations.{operation.method}"
        return types.imports.annotate(package, operation.response.class_name), [f"return {call}"]
    annotation = types.annotation(member.type) + (" | None" if member.nillable else "")
    value = f"{call}.{member.attribute}"
    if member.required:
        return annotation, [f"return {value}"]
    error = types.imports.use("countermand_wire.errors", "DecodeError")
    types.imports.use("countermand_wire.absent", "ABSENT")
    missing = f"    raise {error}({member.name!r}, 'is missing')"
    return annotation, [f"result = {value}", "if result is ABSENT:", missing, "return result"]
