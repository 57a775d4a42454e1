"""SOAP 1.1 and 1.2: envelopes and WS-Addressing 1.0 headers; faults have their own module."""

from __future__ import annotations

from os import urandom
from typing import Final, TypeVar

from countermand_wire.codec import Codec, read_xml
from countermand_wire.errors import DecodeError, FaultError
from countermand_wire.policy import READ_BY_NAME, Reading
from countermand_wire.single import single_text
from countermand_wire.text import escape

__all__ = [
    "ADDRESSING",
    "SOAP11",
    "SOAP12",
    "SoapVersion",
    "addressing_headers",
    "envelope",
    "envelope_around",
    "new_message_id",
    "read_body",
    "with_headers",
]

ADDRESSING = "http://www.w3.org/2005/08/addressing"
ANONYMOUS = f"{ADDRESSING}/anonymous"

T = TypeVar("T")

_HOLE: Final = "\ufdd0"
"""Stands where a template is filled in; Unicode promises that it is no character of any text."""


class SoapVersion:
    """What differs between the versions of SOAP on the outside."""

    __slots__ = ("media_type", "name", "namespace")

    def __init__(self, *, name: str, namespace: str, media_type: str) -> None:
        self.name: Final = name
        """`1.1` or `1.2`."""
        self.namespace: Final = namespace
        self.media_type: Final = media_type

    def __repr__(self) -> str:
        return f"SoapVersion({self.name})"

    def headers(self, action: str) -> dict[str, str]:
        """Return the HTTP fields that say what the request is: the action has its place by version."""
        if self.name == "1.1":
            return {
                "Accept": self.media_type,
                "Content-Type": f"{self.media_type}; charset=utf-8",
                "SOAPAction": f'"{action}"',
            }
        return {"Accept": self.media_type, "Content-Type": f'{self.media_type}; charset=utf-8; action="{action}"'}


SOAP11 = SoapVersion(name="1.1", namespace="http://schemas.xmlsoap.org/soap/envelope/", media_type="text/xml")
SOAP12 = SoapVersion(name="1.2", namespace="http://www.w3.org/2003/05/soap-envelope", media_type="application/soap+xml")


def addressing_headers(action: str, to: str, message_id: str) -> str:
    """Write the four WS-Addressing headers of a request that wants its reply on the same connection."""
    return (
        f'<a:Action s:mustUnderstand="1">{escape(action)}</a:Action><a:MessageID>{escape(message_id)}</a:MessageID>'
        f"<a:ReplyTo><a:Address>{ANONYMOUS}</a:Address></a:ReplyTo>"
        f'<a:To s:mustUnderstand="1">{escape(to)}</a:To>'
    )


def new_message_id() -> str:
    """Make a WS-Addressing message id that nobody has used."""
    # A UUID of version 4, spelled at once: uuid.uuid4 and its str take three times as long.
    digits = urandom(16).hex()
    return f"urn:uuid:{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"


def envelope(version: SoapVersion, body: str, headers: str = "") -> bytes:
    """Write an envelope around the body's XML. The prefixes `s` and, with headers, `a` are bound for the headers."""
    if not headers:
        return f'<s:Envelope xmlns:s="{version.namespace}"><s:Body>{body}</s:Body></s:Envelope>'.encode()
    return (
        f'<s:Envelope xmlns:s="{version.namespace}" xmlns:a="{ADDRESSING}"><s:Header>{headers}</s:Header>'
        f"<s:Body>{body}</s:Body></s:Envelope>"
    ).encode()


def envelope_around(version: SoapVersion, action: str, to: str, *, addressing: bool) -> tuple[str, ...]:
    """Return the pieces of an envelope: what stands before the message id, before the body and after it.

    Without WS-Addressing there is no message id, and no first piece.
    """
    headers = addressing_headers(action, to, _HOLE) if addressing else ""
    return tuple(envelope(version, _HOLE, headers).decode().split(_HOLE))


def with_headers(pieces: tuple[str, ...], headers: str) -> tuple[str, ...]:
    """Put further headers into the pieces that `envelope_around` made."""
    if not headers:
        return pieces
    *before, opening, closing = pieces
    above = opening.removesuffix("<s:Body>")
    if above.endswith("</s:Header>"):
        above = above.removesuffix("</s:Header>")
    else:
        above += "<s:Header>"
    return (*before, f"{above}{headers}</s:Header><s:Body>", closing)


def read_body(version: SoapVersion, codec: Codec[T], body: bytes, reading: Reading = READ_BY_NAME) -> T:
    """Read an envelope whose body is the codec's element.

    Raises:
        FaultError: the body is a fault.
        DecodeError: not an envelope of this version, or another body.
    """
    if codec.single is not None:
        text = single_text(version, codec.namespace, codec.name, codec.single.member, body)
        if text is not None:
            return codec.single.make(text)
    above = (f"{{{version.namespace}}}Envelope", f"{{{version.namespace}}}Body")
    try:
        return read_xml(codec, body, above, reading)[1]
    except DecodeError:
        from countermand_wire.faults import read_fault  # noqa: PLC0415  # Most replies are none.

        fault = read_fault(version, body)
        if fault is not None:
            raise FaultError(fault) from None
        raise
