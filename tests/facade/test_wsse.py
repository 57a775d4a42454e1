"""zeep's WS-Security and plugins on our envelopes, held against zeep's own client."""

import base64
import hashlib
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

import pytest
import requests
import trustme
import zeep.exceptions
from lxml import etree
from zeep import Plugin
from zeep.plugins import HistoryPlugin
from zeep.transports import Transport as ZeepTransport
from zeep.wsa import WsAddressingPlugin
from zeep.wsse.compose import Compose
from zeep.wsse.signature import BinarySignature, Signature
from zeep.wsse.username import UsernameToken
from zeep.wsse.utils import WSSE, WSU, get_security_header

from countermand import (
    ConfigurationError,
    CountermandError,
    Esendex,
    HttpRequest,
    HttpResponse,
    InvalidArgument,
    Policy,
    ProtocolError,
    SoapCall,
)
from countermand.esendex import Wire
from countermand.sandbox import LICENSE_KEY
from countermand.testing import Sandbox
from countermand_bindings.esendex.operations.cancel_message import CANCEL_MESSAGE, CancelMessage, CancelMessageResponse
from countermand_bindings.esendex.ports import PORTS
from countermand_wire.codec import xml_element
from countermand_wire.soap import SOAP11, SOAP12, envelope
from tests.facade.vendor import MESSAGE

PASSWORD = "canary-5ec2e7-p&ss"
ENVELOPES = {"soap11": SOAP11, "soap12": SOAP12}
WSSE_NS = WSSE._namespace[1:-1]
WSU_NS = WSU._namespace[1:-1]
DS = "http://www.w3.org/2000/09/xmldsig#"
CREATED = datetime(2030, 1, 31, 9, tzinfo=UTC)
SOAP: list[Wire] = ["soap11", "soap12"]


