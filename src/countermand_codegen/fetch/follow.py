"""A WSDL with all that it imports and includes: each document once, however they point to each other."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Protocol
from urllib.parse import urldefrag, urljoin

import attrs
from lxml import etree

from countermand_codegen.budget import Budget
from countermand_codegen.errors import CodegenError
from countermand_codegen.fetch.bounds import Bounds
from countermand_codegen.fetch.names import DEFINITIONS, SCHEMA, WSDL, xs
from countermand_codegen.fetch.reach import shown

__all__ = ["Documents", "Loader", "follow", "read_xml"]

REFUSED = ("redefine", "override")


class Loader(Protocol):
    """Where documents come from."""

    def load(self, place: str, location: str) -> tuple[str, bytes]:
        """Return a document, and where it was found, which is what its own locations are relative to.

        Args:
            place: the document that names it, for errors.
            location: an absolute address.

        Raises:
            CodegenError: it may not be read, or cannot be.
        """
        ...


@attrs.frozen
class Documents:
    """A WSDL and what it needs."""

    main: str
    """Where the WSDL was found."""
    roots: Mapping[str, etree._Element] = attrs.field(repr=False)
    """The root element of each document, by where it was found."""
    _links: Mapping[str, str] = attrs.field(repr=False)
    _hidden: str = ""

    def place(self, document: str) -> str:
        """Return what an error calls a document: its address, or its name below the project's folder."""
        return document.removeprefix(self._hidden)

    def linked(self, document: str, location: str) -> str:
        """Return where the document was found that another one names by a location."""
        return self._links[_absolute(document, location)]


def follow(loader: Loader, location: str, bounds: Bounds) -> Documents:
    """Read a WSDL and, from there, every document.

    Args:
        loader: where they come from.
        location: the absolute address of the WSDL.
        bounds: the limits.

    Raises:
        CodegenError: a document cannot be read, is not well-formed or neither a WSDL nor a schema, or is one too many.
    """
    budget = Budget(bounds)
    roots: dict[str, etree._Element] = {}
    links: dict[str, str] = {}
    waiting = deque([(location, location)])
    while waiting:
        place, wanted = waiting.popleft()
        if wanted in links:
            continue
        budget.take_document(wanted)
        found, content = loader.load(place, wanted)
        links[wanted] = links[found] = found
        if found in roots:
            continue
        budget.take(found, content)
        roots[found] = read_xml(found, content)
        if len(roots) == 1 and roots[found].tag != DEFINITIONS:
            raise _not_a(found, "WSDL 1.1", roots[found])
        waiting += ((found, _absolute(found, named)) for named in _locations(found, roots[found]))
    return Documents(links[location], roots, links)


def _absolute(document: str, location: str) -> str:
    try:
        return urldefrag(urljoin(document, location.strip())).url
    except ValueError:
        raise CodegenError(document, f"imports {shown(location)}, which is not an address") from None


def _not_a(place: str, what: str, root: etree._Element) -> CodegenError:
    return CodegenError(place, f"is not a {what} document: its root element is {shown(str(root.tag))}")


def _locations(place: str, root: etree._Element) -> Iterator[str]:
    if root.tag == SCHEMA:
        yield from _schema_locations(place, root)
        return
    if root.tag != DEFINITIONS:
        raise _not_a(place, "WSDL or XML Schema", root)
    yield from _given(root.iterfind(f"{{{WSDL}}}import"), "location")
    for types in root.iterfind(f"{{{WSDL}}}types"):
        for schema in types.iterfind(SCHEMA):
            yield from _schema_locations(place, schema)


def _schema_locations(place: str, schema: etree._Element) -> Iterator[str]:
    for name in REFUSED:
        refused = schema.find(xs(name))
        if refused is not None:
            raise CodegenError(f"{place}, line {refused.sourceline}", f"xs:{name} is not supported")
    for include in schema.iterfind(xs("include")):
        if not include.get("schemaLocation", "").strip():
            raise CodegenError(f"{place}, line {include.sourceline}", "xs:include names no schemaLocation")
    for name in ("import", "include"):
        yield from _given(schema.iterfind(xs(name)), "schemaLocation")


def _given(elements: Iterator[etree._Element], attribute: str) -> Iterator[str]:
    yield from (location for element in elements if (location := element.get(attribute, "").strip()))


def read_xml(place: str, content: bytes) -> etree._Element:
    """Parse a document by itself: no entities, no DTD, nothing from outside; without comments.

    Raises:
        CodegenError: it is not well-formed, or has a document type declaration.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise CodegenError(f"{place}, line {error.lineno}", "is not well-formed XML") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise CodegenError(place, "has a document type declaration, which is refused")
    return root
