"""XML in, hardened in this one place: no DTD, no entities, no network, bounded depth and size.

What WCF writes is not always XML 1.0: it escapes the control characters of a text as references such as
`&#x1;`. `text.protect` rewrites those before the parser sees them, and every string that is read is restored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from lxml import etree

from countermand_wire.errors import DecodeError
from countermand_wire.nil import NIL, is_nil
from countermand_wire.text import protect

__all__ = ["MAX_BYTES", "NIL", "descend", "is_nil", "parse", "parse_exactly", "parse_streaming"]

MAX_BYTES = 1 << 28
"""Bytes of the largest document that is read."""

_OPTIONS: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "remove_comments": True,
    "remove_pis": True,
    "huge_tree": False,
}
_PARSER = etree.XMLParser(**_OPTIONS)
_EXACT_OPTIONS: dict[str, Any] = {**_OPTIONS, "remove_comments": False, "remove_pis": False}
_EXACT = etree.XMLParser(**_EXACT_OPTIONS)
_CHUNK = 1 << 16


def parse(body: bytes) -> etree._Element:
    """Parse a whole document into a tree.

    Raises:
        DecodeError: not well-formed, too large, too deep, or with a document type declaration.
    """
    _check_size(body)
    try:
        root = etree.fromstring(protect(body), _PARSER)
    except etree.XMLSyntaxError as error:
        raise _not_xml(error) from None
    _refuse_doctype(root)
    return root


def parse_exactly(body: bytes) -> etree._Element:
    """Parse a whole document as it is, its comments and processing instructions too, as signatures count them.

    Raises:
        DecodeError: as `parse`; also for what only Microsoft's writer takes for XML.
    """
    _check_size(body)
    try:
        root = etree.fromstring(body, _EXACT)
    except etree.XMLSyntaxError as error:
        raise _not_xml(error) from None
    _refuse_doctype(root)
    return root


def parse_streaming(
    body: bytes, path: tuple[str, ...], read: Callable[[list[etree._Element]], Iterable[object]]
) -> tuple[etree._Element, list[object]]:
    """Parse a document while taking out each element at `path`, from the root down, as soon as it is complete.

    Args:
        body: the document.
        path: at least two names: of the list that holds the elements, and theirs.
        read: makes items from their elements, which are gone afterwards.

    Returns:
        The root of what is left of the document, and the items, in document order.

    Raises:
        DecodeError: as `parse`, or as `read` does; or an element on the way to the items stands there twice.
    """
    _check_size(body)
    # Only the list's own start is waited for: an event for each item would cost as much as parsing it.
    parser = etree.XMLPullParser(events=("start",), tag=path[-2], **_OPTIONS)
    items: list[object] = []
    body = protect(body)
    parent: etree._Element | None = None
    try:
        for start in range(0, len(body), _CHUNK):
            parser.feed(body[start : start + _CHUNK])
            if parent is None:
                parent = _started(parser, path[:-1])
            if parent is not None:
                items += read(_complete(parent, path[-1]))
                # The last child may still be growing, or be the one that the parser will append the next text to.
                del parent[:-1]
        root = parser.close()
    except etree.XMLSyntaxError as error:
        raise _not_xml(error) from None
    _refuse_doctype(root)
    for parent in _lists(root, path[:-1]):
        items += read(list(parent.iterchildren(path[-1])))
        del parent[:]
    return root, items


def _started(parser: etree.XMLPullParser, path: tuple[str, ...]) -> etree._Element | None:
    events: Iterator[tuple[str, etree._Element]] = parser.read_events()  # type: ignore[assignment]  # `start` only
    return next((element for _event, element in events if _stands_at(element, path)), None)


def _complete(parent: etree._Element, tag: str) -> list[etree._Element]:
    last = parent[-1] if len(parent) else None
    return [child for child in parent.iterchildren(tag) if child is not last]


def _stands_at(element: etree._Element, path: tuple[str, ...]) -> bool:
    return tuple(reversed([element.tag, *(above.tag for above in element.iterancestors())])) == path


def _lists(root: etree._Element, path: tuple[str, ...]) -> list[etree._Element]:
    found = [root] if root.tag == path[0] else []
    for tag in path[1:]:
        found = [child for parent in found for child in parent if child.tag == tag]
        if len(found) > 1:
            raise DecodeError("", f"{tag} stands there twice")
    return found


def descend(root: etree._Element, path: tuple[str, ...]) -> etree._Element:
    """Return the element at `path`, whose first name is the root's own.

    Raises:
        DecodeError: the root has another name, or an element on the way is missing.
    """
    if root.tag != path[0]:
        raise DecodeError("", f"the root element is {root.tag}, expected {path[0]}")
    element = root
    for tag in path[1:]:
        # Three times as quick as find(tag), for a few children.
        below = next((child for child in element if child.tag == tag), None)
        if below is None:
            raise DecodeError("", f"{element.tag} has no {tag}")
        element = below
    return element


def _check_size(body: bytes) -> None:
    if len(body) > MAX_BYTES:
        raise DecodeError("", f"the document has {len(body)} bytes, more than {MAX_BYTES}")


def _refuse_doctype(root: etree._Element) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise DecodeError("", "the document has a document type declaration, which is refused")


def _not_xml(error: etree.XMLSyntaxError) -> DecodeError:
    return DecodeError("", f"not well-formed XML, at line {error.lineno}")
