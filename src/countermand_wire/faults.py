"""SOAP faults of both versions: read by the client, written by the server.

A module of its own because most processes never meet a fault: they need not pay for its class before the first call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
from lxml import etree

from countermand_wire import xml
from countermand_wire.text import attribute_escape, escape, restore, unprotect

if TYPE_CHECKING:
    from countermand_wire.soap import SoapVersion

__all__ = ["Fault", "read_fault", "write_fault"]

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


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


def read_fault(version: SoapVersion, body: bytes) -> Fault | None:
    """Return the fault that an envelope of this version holds, or None where it holds another thing.

    Raises:
        DecodeError: not XML.
    """
    root = xml.parse(body)
    fault = root.find(f"{{{version.namespace}}}Body/{{{version.namespace}}}Fault")
    if root.tag != f"{{{version.namespace}}}Envelope" or fault is None:
        return None
    return _fault11(fault) if version.name == "1.1" else _fault12(fault, f"{{{version.namespace}}}")


def _fault11(fault: etree._Element) -> Fault:
    return Fault(
        code=_qualified(fault.find("faultcode")),
        reason=_text(fault.find("faultstring")),
        actor=_text(fault.find("faultactor")) or None,
        detail=_inner(fault.find("detail")),
    )


def _fault12(fault: etree._Element, ns: str) -> Fault:
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


def _text(element: etree._Element | None) -> str:
    return "" if element is None else restore("".join(map(str, element.itertext()))).strip()


def _qualified(element: etree._Element | None) -> str:
    text = _text(element)
    prefix, colon, local = text.rpartition(":")
    namespace = None if element is None else element.nsmap.get(prefix if colon else None)
    return f"{{{namespace}}}{local}" if namespace else text


def _inner(element: etree._Element | None) -> str | None:
    if element is None:
        return None
    return unprotect("".join(etree.tostring(child, encoding="unicode", with_tail=False) for child in element)) or None


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
