"""Contracts as tables: what they write, and what they read back."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from countermand_wire import ABSENT, DecodeError, EncodeError
from countermand_wire.contents import listed, scalar
from countermand_wire.enumeration import UnknownValue
from countermand_wire.markup import XmlElement
from countermand_wire.parts import Late, Part
from countermand_wire.policy import WRITE_UTC, Reading
from countermand_wire.shape import OneOf, Shape
from countermand_wire.text import protect
from tests.wire.orders import (
    CARD,
    GIFT,
    ITEM,
    ITEMS,
    NS,
    ORDER,
    OTHER,
    PAYMENT,
    PERSON,
    PRICE,
    XSI,
    BareGift,
    Card,
    Color,
    Gift,
    Item,
    Order,
    Payment,
    Price,
    read,
    root,
    write,
)

BOUND = f'xmlns="{NS}" xmlns:i="{XSI}"'


def order(**more: Any) -> Order:
    return Order(items=(), **more)


def refused(shape: Any, value: object) -> str:
    with pytest.raises(EncodeError) as caught:
        write(shape, value)
    return str(caught.value)


def unreadable(shape: Any, xml: str) -> str:
    with pytest.raises(DecodeError) as caught:
        read(shape, xml)
    return str(caught.value)


# Elements.


def test_elements_stand_in_the_order_of_the_schema() -> None:
    xml = write(ITEM, Item(id=1, code="a<b", note=""))
    assert xml == f'<Root {BOUND} id="1"><Code>a&lt;b</Code><Note></Note></Root>'
    assert read(ITEM, xml) == Item(id=1, code="a<b", note="")


def test_nil_and_absent_are_told_apart() -> None:
    xml = write(ITEM, Item(id=1, code=None))
    assert xml == f'<Root {BOUND} id="1"><Code i:nil="true"/></Root>'
    assert read(ITEM, xml) == Item(id=1, code=None, note=ABSENT)


def test_the_order_of_elements_does_not_matter_to_the_reader_and_the_last_of_two_counts() -> None:
    xml = root("<Note>a</Note><Unknown/><Code>c</Code><Note>b</Note>", 'id="1" strange="x"')
    assert read(ITEM, xml) == Item(id=1, code="c", note="b")


def test_a_list_is_read_as_a_tuple() -> None:
    items = (Item(id=1, code="a"), None)
    xml = write(ITEMS, list(items))
    assert xml == f'<Root {BOUND}><Item id="1"><Code>a</Code></Item><Item i:nil="true"/></Root>'
    assert read(ITEMS, xml) == items
    assert read(ITEMS, root()) == ()


def test_a_repeated_element() -> None:
    xml = write(ORDER, order(tags=["a", "b&"]))
    assert xml == f"<Root {BOUND}><Items></Items><Tag>a</Tag><Tag>b&amp;</Tag></Root>"
    assert read(ORDER, xml).tags == ("a", "b&")
    assert read(ORDER, root("<Items/>")).tags == ()


def test_what_is_read_can_be_hashed() -> None:
    xml = write(ITEM, Item(id=1, code="a"))
    assert hash(read(ITEM, xml)) == hash(Item(id=1, code="a"))


def test_an_unqualified_member_has_no_namespace() -> None:
    xml = write(ORDER, order(plain=10**50))
    assert f'<plain xmlns="">1{"0" * 50}</plain>' in xml
    assert read(ORDER, xml).plain == 10**50
    # The qualified one of the same name is another.
    assert read(ORDER, root("<Items/><plain>1</plain>")).plain is ABSENT


def test_a_contract_whose_members_have_another_namespace_than_its_element() -> None:
    xml = write(ITEM, Item(id=1, code="a"), namespace=OTHER)
    assert xml == f'<Root xmlns="{OTHER}" xmlns:i="{XSI}" id="1"><Code xmlns="{NS}">a</Code></Root>'
    xml = write(ITEM, Item(id=1, code="a"), namespace="")
    assert xml == f'<Root xmlns:i="{XSI}" id="1"><Code xmlns="{NS}">a</Code></Root>'
    assert read(ITEM, xml) == Item(id=1, code="a")


def test_a_namespace_is_escaped() -> None:
    shape = Shape(
        Item, "Item", "urn:a&b", (Part("Code", "code", scalar("string"), namespace="urn:a&b", required=True),)
    )
    part = Part("Root", "", shape, namespace="urn:a&b")
    xml = write(shape, Item(id=1, code="a"), namespace="urn:a&b")
    assert etree.fromstring(xml).tag == part.tag


# Wrong values.


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Item(id="1", code=""), "id: is of type str, expected int"),  # type: ignore[arg-type]
        (Item(id=1, code=1), "Code: is of type int, expected str"),  # type: ignore[arg-type]
        (Item(id=1, code=ABSENT), "Code: is absent, and required"),  # type: ignore[arg-type]
        (Item(id=ABSENT, code=""), "id: is None or absent, and required"),  # type: ignore[arg-type]
        (Item(id=1, code="", note=None), "Note: is None, which its type does not allow"),  # type: ignore[arg-type]
        ("text", "is of type str, expected Item"),
    ],
)
def test_a_wrong_value_is_refused_by_its_place(value: object, said: str) -> None:
    prefix = "Root: " if said.startswith("is ") else "Root."
    assert refused(ITEM, value) == prefix + said


def test_places_inside() -> None:
    items = [Item(id=1, code=""), Item(id=2, code="", note=3)]  # type: ignore[arg-type]
    assert refused(ORDER, Order(items=items)) == "Root.Items[1].Note: is of type int, expected str"
    assert refused(ORDER, order(tags=["a", 1])) == "Root.Tag[1]: is of type int, expected str"
    assert refused(ORDER, order(tags="ab")) == "Root.Tag: is a str, expected a sequence"
    assert refused(ORDER, Order(items=1)) == "Root.Items: is a int, expected a sequence"  # type: ignore[arg-type]
    assert unreadable(ORDER, root('<Items><Item id="1"><Code/></Item><Item id="x"/></Items>')) == (
        "Items[1].Code: is missing"
    )
    assert unreadable(ORDER, root("<Items/><ByCard>x</ByCard>")) == "ByCard: is not a boolean"
    assert unreadable(ITEM, root("<Code/>", 'id="x"')) == "id: is not an integer"
    assert unreadable(ITEM, root("<Code/>")) == "id: is missing"
    assert unreadable(ORDER, root()) == "Items: is missing"


def test_a_repeated_element_that_is_required_must_be_there() -> None:
    shape = Shape(Order, "", "", (Part("Tag", "tags", scalar("string"), many=True, required=True),))
    assert refused(shape, order()) == "Root.Tag: is empty, and required"
    assert unreadable(shape, "<Root/>") == "Tag: is missing"


def test_nil_where_it_is_not_allowed() -> None:
    assert read(ORDER, root('<Items/><Voucher i:nil="true"/>')).voucher is ABSENT
    assert unreadable(ORDER, root('<Items i:nil="true"/>')) == "Items: is nil, which its type does not allow"
    assert unreadable(ORDER, root('<Items/><Tag>a</Tag><Tag i:nil="1"/>')) == (
        "Tag[1]: is nil, which its type does not allow"
    )


# Types.


def test_a_derived_contract_says_its_type() -> None:
    gift = Gift(id=1, code="a", wish=None)
    xml = write(ITEMS, (gift,))
    assert xml == (
        f'<Root {BOUND}><Item xmlns:t="{OTHER}" i:type="t:Gift" id="1"><Code>a</Code>'
        f'<Wish xmlns="{OTHER}" i:nil="true"/></Item></Root>'
    )
    assert read(ITEMS, xml) == (gift,)
    assert write(GIFT, gift).startswith(f'<Root {BOUND} id="1"><Code>a</Code>')


def test_a_type_without_a_namespace_can_be_said() -> None:
    gift = BareGift(id=1, code="a", wish="b")
    xml = write(ITEMS, (gift, Item(id=2, code="b")))
    assert read(ITEMS, xml) == (gift, Item(id=2, code="b"))
    item = etree.fromstring(xml)[0]
    assert (item.tag, item.nsmap.get(None), item.get(f"{{{XSI}}}type")) == (f"{{{NS}}}Item", "", "BareGift")


def test_the_own_type_may_be_said() -> None:
    assert read(ITEM, root("<Code/>", f'id="1" xmlns:q="{NS}" i:type=" q:Item "')) == Item(id=1, code="")
    assert read(ITEM, root("<Code/>", 'id="1" i:type="Item"')) == Item(id=1, code="")


@pytest.mark.parametrize("said", ["o:Unknown", "Unknown", "x:Gift", "", "Gift"])
def test_a_type_that_is_not_known_is_refused(said: str) -> None:
    assert unreadable(ITEM, root("<Code/>", f'id="1" i:type="{said}"')).endswith("which is not known here")


def test_a_type_that_is_not_known_is_named() -> None:
    assert unreadable(ITEM, root("<Code/>", 'id="1" i:type="o:Toy"')) == (
        f"is of the type {{{OTHER}}}Toy, which is not known here"
    )
    assert len(unreadable(ITEM, root("<Code/>", f'i:type="o:{"T" * 10_000}"'))) < 100
    assert "\n" not in unreadable(ITEM, root("<Code/>", 'i:type="o:T&#10;T"'))


def test_an_abstract_contract() -> None:
    card = Card(amount=Decimal("1.50"), number="1")
    xml = write(ORDER, order(paid=card))
    assert '<Paid xmlns:t="urn:shop" i:type="t:Card"><Amount>1.50</Amount>' in xml
    assert read(ORDER, xml).paid == card
    assert refused(ORDER, order(paid=Payment(amount=Decimal(1)))) == "Root.Paid: is of type Payment, which is abstract"
    assert unreadable(PAYMENT, root("<Amount>1</Amount>")) == "is of the type Payment, which is abstract"


def test_a_class_that_is_not_declared_is_refused() -> None:
    @attrs.frozen(kw_only=True)
    class Own(Item):
        pass

    assert refused(ITEM, Own(id=1, code="")) == "Root: is of type Own, expected Item"


# Attributes and text.


def test_simple_content_with_attributes() -> None:
    price = Price(value=Decimal("1.50"), currency='a"b\t<\n&', kind=f"{{{NS}}}k")
    xml = write(PRICE, price)
    assert read(PRICE, xml) == price
    assert etree.fromstring(xml).text == "1.50"
    assert unreadable(PRICE, root("x")) == "value: is not a decimal number of this range"
    assert refused(PRICE, Price(value="1")).startswith("Root.value: ")  # type: ignore[arg-type]


def test_attributes_of_the_namespace_of_xml() -> None:
    part = Part(
        "lang", "currency", scalar("string"), namespace="http://www.w3.org/XML/1998/namespace", where="attribute"
    )
    shape = Shape(Price, "Price", NS, (Part("value", "value", scalar("decimal"), where="text"), part))
    xml = write(shape, Price(value=Decimal(1), currency="en"))
    assert xml == f'<Root {BOUND} xml:lang="en">1</Root>'
    assert read(shape, xml) == Price(value=Decimal(1), currency="en")


def test_text_that_need_not_be_there() -> None:
    shape = Shape(Price, "Price", NS, (Part("value", "value", scalar("decimal"), where="text"),))
    value = Price(value=ABSENT)  # type: ignore[arg-type]
    assert write(shape, value) == f"<Root {BOUND}></Root>"
    assert read(shape, root()) == value


def test_defaults() -> None:
    assert read(PRICE, root("1")).currency == "EUR"
    assert read(ORDER, root("<Items/>")).mode == 3
    assert read(ORDER, root("<Items/>", 'mode="4"')).mode == 4
    assert read(ORDER, root("<Items/>")).day is ABSENT
    assert read(ORDER, root("<Items/><Day/>")).day == date(2030, 1, 1)
    assert read(ORDER, root("<Items/><Day>2030-01-02</Day>")).day == date(2030, 1, 2)
    assert "mode" not in write(ORDER, order())


def test_a_fixed_value() -> None:
    assert read(ORDER, root("<Items/>")).version == "1.0"
    assert read(ORDER, root("<Items/>", 'version="1.0"')).version == "1.0"
    assert ' version="1.0"' in write(ORDER, order(version="1.0"))
    said = "version: is fixed: no other value than '1.0' is allowed"
    assert unreadable(ORDER, root("<Items/>", 'version="1"')) == said
    assert refused(ORDER, order(version="2")) == f"Root.{said}"


def test_a_fixed_value_is_compared_as_a_value() -> None:
    part = Part("ByCard", "by_card", scalar("boolean"), namespace=NS, default="1", fixed=True)
    shape = Shape(Order, "", "", (part,))
    assert "<ByCard>true</ByCard>" in write(shape, order(by_card=True))
    assert refused(shape, order(by_card=False)).startswith("Root.ByCard: is fixed")
    assert unreadable(shape, root("<ByCard>false</ByCard>")).startswith("ByCard: is fixed")


def test_a_default_that_nobody_can_read_is_none() -> None:
    part = Part("kind", "kind", scalar("q_name"), where="attribute", default="x:y", fixed=True)
    shape = Shape(Price, "", "", (Part("value", "value", scalar("decimal"), where="text"), part))
    assert read(shape, "<a>1</a>").kind is ABSENT
    assert read(shape, '<a xmlns:x="u" kind="x:y">1</a>').kind == "{u}y"


def test_attributes_of_any_name() -> None:
    more = {"a": "1", f"{{{OTHER}}}b": 'x"&\n', "{http://www.w3.org/XML/1998/namespace}lang": "en"}
    xml = write(ORDER, order(more=more))
    assert read(ORDER, xml).more == more
    assert read(ORDER, write(ORDER, order(mode=5, version="1.0"))).more == {}


@pytest.mark.parametrize(
    "name",
    ["", "a b", "x:y", "a>", "1a", "xmlns", "xmlns:a", "{}a", f"{{{XSI}}}type", "{http://www.w3.org/2000/xmlns/}a",
     "{u}", "mode", "{http://schemas.microsoft.com/2003/10/Serialization/}Id", 'a="" b'],
)  # fmt: skip
def test_attributes_of_a_name_that_cannot_be(name: str) -> None:
    assert refused(ORDER, order(more={name: ""})).startswith("Root.any-attributes: has ")


def test_attributes_that_are_no_mapping_of_texts() -> None:
    assert refused(ORDER, order(more=1)) == "Root.any-attributes: is a int, expected a mapping"
    assert refused(ORDER, order(more={"a": 1})) == "Root.any-attributes: is no mapping of names to texts"


# Choices.


@pytest.mark.parametrize("members", [{}, {"cash": True}, {"voucher": "a"}, {"voucher": "a", "change": 1}])
def test_one_alternative(members: dict[str, Any]) -> None:
    assert read(ORDER, write(ORDER, order(**members))) == attrs.evolve(order(**members), version="1.0", mode=3)


def test_two_alternatives_are_refused() -> None:
    assert refused(ORDER, order(cash=True, change=1)) == "Root: has Cash and Change, of which only one is allowed"
    assert read(ORDER, root("<Items/><Cash>1</Cash><Change>1</Change>")).change == 1


def test_an_alternative_is_required() -> None:
    parts = (Part("Cash", "cash", scalar("boolean")), Part("Tag", "tags", scalar("string"), many=True))
    shape = Shape(Order, "", "", parts, choices=(OneOf((("cash",), ("tags",)), required=True),))
    assert refused(shape, order()) == "Root: has none of Cash, Tag, of which one is required"
    assert refused(shape, order(tags=[])) == "Root: has none of Cash, Tag, of which one is required"
    assert "<Cash" in write(shape, order(cash=False, tags=[]))
    assert refused(shape, order(cash=False, tags=["a"])).startswith("Root: has Cash and Tag")


# Runs.


def test_a_run_keeps_its_order() -> None:
    lines = (("text", "a"), ("item", Item(id=1, code="b")), ("text", "c"), ("item", None))
    xml = write(ORDER, order(lines=lines))
    assert '<Text>a</Text><Item id="1"><Code>b</Code></Item><Text>c</Text><Item i:nil="true"/>' in xml
    assert read(ORDER, xml).lines == lines


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([("txt", "")], "[0]: has none of the labels text, item"),
        ([("text", ""), "text"], "[1]: is no pair of a label and a value"),
        ([("text", "", "")], "[0]: is no pair of a label and a value"),
        ([("text", 1)], "[0].Text: is of type int, expected str"),
        ([("text", None)], "[0].Text: is None, which its type does not allow"),
        ([("item", Item(id=1, code=2))], "[0].Item.Code: is of type int, expected str"),  # type: ignore[arg-type]
        ("text", ": is a str, expected a sequence"),
    ],
)
def test_wrong_runs(lines: object, said: str) -> None:
    assert refused(ORDER, order(lines=lines)) == f"Root.lines{said}"


def test_a_run_that_cannot_be_read() -> None:
    assert unreadable(ORDER, root('<Items/><Text/><Item id="1"/>')) == "lines[1].Item.Code: is missing"


# Lists in one text.


def test_a_list_in_one_text() -> None:
    colors = (Color.RED, UnknownValue(xml_name="Green"), Color.DARK_BLUE)
    xml = write(ORDER, order(colors=colors))
    assert "<Colors>Red Green DarkBlue</Colors>" in xml
    assert read(ORDER, xml).colors == colors
    assert read(ORDER, root("<Items/><Colors>\n Red\tRed </Colors>")).colors == (Color.RED, Color.RED)
    assert read(ORDER, root("<Items/><Colors/>")).colors == ()


def test_only_the_white_space_of_xml_parts_a_list() -> None:
    shape = Shape(Price, "", "", (Part("value", "value", listed(scalar("string")), where="text"),))
    value = Price(value=("a\N{NO-BREAK SPACE}b", "c"))  # type: ignore[arg-type]
    assert read(shape, write(shape, value)) == value
    assert refused(shape, Price(value=["a", "b c"])) == (  # type: ignore[arg-type]
        "Root.value[1]: is empty, or holds white space, which parts the items"
    )
    assert refused(shape, Price(value=[""])).startswith("Root.value[0]: is empty")  # type: ignore[arg-type]
    numbers = Shape(Price, "", "", (Part("value", "value", listed(scalar("int")), where="text"),))
    assert unreadable(numbers, "<a>1 2 x</a>") == "value[2]: is not an integer"


def test_a_list_of_another_module() -> None:
    part = Part("Colors", "colors", Late("tests.wire.orders", "COLOR", wrap=listed), namespace=NS, where="attribute")
    shape = Shape(Order, "", "", (part, Part("Items", "items", ITEMS, required=True)))
    assert read(shape, write(shape, order(colors=[Color.RED]))) == order(colors=(Color.RED,))


def test_an_attribute_holds_text_only() -> None:
    shape = Shape(Order, "", "", (Part("Items", "items", ITEMS, where="attribute"),))
    with pytest.raises(TypeError, match="Items"):
        write(shape, order())


# Names.


def kind(value: str) -> Any:
    return Price(value=Decimal(1), kind=value)


@pytest.mark.parametrize(
    "name", ["{urn:x}a", "{urn:shop}b", "plain", "{http://www.w3.org/2001/XMLSchema}string", "{u}é"]
)
@pytest.mark.parametrize("where", ["attribute", "element", "listed"])
def test_qualified_names(name: str, where: str) -> None:
    content = listed(scalar("q_name")) if where == "listed" else scalar("q_name")
    part = Part("kind", "kind", content, namespace=NS, where="attribute" if where == "attribute" else "element")
    shape = Shape(Price, "", "", (Part("Amount", "value", scalar("decimal"), namespace=NS), part))
    value: Any = kind((name, "{urn:x}y")) if where == "listed" else kind(name)  # type: ignore[arg-type]
    xml = write(shape, value)
    assert read(shape, xml) == value
    assert {child.tag for child in etree.fromstring(xml)} <= {f"{{{NS}}}Amount", f"{{{NS}}}kind"}


@pytest.mark.parametrize("name", ["", "{u}", "a b", "x:y", "{u}a>b", "{}a", "a}b"])
def test_what_is_no_qualified_name(name: str) -> None:
    assert refused(PRICE, kind(name)) == "Root.kind: is no qualified name in Clark notation"


def test_a_prefix_that_is_not_bound() -> None:
    assert unreadable(PRICE, root("1", 'o:kind="x:y"')) == "kind: is empty, or has a prefix that is not bound"
    assert read(PRICE, root("1", 'o:kind=" o:y "')).kind == f"{{{OTHER}}}y"
    assert read(PRICE, root("1", 'o:kind="y"')).kind == f"{{{NS}}}y"


# Moments.


def test_moments_follow_the_policies() -> None:
    zone = timezone(timedelta(hours=2))
    card = Card(amount=Decimal(1), number="", at=datetime(2030, 1, 2, 12, tzinfo=zone))
    assert "<At>2030-01-02T12:00:00+02:00</At>" in write(CARD, card)
    assert "<At>2030-01-02T10:00:00Z</At>" in write(CARD, card, WRITE_UTC)
    assert read(CARD, write(CARD, card)) == card
    naive = attrs.evolve(card, at=datetime(2030, 1, 2, 12))  # noqa: DTZ001  # That is what is tested.
    assert "<At>2030-01-02T12:00:00</At>" in write(CARD, naive)
    with pytest.raises(EncodeError, match=r"^Root\.At: has no time zone$"):
        write(CARD, naive, WRITE_UTC)
    reading = Reading(date_time=lambda moment: moment.replace(tzinfo=UTC))
    assert read(CARD, write(CARD, naive), reading).at == datetime(2030, 1, 2, 12, tzinfo=UTC)
    assert unreadable(CARD, root("<Amount>1</Amount><At>x</At>")) == "At: is not a dateTime"


# Markup.


def test_elements_that_are_kept() -> None:
    data = XmlElement(f'<Data xmlns="{NS}" xmlns:p="urn:u" p:a="p:q"><b xmlns=""/>tail&amp;</Data>')
    others = (XmlElement("<x/>"), XmlElement('<p:y xmlns:p="urn:u"><z/></p:y>'))
    xml = write(ORDER, order(data=data, others=others))
    back = read(ORDER, xml)
    assert back.data.xml.startswith("<Data ")
    assert canonical(back.data) == canonical(data)
    assert [canonical(one) for one in back.others] == [canonical(one) for one in others]
    again = read(ORDER, write(ORDER, back))
    assert [canonical(one) for one in again.others] == [canonical(one) for one in others]


def canonical(element: XmlElement) -> bytes:
    return etree.tostring(etree.fromstring(element.xml), method="c14n", exclusive=True)


def test_prefixes_of_outside_stay_bound() -> None:
    kept = read(ORDER, root('<Items/><x xmlns="" a="o:b"/>')).others[0]
    assert etree.fromstring(kept.xml).nsmap["o"] == OTHER


def test_markup_keeps_what_xml_forbids() -> None:
    body = protect(root("<Items/><Data>a&#x1;b\U0010ffff</Data>").encode())
    kept = read(ORDER, body.decode()).data
    assert kept.xml.endswith(">a&#x1;b\U0010ffff</Data>")
    assert "a&#x1;b\U0010ffff</Data>" in write(ORDER, order(data=kept))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("<x/>", "is of type str, expected XmlElement"),
        (XmlElement("<x>"), "is no XML element: not well-formed XML, at line 1"),
        (XmlElement("<x/><y/>"), "is no XML element: not well-formed XML, at line 1"),
        (XmlElement("<!DOCTYPE x><x/>"), "is no XML element: the document has a document type declaration"),
        (XmlElement("<x>\ud800</x>"), "is no XML element: "),
        (XmlElement("<Other/>"), "is the element Other, expected {urn:shop}Data"),
    ],
)
def test_what_is_no_such_element(value: object, said: str) -> None:
    assert refused(ORDER, order(data=value)).startswith(f"Root.Data: {said}")


def test_elements_of_any_name_but_those_of_members() -> None:
    one = XmlElement(f'<Voucher xmlns="{NS}">a</Voucher>')
    assert refused(ORDER, order(others=[XmlElement("<a/>"), one])) == (
        f"Root.any[1]: is the element {{{NS}}}Voucher, which another member stands for"
    )
    assert refused(ORDER, order(others=one)) == "Root.any: is a XmlElement, expected a sequence"


def test_markup_does_not_show_what_it_holds() -> None:
    assert repr(XmlElement("<secret/>")) == "XmlElement(<9 characters>)"


# Whatever it holds.

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
ITEM_VALUES = st.builds(Item, id=st.integers(-(2**31), 2**31 - 1), code=st.none() | TEXTS, note=st.just(ABSENT) | TEXTS)
GIFT_VALUES = st.builds(Gift, id=st.integers(0, 9), code=TEXTS, wish=st.none() | st.just(ABSENT) | TEXTS)
ORDERS = st.builds(
    Order,
    items=st.lists(st.none() | ITEM_VALUES | GIFT_VALUES, max_size=3).map(tuple),
    colors=st.just(ABSENT) | st.lists(st.sampled_from(Color), max_size=3).map(tuple),
    tags=st.lists(TEXTS, max_size=3).map(tuple),
    paid=st.just(ABSENT) | st.builds(Card, amount=st.decimals(-999, 999, places=2), number=TEXTS),
    price=st.just(ABSENT) | st.builds(Price, value=st.decimals(-9, 9, places=1), currency=TEXTS),
    lines=st.lists(
        st.tuples(st.just("text"), TEXTS) | st.tuples(st.just("item"), st.none() | ITEM_VALUES | GIFT_VALUES),
        max_size=3,
    ).map(tuple),
    day=st.just(ABSENT) | st.dates(),
    version=st.just("1.0"),
    mode=st.integers(0, 9),
    more=st.dictionaries(st.sampled_from(["a", "{u}b", "{v}b"]), TEXTS, max_size=3),
)


@given(ORDERS)
def test_what_is_written_is_read_back(value: Order) -> None:
    xml = protect(write(ORDER, value).encode())
    assert read(ORDER, xml.decode()) == value


def test_a_person_is_no_item() -> None:
    assert refused(PERSON, Item(id=1, code="")) == "Root: is of type Item, expected Person"
