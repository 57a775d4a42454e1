"""The addresses of ports, where they say nothing: a server on this machine gives them as it was asked.

The sandbox, or a tunnel to the vendor, answers with addresses of its own. They are no news of the contract, and the
vendored ones stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree

from countermand_codegen.fetch.follow import Documents
from countermand_codegen.fetch.names import SOAP, WSDL
from countermand_codegen.fetch.reach import Address

__all__ = ["keep_addresses"]

Key = tuple[str, str]


def keep_addresses(fetched: Documents, vendored: etree._Element, origin: Address) -> None:
    """Put the vendored addresses into fetched documents, in place, where those only echo the loopback origin.

    An address is an echo if it names the very host and port that was asked, and its path ends in the vendored one.

    Args:
        fetched: what the server gave.
        vendored: the root of the WSDL that is there already.
        origin: what the server was asked by.
    """
    if not origin.loopback:
        return
    known = {key: address.get("location", "") for key, address in _addresses(vendored)}
    for key, address in (found for root in fetched.roots.values() for found in _addresses(root)):
        location = address.get("location", "")
        if key in known and _is_echo(location, known[key], origin):
            _replace(address, location, known[key])


def _addresses(root: etree._Element) -> Iterator[tuple[Key, etree._Element]]:
    for service in root.iterfind(f"{{{WSDL}}}service"):
        for port in service.iterfind(f"{{{WSDL}}}port"):
            for soap in SOAP:
                for address in port.iterfind(f"{{{soap}}}address"):
                    yield (service.get("name", ""), port.get("name", "")), address


def _is_echo(location: str, vendored: str, origin: Address) -> bool:
    try:
        asked, known = urlsplit(location), urlsplit(vendored)
        host, port = asked.hostname, asked.port
    except ValueError:
        return False
    return (host, port or 80) == (origin.host, origin.port) and known.path != "" and asked.path.endswith(known.path)


def _replace(address: etree._Element, echoed: str, vendored: str) -> None:
    """Put one address for another, also where an endpoint reference beside it says it again."""
    address.set("location", vendored)
    port = address.getparent()
    for element in () if port is None else port.iter():
        if (element.text or "").strip() == echoed:
            element.text = vendored
