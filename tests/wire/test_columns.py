"""Lists read by columns: the same values as item by item, the same errors, on regular lists and on mangled ones."""

import random
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from countermand_bindings.esendex.contracts.array_of_outgoing_message_response import (
    ARRAY_OF_OUTGOING_MESSAGE_RESPONSE as ARRAY,
)
from countermand_bindings.esendex.contracts.outgoing_message_response import (
    OUTGOING_MESSAGE_RESPONSE_COLUMNS,
    OutgoingMessageResponse,
)
from countermand_wire import ABSENT, DecodeError, json
from countermand_wire.codec import Codec, read_xml_document, xml_document
from countermand_wire.columns import FEWEST, Columns
from countermand_wire.nil import XSI
from countermand_wire.policy import READ_BY_NAME, READ_IN_ORDER, WRITE_UTC, Reading
from tests.bindings.model import array_codec, service
from tests.bindings.strategies import JSON, PEER, Wire, contracts

ARRAYS = [array for array in service().arrays if array.item.type.kind == "contract"]
READINGS = [
    READ_BY_NAME,
    READ_IN_ORDER,
    Reading(date_time=lambda moment: moment.replace(tzinfo=UTC, microsecond=7)),
]

IDS = [f"{number:08x}-0000-4000-8000-000000000000" for number in range(20)]


@contextmanager
def item_by_item() -> Generator[None]:
    """Read without columns."""
    saved = Columns.from_json, Columns.from_xml
    Columns.from_json = Columns.from_xml = lambda *_arguments: None  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        Columns.from_json, Columns.from_xml = saved  # type: ignore[method-assign]


def outcome(read: Callable[[], object]) -> object:
    try:
        return read()
    except DecodeError as error:
        return str(error)


def assert_the_same(read: Callable[[], object]) -> None:
    quickly = outcome(read)
    with item_by_item():
        slowly = outcome(read)
    assert quickly == slowly
    assert repr(quickly) == repr(slowly)


def lists(wire: Wire) -> st.SearchStrategy[tuple[Codec[Any], list[object]]]:
    def some(array: Any) -> st.SearchStrategy[tuple[Codec[Any], list[object]]]:
        item = contracts(service().contract(array.item.type.name), wire)
        # A few items, each several times: long lists that hypothesis can still shrink.
        few = st.lists(item, min_size=1, max_size=3)
        return st.tuples(st.just(array_codec(array)), few.map(lambda items: (items * 20)[: FEWEST + 4]))

    return st.sampled_from(ARRAYS).flatmap(some)


@given(case=lists(JSON), seed=st.integers(0, 1 << 30), reading=st.sampled_from(READINGS))
def test_json_lists(case: tuple[Codec[Any], list[object]], seed: int, reading: Reading) -> None:
    codec, items = case
    sent: Any = json.parse(json.render(codec.to_json(items, WRITE_UTC)))
    assert_the_same(lambda: codec.from_json(sent, reading))
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 3)):
        mangle_json(sent, chance)
    assert_the_same(lambda: codec.from_json(sent, reading))


VALUES: list[Any] = [
    *(
        None,
        True,
        False,
        0,
        1,
        2**70,
        "",
        "x",
        " ",
        "1",
        "true",
        [],
        {},
        [None],
        "\U0010ffff",
        "/Date(0)/",
        "/Date(-1)/",
    ),
    *("/Date(1700000000123)/", "/Date(1700000000123+0200)/", "/Date(-62135596800000)/", "/Date(99999999999999)/"),
    *("/Date(1", ")/", "/Date(3999999999999)/", "/Date(4000000000001)/", "/Date(1)//Date(2)/", "0" * 36, IDS[0]),
    *(IDS[1].upper(), f"{{{IDS[2]}}}", IDS[3][:-1], IDS[4].replace("-", " "), f"{IDS[5][:-2]} 0", f"{IDS[5][:-2]}  "),
    f"{IDS[6][:8]}\u00e9{IDS[6][9:]}",
]


