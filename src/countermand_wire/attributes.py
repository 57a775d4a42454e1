"""The attributes of a contract that is a table: those that it names, and those of any name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from countermand_wire.absent import ABSENT
from countermand_wire.contents import split_name
from countermand_wire.documents import ID, REF
from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.nil import NIL, XSI
from countermand_wire.text import escape, restore

if TYPE_CHECKING:
    from collections.abc import Container

    from lxml.etree import _Element

    from countermand_wire.documents import Decoding, Encoding
    from countermand_wire.parts import Part

__all__ = ["TYPE", "read_attribute", "read_others", "write_attribute", "write_others", "write_text"]

TYPE: Final = f"{{{XSI}}}type"
XML: Final = "http://www.w3.org/XML/1998/namespace"
OURS: Final = frozenset({TYPE, NIL, ID, REF})
"""What the engine reads and writes itself."""
FORBIDDEN: Final = frozenset({"http://www.w3.org/2000/xmlns/", XSI})


def write_text(part: Part, value: Any, encoding: Encoding) -> str:
    """Write the text of an attribute or of simple content, escaped as an element's.

    Raises:
        EncodeError: it is absent and required, or is not what the schema says.
    """
    if value is ABSENT and not part.required:
        return ""
    if value is None or value is ABSENT:
        raise EncodeError(part.name, "is None or absent, and required")
    try:
        if part.fixed:
            part.check_fixed(value, EncodeError)
        return part.text.text(value, encoding)
    except EncodeError as error:
        raise error.under(part.name) from None


def write_attribute(part: Part, value: Any, encoding: Encoding) -> str:
    """Write an attribute, with a blank before it; EncodeError as `write_text`."""
    if value is ABSENT and not part.required:
        return ""
    return _attribute(part.namespace, part.name, write_text(part, value, encoding), encoding)


def read_attribute(part: Part, element: _Element, decoding: Decoding) -> object:
    """Read an attribute of the element; one that is not there stands for its default, else is ABSENT.

    Raises:
        DecodeError: it is missing, or is not what the schema says.
    """
    text = element.get(part.tag)
    if text is not None:
        return part.read_text(text, element, decoding)
    if part.default is None and part.required:
        raise DecodeError(part.name, "is missing")
    return part.default_value


def write_others(part: Part, values: object, known: Container[str], encoding: Encoding) -> str:
    """Write attributes of any name, from a mapping of names in Clark notation to texts.

    Raises:
        EncodeError: it is none, or one of its names cannot be that of such an attribute.
    """
    if not isinstance(values, Mapping):
        raise EncodeError(part.name, f"is a {type(values).__name__}, expected a mapping")
    pieces: list[str] = []
    for tag, text in cast("Mapping[object, object]", values).items():
        if not isinstance(tag, str) or not isinstance(text, str):
            raise EncodeError(part.name, "is no mapping of names to texts")
        name = split_name(tag)
        if name is None or name[0] in FORBIDDEN or name == ("", "xmlns"):
            raise EncodeError(part.name, "has a name that no attribute may have")
        if tag in known or tag in OURS:
            raise EncodeError(part.name, f"has the name {tag}, which stands for something else")
        pieces.append(_attribute(*name, escape(text), encoding))
    return "".join(pieces)


def read_others(element: _Element, known: Container[str]) -> Mapping[str, str]:
    """Return the attributes that no part names, by their names in Clark notation."""
    found = {str(tag): restore(str(text)) for tag, text in element.attrib.items()}
    return {tag: text for tag, text in found.items() if tag not in known and tag not in OURS}


def _attribute(namespace: str, name: str, text: str, encoding: Encoding) -> str:
    # Quotes and line ends mean something only in attributes.
    value = text.replace('"', "&quot;").replace("\t", "&#x9;").replace("\n", "&#xA;")
    if not namespace:
        return f' {name}="{value}"'
    if namespace == XML:
        return f' xml:{name}="{value}"'
    return f' {encoding.bind(namespace)}:{name}="{value}"'
