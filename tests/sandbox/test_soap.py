"""The SOAP endpoints, beyond what the recorded exchanges show."""

import itertools
from xml.etree import ElementTree as ET

import pytest

from countermand.testing import Sandbox
from tests.sandbox.support import DISPATCHER, NAMESPACES, Raw, ask, soap11, soap12

ACTION = "http://sms2.cdyne.com/Isms/CancelMessage"
BODY = '<CancelMessage xmlns="http://sms2.cdyne.com"/>'
MESSAGE_ID = "<a:MessageID>urn:x:1</a:MessageID>"
A = NAMESPACES["a"]


def old(sandbox: Sandbox, body: str, header: str = "", action: str = ACTION, path: str = "/Soap") -> Raw:
    fields = ("Content-Type: text/xml; charset=utf-8", f'SOAPAction: "{action}"')
    return ask(sandbox, f"POST {path}", *fields, body=soap11(body, header))


def new(sandbox: Sandbox, header: str, body: str = BODY, content_type: str = "application/soap+xml") -> Raw:
    return ask(sandbox, "POST /WS", f"Content-Type: {content_type}", body=soap12(header, body))


def to(sandbox: Sandbox, path: str = "/WS") -> str:
    return f"<a:To>{sandbox.esendex_url}{path}</a:To>"


def action(text: str = ACTION) -> str:
    return f"<a:Action>{text}</a:Action>"


def subcodes(reply: Raw) -> list[str]:
    """Return the subcodes of a SOAP 1.2 fault, outermost first, each with its namespace."""
    assert (reply.status, reply.content_type) == (500, "application/soap+xml; charset=utf-8")
    code = ET.fromstring(reply.body).find(".//s:Code", NAMESPACES)
    found = []
    while (code := None if code is None else code.find("s:Subcode", NAMESPACES)) is not None:
        found.append(code.findtext("s:Value", "", NAMESPACES))
    return found


def text(reply: Raw, path: str) -> str | None:
    return ET.fromstring(reply.body).findtext(path, namespaces=NAMESPACES)


@pytest.mark.parametrize("path", ["/Soap", "/SecureSoap", "/soap", "/SECURESOAP"])
def test_old_endpoints(sandbox: Sandbox, path: str) -> None:
    reply = old(sandbox, BODY, path=path)
    assert (reply.status, text(reply, ".//c:CancelMessageResult")) == (200, "false")


def test_a_reply_without_a_message_id_relates_to_nothing(sandbox: Sandbox) -> None:
    reply = new(sandbox, action() + to(sandbox))
    assert (reply.status, text(reply, ".//a:RelatesTo")) == (200, None)
    assert text(reply, ".//a:Action") == f"{ACTION}Response"


@pytest.mark.parametrize("name", ["Action", "To", "MessageID", "ReplyTo", "From", "FaultTo"])
def test_a_doubled_header(sandbox: Sandbox, name: str) -> None:
    twice = f"<a:{name}>x</a:{name}>" * 2
    reply = new(sandbox, (action() if name != "Action" else "") + to(sandbox) + MESSAGE_ID + twice)
    assert subcodes(reply) == ["a:InvalidAddressingHeader", "a:InvalidCardinality"]
    assert text(reply, ".//a:ProblemHeaderQName") == "a:" + ("MessageID" if name == "MessageID" else name)
    assert text(reply, ".//a:Action") == f"{A}/fault"


def test_an_action_that_differs_from_the_content_types(sandbox: Sandbox) -> None:
    reply = new(sandbox, action() + to(sandbox), content_type='application/soap+xml; action="urn:x"')
    assert subcodes(reply) == ["a:InvalidAddressingHeader", "a:ActionMismatch"]


def test_an_action_of_no_operation(sandbox: Sandbox) -> None:
    reply = new(sandbox, action("urn:nope") + to(sandbox) + MESSAGE_ID)
    assert subcodes(reply) == ["a:ActionNotSupported"]
    assert (text(reply, ".//a:Action"), text(reply, ".//a:RelatesTo")) == (f"{A}/fault", "urn:x:1")


def test_the_action_of_the_other_interface(sandbox: Sandbox) -> None:
    reply = old(sandbox, BODY, action=ACTION.replace("Isms", "IMessaging"))
    assert (reply.status, text(reply, ".//faultcode")) == (500, "a:ActionNotSupported")


