"""Which messages hold a type, by which members, and over which wires: the reach of a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import attrs

from countermand_codegen import ir

__all__ = ["Hold", "Reach", "Use", "holds", "use_of"]

Message = tuple[str, Literal["request", "reply"]]
"""An operation's name and which of its two messages."""


@attrs.frozen(kw_only=True)
class Use:
    """Where something travels in both contracts, and where Python meets it in either."""

    requests: bool
    replies: bool
    soap: bool
    rest: bool
    """Over the REST forms: JSON, and bare XML where there is SOAP too."""
    bare: bool = False
    """The type's own name is the root element of a bare XML body."""
    query: bool = False
    """It travels in URLs only, as text."""
    given: bool = True
    """A program makes values of it."""
    read: bool = True
    """A program reads values of it."""

    @property
    def xml(self) -> bool:
        """Whether members travel as elements: a service without ports has JSON only."""
        return self.soap


@attrs.frozen(kw_only=True)
class Hold:
    """One message that holds a type."""

    path: str
    """The members that lead to it, with dots."""
    rest: bool
    bare: bool


Reach = Mapping[str, Mapping[Message, Hold]]
"""By the type's qualified name."""


def holds(service: ir.Service) -> Reach:
    """Find the messages that hold each type, each with its shortest path."""
    found: dict[str, dict[Message, Hold]] = {}
    for operation in service.operations:
        bodies = {form.body for form in operation.rest} - {None}
        for message, contract in _messages(operation):
            roots = bodies if message[1] == "request" else {member.name for member in contract.members}
            for qname, path in _below(service, contract):
                bare = bool(operation.rest) and path in roots
                held = Hold(path=path, rest=bool(operation.rest), bare=bare)
                found.setdefault(qname, {}).setdefault(message, held)
    return found


def _messages(operation: ir.Operation) -> Iterator[tuple[Message, ir.Contract]]:
    yield (operation.name, "request"), operation.request
    yield (operation.name, "reply"), operation.response


def _below(service: ir.Service, message: ir.Contract) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    level = [(member.type, member.name) for member in message.members]
    while level:
        following: list[tuple[ir.TypeRef, str]] = []
        for type_, path in level:
            if type_.kind == "scalar" or type_.name in seen:
                continue
            seen.add(type_.name)
            yield type_.name, path
            following += [(member.type, f"{path}.{member.name}") for member in members_of(service, type_)]
        level = following


def members_of(service: ir.Service, type_: ir.TypeRef) -> tuple[ir.Member, ...]:
    """Return the members of a contract, the item of a list, nothing for others."""
    if type_.kind == "contract":
        return service.contract(type_.name).members
    return (service.array(type_.name).item,) if type_.kind == "array" else ()


def use_of(old: Mapping[Message, Hold], new: Mapping[Message, Hold], *, soap: bool) -> Use:
    """Join what both contracts say of one type.

    Only messages that hold it in both count for the wire: where one holds it on one side only, that is a change
    of its own.
    """
    common = old.keys() & new.keys()
    either = old.keys() | new.keys()
    return Use(
        requests=any(direction == "request" for _, direction in common),
        replies=any(direction == "reply" for _, direction in common),
        soap=soap,
        rest=any(old[message].rest and new[message].rest for message in common),
        bare=any(old[message].bare and new[message].bare for message in common),
        given=not either or any(direction == "request" for _, direction in either),
        read=not either or any(direction == "reply" for _, direction in either),
    )
