"""A request's envelope, taken apart, and the checks that WCF makes on it, in WCF's order, as pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

import attrs

from countermand.sandbox.wcf import faults
from countermand_wire.errors import DecodeError
from countermand_wire.soap import ADDRESSING, SoapVersion
from countermand_wire.text import restore

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "Addressed",
    "Envelope",
    "check_action_field",
    "check_destination",
    "check_understood",
    "open_envelope",
    "read_addressing",
    "sole_header",
]

_SINGLE: Final = ("Action", "To", "MessageID", "ReplyTo", "From", "FaultTo")
_ROLES: Final = (
    "",
    "http://schemas.xmlsoap.org/soap/actor/next",
    "http://www.w3.org/2003/05/soap-envelope/role/next",
    "http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver",
)
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


@attrs.frozen
class Envelope:
    """What an envelope holds."""

    headers: tuple[_Element, ...]
    wrapper: _Element | None
    """The body's first element; None where it has none."""


@attrs.frozen
class Addressed:
    """The WS-Addressing headers that matter for an answer."""

    action: str
    to: str
    """Empty where the header is missing."""
    message_id: str | None


def open_envelope(version: SoapVersion, root: _Element) -> Envelope:
    """Take an envelope apart.

    Raises:
        DecodeError: it is no envelope of this version, or has no body.
    """
    if root.tag != f"{{{version.namespace}}}Envelope":
        raise DecodeError("", f"the root element is no SOAP {version.name} envelope")
    body = root.find(f"{{{version.namespace}}}Body")
    if body is None:
        raise DecodeError("", "the envelope has no body")
    header = root.find(f"{{{version.namespace}}}Header")
    headers = () if header is None else tuple(header.iterchildren("*"))
    return Envelope(headers, next(body.iterchildren("*"), None))


def sole_header(headers: Sequence[_Element], name: str) -> str | None:
    """Return the text of an addressing header that may be there once.

    Raises:
        Refusal: it is there twice.
    """
    found = [header for header in headers if header.tag == f"{{{ADDRESSING}}}{name}"]
    if len(found) > 1:
        raise faults.header_repeated(name)
    return _text(found[0]) if found else None


def read_addressing(headers: Sequence[_Element]) -> Addressed:
    """Read the addressing headers.

    Raises:
        Refusal: one is there twice, or there is no action.
    """
    values = {name: sole_header(headers, name) for name in _SINGLE}
    action = values["Action"]
    if action is None:
        raise faults.header_required("Action")
    return Addressed(action, values["To"] or "", values["MessageID"])


def check_action_field(action: str, http_action: str) -> None:
    """Compare the action with the one of the content type, where that has one.

    Raises:
        Refusal: they differ.
    """
    if http_action and http_action != action:
        raise faults.action_mismatch(action, http_action)


def check_destination(to: str, address: str) -> None:
    """Compare the destination with the endpoint's own address: scheme, port and path, but not the host name.

    Raises:
        Refusal: they differ.
    """
    if _place(to) is None or _place(to) != _place(address):
        raise faults.destination_unreachable(to)


def check_understood(version: SoapVersion, headers: Sequence[_Element], *, addressing: bool) -> None:
    """Look for headers that are for us, must be understood, and are not.

    Args:
        version: of the envelope.
        headers: its header blocks.
        addressing: whether those of WS-Addressing are understood.

    Raises:
        Refusal: there are some.
    """
    strange = [
        _split(header.tag)
        for header in headers
        if _insists(version, header) and not (addressing and _split(header.tag)[0] == ADDRESSING)
    ]
    if strange:
        raise faults.not_understood(version, strange)


def _insists(version: SoapVersion, header: _Element) -> bool:
    role = header.get(f"{{{version.namespace}}}{'actor' if version.name == '1.1' else 'role'}", "")
    must = header.get(f"{{{version.namespace}}}mustUnderstand", "").strip()
    return must in ("1", "true") and role in _ROLES


def _place(address: str) -> tuple[str, int | None, str] | None:
    try:
        parts = urlsplit(address.strip())
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return None
    if not parts.scheme or not parts.netloc:
        return None
    return parts.scheme, port, unquote(parts.path).removesuffix("/").casefold()


def _split(tag: str) -> tuple[str, str]:
    namespace, _, local = tag.removeprefix("{").rpartition("}")
    return namespace, local


def _text(header: _Element) -> str:
    return restore("".join(str(text) for text in header.itertext())).strip()
