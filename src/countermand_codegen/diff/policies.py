"""What the policies of a binding demand, as lines that can be compared: prefixes, ids and order are gone."""

from __future__ import annotations

from collections.abc import Iterator

from xsdata.formats.dataclass.models.generics import AnyElement
from xsdata.models import wsdl

from countermand_codegen import ir
from countermand_codegen.parse import Parsed, known
from countermand_codegen.ports import POLICY, USING_ADDRESSING, WSU_ID

__all__ = ["policies_of"]

STRUCTURE = frozenset(f"{POLICY}{name}" for name in ("Policy", "ExactlyOne", "All"))


def policies_of(parsed: Parsed) -> dict[str, frozenset[str]]:
    """Return the assertions of each port's binding, without WS-Addressing, which the port itself tells."""
    declared = {
        policy.attributes.get(WSU_ID, ""): policy
        for document in parsed.documents
        for policy in known(document.definitions.extended)
        if policy.qname == f"{POLICY}Policy"
    }
    bindings = {binding.name: binding for document in parsed.documents for binding in document.definitions.bindings}
    return {
        port.name: frozenset(_assertions(bindings.get(port.binding.rpartition(":")[2]), declared))
        for document in parsed.documents
        for service in document.definitions.services
        for port in service.ports
    }


def _assertions(binding: wsdl.Binding | None, declared: dict[str, AnyElement]) -> Iterator[str]:
    for element in () if binding is None else known(binding.extended):
        if element.qname == f"{POLICY}PolicyReference":
            referred = declared.get(element.attributes.get("URI", "").removeprefix("#"))
            yield from () if referred is None else _demanded(referred)
        elif element.qname == f"{POLICY}Policy":
            yield from _demanded(element)


def _demanded(policy: AnyElement) -> Iterator[str]:
    for child in known(policy.children):
        if child.qname in STRUCTURE:
            yield from _demanded(child)
        elif child.qname not in USING_ADDRESSING:
            yield _line(child)


def _line(element: AnyElement) -> str:
    attributes = sorted(f"{ir.local_name(name)}={value}" for name, value in element.attributes.items())
    inside = sorted(_line(child) for child in known(element.children))
    text = [] if inside else [(element.text or "").strip()]
    held = [*attributes, *inside, *filter(None, text)]
    return ir.local_name(element.qname or "") + (f"({', '.join(held)})" if held else "")
