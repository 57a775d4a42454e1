"""From documents to what they declare: one set of components for each namespace, however many documents it came in."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
from lxml import etree

from countermand_codegen.errors import CodegenError
from countermand_codegen.fetch.bounds import BOUNDS
from countermand_codegen.fetch.follow import Documents
from countermand_codegen.fetch.names import DEFINITIONS, SCHEMA, WSDL, xs
from countermand_codegen.fetch.neutral import Context, read_node
from countermand_codegen.fetch.nodes import Node
from countermand_codegen.fetch.reach import shown

__all__ = ["Declared", "Gathered", "gather"]

DEFAULTS: Mapping[str, str] = {"elementFormDefault": "unqualified", "attributeFormDefault": "unqualified"}
MEANT = ("blockDefault", "finalDefault")
"""Attributes of a schema that change what its components mean; its version and id do not."""


@attrs.frozen
class Declared:
    """What one namespace declares, of one kind: WSDL or XML Schema."""

    components: dict[bytes, Node] = attrs.field(factory=dict[bytes, Node])
    """By digest: what is declared twice and alike is there once."""
    attributes: dict[str, str] = attrs.field(factory=dict[str, str])
    """Of the root element, the target namespace excepted."""
    imports: set[str] = attrs.field(factory=set[str])
    """Namespaces that a schema says it imports."""
    _named: set[tuple[str, str]] = attrs.field(init=False, factory=set[tuple[str, str]])

    def add(self, place: str, node: Node) -> None:
        """Add a component.

        Raises:
            CodegenError: there is another of that name.
        """
        name = node.get("name")
        if name and node.digest not in self.components:
            key = (str(node.tag), name)
            if key in self._named:
                raise CodegenError(
                    place, f"declares the {node.tag.local} {shown(name)}, which is declared otherwise too"
                )
            self._named.add(key)
        self.components[node.digest] = node


@attrs.frozen
class Gathered:
    """All that a WSDL and what it needs declare, by target namespace."""

    definitions: dict[str, Declared] = attrs.field(factory=dict[str, Declared])
    schemas: dict[str, Declared] = attrs.field(factory=dict[str, Declared])
    main: list[str] = attrs.field(factory=list[str])
    """The target namespaces of the WSDL documents, that of the first one read first."""


def gather(documents: Documents) -> Gathered:
    """Gather what documents declare.

    Raises:
        CodegenError: they contradict each other, or a name in them means nothing.
    """
    gathered = Gathered()
    reader = _Reader(documents, gathered)
    for document, root in documents.roots.items():
        if root.tag == DEFINITIONS:
            reader.read_definitions(document, root)
        elif _said(root, "targetNamespace"):
            reader.read_schema(document, root, _said(root, "targetNamespace"))
    reader.read_rest()
    return gathered


@attrs.define
class _Reader:
    documents: Documents
    gathered: Gathered
    seen: set[tuple[object, str]] = attrs.field(factory=set[tuple[object, str]])
    """Schema elements, each with the namespace that it was read as one of."""
    elements: int = 0
    """How many were read."""

    def read_definitions(self, document: str, root: etree._Element) -> None:
        namespace = _said(root, "targetNamespace")
        declared = self.gathered.definitions.setdefault(namespace, Declared())
        self.gathered.main.append(namespace)
        declared.attributes["name"] = declared.attributes.get("name") or _said(root, "name")
        context = Context(place=self.documents.place(document), max_depth=BOUNDS.depth)
        for child in root:
            if child.tag == f"{{{WSDL}}}types":
                for schema in child.iterfind(SCHEMA):
                    self.read_schema(document, schema, _said(schema, "targetNamespace"))
            elif child.tag != f"{{{WSDL}}}import":
                self._add(document, declared, child, context)

    def read_schema(self, document: str, schema: etree._Element, namespace: str) -> None:
        """Read a schema as one of a namespace: its own, or that of the schema which includes it.

        Which other schemas it includes is followed here: one without a namespace takes that of each that does.
        """
        if (schema, namespace) in self.seen:
            return
        self.seen.add((schema, namespace))
        declared = self.gathered.schemas.setdefault(namespace, Declared())
        self._merge_attributes(document, schema, declared)
        context = Context(
            place=self.documents.place(document),
            max_depth=BOUNDS.depth,
            forms={name: _said(schema, name) or default for name, default in DEFAULTS.items()},
            chameleon="" if _said(schema, "targetNamespace") else namespace,
        )
        for child in schema:
            if child.tag == xs("include"):
                self._include(document, child, namespace)
            elif child.tag == xs("import"):
                self._import(document, child, declared)
            else:
                self._add(document, declared, child, context)

    def read_rest(self) -> None:
        """Read the schemas without a namespace that none includes."""
        read = {schema for schema, _ in self.seen}
        for document, root in self.documents.roots.items():
            if root.tag == SCHEMA and root not in read:
                self.read_schema(document, root, "")

    def _add(self, document: str, declared: Declared, element: etree._Element, context: Context) -> None:
        # Counted here, too: a schema without a namespace is read once for each that includes it.
        self.elements += sum(1 for _ in element.iter())
        if self.elements > BOUNDS.marks:
            raise CodegenError(
                self._line(document, element), f"is one of more than {BOUNDS.marks} elements, as included"
            )
        declared.add(self._line(document, element), read_node(element, context))

    def _merge_attributes(self, document: str, schema: etree._Element, declared: Declared) -> None:
        # `elementFormDefault` is qualified where any part says so: each node knows its own form all the same.
        for name, default in DEFAULTS.items():
            if (_said(schema, name) or default) != default:
                declared.attributes[name] = _said(schema, name)
        for name in MEANT:
            value = " ".join(sorted(_said(schema, name).split()))
            if declared.attributes.setdefault(name, value) != value:
                raise CodegenError(self._line(document, schema), f"{name} differs between schemas of one namespace")

    def _include(self, document: str, include: etree._Element, namespace: str) -> None:
        found, schema = self._linked(document, include)
        own = _said(schema, "targetNamespace")
        if own and own != namespace:
            raise CodegenError(self._line(document, include), f"includes a schema of another namespace, {shown(own)}")
        self.read_schema(found, schema, namespace)

    def _import(self, document: str, element: etree._Element, declared: Declared) -> None:
        namespace = _said(element, "namespace")
        declared.imports.add(namespace)
        if _said(element, "schemaLocation"):
            found, schema = self._linked(document, element)
            own = _said(schema, "targetNamespace")
            if own != namespace:
                raise CodegenError(
                    self._line(document, element), f"imports {shown(namespace)}, and finds a schema of {shown(own)}"
                )
            self.read_schema(found, schema, own)

    def _linked(self, document: str, element: etree._Element) -> tuple[str, etree._Element]:
        found = self.documents.linked(document, element.get("schemaLocation", ""))
        schema = self.documents.roots[found]
        if schema.tag != SCHEMA:
            raise CodegenError(self._line(document, element), "names a document that is not an XML Schema")
        return found, schema

    def _line(self, document: str, element: etree._Element) -> str:
        return f"{self.documents.place(document)}, line {element.sourceline}"


def _said(element: etree._Element, attribute: str) -> str:
    """Return an attribute without the white space that means nothing in it; empty where there is none."""
    return " ".join(element.get(attribute, "").split())
