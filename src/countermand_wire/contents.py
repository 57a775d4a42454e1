"""What stands in an element or an attribute, where a contract is a table: scalars, and lists of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias, cast

from countermand_wire import scalars
from countermand_wire.enumeration import Enumeration, enumeration_from_xml, enumeration_to_xml
from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.scalars.lexical import WHITE
from countermand_wire.text import escape, restore

if TYPE_CHECKING:
    from lxml.etree import _Element

    from countermand_wire.documents import Decoding, Encoding
    from countermand_wire.parts import Part

__all__ = ["Content", "FromText", "Text", "ToText", "enumerated", "listed", "scalar", "sequence", "split_name"]

# A value of any type, for the schema says which; it is checked where it is written.
ToText: TypeAlias = Callable[[Any, str], str]
FromText: TypeAlias = Callable[[str | None, str], object]

WIDE: Final = ("hex_binary", "token", "whole_number")
DAYS: Final = ("date", "time")
"""The scalars that are not on the page of `countermand_wire.scalars`, for they have no JSON form."""


class Content(Protocol):
    """What stands in an element."""

    def write(self, value: Any, part: Part, scope: str, encoding: Encoding, extra: str) -> str:
        """Write the element.

        Args:
            value: what is in it.
            part: says its name.
            scope: the default namespace in force around it.
            encoding: the document that is written.
            extra: attributes that it must have, written.

        Raises:
            EncodeError: the value is not what the schema says; its path begins inside the element.
        """
        ...

    def read(self, element: _Element, decoding: Decoding) -> object:
        """Read the element, which is not nil.

        Raises:
            DecodeError: it does not hold what the schema says; its path begins inside the element.
        """
        ...


class Text:
    """What is text alone, so that it may stand in an attribute, too."""

    __slots__ = ()

    def functions(self) -> tuple[ToText, FromText] | None:
        """Return what writes and reads the text, where nothing but the text itself counts.

        The first takes the value and a path, and escapes the text as an element's; the second takes the text of an
        element, None where it is empty, and a path.
        """
        return None

    def text(self, value: Any, encoding: Encoding) -> str:
        """Return a value's text, escaped as an element's; prefixes in it are bound in the encoding."""
        raise NotImplementedError

    def value(self, text: str | None, element: _Element | None, decoding: Decoding | None) -> object:
        """Read a text that stands in the element, or in an attribute of it; without one, the schema's own text."""
        raise NotImplementedError

    def write(self, value: Any, part: Part, scope: str, encoding: Encoding, extra: str) -> str:
        """Write the element; see `Content`."""
        text = self.text(value, encoding)
        bound, bare = encoding.take_bound()
        return part.element(text, scope, extra + bound, bare=bare)

    def read(self, element: _Element, decoding: Decoding) -> object:
        """Read the element's text; see `Content`."""
        return self.value(element.text, element, decoding)


class _Plain(Text):
    """A scalar, by its two functions."""

    __slots__ = ("_from_text", "_to_text")

    def __init__(self, to_text: ToText, from_text: FromText) -> None:
        self._to_text: Final = to_text
        self._from_text: Final = from_text

    def functions(self) -> tuple[ToText, FromText]:
        """Return them; see `Text`."""
        return self._to_text, self._from_text

    def text(self, value: Any, encoding: Encoding) -> str:
        """Return a value's text; see `Text`."""
        return self._to_text(value, "")

    def value(self, text: str | None, element: _Element | None, decoding: Decoding | None) -> object:
        """Read a text; see `Text`."""
        return self._from_text(text, "")


class _DateTime(Text):
    """A moment: the peer's policies say how it is written, and what its clock means."""

    __slots__ = ()

    def text(self, value: Any, encoding: Encoding) -> str:
        """Return a moment's text; see `Text`."""
        return encoding.writing.date_time_to_xml(value, "")

    def value(self, text: str | None, element: _Element | None, decoding: Decoding | None) -> object:
        """Read a moment; see `Text`."""
        moment = scalars.date_time_from_xml(text, "")
        return moment if decoding is None else decoding.reading.date_time(moment)


