"""zeep's reading of the same WSDL, held against ours: operations, actions, elements and the types of members.

zeep says that it is typed and mostly is not: what comes from it is Any here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from countermand_codegen import ir
from countermand_codegen.errors import CodegenError
from countermand_codegen.schema import SCALARS

__all__ = ["compare_with_zeep"]


def compare_with_zeep(path: Path, service: ir.Service) -> list[str]:
    """Return one line for each place where zeep reads the WSDL otherwise than `service` says.

    Raises:
        CodegenError: zeep cannot load the document at all.
    """
    import zeep  # noqa: PLC0415  # Slow to load, and needed only once all else is well.

    try:
        settings = zeep.Settings(strict=True, forbid_external=True)  # pyright: ignore[reportCallIssue]  # An attrs class to it.
        document = zeep.Client(str(path), settings=settings).wsdl
    except Exception as error:  # noqa: BLE001  # whatever its reason, it is the answer
        raise CodegenError(service.source, f"zeep cannot load it: {type(error).__name__}: {error}") from None
    ports = {name: port for found in document.services.values() for name, port in found.ports.items()}
    lines = [*_compare("ports", set(ports), {port.name for port in service.ports})]
    for port in service.ports:
        if port.name in ports:
            lines += [f"port {port.name}, {line}" for line in _compare_binding(ports[port.name].binding, service)]
    return lines


def _compare(what: str, theirs: object, ours: object) -> Iterator[str]:
    if theirs != ours:
        yield f"{what}: zeep has {_shown(theirs)}, we have {_shown(ours)}"


def _shown(value: object) -> str:
    return str(sorted(value) if isinstance(value, set) else value)


def _compare_binding(binding: Any, service: ir.Service) -> Iterator[str]:
    operations = {operation.name: operation for operation in service.operations}
    found: dict[str, Any] = binding.all()
    yield from _compare("operations", set(found), set(operations))
    for name, theirs in found.items():
        if name not in operations:
            continue
        ours = operations[name]
        place = f"operation {name}"
        yield from _compare(f"{place}, soapAction", theirs.soapaction, ours.action)
        for message, contract in ((theirs.input, ours.request), (theirs.output, ours.response)):
            element = message.body
            yield from _compare(f"{place}, element", element.qname.text, contract.qname)
            yield from _Types(service, set()).compare(f"{place}, {contract.class_name}", element.type, contract)


class _Types:
    """Walks zeep's types beside ours, each named type once."""

    def __init__(self, service: ir.Service, seen: set[str]) -> None:
        self._service = service
        self._seen = seen

    def compare(self, place: str, theirs: Any, ours: ir.Contract) -> Iterator[str]:
        elements = [element for _, element in theirs.elements]
        yield from _compare(
            f"{place}, members", [element.qname.text for element in elements], [member.tag for member in ours.members]
        )
        for element, member in zip(elements, ours.members, strict=False):
            yield from self._compare_member(f"{place}.{member.name}", element, member)

    def _compare_member(self, place: str, element: Any, member: ir.Member) -> Iterator[str]:
        yield from _compare(f"{place}, required", element.min_occurs > 0, member.required)
        yield from _compare(f"{place}, nillable", bool(element.nillable), member.nillable)
        found = element.type.qname.text if element.type.qname is not None else "an anonymous type"
        ours = member.type
        if ours.kind == "scalar":
            yield from _compare(f"{place}, type", SCALARS.get(found, found), ours.name)
            return
        yield from _compare(f"{place}, type", found, ours.name)
        if found != ours.name or found in self._seen:
            return
        self._seen.add(found)
        if ours.kind == "contract":
            yield from self.compare(ir.local_name(found), element.type, self._service.contract(ours.name))
        elif ours.kind == "array":
            item = self._service.array(ours.name).item
            elements = [inner for _, inner in element.type.elements]
            yield from _compare(f"{found}, items", [inner.qname.text for inner in elements], [item.tag])
            yield from _compare(f"{found}, maxOccurs", elements[0].max_occurs, "unbounded")
            yield from self._compare_item(found, elements[0], item)

    def _compare_item(self, place: str, element: Any, item: ir.Member) -> Iterator[str]:
        yield from self._compare_member(f"{ir.local_name(place)}.{item.name}", element, item)
