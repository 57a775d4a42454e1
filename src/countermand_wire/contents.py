"""What stands in an element or an attribute, where a contract is a table: scalars, and lists of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

from countermand_wire import scalars
from countermand_wire.enumeration import Enumeration, enumeration_from_xml, enumeration_to_xml
from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.scalars import days, wide
from countermand_wire.text import attribute_escape, escape, restore

if TYPE_CHECKING:
    from lxml.etree import _Element

    from countermand_wire.documents import Decoding, Encoding

__all__ = ["Content", "Text", "enumerated", "listed", "scalar"]


class Content(Protocol):
    """What stands in an element."""

    def write(self, value: Any, opening: str, closing: str, namespace: str, encoding: Encoding) -> str:
        """Write the element.

        Args:
            value: what is in it.
            opening: its start tag without the last bracket; further attributes may follow.
            closing: its end tag.
            namespace: its own, which is the default namespace inside.
            encoding: the document that is written.
        """
        ...

    def read(self, element: _Element, decoding: Decoding) -> Any:
        """Read the element, which is not nil."""
        ...


class Text:
    """A scalar: its text, by two functions."""

    __slots__ = ("from_text", "to_text")

    def __init__(self, to_text: Callable[[Any, str], str], from_text: Callable[[str | None, str], object]) -> None:
        self.to_text: Final = to_text
        """Takes the value and a path; the text is escaped as an element's."""
        self.from_text: Final = from_text

    def write(self, value: Any, opening: str, closing: str, namespace: str, encoding: Encoding) -> str:
        """Write the element; see `Content`."""
        text, bound = self.text(value, encoding)
        return f"{opening}{bound}>{text}{closing}"

    def read(self, element: _Element, decoding: Decoding) -> Any:
        """Read the element's text; see `Content`."""
        return self.value(element.text, element, decoding)

    def text(self, value: Any, encoding: Encoding) -> tuple[str, str]:
        """Return a value's text, and the declarations of the prefixes that it uses."""
        return self.to_text(value, ""), ""

    def value(self, text: str | None, element: _Element, decoding: Decoding) -> Any:
        """Read a text that stands in the element, or in an attribute of it."""
        return self.from_text(text, "")


class _DateTime(Text):
    """A moment: the peer's policies say how it is written, and what its clock means."""

    __slots__ = ()

    def text(self, value: Any, encoding: Encoding) -> tuple[str, str]:
        """Return a moment's text; see `Text`."""
        return encoding.writing.date_time_to_xml(value, ""), ""

    def value(self, text: str | None, element: _Element, decoding: Decoding) -> Any:
        """Read a moment; see `Text`."""
        return decoding.reading.date_time(scalars.date_time_from_xml(text, ""))


class _QName(Text):
    """A qualified name, in Python in Clark notation."""

    __slots__ = ()

    def text(self, value: Any, encoding: Encoding) -> tuple[str, str]:
        """Return the name with a prefix of its own, and the prefix's declaration; see `Text`."""
        if not isinstance(value, str):
            raise EncodeError("", f"is of type {type(value).__name__}, expected str")
        namespace, _, local = value.removeprefix("{").rpartition("}")
        if not local or not local.replace(".", "").replace("-", "").isidentifier():
            raise EncodeError("", "is no qualified name in Clark notation")
        if not namespace:
            # Without a prefix it would be of the default namespace.
            return escape(local), ""
        prefix = encoding.new_prefix()
        return f"{prefix}:{escape(local)}", f' xmlns:{prefix}="{attribute_escape(namespace)}"'

    def value(self, text: str | None, element: _Element, decoding: Decoding) -> Any:
        """Read a name; see `Text`."""
        prefix, colon, local = restore(text or "").strip().rpartition(":")
        namespace = element.nsmap.get(prefix if colon else None)
        if not local or (colon and namespace is None):
            raise DecodeError("", "is empty, or has a prefix that is not bound")
        return f"{{{namespace}}}{local}" if namespace else local


class _Listed(Text):
    """A list of scalars in one text, with blanks between them."""

    __slots__ = ("_item",)

    def __init__(self, item: Text) -> None:
        super().__init__(item.to_text, item.from_text)
        self._item: Final = item

    def text(self, value: Any, encoding: Encoding) -> tuple[str, str]:
        """Return the items' texts; see `Text`."""
        if isinstance(value, (str, bytes)) or not hasattr(value, "__iter__"):
            raise EncodeError("", f"is a {type(value).__name__}, expected a sequence")
        texts: list[str] = []
        declared = ""
        for index, item in enumerate(cast("list[object]", value)):
            try:
                text, bound = self._item.text(item, encoding)
            except EncodeError as error:
                raise error.under(f"[{index}]") from None
            if text.split() != [text]:
                raise EncodeError(f"[{index}]", "is empty, or holds white space, which parts the items")
            texts.append(text)
            declared += bound
        return " ".join(texts), declared

    def value(self, text: str | None, element: _Element, decoding: Decoding) -> Any:
        """Read the items, as a tuple; see `Text`."""
        items: list[object] = []
        for index, part in enumerate((text or "").split()):
            try:
                items.append(self._item.value(part, element, decoding))
            except DecodeError as error:
                raise error.under(f"[{index}]") from None
        return tuple(items)


class _Enumerated(Text):
    """An enumeration; a value that this build does not know is kept."""

    __slots__ = ()

    def __init__(self, cls: type[Enumeration]) -> None:
        super().__init__(
            lambda value, path: enumeration_to_xml(cls, value, path),
            lambda text, path: enumeration_from_xml(cls, text, path),
        )


@cache
def scalar(name: str) -> Text:
    """Return the content of a scalar, by the stem of its functions."""
    if name == "q_name":
        return _QName(scalars.string_to_xml, scalars.string_from_xml)
    home = next(module for module in (wide, days, scalars) if hasattr(module, f"{name}_to_xml"))
    make = _DateTime if name == "date_time" else Text
    return make(getattr(home, f"{name}_to_xml"), getattr(home, f"{name}_from_xml"))


def listed(item: Text) -> Text:
    """Make the content of an `xs:list`."""
    return _Listed(item)


def enumerated(cls: type[Enumeration]) -> Text:
    """Make the content of an enumeration."""
    return _Enumerated(cls)
