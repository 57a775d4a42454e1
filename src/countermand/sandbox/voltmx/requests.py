"""Requests to send and the messages they are made of."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

import attrs

from countermand.sandbox.stage import Stage

__all__ = ["Entry", "RequestStore", "SmsRequest"]

# As long as those of the samples: beyond what a JSON number holds everywhere.
_LOWEST_ID, _HIGHEST_ID = 10**18, 2**63


@attrs.frozen(kw_only=True)
class Entry:
    """One message to one recipient."""

    sms_id: str
    mobile: str = attrs.field(repr=False)
    audience_id: str = "0"
    cancelled: datetime | None = None
    """When it was cancelled, in UTC."""
    rejected: datetime | None = None
    """When the operator refused it, in UTC."""


@attrs.frozen(kw_only=True)
class SmsRequest:
    """One request, which has one id however many messages it has."""

    request_id: str
    entries: tuple[Entry, ...]
    text: str = attrs.field(repr=False)
    due: datetime
    """When it goes out, in UTC."""
    accepted: datetime
    """When the service took it, in UTC."""

    def stage(self, entry: Entry, now: datetime) -> Stage:
        """Tell how far one of the messages has come; one that was rejected counts as sent."""
        if entry.cancelled is not None:
            return Stage.CANCELLED
        return Stage.SENT if self.due <= now or entry.rejected is not None else Stage.SCHEDULED


class RequestStore:
    """All requests, in the order in which they were accepted. Safe to use from several threads.

    Args:
        now: tells the time, in UTC.
        seed: makes the ids the same in every run.
    """

    def __init__(self, now: Callable[[], datetime], seed: int | None) -> None:
        self._now = now
        self._lock = threading.RLock()
        self._random = random.Random(seed)  # noqa: S311 - ids, no secrets
        self._requests: dict[str, SmsRequest] = {}

    def __iter__(self) -> Iterator[SmsRequest]:
        with self._lock:
            return iter(list(self._requests.values()))

    def __len__(self) -> int:
        return len(self._requests)

    def __getitem__(self, request_id: str) -> SmsRequest:
        return self._requests[request_id]

    def get(self, request_id: str) -> SmsRequest | None:
        """Return a request, or None."""
        return self._requests.get(request_id)

    def stages(self, request_id: str) -> list[Stage]:
        """Tell how far each message of a request has come by now.

        Raises:
            KeyError: there is no such request.
        """
        request = self[request_id]
        return [request.stage(entry, self._now()) for entry in request.entries]

    def add(
        self, recipients: Iterable[tuple[str, str]], text: str, due: datetime, request_id: str | None = None
    ) -> SmsRequest:
        """Take a request.

        Args:
            recipients: number and audience id of each.
            text: what all of them get.
            due: when, in UTC.
            request_id: drawn if left out.
        """
        with self._lock:
            request = SmsRequest(
                request_id=request_id or self._new_id(),
                entries=tuple(
                    Entry(sms_id=self._new_id(), mobile=mobile, audience_id=id_) for mobile, id_ in recipients
                ),
                text=text,
                due=due,
                accepted=self._now(),
            )
            self._requests[request.request_id] = request
            return request

    def cancel(self, request_id: str) -> int:
        """Cancel what is still scheduled of a request; return how many messages that was."""
        return self._change(request_id, lambda entry: attrs.evolve(entry, cancelled=self._now()))

    def reject(self, request_id: str, sms_id: str) -> None:
        """Let the operator refuse one message of a request before its time."""

        def rejected(entry: Entry) -> Entry:
            return attrs.evolve(entry, rejected=self._now()) if entry.sms_id == sms_id else entry

        self._change(request_id, rejected)

    def _change(self, request_id: str, change: Callable[[Entry], Entry]) -> int:
        """Change the entries that are still scheduled; return how many there were."""
        with self._lock:
            request = self.get(request_id)
            if request is None:
                return 0
            waiting = [request.stage(entry, self._now()) is Stage.SCHEDULED for entry in request.entries]
            entries = (change(entry) if waits else entry for entry, waits in zip(request.entries, waiting, strict=True))
            self._requests[request_id] = attrs.evolve(request, entries=tuple(entries))
            return sum(waiting)

    def _new_id(self) -> str:
        return str(self._random.randrange(_LOWEST_ID, _HIGHEST_ID))