def mangle_json(items: list[Any], chance: random.Random) -> None:
    place = chance.randrange(len(items))
    item = items[place]
    kind = chance.randrange(7)
    if kind == 0 or not isinstance(item, dict) or not item:
        items[place] = chance.choice([None, 1, "x", [], {}])
    elif kind == 1:
        del item[chance.choice(list(item))]
    elif kind == 2:
        item["Unknown"] = 1
    elif kind == 3:
        items[place] = dict(reversed(item.items()))
    else:
        name, value = chance.choice(list(item)), chance.choice(VALUES)
        for each in items if kind == 4 else [item]:
            if isinstance(each, dict):
                each[name] = value


@given(case=lists(PEER), seed=st.integers(0, 1 << 30), reading=st.sampled_from(READINGS))
def test_xml_lists(case: tuple[Codec[Any], list[object]], seed: int, reading: Reading) -> None:
    codec, items = case
    body = xml_document(codec, items)
    assert_the_same(lambda: read_xml_document(codec, body, reading))
    chance = random.Random(seed)
    text = body.decode()
    for _ in range(chance.randint(1, 3)):
        text = mangled_xml(text, chance)
    assert_the_same(lambda: read_xml_document(codec, text.encode(), reading))


TEXTS = [
    *("", " ", "x", "true", "1", "&#x1;", "\u00e9", "2026-11-21T01:20:00Z", "2026-11-21T01:20:00.1234567Z"),
    *("2026-02-30T00:00:00Z", "2026-11-21T24:00:00Z", "2026-11-21T01:20:00", "2026-11-21T01:20:00+01:00", "1999-12-31"),
    *("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "2026-11-21T01:20:00.Z", "2026-11-21T01:20:00.12345678Z"),
    *(IDS[0], IDS[1].upper(), f" {IDS[2]} ", IDS[3][:-1], IDS[4].replace("-", " "), "0" * 36),
    *("<!-- x -->1", "<![CDATA[x]]>", "<x/>y", "a<b/>c", "Sent", "Sentx", "\n"),
]


def mangled_xml(text: str, chance: random.Random) -> str:
    parser = etree.XMLParser(remove_blank_text=False, resolve_entities=False)
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError:
        return text
    children = list(root)
    item = chance.choice(children) if children else root
    members = list(item)
    kind = chance.randrange(8)
    if kind == 0 and members:
        item.remove(chance.choice(members))
    elif kind == 1 and members:
        item.append(etree.fromstring(etree.tostring(chance.choice(members))))
    elif kind == 2 and len(members) > 1:
        item.append(members[0])
    elif kind == 3:
        item.insert(0, etree.Element(chance.choice(["Unknown", "{http://sms2.cdyne.com}Unknown"])))
    elif kind == 4:
        target = chance.choice([item, *members])
        target.set("{http://www.w3.org/2001/XMLSchema-instance}nil", chance.choice(["true", "1", "false", "TRUE"]))
        if chance.random() < 0.5:
            target.text = None
    elif members:
        member = chance.choice(members)
        if kind == 5:
            return etree.tostring(root, encoding="unicode").replace(
                f">{member.text}<", f">{chance.choice(TEXTS)}<", chance.choice([-1, 1])
            )
        member.text = chance.choice(["", " x", "1", IDS[7], "2026-11-21T01:20:00Z"])
    return etree.tostring(root, encoding="unicode")


NAMES = ["Attachments", "From", "MessageID", "MessageStatus", "SentTime", "To"]


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_each_value_in_each_json_member(name: str, value: object, reading: Reading) -> None:
    for befallen in (range(20), [3], [0, 1]):
        items = document(20)
        for place in befallen:
            items[place][name] = value
        assert_the_same(partial(ARRAY.from_json, items, reading))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", TEXTS, ids=repr)
def test_each_text_in_each_element(name: str, text: str) -> None:
    for reading in READINGS:
        for befallen in (range(20), [3], [0, 1]):
            rows = [elements(name, text if place in befallen else None) for place in range(20)]
            body = list_of(rows)
            assert_the_same(partial(read_xml_document, ARRAY, body, reading))


def elements(name: str = "", text: str | None = None, nil: str = "") -> str:
    values = {
        "Attachments": "", "From": "1", "MessageID": IDS[0], "MessageStatus": "Sent",
        "SentTime": "2026-11-21T01:20:00Z", "To": "2",
    }  # fmt: skip
    if text is not None:
        values[name] = text
    return "".join(f"<{each}{nil if each == name else ''}>{value}</{each}>" for each, value in values.items())


def list_of(rows: list[str], attributes: str = "") -> bytes:
    inside = "".join(f"<OutgoingMessageResponse{attributes}>{row}</OutgoingMessageResponse>" for row in rows)
    root = f'xmlns="http://sms2.cdyne.com" xmlns:i="{XSI}"'
    return f"<ArrayOfOutgoingMessageResponse {root}>{inside}</ArrayOfOutgoingMessageResponse>".encode()


@pytest.mark.parametrize("name", NAMES)
def test_members_that_are_nil_missing_double_or_elsewhere(name: str) -> None:
    plain = elements()
    own = plain[plain.index(f"<{name}>") : plain.index(f"</{name}>") + len(f"</{name}>")]
    without, twice = plain.replace(own, ""), plain.replace(own, own + own)
    nil = elements(name, "", ' i:nil="true"')
    unread = elements(name, None, ' i:nil="true"')
    rows_of = [
        *([nil] * 20, [nil, *[plain] * 19], [unread] * 20, [without] * 20, [without, twice] * 10),
        *([plain, without, twice] * 5, [without + own] * 20, [own + without] * 20, [plain + "<Other/>"] * 20),
        *([plain.replace(name, "Other")] * 20, ["", *[plain] * 19], [""] * 20, [*[plain] * 19, ""]),
    ]
    for rows in rows_of:
        for reading in READINGS:
            for attributes in ("", ' i:nil="true"', ' i:nil="false"', ' x="1"'):
                body = list_of(rows, attributes)
                assert_the_same(partial(read_xml_document, ARRAY, body, reading))


def document(count: int, **changes: object) -> list[dict[str, object]]:
    item: dict[str, object] = {
        "Attachments": None, "From": "1", "MessageID": IDS[0], "MessageStatus": 201, "SentTime": "/Date(0)/", "To": "2",
    }  # fmt: skip
    return [{**item, **changes, "MessageID": IDS[number]} for number in range(count)]


def test_regular_lists_are_read_by_columns() -> None:
    read = OUTGOING_MESSAGE_RESPONSE_COLUMNS.from_json
    found = read(document(FEWEST), READ_BY_NAME)
    assert found is not None
    assert [type(item) for item in found] == [OutgoingMessageResponse] * FEWEST
    assert [str(item.message_id) for item in found] == IDS[:FEWEST]
    absent = [{name: value for name, value in item.items() if name != "To"} for item in document(FEWEST)]
    assert [item.to for item in read(absent, READ_BY_NAME) or ()] == [ABSENT] * FEWEST
    assert read(document(FEWEST - 1), READ_BY_NAME) is None


@pytest.mark.parametrize("value", [1, True, {}, [], "x"])
def test_what_is_not_regular_is_left_to_the_ordinary_way(value: object) -> None:
    items: list[object] = [*document(FEWEST)]
    assert OUTGOING_MESSAGE_RESPONSE_COLUMNS.from_json([*items, value], READ_BY_NAME) is None
    assert OUTGOING_MESSAGE_RESPONSE_COLUMNS.from_json([*items, None], READ_BY_NAME) is None


def test_an_item_that_was_read_by_columns_is_frozen_and_equal() -> None:
    [first, *_] = OUTGOING_MESSAGE_RESPONSE_COLUMNS.from_json(document(FEWEST), READ_BY_NAME) or []
    with pytest.raises(AttributeError):
        first.to = "x"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]  # that is the point
    assert hash(first) == hash(first)
