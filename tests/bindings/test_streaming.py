"""Long lists are read item by item: with the same result, and the same errors, as from a tree."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from countermand_codegen import ir
from countermand_wire import ABSENT, DecodeError, FaultError, json, xml
from countermand_wire.codec import Codec, read_xml_document, xml_document, xml_element
from countermand_wire.faults import Fault, write_fault
from countermand_wire.policy import READ_BY_NAME, READ_IN_ORDER, WRITE_UTC, Reading
from countermand_wire.soap import SOAP11, SOAP12, SoapVersion, envelope, read_body
from tests.bindings.model import NAMES, class_of, declared, load, service
from tests.bindings.strategies import JSON, QUICK, XML, example, optional

LARGE = 40_000
"""Bytes of a document that is certainly streamed."""

FILLER = "<Filler>" + "x" * LARGE + "</Filler>"
NAMESPACE = "http://sms2.cdyne.com"
VERSIONS = [pytest.param(version, id=f"soap{version.name}") for version in (SOAP11, SOAP12)]
READINGS = [pytest.param(READ_BY_NAME, id="by name"), pytest.param(READ_IN_ORDER, id="in order")]


def array_of(name: str) -> ir.Array | None:
    """Return the list type that is an operation's whole result, if it is one of contracts."""
    [result] = declared(name).response.members
    if result.type.kind != "array":
        return None
    array = service().array(result.type.name)
    return array if array.item.type.kind == "contract" else None


LISTS = [name for name in NAMES if array_of(name)]


def result_of(name: str, items: object) -> Any:
    """Return the response that holds a result."""
    contract = declared(name).response
    return class_of(contract)(**{contract.members[0].attribute: items})


def bare_codec(name: str) -> Codec[Any]:
    rest = load(name).rest
    assert rest is not None
    return rest.response


def by_tree(codec: Codec[Any], body: bytes, reading: Reading = READ_BY_NAME) -> Any:
    """Read a document without streaming, whatever its size."""
    return codec.from_xml(xml.parse(body), reading)


