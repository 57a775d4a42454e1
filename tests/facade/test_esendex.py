"""The facade's options, ids and life, all before any I/O."""

import traceback
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from countermand import (
    ConfigurationError,
    Esendex,
    HttpRequest,
    HttpResponse,
    InvalidArgument,
    InvalidMessageId,
    ProtocolError,
)
from countermand.esendex import WIRES, Wire
from countermand_bindings.esendex import OutgoingMessageRequest
from countermand_bindings.esendex.operations.get_message_status import GetMessageStatusResponse
from tests.facade.vendor import KEY, MESSAGE, Vendor, http, said

VARIABLE = "COUNTERMAND_ESENDEX_LICENSE_KEY"
LOOPBACK = "http://127.0.0.1:8025/esendex/Messaging.svc"
ZERO = "00000000-0000-0000-0000-000000000000"

make: Callable[..., Esendex] = Esendex


@pytest.fixture(autouse=True)
def no_key_around(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, f"no license key: pass license_key=\\.\\.\\. or set {VARIABLE}"),
        ({"license_key": ""}, "license_key is empty"),
        ({"license_key": " "}, "license_key is empty"),
        ({"license_key": b"x"}, "license_key is neither text nor a UUID"),
        ({"license_key": "my key"}, "license_key is not a GUID"),
        ({"license_key": str(KEY)[:-1]}, "license_key is not a GUID"),
        ({"license_key": 5}, "license_key is neither text nor a UUID"),
        ({"license_key": ZERO}, "placeholder, all zeros"),
        ({"license_key": UUID(int=0)}, "placeholder, all zeros"),
        ({"wire": "soap"}, "wire is not one of: json, xml, query, soap11, soap12"),
        ({"wire": None}, "wire is not one of"),
        ({"wire": ["json"]}, "wire is not one of"),
        ({"base_url": "messaging.esendex.us/Messaging.svc"}, "base_url is not a URL"),
        ({"base_url": "ftp://messaging.esendex.us/"}, "base_url is not a URL"),
        ({"base_url": "https://"}, "base_url is not a URL"),
        ({"base_url": "https://host:port/"}, "base_url is not a URL"),
        ({"base_url": "https://host:99999/"}, "base_url is not a URL"),
        ({"base_url": "https://[::1/"}, "base_url is not a URL"),
        ({"base_url": "https://ho st/"}, "base_url is not a URL"),
        ({"base_url": "https://host/\r\nX: y"}, "base_url is not a URL"),
        ({"base_url": b"https://host/"}, "base_url is not a URL"),
        ({"base_url": None}, "base_url is not a URL"),
        ({"base_url": "http://messaging.esendex.us/Messaging.svc"}, "in the clear"),
        ({"base_url": "HTTP://messaging.esendex.us/Messaging.svc"}, "in the clear"),
        ({"base_url": "http://127.0.0.1.example.com/"}, "in the clear"),
        ({"base_url": "http://10.0.0.1/"}, "in the clear"),
        ({"base_url": "https://user:pass@host/Messaging.svc"}, "user name"),
        ({"base_url": "https://host/Messaging.svc?wsdl"}, "without a query"),
        ({"base_url": "https://host/Messaging.svc#x"}, "without"),
        ({"base_url": "https://host/Messaging.svc?"}, "without"),
        ({"port": "mms2wsHttpBinding"}, "port belongs to SOAP"),
        ({"action_base": "http://x"}, "action_base belongs to SOAP"),
        (
            {"wire": "soap12", "port": "basic"},
            "one of: mms2SOAPbasicHttpBinding, mms2SOAP",
        ),
        ({"wire": "soap12", "port": "mms2SOAPbasicHttpBinding"}, "speaks SOAP 1.1; for wire='soap12' use mms2wsHttp"),
        ({"wire": "soap11", "port": "mms2wsHttpBinding"}, "speaks SOAP 1.2; for wire='soap11' use mms2SOAPbasic"),
        ({"wire": "soap12", "action_base": "sms2"}, "action_base is not an absolute URI"),
        ({"wire": "soap12", "action_base": 'urn:x"y z'}, "action_base is not an absolute URI"),
        ({"wire": "soap12", "action_base": b"urn:x"}, "action_base is not an absolute URI"),
        ({"timeout": 0}, "timeout is not a number of seconds above zero"),
        ({"timeout": -1}, "timeout"),
        ({"timeout": None}, "timeout"),
        ({"timeout": "30"}, "timeout"),
        ({"timeout": True}, "timeout"),
        ({"timeout": float("nan")}, "timeout"),
        ({"timeout": float("inf")}, "timeout"),
        ({"transport": object()}, "transport has no method send"),
        ({"transport": Vendor}, "transport has no method send"),
        ({"transport": "requests"}, "transport has no method send"),
    ],
)
def test_a_wrong_option_is_one_clear_line(options: dict[str, Any], message: str) -> None:
    defaults: dict[str, Any] = {"license_key": KEY} if options and "license_key" not in options else {}
    with pytest.raises(ConfigurationError, match=message) as caught:
        make(**defaults, **options)
    text = "".join(traceback.format_exception(caught.value))
    assert "\n" not in str(caught.value)
    assert str(KEY) not in text
    assert "user:pass" not in str(caught.value)


