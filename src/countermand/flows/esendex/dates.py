"""What the dates of Messaging.svc mean.

The service keeps UTC clock values of unspecified kind. Its JSON dresses them with the offset of the server's own time
zone, and moves the instant by it; its XML gives the clock without any suffix. The clock is right and the clothing is
not: whatever offset is there is replaced by UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from countermand_wire.absent import ABSENT, Absent
from countermand_wire.policy import Reading
from countermand_wire.scalars.never import NEVER

__all__ = ["READING", "moment"]


def _utc_clock(value: datetime) -> datetime:
    if value.tzinfo is UTC or value is NEVER:
        return value
    return value.replace(tzinfo=UTC)


READING: Final = Reading(date_time=_utc_clock)
"""Every date of this service comes back in UTC; "never" stays `NEVER`."""


def moment(value: datetime | Absent) -> datetime | None:
    """Return the date, or None for one that is absent or means "never"."""
    return None if value is ABSENT or value is NEVER else value