@pytest.fixture(scope="session")
def pems(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Return the files of a key and its certificate."""
    folder = tmp_path_factory.mktemp("wsse")
    # xmlsec of some platforms takes RSA keys alone.
    mine = trustme.CA(key_type=trustme.KeyType.RSA).issue_cert("me@company.example", key_type=trustme.KeyType.RSA)
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    mine.private_key_pem.write_to_path(str(key))
    mine.cert_chain_pems[0].write_to_path(str(certificate))
    return str(key), str(certificate)


@pytest.fixture(scope="session")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    folder = tmp_path_factory.mktemp("foreign")
    mine = trustme.CA(key_type=trustme.KeyType.RSA).issue_cert("other@example", key_type=trustme.KeyType.RSA)
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    mine.private_key_pem.write_to_path(str(key))
    mine.cert_chain_pems[0].write_to_path(str(certificate))
    return str(key), str(certificate)


class Server:
    """Answers a cancel with true, in an envelope that it may secure and then spoil."""

    def __init__(self, wire: str, secure: Any = None, spoil: Callable[[bytes], bytes] = bytes, media: str = "") -> None:
        self.version = ENVELOPES[wire]
        self.secure = secure
        self.spoil = spoil
        self.media = media or self.version.media_type
        self.requests: list[HttpRequest] = []

    def send(self, request: HttpRequest, /) -> HttpResponse:
        self.requests.append(request)
        reply = CancelMessageResponse(cancel_message_result=True)
        body = envelope(self.version, xml_element(CANCEL_MESSAGE.response, reply))
        if self.secure is not None:
            root, _ = self.secure.apply(etree.fromstring(body), {})
            body = etree.tostring(root)
        return HttpResponse(status=200, headers={"Content-Type": self.media}, body=self.spoil(body))

    @property
    def seen(self) -> etree._Element:
        return etree.fromstring(self.requests[-1].body or b"")


def client(server: Any, wire: Wire = "soap11", **options: Any) -> Esendex:
    return Esendex(license_key=LICENSE_KEY, wire=wire, base_url="http://localhost:1/Messaging.svc", transport=server,
                   policy=Policy(attempts=1), **options)  # fmt: skip


def security(root: etree._Element) -> etree._Element:
    found = root.find(f"{{*}}Header/{{{WSSE_NS}}}Security")
    assert found is not None
    return found


def shape(element: etree._Element, hidden: Sequence[str] = ()) -> Any:
    """Return an element as plain values, without its prefixes, and without the texts of some."""
    name = etree.QName(element)
    text = None if name.localname in hidden else (element.text or "").strip()
    attributes = {key: value for key, value in element.attrib.items() if not str(key).endswith("Id") and key != "URI"}
    return (name.text, attributes, text, [shape(child, hidden) for child in element])


class Recording(ZeepTransport):
    sent: ClassVar[list[bytes]] = []

    def post(self, address: str, message: Any, headers: Any) -> Any:
        self.sent.append(message)
        raise ConnectionAbortedError


def zeeps(sandbox: Sandbox, wsse: Any, port: str, plugins: Sequence[Plugin] = ()) -> etree._Element:
    """Return the envelope that zeep's own client sends for the same call."""
    transport = Recording(session=requests.Session())  # type: ignore[no-untyped-call]
    client = zeep.Client(f"{sandbox.esendex_url}?singleWsdl", wsse=wsse, transport=transport, plugins=list(plugins))
    service: Any = client.bind("Messaging", port)
    with pytest.raises(ConnectionAbortedError):
        service.CancelMessage(MessageID=str(MESSAGE))
    transport.session.close()
    return etree.fromstring(Recording.sent.pop())


TOKENS: dict[str, dict[str, Any]] = {
    "name": {"username": "me"},
    "text": {"username": "me", "password": PASSWORD},
    "digest": {"username": "me", "password": PASSWORD, "use_digest": True, "nonce": "n", "created": CREATED},
    "zulu": {"username": "me", "password": PASSWORD, "use_digest": True, "nonce": "n", "created": CREATED,
             "zulu_timestamp": True, "hash_password": True},
    "made digest": {"username": "me", "password_digest": "ZGlnZXN0", "use_digest": True, "nonce": "n",
                    "created": CREATED},
}  # fmt: skip


@pytest.fixture(scope="module")
def sandbox() -> Any:
    with Sandbox() as running:
        yield running


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("wire", SOAP)
def test_a_username_token_is_zeeps(token: str, wire: Wire, sandbox: Sandbox) -> None:
    wsse = UsernameToken(**TOKENS[token])
    server = Server(wire)
    assert client(server, wire, wsse=wsse).cancel(MESSAGE).stopped
    port = {"soap11": "mms2SOAPbasicHttpBinding", "soap12": "mms2wsHttpBinding"}[wire]
    assert shape(security(server.seen)) == shape(security(zeeps(sandbox, wsse, port)))


def test_a_digest_is_of_this_very_request() -> None:
    server = Server("soap11")
    secured = client(server, wsse=UsernameToken("me", PASSWORD, use_digest=True))
    secured.cancel(MESSAGE)
    secured.cancel(MESSAGE)
    nonces = []
    for request in server.requests:
        token = security(etree.fromstring(request.body or b""))[0]
        nonce, created, digest = (token.findtext(f"{{*}}{name}") or "" for name in ("Nonce", "Created", "Password"))
        raw = base64.b64decode(nonce) + created.encode() + PASSWORD.encode()
        assert base64.b64encode(hashlib.sha1(raw).digest()).decode() == digest
        nonces.append(nonce)
    assert nonces[0] != nonces[1]


def timestamp() -> Any:
    class Timestamp:
        def apply(self, root: etree._Element, headers: Any) -> Any:
            stamp = WSU.Timestamp(WSU.Created("2030-01-31T09:00:00Z"), WSU.Expires("2030-01-31T09:05:00Z"))
            get_security_header(root).append(stamp)
            return root, headers

        def verify(self, root: etree._Element) -> None:
            pass

    return Timestamp()


@pytest.mark.parametrize("kind", [Signature, BinarySignature])
@pytest.mark.parametrize("wire", SOAP)
def test_a_signature_is_zeeps_and_zeep_accepts_it(
    kind: type[Signature], wire: Wire, pems: tuple[str, str], sandbox: Sandbox
) -> None:
    wsse = Compose([timestamp(), UsernameToken("me", PASSWORD), kind(*pems)])
    server = Server(wire, kind(*pems))
    assert client(server, wire, wsse=wsse).cancel(MESSAGE).stopped
    kind(*pems).verify(server.seen)
    port = {"soap11": "mms2SOAPbasicHttpBinding", "soap12": "mms2wsHttpBinding"}[wire]
    hidden = ("DigestValue", "SignatureValue")  # Of envelopes whose ids, prefixes and message ids are each their own.
    assert shape(security(server.seen), hidden) == shape(security(zeeps(sandbox, wsse, port)), hidden)
    spoilt = (server.requests[-1].body or b"").replace(str(MESSAGE).encode(), str(UUID(int=1)).encode())
    with pytest.raises(zeep.exceptions.SignatureVerificationFailed):
        kind(*pems).verify(etree.fromstring(spoilt))


@pytest.mark.parametrize("wire", SOAP)
def test_a_signed_reply_of_zeeps_is_accepted_and_no_other(
    wire: Wire, pems: tuple[str, str], foreign: tuple[str, str]
) -> None:
    def cancel(secure: Any, spoil: Callable[[bytes], bytes] = bytes, media: str = "") -> bool:
        return client(Server(wire, secure, spoil, media), wire, wsse=Signature(*pems)).messaging.cancel_message(
            message_id=MESSAGE
        )

    assert cancel(BinarySignature(*pems)) is True
    assert cancel(Compose([timestamp(), Signature(*pems)])) is True
    for secure, spoil, media in (
        (None, bytes, ""),
        (UsernameToken("them"), bytes, ""),
        (Signature(*foreign), bytes, ""),
        (Signature(*pems), lambda body: body.replace(b">true<", b">false<"), ""),
        (Signature(*pems), lambda body: body.replace(b"DigestValue>", b"DigestValue>AA", 1), ""),
        (Signature(*pems), bytes, "text/html"),
        (None, lambda body: body.replace(b"true", b"&#x1;"), ""),
    ):
        with pytest.raises(ProtocolError):
            cancel(secure, spoil, media)


def moved(body: bytes) -> bytes:
    """Put the signed body elsewhere, where a verifier still finds it by its id, and another in its place."""
    root = etree.fromstring(body)
    signed = root.find("{*}Body")
    assert signed is not None
    other = etree.fromstring(etree.tostring(signed).replace(b"true", b"false"))
    for name in other.attrib:
        del other.attrib[name]
    header = root.find("{*}Header")
    assert header is not None
    root.replace(signed, other)
    etree.SubElement(header, "Wrapper").append(signed)
    return etree.tostring(root)


def doubled(body: bytes) -> bytes:
    """Put another body with the same id behind the signed one."""
    root = etree.fromstring(body)
    signed = root.find("{*}Body")
    assert signed is not None
    root.append(etree.fromstring(etree.tostring(signed).replace(b"true", b"false")))
    return etree.tostring(root)


@pytest.mark.parametrize("spoil", [moved, doubled])
def test_a_signature_that_was_moved_vouches_for_nothing(spoil: Callable[[bytes], bytes], pems: tuple[str, str]) -> None:
    body = Server("soap11", Signature(*pems), spoil).send(HttpRequest(method="POST", url="", headers={})).body
    Signature(*pems).verify(etree.fromstring(body))  # It holds, of what it was made for.
    with pytest.raises(ProtocolError, match="does not cover its body"):
        client(Server("soap11", Signature(*pems), spoil), wsse=Signature(*pems)).messaging.cancel_message(
            message_id=MESSAGE
        )


def test_plugins_see_and_change_what_goes_out_and_comes_in() -> None:
    class Mine(Plugin):
        told: ClassVar[list[Any]] = []

        def egress(self, envelope: Any, http_headers: Any, operation: Any, binding_options: Any) -> Any:
            self.told.append((operation.name, operation.soapaction, binding_options["address"]))
            get_security_header(envelope).append(etree.Element("Mine"))
            return envelope, {**http_headers, "X-Mine": "1"}

        def ingress(self, envelope: Any, http_headers: Any, operation: Any) -> Any:
            self.told.append((operation.name, http_headers["Content-Type"]))
            [value] = envelope.xpath("//*[local-name() = 'CancelMessageResult']")
            value.text = "false"
            return envelope, http_headers

    history = HistoryPlugin()
    server = Server("soap11")
    answer = client(server, plugins=[Mine(), history]).messaging.cancel_message(message_id=MESSAGE)
    assert answer is False
    assert server.requests[0].headers["X-Mine"] == "1"
    assert security(server.seen)[0].tag == "Mine"
    assert Mine.told == [
        ("CancelMessage", CANCEL_MESSAGE.action, server.requests[0].url), ("CancelMessage", SOAP11.media_type)
    ]  # fmt: skip
    sent, received = history.last_sent, history.last_received
    assert sent is not None
    assert received is not None
    assert sent["envelope"].tag == received["envelope"].tag


def test_zeeps_addressing_is_that_of_zeep(sandbox: Sandbox) -> None:
    server = Server("soap11")
    client(server, plugins=[WsAddressingPlugin()]).cancel(MESSAGE)
    ours = server.seen.find("{*}Header")
    theirs = zeeps(sandbox, None, "mms2SOAPbasicHttpBinding", [WsAddressingPlugin()]).find("{*}Header")
    assert ours is not None
    assert theirs is not None
    assert [child.tag for child in ours] == [child.tag for child in theirs][-3:]
    assert ours[0].text == theirs[0].text == CANCEL_MESSAGE.action


def test_a_whole_job_against_a_server(sandbox: Sandbox) -> None:
    with Esendex(
        license_key=LICENSE_KEY, wire="soap11", base_url=sandbox.esendex_url, wsse=UsernameToken("me", PASSWORD)
    ) as esendex:
        [message] = esendex.schedule(["+15550100"], "x <&> \u00e9\r\n", sandbox.clock.now().replace(year=2090))
        assert esendex.cancel(message).stopped
    assert sandbox.esendex.messages[UUID(message.message_id)].body == "x <&> \u00e9\r\n"


def test_any_service_can_be_called_so() -> None:
    port = PORTS["mms2SOAPbasicHttpBinding"]
    server = Server("soap11")
    with SoapCall(port, server, address="http://localhost:1/x", wsse=UsernameToken("me", PASSWORD)) as call:
        assert call(CANCEL_MESSAGE, CancelMessage(message_id=MESSAGE)).cancel_message_result is True
    assert security(server.seen).findtext(".//{*}Username") == "me"


def test_a_reply_that_is_no_envelope_is_told_as_ever(pems: tuple[str, str]) -> None:
    class Page:
        def send(self, request: HttpRequest, /) -> HttpResponse:
            return HttpResponse(status=502, headers={"Content-Type": "text/html"}, body=b"<html>Bad gateway</html>")

    with pytest.raises(ProtocolError, match="HTTP 502 with text/html"):
        client(Page(), wsse=Signature(*pems)).messaging.cancel_message(message_id=MESSAGE)


def test_control_characters_are_refused_before_they_are_sent() -> None:
    server = Server("soap11")
    with pytest.raises(InvalidArgument, match="control characters"):
        client(server, wsse=UsernameToken("me")).schedule(["+15550100"], "a\x01b", datetime(2090, 1, 1, tzinfo=UTC))
    assert server.requests == []


class Failing:
    def apply(self, envelope: object, headers: object) -> Any:
        raise RuntimeError(PASSWORD)

    def verify(self, envelope: object) -> None:
        raise RuntimeError(PASSWORD)


class FailingLate(Failing):
    def apply(self, envelope: object, headers: object) -> Any:
        return envelope, headers


class FailingPlugin(Plugin):
    def egress(self, envelope: Any, http_headers: Any, operation: Any, binding_options: Any) -> Any:
        raise RuntimeError(PASSWORD)


def test_what_fails_says_who_and_not_what() -> None:
    cases: list[tuple[dict[str, Any], type[CountermandError], str]] = [
        ({"wsse": Failing()}, InvalidArgument, "Failing: could not be applied to the request: RuntimeError"),
        ({"plugins": [FailingPlugin()]}, InvalidArgument, "FailingPlugin: could not be applied"),
        ({"wsse": FailingLate()}, ProtocolError, "FailingLate does not accept the reply: RuntimeError"),
    ]
    for options, kind, text in cases:
        with pytest.raises(kind, match=text) as caught:
            client(Server("soap11"), **options).messaging.cancel_message(message_id=MESSAGE)
        assert PASSWORD not in "".join(traceback.format_exception(caught.value))


def test_no_password_is_shown() -> None:
    def echo(body: bytes) -> bytes:
        return f"<x>{PASSWORD}</x>".encode().replace(b"&", b"&amp;") + body

    wsse = Compose([UsernameToken("me", PASSWORD)])
    esendex = client(Server("soap11", spoil=echo), wsse=wsse)
    with pytest.raises(ProtocolError) as caught:
        esendex.messaging.cancel_message(message_id=MESSAGE)
    shown = (
        "".join(traceback.format_exception(caught.value))
        + repr(esendex)
        + repr(esendex._channel)
        + repr(esendex._channel.binding)
    )
    assert "canary" not in shown


@pytest.mark.parametrize("wire", ["json", "xml", "query"])
def test_the_other_wires_have_no_envelopes(wire: Wire) -> None:
    with pytest.raises(ConfigurationError, match="wsse belongs to SOAP"):
        client(Server("soap11"), wire, wsse=UsernameToken("me"))
    with pytest.raises(ConfigurationError, match="plugins belongs to SOAP"):
        client(Server("soap11"), wire, plugins=[HistoryPlugin()])


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"wsse": [UsernameToken("me")]}, "Compose"),
        ({"wsse": UsernameToken}, "no apply and verify"),
        ({"wsse": "me"}, "no apply and verify"),
        ({"plugins": HistoryPlugin()}, "plugins is not a list"),
        ({"plugins": [HistoryPlugin]}, "plugins is not a list"),
        ({"plugins": "HistoryPlugin"}, "plugins is not a list"),
    ],
)
def test_what_is_neither(options: dict[str, Any], text: str) -> None:
    with pytest.raises(ConfigurationError, match=text):
        client(Server("soap11"), **options)
