"""The state behind Messaging.svc, and what a test can do to it from behind."""

from __future__ import annotations

import threading
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Final
from uuid import UUID

import attrs

from countermand.sandbox.clock import Clock
from countermand.sandbox.esendex.incoming import IncomingMessage, IncomingStore, Unsubscriptions
from countermand.sandbox.esendex.keys import ACCEPTED_LICENSE_KEYS, EMPTY, LICENSE_KEY
from countermand.sandbox.esendex.keywords import KeywordStore
from countermand.sandbox.esendex.media import MediaStore
from countermand.sandbox.esendex.messages import MessageStore
from countermand.sandbox.esendex.postbacks import PostbackStore
from countermand.sandbox.ids import IdSource
from countermand_bindings.esendex import MessageStatus

__all__ = ["EsendexOptions", "EsendexSandbox"]

_STOP: Final = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"})
_RESUME: Final = frozenset({"START", "RESUME", "UNSTOP"})


@attrs.frozen(kw_only=True)
class EsendexOptions:
    """How the service behaves where that is a choice."""

    license_keys: AbstractSet[UUID] = attrs.field(default=ACCEPTED_LICENSE_KEYS, repr=False)
    """The keys that are accepted."""
    queue_window: timedelta = timedelta(seconds=5)
    """How long before it is due a message can no longer be cancelled."""
    server_offset: timedelta = timedelta(hours=-5)
    """The offset that the service's own clock claims on the dates it returns, which are in UTC all the same."""
    scheduled_status: MessageStatus = MessageStatus.READY
    """What SendMessage and ReadMessageStatus call a scheduled message."""


class EsendexSandbox:
    """Everything that Messaging.svc remembers, open to a test.

    Args:
        clock: tells the time.
        new_id: makes message ids.
        options: see `EsendexOptions`.
    """

    def __init__(self, clock: Clock, new_id: IdSource, options: EsendexOptions) -> None:
        self.clock = clock
        self.new_id = new_id
        self.options = options
        self.lock: AbstractContextManager[object] = threading.RLock()
        """Held while an operation runs, so that each sees and leaves a consistent state."""
        self.messages: MessageStore = MessageStore(clock.now, options.queue_window)
        """What was sent or scheduled."""
        self.incoming: IncomingStore = IncomingStore()
        """What came in; put there by `receive`."""
        self.unsubscribed: Unsubscriptions = Unsubscriptions()
        """Who answered STOP."""
        self.keywords: KeywordStore = KeywordStore()
        """Keywords on short codes."""
        self.postbacks: PostbackStore = PostbackStore()
        """Where the account wants to be told of messages."""
        self.media: MediaStore = MediaStore()
        """Uploaded files."""
        self._suspended: set[UUID] = set()

    def receive(
        self,
        from_: str,
        to: str,
        body: str,
        *,
        license_key: UUID | None = None,
        subject: str | None = None,
        attachments: tuple[int, ...] = (),
        udh: bytes | None = None,
    ) -> IncomingMessage:
        """Let a message come in, as if someone had sent it to a number of the account.

        It is matched with the message that was last sent to `from_`. STOP and its like unsubscribe the number,
        START and RESUME undo that.

        Args:
            from_: who sent it.
            to: the account's number.
            body: the text; it may hold control characters, as real ones do.
            license_key: the account; that of the matched message if left out, else the sandbox's own.
            subject: of an MMS.
            attachments: media ids.
            udh: the user data header.
        """
        with self.lock:
            matched = self.messages.last_to(from_)
            owner = license_key or (matched.license_key if matched else LICENSE_KEY)
            message = IncomingMessage(
                message_id=self.new_id(),
                license_key=owner,
                from_=from_,
                to=to,
                body=body,
                received=self.clock.now(),
                matched_id=matched.message_id if matched and matched.license_key == owner else EMPTY,
                subject=subject,
                attachments=attachments,
                udh=udh,
            )
            self.incoming.add(message)
            self._obey(owner, from_, body)
            return message

    def suspend(self, license_key: UUID) -> None:
        """Suspend an account: it can no longer send."""
        self._suspended.add(license_key)

    def reinstate(self, license_key: UUID) -> None:
        """Let a suspended account send again."""
        self._suspended.discard(license_key)

    def knows(self, license_key: UUID) -> bool:
        """Tell whether a license key is accepted."""
        return license_key in self.options.license_keys

    def is_suspended(self, license_key: UUID) -> bool:
        """Tell whether an account is suspended."""
        return license_key in self._suspended

    def _obey(self, license_key: UUID, number: str, body: str) -> None:
        word = body.strip().upper()
        if word in _STOP:
            self.unsubscribed.add(license_key, number, self.clock.now())
        elif word in _RESUME:
            self.unsubscribed.remove(license_key, number)
