"""Values that a document holds once and refers to, in circles too; and documents that abuse it."""

import sys
from typing import Any

import pytest

from countermand_wire import ABSENT, DecodeError, EncodeError
from countermand_wire.documents import DEEPEST
from countermand_wire.envelopes import message_codec
from countermand_wire.parts import Part
from countermand_wire.policy import READ_BY_NAME, WRITE_UTC
from countermand_wire.shape import Shape
from countermand_wire.xml import parse
from tests.wire.orders import (
    ITEM,
    NS,
    PEOPLE,
    PERSON,
    SERIALIZATION,
    STRING,
    TREE,
    WORKER,
    XSI,
    Item,
    Order,
    Person,
    Tree,
    Worker,
    late,
    read,
    root,
    write,
)

Z = f'xmlns:z="{SERIALIZATION}"'


def unreadable(shape: Any, xml: str) -> str:
    with pytest.raises(DecodeError) as caught:
        read(shape, xml)
    return str(caught.value)


def test_a_value_is_written_once() -> None:
    ann = Person(name="Ann")
    xml = write(PEOPLE, (ann, ann))
    assert xml == (
        f'<Root xmlns="{NS}" xmlns:i="{XSI}"><Person {Z} z:Id="i1"><Name>Ann</Name></Person>'
        f'<Person {Z} z:Ref="i1"/></Root>'
    )
    first, second = read(PEOPLE, xml)
    assert first is second
    assert (first.name, first.friend, first.children) == ("Ann", ABSENT, ABSENT)


def test_equal_values_are_not_the_same() -> None:
    first, second = read(PEOPLE, write(PEOPLE, (Person(name="Ann"), Person(name="Ann"))))
    assert first is not second


def test_a_circle() -> None:
    ann, bob = Person(name="Ann"), Worker(name="Bob")
    ann.friend, bob.friend, bob.boss = bob, ann, bob
    ann.children = (bob, ann)
    back = read(PERSON, write(PERSON, ann))
    assert back.friend.friend is back
    assert back.friend.boss is back.friend
    assert back.children == (back.friend, back)
    assert type(back.friend) is Worker


def test_a_reference_may_say_that_it_is_nil() -> None:
    # Microsoft's serializer writes both, where the type is nillable.
    xml = root('<Name>a</Name><Friend z:Ref="i1" i:nil="true"/>', 'z:Id="i1"')
    back = read(PERSON, xml)
    assert back.friend is back


def test_an_id_may_be_missing() -> None:
    assert read(PERSON, root("<Name>a</Name>")).name == "a"


def test_an_unknown_id() -> None:
    xml = root('<Name>a</Name><Friend z:Ref="i2"/>', 'z:Id="i1"')
    assert unreadable(PERSON, xml) == "Friend: refers to an Id that no element before it has"
    assert len(unreadable(PERSON, root('<Name>a</Name><Friend z:Ref="' + "i" * 100_000 + '"/>'))) < 100


def test_a_reference_to_what_comes_later_is_refused() -> None:
    xml = root('<Person z:Ref="i1"/><Person z:Id="i1"><Name>a</Name></Person>')
    assert unreadable(PEOPLE, xml).startswith("[0]: refers to an Id")


def test_a_reference_to_a_value_of_another_class() -> None:
    part = Part("Boss", "boss", WORKER, namespace=NS)
    shape = Shape(Worker, "", "", (Part("Name", "name", STRING), Part("Friend", "friend", PERSON, namespace=NS), part))
    xml = root('<Friend z:Id="i1"><Name>a</Name></Friend><Boss z:Ref="i1"/>')
    assert unreadable(shape, xml) == "Boss: refers to a Person, expected Worker"


def test_a_reference_where_the_type_has_none() -> None:
    said = "refers to another element by z:Ref, which its type does not allow"
    assert unreadable(late("ITEMS").content(), root('<Item z:Ref="i1"/>')) == f"[0]: {said}"
    assert unreadable(late("ORDER").content(), root('<Items z:Ref="i1"/>')) == f"Items: {said}"


def test_a_wrong_class() -> None:
    item: Any = Item(id=1, code="")
    with pytest.raises(EncodeError, match=r"^Root\.Friend: is of type Item, expected Person$"):
        write(PERSON, Person(name="", friend=item))


