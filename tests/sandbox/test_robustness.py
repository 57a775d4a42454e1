"""Whatever comes in, the service answers: no exception leaves it, and nothing but its own kinds of answers."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from countermand.sandbox import Clock
from countermand.sandbox.call import Call, Reply
from countermand.sandbox.esendex import EsendexOptions, EsendexSandbox, messaging_service
from countermand.sandbox.ids import id_source
from tests.sandbox.support import NAMESPACES, soap11, soap12

SERVICE = messaging_service(
    EsendexSandbox(Clock(datetime(2026, 11, 21, tzinfo=UTC), frozen=True), id_source(1), EsendexOptions())
)
BASE = "http://127.0.0.1:8025/esendex/Messaging.svc"
GUID = "1627aea5-8e0a-4371-9022-9b504344e724"

# What may stand in a header field or a URL by the time a WSGI server hands it on.
field = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"))
media_types = st.sampled_from(
    ["application/json", "text/json", "application/xml", "text/xml", "*/*", "text/*", "application/soap+xml", "*", ""]
)
accepts = st.lists(st.tuples(media_types, field).map(";q=".join) | media_types | field).map(",".join)
content_types = media_types | st.tuples(media_types, field).map("; charset=".join) | field
paths = st.sampled_from(["", "/", "/CancelMessage", "/SendMessage", "/ReadMessageStatus", "/help", "/Soap", "/WS"])
queries = st.lists(st.tuples(st.sampled_from(["MessageID", "wsdl", "xsd", "", "LicenseKey"]), field).map("=".join))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(GUID),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["To", "Body", "LicenseKey", "x"]), inner),
)
fragments = st.sampled_from(
    [
        "<a:Action>",
        "</a:Action>",
        "<a:To>",
        "http://",
        "<x/>",
        "&#x1;",
        "&",
        "<![CDATA[",
        "]]>",
        BASE,
        "<s:Body>",
        "\x00",
    ]
)
bodies = (
    st.binary()
    | json_values.map(repr).map(str.encode)
    | field.map(lambda text: text.encode("utf-16"))
    | st.lists(fragments).map("".join).map(lambda text: soap12(text, text).encode())
    | st.lists(fragments).map("".join).map(lambda text: soap11(text, text).encode())
)
calls = st.builds(
    Call,
    method=st.sampled_from(["GET", "POST", "PUT", "HEAD", "\x00"]),
    base=st.just(BASE),
    path=paths | st.text(),
    query=queries.map("&".join) | field,
    headers=st.fixed_dictionaries({}, optional={"accept": accepts, "content-type": content_types, "soapaction": field}),
    body=bodies,
)


def check(reply: Reply) -> None:
    assert reply.status in (200, 400, 404, 405, 415, 500)
    head = f"{reply.reason}{reply.content_type}{reply.allow}"
    assert head.isprintable()
    assert head.isascii()
    if reply.status == 500:
        assert b"Fault" in reply.body


@given(calls)
@settings(deadline=None)
def test_any_call_is_answered(call: Call) -> None:
    check(SERVICE.handle(call))


@given(st.lists(fragments).map("".join), st.sampled_from(["/Soap", "/WS"]))
@settings(deadline=None)
def test_any_envelope_is_answered(text: str, path: str) -> None:
    header = f"<a:Action>http://sms2.cdyne.com/Isms/CancelMessage</a:Action><a:To>{BASE}{path}</a:To>"
    body = f'<CancelMessage xmlns="{NAMESPACES["c"]}"><MessageID>{text}</MessageID></CancelMessage>'
    message, content_type = (
        (soap11(body), "text/xml") if path == "/Soap" else (soap12(header, body), "application/soap+xml")
    )
    action = '"http://sms2.cdyne.com/Isms/CancelMessage"'
    reply = SERVICE.handle(
        Call(
            method="POST",
            base=BASE,
            path=path,
            headers={"content-type": content_type, "soapaction": action},
            body=message.encode("utf-8", "replace"),
        )
    )
    check(reply)
