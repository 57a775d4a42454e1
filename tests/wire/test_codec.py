"""Codecs as documents: roots, nil, bare messages, and lists that are read item by item."""

from typing import Any
from uuid import UUID

import attrs
import pytest
from lxml import etree

from countermand_wire import ABSENT, Absent, DecodeError, EncodeError
from countermand_wire.bare import bare, bare_nillable
from countermand_wire.codec import XSI, Codec, Stream, read_xml, read_xml_document, xml_document, xml_element
from countermand_wire.elements import BOOLEAN, DATE_TIME, GUID, INT, LONG, SERIALIZATION, STRING
from countermand_wire.policy import READ_BY_NAME, WRITE_UTC, Reading, Writing

ID = UUID("1627aea5-8e0a-4371-9022-9b504344e724")
LARGE = 40_000


@attrs.frozen(kw_only=True)
class Names:
    """A message of one list."""

    items: list[str | None] | Absent | None = ABSENT


def text_of(element: etree._Element, reading: Reading) -> str:
    if element.text == "bad":
        raise DecodeError("", "is bad")
    return element.text or ""


def names_from_xml(element: etree._Element, reading: Reading) -> list[str | None]:
    found: list[str | None] = []
    for child in element.iterchildren("{urn:n}n"):
        try:
            found.append(None if child.get(f"{{{XSI}}}nil") else text_of(child, reading))
        except DecodeError as error:
            raise error.under(f"[{len(found)}]") from None
    return found


LIST: Codec[list[str | None]] = Codec(
    namespace="urn:n",
    name="Names",
    to_xml=lambda value, writing: "".join('<n i:nil="true"/>' if item is None else f"<n>{item}</n>" for item in value),
    from_xml=names_from_xml,
    to_json=lambda value, writing: value,
    from_json=lambda value, reading: value if isinstance(value, list) else [],
    stream=Stream(path=("{urn:n}n",), item=text_of, attach=lambda items: items),  # type: ignore[arg-type,return-value]
)
MESSAGE = bare_nillable("Items", LIST, lambda message: message.items, lambda value: Names(items=value))


# Documents.


@pytest.mark.parametrize(
    ("codec", "value", "text"),
    [
        (BOOLEAN, True, "<boolean xmlns='{}'>true</boolean>"),
        (GUID, ID, "<guid xmlns='{}'>1627aea5-8e0a-4371-9022-9b504344e724</guid>"),
        (INT, -7, "<int xmlns='{}'>-7</int>"),
        (LONG, 1 << 40, "<long xmlns='{}'>1099511627776</long>"),
        (STRING, "<&\r", "<string xmlns='{}'>&lt;&amp;&#xD;</string>"),
        (STRING, "", "<string xmlns='{}'></string>"),
    ],
)
def test_a_scalar_is_a_document(codec: Codec[Any], value: object, text: str) -> None:
    written = xml_document(codec, value)
    assert written == text.format(SERIALIZATION).replace("'", '"').encode()
    assert read_xml_document(codec, written) == value


@pytest.mark.parametrize("codec", [BOOLEAN, DATE_TIME, GUID, INT, LONG])
def test_an_error_in_a_scalar_names_its_element(codec: Codec[Any]) -> None:
    for text in ("", "?!"):
        with pytest.raises(DecodeError) as caught:
            read_xml_document(codec, f'<{codec.name} xmlns="{SERIALIZATION}">{text}</{codec.name}>'.encode())
        assert caught.value.path == codec.name
    with pytest.raises(DecodeError) as caught:
        codec.from_json({}, READ_BY_NAME)
    assert caught.value.path == codec.name
    with pytest.raises(EncodeError) as encoding:
        xml_document(codec, object())
    assert encoding.value.path == codec.name


def test_a_nil_document() -> None:
    nil: Any = None
    written = xml_element(LIST, nil)
    assert written == f'<Names xmlns="urn:n" xmlns:i="{XSI}" i:nil="true"/>'
    assert etree.fromstring(written).get(f"{{{XSI}}}nil") == "true"


@pytest.mark.parametrize(
    "root", ["<Names/>", '<Names xmlns="urn:other"/>', '<names xmlns="urn:n"/>', '<x xmlns="urn:n"><Names/></x>']
)
def test_another_root_is_refused(root: str) -> None:
    with pytest.raises(DecodeError, match=r"^the root element is .*, expected \{urn:n\}Names$"):
        read_xml_document(LIST, root.encode())


