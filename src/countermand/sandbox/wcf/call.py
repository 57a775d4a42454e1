"""A request as a WCF host sees it, and what it answers: plain values, free of any web framework."""

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
    query: str = ""
    """As it came, still percent-encoded."""
    accept: str | None = None
    content_type: str | None = None
    soap_action: str | None = None
    """The SOAPAction field as it came, quotes included."""
    body: bytes = attrs.field(default=b"", repr=False)


@attrs.frozen(kw_only=True)
class Reply:
    """The HTTP response to a `Call`."""

    status: int = 200
    reason: str = ""
    """The reason phrase; empty for the usual one."""
    content_type: str | None = None
    allow: str | None = None
    """The Allow field, where one is due."""
    body: bytes = attrs.field(default=b"", repr=False)
