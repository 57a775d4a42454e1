"""The client's side of each wire form: an operation's request to HTTP, and HTTP to its response. No I/O."""

from __future__ import annotations

from contextlib import suppress
from typing import Final, Literal, Protocol, TypeVar

from countermand_wire.codec import Codec, read_xml_document, xml_document, xml_element
from countermand_wire.errors import DecodeError, EncodeError, FaultError
from countermand_wire.http import HttpRequest, HttpResponse
from countermand_wire.operation import Operation, RestForm
from countermand_wire.policy import READ_BY_NAME, WRITE_UTC, Reading, Writing
from countermand_wire.soap import SoapVersion, envelope_around, new_message_id, read_body, with_headers

__all__ = ["Binding", "RestBinding", "SoapBinding", "unpacked"]

Request = TypeVar("Request")
Response = TypeVar("Response")

XML_TYPES = ("application/xml", "text/xml")
JSON_TYPES = ("application/json", "text/json")


class Binding(Protocol):
    """What every wire form can do."""

    def encode(self, operation: Operation[Request, Response], request: Request) -> HttpRequest:
        """Write a request.

        Raises:
            EncodeError: a member does not fit its type, or the operation cannot travel over this wire.
        """
        ...

    def decode(self, operation: Operation[Request, Response], response: HttpResponse) -> Response:
        """Read the reply.

        Raises:
            FaultError: the reply is a SOAP fault.
            DecodeError: the reply is not one of this operation.
        """
        ...


class SoapBinding:
    """SOAP over HTTP to one port."""

    __slots__ = ("_envelopes", "action_base", "address", "addressing", "reading", "timeout", "version", "writing")

    def __init__(
        self,
        *,
        version: SoapVersion,
        address: str,
        addressing: bool,
        action_base: str | None = None,
        timeout: float | None = None,
        reading: Reading = READ_BY_NAME,
        writing: Writing = WRITE_UTC,
    ) -> None:
        self.version: Final = version
        self.address: Final = address
        """The port's address: where the request goes, and what WS-Addressing calls its destination."""
        self.addressing: Final = addressing
        self.action_base: Final = action_base
        """What actions begin with, in place of the contract's namespace."""
        self.timeout: Final = timeout
        self.reading: Final = reading
        self.writing: Final = writing
        self._envelopes: Final[dict[str, tuple[str, ...]]] = {}

    def encode(self, operation: Operation[Request, Response], request: Request) -> HttpRequest:
        """Write the request's envelope; see `Binding`."""
        action = self.action(operation)
        pieces = self._envelopes.get(action) or self._envelope(action)
        body = xml_element(operation.request, request, self.writing)
        if operation.request.headers is not None:
            pieces = with_headers(pieces, operation.request.headers(request, self.writing))
        if self.addressing:
            body = f"{pieces[0]}{new_message_id()}{pieces[1]}{body}{pieces[2]}"
        else:
            body = f"{pieces[0]}{body}{pieces[1]}"
        headers = self.version.headers(action)
        return HttpRequest(method="POST", url=self.address, headers=headers, body=body.encode(), timeout=self.timeout)

    def action(self, operation: Operation[Request, Response]) -> str:
        """Return what the request says that it wants."""
        return operation.action if self.action_base is None else _action(operation, self.action_base)

    def decode(self, operation: Operation[Request, Response], response: HttpResponse) -> Response:
        """Read the reply's envelope; see `Binding`."""
        if operation.one_way:
            return self._no_reply(operation, response)
        _check_body(response)
        media_type = response.media_type
        if media_type != self.version.media_type:
            response = unpacked(response)
            media_type = response.media_type
        if response.status not in (200, 400, 500) or media_type != self.version.media_type:
            raise DecodeError("", _unexpected(response, self.version.media_type))
        try:
            value = read_body(self.version, operation.response, response.body, self.reading)
        except FaultError as error:
            raise self._with_details(operation, error) from None
        if response.status != 200:
            raise DecodeError("", f"HTTP {response.status} with a reply that is no fault")
        return value

    def _no_reply(self, operation: Operation[Request, Response], response: HttpResponse) -> Response:
        """Read the answer to a message that wants none: a fault, or nothing that matters."""
        if response.body.strip():
            from countermand_wire.faults import read_fault  # noqa: PLC0415  # Few answers have a body.

            fault = None
            with suppress(DecodeError):
                fault = read_fault(self.version, unpacked(response).body)
            if fault is not None:
                raise self._with_details(operation, FaultError(fault))
        if response.status not in (200, 202, 204):
            raise DecodeError("", f"HTTP {response.status} to a one-way message, expected 202")
        return operation.response.from_json(None, self.reading)

    def _with_details(self, operation: Operation[Request, Response], error: FaultError) -> FaultError:
        if not operation.faults:
            return error
        from countermand_wire.envelopes import read_details  # noqa: PLC0415  # Few replies are faults.

        return FaultError(error.fault, read_details(error.fault, operation.faults, self.reading))

    def _envelope(self, action: str) -> tuple[str, ...]:
        pieces = envelope_around(self.version, action, self.address, addressing=self.addressing)
        return self._envelopes.setdefault(action, pieces)


