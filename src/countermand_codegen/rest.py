"""The REST descriptor: an OpenAPI 3.1 document whose extensions join it to the WSDL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from countermand_codegen import ir
from countermand_codegen.errors import CodegenError
from countermand_codegen.sources import Source

__all__ = ["NO_REST", "RestDescriptor", "parse_rest"]

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


@attrs.frozen(kw_only=True)
class _Verb:
    place: str
    method: str
    path: str
    operations: tuple[str, ...]
    parameters: tuple[tuple[str, str], ...]
    """Names in the query, each with the member that it carries."""
    bare_member: str | None


@attrs.frozen(kw_only=True)
class RestDescriptor:
    """What the descriptor says: forms by operation, and what the WSDL cannot say about members and values."""

    source: Source | None = None
    sensitive: frozenset[str] = frozenset()
    """Names of members that are credentials or capabilities."""
    aliases: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict)
    """By enumeration, further XML names that are read, each with the name it stands for."""
    _verbs: tuple[_Verb, ...] = attrs.field(default=(), alias="verbs")

    def forms(self, operation: str, request: ir.Contract, response: ir.Contract) -> tuple[ir.RestForm, ...]:
        """Return the REST forms of an operation.

        Raises:
            CodegenError: a form carries a member that the request does not have, or leaves one out.
        """
        verbs = [verb for verb in self._verbs if operation in verb.operations]
        for verb in verbs:
            _check_members(verb, request, response)
        return tuple(
            ir.RestForm(
                method=verb.method,
                path=verb.path,
                query=tuple(ir.QueryParameter(name=name, member=member) for name, member in verb.parameters),
                body=verb.bare_member,
            )
            for verb in verbs
        )

    def check_names(self, service: ir.Service) -> None:
        """Make sure that the service has every operation, member and enumeration that the descriptor names.

        Raises:
            CodegenError: one is not there: it would be without effect.
        """
        operations = {operation.name for operation in service.operations}
        for verb in self._verbs:
            for operation in verb.operations:
                if operation not in operations:
                    raise CodegenError(verb.place, f"names the operation {operation}, which the WSDL does not have")
        _check_known(self.source, "member", self.sensitive, service.member_names)
        enumerations = {enumeration.qname for enumeration in service.enumerations}
        _check_known(self.source, "enumeration", self.aliases, enumerations)


def _check_known(source: Source | None, what: str, named: Iterable[str], known: set[str]) -> None:
    unknown = sorted(set(named) - known)
    if unknown and source is not None:
        raise CodegenError(source.name, f"names the {what} {unknown[0]}, which the WSDL does not have")


NO_REST = RestDescriptor()
"""For a service that speaks SOAP only."""


def parse_rest(source: Source) -> RestDescriptor:
    """Read and validate a descriptor.

    Raises:
        CodegenError: it is not YAML, not OpenAPI 3.1, or its extensions are not of their form.
    """
    from countermand_codegen.openapi import read_openapi  # noqa: PLC0415  # Slow to load, and most WSDLs have no such.

    document = read_openapi(source).value
    extension = _mapping(source, "x-countermand", document.get("x-countermand", {}))
    aliases = _mapping(source, "enumeration-aliases", extension.get("enumeration-aliases", {}))
    return RestDescriptor(
        source=source,
        sensitive=frozenset(_strings(source.name, "sensitive-members", extension.get("sensitive-members", []))),
        aliases={name: _mapping(source, name, names) for name, names in aliases.items()},
        verbs=tuple(_verbs(source, document.get("paths", {}))),
    )


def _mapping(source: Source, name: str, value: object) -> dict[str, Any]:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise CodegenError(source.name, f"{name} is not a mapping of names")
    return value


def _verbs(source: Source, paths: Mapping[str, Mapping[str, Mapping[str, object]]]) -> Iterator[_Verb]:
    for path, item in paths.items():
        for method, verb in item.items():
            place = f"{source.name}, {method} {path}"
            if method not in ("get", "post"):
                raise CodegenError(place, "only get and post are supported")
            bare = verb.get("x-bare-member")
            yield _Verb(
                place=place,
                method=method.upper(),
                path=path,
                operations=tuple(_strings(place, "x-wsdl-operations", verb.get("x-wsdl-operations"))),
                parameters=tuple(_parameters(place, verb.get("parameters", []))),
                bare_member=None if bare is None else str(bare),
            )


def _strings(place: str, name: str, value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise CodegenError(place, f"{name} is not a list of names")
    return value


def _parameters(place: str, value: object) -> Iterator[tuple[str, str]]:
    for parameter in value if isinstance(value, list) else []:
        if parameter.get("in") != "query":
            raise CodegenError(place, f"the parameter {parameter.get('name')} is not in the query: not supported")
        yield parameter["name"], parameter.get("x-wsdl-member", parameter["name"])


def _check_members(verb: _Verb, request: ir.Contract, response: ir.Contract) -> None:
    carried = [verb.bare_member] if verb.bare_member else [member for _, member in verb.parameters]
    members = [member.name for member in request.members]
    if sorted(carried) != sorted(members):
        raise CodegenError(verb.place, f"carries {carried}, where {ir.local_name(request.qname)} has {members}")
    if len(response.members) != 1:
        raise CodegenError(verb.place, f"{ir.local_name(response.qname)} has no single result to send bare")
    for member in request.members if verb.bare_member is None else ():
        if member.required or member.type.kind in ("contract", "array"):
            raise CodegenError(verb.place, f"the member {member.name} cannot stand in a query: not supported")
