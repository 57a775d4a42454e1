"""The client's side of each wire form: an operation's request to HTTP, and HTTP to its response. No I/O."""

from __future__ import annotations

from typing import Literal, Protocol, TypeVar
from urllib.parse import quote, urlencode

import attrs

from countermand_wire import json
from countermand_wire.codec import Codec, read_xml_document, xml_document, xml_element
from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.http import HttpRequest, HttpResponse
from countermand_wire.operation import Operation, RestForm
from countermand_wire.policy import READ_BY_NAME, WRITE_UTC, Reading
from countermand_wire.soap import SoapVersion, addressing_headers, envelope, new_message_id, read_body

__all__ = ["Binding", "RestBinding", "SoapBinding"]

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


@attrs.frozen(kw_only=True)
class SoapBinding:
    """SOAP over HTTP to one port."""

    version: SoapVersion
    address: str
    """The port's address: where the request goes, and what WS-Addressing calls its destination."""
    addressing: bool
    action_base: str | None = None
    """What actions begin with, in place of the contract's namespace."""
    timeout: float | None = None
    reading: Reading = READ_BY_NAME

    def encode(self, operation: Operation[Request, Response], request: Request) -> HttpRequest:
        """Write the request's envelope; see `Binding`."""
        action = self._action(operation)
        headers = addressing_headers(action, self.address, new_message_id()) if self.addressing else ""
        return HttpRequest(
            method="POST",
            url=self.address,
            headers=self.version.headers(action),
            body=envelope(self.version, xml_element(operation.request, request), headers),
            timeout=self.timeout,
        )

    def decode(self, operation: Operation[Request, Response], response: HttpResponse) -> Response:
        """Read the reply's envelope; see `Binding`."""
        _check_body(response)
        if response.status not in (200, 400, 500) or response.media_type != self.version.media_type:
            raise DecodeError("", _unexpected(response, self.version.media_type))
        value = read_body(self.version, operation.response, response.body, self.reading)
        if response.status != 200:
            raise DecodeError("", f"HTTP {response.status} with a reply that is no fault")
        return value

    def _action(self, operation: Operation[Request, Response]) -> str:
        if self.action_base is None:
            return operation.action
        return self.action_base.rstrip("/") + operation.action.removeprefix(operation.request.namespace.rstrip("/"))


@attrs.frozen(kw_only=True)
class RestBinding:
    """Bare XML or JSON bodies, or the query of a URL, below the service's address."""

    base_url: str
    wire: Literal["json", "xml", "query"]
    """`query` puts a request into the URL where the operation allows it, and reads JSON."""
    timeout: float | None = None
    reading: Reading = READ_BY_NAME

    def encode(self, operation: Operation[Request, Response], request: Request) -> HttpRequest:
        """Write the request in the form that this wire prefers, else in the other; see `Binding`."""
        form = self._form(operation)
        headers = {"Accept": "application/xml" if self.wire == "xml" else "application/json"}
        url = self.base_url + form.path
        if form.query is not None:
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
        return json.render(codec.to_json(request, WRITE_UTC))


def _check_body(response: HttpResponse) -> None:
    if not response.body.strip():
        raise DecodeError("", f"HTTP {response.status} with an empty body")


def _unexpected(response: HttpResponse, wanted: str) -> str:
    return f"HTTP {response.status} with {response.media_type or 'no content type'}, expected 200 with {wanted}"