@pytest.mark.parametrize("form", [str(KEY), str(KEY).upper(), KEY.hex, f"{{{KEY}}}", f"({KEY})", f"  {KEY} \n", KEY])
def test_a_license_key_in_any_form(form: str | UUID) -> None:
    vendor = Vendor(GetMessageStatus=http(b"{}"), ReadMessageStatus=http(b'{"MessageStatus":0}'))
    Esendex(license_key=form, transport=vendor).status(MESSAGE)
    assert str(KEY) in vendor.requests[0].url


def test_the_key_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(KEY))
    vendor = Vendor(ReadMessageStatus=http(b'{"MessageStatus":0}'))
    Esendex(transport=vendor).status(MESSAGE)
    assert str(KEY) in vendor.requests[0].url


@pytest.mark.parametrize(
    ("value", "reason"), [("", "is empty"), ("secret-ish", "is not a GUID"), (ZERO, "is the documentation")]
)
def test_a_wrong_key_of_the_environment_names_the_variable(
    value: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, value)
    with pytest.raises(ConfigurationError, match=f"{VARIABLE} {reason}") as caught:
        Esendex()
    assert "secret-ish" not in str(caught.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "127.9.9.9", "sandbox.localhost", "LOCALHOST"])
def test_loopback_may_be_plain_and_take_the_zero_key(host: str) -> None:
    Esendex(license_key=ZERO, base_url=f"http://{host}:8025/Messaging.svc")


@pytest.mark.parametrize(
    ("wire", "base_url", "port", "address"),
    [
        ("json", "https://h/Messaging.svc", None, "https://h/Messaging.svc/CancelMessage"),
        ("xml", "https://h/Messaging.svc/", None, "https://h/Messaging.svc/CancelMessage"),
        ("query", "https://h/Messaging.svc", None, f"https://h/Messaging.svc/CancelMessage?MessageID={MESSAGE}"),
        ("soap11", "https://h/Messaging.svc", None, "https://h/Messaging.svc/SecureSoap"),
        ("soap11", "http://localhost/Messaging.svc", None, "http://localhost/Messaging.svc/Soap"),
        ("soap11", "https://h/M.svc", "mms2SOAPbasicHttpBinding", "https://h/M.svc/Soap"),
        ("soap12", "https://h/Messaging.svc", None, "https://h/Messaging.svc/WS"),
        ("soap12", "http://localhost/Messaging.svc", "mms2wsHttpBindingSecure", "http://localhost/Messaging.svc/WS"),
        ("soap12", "HTTPS://h/Messaging.svc", None, "https://h/Messaging.svc/WS"),
    ],
)
def test_where_a_call_goes(wire: Wire, base_url: str, port: str | None, address: str) -> None:
    vendor = Vendor(CancelMessage=said(True))
    Esendex(license_key=KEY, wire=wire, base_url=base_url, port=port, transport=vendor, timeout=7).cancel(MESSAGE)
    assert vendor.requests[0].url == address
    assert vendor.requests[0].timeout == 7


def test_action_base() -> None:
    vendor = Vendor(CancelMessage=said(True))
    Esendex(license_key=KEY, wire="soap11", action_base="urn:new", transport=vendor).cancel(MESSAGE)
    assert vendor.requests[0].headers["SOAPAction"] == '"urn:new/Isms/CancelMessage"'