class _QName(Text):
    """A qualified name, in Python in Clark notation."""

    __slots__ = ()

    def text(self, value: Any, encoding: Encoding) -> str:
        """Return the name with a prefix of its own; see `Text`."""
        if not isinstance(value, str):
            raise EncodeError("", f"is of type {type(value).__name__}, expected str")
        name = split_name(value)
        if name is None:
            raise EncodeError("", "is no qualified name in Clark notation")
        namespace, local = name
        if namespace:
            return f"{encoding.bind(namespace)}:{escape(local)}"
        # Without a prefix it would be of the default namespace.
        encoding.bare = True
        return escape(local)

    def value(self, text: str | None, element: _Element | None, decoding: Decoding | None) -> object:
        """Read a name; see `Text`."""
        prefix, colon, local = restore(text or "").strip(WHITE).rpartition(":")
        bound = {} if element is None else element.nsmap
        namespace = bound.get(prefix if colon else None)
        if not local or (colon and namespace is None):
            raise DecodeError("", "is empty, or has a prefix that is not bound")
        return f"{{{namespace}}}{local}" if namespace else local


class _Listed(Text):
    """A list of scalars in one text, with blanks between them."""

    __slots__ = ("_item",)

    def __init__(self, item: Text) -> None:
        self._item: Final = item

    def text(self, value: Any, encoding: Encoding) -> str:
        """Return the items' texts; see `Text`."""
        texts: list[str] = []
        try:
            for item in sequence(value):
                texts.append(_one_word(self._item.text(item, encoding)))  # noqa: PERF401  # How far it came tells the index.
        except EncodeError as error:
            raise error.under(f"[{len(texts)}]") from None
        return " ".join(texts)

    def value(self, text: str | None, element: _Element | None, decoding: Decoding | None) -> object:
        """Read the items, as a tuple; see `Text`."""
        items: list[object] = []
        try:
            for item in filter(None, re.split(_BLANKS, text or "")):
                items.append(self._item.value(item, element, decoding))  # noqa: PERF401  # The same.
        except DecodeError as error:
            raise error.under(f"[{len(items)}]") from None
        return tuple(items)


_BLANKS: Final = f"[{WHITE}]+"


def _one_word(text: str) -> str:
    if not text or re.search(_BLANKS, text):
        raise EncodeError("", "is empty, or holds white space, which parts the items")
    return text


class _Scalar(Text):
    """A scalar whose functions are found when they are first needed, by the stem of their names."""

    __slots__ = ("_plain", "_stem")

    def __init__(self, stem: str) -> None:
        self._stem: Final = stem
        self._plain: _Plain | None = None

    def _found(self) -> _Plain:
        if self._plain is None:
            home: object = scalars
            if self._stem in WIDE:
                from countermand_wire.scalars import wide as home  # noqa: PLC0415  # Few contracts hold any of them.
            elif self._stem in DAYS:
                from countermand_wire.scalars import days as home  # noqa: PLC0415  # The same.
            self._plain = _Plain(getattr(home, f"{self._stem}_to_xml"), getattr(home, f"{self._stem}_from_xml"))
        return self._plain

    def functions(self) -> tuple[ToText, FromText]:
        """Find them; see `Text`."""
        return self._found().functions()

    def text(self, value: Any, encoding: Encoding) -> str:
        """Return a value's text; see `Text`."""
        return self._found().text(value, encoding)

    def value(self, text: str | None, element: _Element | None, decoding: Decoding | None) -> object:
        """Read a text; see `Text`."""
        return self._found().value(text, element, decoding)


@cache
def scalar(name: str) -> Text:
    """Return the content of a scalar, by the stem of its functions."""
    if name == "q_name":
        return _QName()
    if name == "date_time":
        return _DateTime()
    return _Scalar(name)


def listed(item: Text) -> Text:
    """Make the content of an `xs:list`."""
    return _Listed(item)


def enumerated(cls: type[Enumeration]) -> Text:
    """Make the content of an enumeration; a value that this build does not know is kept as an `UnknownValue`."""
    return _Plain(partial(enumeration_to_xml, cls), partial(enumeration_from_xml, cls))


def sequence(value: object) -> Sequence[object]:
    """Return a sequence as it is.

    Raises:
        EncodeError: it is none, or a text, whose items would be its characters.
    """
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray)):
        return cast("Sequence[object]", value)
    raise EncodeError("", f"is a {type(value).__name__}, expected a sequence")


def split_name(name: str) -> tuple[str, str] | None:
    """Return the namespace and the local part of a name in Clark notation, `{namespace}local`, or None."""
    from lxml import etree  # noqa: PLC0415  # lxml is loaded by the first document.

    found = re.fullmatch(r"(?:\{([^{}]+)\})?([^{}]+)", name)
    try:
        # Of the rules of XML for names, lxml knows all.
        return None if found is None else (found[1] or "", etree.QName(None, found[2]).localname)
    except ValueError:
        return None
