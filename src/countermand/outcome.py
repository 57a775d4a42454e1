"""What came of it: frozen values that every service answers with."""

from __future__ import annotations

import enum
from datetime import datetime
from decimal import Decimal

from attrs import field, frozen

from countermand_wire.http import HttpResponse

__all__ = ["CancelAllResult", "CancelResult", "Credits", "MessageState", "Outcome", "Phase", "ScheduledMessage"]


class Outcome(enum.Enum):
    """What a cancel came to."""

    CANCELLED = "cancelled"
    """It will not go out, and that is our doing."""
    ALREADY_CANCELLED = "already cancelled"
    """It had been cancelled before we asked."""
    ALREADY_SENT = "already sent"
    """It has gone out."""
    TOO_LATE = "too late"
    """Inside the vendor's cut-off: it is on its way out."""
    NOT_FOUND = "not found"
    """The vendor knows no such message."""
    NOT_CANCELLED = "not cancelled"
    """The vendor said no and gave no reason."""


class Phase(enum.Enum):
    """Where in its life a message is."""

    SCHEDULED = "scheduled"
    """Held until its time: it can be cancelled."""
    PENDING = "pending"
    """Accepted and not gone out; the vendor does not say whether it is still held or already on its way."""
    QUEUED = "queued"
    """On its way out: too late to cancel."""
    SENT = "sent"
    """Gone out."""
    CANCELLED = "cancelled"
    """Taken back."""
    FAILED = "failed"
    """Refused, by the vendor, a carrier or the recipient; it does not go out."""
    NOT_FOUND = "not found"
    """The vendor knows no such message."""
    UNKNOWN = "unknown"
    """A status that this version of the library does not know; see the code and text."""


@frozen(kw_only=True)
class CancelResult:
    """What a cancel came to, for one message."""

    outcome: Outcome
    service: str
    """The service's short name, such as ``"esendex"``."""
    message_id: str = field(repr=False)
    """As it was sent. Not shown: who knows it may cancel."""
    code: int | None = None
    """The vendor's number behind the outcome, None where it gave none."""
    text: str | None = None
    """The vendor's word behind the outcome, None where it gave none."""
    count: int | None = None
    """How many messages it stopped, where the vendor tells."""
    verified: bool = False
    """Whether the outcome was read back from the message's status."""
    attempts: int = 1
    """How often the vendor was asked to cancel."""
    inside_cutoff: bool | None = None
    """Whether our own clock had the message inside the vendor's cut-off when it was last asked; None where its time
    was not known, or the vendor has no cut-off."""
    response: HttpResponse | None = field(default=None, repr=False, eq=False)
    """The reply that decided, redacted."""

    @property
    def stopped(self) -> bool:
        """Whether the message will not go out because it is cancelled, now or before."""
        return self.outcome in {Outcome.CANCELLED, Outcome.ALREADY_CANCELLED}


@frozen(kw_only=True)
class CancelAllResult:
    """What the vendor said to its own "cancel all" call."""

    service: str
    confirmed: bool
    """The vendor's yes. A no may mean that nothing was scheduled, or that it refused: it does not say."""
    attempts: int = 1
    """How often the vendor was asked."""
    response: HttpResponse | None = field(default=None, repr=False, eq=False)
    """The reply, redacted."""


@frozen(kw_only=True)
class ScheduledMessage:
    """One recipient's message, as the vendor took it or refused it."""

    service: str
    message_id: str | None = field(repr=False)
    """What cancels it; None where the vendor refused this recipient."""
    to: str = field(repr=False)
    """The recipient, as it was given."""
    phase: Phase
    code: int | None = None
    """The vendor's number for the status."""
    text: str | None = None
    """The vendor's word for the status, such as ``"Hold"`` or ``"InvalidDestination"``."""
    scheduled_at: datetime
    """When it is to go out, in UTC."""

    @property
    def accepted(self) -> bool:
        """Whether the vendor took it."""
        return self.message_id is not None


@frozen(kw_only=True)
class MessageState:
    """What the vendor says of one message."""

    service: str
    message_id: str = field(repr=False)
    phase: Phase
    code: int | None = None
    """The vendor's number for the status."""
    text: str | None = None
    """The vendor's word for the status."""
    to: str | None = field(default=None, repr=False)
    """The recipient, None where the vendor does not tell."""
    from_number: str | None = field(default=None, repr=False)
    """The sender, None where the vendor does not tell."""
    sent_at: datetime | None = None
    """When it went out, in UTC; None for not, or not told."""
    response: HttpResponse | None = field(default=None, repr=False, eq=False)
    """The reply, redacted."""


@frozen(kw_only=True)
class Credits:
    """What an account has left; each is None where the vendor does not tell."""

    service: str
    messages: int | None = None
    """How many messages the account's credit pays for."""
    low_cost: int | None = None
    """How many of the cheaper kind."""
    pending: int | None = None
    """How many messages are scheduled and not yet out."""
    balance: Decimal | None = None
    """What is left in money."""
    currency: str | None = None
    """Of the balance, such as ``"EUR"`` or ``"€"``: the vendor's word."""
    response: HttpResponse | None = field(default=None, repr=False, eq=False)
    """The reply, redacted."""
