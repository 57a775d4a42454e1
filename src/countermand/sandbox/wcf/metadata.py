"""What a WCF host exports at `?wsdl`: the contract's own documents, with the addresses of whoever asks.

The form is the genuine one: the main document imports a stub of another namespace, which imports the main one back,
and the types stand behind `?xsd=xsd0` and so on. `?singleWsdl` has everything in one document instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from lxml import etree

from countermand.errors import ConfigurationError
from countermand.sandbox.call import Call, Reply

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Metadata", "read_documents"]

_WSDL: Final = "{http://schemas.xmlsoap.org/wsdl/}"
_XSD: Final = "{http://www.w3.org/2001/XMLSchema}"
_STUB_ID: Final = "wsdl0"
_DECLARATION: Final = b'<?xml version="1.0" encoding="utf-8"?>'


def read_documents(folder: Path, names: tuple[str, ...]) -> dict[str, bytes]:
    """Read documents by their file names.

    Raises:
        ConfigurationError: one cannot be read.
    """
    try:
        return {name: (folder / name).read_bytes() for name in names}
    except OSError as error:
        raise ConfigurationError(f"the sandbox lacks its own WSDL: {error}") from error


class Metadata:
    """The metadata of one service.

    Args:
        main: the WSDL document.
        schemas: its schema documents by the names they import each other with; `?xsd=xsd0` is the first one.
        address: the service's address in the documents, without the scheme; replaced by that of the caller.
        stub_namespace: target namespace of the stub document.
    """

    def __init__(self, main: bytes, schemas: Mapping[str, bytes], address: str, stub_namespace: str) -> None:
        # As bytes, parsed for each answer: a tree is not one that several threads may share.
        self._main = main
        self._schemas = schemas
        self._ids = {name: f"xsd{number}" for number, name in enumerate(schemas)}
        self._address = re.compile(rf"https?://{re.escape(address)}", re.IGNORECASE)
        self._stub_namespace = stub_namespace

    def handle(self, call: Call) -> Reply | None:
        """Answer a request at the service's own address; None where it asks for no metadata."""
        if call.method != "GET" or call.path not in ("", "/"):
            return None
        asked = {name.lower(): value for name, value in parse_qsl(call.query, keep_blank_values=True)}
        document = self._document(asked, call.base)
        if document is None:
            return None
        return Reply(content_type="text/xml; charset=UTF-8", body=_DECLARATION + document)

    def _document(self, asked: Mapping[str, str], base: str) -> bytes | None:
        if "singlewsdl" in asked:
            return self._single(base)
        if "wsdl" in asked:
            documents = {"": self._circular, _STUB_ID: self._stub}
            make = documents.get(asked["wsdl"].lower())
            return make and make(base)
        return self._schema(asked.get("xsd", ""), base)

    def _schema(self, asked: str, base: str) -> bytes | None:
        name = next((name for name, identifier in self._ids.items() if identifier == asked.lower()), None)
        return None if name is None else self._located(_parse(self._schemas[name]), base)

    def _circular(self, base: str) -> bytes:
        document = self._addressed(base)
        types = document.find(f"{_WSDL}types")
        if types is not None:
            types.addprevious(_import(self._stub_namespace, f"{base}?wsdl={_STUB_ID}"))
            for schema in types:
                # A host numbers the schemas in the order in which it imports them here.
                schema[:] = sorted(schema, key=lambda imported: self._ids[imported.get("schemaLocation", "")])
        return self._located(document, base)

    def _single(self, base: str) -> bytes:
        document = self._addressed(base)
        types = document.find(f"{_WSDL}types")
        if types is not None:
            del types[:]
        # Joined as text: moved into another tree, a schema would lose the prefixes that its attribute values use.
        schemas = b"".join(_without_locations(schema) for schema in self._schemas.values())
        return etree.tostring(document).replace(b"<wsdl:types/>", b"<wsdl:types>" + schemas + b"</wsdl:types>", 1)

    def _stub(self, base: str) -> bytes:
        main = _parse(self._main)
        namespaces = {prefix: uri for prefix, uri in main.nsmap.items() if prefix} | {"tns": self._stub_namespace}
        stub = etree.Element(f"{_WSDL}definitions", {"targetNamespace": self._stub_namespace}, nsmap=namespaces)
        stub.append(_import(main.get("targetNamespace", ""), f"{base}?wsdl"))
        etree.SubElement(stub, f"{_WSDL}types")
        return etree.tostring(stub)

    def _addressed(self, base: str) -> _Element:
        """Parse the main document, and put every endpoint at the caller's address."""
        document = _parse(self._main)
        for element in document.iter():
            location = element.get("location")
            if location is not None:
                element.set("location", self._moved(location, base))
            if element.text and not len(element):
                element.text = self._moved(str(element.text), base)
        return document

    def _moved(self, text: str, base: str) -> str:
        # A function, not a template: the base holds what the caller sent as its host name.
        return self._address.sub(lambda _: base, text)

    def _located(self, document: _Element, base: str) -> bytes:
        """Write a document whose imported schemas are found at the caller's address."""
        for imported in document.iter(f"{_XSD}import"):
            name = imported.get("schemaLocation")
            if name is not None:
                imported.set("schemaLocation", f"{base}?xsd={self._ids[name]}")
        return etree.tostring(document)


def _parse(document: bytes) -> _Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_blank_text=True)
    return etree.fromstring(document, parser)


def _import(namespace: str, location: str) -> _Element:
    return etree.Element(f"{_WSDL}import", {"namespace": namespace, "location": location})


def _without_locations(schema: bytes) -> bytes:
    document = _parse(schema)
    for imported in document.iter(f"{_XSD}import"):
        if imported.get("schemaLocation") is not None:
            del imported.attrib["schemaLocation"]
    return etree.tostring(document)