class RestBinding:
    """Bare XML or JSON bodies, or the query of a URL, below the service's address."""

    __slots__ = ("base_url", "reading", "timeout", "wire")

    def __init__(
        self,
        *,
        base_url: str,
        wire: Literal["json", "xml", "query"],
        timeout: float | None = None,
        reading: Reading = READ_BY_NAME,
    ) -> None:
        self.base_url: Final = base_url
        self.wire: Final = wire
        """`query` puts a request into the URL where the operation allows it, and reads JSON."""
        self.timeout: Final = timeout
        self.reading: Final = reading

    def encode(self, operation: Operation[Request, Response], request: Request) -> HttpRequest:
        """Write the request in the form that this wire prefers, else in the other; see `Binding`."""
        form = self._form(operation)
        headers = {"Accept": "application/xml" if self.wire == "xml" else "application/json"}
        url = self.base_url + form.path
        if form.query is not None:
            from urllib.parse import quote, urlencode  # noqa: PLC0415  # Most requests have none.

            url += "?" + urlencode(form.query.to_pairs(request), quote_via=quote, safe="")
        body = None
        if form.body is not None:
            headers["Content-Type"] = f"{headers['Accept']}; charset=utf-8"
            body = self._body(form.body, request)
        return HttpRequest(method=form.method, url=url, headers=headers, body=body, timeout=self.timeout)

    def decode(self, operation: Operation[Request, Response], response: HttpResponse) -> Response:
        """Read the bare reply, in the format that its Content-Type names; see `Binding`."""
        if operation.rest is None:
            raise DecodeError("", f"{operation.name} has no REST form")
        codec = operation.rest.response
        _check_body(response)
        if response.status == 200 and response.media_type in JSON_TYPES:
            from countermand_wire import json  # noqa: PLC0415  # SOAP does without it, here and below.

            return codec.from_json(json.parse(response.body), self.reading)
        if response.status == 200 and response.media_type in XML_TYPES:
            return read_xml_document(codec, response.body, self.reading)
        raise DecodeError("", _unexpected(response, "JSON or XML"))

    def _form(self, operation: Operation[Request, Response]) -> RestForm[Request]:
        if operation.rest is None:
            raise EncodeError("", f"{operation.name} has no REST form; call it over soap11 or soap12")
        first, second = ("GET", "POST") if self.wire == "query" else ("POST", "GET")
        form = operation.rest.form(first) or operation.rest.form(second)
        if form is None:
            raise EncodeError("", f"{operation.name} has no REST form over GET or POST")
        return form

    def _body(self, codec: Codec[Request], request: Request) -> bytes:
        if self.wire == "xml":
            return xml_document(codec, request)
        from countermand_wire import json  # noqa: PLC0415

        return json.render(codec.to_json(request, WRITE_UTC))


def _action(operation: Operation[Request, Response], base: str) -> str:
    return base.rstrip("/") + operation.action.removeprefix(operation.request.namespace.rstrip("/"))


def unpacked(response: HttpResponse) -> HttpResponse:
    """Return a reply of several parts as the one document that it stands for, and any other as it is."""
    if response.media_type != "multipart/related":
        return response
    from countermand_wire.mtom import unpack  # noqa: PLC0415  # Few services send parts.

    return unpack(response)


def _check_body(response: HttpResponse) -> None:
    if not response.body.strip():
        raise DecodeError("", f"HTTP {response.status} with an empty body")


def _unexpected(response: HttpResponse, wanted: str) -> str:
    return f"HTTP {response.status} with {response.media_type or 'no content type'}, expected 200 with {wanted}"
