"""How far a message has come, in the terms of every service."""

import enum

__all__ = ["Stage"]


class Stage(enum.Enum):
    """How far a message has come."""

    SCHEDULED = "scheduled"
    """It waits for its time, and can be cancelled."""
    QUEUED = "queued"
    """It is about to go out, and can no longer be cancelled."""
    SENT = "sent"
    CANCELLED = "cancelled"
