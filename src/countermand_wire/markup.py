"""Elements that are kept as they are: what a schema leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.text import restore

if TYPE_CHECKING:
    from lxml.etree import _Element

    from countermand_wire.documents import Decoding, Encoding

__all__ = ["MARKUP", "XmlElement"]


def _canonical(text: str) -> bytes | str:
    from lxml import etree  # noqa: PLC0415  # lxml is loaded by the first document.

    from countermand_wire import xml  # noqa: PLC0415

    try:
        root = xml.parse(text.encode("utf-8", "surrogatepass"))
    except DecodeError:
        return text
    return etree.tostring(root, method="c14n", exclusive=True, with_comments=False)


@attrs.frozen(repr=False)
class XmlElement:
    """An element as XML, every prefix in it bound in itself. Two are equal where their canonical forms are.

    Parse it with `countermand_wire.xml.parse(element.xml.encode())`.
    """

    xml: str = attrs.field(eq=_canonical)

    def __repr__(self) -> str:
        return f"XmlElement(<{len(self.xml)} characters>)"


class _Markup:
    """The content of an element whose inside nobody describes."""

    __slots__ = ()

    def write(self, value: Any, opening: str, closing: str, namespace: str, encoding: Encoding) -> str:
        """Write the element, whose own name must be the one that is expected."""
        name = opening.removeprefix("<").split(" ", 1)[0]
        return self.element(value, f"{{{namespace}}}{name}" if namespace else name)

    def element(self, value: Any, tag: str | None) -> str:
        """Write an element in a place where no default namespace may change what it says.

        Args:
            value: the element.
            tag: the name that it must have, in Clark notation; None for any.

        Raises:
            EncodeError: the value is no element, or has another name.
        """
        from lxml import etree  # noqa: PLC0415  # lxml is loaded by the first document.

        from countermand_wire import xml  # noqa: PLC0415

        if not isinstance(value, XmlElement):
            raise EncodeError("", f"is of type {type(value).__name__}, expected XmlElement")
        try:
            root = xml.parse(value.xml.encode("utf-8", "surrogatepass"))
        except DecodeError as error:
            raise EncodeError("", f"is no XML element: {error.reason}") from None
        if tag is not None and root.tag != tag:
            raise EncodeError("", f"is the element {root.tag}, expected {tag}")
        text = restore(etree.tostring(root, encoding="unicode", with_tail=False))
        if None in root.nsmap:
            return text
        # What has no namespace would fall into the one in force.
        end = next(index for index, character in enumerate(text) if character in " />\t\r\n")
        return f'{text[:end]} xmlns=""{text[end:]}'

    def read(self, element: _Element, decoding: Decoding) -> Any:
        """Keep the element."""
        from lxml import etree  # noqa: PLC0415  # lxml is loaded by the first document.

        return XmlElement(restore(etree.tostring(element, encoding="unicode", with_tail=False)))


MARKUP: Final = _Markup()
