"""Enumerations by name and by number, with values that this build does not know."""

import pickle

import pytest

from countermand_wire import DecodeError, EncodeError, Enumeration, UnknownValue
from countermand_wire.codec import read_xml_document, xml_document
from countermand_wire.enumeration import (
    enumeration_codec,
    enumeration_from_json,
    enumeration_from_xml,
    enumeration_to_json,
    enumeration_to_xml,
)
from countermand_wire.policy import READ_BY_NAME, WRITE_UTC


class Colour(Enumeration):
    """With an alias, a name that needs escaping, and numbers out of order."""

    RED = "Red", 7
    DARK_BLUE = "dark & blue", 0
    GREEN = "Green", -1

    @classmethod
    def xml_aliases(cls) -> dict[str, str]:
        return {"Rouge": "Red"}


class Other(Enumeration):
    """Another class with a value that looks the same."""

    RED = "Red", 7


COLOUR = enumeration_codec(Colour, "urn:n", "Colour")


def test_a_member_knows_both_of_its_forms() -> None:
    assert (Colour.RED.value, Colour.RED.xml_name, Colour.RED.number) == ("Red", "Red", 7)
    assert list(Colour) == [Colour.RED, Colour.DARK_BLUE, Colour.GREEN]
    assert pickle.loads(pickle.dumps(Colour.RED)) is Colour.RED
    assert Other.xml_aliases() == {}


@pytest.mark.parametrize("member", Colour)
def test_both_ways_on_both_wires(member: Colour) -> None:
    assert read_xml_document(COLOUR, xml_document(COLOUR, member)) is member
    assert COLOUR.from_json(COLOUR.to_json(member, WRITE_UTC), READ_BY_NAME) is member


def test_the_name_is_escaped() -> None:
    assert enumeration_to_xml(Colour, Colour.DARK_BLUE, "p") == "dark &amp; blue"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Red", Colour.RED),
        (" Red\n", Colour.RED),
        ("Rouge", Colour.RED),
        ("red", UnknownValue(xml_name="red")),
        (" New ", UnknownValue(xml_name="New")),
        ("7", UnknownValue(xml_name="7")),
    ],
)
def test_names(text: str, expected: Colour | UnknownValue) -> None:
    assert enumeration_from_xml(Colour, text, "p") == expected


@pytest.mark.parametrize("text", [None, "", " \n"])
def test_no_name_is_no_value(text: str | None) -> None:
    with pytest.raises(DecodeError, match=r"^p: is empty, expected the name of a Colour$"):
        enumeration_from_xml(Colour, text, "p")


@pytest.mark.parametrize(
    ("value", "expected"),
    [(7, Colour.RED), ("7", Colour.RED), (0, Colour.DARK_BLUE), (-1, Colour.GREEN), (8, UnknownValue(number=8))],
)
def test_numbers(value: object, expected: Colour | UnknownValue) -> None:
    assert enumeration_from_json(Colour, value, "p") == expected


@pytest.mark.parametrize("value", [None, True, False, "Red", "", [7], {}], ids=repr)
def test_no_number_is_no_value(value: object) -> None:
    with pytest.raises(DecodeError, match=r"^p: "):
        enumeration_from_json(Colour, value, "p")


def test_an_unknown_value_goes_back_over_the_wire_that_it_came_over() -> None:
    named, numbered = UnknownValue(xml_name="a<b"), UnknownValue(number=99)
    assert enumeration_to_xml(Colour, named, "p") == "a&lt;b"
    assert enumeration_to_json(Colour, numbered, "p") == 99
    assert read_xml_document(COLOUR, xml_document(COLOUR, named)) == named
    with pytest.raises(EncodeError, match=r"^p: is not a Colour with a number$"):
        enumeration_to_json(Colour, named, "p")
    with pytest.raises(EncodeError, match=r"^p: is not a Colour with an XML name$"):
        enumeration_to_xml(Colour, numbered, "p")


def test_an_unknown_name_with_control_characters_survives() -> None:
    value = UnknownValue(xml_name="a\x01b")
    assert read_xml_document(COLOUR, xml_document(COLOUR, value)) == value


@pytest.mark.parametrize("wrong", [Other.RED, "Red", 7, None, UnknownValue()], ids=repr)
def test_a_value_of_another_class_is_refused(wrong: object) -> None:
    with pytest.raises(EncodeError, match=r"^p: is not a Colour"):
        enumeration_to_xml(Colour, wrong, "p")  # type: ignore[arg-type]
    with pytest.raises(EncodeError, match=r"^p: is not a Colour"):
        enumeration_to_json(Colour, wrong, "p")  # type: ignore[arg-type]
