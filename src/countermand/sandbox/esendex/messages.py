"""Outgoing messages and what becomes of them as time goes by."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

import attrs

from countermand.sandbox.stage import Stage

__all__ = ["MessageStore", "OutgoingMessage"]


@attrs.frozen(kw_only=True)
class OutgoingMessage:
    """One message to one recipient."""

    message_id: UUID
    license_key: UUID = attrs.field(repr=False)
    to: str
    body: str | None
    due: datetime
    """When it goes out, in UTC."""
    accepted: datetime
    """When the service took it, in UTC."""
    from_: str | None = None
    subject: str | None = None
    reference_id: str | None = None
    attachments: tuple[str, ...] = ()
    postback_url: str | None = None
    use_mms: bool = False
    cancelled: datetime | None = None
    """When it was cancelled, in UTC."""

    def stage(self, now: datetime, queue_window: timedelta) -> Stage:
        """Tell how far the message has come.

        Args:
            now: the time, in UTC.
            queue_window: how long before it is due a message leaves the schedule for the queue.
        """
        if self.cancelled is not None:
            return Stage.CANCELLED
        if self.due <= now:
            return Stage.SENT
        return Stage.QUEUED if self.due - queue_window <= now else Stage.SCHEDULED


class MessageStore:
    """All messages of a service, in the order in which they were accepted. Safe to use from several threads.

    Args:
        now: tells the time, in UTC.
        queue_window: see `OutgoingMessage.stage`.
    """

    def __init__(self, now: Callable[[], datetime], queue_window: timedelta) -> None:
        self._now = now
        self._queue_window = queue_window
        self._lock = threading.RLock()
        self._messages: dict[UUID, OutgoingMessage] = {}

    def __iter__(self) -> Iterator[OutgoingMessage]:
        with self._lock:
            return iter(list(self._messages.values()))

    def __len__(self) -> int:
        return len(self._messages)

    def __getitem__(self, message_id: UUID) -> OutgoingMessage:
        return self._messages[message_id]

    def get(self, message_id: UUID) -> OutgoingMessage | None:
        """Return a message, or None."""
        return self._messages.get(message_id)

    def stage(self, message_id: UUID) -> Stage:
        """Tell how far a message has come.

        Raises:
            KeyError: there is no such message.
        """
        return self.stage_of(self[message_id])

    def stage_of(self, message: OutgoingMessage) -> Stage:
        """Tell how far a message has come by now."""
        return message.stage(self._now(), self._queue_window)

    def add(self, message: OutgoingMessage) -> None:
        """Take a message."""
        with self._lock:
            self._messages[message.message_id] = message

    def cancel(self, message_id: UUID) -> bool:
        """Cancel a message that is still scheduled; tell whether that was so."""
        with self._lock:
            message = self.get(message_id)
            if message is None or self.stage_of(message) is not Stage.SCHEDULED:
                return False
            self._messages[message_id] = attrs.evolve(message, cancelled=self._now())
            return True

    def cancel_all(self, license_key: UUID) -> int:
        """Cancel all scheduled messages of a license key; return how many there were."""
        with self._lock:
            return sum(self.cancel(message.message_id) for message in self if message.license_key == license_key)

    def with_reference(self, reference_id: str, license_key: UUID) -> list[OutgoingMessage]:
        """Return the messages of a license key that carry a reference; it need not be unique."""
        return [
            message for message in self if message.reference_id == reference_id and message.license_key == license_key
        ]

    def last_to(self, number: str) -> OutgoingMessage | None:
        """Return the message that was last sent to a number, or None."""
        sent = (message for message in reversed(list(self)) if self.stage_of(message) is Stage.SENT)
        return next((message for message in sent if message.to == number), None)
