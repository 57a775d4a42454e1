"""The second stage: documents to the records of xsdata's parsers, with all that they import."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar
from urllib.parse import urlsplit

import attrs
from lxml import etree
from xsdata.codegen.parsers import DefinitionsParser, SchemaParser
from xsdata.exceptions import ParserError
from xsdata.formats.dataclass.models.generics import AnyElement
from xsdata.formats.dataclass.parsers import UserXmlParser
from xsdata.models import wsdl, xsd

from countermand_codegen.errors import CodegenError
from countermand_codegen.sources import MissingSource, Source, beside, sibling

__all__ = ["WSDL", "Document", "Parsed", "ParsedSchema", "known", "parse_wsdl", "resolve"]

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


@attrs.frozen
class Document:
    """One WSDL document."""

    source: Source
    definitions: wsdl.Definitions = attrs.field(repr=False)
    tree: etree._Element = attrs.field(repr=False)
    """Its root: xsdata rewrites the attributes of extension elements where they look like qualified names."""


@attrs.frozen(kw_only=True)
class Parsed:
    """A WSDL with its schemas."""

    documents: tuple[Document, ...]
    """The WSDL, then those that it imports."""
    schemas: tuple[ParsedSchema, ...]
    actions: dict[tuple[str, str, str], str] = attrs.field(repr=False)
    """The `Action` attributes by port type, operation and direction (`input`, `output`): xsdata's records drop them."""

    missing: tuple[str, ...] = ()
    """Schemas that are imported, and are not there."""

    @property
    def source(self) -> Source:
        """The WSDL itself."""
        return self.documents[0].source

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every document that was read, the WSDL first."""
        schemas = (schema.source for schema in self.schemas)
        return tuple(dict.fromkeys((*(document.source for document in self.documents), *schemas)))


def parse_wsdl(source: Source, *, lenient: bool = False) -> Parsed:
    """Parse a WSDL, the WSDLs that it imports, and the schemas that these hold, import or include.

    Args:
        source: the document.
        lenient: whether an import of a schema that is not there is left out, and told in `missing`: XML Schema takes a
            location for a hint. What then is not declared is refused where something refers to it.

    Raises:
        CodegenError: a document is not well-formed, not a WSDL or schema, or imports what is not there.
    """
    reading = _Reading(lenient=lenient)
    reading.add_wsdls(source)
    if source.name not in reading.documents:
        raise CodegenError(source.name, f"is not a WSDL 1.1 document: its root element is {SCHEMA}")
    return Parsed(
        documents=tuple(reading.documents.values()),
        schemas=tuple(reading.schemas.values()),
        actions=reading.actions,
        missing=tuple(reading.missing),
    )


@attrs.define(kw_only=True)
class _Reading:
    """The documents that have been read so far."""

    lenient: bool
    documents: dict[str, Document] = attrs.field(factory=dict)
    schemas: dict[tuple[str, str], ParsedSchema] = attrs.field(factory=dict)
    """By name, and by the namespace that includes it."""
    actions: dict[tuple[str, str, str], str] = attrs.field(factory=dict)
    missing: list[str] = attrs.field(factory=list)

    def add_wsdls(self, source: Source) -> None:
        waiting = [source]
        while waiting:
            document = waiting.pop()
            if document.name in self.documents:
                continue
            tree = _tree(document)
            if tree.tag == SCHEMA:
                # Some stacks import their schemas as if they were WSDLs.
                self.add_schema(document, "")
                continue
            if tree.tag != f"{WSDL}definitions":
                raise CodegenError(document.name, f"is not a WSDL 1.1 document: its root element is {tree.tag}")
            definitions = _parsed(document, DefinitionsParser(), wsdl.Definitions)
            self.documents[document.name] = Document(document, definitions, tree)
            self.actions.update(_actions(tree))
            for one in reversed(definitions.imports):
                waiting += _located(document, one.location, one.namespace, f"{WSDL}definitions")
            for index, schema in enumerate(definitions.types.schemas if definitions.types else []):
                self.schemas[f"{document.name}#{index}", ""] = ParsedSchema(source=document, schema=schema)
                self._add_referred(document, schema, schema.target_namespace or "")

    def _add_referred(self, importer: Source, schema: xsd.Schema, namespace: str) -> None:
        for changed in (*schema.redefines, *schema.overrides):
            raise CodegenError(importer.name, f"xs:{type(changed).__name__.lower()} is not supported")
        for imported in schema.imports:
            try:
                found = _located(importer, imported.schema_location, imported.namespace, SCHEMA)
            except MissingSource as error:
                if not self.lenient:
                    raise
                self.missing.append(f"{importer.name} imports {imported.schema_location}: {error.reason}")
                continue
            for source in found:
                self.add_schema(source, "")
        for included in schema.includes:
            if included.schema_location:
                self.add_schema(sibling(importer, included.schema_location), namespace)

    def add_schema(self, source: Source, into: str) -> None:
        """Parse a schema document, and what it refers to; without a namespace it takes that of whoever includes it."""
        if (source.name, "") in self.schemas or (source.name, into) in self.schemas:
            return
        if _tree(source).tag != SCHEMA:
            raise CodegenError(source.name, "is not an XML Schema document")
        schema = _parsed(source, SchemaParser(location=source.name), xsd.Schema)
        into = "" if schema.target_namespace else into
        self.schemas[source.name, into] = ParsedSchema(source=source, schema=schema, included_into=into)
        self._add_referred(source, schema, schema.target_namespace or into)


def _located(importer: Source, location: str | None, namespace: str | None, root: str) -> list[Source]:
    """Return the documents that are imported: of those that are elsewhere, the copies that stand beside the importer.

    Tools that save a service's documents keep its addresses in them: the namespace tells which of the files are meant.
    """
    if not location:
        return []
    if urlsplit(location).scheme not in ("http", "https") or not namespace:
        return [sibling(importer, location)]
    found = [source for source in beside(importer) if _is_of(source, root, namespace)]
    if not found:
        what = f"imports {location!r}: only files are read, and none beside it has the namespace {namespace}"
        raise MissingSource(importer.name, what)
    return found


def _is_of(source: Source, root: str, namespace: str) -> bool:
    try:
        tree = _tree(source)
    except CodegenError:
        return False
    return (tree.tag, tree.get("targetNamespace")) == (root, namespace)


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
        with warnings.catch_warnings():
            # Of a value that is not of its type, xsdata only warns.
            warnings.simplefilter("error")
            return parser.from_bytes(source.content, record)
    except (ParserError, ValueError, TypeError, AssertionError, Warning) as error:
        reason = " ".join(str(error).split())
        raise CodegenError(source.name, f"cannot be parsed: {reason or type(error).__name__}") from None


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
