"""XML as Microsoft's dictionary reader takes it: no document type, no processing instruction, version 1.0 only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from countermand.sandbox.wcf.encoding import xml_text
from countermand_wire.errors import DecodeError
from countermand_wire.text import protect

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["parse"]


def parse(body: bytes, content_type: str) -> _Element:
    """Parse a document; its texts are protected as those of `countermand_wire.xml` are, and comments are gone.

    Raises:
        DecodeError: Microsoft's reader would refuse it, too.
    """
    # A parser of its own for each document: one parser serves one thread at a time.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, encoding="utf-8"
    )
    try:
        root = etree.fromstring(protect(xml_text(body, content_type).encode()), parser)
    except etree.XMLSyntaxError as error:
        raise DecodeError("", f"not well-formed XML, at line {error.lineno}") from None
    _refuse_extras(root)
    return root


def _refuse_extras(root: _Element) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise DecodeError("", "a document type declaration is not supported")
    around = [*root.itersiblings(preceding=True), *root.itersiblings()]
    if any(True for _ in root.iter(etree.ProcessingInstruction)) or around:
        raise DecodeError("", "a processing instruction is not supported")
