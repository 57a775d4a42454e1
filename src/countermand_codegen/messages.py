"""Lowering, the messages: the parts of an operation's input, output and faults to contracts."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
from xsdata.models import wsdl, xsd

from countermand_codegen import ir
from countermand_codegen.content import named as named_members
from countermand_codegen.declared import At
from countermand_codegen.errors import CodegenError
from countermand_codegen.parse import Parsed, ParsedSchema, resolve
from countermand_codegen.ports import Bound, BoundMessage, by_name, named
from countermand_codegen.schema import Types

__all__ = ["Messages"]

NOTHING = ir.Contract(qname="", class_name="None", module="none", members=(), form="soap")
"""What a one-way operation has for a reply."""


class Messages:
    """Lowers the messages of one operation after the other."""

    def __init__(self, parsed: Parsed, types: Types) -> None:
        self._parsed = parsed
        self._types = types
        self._messages = by_name(parsed, "message", lambda found: found.messages)

    def operation(self, bound: Bound, method: str) -> ir.Operation:
        """Lower an operation.

        Raises:
            CodegenError: a message is not of parts that can be carried, or the actions contradict each other.
        """
        place, declared = bound.place, bound.declared
        messages: tuple[wsdl.PortTypeMessage | None, wsdl.PortTypeMessage | None] = (declared.input, declared.output)
        given, returned = messages
        if given is None:
            raise CodegenError(place, "has no input: not supported")
        action = self._action(bound)
        return ir.Operation(
            name=bound.name,
            method=method,
            action=action,
            reply_action=self._declared_action(bound, "output") or f"{action}Response",
            request=self._message(bound, given.message, bound.request, "Request"),
            response=NOTHING
            if returned is None
            else self._message(bound, returned.message, bound.response, "Response"),
            port_type=bound.port_type,
            one_way=returned is None,
            faults=tuple(
                ir.FaultDetail(name=fault.name, element=self._types.element(self._only_element(fault, place), place))
                for fault in declared.faults
            ),
        )

    def _declared_action(self, bound: Bound, direction: str) -> str:
        return self._parsed.actions.get((bound.port_type, bound.name, direction), "")

    def _action(self, bound: Bound) -> str:
        declared = self._declared_action(bound, "input")
        if bound.action and declared and declared != bound.action and bound.addressing:
            raise CodegenError(bound.place, f"its soapAction is {bound.action}, its wsaw:Action {declared}")
        return bound.action or declared

    def _message(self, bound: Bound, name: str, wire: BoundMessage, suffix: str) -> ir.Contract:
        message = named(self._messages, name, bound.place)
        headers = [self._header(bound.place, *header) for header in wire.headers]
        own = {part for of, part in wire.headers if of == message.name}
        parts = [
            part for part in message.parts if (part.name not in own if wire.parts is None else part.name in wire.parts)
        ]
        suffixes = ("Message", suffix)
        if bound.rpc:
            contract = self._rpc(bound, parts, wire, suffix)
        elif len(parts) > 1:
            # A message contract of WCF that is not wrapped: its elements stand in the Body beside each other.
            elements = [self._types.element(self._qname(part, bound.place), bound.place) for part in parts]
            required = [attrs.evolve(element, required=True) for element in elements]
            contract = self._types.made_message(f"{bound.name}{suffix}", required, suffixes)
            contract = attrs.evolve(contract, qname="")
        elif not parts or parts[0].element is None:
            contract = self._types.body(f"{bound.name}{suffix}", self._type_of(bound, parts))
        else:
            contract = self._types.message(self._qname(parts[0], bound.place), bound.place, suffixes)
        members = named_members(contract.members, headers)
        return attrs.evolve(contract, members=members)

    def _type_of(self, bound: Bound, parts: list[wsdl.Part]) -> tuple[At, str] | None:
        """Return the type whose members stand in the Body itself, without an element around them."""
        if not parts:
            return None
        at, part = self._at(bound), parts[0]
        qname = resolve(part.type or "", part.ns_map)
        if part.type is None or qname is None:
            raise at.refuse(f"the part {part.name} has no element and no type whose prefix is bound")
        return at, qname

    def _at(self, bound: Bound) -> At:
        return At(ParsedSchema(source=self._parsed.source, schema=xsd.Schema()), f"operation {bound.name}")

    def _rpc(self, bound: Bound, parts: Iterable[wsdl.Part], wire: BoundMessage, suffix: str) -> ir.Contract:
        at = self._at(bound)
        members = []
        for part in parts:
            if part.type is None:
                raise at.refuse(f"the part {part.name} has no type, which RPC style wants: not supported")
            qname = resolve(part.type, part.ns_map)
            if qname is None:
                raise at.refuse(f"the prefix of {part.type!r} is not bound")
            members.append(self._types.part(at, part.name, qname))
        name = bound.name if suffix == "Request" else f"{bound.name}Response"
        return self._types.made_message(f"{{{wire.namespace}}}{name}", members, ("Message", suffix))

    def _header(self, place: str, message: str, part: str) -> ir.Member:
        parts = named(self._messages, message, place).parts
        found = next((one for one in parts if one.name == part), None)
        if found is None or found.element is None:
            raise CodegenError(place, f"its header {part} is no part with an element: not supported")
        return attrs.evolve(self._types.element(self._qname(found, place), place), where="header")

    def _only_element(self, fault: wsdl.PortTypeMessage, place: str) -> str:
        message = named(self._messages, fault.message, place)
        if len(message.parts) != 1 or message.parts[0].element is None:
            raise CodegenError(place, f"its fault {fault.name} is not of one part with an element: not supported")
        return self._qname(message.parts[0], place)

    @staticmethod
    def _qname(part: wsdl.Part, place: str) -> str:
        qname = resolve(part.element or "", part.ns_map)
        if qname is None:
            raise CodegenError(place, f"the prefix of {part.element!r} is not bound")
        return qname
