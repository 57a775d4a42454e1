"""Calls of services with descriptors of their own: what goes out, and what counts as an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from countermand_wire import DecodeError, EncodeError, HttpResponse
from countermand_wire.api import ApiBinding
from countermand_wire.json import JsonValue
from countermand_wire.members import json_object, required
from countermand_wire.operation import Code, Operation, Query, Rest, RestForm
from countermand_wire.policy import Reading, Writing
from countermand_wire.positional import Place, json_codec, positional_codec
from countermand_wire.scalars import string_from_xml
from countermand_wire.scalars.loose import flag_from_text

BASE_URL = "https://api.example.com/v1"
CONTENT_TYPE = "application/json;charset=UTF-8"


@attrs.frozen
class Order:
    """A request: an id in the path, a key in the query, a text in the body."""

    id: str = "300"
    key: str = "sandbox-key"
    text: str = "x"


@attrs.frozen
class Answer:
    """A reply."""

    success: bool
    message: str


def to_json(value: Order, writing: Writing) -> JsonValue:
    return {"text": value.text}


def from_json(value: object, reading: Reading) -> Order:
    return Order(text=required(json_object(value), "text"))


def answer_to_json(value: Answer, writing: Writing) -> JsonValue:
    return {"success": value.success, "message": value.message}


def answer_from_json(value: object, reading: Reading) -> Answer:
    members = json_object(value)
    return Answer(required(members, "success"), required(members, "message"))


def from_pairs(pairs: Mapping[str, str]) -> Order:
    return Order(id=pairs.get("id", ""), key=pairs.get("key", ""))


VARIABLES = Query[Order](names=("id",), to_pairs=lambda order: [("id", order.id)], from_pairs=from_pairs)
QUERY = Query[Order](names=("key",), to_pairs=lambda order: [("key", order.key)], from_pairs=from_pairs)
BODY = json_codec("Order", to_json=to_json, from_json=from_json)
JSON = json_codec("Answer", to_json=answer_to_json, from_json=answer_from_json)
LAYOUTS = ((Place("success", flag_from_text), Place("message", string_from_xml)),)
XML = positional_codec(LAYOUTS, to_json=answer_to_json, from_json=answer_from_json)

GET = RestForm(method="GET", path="/cancel", query=QUERY)
POST = RestForm(method="POST", path="/send", body=BODY)
DELETE = RestForm(method="DELETE", path="/sms/{id}", variables=VARIABLES, content_type=CONTENT_TYPE)
WHOLE = RestForm(method="POST", path="/sms/{id}/x", variables=VARIABLES, query=QUERY, body=BODY)
BARE = RestForm[Order](method="GET", path="/token")


def operation(form: RestForm[Order], *, xml: bool = True) -> Operation[Order, Answer]:
    response = XML if xml else JSON
    return Operation(name="Cancel", request=BODY, response=response, rest=Rest(forms=(form,), response=response))


def binding(wire: Literal["json", "xml"] = "json", **options: Any) -> ApiBinding:
    return ApiBinding(base_url=BASE_URL, wire=wire, **options)


def response(body: bytes, content_type: str | None = "application/json", status: int = 200) -> HttpResponse:
    headers = {} if content_type is None else {"Content-Type": content_type}
    return HttpResponse(status=status, headers=headers, body=body)


# Requests.


def test_a_query_goes_out_whole_and_nothing_may_answer_from_a_cache() -> None:
    sent = binding(timeout=2.5).encode(operation(GET), Order(key="a b&c=é/?"))
    assert (sent.method, sent.url, sent.body, sent.timeout) == (
        "GET",
        f"{BASE_URL}/cancel?key=a%20b%26c%3D%C3%A9%2F%3F",
        None,
        2.5,
    )
    assert dict(sent.headers) == {"Accept": "application/json", "Cache-Control": "no-cache"}


@pytest.mark.parametrize("wire", ["json", "xml"])
def test_a_body_is_json_whatever_the_reply_is_to_be(wire: Literal["json", "xml"]) -> None:
    sent = binding(wire).encode(operation(POST), Order(text="é"))
    assert (sent.method, sent.url, sent.body) == ("POST", f"{BASE_URL}/send", b'{"text":"\\u00e9"}')
    assert dict(sent.headers) == {
        "Accept": f"application/{wire}",
        "Cache-Control": "no-cache",
        "Content-Type": "application/json; charset=utf-8",
    }


def test_asks_for_xml_only_where_the_operation_has_it() -> None:
    assert binding("xml").encode(operation(GET), Order()).headers["Accept"] == "application/xml"
    assert binding("xml").encode(operation(GET, xml=False), Order()).headers["Accept"] == "application/json"


def test_a_content_type_that_the_service_wants_goes_out_without_a_body() -> None:
    sent = binding().encode(operation(DELETE), Order())
    assert (sent.method, sent.url, sent.body) == ("DELETE", f"{BASE_URL}/sms/300", None)
    assert sent.headers["Content-Type"] == CONTENT_TYPE


def test_path_query_and_body_go_together() -> None:
    sent = binding().encode(operation(WHOLE), Order())
    assert (sent.url, sent.body) == (f"{BASE_URL}/sms/300/x?key=sandbox-key", b'{"text":"x"}')


def test_without_parameters_there_is_no_question_mark() -> None:
    assert binding().encode(operation(BARE), Order()).url == f"{BASE_URL}/token"


@given(text=st.text(st.sampled_from("/?#%&=+.{}; \x00\r\n") | st.characters(codec="utf-8"), min_size=1, max_size=8))
def test_whatever_stands_in_a_parameter_stays_in_it(text: str) -> None:
    order = Order(id=f"a{text}", key=text)
    parts = urlsplit(binding().encode(operation(WHOLE), order).url)
    assert parts.path.count("/") == f"{urlsplit(BASE_URL).path}/sms/a/x".count("/")
    assert unquote(parts.path.removeprefix("/v1/sms/").removesuffix("/x")) == order.id
    assert parse_qsl(parts.query, keep_blank_values=True) == [("key", text)]
    assert not parts.fragment


@pytest.mark.parametrize("segment", ["", ".", ".."])
def test_refuses_a_segment_that_would_make_another_path(segment: str) -> None:
    with pytest.raises(EncodeError) as caught:
        binding().encode(operation(DELETE), Order(id=segment))
    assert caught.value.path == "id"


@pytest.mark.parametrize(
    ("form", "order", "path"), [(GET, Order(key="\ud800"), "key"), (DELETE, Order(id="\udfff"), "id")]
)
def test_refuses_what_no_url_can_carry(form: RestForm[Order], order: Order, path: str) -> None:
    with pytest.raises(EncodeError) as caught:
        binding().encode(operation(form), order)
    assert caught.value.path == path


# Replies.

ANSWER = Answer(success=False, message="Gone & away")
AS_JSON = b'{"success": false, "message": "Gone & away", "more": [1]}'
AS_XML = b"<?xml version='1.0'?>\n<result><entry>false</entry><entry><![CDATA[Gone & away]]></entry></result>"


@pytest.mark.parametrize("wire", ["json", "xml"])
@pytest.mark.parametrize("status", [200, 201, 400, 401, 404, 429, 500, 503])
@pytest.mark.parametrize("content_type", ["application/json", "application/xml", "text/html; charset=utf-8", None])
@pytest.mark.parametrize(
    "body", [AS_JSON, AS_XML, b"\xef\xbb\xbf" + AS_JSON, b" \r\n\t" + AS_JSON, b"\xef\xbb\xbf" + AS_XML]
)
def test_the_body_decides(wire: Literal["json", "xml"], status: int, content_type: str | None, body: bytes) -> None:
    assert binding(wire).decode(operation(GET), response(body, content_type, status)) == ANSWER


PAGE = b"<!DOCTYPE html>\n<html><body>Bad Gateway</body></html>"
NO_ANSWERS: list[tuple[bytes, str, str]] = [
    (b"", "", "HTTP 502 with an empty body"),
    (b" \r\n", "", "HTTP 502 with an empty body"),
    (b"\xef\xbb\xbf", "", "HTTP 502 with an empty body"),
    (PAGE, "", ""),
    (b"<html><body>Bad Gateway</body></html>", "", "root element is html"),
    (b"Bad Gateway", "", "HTTP 502"),
    (b"null", "", ""),
    (b"[]", "", "is not a JSON object"),
    (b"[" + AS_JSON + b"]", "", "is not a JSON object"),
    (b"{}", "success", "is missing"),
    (b'{"message": "x"}', "success", "is missing"),
    (AS_JSON[:-4], "", "is not JSON"),
    (AS_XML[:-4], "", "not well-formed XML"),
    (b"<results/>", "", "root element is results"),
    (b"<result/>", "", "0 entries"),
    (b"<result><entry>maybe</entry><entry>x</entry></result>", "success", "is not a boolean"),
    (b"\xff\xfe{\x00}\x00", "", ""),
]


@pytest.mark.parametrize("wire", ["json", "xml"])
@pytest.mark.parametrize(("body", "path", "reason"), NO_ANSWERS)
def test_anything_else_is_no_answer(wire: Literal["json", "xml"], body: bytes, path: str, reason: str) -> None:
    with pytest.raises(DecodeError) as caught:
        binding(wire).decode(operation(GET), response(body, "text/html", 502))
    assert caught.value.path == path
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("wire", ["json", "xml"])
def test_an_operation_without_xml_says_so_in_one_line(wire: Literal["json", "xml"]) -> None:
    with pytest.raises(DecodeError, match=r"no XML form$"):
        binding(wire).decode(operation(GET, xml=False), response(AS_XML, "application/xml"))
    assert binding(wire).decode(operation(GET, xml=False), response(AS_JSON)) == ANSWER


@given(
    body=st.binary(max_size=30) | st.text(st.sampled_from('{}[]":,<entry/>result true1 '), max_size=30).map(str.encode)
)
def test_a_reply_is_an_answer_or_a_decode_error(body: bytes) -> None:
    try:
        found = binding().decode(operation(GET), response(body))
    except DecodeError:
        return
    assert isinstance(found, Answer)


def test_an_operation_tells_what_its_codes_mean() -> None:
    codes = {4: Code("not-found", "Message not found")}
    made = Operation(name="Cancel", request=BODY, response=JSON, codes=codes)
    assert (made.codes[4].means, made.codes[4].text, made.action) == ("not-found", "Message not found", "")
    assert not operation(GET).codes
