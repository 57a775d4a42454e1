"""What the tests of the sandbox share: a raw HTTP exchange, envelopes, and calls over every wire."""

import http.client
import socket
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal, TypeAlias, TypeVar
from urllib.parse import urlsplit
from uuid import UUID

import attrs
import requests

from countermand.sandbox import LICENSE_KEY
from countermand.testing import Sandbox
from countermand_bindings.esendex import PORTS, OutgoingMessageRequest, SMSAdvancedRequest, SMSRequest, SMSResponse
from countermand_bindings.esendex.operations.advanced_sms_send import ADVANCED_SMS_SEND, AdvancedSMSsend
from countermand_bindings.esendex.operations.send_message import SEND_MESSAGE, SendMessage
from countermand_wire.absent import Absent
from countermand_wire.bindings import Binding, RestBinding, SoapBinding
from countermand_wire.http import HttpResponse
from countermand_wire.operation import Operation

T = TypeVar("T")
Request = TypeVar("Request")
Response = TypeVar("Response")
Wire: TypeAlias = Literal["json", "xml", "query", "soap11", "soap12"]

NAMESPACES = {
    "s": "http://www.w3.org/2003/05/soap-envelope",
    "e": "http://schemas.xmlsoap.org/soap/envelope/",
    "a": "http://www.w3.org/2005/08/addressing",
    "c": "http://sms2.cdyne.com",
}
DISPATCHER = "http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher"


@attrs.frozen
class Raw:
    """A response, down to the reason phrase."""

    status: int
    reason: str
    content_type: str | None
    body: str
    allow: str | None = None


def exchange(sandbox: Sandbox, sent: str | bytes) -> Raw:
    """Send bytes as they are, and read one response."""
    data = sent.encode() if isinstance(sent, str) else sent
    with socket.create_connection(("127.0.0.1", sandbox.port), timeout=30) as connection:
        connection.sendall(data)
        response = http.client.HTTPResponse(connection, method=data.split(b" ", 1)[0].decode())
        response.begin()
        body = response.read().decode()
        found = response.getheader("Content-Type"), response.getheader("Allow")
        return Raw(response.status, response.reason, found[0], body, found[1])


def http_request(sandbox: Sandbox, line: str, headers: Iterable[str], body: str = "") -> bytes:
    """Write a request from its first line, whose path is below Messaging.svc, and its fields, the Host among them."""
    method, path = line.split(" ", 1)
    fields = [f"Host: 127.0.0.1:{sandbox.port}", *headers]
    if body or method == "POST":
        fields.append(f"Content-Length: {len(body.encode())}")
    head = "\r\n".join([f"{method} /esendex/Messaging.svc{path} HTTP/1.1", *fields])
    return f"{head}\r\n\r\n{body}".encode()


def ask(sandbox: Sandbox, line: str, *headers: str, body: str = "") -> Raw:
    """Send a request below Messaging.svc."""
    return exchange(sandbox, http_request(sandbox, line, headers, body))


def soap11(body: str, header: str = "") -> str:
    """Write a SOAP 1.1 envelope."""
    return f'<s:Envelope xmlns:s="{NAMESPACES["e"]}"><s:Header>{header}</s:Header><s:Body>{body}</s:Body></s:Envelope>'


def soap12(header: str, body: str) -> str:
    """Write a SOAP 1.2 envelope with the addressing prefix `a` bound."""
    return (
        f'<s:Envelope xmlns:s="{NAMESPACES["s"]}" xmlns:a="{NAMESPACES["a"]}">'
        f"<s:Header>{header}</s:Header><s:Body>{body}</s:Body></s:Envelope>"
    )


def binding(sandbox: Sandbox, wire: Wire) -> Binding:
    """Make the client's side of a wire form."""
    base = sandbox.esendex_url
    match wire:
        case "soap11" | "soap12":
            port = PORTS["mms2SOAPbasicHttpBinding" if wire == "soap11" else "mms2wsHttpBinding"]
            address = base + urlsplit(port.address).path.removeprefix("/Messaging.svc")
            return SoapBinding(version=port.soap, address=address, addressing=port.addressing)
        case _:
            return RestBinding(base_url=base, wire=wire)


def call(
    sandbox: Sandbox, operation: Operation[Request, Response], request: Request, wire: Wire = "soap11"
) -> Response:
    """Call an operation over a wire."""
    form = binding(sandbox, wire)
    sent = form.encode(operation, request)
    reply = requests.request(sent.method, sent.url, headers=dict(sent.headers), data=sent.body, timeout=30)
    response = HttpResponse(status=reply.status_code, headers=dict(reply.headers), body=reply.content)
    return form.decode(operation, response)


def there(value: T | Absent | None) -> T:
    """Return a member that must be there."""
    assert value is not None
    assert not isinstance(value, Absent)
    return value


def items(value: Sequence[T | None] | Absent | None) -> list[T]:
    """Return the items of a list that must be there, none of them nil."""
    return [there(item) for item in there(value)]


def utc(sandbox: Sandbox) -> datetime:
    """Return the sandbox's time as a reply shows it over SOAP: the UTC wall clock, without a zone."""
    return sandbox.clock.now().replace(tzinfo=None)


def send_one(sandbox: Sandbox, reference: str | None = None) -> UUID:
    """Send one message to 15550100, at once, and return its id."""
    message = OutgoingMessageRequest(
        license_key=LICENSE_KEY, to=["15550100"], body="Hi", use_mms=False, reference_id=reference
    )
    [sent] = items(call(sandbox, SEND_MESSAGE, SendMessage(request=message)).send_message_result)
    return there(sent.message_id)


def advanced(sandbox: Sandbox, wire: Wire, *requests: SMSRequest, key: UUID = LICENSE_KEY) -> list[SMSResponse]:
    """Send by AdvancedSMSsend."""
    request = AdvancedSMSsend(advanced_request=SMSAdvancedRequest(license_key=key, sms_requests=requests))
    return items(call(sandbox, ADVANCED_SMS_SEND, request, wire).advanced_sms_send_result)
