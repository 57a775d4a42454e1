"""Contracts of a made-up shop, as a package that is made from its WSDL has them: what the tests of the tables use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, Literal, TypeVar

import attrs
from lxml import etree

from countermand_wire.absent import ABSENT, Absent
from countermand_wire.contents import enumerated, listed, scalar
from countermand_wire.documents import Decoding, Encoding
from countermand_wire.enumeration import Enumeration, UnknownValue
from countermand_wire.markup import MARKUP, XmlElement
from countermand_wire.parts import Late, Part
from countermand_wire.policy import READ_BY_NAME, WRITE_AS_GIVEN, Reading, Writing
from countermand_wire.shape import Array, OneOf, Shape

NS: Final = "urn:shop"
OTHER: Final = "urn:other"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
SERIALIZATION: Final = "http://schemas.microsoft.com/2003/10/Serialization/"

STRING: Final = scalar("string")
INT: Final = scalar("int")
T = TypeVar("T")


def late(name: str) -> Late:
    return Late(__name__, name)


class Color(Enumeration):
    RED = "Red", 0
    DARK_BLUE = "DarkBlue", 1


COLOR: Final = enumerated(Color)


@attrs.frozen(kw_only=True)
class Item:
    id: int
    code: str | None
    note: str | Absent = ABSENT


ITEM: Final = Shape(
    Item,
    "Item",
    NS,
    (
        Part("id", "id", INT, where="attribute", required=True),
        Part("Code", "code", STRING, namespace=NS, required=True, nillable=True),
        Part("Note", "note", STRING, namespace=NS),
    ),
    derived=(late("GIFT"), late("BARE_GIFT")),
)
ITEMS: Final = Array(Part("Item", "Item", late("ITEM"), namespace=NS, nillable=True))


@attrs.frozen(kw_only=True)
class Gift(Item):
    wish: str | Absent | None = ABSENT


GIFT: Final = Shape(
    Gift,
    "Gift",
    OTHER,
    (
        Part("id", "id", INT, where="attribute", required=True),
        Part("Code", "code", STRING, namespace=NS, required=True, nillable=True),
        Part("Note", "note", STRING, namespace=NS),
        Part("Wish", "wish", STRING, namespace=OTHER, nillable=True),
    ),
)


@attrs.frozen(kw_only=True)
class BareGift(Item):
    wish: str | Absent = ABSENT


BARE_GIFT: Final = Shape(
    BareGift,
    "BareGift",
    "",
    (
        Part("id", "id", INT, where="attribute", required=True),
        Part("Code", "code", STRING, namespace=NS, required=True, nillable=True),
        Part("Wish", "wish", STRING),
    ),
)


@attrs.frozen(kw_only=True)
class Payment:
    amount: Decimal
    at: datetime | Absent = ABSENT


PAYMENT: Final = Shape(
    Payment,
    "Payment",
    NS,
    (
        Part("Amount", "amount", scalar("decimal"), namespace=NS, required=True),
        Part("At", "at", scalar("date_time"), namespace=NS),
    ),
    derived=(late("CARD"),),
    abstract=True,
)


@attrs.frozen(kw_only=True)
class Card(Payment):
    number: str


CARD: Final = Shape(
    Card,
    "Card",
    NS,
    (
        Part("Amount", "amount", scalar("decimal"), namespace=NS, required=True),
        Part("At", "at", scalar("date_time"), namespace=NS),
        Part("Number", "number", STRING, namespace=NS, required=True),
    ),
)


@attrs.frozen(kw_only=True)
class Price:
    value: Decimal
    currency: str | Absent = ABSENT
    kind: str | Absent = ABSENT


PRICE: Final = Shape(
    Price,
    "Price",
    NS,
    (
        Part("value", "value", scalar("decimal"), where="text", required=True),
        Part("currency", "currency", STRING, where="attribute", default="EUR"),
        Part("kind", "kind", scalar("q_name"), where="attribute", namespace=OTHER),
    ),
)


@attrs.define(kw_only=True, eq=False)
class Person:
    name: str
    friend: Person | Absent | None = ABSENT
    children: Sequence[Person] | Absent = ABSENT


PERSON: Final = Shape(
    Person,
    "Person",
    NS,
    (
        Part("Name", "name", STRING, namespace=NS, required=True),
        Part("Friend", "friend", late("PERSON"), namespace=NS, nillable=True),
        Part("Children", "children", late("PEOPLE"), namespace=NS),
    ),
    derived=(late("WORKER"),),
    reference=True,
)
PEOPLE: Final = Array(Part("Person", "Person", late("PERSON"), namespace=NS, nillable=True))


@attrs.define(kw_only=True, eq=False)
class Worker(Person):
    boss: Person | Absent = ABSENT


WORKER: Final = Shape(
    Worker,
    "Worker",
    NS,
    (
        Part("Name", "name", STRING, namespace=NS, required=True),
        Part("Friend", "friend", late("PERSON"), namespace=NS, nillable=True),
        Part("Children", "children", late("PEOPLE"), namespace=NS),
        Part("Boss", "boss", late("PERSON"), namespace=NS),
    ),
    reference=True,
)


@attrs.frozen(kw_only=True)
class Tree:
    nodes: Sequence[Tree] = ()
    run: Sequence[tuple[Literal["a"], Tree]] = ()


TREE: Final = Shape(
    Tree,
    "Tree",
    NS,
    (
        Part("Node", "nodes", late("TREE"), namespace=NS, many=True),
        Part("run", "run", MARKUP, where="items", alternatives=(Part("A", "a", late("TREE"), namespace=NS),)),
    ),
)


@attrs.frozen(kw_only=True)
class Order:
    items: Sequence[Item | None]
    colors: Sequence[Color | UnknownValue] | Absent = ABSENT
    tags: Sequence[str] = ()
    paid: Payment | Absent = ABSENT
    by_card: bool | Absent = ABSENT
    price: Price | Absent = ABSENT
    cash: bool | Absent = ABSENT
    voucher: str | Absent = ABSENT
    change: int | Absent = ABSENT
    plain: int | Absent = ABSENT
    lines: Sequence[tuple[Literal["text"], str] | tuple[Literal["item"], Item | None]] = ()
    data: XmlElement | Absent = ABSENT
    others: Sequence[XmlElement] = ()
    day: date | Absent = ABSENT
    version: str | Absent = ABSENT
    mode: int | Absent = ABSENT
    more: Mapping[str, str] = MappingProxyType({})


ORDER: Final = Shape(
    Order,
    "Order",
    NS,
    (
        Part("Items", "items", late("ITEMS"), namespace=NS, required=True),
        Part("Colors", "colors", listed(COLOR), namespace=NS),
        Part("Tag", "tags", STRING, namespace=NS, many=True),
        Part("Paid", "paid", late("PAYMENT"), namespace=NS),
        Part("ByCard", "by_card", scalar("boolean"), namespace=NS),
        Part("Price", "price", late("PRICE"), namespace=NS),
        Part("Cash", "cash", scalar("boolean"), namespace=NS),
        Part("Voucher", "voucher", STRING, namespace=NS),
        Part("Change", "change", INT, namespace=NS),
        Part("plain", "plain", scalar("whole_number")),
        Part(
            "lines",
            "lines",
            MARKUP,
            where="items",
            alternatives=(
                Part("Text", "text", STRING, namespace=NS, required=True),
                Part("Item", "item", late("ITEM"), namespace=NS, required=True, nillable=True),
            ),
        ),
        Part("Data", "data", MARKUP, namespace=NS),
        Part("any", "others", MARKUP, where="any"),
        Part("Day", "day", scalar("date"), namespace=NS, default="2030-01-01"),
        Part("version", "version", STRING, where="attribute", default="1.0", fixed=True),
        Part("mode", "mode", INT, where="attribute", default="3"),
        Part("any-attributes", "more", STRING, where="any-attributes"),
    ),
    choices=(OneOf((("cash",), ("voucher", "change")), required=False),),
)


def write(shape: Any, value: object, writing: Writing = WRITE_AS_GIVEN, name: str = "Root", namespace: str = NS) -> str:
    """Write a value as the root of a document."""
    return Part(name, "root", shape, namespace=namespace).write(value, "", Encoding(writing), f' xmlns:i="{XSI}"')


def read(shape: Any, xml: str, reading: Reading = READ_BY_NAME) -> Any:
    """Read a document, whatever its root."""
    return shape.read(etree.fromstring(xml), Decoding(reading))


def root(content: str = "", attributes: str = "") -> str:
    """Write a document in the shop's namespace."""
    return (
        f'<Root xmlns="{NS}" xmlns:i="{XSI}" xmlns:z="{SERIALIZATION}" xmlns:o="{OTHER}" {attributes}>{content}</Root>'
    )
