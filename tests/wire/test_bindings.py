"""The client's side of each wire form: what is an answer, and what is none."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import pytest

from countermand_bindings.esendex import PORTS, OutgoingMessageResponse
from countermand_bindings.esendex.operations.cancel_message import CANCEL_MESSAGE, CancelMessage, CancelMessageResponse
from countermand_bindings.esendex.operations.get_media import GET_MEDIA, GetMedia
from countermand_bindings.esendex.operations.get_message_status_by_reference_id import (
    GET_MESSAGE_STATUS_BY_REFERENCE_ID,
    GetMessageStatusByReferenceID,
)
from countermand_bindings.esendex.operations.read_message_status import READ_MESSAGE_STATUS
from countermand_wire import DecodeError, EncodeError, FaultError, HttpResponse
from countermand_wire.bindings import Binding, RestBinding, SoapBinding
from countermand_wire.faults import Fault, write_fault
from countermand_wire.operation import Operation, Rest
from countermand_wire.policy import Reading
from countermand_wire.soap import SOAP11, SOAP12, SoapVersion, envelope

ID = UUID("1627aea5-8e0a-4371-9022-9b504344e724")
REQUEST = CancelMessage(message_id=ID)
VERSIONS = [pytest.param(version, id=f"soap{version.name}") for version in (SOAP11, SOAP12)]
BODY = (
    '<CancelMessageResponse xmlns="http://sms2.cdyne.com"><CancelMessageResult>true</CancelMessageResult>'
    "</CancelMessageResponse>"
)
PAGE = (
    b'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
    b"<body>Request Error</body></html>"
)
NIL = (
    b'<boolean xmlns="http://schemas.microsoft.com/2003/10/Serialization/"'
    b' xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>'
)
Wire = Literal["json", "xml", "query"]


def soap(version: SoapVersion, **changes: Any) -> SoapBinding:
    return SoapBinding(version=version, address="https://host.example/svc", addressing=version is SOAP12, **changes)


def rest(wire: Wire = "json", **changes: Any) -> RestBinding:
    return RestBinding(base_url="https://host.example/svc", wire=wire, **changes)


def response(body: bytes, content_type: str | None, status: int = 200) -> HttpResponse:
    headers = {} if content_type is None else {"Content-Type": content_type}
    return HttpResponse(status=status, headers=headers, body=body)


def reason_of(binding: Binding, got: HttpResponse) -> str:
    with pytest.raises(DecodeError) as caught:
        binding.decode(CANCEL_MESSAGE, got)
    return str(caught.value)


# SOAP.


def test_a_request_carries_what_the_binding_was_given() -> None:
    sent = soap(SOAP12, timeout=2.5).encode(CANCEL_MESSAGE, REQUEST)
    assert (sent.method, sent.url, sent.timeout) == ("POST", "https://host.example/svc", 2.5)
    assert sent.body is not None
    assert b'<a:To s:mustUnderstand="1">https://host.example/svc</a:To>' in sent.body
    assert sent.body.decode().count("urn:uuid:") == 1
    again = soap(SOAP12).encode(CANCEL_MESSAGE, REQUEST).body
    assert again != sent.body


def test_without_addressing_there_is_no_header() -> None:
    body = soap(SOAP11).encode(CANCEL_MESSAGE, REQUEST).body
    assert body == (
        b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
        b'<CancelMessage xmlns="http://sms2.cdyne.com" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">'
        b"<MessageID>1627aea5-8e0a-4371-9022-9b504344e724</MessageID></CancelMessage></s:Body></s:Envelope>"
    )


@pytest.mark.parametrize("base", ["http://sms3.example.com", "http://sms3.example.com/"])
def test_the_base_of_actions_can_be_replaced(base: str) -> None:
    expected = "http://sms3.example.com/Isms/CancelMessage"
    sent11 = soap(SOAP11, action_base=base).encode(CANCEL_MESSAGE, REQUEST)
    assert sent11.headers["SOAPAction"] == f'"{expected}"'
    sent12 = soap(SOAP12, action_base=base).encode(CANCEL_MESSAGE, REQUEST)
    assert sent12.headers["Content-Type"].endswith(f'action="{expected}"')
    assert sent12.body is not None
    assert f">{expected}</a:Action>".encode() in sent12.body
    assert b'<CancelMessage xmlns="http://sms2.cdyne.com"' in sent12.body


@pytest.mark.parametrize("version", VERSIONS)
def test_a_soap_reply(version: SoapVersion) -> None:
    got = response(envelope(version, BODY), f"{version.media_type.upper()} ; charset=utf-8")
    assert soap(version).decode(CANCEL_MESSAGE, got) == CancelMessageResponse(cancel_message_result=True)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("status", [200, 400, 500])
def test_a_fault_with_any_status_that_servers_send_it_with(version: SoapVersion, status: int) -> None:
    fault = Fault(code=f"{{{version.namespace}}}Server", reason="no")
    got = response(envelope(version, write_fault(version, fault)), version.media_type, status)
    with pytest.raises(FaultError) as caught:
        soap(version).decode(CANCEL_MESSAGE, got)
    assert caught.value.fault == fault


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("body", "content_type", "status", "reason"),
    [
        (b"", "{media}", 200, "HTTP 200 with an empty body"),
        (b" \r\n", "{media}", 200, "HTTP 200 with an empty body"),
        (b"", None, 415, "HTTP 415 with an empty body"),
        (b"", None, 400, "HTTP 400 with an empty body"),
        (PAGE, "text/html; charset=utf-8", 200, "HTTP 200 with text/html, expected 200 with {media}"),
        (PAGE, "text/html", 404, "HTTP 404 with text/html, expected 200 with {media}"),
        (b"true", "application/json", 200, "HTTP 200 with application/json, expected 200 with {media}"),
        (PAGE, None, 200, "HTTP 200 with no content type, expected 200 with {media}"),
        (PAGE, "{media}", 503, "HTTP 503 with {media}, expected 200 with {media}"),
        (b"{}", "{media}", 200, "not well-formed XML, at line 1"),
    ],
)
def test_what_is_no_soap_reply(
    version: SoapVersion, body: bytes, content_type: str | None, status: int, reason: str
) -> None:
    content_type = content_type and content_type.format(media=version.media_type)
    assert reason_of(soap(version), response(body, content_type, status)) == reason.format(media=version.media_type)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_page_in_the_clothes_of_a_reply(version: SoapVersion) -> None:
    got = response(PAGE, version.media_type)
    assert reason_of(soap(version), got).startswith("the root element is {http://www.w3.org/1999/xhtml}html")


@pytest.mark.parametrize("version", VERSIONS)
def test_a_reply_with_an_error_status_is_refused(version: SoapVersion) -> None:
    got = response(envelope(version, BODY), version.media_type, 500)
    assert reason_of(soap(version), got) == "HTTP 500 with a reply that is no fault"


def test_the_other_versions_reply_is_refused() -> None:
    assert "expected 200 with text/xml" in reason_of(soap(SOAP11), response(envelope(SOAP12, BODY), SOAP12.media_type))
    assert "expected 200 with application/soap+xml" in reason_of(
        soap(SOAP12), response(envelope(SOAP11, BODY), "text/xml")
    )


def test_another_operations_reply_is_refused() -> None:
    other = BODY.replace("CancelMessage", "RemoveMedia")
    assert reason_of(soap(SOAP11), response(envelope(SOAP11, other), "text/xml")) == (
        "{http://schemas.xmlsoap.org/soap/envelope/}Body has no {http://sms2.cdyne.com}CancelMessageResponse"
    )


def test_the_soap_reading_is_used() -> None:
    reading = Reading(date_time=lambda moment: moment.replace(year=1999))
    body = (
        '<ReadMessageStatusResponse xmlns="http://sms2.cdyne.com"><ReadMessageStatusResult>'
        "<SentTime>2024-05-31T11:20:00</SentTime></ReadMessageStatusResult></ReadMessageStatusResponse>"
    )
    replied = soap(SOAP11, reading=reading).decode(READ_MESSAGE_STATUS, response(envelope(SOAP11, body), "text/xml"))
    bare = b'{"SentTime":"\\/Date(1717154400000)\\/","MessageStatus":200}'
    found = rest(reading=reading).decode(READ_MESSAGE_STATUS, response(bare, "application/json"))
    for status in (replied.read_message_status_result, found.read_message_status_result):
        assert isinstance(status, OutgoingMessageResponse)
        assert isinstance(status.sent_time, datetime)
        assert status.sent_time.year == 1999


# REST.


def test_a_bare_request() -> None:
    sent = rest(timeout=1.5).encode(CANCEL_MESSAGE, REQUEST)
    assert (sent.method, sent.url) == ("POST", "https://host.example/svc/CancelMessage")
    assert sent.timeout == 1.5
    assert sent.body == b'"1627aea5-8e0a-4371-9022-9b504344e724"'
    assert sent.headers == {"Accept": "application/json", "Content-Type": "application/json; charset=utf-8"}
    sent = rest("xml").encode(CANCEL_MESSAGE, REQUEST)
    assert sent.body == (
        b'<guid xmlns="http://schemas.microsoft.com/2003/10/Serialization/">1627aea5-8e0a-4371-9022-9b504344e724</guid>'
    )
    assert sent.headers == {"Accept": "application/xml", "Content-Type": "application/xml; charset=utf-8"}


def test_a_query() -> None:
    sent = rest("query").encode(CANCEL_MESSAGE, REQUEST)
    assert (sent.method, sent.body) == ("GET", None)
    assert sent.url == "https://host.example/svc/CancelMessage?MessageID=1627aea5-8e0a-4371-9022-9b504344e724"
    assert sent.headers == {"Accept": "application/json"}


@pytest.mark.parametrize(
    ("text", "encoded"),
    [
        ("a b", "a%20b"),
        ("a+b", "a%2Bb"),
        ("a&b=c#d?e/f", "a%26b%3Dc%23d%3Fe%2Ff"),
        ("é€", "%C3%A9%E2%82%AC"),
        ("", ""),
        ("\r\n", "%0D%0A"),
    ],
)
def test_a_query_is_percent_encoded(text: str, encoded: str) -> None:
    request = GetMessageStatusByReferenceID(reference_id=text)
    url = rest("query").encode(GET_MESSAGE_STATUS_BY_REFERENCE_ID, request).url
    assert url == f"https://host.example/svc/GetMessageStatusByReferenceID?ReferenceID={encoded}"


@pytest.mark.parametrize("wire", ["json", "xml", "query"])
@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (b"true", "application/json; charset=utf-8", True),
        (b" false\n", "text/json", False),
        (
            b'<boolean xmlns="http://schemas.microsoft.com/2003/10/Serialization/">true</boolean>',
            "application/xml",
            True,
        ),
        (
            b'<boolean xmlns="http://schemas.microsoft.com/2003/10/Serialization/">0</boolean>',
            "TEXT/XML;charset=utf-8",
            False,
        ),
    ],
)
def test_the_content_type_says_how_the_reply_is_read(
    wire: Wire, body: bytes, content_type: str, expected: bool
) -> None:
    found = rest(wire).decode(CANCEL_MESSAGE, response(body, content_type))
    assert found == CancelMessageResponse(cancel_message_result=expected)


@pytest.mark.parametrize("wire", ["json", "xml", "query"])
@pytest.mark.parametrize(
    ("body", "content_type", "status", "reason"),
    [
        (b"", "application/json", 200, "HTTP 200 with an empty body"),
        (b"", None, 200, "HTTP 200 with an empty body"),
        (b"\r\n", "application/xml", 200, "HTTP 200 with an empty body"),
        (PAGE, "text/html", 400, "HTTP 400 with text/html, expected 200 with JSON or XML"),
        (PAGE, "text/html", 200, "HTTP 200 with text/html, expected 200 with JSON or XML"),
        (b"true", None, 200, "HTTP 200 with no content type, expected 200 with JSON or XML"),
        (b"true", "application/json", 500, "HTTP 500 with application/json, expected 200 with JSON or XML"),
        (b"true", "text/plain", 200, "HTTP 200 with text/plain, expected 200 with JSON or XML"),
    ],
)
def test_what_is_no_rest_reply(wire: Wire, body: bytes, content_type: str | None, status: int, reason: str) -> None:
    assert reason_of(rest(wire), response(body, content_type, status)) == reason


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"null", "application/json", "CancelMessageResult: is nil"),
        (b'"yes"', "application/json", "boolean: "),
        (b"[true]", "application/json", "boolean: "),
        (b"tru", "application/json", "is not JSON"),
        (PAGE, "application/json", "is not JSON"),
        (PAGE, "application/xml", "the root element is {http://www.w3.org/1999/xhtml}html"),
        (b"<boolean>true</boolean>", "application/xml", "the root element is boolean, expected {http://schemas"),
        (NIL, "application/xml", "CancelMessageResult: is nil"),
        (b'<boolean xmlns="http://schemas.microsoft.com/2003/10/Serialization/"/>', "application/xml", "boolean: "),
        (envelope(SOAP11, BODY), "text/xml", "the root element is {http://schemas.xmlsoap.org/soap/envelope/}Envelope"),
    ],
)
def test_a_bad_bare_reply(body: bytes, content_type: str, reason: str) -> None:
    assert reason_of(rest(), response(body, content_type)).startswith(reason)


def test_an_operation_without_rest_form() -> None:
    with pytest.raises(EncodeError, match=r"^GetMedia has no REST form; call it over soap11 or soap12$"):
        rest().encode(GET_MEDIA, GetMedia())
    with pytest.raises(DecodeError, match=r"^GetMedia has no REST form$"):
        rest().decode(GET_MEDIA, response(b"true", "application/json"))


def test_an_operation_with_forms_of_other_methods_only() -> None:
    operation: Operation[Any, Any] = Operation(
        name="X",
        action="",
        reply_action="",
        request=CANCEL_MESSAGE.request,
        response=CANCEL_MESSAGE.response,
        rest=Rest(forms=(), response=CANCEL_MESSAGE.response),
    )
    with pytest.raises(EncodeError, match=r"^X has no REST form over GET or POST$"):
        rest().encode(operation, REQUEST)


def test_neither_side_shows_a_key_or_an_id() -> None:
    for binding in (rest(), rest("xml"), rest("query"), soap(SOAP11), soap(SOAP12)):
        sent = binding.encode(CANCEL_MESSAGE, REQUEST)
        assert "1627aea5" not in repr(sent)
    assert "true" not in repr(response(b"true", "application/json"))


def test_the_ports_of_the_contract_bind() -> None:
    for port in PORTS.values():
        binding = SoapBinding(version=port.soap, address=port.address, addressing=port.addressing)
        body = binding.encode(CANCEL_MESSAGE, REQUEST).body
        assert body is not None
        assert (b"<s:Header>" in body) is port.addressing
