"""The members of a contract that is a table: where each stands, and how it is written and read there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from countermand_wire.absent import ABSENT
from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.markup import MARKUP, XmlElement
from countermand_wire.nil import is_nil
from countermand_wire.text import attribute_escape, escape

if TYPE_CHECKING:
    from lxml.etree import _Element

    from countermand_wire.contents import Content, Text
    from countermand_wire.documents import Decoding, Encoding

__all__ = ["Late", "Part", "Where", "items_of", "wire_text"]

XML: Final = "http://www.w3.org/XML/1998/namespace"

Where = Literal["element", "attribute", "text", "header", "items", "any", "any-attributes"]


class Late:
    """A content of another module, imported when it is first needed: types may hold each other, and cost nothing."""

    __slots__ = ("_module", "_name", "_wrap")

    def __init__(self, module: str, name: str = "SHAPE", wrap: Callable[[Any], Content] | None = None) -> None:
        self._module: Final = module
        self._name: Final = name
        self._wrap: Final = wrap

    def content(self) -> Content:
        """Return it."""
        found: Content = getattr(import_module(self._module), self._name)
        return found if self._wrap is None else self._wrap(found)


class Part:
    """One member of a contract, and where it stands.

    Args:
        name: on the wire.
        attribute: in Python; of an alternative, its label.
        content: what stands in it.
        namespace: of the element or attribute.
        where: see `countermand_wire.parts.Where`.
        required: whether it must be there.
        nillable: whether it may be `xsi:nil`, which is None.
        many: whether it repeats.
        default: the text that an absent attribute, or an empty element, stands for.
        fixed: whether that is the only value.
        alternatives: of `items`: the elements that the run is made of.
    """

    __slots__ = (
        "_content",
        "_plain",
        "_scoped",
        "alternatives",
        "attribute",
        "closing",
        "default",
        "fixed",
        "many",
        "name",
        "namespace",
        "nillable",
        "required",
        "tag",
        "where",
    )

    def __init__(  # noqa: PLR0913  # As many as a schema can say of an element.
        self,
        name: str,
        attribute: str,
        content: Content | Late,
        *,
        namespace: str = "",
        where: Where = "element",
        required: bool = False,
        nillable: bool = False,
        many: bool = False,
        default: str | None = None,
        fixed: bool = False,
        alternatives: tuple[Part, ...] = (),
    ) -> None:
        self.name: Final = name
        self.attribute: Final = attribute
        self._content = content
        self.namespace: Final = namespace
        self.where: Final = where
        self.required: Final = required
        self.nillable: Final = nillable
        self.many: Final = many
        self.default: Final = default
        self.fixed: Final = fixed
        self.alternatives: Final = {one.attribute: one for one in alternatives}
        self.tag: Final = f"{{{namespace}}}{name}" if namespace else name
        self.closing: Final = f"</{name}>"
        self._plain: Final = f"<{name}"
        self._scoped: Final = f'<{name} xmlns="{attribute_escape(namespace)}"'

    @property
    def content(self) -> Content:
        """What stands in the element."""
        if isinstance(self._content, Late):
            self._content = self._content.content()
        return self._content

    @property
    def text(self) -> Text:
        """What stands in an attribute or in simple content."""
        return cast("Text", self.content)

    def opening(self, scope: str | None) -> str:
        """Return the start tag without its last bracket, where `scope` is the default namespace in force."""
        return self._plain if scope == self.namespace else self._scoped

    def write(self, value: Any, scope: str | None, encoding: Encoding) -> str:
        """Write the member's elements.

        Raises:
            EncodeError: it is absent and required, or is not what the schema says.
        """
        if value is ABSENT:
            if self.required:
                raise EncodeError(self.name, "is absent, and required")
            return ""
        if not self.many:
            return self._one(value, scope, encoding, self.name)
        pieces: list[str] = []
        for item in items_of(value, self.name):
            pieces.append(self._one(item, scope, encoding, f"{self.name}[{len(pieces)}]"))
        if self.required and not pieces:
            raise EncodeError(self.name, "is empty, and required")
        return "".join(pieces)

    def _one(self, value: Any, scope: str | None, encoding: Encoding, path: str) -> str:
        if value is None:
            if not self.nillable:
                raise EncodeError(path, "is None, which its type does not allow")
            return f'{self.opening(scope)} i:nil="true"/>'
        try:
            if self.fixed:
                self._check_fixed(value, encoding)
            return self.content.write(value, self.opening(scope), self.closing, self.namespace, encoding)
        except EncodeError as error:
            raise error.under(path) from None

    def write_items(self, value: Any, scope: str | None, encoding: Encoding) -> str:
        """Write a run of elements, each given as its label and its value."""
        pieces: list[str] = []
        for item in items_of(value, self.name):
            path = f"{self.name}[{len(pieces)}]"
            if not isinstance(item, tuple) or len(cast("tuple[object, ...]", item)) != 2:
                raise EncodeError(path, "is no pair of a label and a value")
            label, inner = cast("tuple[object, object]", item)
            part = self.alternatives.get(label) if isinstance(label, str) else None
            if part is None:
                raise EncodeError(path, f"has none of the labels {', '.join(self.alternatives)}")
            pieces.append(part._one(inner, scope, encoding, f"{path}.{label}"))  # noqa: SLF001  # Another part.
        return "".join(pieces)

    def write_any(self, value: Any) -> str:
        """Write elements of any name."""
        pieces: list[str] = []
        for item in items_of(value, self.name):
            try:
                pieces.append(MARKUP.element(item, None))
            except EncodeError as error:
                raise error.under(f"{self.name}[{len(pieces)}]") from None
        return "".join(pieces)

    def write_attribute(self, value: Any, encoding: Encoding) -> str:
        """Write an attribute."""
        if value is ABSENT:
            if self.required:
                raise EncodeError(self.name, "is absent, and required")
            return ""
        text, bound = self.write_text(value, encoding)
        return bound + _attribute(self.name, self.namespace, text, encoding)

    def write_text(self, value: Any, encoding: Encoding) -> tuple[str, str]:
        """Return the text of a value, escaped as an element's, and the declarations of its prefixes."""
        try:
            if value is None or value is ABSENT:
                raise EncodeError("", "is None or absent, and required")
            if self.fixed:
                self._check_fixed(value, encoding)
            return self.text.text(value, encoding)
        except EncodeError as error:
            raise error.under(self.name) from None

    def _check_fixed(self, value: Any, encoding: Encoding) -> None:
        if self.default is not None and self.text.text(value, encoding)[0] != escape(self.default):
            raise EncodeError("", f"is fixed: no other value than {self.default!r} is allowed")

    def read_one(self, element: _Element, decoding: Decoding, path: str) -> Any:
        """Read one of the member's elements."""
        if self.nillable and is_nil(element) and not decoding.refers(element):
            return None
        try:
            if self.default is not None:
                return self._read_default(element, decoding)
            return self.content.read(element, decoding)
        except DecodeError as error:
            raise error.under(path) from None

    def _read_default(self, element: _Element, decoding: Decoding) -> Any:
        empty = not element.text and len(element) == 0
        return self.read_text(self.default if empty else element.text, element, decoding)

    def read_attribute(self, element: _Element, decoding: Decoding) -> Any:
        """Read an attribute of the element."""
        text = element.get(self.tag)
        if text is None:
            if self.default is None:
                if self.required:
                    raise DecodeError(self.name, "is missing")
                return ABSENT
            text = self.default
        try:
            return self.read_text(text, element, decoding)
        except DecodeError as error:
            raise error.under(self.name) from None

    def read_text(self, text: str | None, element: _Element, decoding: Decoding) -> Any:
        """Read a text of the element or of an attribute."""
        value = self.text.value(text, element, decoding)
        if self.fixed and value != self.text.value(self.default, element, decoding):
            raise DecodeError("", f"is fixed: no other value than {self.default!r} is allowed")
        return value


