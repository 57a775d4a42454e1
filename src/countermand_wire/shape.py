"""Contracts as tables: how the packages that are made from any WSDL write and read XML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast

from countermand_wire.attributes import TYPE
from countermand_wire.contents import sequence
from countermand_wire.documents import REF, SERIALIZATION, Decoding, Encoding
from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.parts import Late, Part
from countermand_wire.scalars.lexical import WHITE
from countermand_wire.table import OneOf, Table
from countermand_wire.text import attribute_escape, restore

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Array", "OneOf", "Shape"]

T = TypeVar("T")

LONGEST_SHOWN: Final = 300
"""Characters of a name that an error quotes."""


class Array:
    """A list type: one repeated element; read as a tuple."""

    __slots__ = ("_part",)

    def __init__(self, part: Part) -> None:
        self._part: Final = part

    def write(self, value: Any, part: Part, scope: str, encoding: Encoding, extra: str) -> str:
        """Write the list's element; see `Content`."""
        encoding.enter()
        items = self._part.write_all(sequence(value), part.namespace, encoding)
        encoding.leave()
        return f"{part.start(scope)}{extra}>{items}{part.closing}"

    def read(self, element: _Element, decoding: Decoding) -> tuple[object, ...]:
        """Read the items; other elements are skipped; see `Content`."""
        own = self._part
        own.find()
        from_text = own.from_text
        items: list[object] = []
        decoding.enter()
        try:
            for child in element.iterchildren(own.tag):
                text = child.text
                if text is None or from_text is None:
                    items.append(own.read_one(child, decoding))
                else:
                    items.append(from_text(text, ""))
        except DecodeError as error:
            raise error.under(f"[{len(items)}]") from None
        decoding.leave()
        return tuple(items)


class Shape(Generic[T]):
    """A contract.

    Args:
        cls: its class.
        name: of its type, as `i:type` says it; of a message, of the type of its element; empty where it has none.
        namespace: the same.
        parts: its members, in the order of the schema.
        derived: the shapes of the contracts that extend it, directly or not.
        abstract: whether no value may be of it itself.
        choices: members of which only one may be there.
        reference: whether a value that stands there twice is written once.
    """

    __slots__ = (
        "_by_class",
        "_by_name",
        "_choices",
        "_derived",
        "_parts",
        "_table",
        "abstract",
        "cls",
        "headers",
        "name",
        "namespace",
        "reference",
    )

    def __init__(
        self,
        cls: type[T],
        name: str,
        namespace: str,
        parts: tuple[Part, ...],
        *,
        derived: tuple[Late, ...] = (),
        abstract: bool = False,
        choices: tuple[OneOf, ...] = (),
        reference: bool = False,
    ) -> None:
        self.cls: Final = cls
        self.name: Final = name
        self.namespace: Final = namespace
        self.abstract: Final = abstract
        self.reference: Final = reference
        self.headers: Final = tuple(part for part in parts if part.where == "header")
        """Those of its members that stand in the envelope's Header."""
        self._parts: Final = parts
        self._derived: Final = derived
        self._choices: Final = choices
        self._table: Table | None = None
        self._by_class: dict[object, Shape[Any]] = {}
        self._by_name: dict[tuple[str, str], Shape[Any]] = {}

    def __repr__(self) -> str:
        return f"Shape({self.cls.__name__})"

    @property
    def table(self) -> Table:
        """Its members; sorted when the first value comes, for most contracts of a large service are never met."""
        return self._table or self._sort()

    def _sort(self) -> Table:
        self._table = Table(self._parts, self._choices)
        return self._table

    # Writing.

    def write(self, value: Any, part: Part, scope: str, encoding: Encoding, extra: str) -> str:
        """Write the element; one of a derived contract says so by `i:type`; see `Content`."""
        shape: Shape[Any] = self if type(value) is self.cls else self._of(value)
        if shape.abstract:
            raise EncodeError("", f"is of type {shape.cls.__name__}, which is abstract")
        if shape.reference:
            name, known = encoding.reference(value)
            extra += f' xmlns:z="{SERIALIZATION}" z:{"Ref" if known else "Id"}="{name}"'
            if known:
                return f"{part.start(scope)}{extra}/>"
        table, text, bare = shape.table, "", False
        if shape is not self:
            extra += _type_attribute(shape.name, shape.namespace)
            # Without a prefix, the name of the type would be of the default namespace.
            encoding.bare = not shape.namespace
        if table.has_head or encoding.bare:
            attributes, text = table.write_head(value, encoding)
            bound, bare = encoding.take_bound()
            extra += bound + attributes
        content = text + table.write_children(value, "" if bare else part.namespace, encoding)
        if bare:
            return part.element(content, scope, extra, bare=True)
        return f"{part.start(scope)}{extra}>{content}{part.closing}"

    def _of(self, value: object) -> Shape[Any]:
        """Return the shape of a value that is of another class."""
        self._learn()
        found = self._by_class.get(type(value))
        if found is None:
            raise EncodeError("", f"is of type {type(value).__name__}, expected {self.cls.__name__}")
        return found

    def _learn(self) -> None:
        if len(self._by_class) < len(self._derived):
            shapes = [cast("Shape[Any]", late.content()) for late in self._derived]
            self._by_name = {(shape.namespace, shape.name): shape for shape in shapes}
            self._by_class = {shape.cls: shape for shape in shapes}

    # Reading.

    def read(self, element: _Element, decoding: Decoding) -> T:
        """Read the element; elements and attributes that nothing names are skipped; see `Content`."""
        if self.reference:
            name = element.get(REF)
            if name is not None:
                found: T = decoding.referred(name, self.cls)
                return found
        shape = self.said_by(element)
        if shape.abstract:
            raise DecodeError("", f"is of the type {shape.name}, which is abstract")
        if not shape.reference:
            return shape.cls(**shape.table.read_members(element, decoding))
        # It may be referred to from inside: it is there before its members are.
        made = shape.cls.__new__(shape.cls)
        decoding.remember(element, made)
        made.__init__(**shape.table.read_members(element, decoding))  # type: ignore[misc]
        return made

    def said_by(self, element: _Element) -> Shape[T]:
        """Return the shape of the type that the element says by `i:type`, this one where it says none.

        Raises:
            DecodeError: it is none of those that are known: read as another, it would lose members.
        """
        said = element.get(TYPE)
        if said is None:
            return self
        prefix, colon, local = restore(said).strip(WHITE).rpartition(":")
        namespace = element.nsmap.get(prefix if colon else None) or ""
        if (namespace, local) == (self.namespace, self.name):
            return self
        self._learn()
        found = self._by_name.get((namespace, local))
        if found is None:
            raise DecodeError("", f"is of the type {_shown(namespace, local)}, which is not known here")
        return found


def _type_attribute(name: str, namespace: str) -> str:
    if not namespace:
        return f' i:type="{name}"'
    return f' xmlns:t="{attribute_escape(namespace)}" i:type="t:{name}"'


def _shown(namespace: str, local: str) -> str:
    name = f"{{{namespace}}}{local}"
    return name if name.isprintable() and len(name) <= LONGEST_SHOWN else "of a name that is too long to show"
