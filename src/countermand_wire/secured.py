"""WS-Security and plugins around a SOAP binding: objects of zeep's, or with the same methods, at work on our envelopes.

`zeep.wsse` signs and verifies; this module only hands it the envelope, before it is sent and before it is read.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from attrs import evolve, frozen
from lxml import etree

from countermand_wire import xml
from countermand_wire.bindings import SoapBinding, unpacked
from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.http import HttpRequest, HttpResponse
from countermand_wire.operation import Operation

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Plugin", "SecuredBinding", "Wsse", "ZeepOperation"]

Request = TypeVar("Request")
Response = TypeVar("Response")

WSSE: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
WSU: Final = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
DS: Final = "http://www.w3.org/2000/09/xmldsig#"


class Wsse(Protocol):
    """What `zeep.wsse` offers: UsernameToken, Signature, BinarySignature, and Compose of several."""

    def apply(self, envelope: _Element, headers: dict[str, str], /) -> tuple[_Element, dict[str, str]]:
        """Return the envelope with its security header, and the HTTP header fields."""
        ...

    def verify(self, envelope: _Element, /) -> object:
        """Check a reply's envelope, and raise whatever where it does not hold."""
        ...


class Plugin(Protocol):
    """What a plugin of zeep's is; either method may return None for what it was given."""

    def egress(
        self,
        envelope: _Element,
        http_headers: dict[str, str],
        operation: ZeepOperation,
        binding_options: dict[str, str],
        /,
    ) -> tuple[_Element, dict[str, str]] | None:
        """Look at a request, or change it."""
        ...

    def ingress(
        self, envelope: _Element, http_headers: dict[str, str], operation: ZeepOperation, /
    ) -> tuple[_Element, dict[str, str]] | None:
        """Look at a reply, or change it."""
        ...


@frozen
class ZeepOperation:
    """What a plugin is told of an operation, under zeep's names."""

    name: str
    soapaction: str

    @property
    def abstract(self) -> ZeepOperation:
        """The operation of the port type."""
        return self

    @property
    def wsa_action(self) -> str:
        """What WS-Addressing calls it."""
        return self.soapaction


class SecuredBinding:
    """A SOAP binding whose envelopes go through plugins and WS-Security: zeep's order, plugins first, on replies last.

    Safe to share between threads: the objects it is given see one envelope at a time.
    """

    def __init__(self, binding: SoapBinding, *, wsse: Wsse | None, plugins: Sequence[Plugin]) -> None:
        self._binding = binding
        self._wsse = wsse
        self._plugins = tuple(plugins)
        self._turn = threading.Lock()

    def encode(self, operation: Operation[Request, Response], request: Request) -> HttpRequest:
        """Write the request's envelope, and have it secured; see `Binding`."""
        message = self._binding.encode(operation, request)
        body, headers = self._sent(message, self._told(operation))
        return evolve(message, body=body, headers=headers)

    def decode(self, operation: Operation[Request, Response], response: HttpResponse) -> Response:
        """Have the reply's envelope verified, and read what was verified; see `Binding`."""
        response = unpacked(response)
        if response.media_type == self._binding.version.media_type and response.body.strip():
            response = self._received(response, self._told(operation))
        return self._binding.decode(operation, response)

    def _sent(self, message: HttpRequest, operation: ZeepOperation) -> tuple[bytes, dict[str, str]]:
        envelope = _parsed(message.body or b"")
        headers = dict(message.headers)
        at_work: object = None
        with self._turn:
            try:
                for at_work in self._plugins:
                    result = at_work.egress(envelope, headers, operation, {"address": message.url})
                    envelope, headers = result or (envelope, headers)
                at_work = self._wsse
                if self._wsse is not None:
                    envelope, headers = self._wsse.apply(envelope, headers)
                return etree.tostring(envelope, encoding="utf-8", xml_declaration=True), headers
            except Exception as error:  # noqa: BLE001  # Whatever they raise, it may quote what it stumbled over.
                reason = f"could not be applied to the request: {type(error).__name__}"
        raise EncodeError(type(at_work).__name__, reason)

    def _received(self, response: HttpResponse, operation: ZeepOperation) -> HttpResponse:
        envelope = xml.parse_exactly(response.body)
        headers = dict(response.headers)
        at_work: object = self._wsse
        with self._turn:
            try:
                if self._wsse is not None:
                    self._wsse.verify(envelope)
                    self._check_cover(envelope)
                for at_work in self._plugins:
                    result = at_work.ingress(envelope, headers, operation)
                    envelope, headers = result or (envelope, headers)
                # What was verified is what is read, not bytes that another parser may take otherwise.
                return evolve(response, body=etree.tostring(envelope, encoding="utf-8"), headers=headers)
            except DecodeError:
                raise
            except Exception as error:  # noqa: BLE001  # As above.
                reason = f"{type(at_work).__name__} does not accept the reply: {type(error).__name__}"
        raise DecodeError("", reason)

    def _check_cover(self, envelope: _Element) -> None:
        """Refuse a signature of something else than the body that is read: it may have been moved there.

        Raises:
            DecodeError: there is a signature, and it does not cover the body, or several elements have its id.
        """
        namespace = self._binding.version.namespace
        signature = envelope.find(f"{{{namespace}}}Header/{{{WSSE}}}Security/{{{DS}}}Signature")
        if signature is None:
            return
        signed = {reference.get("URI") for reference in signature.iterfind(f"{{{DS}}}SignedInfo/{{{DS}}}Reference")}
        ids = [body.get(f"{{{WSU}}}Id") for body in envelope.iterfind(f"{{{namespace}}}Body")]
        same = sum(element.get(f"{{{WSU}}}Id") in ids for element in envelope.iter(etree.Element))
        if len(ids) != 1 or same != 1 or f"#{ids[0]}" not in signed:
            raise DecodeError("", "the reply's signature does not cover its body")

    def _told(self, operation: Operation[Request, Response]) -> ZeepOperation:
        return ZeepOperation(operation.name, self._binding.action(operation))


def _parsed(body: bytes) -> _Element:
    try:
        return xml.parse_exactly(body)
    except DecodeError:
        problem = EncodeError("", "has control characters, which are no XML 1.0, and cannot be secured")
    raise problem
