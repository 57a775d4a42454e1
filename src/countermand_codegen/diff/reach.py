"""Which messages hold a type, by which members, and over which wires: the reach of a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import attrs

from countermand_codegen import ir

__all__ = ["Hold", "Message", "Reach", "Use", "holds", "use_of"]

Message = tuple[str, Literal["request", "reply", "fault"]]
"""An operation as reports call it, and which of its messages; all its faults are one."""


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


def holds(service: ir.Service, names: Mapping[tuple[str, str], str]) -> Reach:
    """Find the messages that hold each type, each with its shortest path.

    Args:
        service: the service.
        names: what reports call each operation, by its port type and name.
    """
    found: dict[str, dict[Message, Hold]] = {}
    for operation in service.operations:
        bodies = {form.body for form in operation.rest} - {None}
        for message, members in _messages(operation, names[operation.port_type, operation.name]):
            roots = bodies if message[1] == "request" else {member.name for member in members}
            for qname, path in _below(service, members):
                bare = bool(operation.rest) and path in roots
                held = Hold(path=path, rest=bool(operation.rest), bare=bare)
                found.setdefault(qname, {}).setdefault(message, held)
    return found


def _messages(operation: ir.Operation, name: str) -> Iterator[tuple[Message, tuple[ir.Member, ...]]]:
    yield (name, "request"), operation.request.members
    yield (name, "reply"), operation.response.members
    yield (name, "fault"), tuple(fault.element for fault in operation.faults)


def _below(service: ir.Service, message: tuple[ir.Member, ...]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    level = [*_types(message, "")]
    while level:
        following: list[tuple[ir.TypeRef, str]] = []
        for type_, path in level:
            if type_.kind in ("scalar", "markup") or type_.name in seen:
                continue
            seen.add(type_.name)
            yield type_.name, path
            following += _types(members_of(service, type_), f"{path}.")
            if type_.kind == "contract":
                # One that extends it may stand in its place.
                following += [(attrs.evolve(type_, name=name), path) for name in service.contract(type_.name).derived]
        level = following


def _types(members: tuple[ir.Member, ...], above: str) -> Iterator[tuple[ir.TypeRef, str]]:
    for member in members:
        yield member.type, f"{above}{member.name}"
        for one in member.alternatives:
            yield one.type, f"{above}{member.name}.{one.name}"


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
        replies=any(direction != "request" for _, direction in common),
        soap=soap,
        rest=any(old[message].rest and new[message].rest for message in common),
        bare=any(old[message].bare and new[message].bare for message in common),
        given=not either or any(direction == "request" for _, direction in either),
        read=not either or any(direction != "request" for _, direction in either),
    )
