"""HTTP requests and responses as plain frozen values; nothing here does I/O."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

__all__ = ["HttpRequest", "HttpResponse"]


@attrs.frozen(kw_only=True, repr=False)
class HttpRequest:
    """One HTTP request, ready to send.

    Its repr shows neither the query, ids in the path, the header values nor the body: they may hold a key or an id.
    """

    method: str
    """`GET` or `POST`, upper case."""
    url: str
    """Absolute URL, query included."""
    headers: Mapping[str, str]
    """Field names as they are sent."""
    body: bytes | None = None
    """`None` where the request has no body at all, as a GET has none."""
    timeout: float | None = None
    """Seconds the transport may wait for the server; `None` leaves it to the transport."""
    deadline: float | None = attrs.field(default=None, eq=False)
    """Seconds that are left for the whole reply, however steadily it comes; `None` for no end. No part of equality."""

    def __repr__(self) -> str:
        from urllib.parse import urlsplit  # noqa: PLC0415  # Few requests are ever shown.

        parts = urlsplit(self.url)
        query = "?..." if parts.query else ""
        size = 0 if self.body is None else len(self.body)
        # A segment of digits is an id, which stands in the path of some calls.
        path = "/".join("..." if segment.isdigit() else segment for segment in parts.path.split("/"))
        return f"HttpRequest({self.method} {parts.scheme}://{parts.hostname}{path}{query}, {size} bytes)"


@attrs.frozen(kw_only=True, repr=False)
class HttpResponse:
    """One HTTP response, read to its end."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    reason: str = ""

    def header(self, name: str) -> str | None:
        """Return the value of a header field, its name matched in any letter case, or None."""
        value = self.headers.get(name)
        if value is not None:
            return value
        wanted = name.lower()
        for key, value in self.headers.items():
            if key.lower() == wanted:
                return value
        return None

    @property
    def media_type(self) -> str:
        """The Content-Type without its parameters, lower case; empty where there is none."""
        return (self.header("Content-Type") or "").partition(";")[0].strip().lower()

    def __repr__(self) -> str:
        return f"HttpResponse({self.status} {self.media_type or 'no content type'}, {len(self.body)} bytes)"
