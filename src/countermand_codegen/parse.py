"""The second stage: documents to the records of xsdata's parsers, with all that they import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

import attrs
from lxml import etree
from xsdata.codegen.parsers import DefinitionsParser, SchemaParser
from xsdata.exceptions import ParserError
from xsdata.formats.dataclass.models.generics import AnyElement
from xsdata.formats.dataclass.parsers import UserXmlParser
from xsdata.models import wsdl, xsd

from countermand_codegen.errors import CodegenError
from countermand_codegen.sources import Source, sibling

__all__ = ["Parsed", "ParsedSchema", "known", "parse_wsdl", "resolve"]

Record = TypeVar("Record", wsdl.Definitions, xsd.Schema)

WSAW_ACTIONS = (
    "{http://www.w3.org/2006/05/addressing/wsdl}Action",
    "{http://www.w3.org/2007/05/addressing/metadata}Action",
)
WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
SCHEMA = "{http://www.w3.org/2001/XMLSchema}schema"


@attrs.frozen(kw_only=True)
class ParsedSchema:
    """One schema document."""

    source: Source
    schema: xsd.Schema = attrs.field(repr=False)

    @property
    def namespace(self) -> str:
        """The target namespace; empty where there is none."""
        return self.schema.target_namespace or ""


@attrs.frozen(kw_only=True)
class Parsed:
    """A WSDL with its schemas."""

    source: Source
    definitions: wsdl.Definitions = attrs.field(repr=False)
    schemas: tuple[ParsedSchema, ...]
    actions: dict[tuple[str, str, str], str] = attrs.field(repr=False)
    """The `Action` attributes by port type, operation and direction (`input`, `output`): xsdata's records drop them."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every document that was read, the WSDL first."""
        return (self.source, *dict.fromkeys(schema.source for schema in self.schemas if schema.source != self.source))


def parse_wsdl(source: Source) -> Parsed:
    """Parse a WSDL and the schemas that it holds or imports.

    Raises:
        CodegenError: a document is not well-formed, not a WSDL or schema, or imports what is not there.
    """
    tree = _tree(source)
    if tree.tag != f"{WSDL}definitions":
        raise CodegenError(source.name, f"is not a WSDL 1.1 document: its root element is {tree.tag}")
    definitions = _parsed(source, DefinitionsParser(), wsdl.Definitions)
    if definitions.imports:
        raise CodegenError(source.name, f"wsdl:import of {definitions.imports[0].location!r} is not supported")
    embedded = definitions.types.schemas if definitions.types else []
    schemas: dict[str, ParsedSchema] = {}
    for index, schema in enumerate(embedded):
        schemas[f"{source.name}#{index}"] = ParsedSchema(source=source, schema=schema)
        _collect(source, schema, schemas)
    return Parsed(source=source, definitions=definitions, schemas=tuple(schemas.values()), actions=dict(_actions(tree)))


def _collect(importer: Source, schema: xsd.Schema, found: dict[str, ParsedSchema]) -> None:
    locations = [*(r.schema_location for r in schema.imports), *(r.schema_location for r in schema.includes)]
    for location in filter(None, locations):
        source = sibling(importer, location)
        if source.name in found:
            continue
        if _tree(source).tag != SCHEMA:
            raise CodegenError(source.name, "is not an XML Schema document")
        parsed = _parsed(source, SchemaParser(location=source.name), xsd.Schema)
        found[source.name] = ParsedSchema(source=source, schema=parsed)
        _collect(source, parsed, found)


def _tree(source: Source) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(source.content, parser)
    except etree.XMLSyntaxError as error:
        raise CodegenError(f"{source.name}, line {error.lineno}", "is not well-formed XML") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise CodegenError(source.name, "has a document type declaration, which is refused")
    return root


def _parsed(source: Source, parser: UserXmlParser, record: type[Record]) -> Record:
    try:
        return parser.from_bytes(source.content, record)
    except (ParserError, ValueError, TypeError) as error:
        raise CodegenError(source.name, f"cannot be parsed: {error}") from None


def known(elements: Iterable[object]) -> list[AnyElement]:
    """Return the extension elements among what xsdata keeps as plain objects."""
    return [element for element in elements if isinstance(element, AnyElement)]


def resolve(name: str, ns_map: Mapping[str, str]) -> str | None:
    """Return a prefixed name in Clark notation, or None where its prefix is not bound.

    Args:
        name: as the document has it.
        ns_map: xsdata's record of the bindings in force; the default namespace stands under None, whatever its type.
    """
    prefix, colon, local = name.rpartition(":")
    bindings: dict[str | None, str] = dict(ns_map.items())
    namespace = bindings.get(prefix if colon else None)
    if namespace is None and colon:
        return None
    return f"{{{namespace or ''}}}{local}"


def _actions(tree: etree._Element) -> Iterator[tuple[tuple[str, str, str], str]]:
    for port_type in tree.iterfind(f"{WSDL}portType"):
        for operation in port_type.iterfind(f"{WSDL}operation"):
            for direction in ("input", "output"):
                message = operation.find(f"{WSDL}{direction}")
                action = None if message is None else next(filter(None, map(message.get, WSAW_ACTIONS)), None)
                if action is not None:
                    yield (port_type.get("name", ""), operation.get("name", ""), direction), action
