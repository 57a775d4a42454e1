"""A codec: how one Python type travels as XML content and as a JSON value, in both directions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from countermand_wire.errors import DecodeError
from countermand_wire.nil import XSI, is_nil
from countermand_wire.policy import READ_BY_NAME, WRITE_UTC, Reading, Writing
from countermand_wire.text import attribute_escape

if TYPE_CHECKING:
    from lxml.etree import _Element

    from countermand_wire.columns import Columns
    from countermand_wire.json import JsonValue
    from countermand_wire.single import Single

__all__ = ["XSI", "Codec", "Stream", "read_xml", "read_xml_document", "xml_document", "xml_element"]

STREAM_FROM = 1 << 15
"""Bytes of a document from which on its lists are read item by item; below, a tree is quicker."""

T = TypeVar("T")


def _is_none(value: object) -> bool:
    return value is None


# Here and in the modules beside this one, classes that no user makes values of are written out with their slots:
# attrs takes half a millisecond to make such a class, of which every process would pay a dozen before its first call.


class Codec(Generic[T]):
    """How a `T` travels, and the global element that stands for it as the root of a document."""

    __slots__ = (
        "from_json",
        "from_xml",
        "has_xml",
        "headers",
        "is_nil",
        "name",
        "namespace",
        "scalar",
        "single",
        "stream",
        "tag",
        "to_json",
        "to_xml",
        "whole",
        "xmlns",
    )

    def __init__(  # noqa: PLR0913  # A codec has that many parts, and no more are to come.
        self,
        *,
        namespace: str,
        name: str,
        to_xml: Callable[[T, Writing], str],
        from_xml: Callable[[_Element, Reading], T],
        to_json: Callable[[T, Writing], JsonValue],
        from_json: Callable[[object, Reading], T],
        is_nil: Callable[[T], bool] = _is_none,
        scalar: bool = False,
        stream: Stream[T] | None = None,
        single: Single[T] | None = None,
        has_xml: bool = True,
        whole: bool = False,
        headers: Callable[[T, Writing], str] | None = None,
    ) -> None:
        self.namespace: Final = namespace
        self.name: Final = name
        self.xmlns: Final = attribute_escape(namespace)
        """The namespace as the value of an attribute."""
        self.tag: Final = f"{{{namespace}}}{name}" if namespace else name
        """The root element's name in Clark notation, `{namespace}name`."""
        self.to_xml: Final = to_xml
        """The element's content; the default namespace in force is `namespace`, the prefix `i` is bound to XSI."""
        self.from_xml: Final = from_xml
        self.to_json: Final = to_json
        self.from_json: Final = from_json
        self.is_nil: Final = is_nil
        """Whether the element is written as `i:nil`; `to_xml` is then not asked."""
        self.scalar: Final = scalar
        """Whether the content is text only, which needs no prefix for nil."""
        self.stream: Final = stream
        """How a long list inside is read item by item, where the contract is such a list."""
        self.single: Final = single
        """How the contract is made from text, where it is a message of one scalar."""
        self.has_xml: Final = has_xml
        """Whether it travels as XML at all."""
        self.whole: Final = whole
        """Whether `to_xml` writes the element itself, not only what is in it; without a name, several elements."""
        self.headers: Final = headers
        """Writes the headers that a SOAP message has beside its body, where it has any."""

    def __repr__(self) -> str:
        return f"Codec({self.tag})"


class Stream(Generic[T]):
    """How the items of a list are read while it arrives, so that the document never stands in memory as a whole."""

    __slots__ = ("attach", "columns", "item", "path")

    def __init__(
        self,
        *,
        path: tuple[str, ...],
        item: Callable[[_Element, Reading], object],
        attach: Callable[[list[object]], T],
        columns: Columns[Any] | None = None,
    ) -> None:
        self.path: Final = path
        """Qualified names from the codec's own element down to the item, the element itself left out."""
        self.item: Final = item
        self.attach: Final = attach
        """Makes the value from its items, None for a nil one."""
        self.columns: Final = columns
        """Reads many items together, where they are regular."""


def xml_element(codec: Codec[T], value: T, writing: Writing = WRITE_UTC) -> str:
    """Write a value as its root element."""
    if codec.whole:
        return codec.to_xml(value, writing)
    name = codec.name
    if codec.is_nil(value):
        return f'<{name} xmlns="{codec.xmlns}" xmlns:i="{XSI}" i:nil="true"/>'
    content = codec.to_xml(value, writing)
    if codec.scalar:
        opening = f'<{name} xmlns="{codec.xmlns}">' if codec.xmlns else f"<{name}>"
        return f"{opening}{content}</{name}>"
    return f'<{name} xmlns="{codec.xmlns}" xmlns:i="{XSI}">{content}</{name}>'


def xml_document(codec: Codec[T], value: T, writing: Writing = WRITE_UTC) -> bytes:
    """Write a value as an XML document in UTF-8, without an XML declaration, as WCF does."""
    return xml_element(codec, value, writing).encode()


def read_xml_document(codec: Codec[T], body: bytes, reading: Reading = READ_BY_NAME) -> T:
    """Read a document whose root must be the codec's element.

    Raises:
        DecodeError: not XML, another root element, or a value that is not of its type.
    """
    return read_xml(codec, body, (), reading)[1]


def read_xml(codec: Codec[T], body: bytes, above: tuple[str, ...], reading: Reading) -> tuple[_Element, T]:
    """Read a value whose element stands below the elements `above`, each the only one that matters in its parent.

    A long list inside is read as it is parsed, so that no more than the items themselves stay in memory.

    Returns:
        The document's root element, and the value.

    Raises:
        DecodeError: as `read_xml_document`.
    """
    from countermand_wire import xml  # noqa: PLC0415  # lxml is loaded by the first document.

    path = (*above, codec.tag) if codec.name else above
    if codec.stream is not None and len(body) >= STREAM_FROM:
        try:
            return _read_streaming(codec, codec.stream, body, path, reading)
        except DecodeError:
            pass  # Only the tree knows which of two lists counts, and the path of an error.
    root = xml.parse(body)
    return root, codec.from_xml(xml.descend(root, path), reading)


def _read_streaming(
    codec: Codec[T], stream: Stream[T], body: bytes, path: tuple[str, ...], reading: Reading
) -> tuple[_Element, T]:
    from countermand_wire import xml  # noqa: PLC0415  # lxml is loaded by the first document.

    def read(elements: list[_Element]) -> Iterable[object]:
        found = None if stream.columns is None else stream.columns.from_xml(elements, reading)
        if found is not None:
            return found
        return (None if is_nil(element) else stream.item(element, reading) for element in elements)

    root, items = xml.parse_streaming(body, (*path, *stream.path), read)
    value = codec.from_xml(xml.descend(root, path), reading)
    return root, stream.attach(items) if items else value
