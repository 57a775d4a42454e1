"""What the HTTP status of a reply says: Volt MX has no codes of its own."""

from __future__ import annotations

from countermand.errors import CountermandError, ProtocolError, ServiceError
from countermand.flows.reply import http_refusal
from countermand.flows.retry_after import retry_after
from countermand_wire.http import HttpResponse

__all__ = ["refusal"]


def refusal(http: HttpResponse, text: str, what: str) -> CountermandError | None:
    """Return the error for a reply that refuses or fails, None for one with status 200.

    Args:
        http: The reply.
        text: What it says, redacted.
        what: What was asked, as in "the service refuses to log in".
    """
    if http.status == 200:
        return None
    error = http_refusal(http, text)
    if error is not None:
        return error
    if http.status >= 500:
        return ProtocolError(
            f"the server failed to {what}", status=http.status, excerpt=text, retry_after=retry_after(http)
        )
    if http.status in {404, 405} or http.status < 400:
        return ProtocolError(
            f"HTTP {http.status}: nothing there can {what}; is the context path of base_url right, such as /vpns?",
            status=http.status,
            excerpt=text,
        )
    return ServiceError(f"the service refuses to {what}", code=http.status, text=text)
