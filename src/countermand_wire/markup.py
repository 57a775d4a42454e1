"""Elements that are kept as they are: what a schema leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.text import unprotect

if TYPE_CHECKING:
    from lxml.etree import _Element

    from countermand_wire.documents import Decoding, Encoding
    from countermand_wire.parts import Part

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

    def write(self, value: Any, part: Part, scope: str, encoding: Encoding, extra: str) -> str:
        """Write the element, whose own name must be the part's; see `Content`. It binds its own prefixes."""
        tag, text = self.element(value)
        if tag != part.tag:
            raise EncodeError("", f"is the element {tag}, expected {part.tag}")
        return text

    def element(self, value: Any) -> tuple[str, str]:
        """Write an element so that no default namespace around it may change what it says.

        Returns:
            Its name in Clark notation, and its text.

        Raises:
            EncodeError: the value is no element.
        """
        from lxml import etree  # noqa: PLC0415  # lxml is loaded by the first document.

        from countermand_wire import xml  # noqa: PLC0415

        if not isinstance(value, XmlElement):
            raise EncodeError("", f"is of type {type(value).__name__}, expected XmlElement")
        try:
            # A lone surrogate is no UTF-8, which the parser says.
            root = xml.parse(value.xml.encode("utf-8", "surrogatepass"))
        except DecodeError as error:
            raise EncodeError("", f"is no XML element: {error.reason}") from None
        text = unprotect(etree.tostring(root, encoding="unicode", with_tail=False))
        if None not in root.nsmap:
            # What has no namespace would fall into the one in force.
            end = next(index for index, character in enumerate(text) if character in " />")
            text = f'{text[:end]} xmlns=""{text[end:]}'
        return str(root.tag), text

    def read(self, element: _Element, decoding: Decoding) -> XmlElement:
        """Keep the element, with all prefixes in scope, as its texts may use them; see `Content`."""
        from lxml import etree  # noqa: PLC0415  # lxml is loaded by the first document.

        return XmlElement(unprotect(etree.tostring(element, encoding="unicode", with_tail=False)))


MARKUP: Final = _Markup()