# Messages: Microsoft's serializer takes each of their members for a document of its own.

PAIR = message_codec(
    NS,
    "Pair",
    Shape(
        Order,
        "",
        "",
        (
            Part("First", "items", PEOPLE, namespace=NS, required=True),
            Part("Second", "others", PERSON, namespace=NS, required=True),
        ),
    ),
)


def test_members_of_a_message_do_not_refer_to_each_other() -> None:
    ann: Any = Person(name="Ann")
    xml = PAIR.to_xml(Order(items=(ann, ann), others=ann), WRITE_UTC)
    assert xml == (
        f'<Pair xmlns="{NS}" xmlns:i="{XSI}"><First><Person {Z} z:Id="i1"><Name>Ann</Name></Person>'
        f'<Person {Z} z:Ref="i1"/></First><Second {Z} z:Id="i2"><Name>Ann</Name></Second></Pair>'
    )


def test_members_of_a_message_may_have_the_same_ids() -> None:
    xml = (
        f'<Pair xmlns="{NS}" {Z}><First><Person z:Id="i1"><Name>a</Name></Person><Person z:Ref="i1"/></First>'
        '<Second z:Id="i1"><Name>b</Name><Friend z:Ref="i1"/></Second></Pair>'
    )
    back: Any = PAIR.from_xml(parse(xml.encode()), READ_BY_NAME)
    assert [person.name for person in back.items] == ["a", "a"]
    assert (back.others.name, back.others.friend is back.others) == ("b", True)


# Depth.


def chain(length: int) -> Person:
    person = Person(name="")
    for _ in range(length - 1):
        person = Person(name="", friend=person)
    return person


def test_depth_is_bounded() -> None:
    assert read(PERSON, write(PERSON, chain(DEEPEST))).friend is not ABSENT
    with pytest.raises(EncodeError, match=rf"is nested more than {DEEPEST} levels deep, or holds itself$"):
        write(PERSON, chain(DEEPEST + 1))
    friends = "<Friend><Name/>" * DEEPEST + "</Friend>" * DEEPEST
    assert unreadable(PERSON, root(f"<Name/>{friends}")).endswith(f"is nested more than {DEEPEST} levels deep")


def family(depth: int) -> Person:
    person = Person(name="")
    for _ in range(depth - 1):
        person = Person(name="", children=(person,))
    return person


def test_lists_count_too() -> None:
    half = DEEPEST // 2
    assert read(PERSON, write(PERSON, family(half))).children[0].name == ""
    with pytest.raises(EncodeError, match="levels deep"):
        write(PERSON, family(half + 1))
    nested = "<Children><Person><Name/>" * half + "</Person></Children>" * half
    assert unreadable(PERSON, root(f"<Name/>{nested}")).endswith("levels deep")


@pytest.mark.parametrize("name", ["nodes", "run"])
def test_a_value_that_holds_itself_and_may_not(name: str) -> None:
    items: list[Any] = []
    tree = Tree(**{name: items})
    items.append(tree if name == "nodes" else ("a", tree))
    with pytest.raises(EncodeError, match="levels deep, or holds itself"):
        write(TREE, tree)


@pytest.mark.parametrize("tag", ["Node", "A"])
def test_depth_of_repeated_elements(tag: str) -> None:
    inside = DEEPEST - 1
    assert read(TREE, root(f"<{tag}>" * inside + f"</{tag}>" * inside)) != Tree()
    assert unreadable(TREE, root(f"<{tag}>" * DEEPEST + f"</{tag}>" * DEEPEST)).endswith("levels deep")


def test_a_message_written_from_deep_inside_a_program() -> None:
    codec = message_codec(NS, "Root", PERSON)

    def deeper(frames: int) -> str:
        return deeper(frames - 1) if frames else codec.to_xml(chain(DEEPEST), WRITE_UTC)

    with pytest.raises(EncodeError, match="is nested too deeply"):
        deeper(sys.getrecursionlimit() - 300)


def test_many_values_are_quick() -> None:
    people = [Person(name="a") for _ in range(20_000)]
    back = read(PEOPLE, write(PEOPLE, people * 2))
    assert len({id(person) for person in back}) == 20_000


def test_an_item_is_no_reference() -> None:
    one = Item(id=1, code="a")
    assert "z:Id" not in write(ITEM, one)
