"""The REST front, beyond what the recorded exchanges show."""

import json

import pytest

from countermand.testing import Sandbox
from tests.sandbox.support import ask, exchange

JSON = "Content-Type: application/json"
XML = "Content-Type: application/xml"
WANTS_JSON = "Accept: application/json"
SECOND_HALF = "627aea5-8e0a-4371-9022-9b504344e724"
ID = "1" + SECOND_HALF


@pytest.mark.parametrize("digit", "0123456789abcdefABCDEF")
def test_unquoted_guid_is_read_by_its_first_character(sandbox: Sandbox, digit: str) -> None:
    reply = ask(sandbox, "POST /CancelMessage", JSON, WANTS_JSON, body=digit + SECOND_HALF)
    assert (reply.status, reply.body) == (200, "false") if digit.isdigit() else reply.status == 400


@pytest.mark.parametrize(
    "body",
    [
        f'"{ID}" x',
        f"'{ID}'",
        f'"{ID}',
        "true",
        "1",
        "{}",
        "[]",
        "null",
        " ",
        "//c\n" + f'"{ID}"',
        f'"urn:uuid:{ID}"',
        f'"{ID}"\x00',
        "[" * 100_000,
        "-",
        "NaN",
    ],
)
def test_json_that_is_no_guid(sandbox: Sandbox, body: str) -> None:
    reply = ask(sandbox, "POST /CancelMessage", JSON, WANTS_JSON, body=body)
    assert (reply.status, reply.content_type) == (400, "text/html")


@pytest.mark.parametrize("body", [f'"({ID})"', f"{ID}\n", f'"\\u0031{SECOND_HALF}"', f"\t {ID} "])
def test_json_that_is_a_guid_all_the_same(sandbox: Sandbox, body: str) -> None:
    assert ask(sandbox, "POST /CancelMessage", JSON, WANTS_JSON, body=body).body == "false"


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?",
        "?MessageID",
        "?Id=x",
        f"?messageid={ID}",
        f"?MESSAGEID={ID}&MessageId2=x",
        f"?MessageID=%7b{ID}%7D",
        f"?MessageID=+{ID}",
    ],
)
def test_query_that_is_accepted(sandbox: Sandbox, query: str) -> None:
    assert ask(sandbox, f"GET /CancelMessage{query}", WANTS_JSON).body == "false"


@pytest.mark.parametrize(
    "query", ["?MessageID=", "?MessageID=1", f"?MessageID={ID}&messageid={ID}", "?MessageID=%00", "?MessageID=%ff"]
)
def test_query_that_is_refused(sandbox: Sandbox, query: str) -> None:
    assert ask(sandbox, f"GET /CancelMessage{query}", WANTS_JSON).status == 400


@pytest.mark.parametrize("path", ["/cancelmessage", "/CANCELMESSAGE/", "/Cancel%4Dessage"])
def test_path_in_any_case(sandbox: Sandbox, path: str) -> None:
    assert ask(sandbox, f"GET {path}?MessageID={ID}", WANTS_JSON).body == "false"


@pytest.mark.parametrize(
    "path", ["/CancelMessage/x", "//CancelMessage", "/CancelMessage//", "/x", "/CreateMediaFromUrl"]
)
def test_path_without_an_operation(sandbox: Sandbox, path: str) -> None:
    reply = ask(sandbox, f"GET {path}", WANTS_JSON)
    assert (reply.status, reply.content_type) == (404, "text/html; charset=UTF-8")
    assert "Endpoint not found." in reply.body


@pytest.mark.parametrize("prefix", ["/esendex/messaging.svc", "/ESENDEX/MESSAGING.SVC", "/Esendex/Messaging.Svc"])
def test_service_in_any_case(sandbox: Sandbox, prefix: str) -> None:
    reply = exchange(sandbox, f"GET {prefix}/CancelMessage HTTP/1.1\r\nHost: h\r\n\r\n")
    assert reply.status == 200


@pytest.mark.parametrize(
    ("line", "allow"),
    [
        ("GET /SendMessage", "POST"),
        ("POST /ReadMessageStatus", "GET"),
        ("PATCH /GetKeywords", "POST, GET"),
        ("POST /help", "GET"),
    ],
)
def test_wrong_verb(sandbox: Sandbox, line: str, allow: str) -> None:
    reply = ask(sandbox, line, JSON, WANTS_JSON)
    assert (reply.status, reply.allow, reply.content_type) == (405, allow, "text/html; charset=UTF-8")