@pytest.mark.parametrize("path", ["/ws", "/WS/", "/WS?x=1"])
def test_destination_is_compared_loosely(sandbox: Sandbox, path: str) -> None:
    assert new(sandbox, action() + to(sandbox, path)).status == 200


@pytest.mark.parametrize(
    "destination",
    [
        "",
        "urn:x",
        "/esendex/Messaging.svc/WS",
        f"{A}/anonymous",
        "http://127.0.0.1/esendex/Messaging.svc/WS",
        "http://[::1",
    ],
)
def test_another_destination(sandbox: Sandbox, destination: str) -> None:
    reply = new(sandbox, f"{action()}<a:To>{destination}</a:To>")
    assert subcodes(reply) == ["a:DestinationUnreachable"]
    assert f"The message with To '{destination}'" in reply.body


def test_destination_by_the_secure_address(sandbox: Sandbox) -> None:
    address = sandbox.esendex_url.replace("http://", "https://")
    assert subcodes(new(sandbox, f"{action()}<a:To>{address}/WS</a:To>")) == ["a:DestinationUnreachable"]


def test_several_headers_that_are_not_understood(sandbox: Sandbox) -> None:
    strange = '<x:one xmlns:x="urn:x" s:mustUnderstand="1"/><y:two xmlns:y="urn:y" s:mustUnderstand=" true "/>'
    reply = new(sandbox, action() + to(sandbox) + strange)
    named = ET.fromstring(reply.body).findall(".//s:NotUnderstood", NAMESPACES)
    assert [each.get("qname") for each in named] == ["m:one", "m:two"]
    assert text(reply, ".//s:Code/s:Value") == "s:MustUnderstand"


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("http://www.w3.org/2003/05/soap-envelope/role/next", 500),
        ("http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver", 500),
        ("urn:somebody-else", 200),
    ],
)
def test_headers_for_somebody_else(sandbox: Sandbox, role: str, status: int) -> None:
    strange = f'<x:one xmlns:x="urn:x" s:mustUnderstand="1" s:role="{role}"/>'
    assert new(sandbox, action() + to(sandbox) + strange).status == status


def test_addressing_is_strange_to_the_old_endpoints(sandbox: Sandbox) -> None:
    reply = old(sandbox, BODY, f'<a:To xmlns:a="{A}" s:mustUnderstand="1">x</a:To>')
    assert (reply.status, text(reply, ".//faultcode")) == (500, "s:MustUnderstand")
    assert old(sandbox, BODY, f'<a:To xmlns:a="{A}">x</a:To>').status == 200


@pytest.mark.parametrize("body", ["", '<Other xmlns="http://sms2.cdyne.com"/>', "<CancelMessage/>"])
def test_a_body_that_is_another(sandbox: Sandbox, body: str) -> None:
    reply = new(sandbox, action() + to(sandbox) + MESSAGE_ID, body)
    assert subcodes(reply) == ["a:DeserializationFailed"]
    assert (text(reply, ".//a:Action"), text(reply, ".//a:RelatesTo")) == (f"{DISPATCHER}/fault", "urn:x:1")


@pytest.mark.parametrize(
    "content",
    [
        '<MessageID i:nil="true" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"/>',
        "<MessageID/>",
        "<MessageID>x</MessageID>",
        "<MessageID><x/></MessageID>",
    ],
)
def test_a_guid_that_is_none(sandbox: Sandbox, content: str) -> None:
    reply = old(sandbox, f'<CancelMessage xmlns="http://sms2.cdyne.com">{content}</CancelMessage>')
    assert (reply.status, text(reply, ".//faultcode")) == (500, "a:DeserializationFailed")
    assert "http://sms2.cdyne.com:MessageID" in reply.body


@pytest.mark.parametrize("body", ["", '<Request i:nil="true" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"/>'])
def test_an_operation_that_trips_over_a_null(sandbox: Sandbox, body: str) -> None:
    request = f'<SendMessage xmlns="http://sms2.cdyne.com">{body}</SendMessage>'
    reply = new(sandbox, action("http://sms2.cdyne.com/IMessaging/SendMessage") + to(sandbox), request)
    assert subcodes(reply) == ["a:InternalServiceFault"]
    assert text(reply, ".//s:Code/s:Value") == "s:Receiver"


