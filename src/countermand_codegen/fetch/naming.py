"""Names for namespaces, readable and the same in every run: a file for each schema, a prefix for each namespace."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256

from countermand_codegen.fetch.names import WSDL, WSU, XML, XS

__all__ = ["file_stems", "prefixes"]

MAX_STEM = 48

KNOWN: Mapping[str, str] = {
    WSDL: "wsdl",
    XS: "xs",
    XML: "xml",
    WSU: "wsu",
    "http://schemas.microsoft.com/ws/2005/12/wsdl/contract": "msc",
    "http://schemas.xmlsoap.org/soap/encoding/": "soapenc",
    "http://schemas.xmlsoap.org/ws/2004/08/addressing": "wsa",
    "http://schemas.xmlsoap.org/ws/2004/09/mex": "wsx",
    "http://schemas.xmlsoap.org/ws/2004/09/policy": "wsp",
    "http://schemas.xmlsoap.org/ws/2005/07/securitypolicy": "sp",
    "http://schemas.xmlsoap.org/wsdl/http/": "http",
    "http://schemas.xmlsoap.org/wsdl/mime/": "mime",
    "http://schemas.xmlsoap.org/wsdl/soap/": "soap",
    "http://schemas.xmlsoap.org/wsdl/soap12/": "soap12",
    "http://www.w3.org/2001/XMLSchema-instance": "xsi",
    "http://www.w3.org/2005/08/addressing": "wsa10",
    "http://www.w3.org/2006/05/addressing/wsdl": "wsaw",
    "http://www.w3.org/2007/05/addressing/metadata": "wsam",
    "http://www.w3.org/ns/ws-policy": "wsp15",
}
RESERVED = frozenset({*KNOWN.values(), "tns", "xmlns"})

_ONLY_A_VERSION = re.compile(r"v(er(sion)?)?[\d._-]*|[\d._-]+|.|.[\d._-]+")
_DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d")


def file_stems(namespaces: Iterable[str], main: str, stem: str) -> dict[str, str]:
    """Return the stem of each namespace's file: the last telling part of its name, in small letters.

    Args:
        namespaces: of schemas, or of WSDL documents.
        main: the namespace whose file has the service's own name.
        stem: that name.
    """
    return {**_distinct({namespace: _stem(namespace) for namespace in namespaces}, {stem}), main: stem}


def prefixes(namespaces: Iterable[str], own: str, main: str, stem: str) -> dict[str, str]:
    """Return a prefix for each namespace: the usual one, `tns` for a document's own, else as its file is called.

    Args:
        namespaces: all that any document uses, so that each has one prefix wherever it stands.
        own: the target namespace of the document.
        main: the namespace whose file has the service's own name.
        stem: that name.
    """
    named = {
        namespace: re.sub(r"^(?=[^a-z_]|xml)", "ns-", stem if namespace == main else _stem(namespace))
        for namespace in namespaces
        if namespace and namespace not in KNOWN
    }
    found = {**_distinct(named, RESERVED), **KNOWN}
    return found if own in KNOWN or not own else {**found, own: "tns"}


def _distinct(named: Mapping[str, str], taken: Iterable[str]) -> dict[str, str]:
    """Let what shares a name, or has a taken one, carry the first digits of its namespace's hash."""
    shared = Counter(named.values()) + Counter(dict.fromkeys(taken, 2))
    return {
        namespace: name if shared[name] == 1 else f"{name}-{sha256(namespace.encode()).hexdigest()[:8]}"
        for namespace, name in named.items()
    }


def _stem(namespace: str) -> str:
    parts = [part for part in re.split(r"[/:#?]+", re.sub(r"^https?://|\.(xsd|wsdl)$", "", namespace.lower())) if part]
    telling = next((index for index in reversed(range(len(parts))) if not _ONLY_A_VERSION.fullmatch(parts[index])), 0)
    joined = re.sub(r"[^a-z0-9._-]+", "-", "-".join(parts[telling:]))[:MAX_STEM].strip("._-")
    if not joined:
        return "no-namespace"
    return f"{joined}-ns" if _DEVICE.fullmatch(joined.partition(".")[0]) else joined
