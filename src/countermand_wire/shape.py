"""Contracts as tables: how the packages that are made from any WSDL write and read XML."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from countermand_wire.absent import ABSENT
from countermand_wire.documents import ID, REF, SERIALIZATION, Decoding, Encoding
from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.markup import XmlElement
from countermand_wire.nil import XSI
from countermand_wire.parts import Late, Part, items_of, wire_text
from countermand_wire.text import attribute_escape, restore

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Array", "OneOf", "Shape"]

TYPE: Final = f"{{{XSI}}}type"


class OneOf:
    """Alternatives of which at most one may be there: each as the attributes of its members."""

    __slots__ = ("alternatives", "required")

    def __init__(self, alternatives: tuple[tuple[str, ...], ...], *, required: bool) -> None:
        self.alternatives: Final = alternatives
        self.required: Final = required

    def check(self, value: object) -> None:
        """Refuse a value that has none, where one is required, or several.

        Raises:
            EncodeError: it has.
        """
        found = [names for names in self.alternatives if any(_is_there(getattr(value, name)) for name in names)]
        if len(found) > 1:
            raise EncodeError("", f"has both {found[0][0]} and {found[1][0]}: only one of them is allowed")
        if self.required and not found:
            raise EncodeError("", f"has none of {', '.join(names[0] for names in self.alternatives)}")


def _is_there(value: object) -> bool:
    return value is not ABSENT and value != ()


class Array:
    """A list type: one repeated element; read as a tuple."""

    __slots__ = ("_part",)

    def __init__(self, part: Part) -> None:
        self._part: Final = part

    def write(self, value: Any, opening: str, closing: str, namespace: str, encoding: Encoding) -> str:
        """Write the list's element; see `Content`."""
        part = self._part
        pieces: list[str] = []
        for item in items_of(value, ""):
            pieces.append(part._one(item, namespace, encoding, f"[{len(pieces)}]"))  # noqa: SLF001  # Its own part.
        return f"{opening}>{''.join(pieces)}{closing}"

    def read(self, element: _Element, decoding: Decoding) -> Any:
        """Read the items; other elements are skipped; see `Content`."""
        part = self._part
        items: list[Any] = []
        for child in element.iterchildren(part.tag):
            items.append(part.read_one(child, decoding, f"[{len(items)}]"))
        return tuple(items)