def repeated(items: list[Any], name: str) -> list[Any]:
    """Repeat some items until a reply of them is large."""
    codec = load(name).response
    one, two = (len(xml_document(codec, result_of(name, items * times))) for times in (1, 2))
    return items * (LARGE // (two - one) + 1)


def test_the_lists_are_those_of_the_contract() -> None:
    assert LISTS == [
        "AdvancedSMSsend",
        "GetMessageStatusByReferenceID",
        "GetPostbackSettingsForLicenseKey",
        "GetPostbackSettingsForPhoneNumber",
        "GetUnreadIncomingMessages",
        "GetUnreadIncomingMessagesWebPost",
        "GetUnsubscribedNumbers",
        "ReadIncomingMessages",
        "SendMessage",
    ]


@pytest.mark.parametrize("name", LISTS)
@given(data=st.data())
@settings(QUICK, max_examples=10)
def test_a_long_list_decodes_to_itself(name: str, data: st.DataObject) -> None:
    array = array_of(name)
    assert array is not None
    some = data.draw(st.lists(optional(array.item, XML), min_size=1, max_size=4))
    for codec in (load(name).response, bare_codec(name)):
        response = result_of(name, repeated(some, name))
        body = xml_document(codec, response)
        assert len(body) > LARGE
        assert read_xml_document(codec, body) == response
        assert by_tree(codec, body) == response


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", LISTS)
def test_a_long_list_comes_out_of_an_envelope(name: str, version: SoapVersion) -> None:
    array = array_of(name)
    assert array is not None
    item = example(service().contract(array.item.type.name))
    codec = load(name).response
    response = result_of(name, [*repeated([item, None, item], name), None])
    assert read_body(version, codec, envelope(version, xml_element(codec, response))) == response


def test_a_large_document_is_streamed_and_a_small_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    inner = xml.parse_streaming

    def spy(body: bytes, *arguments: Any) -> Any:
        calls.append(len(body))
        return inner(body, *arguments)

    monkeypatch.setattr(xml, "parse_streaming", spy)
    codec = load("SendMessage").response
    item = example(service().contract(f"{{{NAMESPACE}}}OutgoingMessageResponse"))
    small, large = (xml_document(codec, result_of("SendMessage", [item] * count)) for count in (1, 1000))
    read_xml_document(codec, small)
    assert calls == []
    read_xml_document(codec, large)
    assert calls == [len(large)]


# Documents of SendMessage, by hand: each part is what stands inside the wrapper element.

ITEM = "<OutgoingMessageResponse><To>{}</To></OutgoingMessageResponse>"
NIL = '<OutgoingMessageResponse i:nil="true"/>'


def wrapped(inside: str, root: str = "SendMessageResponse") -> bytes:
    instance = "http://www.w3.org/2001/XMLSchema-instance"
    return f'<{root} xmlns="{NAMESPACE}" xmlns:i="{instance}">{inside}</{root}>'.encode()


def in_list(*items: str) -> str:
    return f"<SendMessageResult>{''.join(items)}</SendMessageResult>"


def recipients(response: Any) -> list[str | None]:
    return [item and item.to for item in response.send_message_result]


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        pytest.param(in_list(ITEM.format("a"), FILLER, ITEM.format("b")), ["a", "b"], id="unknown between items"),
        pytest.param(in_list(NIL, FILLER, NIL), [None, None], id="nil items"),
        pytest.param(
            in_list(ITEM.format("a"), f"<More>{ITEM.format('no')}{FILLER}</More>"),
            ["a"],
            id="an item inside an unknown",
        ),
        pytest.param(
            in_list(f"<More>{ITEM.format('no')}{FILLER}</More>", ITEM.format("a")), ["a"], id="an unknown comes first"
        ),
        pytest.param(
            f"<Other>{ITEM.format('no')}</Other>{FILLER}{in_list(ITEM.format('a'))}", ["a"], id="items of another list"
        ),
        pytest.param(
            f"{ITEM.format('no')}{FILLER}{in_list(ITEM.format('a'))}", ["a"], id="an item outside of the list"
        ),
        pytest.param(
            f"<More>{in_list(ITEM.format('no'), FILLER)}</More>{in_list(ITEM.format('a'))}",
            ["a"],
            id="a list inside an unknown",
        ),
        pytest.param(
            in_list(
                f"<OutgoingMessageResponse><To>a</To>{in_list(ITEM.format('no'), FILLER)}</OutgoingMessageResponse>"
            ),
            ["a"],
            id="a list inside an item",
        ),
        pytest.param(
            in_list(
                FILLER,
                ITEM.format("a"),
                '<OutgoingMessageResponse xmlns="urn:other"><To>no</To></OutgoingMessageResponse>',
            ),
            ["a"],
            id="an item of another namespace",
        ),
        pytest.param(
            in_list(f"<OutgoingMessageResponse>{FILLER}{ITEM.format('no')}<To>a</To></OutgoingMessageResponse>"),
            ["a"],
            id="an item inside an item",
        ),
        pytest.param(
            in_list("\n  <!-- one -->\n  ", ITEM.format("a"), "text <?pi?>", ITEM.format("b<!-- c -->c"), FILLER),
            ["a", "bc"],
            id="white space, comments, text",
        ),
        pytest.param(
            in_list(ITEM.format("&#x1;&#0;x&amp;&#xFFFE;"), FILLER), ["\x01\0x&\ufffe"], id="control characters"
        ),
        pytest.param(
            in_list(ITEM.format("\U0010ffff"), ITEM.format("&#1;"), FILLER),
            ["\U0010ffff", "\x01"],
            id="the sentinel itself",
        ),
        pytest.param(in_list(FILLER), [], id="no items"),
        pytest.param(f"<SendMessageResult/>{FILLER}", [], id="an empty list"),
        pytest.param(
            in_list(*(ITEM.format("é€\U0001f600" * 100) for _ in range(100))),
            ["é€\U0001f600" * 100] * 100,
            id="long texts",
        ),
    ],
)
def test_streaming_finds_the_items_that_the_tree_has(inside: str, expected: list[str | None], reading: Reading) -> None:
    codec, body = load("SendMessage").response, wrapped(inside)
    assert len(body) > LARGE
    found = read_xml_document(codec, body, reading)
    assert recipients(found) == expected
    assert found == by_tree(codec, body, reading)


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param(f'<SendMessageResult i:nil="true"/>{FILLER}', id="nil"),
        pytest.param(FILLER, id="absent"),
        pytest.param(f"{in_list(ITEM.format('a'))}{FILLER}{in_list(ITEM.format('b'))}", id="a list and another"),
        pytest.param(f"{in_list(ITEM.format('a'))}{FILLER}<SendMessageResult/>", id="a list and an empty one"),
        pytest.param(
            f'{in_list(ITEM.format("a"))}{FILLER}<SendMessageResult i:nil="true"/>', id="a list and a nil one"
        ),
        pytest.param(f'<SendMessageResult i:nil="true"/>{FILLER}{in_list(ITEM.format("a"))}', id="nil and a list"),
    ],
)
@pytest.mark.parametrize("reading", READINGS)
def test_streaming_gives_what_the_tree_gives(inside: str, reading: Reading) -> None:
    codec, body = load("SendMessage").response, wrapped(inside)
    assert read_xml_document(codec, body, reading) == by_tree(codec, body, reading)