@pytest.mark.parametrize("content_type", [JSON, XML, "Content-Type: application/x-www-form-urlencoded", "X: y"])
def test_post_without_a_body_is_the_empty_guid(sandbox: Sandbox, content_type: str) -> None:
    assert ask(sandbox, "POST /CancelMessage", content_type, WANTS_JSON).body == "false"


def test_post_without_a_body_where_an_object_is_due(sandbox: Sandbox) -> None:
    assert ask(sandbox, "POST /SendMessage", JSON, WANTS_JSON).status == 400


def test_null_where_an_object_is_due(sandbox: Sandbox) -> None:
    assert ask(sandbox, "POST /SendMessage", JSON, WANTS_JSON, body="null").status == 400


@pytest.mark.parametrize(
    "body",
    [
        '{"Body":"Hi","To":["1"],"LicenseKey":null}',
        '{"Body":"Hi","To":"1"}',
        '{"Body":"Hi","To":["1"],"UseMMS":"maybe"}',
        '{"Body":"Hi","To":["1"],"ScheduledDateTime":"2286-11-20T17:46:39Z"}',
        '{"Body":"Hi","Body":"Ho","To":["1"]}',
        '{"Body":"a\tb","To":["1"]}',
        '{Body:"Hi","To":["1"]}',
        '{"Body":"Hi" "To":["1"]}',
    ],
)
def test_object_that_is_refused(sandbox: Sandbox, body: str) -> None:
    assert ask(sandbox, "POST /SendMessage", JSON, WANTS_JSON, body=body).status == 400
    assert len(sandbox.esendex.messages) == 0


@pytest.mark.parametrize(
    "body",
    [
        '{"Body":"Hi","To":["1"]}',
        '{"Body":"Hi","To":["1",],}',
        '{"To":["1"],"Body":"Hi","Nobody":{"knows":[null]}}',
        '{"Body":"Hi","To":[1],"UseMMS":"true"}',
    ],
)
def test_object_that_is_accepted(sandbox: Sandbox, body: str) -> None:
    reply = ask(sandbox, "POST /SendMessage", JSON, WANTS_JSON, body=body)
    assert json.loads(reply.body)[0]["MessageStatus"] == 200
    assert [message.to for message in sandbox.esendex.messages] == ["1"]


def test_json_is_spelt_as_microsoft_spells_it(sandbox: Sandbox) -> None:
    body = '{"Body":"Hi","To":["1"],"Attachments":["http://e.org/a"]}'
    reply = ask(sandbox, "POST /SendMessage", JSON, WANTS_JSON, body=body)
    assert '"Attachments":"http:\\/\\/e.org\\/a"' in reply.body


def test_a_body_that_is_too_large() -> None:
    with Sandbox(max_body=100) as sandbox:
        just = '"' + " " * (98 - len(ID)) + ID + '"'
        assert ask(sandbox, "POST /CancelMessage", JSON, WANTS_JSON, body=just).body == "false"
        for size in (101, 399, 401, 10_000):
            reply = ask(sandbox, "POST /CancelMessage", JSON, WANTS_JSON, body=just.ljust(size))
            assert reply.status == 413


@pytest.mark.parametrize("host", ["", 'a"><script>alert(1)</script>', "a b", "a:b", "\u00e4", "a\x01b", r"a\g<0>"])
@pytest.mark.parametrize("path", ["/x", "/help", "?wsdl", "?singleWsdl"])
def test_a_host_name_that_is_none(sandbox: Sandbox, path: str, host: str) -> None:
    reply = exchange(sandbox, f"GET /esendex/Messaging.svc{path} HTTP/1.1\r\nHost: {host}\r\n\r\n")
    assert reply.status == 400
    assert "script" not in reply.body


def test_http_1_0_without_a_host(sandbox: Sandbox) -> None:
    reply = exchange(sandbox, "GET /esendex/Messaging.svc/CancelMessage HTTP/1.0\r\n\r\n")
    assert reply.status == 200


@pytest.mark.parametrize("path", ["/nothing", "/esendex", "/esendex/", "/esendex/Messaging.svcx"])
def test_no_service_there(sandbox: Sandbox, path: str) -> None:
    reply = exchange(sandbox, f"GET {path} HTTP/1.1\r\nHost: h\r\n\r\n")
    assert (reply.status, reply.content_type) == (404, "text/html")


def test_front_page_names_the_services(sandbox: Sandbox) -> None:
    reply = exchange(sandbox, f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{sandbox.port}\r\n\r\n")
    assert reply.status == 200
    assert sandbox.esendex_url in reply.body