def test_a_value_below_other_elements_is_found() -> None:
    body = b'<e><h/><b>text<Names xmlns="urn:n"><n>1</n></Names><x/></b></e>'
    root, value = read_xml(LIST, body, ("e", "b"), READ_BY_NAME)
    assert (root.tag, value) == ("e", ["1"])


def test_policies_reach_the_codec() -> None:
    seen: list[object] = []

    def see(policy: object) -> str:
        seen.append(policy)
        return ""

    codec: Codec[str] = Codec(
        namespace="urn:n",
        name="s",
        to_xml=lambda value, writing: see(writing),
        from_xml=lambda element, reading: see(reading),
        to_json=lambda value, writing: str(value),
        from_json=lambda value, reading: str(value),
    )
    writing, reading = Writing(), Reading()
    read_xml_document(codec, xml_document(codec, "x", writing), reading)
    read_xml_document(codec, xml_document(codec, "x"))
    assert seen == [writing, reading, WRITE_UTC, READ_BY_NAME]


def test_a_codec_shows_its_element() -> None:
    assert repr(LIST) == "Codec({urn:n}Names)"


# Bare messages.


def test_a_bare_message_travels_as_its_member() -> None:
    message = Names(items=["a", None])
    written = xml_document(MESSAGE, message)
    assert written == f'<Names xmlns="urn:n" xmlns:i="{XSI}"><n>a</n><n i:nil="true"/></Names>'.encode()
    assert read_xml_document(MESSAGE, written) == message
    assert MESSAGE.to_json(message, WRITE_UTC) == ["a", None]
    assert MESSAGE.from_json(["a", None], READ_BY_NAME) == message


def test_a_nil_bare_message() -> None:
    message = Names(items=None)
    assert read_xml_document(MESSAGE, xml_document(MESSAGE, message)) == message
    assert MESSAGE.to_json(message, WRITE_UTC) is None
    assert MESSAGE.from_json(None, READ_BY_NAME) == message


def test_an_absent_member_cannot_travel_bare() -> None:
    with pytest.raises(EncodeError, match=r"^Items: is missing"):
        xml_document(MESSAGE, Names())
    with pytest.raises(EncodeError, match=r"^Items: is missing"):
        MESSAGE.to_json(Names(), WRITE_UTC)


def test_nil_is_refused_where_the_member_is_not_nillable() -> None:
    codec: Codec[Names] = bare("Items", LIST, lambda message: message.items or [], lambda value: Names(items=value))
    with pytest.raises(DecodeError, match=r"^Items: is nil, which its type does not allow$"):
        read_xml_document(codec, f'<Names xmlns="urn:n" xmlns:i="{XSI}" i:nil="true"/>'.encode())
    with pytest.raises(DecodeError, match=r"^Items: is nil"):
        codec.from_json(None, READ_BY_NAME)


# Long lists.


@pytest.mark.parametrize("codec", [LIST, MESSAGE], ids=["list", "bare"])
def test_a_long_list_is_the_same_as_a_short_one(codec: Codec[Any]) -> None:
    items = ["x" * 20, None] * 2000
    value: object = items if codec is LIST else Names(items=items)
    body = xml_document(codec, value)
    assert len(body) > LARGE
    assert read_xml_document(codec, body) == value


@pytest.mark.parametrize("padding", [0, LARGE])
@pytest.mark.parametrize(
    ("inside", "expected"),
    [("", []), ("<n/>", [""]), ("<n>1</n><m>2</m><n>3</n>", ["1", "3"]), ('<n xmlns="urn:m">1</n>', [])],
)
def test_size_makes_no_difference(inside: str, expected: list[str], padding: int) -> None:
    body = f'<Names xmlns="urn:n"><!--{"x" * padding}-->{inside}</Names>'.encode()
    assert read_xml_document(LIST, body) == expected


@pytest.mark.parametrize("padding", [0, LARGE])
def test_an_error_in_an_item_has_its_index(padding: int) -> None:
    body = f'<Names xmlns="urn:n"><!--{"x" * padding}--><n/><m/><n>bad</n></Names>'.encode()
    with pytest.raises(DecodeError) as caught:
        read_xml_document(LIST, body)
    assert str(caught.value) == "[1]: is bad"