@pytest.mark.parametrize(
    "content_type", ["text/xml; charset=iso-8859-1", "text/plain", "text", "application/soap+xml", "multipart/related"]
)
def test_unsupported_media_type(sandbox: Sandbox, content_type: str) -> None:
    reply = ask(sandbox, "POST /Soap", f"Content-Type: {content_type}", body=soap11(BODY))
    assert (reply.status, reply.body, reply.content_type) == (415, "", None)
    assert reply.reason == (
        f"Cannot process the message because the content type '{content_type}' was not the expected type "
        "'text/xml; charset=utf-8'."
    )


@pytest.mark.parametrize("verb", ["GET", "PUT", "DELETE", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("path", ["/Soap", "/WS"])
def test_verbs_other_than_post(sandbox: Sandbox, verb: str, path: str) -> None:
    assert ask(sandbox, f"{verb} {path}") == Raw(400, "Bad Request", None, "")


@pytest.mark.parametrize(
    "body",
    [
        "<a/>",
        f'<s:Envelope xmlns:s="{NAMESPACES["e"]}"/>',
        f'<s:Envelope xmlns:s="{NAMESPACES["e"]}"><s:Header/></s:Envelope>',
        "<?pi?>" + soap11(BODY),
        '<?xml version="1.1"?>' + soap11(BODY),
    ],
)
def test_what_is_no_message(sandbox: Sandbox, body: str) -> None:
    reply = ask(sandbox, "POST /Soap", "Content-Type: text/xml", f'SOAPAction: "{ACTION}"', body=body)
    assert reply == Raw(400, "Bad Request", None, "")


def test_members_in_any_order_but_the_right_one_are_dropped(sandbox: Sandbox) -> None:
    members = {
        "Body": "<Body>Hi</Body>",
        "LicenseKey": "<LicenseKey>11111111-1111-1111-1111-111111111111</LicenseKey>",
        "To": '<To xmlns:b="http://schemas.microsoft.com/2003/10/Serialization/Arrays"><b:string>15550100</b:string></To>',
    }
    accepted = []
    for order in itertools.permutations(members):
        request = "".join(members[name] for name in order)
        body = f'<SendMessage xmlns="http://sms2.cdyne.com"><Request>{request}</Request></SendMessage>'
        reply = old(sandbox, body, action="http://sms2.cdyne.com/IMessaging/SendMessage")
        assert reply.status == 200
        if text(reply, ".//c:MessageStatus") == "Sent":
            accepted.append(order)
    # LicenseKey is not missed: without it, the message goes out on the empty one, which the samples use.
    assert accepted == [("Body", "LicenseKey", "To"), ("Body", "To", "LicenseKey")]
    assert {str(message.license_key)[0] for message in sandbox.esendex.messages} == {"0", "1"}


def test_control_characters_travel(sandbox: Sandbox) -> None:
    request = (
        "<Request><Body>a&#x1;b&#xB;</Body>"
        '<To xmlns:b="http://schemas.microsoft.com/2003/10/Serialization/Arrays"><b:string>15550100</b:string></To>'
        "</Request>"
    )
    body = f'<SendMessage xmlns="http://sms2.cdyne.com">{request}</SendMessage>'
    assert old(sandbox, body, action="http://sms2.cdyne.com/IMessaging/SendMessage").status == 200
    assert next(iter(sandbox.esendex.messages)).body == "a\x01b\x0b"


def test_a_null_is_no_news_and_an_error_of_ours_is(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bool:
        raise RuntimeError("ours")

    old(sandbox, '<SendMessage xmlns="http://sms2.cdyne.com"/>', action="http://sms2.cdyne.com/IMessaging/SendMessage")
    assert [record for record in caplog.records if record.exc_info] == []
    monkeypatch.setattr(sandbox.esendex.messages, "cancel", fail)
    assert text(old(sandbox, BODY), ".//faultcode") == "a:InternalServiceFault"
    assert ask(sandbox, "GET /CancelMessage").status == 400
    assert [str(record.exc_info[1]) for record in caplog.records if record.exc_info] == ["ours", "ours"]


def test_text_between_members(sandbox: Sandbox) -> None:
    for junk in ("<Request>junk<Body>Hi</Body></Request>", "<Request><Body>Hi</Body>junk</Request>"):
        body = f'<SendMessage xmlns="http://sms2.cdyne.com">{junk}</SendMessage>'
        reply = old(sandbox, body, action="http://sms2.cdyne.com/IMessaging/SendMessage")
        assert text(reply, ".//faultcode") == "a:DeserializationFailed"