class Shape:
    """A contract.

    Args:
        cls: its class.
        name: of its type, as `i:type` says it; of a message, of the type of its element; empty where it has none.
        namespace: the same.
        parts: its members, in the order of the schema.
        derived: the shapes of the contracts that extend it.
        abstract: whether no value may be of it itself.
        choices: members of which only one may be there.
        reference: whether a value that stands there twice is written once.
    """

    __slots__ = (
        "_any",
        "_any_attributes",
        "_attributes",
        "_by_class",
        "_by_name",
        "_by_tag",
        "_children",
        "_choices",
        "_derived",
        "_headers",
        "_text",
        "abstract",
        "cls",
        "name",
        "namespace",
        "reference",
    )

    def __init__(
        self,
        cls: Callable[..., Any],
        name: str,
        namespace: str,
        parts: tuple[Part, ...],
        *,
        derived: tuple[Late, ...] = (),
        abstract: bool = False,
        choices: tuple[OneOf, ...] = (),
        reference: bool = False,
    ) -> None:
        self.cls: Final[Any] = cls
        self.name: Final = name
        self.namespace: Final = namespace
        self.abstract: Final = abstract
        self.reference: Final = reference
        self._derived: Final = derived
        self._choices: Final = choices
        self._children: Final = [part for part in parts if part.where in ("element", "items", "any")]
        self._attributes: Final = [part for part in parts if part.where == "attribute"]
        self._headers: Final = [part for part in parts if part.where == "header"]
        self._text: Final = next((part for part in parts if part.where == "text"), None)
        self._any: Final = next((part for part in parts if part.where == "any"), None)
        self._any_attributes: Final = next((part for part in parts if part.where == "any-attributes"), None)
        self._by_tag: Final[dict[object, tuple[Part, Part]]] = {}
        for part in self._children:
            if part.where == "element":
                self._by_tag[part.tag] = part, part
            for one in part.alternatives.values():
                self._by_tag[one.tag] = part, one
        self._by_class: dict[object, Shape] = {}
        self._by_name: dict[str, Shape] = {}

    def write(self, value: Any, opening: str, closing: str, namespace: str, encoding: Encoding) -> str:
        """Write the element; one of a derived contract says so by `i:type`; see `Content`."""
        shape = self if type(value) is self.cls else self._of(value)
        if shape.abstract:
            raise EncodeError("", f"is of type {type(value).__name__}, which is abstract")
        if shape.reference:
            name, known = encoding.reference(value)
            word = "Ref" if known else "Id"
            opening += f' xmlns:z="{SERIALIZATION}" z:{word}="{name}"'
            if known:
                return f"{opening}/>"
        if shape is not self:
            opening += _type_of(shape, namespace)
        content = shape.children(value, namespace, encoding)
        for part in shape._attributes:  # noqa: SLF001  # Another shape.
            opening += part.write_attribute(getattr(value, part.attribute), encoding)
        if shape._any_attributes is not None:  # noqa: SLF001
            others = shape._any_attributes  # noqa: SLF001
            opening += wire_text(getattr(value, others.attribute), others.name, encoding)
        if shape._text is not None:  # noqa: SLF001
            text, bound = shape._text.write_text(getattr(value, shape._text.attribute), encoding)  # noqa: SLF001
            return f"{opening}{bound}>{text}{closing}"
        return f"{opening}>{content}{closing}"

    @property
    def has_headers(self) -> bool:
        """Whether some of its members are headers."""
        return bool(self._headers)

    def children(self, value: Any, namespace: str | None, encoding: Encoding) -> str:
        """Write the elements inside, where `namespace` is the default one in force."""
        for choice in self._choices:
            choice.check(value)
        pieces: list[str] = []
        for part in self._children:
            member = getattr(value, part.attribute)
            if part.where == "element":
                pieces.append(part.write(member, namespace, encoding))
            elif part.where == "any":
                pieces.append(part.write_any(member))
            else:
                pieces.append(part.write_items(member, namespace, encoding))
        return "".join(pieces)

    def headers(self, value: Any, encoding: Encoding) -> str:
        """Write the headers of a message."""
        return "".join(part.write(getattr(value, part.attribute), None, encoding) for part in self._headers)

    def _of(self, value: object) -> Shape:
        """Return the shape of a value that is of another class."""
        self._learn()
        found = self._by_class.get(type(value))
        if found is None:
            raise EncodeError("", f"is of type {type(value).__name__}, expected {self.cls.__name__}")
        return found

    def _learn(self) -> None:
        if len(self._by_class) < len(self._derived):
            for late in self._derived:
                shape = late.content()
                if isinstance(shape, Shape):
                    self._by_class[shape.cls] = self._by_name[f"{{{shape.namespace}}}{shape.name}"] = shape

    def read(self, element: _Element, decoding: Decoding) -> Any:
        """Read the element; elements and attributes that nothing names are skipped; see `Content`."""
        shape = self._said(element)
        if shape.abstract:
            raise DecodeError("", f"is of the type {shape.name}, which is abstract")
        if not shape.reference:
            return shape.cls(**shape.members(element, decoding))
        name = element.get(REF)
        if name is not None:
            return decoding.referred(name, self.cls)
        # It may be referred to from inside: it is there before its members are.
        made = object.__new__(shape.cls)
        decoding.remember(element, made)
        for attribute, member in shape.members(element, decoding).items():
            object.__setattr__(made, attribute, member)
        return made

    def _said(self, element: _Element) -> Shape:
        """Return the shape of the type that the element says by `i:type`.

        Raises:
            DecodeError: it is none of those that are known: read as another, it would lose members.
        """
        said = element.get(TYPE)
        if said is None:
            return self
        prefix, colon, local = restore(said).strip().rpartition(":")
        namespace = element.nsmap.get(prefix if colon else None) or ""
        if (namespace, local) == (self.namespace, self.name):
            return self
        self._learn()
        try:
            return self._by_name[f"{{{namespace}}}{local}"]
        except KeyError:
            raise DecodeError("", f"is of the type {{{namespace}}}{local}, which is not known here") from None

    def members(self, element: _Element, decoding: Decoding) -> dict[str, Any]:
        """Read the members, by their attributes."""
        found: dict[str, Any] = {}
        repeated: dict[str, list[Any]] = {}
        for child in element:
            part, own = self._by_tag.get(child.tag, (self._any, None))
            if part is None:
                continue
            if part.where == "element" and not part.many:
                found[part.attribute] = part.read_one(child, decoding, part.name)
                continue
            items = repeated.setdefault(part.attribute, [])
            path = f"{part.name}[{len(items)}]"
            if own is None:
                items.append(_kept(child))
            elif part.where == "items":
                items.append((own.attribute, own.read_one(child, decoding, f"{path}.{own.attribute}")))
            else:
                items.append(part.read_one(child, decoding, path))
        for part in self._children:
            if part.many or part.where != "element":
                found[part.attribute] = tuple(repeated.get(part.attribute, ()))
            elif part.attribute not in found:
                if part.required:
                    raise DecodeError(part.name, "is missing")
                found[part.attribute] = ABSENT
        for part in self._attributes:
            found[part.attribute] = part.read_attribute(element, decoding)
        if self._text is not None:
            found[self._text.attribute] = _read_text(self._text, element, decoding)
        if self._any_attributes is not None:
            found[self._any_attributes.attribute] = self._other_attributes(element)
        if self._headers:
            found |= self._read_headers(element, decoding)
        return found

    def _other_attributes(self, element: _Element) -> dict[str, str]:
        known = {TYPE, f"{{{XSI}}}nil", ID, REF, *(part.tag for part in self._attributes)}
        return {str(tag): restore(str(text)) for tag, text in element.attrib.items() if tag not in known}

    def _read_headers(self, element: _Element, decoding: Decoding) -> dict[str, Any]:
        """Read the headers of the envelope that the element's Body stands in, where it stands in one."""
        body = element if element.getparent() is not None and _is_body(element) else element.getparent()
        envelope = None if body is None else body.getparent()
        headers = [] if envelope is None else [child for above in envelope if above is not body for child in above]
        found: dict[str, Any] = {}
        for part in self._headers:
            child = next((child for child in headers if child.tag == part.tag), None)
            found[part.attribute] = ABSENT if child is None else part.read_one(child, decoding, part.name)
        return found


def _is_body(element: _Element) -> bool:
    return str(element.tag).endswith("}Body")


def _type_of(shape: Shape, namespace: str) -> str:
    if shape.namespace:
        return f' xmlns:t="{attribute_escape(shape.namespace)}" i:type="t:{shape.name}"'
    if namespace:
        raise EncodeError("", f"is of the type {shape.name}, which has no namespace and cannot be named here")
    return f' i:type="{shape.name}"'


def _kept(element: _Element) -> XmlElement:
    from lxml import etree  # noqa: PLC0415  # lxml is loaded by the first document.

    return XmlElement(restore(etree.tostring(element, encoding="unicode", with_tail=False)))


def _read_text(part: Part, element: _Element, decoding: Decoding) -> Any:
    try:
        text = element.text if element.text or part.default is None else part.default
        return part.read_text(text, element, decoding)
    except DecodeError as error:
        raise error.under(part.name) from None