def items_of(value: Any, path: str) -> tuple[Any, ...] | list[Any]:
    """Return the items of a sequence; EncodeError where it is none."""
    if isinstance(value, (list, tuple)):
        return cast("list[Any]", value)
    if isinstance(value, (str, bytes, XmlElement)) or not hasattr(value, "__iter__"):
        raise EncodeError(path, f"is a {type(value).__name__}, expected a sequence")
    return list(value)


def wire_text(values: Any, path: str, encoding: Encoding) -> str:
    """Write attributes that no part names, by their names in Clark notation."""
    if not isinstance(values, Mapping):
        raise EncodeError(path, f"is a {type(values).__name__}, expected a mapping")
    pieces: list[str] = []
    for tag, text in cast("Mapping[object, object]", values).items():
        if not isinstance(tag, str) or not isinstance(text, str):
            raise EncodeError(path, "is no mapping of names to texts")
        namespace, _, name = tag.removeprefix("{").rpartition("}")
        if not name.replace(".", "").replace("-", "").isidentifier() or namespace in RESERVED:
            raise EncodeError(path, "has a name that no attribute may have")
        pieces.append(_attribute(name, namespace, escape(text), encoding))
    return "".join(pieces)


RESERVED: Final = frozenset({"http://www.w3.org/2000/xmlns/", "http://www.w3.org/2001/XMLSchema-instance"})


def _attribute(name: str, namespace: str, text: str, encoding: Encoding) -> str:
    # Quotes and line ends mean something only in attributes.
    value = text.replace('"', "&quot;").replace("\t", "&#x9;").replace("\n", "&#xA;")
    if not namespace:
        return f' {name}="{value}"'
    if namespace == XML:
        return f' xml:{name}="{value}"'
    prefix = encoding.new_prefix()
    return f' xmlns:{prefix}="{attribute_escape(namespace)}" {prefix}:{name}="{value}"'
