"""Two contracts that differ in one thing, their bindings, and what becomes of messages between them."""

import importlib
import shutil
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal
from uuid import UUID

import attrs

import countermand_bindings
from countermand_codegen import ir
from countermand_codegen.diff.advice import advise
from countermand_codegen.diff.compare import Side, compare_services
from countermand_codegen.diff.model import Change, Report
from countermand_codegen.diff.policies import policies_of
from countermand_codegen.parse import parse_wsdl
from countermand_codegen.render import render_package
from countermand_codegen.rest import NO_REST, parse_rest
from countermand_codegen.service import lower_service
from countermand_codegen.sources import Source
from countermand_wire import ABSENT, DecodeError, UnknownValue
from countermand_wire.codec import Codec, read_xml_document, xml_document
from countermand_wire.policy import READ_BY_NAME, READ_IN_ORDER, WRITE_UTC

Fate = Literal["same", "lost", "refused"]
Make = Callable[[Any], object]
"""Makes a message of a bindings' namespace: every contract, enumeration and message class by its name."""


def side(wsdl: str, rest: str | None = None, package: str = "small") -> Side:
    """Lower a WSDL, and a REST descriptor."""
    parsed = parse_wsdl(Source(root=Path(), name="small.wsdl", content=wsdl.encode()))
    described = NO_REST if rest is None else parse_rest(Source(root=Path(), name="rest.yaml", content=rest.encode()))
    return Side(service=lower_service(parsed, described, package), policies=policies_of(parsed))


def compare(old: Side, new: Side) -> tuple[Change, ...]:
    """Compare two contracts."""
    return compare_services(old, new)


def report(old: Side, new: Side) -> Report:
    """Compare two contracts; with the advice."""
    changes = compare_services(old, new)
    return Report(old="old", new="new", changes=changes, advice=advise(changes))


@contextmanager
def bindings(folder: Path, sides: Mapping[str, Side]) -> Generator[dict[str, Any]]:
    """Generate the bindings of contracts, each a package of this name below `countermand_bindings`."""
    for package, one in sides.items():
        for name, text in render_package(attrs.evolve(one.service, package=package)).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    countermand_bindings.__path__.append(str(folder))
    importlib.invalidate_caches()
    try:
        yield {package: _namespace(package, one.service) for package, one in sides.items()}
    finally:
        countermand_bindings.__path__.remove(str(folder))
        shutil.rmtree(folder)


def _namespace(package: str, service: ir.Service) -> Any:
    found: dict[str, Any] = {}
    classes: tuple[ir.Contract | ir.Enumeration, ...] = (*service.contracts, *service.enumerations)
    for named in classes:
        module = importlib.import_module(f"countermand_bindings.{package}.contracts.{named.module}")
        found[named.class_name] = getattr(module, named.class_name)
    operations = importlib.import_module(f"countermand_bindings.{package}.operations")
    for operation in service.operations:
        module = importlib.import_module(f"countermand_bindings.{package}.operations.{operation.method}")
        for message in (operation.request, operation.response):
            found[message.class_name] = getattr(module, message.class_name)
        found[operation.name.upper()] = operations.load(operation.name)
    return SimpleNamespace(**found)


def crossing(
    writer: Codec[Any],
    reader: Codec[Any],
    messages: Sequence[object],
    by: Literal["server", "client"],
    *,
    xml: bool,
    json: bool,
) -> list[Fate]:
    """Send messages from one contract to the other, over XML, JSON or both; tell what became of each."""
    ways = [*([_over_xml] if xml else []), *([_over_json] if json else [])]
    return [way(writer, reader, message, by) for way in ways for message in messages]


def _over_xml(writer: Codec[Any], reader: Codec[Any], message: object, by: str) -> Fate:
    # The bytes are those of our client, or of a server that writes by the same contract; a server reads in order.
    document = xml_document(writer, message)
    try:
        read = read_xml_document(reader, document, READ_IN_ORDER if by == "server" else READ_BY_NAME)
    except DecodeError:
        return "refused"
    return _fate(message, read, by)


def _over_json(writer: Codec[Any], reader: Codec[Any], message: object, by: str) -> Fate:
    members = writer.to_json(message, WRITE_UTC)
    try:
        read = reader.from_json(members, READ_BY_NAME)
    except DecodeError:
        return "refused"
    return _fate(message, read, by)


class _Refused(Exception):
    pass


def _fate(sent: object, read: object, by: str) -> Fate:
    try:
        wanted, found = _plain(sent, by="client"), _plain(read, by=by)
    except _Refused:
        return "refused"
    return "same" if _arrived(wanted, found, all_of_it=by == "server") else "lost"


def _arrived(wanted: Any, found: Any, *, all_of_it: bool) -> bool:
    """Tell whether what was read is what was sent: the whole of it, or all that the reader knows of."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        names = wanted.keys() | found.keys() if all_of_it else found.keys()
        pairs = ((wanted.get(name, ABSENT), found.get(name, ABSENT)) for name in names)
        return all(_arrived(a, b, all_of_it=all_of_it) for a, b in pairs)
    if isinstance(wanted, list) and isinstance(found, list):
        items = zip(wanted, found, strict=False)
        return len(wanted) == len(found) and all(_arrived(a, b, all_of_it=all_of_it) for a, b in items)
    return bool(type(wanted) is type(found) and wanted == found)


def _plain(value: Any, by: str) -> Any:
    """Return a value without its classes: members by their names on the wire, enumerations by theirs."""
    if attrs.has(type(value)) and not isinstance(value, UnknownValue):
        pairs = ((field.metadata["name"], getattr(value, field.name)) for field in attrs.fields(type(value)))
        return {name: _plain(member, by) for name, member in pairs}
    if isinstance(value, UnknownValue):
        if by == "server":
            raise _Refused
        return value.xml_name if value.xml_name is not None else value.number
    if isinstance(value, Enum) and value is not ABSENT:
        return value.value
    if isinstance(value, list):
        return [_plain(item, by) for item in value]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return Decimal(str(value))
    return str(value) if isinstance(value, UUID) else value
