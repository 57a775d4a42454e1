"""SOAP 1.1 and 1.2: envelopes, WS-Addressing 1.0 headers, faults."""

from __future__ import annotations

from os import urandom
from typing import TYPE_CHECKING, Final, TypeVar

import attrs

from countermand_wire.codec import Codec, read_xml
from countermand_wire.errors import DecodeError, FaultError
from countermand_wire.policy import READ_BY_NAME, Reading
from countermand_wire.single import single_text
from countermand_wire.text import attribute_escape, escape, restore

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "ADDRESSING",
    "SOAP11",
    "SOAP12",
    "Fault",
    "SoapVersion",
    "addressing_headers",
    "envelope",
    "envelope_around",
    "new_message_id",
    "read_body",
    "read_fault",
    "write_fault",
]

ADDRESSING = "http://www.w3.org/2005/08/addressing"
ANONYMOUS = f"{ADDRESSING}/anonymous"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

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


@attrs.frozen(kw_only=True)
class Fault:
    """A SOAP fault of either version, its codes as qualified names in Clark notation, `{namespace}local`."""

    code: str
    subcodes: tuple[str, ...] = ()
    """SOAP 1.2 only, outermost first. WCF on SOAP 1.1 puts its subcode in the place of the code."""
    reason: str = ""
    actor: str | None = None
    """SOAP 1.1's faultactor, SOAP 1.2's Role."""
    detail: str | None = attrs.field(default=None, repr=False)
    """The detail's children as XML."""

    @property
    def subcode(self) -> str | None:
        """The outermost subcode."""
        return self.subcodes[0] if self.subcodes else None


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
        fault = read_fault(version, body)
        if fault is not None:
            raise FaultError(fault) from None
        raise


def read_fault(version: SoapVersion, body: bytes) -> Fault | None:
    """Return the fault that an envelope of this version holds, or None where it holds another thing.

    Raises:
        DecodeError: not XML.
    """
    from countermand_wire import xml  # noqa: PLC0415  # lxml is loaded by the first reply.

    root = xml.parse(body)
    fault = root.find(f"{{{version.namespace}}}Body/{{{version.namespace}}}Fault")
    if root.tag != f"{{{version.namespace}}}Envelope" or fault is None:
        return None
    return _fault11(fault) if version.name == "1.1" else _fault12(fault, f"{{{version.namespace}}}")


def _fault11(fault: _Element) -> Fault:
    return Fault(
        code=_qualified(fault.find("faultcode")),
        reason=_text(fault.find("faultstring")),
        actor=_text(fault.find("faultactor")) or None,
        detail=_inner(fault.find("detail")),
    )


def _fault12(fault: _Element, ns: str) -> Fault:
    subcodes: list[str] = []
    code = fault.find(f"{ns}Code")
    sub = None if code is None else code.find(f"{ns}Subcode")
    while sub is not None:
        subcodes.append(_qualified(sub.find(f"{ns}Value")))
        sub = sub.find(f"{ns}Subcode")
    texts = fault.findall(f"{ns}Reason/{ns}Text")
    english = [text for text in texts if (text.get(XML_LANG) or "").lower().startswith("en")]
    return Fault(
        code=_qualified(None if code is None else code.find(f"{ns}Value")),
        subcodes=tuple(subcodes),
        reason=_text(next(iter(english or texts), None)),
        actor=_text(fault.find(f"{ns}Role")) or None,
        detail=_inner(fault.find(f"{ns}Detail")),
    )


def _text(element: _Element | None) -> str:
    return "" if element is None else restore("".join(map(str, element.itertext()))).strip()


def _qualified(element: _Element | None) -> str:
    text = _text(element)
    prefix, colon, local = text.rpartition(":")
    namespace = None if element is None else element.nsmap.get(prefix if colon else None)
    return f"{{{namespace}}}{local}" if namespace else text


def _inner(element: _Element | None) -> str | None:
    if element is None:
        return None
    from lxml import etree  # noqa: PLC0415  # The same.

    return restore("".join(etree.tostring(child, encoding="unicode", with_tail=False) for child in element)) or None


def write_fault(version: SoapVersion, fault: Fault, lang: str = "en-US") -> str:
    """Write a fault as the body of an envelope: the server's side."""
    prefixes = _Prefixes(version)
    code, *subcodes = (prefixes.name(name) for name in (fault.code, *fault.subcodes))
    if version.name == "1.1":
        actor = "" if fault.actor is None else f"<faultactor>{escape(fault.actor)}</faultactor>"
        detail = "" if fault.detail is None else f"<detail>{fault.detail}</detail>"
        reason = f'<faultstring xml:lang="{lang}">{escape(fault.reason)}</faultstring>'
        return f"<s:Fault{prefixes}><faultcode>{code}</faultcode>{reason}{actor}{detail}</s:Fault>"
    nested = ""
    for name in reversed(subcodes):
        nested = f"<s:Subcode><s:Value>{name}</s:Value>{nested}</s:Subcode>"
    role = "" if fault.actor is None else f"<s:Role>{escape(fault.actor)}</s:Role>"
    detail = "" if fault.detail is None else f"<s:Detail>{fault.detail}</s:Detail>"
    reason = f'<s:Reason><s:Text xml:lang="{lang}">{escape(fault.reason)}</s:Text></s:Reason>'
    return f"<s:Fault{prefixes}><s:Code><s:Value>{code}</s:Value>{nested}</s:Code>{reason}{role}{detail}</s:Fault>"


class _Prefixes:
    """Binds a prefix to each namespace that a fault's codes use; its str is the declarations."""

    def __init__(self, version: SoapVersion) -> None:
        self._bound = {version.namespace: "s"}

    def name(self, clark: str) -> str:
        namespace, _, local = clark.removeprefix("{").rpartition("}")
        if not namespace:
            return escape(local)
        return f"{self._bound.setdefault(namespace, f'c{len(self._bound)}')}:{escape(local)}"

    def __str__(self) -> str:
        return "".join(
            f' xmlns:{prefix}="{attribute_escape(namespace)}"'
            for namespace, prefix in self._bound.items()
            if prefix != "s"
        )