@pytest.mark.parametrize("wire", WIRES)
@pytest.mark.parametrize(
    "form",
    [
        MESSAGE,
        str(MESSAGE).upper(),
        MESSAGE.hex,
        f"{{{MESSAGE}}}",
        f" ({MESSAGE}) ",
        "{0x1627aea5,0x8e0a,0x4371,{0x90,0x22,0x9b,0x50,0x43,0x44,0xe7,0x24}}",
    ],
)
def test_a_message_id_in_any_form_is_sent_in_one(wire: Wire, form: str | UUID) -> None:
    vendor = Vendor(CancelMessage=said(True))
    result = Esendex(license_key=KEY, wire=wire, transport=vendor).cancel(form)
    assert result.message_id == str(MESSAGE)
    sent = vendor.requests[0]
    assert str(MESSAGE) in sent.url + (sent.body or b"").decode()


@pytest.mark.parametrize(
    ("message_id", "reason"),
    [
        ("", "not a GUID"),
        ("12345", "not a GUID"),
        (f"{MESSAGE}0", "not a GUID"),
        (f"urn:uuid:{MESSAGE}", "not a GUID"),
        ("\uff11627aea5-8e0a-4371-9022-9b504344e724", "not a GUID"),
        (ZERO, "empty GUID"),
        (UUID(int=0), "empty GUID"),
        (None, "refused that recipient"),
        (1627, "neither text nor a UUID"),
        (b"1627aea5-8e0a-4371-9022-9b504344e724", "neither text nor a UUID"),
    ],
)
@pytest.mark.parametrize("method", ["cancel", "status"])
def test_a_wrong_message_id_is_refused_before_any_request(method: str, message_id: object, reason: str) -> None:
    vendor = Vendor()
    with pytest.raises(InvalidMessageId, match=reason) as caught:
        getattr(Esendex(license_key=KEY, transport=vendor), method)(message_id)
    assert vendor.asked == []
    text = "".join(traceback.format_exception(caught.value, chain=True))
    if message_id:
        assert str(message_id) not in text.replace("UUID(int=0)", "")
    assert caught.value.path == "message_id"


def test_nothing_of_it_shows_the_key() -> None:
    esendex = Esendex(license_key=KEY, wire="soap12")
    assert repr(esendex) == "Esendex(wire='soap12', base_url='https://messaging.esendex.us/Messaging.svc')"
    assert str(KEY) not in repr(vars(esendex)).replace(repr(KEY), "")


class Closing:
    closed = 0

    def send(self, request: HttpRequest, /) -> HttpResponse:
        raise AssertionError(request)

    def close(self) -> None:
        self.closed += 1


def test_a_given_transport_stays_open() -> None:
    transport = Closing()
    with Esendex(license_key=KEY, transport=transport):
        pass
    assert transport.closed == 0


def test_an_own_transport_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    transport = Closing()
    monkeypatch.setattr("countermand.transport.over_requests.RequestsTransport", lambda: transport)
    with Esendex(license_key=KEY) as esendex:
        assert transport.closed == 0
    esendex.close()
    assert transport.closed == 2


@pytest.mark.parametrize("wire", WIRES)
def test_messaging_is_the_whole_contract_over_the_wire(wire: Wire) -> None:
    esendex = Esendex(license_key=KEY, wire=wire, transport=Vendor(CancelMessage=said(True)))
    assert esendex.messaging.cancel_message(message_id=MESSAGE) is True
    assert esendex.messaging is esendex.messaging


@pytest.mark.parametrize(("wire", "path"), [("json", "To[1]"), ("xml", "To[1]"), ("soap12", "Request.To[1]")])
def test_messaging_raises_our_errors(wire: Wire, path: str) -> None:
    request = OutgoingMessageRequest(license_key=KEY, to=["+15550100", 5], use_mms=False)  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    with pytest.raises(InvalidArgument) as caught:
        Esendex(license_key=KEY, wire=wire, transport=Vendor()).messaging.send_message(request=request)
    assert caught.value.path == path
    assert caught.value.__context__ is None
    vendor = Vendor(GetMessageStatus=GetMessageStatusResponse())
    with pytest.raises(ProtocolError, match="GetMessageStatus: the reply holds no result"):
        Esendex(license_key=KEY, wire="soap12", transport=vendor).messaging.get_message_status(message_id=MESSAGE)


@pytest.mark.parametrize("wire", ["json", "xml", "query"])
def test_an_operation_without_a_rest_form_says_so(wire: Wire) -> None:
    messaging = Esendex(license_key=KEY, wire=wire, transport=Vendor()).messaging
    with pytest.raises(InvalidArgument, match="RemoveMedia has no REST form; call it over soap11 or soap12"):
        messaging.remove_media(license_key=KEY, media_id=1)