@pytest.mark.parametrize("size", [0, LARGE])
def test_an_error_in_an_item_has_its_path(size: int) -> None:
    bad = "<OutgoingMessageResponse><MessageID>no id</MessageID></OutgoingMessageResponse>"
    items = (ITEM.format("x" * size), NIL, bad, ITEM.format("b"))
    with pytest.raises(DecodeError) as caught:
        read_xml_document(load("SendMessage").response, wrapped(in_list(*items)))
    assert caught.value.path == "SendMessageResult[2].MessageID"
    with pytest.raises(DecodeError) as caught:
        read_xml_document(bare_codec("SendMessage"), wrapped("".join(items), "ArrayOfOutgoingMessageResponse"))
    assert caught.value.path == "[2].MessageID"


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("size", [0, LARGE])
def test_a_fault_is_a_fault_in_a_document_of_any_size(version: SoapVersion, size: int) -> None:
    fault = Fault(code=f"{{{version.namespace}}}Server", reason="no" + " more" * (size // 5))
    body = envelope(version, write_fault(version, fault))
    with pytest.raises(FaultError) as caught:
        read_body(version, load("SendMessage").response, body)
    assert caught.value.fault == fault


@pytest.mark.parametrize("size", [0, LARGE])
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (wrapped("{}")[:-5], "not well-formed XML, at line 1"),
        (b"<!DOCTYPE x>" + wrapped("{}"), "the document has a document type declaration, which is refused"),
        (
            b'<!DOCTYPE x [<!ENTITY e "x">]>' + wrapped("{}&e;"),
            "the document has a document type declaration, which is refused",
        ),
        (wrapped(in_list(ITEM.format("a\x01"), "{}")), "not well-formed XML, at line 1"),
        (wrapped("<d>" * 300 + "{}" + "</d>" * 300), "not well-formed XML, at line 1"),
        (b"<html><body>{}</body></html>", f"the root element is html, expected {{{NAMESPACE}}}SendMessageResponse"),
        (
            wrapped("{}").replace(NAMESPACE.encode(), b"urn:other"),
            f"the root element is {{urn:other}}SendMessageResponse, expected {{{NAMESPACE}}}SendMessageResponse",
        ),
    ],
    ids=[
        "truncated",
        "a DTD",
        "a DTD with an entity",
        "a raw control character",
        "too deep",
        "HTML",
        "another namespace",
    ],
)
def test_a_bad_document_is_refused_at_any_size(body: bytes, reason: str, size: int) -> None:
    codec = load("SendMessage").response
    with pytest.raises(DecodeError) as caught:
        read_xml_document(codec, body.replace(b"{}", b"x" * size))
    assert str(caught.value) == reason


# Long lists in JSON.


@pytest.mark.parametrize("name", LISTS)
@given(data=st.data())
@settings(QUICK, max_examples=10)
def test_a_long_array_decodes_to_itself(name: str, data: st.DataObject) -> None:
    array = array_of(name)
    assert array is not None
    some = data.draw(st.lists(optional(array.item, JSON), min_size=1, max_size=4))
    response = result_of(name, some * (2000 // len(some)))
    for codec in (load(name).response, bare_codec(name)):
        document = json.render(codec.to_json(response, WRITE_UTC))
        assert codec.from_json(json.parse(document), READ_BY_NAME) == response


@pytest.mark.parametrize("size", [3, 3000])
@pytest.mark.parametrize(
    ("odd", "expected"),
    [
        pytest.param({"To": "odd", "Unheard": {"To": "no"}}, "odd", id="an unknown member"),
        pytest.param({"Unheard": [1]}, ABSENT, id="nothing known"),
        pytest.param({}, ABSENT, id="nothing"),
        pytest.param({"To": None}, None, id="a nil member"),
        pytest.param({"To": 1}, "1", id="a number for a string"),
        pytest.param({"__type": "x", "To": "odd"}, "odd", id="a type hint"),
    ],
)
def test_one_odd_item_is_read_as_it_is(size: int, odd: dict[str, Any], expected: object) -> None:
    items = [{"To": str(n), "MessageStatus": 200} for n in range(size)]
    read = bare_codec("SendMessage").from_json([*items, odd, None, *items], READ_BY_NAME).send_message_result
    plain = [str(n) for n in range(size)]
    assert [item and item.to for item in read] == [*plain, expected, None, *plain]


@pytest.mark.parametrize("size", [3, 3000])
@pytest.mark.parametrize(
    ("odd", "path"),
    [
        ({"MessageID": "no id"}, ".MessageID"),
        ({"MessageID": None}, ".MessageID"),
        ({"MessageStatus": "Sent"}, ".MessageStatus"),
        ({"SentTime": "today"}, ".SentTime"),
        ({"To": ["a"]}, ".To"),
        ("text", ""),
        ([], ""),
        (1, ""),
    ],
)
def test_one_bad_item_has_its_path(size: int, odd: object, path: str) -> None:
    items: list[object] = [{"To": "a", "MessageStatus": 200}] * size
    with pytest.raises(DecodeError) as caught:
        bare_codec("SendMessage").from_json([*items, odd, *items], READ_BY_NAME)
    assert caught.value.path == f"[{size}]{path}"
    with pytest.raises(DecodeError) as caught:
        load("SendMessage").response.from_json({"SendMessageResult": [*items, odd, *items]}, READ_BY_NAME)
    assert caught.value.path == f"SendMessageResult[{size}]{path}"
