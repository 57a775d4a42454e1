"""Messages that people sent to the account's numbers, and the numbers that want no more."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import attrs

__all__ = ["IncomingMessage", "IncomingStore", "Unsubscriptions"]


@attrs.frozen(kw_only=True)
class IncomingMessage:
    """One message that came in."""

    message_id: UUID
    license_key: UUID = attrs.field(repr=False)
    from_: str
    to: str
    body: str
    received: datetime
    """In UTC."""
    matched_id: UUID
    """The outgoing message that it answers; Guid.Empty where there is none."""
    subject: str | None = None
    attachments: tuple[int, ...] = ()
    """Media ids."""
    udh: bytes | None = None
    read: bool = False


class IncomingStore:
    """All messages that came in, oldest first. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._messages: dict[UUID, IncomingMessage] = {}

    def __iter__(self) -> Iterator[IncomingMessage]:
        with self._lock:
            return iter(list(self._messages.values()))

    def __len__(self) -> int:
        return len(self._messages)

    def __getitem__(self, message_id: UUID) -> IncomingMessage:
        return self._messages[message_id]

    def add(self, message: IncomingMessage) -> None:
        """Take a message."""
        with self._lock:
            self._messages[message.message_id] = message

    def of(self, license_key: UUID) -> list[IncomingMessage]:
        """Return the messages of a license key."""
        return [message for message in self if message.license_key == license_key]

    def mark_read(self, message_id: UUID) -> None:
        """Note that a message was fetched."""
        with self._lock:
            self._messages[message_id] = attrs.evolve(self._messages[message_id], read=True)


class Unsubscriptions:
    """Numbers that answered STOP, each with the time, by license key. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers: dict[UUID, dict[str, datetime]] = {}

    def add(self, license_key: UUID, number: str, moment: datetime) -> None:
        """Note that a number wants no more messages of a license key."""
        with self._lock:
            self._numbers.setdefault(license_key, {}).setdefault(number, moment)

    def remove(self, license_key: UUID, number: str) -> None:
        """Note that a number wants messages again."""
        with self._lock:
            self._numbers.get(license_key, {}).pop(number, None)

    def of(self, license_key: UUID) -> dict[str, datetime]:
        """Return the numbers of a license key, each with when it unsubscribed, in UTC."""
        with self._lock:
            return dict(self._numbers.get(license_key, {}))
