"""What was sent or scheduled: one id for a whole send, however many recipients it has."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal

import attrs

from countermand.sandbox.stage import Stage

__all__ = ["OutgoingSend", "Recipient", "SendStore"]

_FIRST_ID = 301


@attrs.frozen(kw_only=True)
class Recipient:
    """One recipient of a send."""

    address: str = attrs.field(repr=False)
    """A number such as `+33639980001`, or a mail address."""
    text: str = attrs.field(repr=False)
    cost: Decimal = Decimal(0)
    """In euros."""
    parts: int = 1
    """Segments of an SMS."""


@attrs.frozen(kw_only=True)
class OutgoingSend:
    """One send."""

    message_id: str
    owner: str = attrs.field(repr=False)
    recipients: tuple[Recipient, ...]
    due: datetime
    """When it goes out, in UTC."""
    accepted: datetime
    """When the service took it, in UTC."""
    tag: str | None = None
    charged: bool = True
    """False for a send that was only tried: it goes nowhere and costs nothing."""
    cancelled: datetime | None = None
    """When it was cancelled, in UTC."""

    @property
    def cost(self) -> Decimal:
        """What it takes from the account, in euros."""
        return sum((recipient.cost for recipient in self.recipients), Decimal(0)) if self.charged else Decimal(0)

    def stage(self, now: datetime, cutoff: timedelta) -> Stage:
        """Tell how far the send has come.

        Args:
            now: the time, in UTC.
            cutoff: how long before it is due it can no longer be cancelled.
        """
        if self.cancelled is not None:
            return Stage.CANCELLED
        if self.due <= now:
            return Stage.SENT
        return Stage.QUEUED if self.due - now < cutoff else Stage.SCHEDULED


class SendStore:
    """All sends of a service, in the order in which they were accepted. Safe to use from several threads.

    Args:
        now: tells the time, in UTC.
        cutoff: see `OutgoingSend.stage`.
    """

    def __init__(self, now: Callable[[], datetime], cutoff: timedelta) -> None:
        self._now = now
        self._cutoff = cutoff
        self._lock = threading.RLock()
        self._sends: dict[str, OutgoingSend] = {}
        self._ids = itertools.count(_FIRST_ID)

    def __iter__(self) -> Iterator[OutgoingSend]:
        with self._lock:
            return iter(list(self._sends.values()))

    def __len__(self) -> int:
        return len(self._sends)

    def __getitem__(self, message_id: str) -> OutgoingSend:
        return self._sends[message_id]

    def get(self, message_id: str) -> OutgoingSend | None:
        """Return a send, or None."""
        return self._sends.get(message_id)

    def stage(self, message_id: str) -> Stage:
        """Tell how far a send has come by now.

        Raises:
            KeyError: there is no such send.
        """
        return self.stage_of(self[message_id])

    def stage_of(self, send: OutgoingSend) -> Stage:
        """Tell how far a send has come by now."""
        return send.stage(self._now(), self._cutoff)

    def new_id(self) -> str:
        """Draw the next number; the sister services count alike, so that their ids are the same."""
        return str(next(self._ids))

    def add(self, send: OutgoingSend) -> None:
        """Take a send."""
        with self._lock:
            self._sends[send.message_id] = send

    def cancel(self, message_id: str) -> Stage | None:
        """Cancel a send that is still scheduled.

        Returns:
            How far it had come, SCHEDULED where it is cancelled now; None where there is no such send.
        """
        with self._lock:
            send = self.get(message_id)
            if send is None:
                return None
            stage = self.stage_of(send)
            if stage is Stage.SCHEDULED:
                self._sends[message_id] = attrs.evolve(send, cancelled=self._now())
            return stage
