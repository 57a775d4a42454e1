"""What all services have in common, for code over any of them."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from countermand.outcome import CancelResult, ScheduledMessage

__all__ = ["Capability", "Service"]


class Capability(enum.Enum):
    """What a service may be able to do besides cancelling one message."""

    SCHEDULE = "schedule"
    """Schedule messages: it has `schedule`."""
    STATUS = "status"
    """Tell what became of a message: it has `status`."""
    CREDITS = "credits"
    """Tell what the account has left: it has `credits`."""
    CANCEL_ALL = "cancel all"
    """Cancel everything that is scheduled: it has `cancel_all`."""
    WHY = "why"
    """Say by itself why it did not cancel: not found, too late, sent."""
    VERIFY = "verify"
    """Show in a message's status that it is cancelled."""
    COUNT = "count"
    """Tell how many messages a cancel stopped."""
    PER_RECIPIENT = "per recipient"
    """Give each recipient's message an id of its own; elsewhere one id stands for the whole send."""


class Service(Protocol):
    """A service that can take a message back: `Esendex`, `SmsPartner`, `MailPartner`, `VoltMx`, or your own."""

    @property
    def service(self) -> str:
        """The service's short name, such as ``"esendex"``."""
        ...

    @property
    def can(self) -> frozenset[Capability]:
        """What it can do besides."""
        ...

    def cancel(self, message: str | ScheduledMessage, /) -> CancelResult:
        """Cancel one message, given its id or what `schedule` gave.

        Raises:
            InvalidMessageId: not an id of this service; nothing was sent.
            AmbiguousOutcome: replies got lost, and it cannot be told what came of it.
            CountermandError: it did not work; see `countermand.errors`.
        """
        ...

    def close(self) -> None:
        """Close the connections."""
        ...
