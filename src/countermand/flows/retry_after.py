"""How long a server asks to wait."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from countermand.policy import SYSTEM
from countermand_wire.http import HttpResponse

__all__ = ["retry_after"]


def retry_after(response: HttpResponse, now: Callable[[], datetime] = SYSTEM.now) -> float | None:
    """Return the seconds that the field Retry-After asks for, None where there is none, or one that says nothing.

    Args:
        response: The reply.
        now: Tells the time, for a date in a reply that does not tell its own: a server's date is held against the
            server's clock, whatever ours says.
    """
    text = (response.header("Retry-After") or "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    until = _date(text)
    if until is None:
        return None
    sent = _date(response.header("Date") or "") or now()
    return max(0.0, (until - sent).total_seconds())


def _date(text: str) -> datetime | None:
    from email.utils import parsedate_to_datetime  # noqa: PLC0415  # Few servers name a date.

    try:
        moment = parsedate_to_datetime(text.strip())
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
