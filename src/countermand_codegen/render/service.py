"""Renders a service: its ports, and a class with one method for each operation."""

from __future__ import annotations

from countermand_codegen import ir
from countermand_codegen.names import class_name, operation_constant
from countermand_codegen.render.shape import member_annotation, member_default
from countermand_codegen.render.types import TypeRenderer

__all__ = ["render_ports", "render_services", "service_classes"]


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


def service_classes(service: ir.Service) -> dict[str, tuple[ir.Operation, ...]]:
    """Return the classes of a service, each with its operations: one named after it, or one for each port type."""
    if len(service.port_types) <= 1:
        return {class_name(service.name): service.operations}
    return {
        class_name(port_type): tuple(one for one in service.operations if one.port_type == port_type)
        for port_type in service.port_types
    }


def render_services(service: ir.Service, types: TypeRenderer) -> str:
    """Write the classes of a service."""
    classes = service_classes(service)
    return "\n\n\n".join(_class(name, operations, types) for name, operations in classes.items())


def _class(name: str, operations: tuple[ir.Operation, ...], types: TypeRenderer) -> str:
    """Write the class of a service, whose methods need only something that performs a call."""
    call = types.imports.annotate("countermand_wire.operation", "Call")
    lines = [
        f"class {name}:",
        *_summary(name, types.service),
        "",
        '    __slots__ = ("_call",)',
        "",
        f"    def __init__(self, call: {call}) -> None:",
        '        """Take what performs a call: it gets an operation and its request, and returns the reply."""',
        "        self._call = call",
    ]
    for operation in operations:
        lines += ["", *_method(operation, types)]
    return "\n".join(lines)


def _summary(name: str, service: ir.Service) -> list[str]:
    method = f'    """The service {name}: one method for each operation, which returns its'
    if service.contracts_form == "soap":
        nil = "    A single result that the reply leaves out, or that is nil, is None."
        return [f"{method} result.", "", nil, '    """']
    if not service.ports:
        return [f'{method} reply."""']
    nil = "    A result that the reply leaves out raises DecodeError; one that is nil comes back as None."
    return [f"{method} result.", "", nil, '    """']


def _method(operation: ir.Operation, types: TypeRenderer) -> list[str]:
    package = f"{types.service.home}.operations.{operation.method}"
    constant, request = operation_constant(operation.method), operation.request
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
    if request.form == "soap":
        return _soap_parameters(request, types)
    parameters = []
    for member in request.members:
        annotation = types.annotation(member.type) + (" | None" if member.nillable else "")
        default = ""
        if not member.required:
            annotation += f" | {types.imports.annotate('countermand_wire.absent', 'Absent')}"
            default = f" = {types.imports.use('countermand_wire.absent', 'ABSENT')}"
        parameters.append(f"{member.attribute}: {annotation}{default}")
    return f", *, {', '.join(parameters)}" if parameters else ""


def _soap_parameters(request: ir.Contract, types: TypeRenderer) -> str:
    parameters = []
    for member in request.members:
        default = member_default(member, types)
        written = f"{member.attribute}: {member_annotation(member, types)}"
        parameters.append(f"{written} = {default}" if default else written)
    return f", *, {', '.join(parameters)}" if parameters else ""


def _soap_result(operation: ir.Operation, call: str, types: TypeRenderer) -> tuple[str, list[str]]:
    """Return the same of an operation that travels by SOAP alone: whatever way there is no value, it is None."""
    response = operation.response
    member, *others = response.members or (None,)
    if member is None:
        return "None", [call]
    if others or member.where == "header":
        package = f"{types.service.home}.operations.{operation.method}"
        return types.imports.annotate(package, response.class_name), [f"return {call}"]
    value = f"{call}.{member.attribute}"
    if member.required or member_default(member, types) != "ABSENT":
        return member_annotation(member, types), [f"return {value}"]
    types.imports.use("countermand_wire.absent", "ABSENT")
    annotation = f"{types.annotation(member.type)} | None"
    result = "result_" if any(one.attribute == "result" for one in operation.request.members) else "result"
    return annotation, [f"{result} = {value}", f"return None if {result} is ABSENT else {result}"]


def _result(operation: ir.Operation, call: str, types: TypeRenderer) -> tuple[str, list[str]]:
    """Return the annotation of a method's result, and the statements that call and unwrap it."""
    if operation.request.form == "soap":
        return _soap_result(operation, call, types)
    member, *others = operation.response.members or (None,)
    if member is None:
        return "None", [call]
    if others or not operation.action:
        package = f"{types.service.home}.operations.{operation.method}"
        return types.imports.annotate(package, operation.response.class_name), [f"return {call}"]
    annotation = types.annotation(member.type) + (" | None" if member.nillable else "")
    value = f"{call}.{member.attribute}"
    if member.required:
        return annotation, [f"return {value}"]
    error = types.imports.use("countermand_wire.errors", "DecodeError")
    types.imports.use("countermand_wire.absent", "ABSENT")
    missing = f"    raise {error}({member.name!r}, 'is missing')"
    return annotation, [f"result = {value}", "if result is ABSENT:", missing, "return result"]
