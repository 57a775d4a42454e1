"""A request as a service of the sandbox sees it, and what it answers: plain values, free of any web framework."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

__all__ = ["Call", "Reply"]


@attrs.frozen(kw_only=True)
class Call:
    """One HTTP request to a service."""

    method: str
    base: str
    """The service's address, by the host name that the client used: `http://127.0.0.1:8025/esendex/Messaging.svc`."""
    path: str
    """What follows the service's address, percent-decoded; empty, or with its leading slash."""
    query: str = attrs.field(default="", repr=False)
    """As it came, still percent-encoded."""
    headers: Mapping[str, str] = attrs.field(factory=dict[str, str], repr=False)
    """The header fields, their names in lower case."""
    body: bytes = attrs.field(default=b"", repr=False)

    @property
    def accept(self) -> str | None:
        """The Accept field."""
        return self.headers.get("accept")

    @property
    def content_type(self) -> str | None:
        """The Content-Type field."""
        return self.headers.get("content-type")

    @property
    def soap_action(self) -> str | None:
        """The SOAPAction field as it came, quotes included."""
        return self.headers.get("soapaction")


@attrs.frozen(kw_only=True)
class Reply:
    """The HTTP response to a `Call`."""

    status: int = 200
    reason: str = ""
    """The reason phrase; empty for the usual one."""
    content_type: str | None = None
    allow: str | None = None
    """The Allow field, where one is due."""
    headers: Mapping[str, str] = attrs.field(factory=dict[str, str])
    """Further header fields."""
    body: bytes = attrs.field(default=b"", repr=False)
