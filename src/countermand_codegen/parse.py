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
    included_into: str = ""
    """The namespace of the schema that includes this one, where it has none of its own."""

    @property
    def namespace(self) -> str:
        """The target namespace; empty where there is none."""
        return self.schema.target_namespace or self.included_into


@attrs.frozen(kw_only=True)
class Parsed:
    """A WSDL with its schemas."""

    documents: tuple[tuple[Source, wsdl.Definitions], ...] = attrs.field(repr=False)
    """The WSDL, then those that it imports."""
    schemas: tuple[ParsedSchema, ...]
    actions: dict[tuple[str, str, str], str] = attrs.field(repr=False)
    """The `Action` attributes by port type, operation and direction (`input`, `output`): xsdata's records drop them."""

    @property
    def source(self) -> Source:
        """The WSDL itself."""
        return self.documents[0][0]

    @property
    def definitions(self) -> tuple[wsdl.Definitions, ...]:
        """The WSDL and those that it imports."""
        return tuple(definitions for _, definitions in self.documents)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every document that was read, the WSDL first."""
        schemas = (schema.source for schema in self.schemas)
        return tuple(dict.fromkeys((*(source for source, _ in self.documents), *schemas)))


def parse_wsdl(source: Source) -> Parsed:
    """Parse a WSDL, the WSDLs that it imports, and the schemas that these hold, import or include.

    Raises:
        CodegenError: a document is not well-formed, not a WSDL or schema, or imports what is not there.
    """
    documents: dict[str, tuple[Source, wsdl.Definitions]] = {}
    actions: dict[tuple[str, str, str], str] = {}
    schemas: dict[tuple[str, str], ParsedSchema] = {}
    waiting = [source]
    while waiting:
        document = waiting.pop()
        if document.name in documents:
            continue
        tree = _tree(document)
        if tree.tag == SCHEMA:
            # Some stacks import their schemas as if they were WSDLs.
            _add_schema(document, "", schemas)
            continue
        if tree.tag != f"{WSDL}definitions":
            raise CodegenError(document.name, f"is not a WSDL 1.1 document: its root element is {tree.tag}")
        definitions = _parsed(document, DefinitionsParser(), wsdl.Definitions)
        documents[document.name] = document, definitions
        actions.update(_actions(tree))
        waiting += [sibling(document, one.location) for one in reversed(definitions.imports) if one.location]
        for index, schema in enumerate(definitions.types.schemas if definitions.types else []):
            schemas[f"{document.name}#{index}", ""] = ParsedSchema(source=document, schema=schema)
            _collect(document, schema, schema.target_namespace or "", schemas)
    if source.name not in documents:
        raise CodegenError(source.name, f"is not a WSDL 1.1 document: its root element is {SCHEMA}")
    return Parsed(documents=tuple(documents.values()), schemas=tuple(schemas.values()), actions=actions)


def _collect(importer: Source, schema: xsd.Schema, namespace: str, found: dict[tuple[str, str], ParsedSchema]) -> None:
    for changed in (*schema.redefines, *schema.overrides):
        raise CodegenError(importer.name, f"xs:{type(changed).__name__.lower()} is not supported")
    for imported in schema.imports:
        if imported.schema_location:
            _add_schema(sibling(importer, imported.schema_location), "", found)
    for included in schema.includes:
        if included.schema_location:
            _add_schema(sibling(importer, included.schema_location), namespace, found)


def _add_schema(source: Source, into: str, found: dict[tuple[str, str], ParsedSchema]) -> None:
    """Parse a schema document, and what it imports; without a namespace it takes that of whoever includes it."""
    if (source.name, "") in found or (source.name, into) in found:
        return
    if _tree(source).tag != SCHEMA:
        raise CodegenError(source.name, "is not an XML Schema document")
    schema = _parsed(source, SchemaParser(location=source.name), xsd.Schema)
    into = "" if schema.target_namespace else into
    found[source.name, into] = ParsedSchema(source=source, schema=schema, included_into=into)
    _collect(source, schema, schema.target_namespace or into, found)


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
