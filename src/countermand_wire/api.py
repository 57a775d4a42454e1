"""The client's side of services that have descriptors of their own: queries and JSON out, JSON or positional XML in."""

from __future__ import annotations

from typing import Final, Literal, TypeVar
from urllib.parse import quote

from countermand_wire import json
from countermand_wire.codec import read_xml_document
from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.http import HttpRequest, HttpResponse
from countermand_wire.operation import Operation, Rest, RestForm
from countermand_wire.policy import READ_BY_NAME, WRITE_UTC, Reading

__all__ = ["ApiBinding"]

Request = TypeVar("Request")
Response = TypeVar("Response")

JSON_BODY: Final = "application/json; charset=utf-8"
XML_TYPES: Final = ("application/xml", "text/xml")
_BOM: Final = b"\xef\xbb\xbf"


class ApiBinding:
    """Calls below a service's address, each in the one form that its operation has; a `Binding`.

    The body of a reply decides what it is, whatever the HTTP status and the Content-Type say of it.

    Args:
        base_url: the service's address, without a slash at its end.
        wire: what to ask for: JSON, or XML where the operation has it.
        timeout: seconds to wait for the server.
        reading: how contracts are read.
    """

    __slots__ = ("base_url", "reading", "timeout", "wire")

    def __init__(
        self,
        *,
        base_url: str,
        wire: Literal["json", "xml"] = "json",
        timeout: float | None = None,
        reading: Reading = READ_BY_NAME,
    ) -> None:
        self.base_url: Final = base_url
        self.wire: Final = wire
        self.timeout: Final = timeout
        self.reading: Final = reading

    def encode(self, operation: Operation[Request, Response], request: Request) -> HttpRequest:
        """Write a request; see `Binding`."""
        rest = _rest(operation)
        form = rest.forms[0]
        accept = "application/xml" if self.wire == "xml" and rest.response.has_xml else "application/json"
        # A cancel may be a GET: no cache on the way may answer in the service's place.
        headers = {"Accept": accept, "Cache-Control": "no-cache"}
        body = None
        if form.body is not None:
            headers["Content-Type"] = JSON_BODY
            body = json.render(form.body.to_json(request, WRITE_UTC))
        if form.content_type is not None:
            headers["Content-Type"] = form.content_type
        url = self.base_url + _path(form, request) + _query(form, request)
        return HttpRequest(method=form.method, url=url, headers=headers, body=body, timeout=self.timeout)

    def decode(self, operation: Operation[Request, Response], response: HttpResponse) -> Response:
        """Read the reply; see `Binding`."""
        codec = _rest(operation).response
        body = response.body.removeprefix(_BOM).lstrip()
        if body.startswith((b"{", b"[")):
            return codec.from_json(json.parse(body), self.reading)
        if not body:
            raise DecodeError("", f"HTTP {response.status} with an empty body")
        if codec.has_xml and body.startswith(b"<"):
            return read_xml_document(codec, body, self.reading)
        if body.startswith(b"<") and response.media_type in XML_TYPES:
            raise DecodeError("", f"HTTP {response.status} with XML: {operation.name} has no XML form")
        kind = response.media_type or "no content type"
        raise DecodeError("", f"HTTP {response.status} with {kind}, whose body is not the service's")


def _rest(operation: Operation[Request, Response]) -> Rest[Request, Response]:
    if operation.rest is None:
        raise EncodeError("", f"{operation.name} has no REST form")
    return operation.rest


def _path(form: RestForm[Request], request: Request) -> str:
    path = form.path
    for name, value in form.variables.to_pairs(request) if form.variables is not None else ():
        # An empty segment, or one that a server resolves as a path, would be another call.
        if value in ("", ".", ".."):
            raise EncodeError(name, "cannot stand in the path of a URL")
        path = path.replace(f"{{{name}}}", _quoted(name, value))
    return path


def _query(form: RestForm[Request], request: Request) -> str:
    pairs = [] if form.query is None else form.query.to_pairs(request)
    return "?" + "&".join(f"{name}={_quoted(name, value)}" for name, value in pairs) if pairs else ""


def _quoted(name: str, value: str) -> str:
    try:
        return quote(value, safe="")
    except UnicodeEncodeError:
        problem = EncodeError(name, "holds half of a surrogate pair")
    raise problem
