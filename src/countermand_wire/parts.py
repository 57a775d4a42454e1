"""The members of a contract that is a table: where each stands, and how it is written and read there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Literal

from countermand_wire.absent import ABSENT, Absent
from countermand_wire.contents import Content, FromText, Text, ToText, sequence
from countermand_wire.documents import REF
from countermand_wire.errors import DecodeError, EncodeError, WireError
from countermand_wire.nil import NIL
from countermand_wire.text import attribute_escape

if TYPE_CHECKING:
    from lxml.etree import _Element

    from countermand_wire.documents import Decoding, Encoding

__all__ = ["Late", "Part", "Where"]

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
        "_default",
        "_found",
        "_inside",
        "_outside",
        "alternatives",
        "attribute",
        "closing",
        "default",
        "fixed",
        "from_text",
        "many",
        "name",
        "namespace",
        "nillable",
        "quick_content",
        "quick_from_text",
        "quick_to_text",
        "required",
        "tag",
        "to_text",
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
        self.namespace: Final = namespace
        self.where: Final = where
        self.required: Final = required
        self.nillable: Final = nillable
        self.many: Final = many
        self.default: Final = default
        self.fixed: Final = fixed
        self.alternatives: Final = alternatives
        self.tag: Final = f"{{{namespace}}}{name}" if namespace else name
        self._content: Final = content
        self._found: Content | None = None
        self._default: object = None
        self._inside = self._outside = ""
        self.closing: str = ""
        # What writes and reads a value where nothing but its text counts, once the content has been found ...
        self.to_text: ToText | None = None
        self.from_text: FromText | None = None
        # ... and the same of an element that stands there once, and has any value: what most members are.
        self.quick_to_text: ToText | None = None
        self.quick_from_text: FromText | None = None
        self.quick_content: Content | None = None

    def __repr__(self) -> str:
        return f"Part({self.tag})"

    @property
    def content(self) -> Content:
        """What stands in the element."""
        return self._found or self._find()

    @property
    def text(self) -> Text:
        """What stands in an attribute or in simple content."""
        content = self.content
        if isinstance(content, Text):
            return content
        raise TypeError(f"{self.name}: only text can stand there")

    def find(self) -> None:
        """Look the content up, where that has not been done: what is beside it here holds only then."""
        if self._found is None:
            self._find()

    def _find(self) -> Content:
        content = self._content.content() if isinstance(self._content, Late) else self._content
        self._inside = f"<{self.name}"
        self._outside = f'<{self.name} xmlns="{attribute_escape(self.namespace)}"'
        self.closing = f"</{self.name}>"
        if isinstance(content, Text):
            if self.default is not None:
                self._default = _default(content, self.default)
            functions = content.functions()
            if functions is not None and not self.fixed:
                self.to_text, self.from_text = functions
        if self.where == "element" and not self.many:
            self.quick_to_text, self.quick_from_text = self.to_text, self.from_text
            self.quick_content = None if self.fixed else content
        self._found = content
        return content

    # Writing.

    def start(self, scope: str) -> str:
        """Return the start tag without its last bracket, where `scope` is the default namespace in force."""
        return self._inside if scope == self.namespace else self._outside

    def element(self, content: str, scope: str, extra: str, *, bare: bool) -> str:
        """Write the element around its content.

        Args:
            content: as XML.
            scope: the default namespace in force around the element.
            extra: its attributes.
            bare: whether no default namespace may be in force inside.
        """
        if bare and self.namespace:
            name = f"e:{self.name}"
            declared = f'xmlns:e="{attribute_escape(self.namespace)}" xmlns=""'
            return f"<{name} {declared}{extra}>{content}</{name}>"
        return f"{self.start(scope)}{extra}>{content}{self.closing}"

    def write(self, value: Any, scope: str, encoding: Encoding, extra: str = "") -> str:
        """Write the member's elements.

        Raises:
            EncodeError: it is absent and required, or is not what the schema says.
        """
        if value is ABSENT:
            if self.required:
                raise EncodeError(self.name, "is absent, and required")
            return ""
        try:
            if self.many:
                return self.write_all(sequence(value), scope, encoding, extra)
            return self.write_one(value, scope, encoding, extra)
        except EncodeError as error:
            raise error.under(self.name) from None

    def write_all(self, items: Sequence[object], scope: str, encoding: Encoding, extra: str = "") -> str:
        """Write several elements beside each other; the path of an error begins with the item's index."""
        content, to_text = self.content, self.to_text
        opening, closing = f"{self.start(scope)}>", self.closing
        pieces: list[str] = []
        if self.many and self.required and not items:
            raise EncodeError("", "is empty, and required")
        try:
            for item in items:
                if item is None or self.fixed:
                    pieces.append(self.write_one(item, scope, encoding, extra))
                elif to_text is None:
                    pieces.append(content.write(item, self, scope, encoding, extra))
                else:
                    pieces.append(f"{opening}{to_text(item, '')}{closing}")
        except EncodeError as error:
            raise error.under(f"[{len(pieces)}]") from None
        return "".join(pieces)

    def write_one(self, value: Any, scope: str, encoding: Encoding, extra: str) -> str:
        """Write one of the member's elements."""
        content = self.content
        if value is None:
            if not self.nillable:
                raise EncodeError("", "is None, which its type does not allow")
            return f'{self.start(scope)}{extra} i:nil="true"/>'
        if self.fixed:
            self.check_fixed(value, EncodeError)
        return content.write(value, self, scope, encoding, extra)

    def check_fixed(self, value: object, error: type[WireError]) -> None:
        """Refuse a value that is not the one that the schema allows."""
        if self.default_value not in (ABSENT, value):
            raise error("", f"is fixed: no other value than {self.default!r} is allowed")

    # Reading.

    def read(self, element: _Element, decoding: Decoding) -> object:
        """Read the element of a member that stands there once."""
        try:
            return self.read_one(element, decoding)
        except DecodeError as error:
            raise error.under(self.name) from None

    def read_one(self, element: _Element, decoding: Decoding) -> object:
        """Read one of the member's elements; ABSENT where it is nil, may not be, but need not be there either."""
        content = self.content
        if element.text is None and not len(element):
            if element.get(REF) is not None:
                if not getattr(content, "reference", False):
                    raise DecodeError("", "refers to another element by z:Ref, which its type does not allow")
            elif element.get(NIL) in ("true", "1"):
                return self._nil()
            elif self.default is not None:
                return self.default_value
        value = content.read(element, decoding)
        if self.fixed:
            self.check_fixed(value, DecodeError)
        return value

    def _nil(self) -> Absent | None:
        if self.nillable:
            return None
        if self.required or self.many:
            raise DecodeError("", "is nil, which its type does not allow")
        return ABSENT

    @property
    def default_value(self) -> object:
        """The value of the default; ABSENT where there is none, or its text says nothing without a document."""
        self.find()
        return ABSENT if self.default is None else self._default

    def read_text(self, text: str | None, element: _Element, decoding: Decoding) -> object:
        """Read a text of the element or of an attribute."""
        try:
            value = self.text.value(text, element, decoding)
            if self.fixed:
                self.check_fixed(value, DecodeError)
        except DecodeError as error:
            raise error.under(self.name) from None
        return value


def _default(content: Text, text: str) -> object:
    try:
        return content.value(text, None, None)
    except DecodeError:
        return ABSENT
