"""The state behind SMS Partner or Mail Partner, and what a test can do to it from behind."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from decimal import Decimal

from countermand.sandbox.clock import Clock
from countermand.sandbox.partner.keys import SAMPLE_KEYS, SAMPLE_MESSAGES
from countermand.sandbox.partner.options import PartnerOptions
from countermand.sandbox.partner.sends import OutgoingSend, Recipient, SendStore
from countermand.sandbox.partner.stops import StopList
from countermand.sandbox.stage import Stage

__all__ = ["Account", "PartnerSandbox"]

_SAMPLES = "samples"
_SAMPLES_WAIT = timedelta(days=30)


class Account:
    """What belongs to one customer.

    Args:
        now: tells the time, in UTC.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.balance: Decimal = Decimal(100)
        """In euros; a send that costs more is refused."""
        self.stops: StopList = StopList(now)
        """Who wants no more messages: numbers, or mail addresses."""


class PartnerSandbox:
    """Everything that one of the sister services remembers, open to a test.

    Args:
        clock: tells the time.
        options: see `PartnerOptions`.
        sample_recipient: who the samples' sends go to.
    """

    def __init__(self, clock: Clock, options: PartnerOptions, sample_recipient: str) -> None:
        self.clock = clock
        self.options = options
        self.lock: AbstractContextManager[object] = threading.RLock()
        """Held while an operation runs, so that each sees and leaves a consistent state."""
        self.messages: SendStore = SendStore(clock.now, options.cutoff)
        """What was sent or scheduled."""
        self.refusal: int | None = None
        """See `refuse_with`."""
        self._accounts: dict[str, Account] = {}
        for message_id in SAMPLE_MESSAGES:
            self.messages.add(_sample(message_id, clock.now(), sample_recipient))

    def account(self, api_key: str) -> Account:
        """Return the account of a key, whether it is accepted or not."""
        return self._accounts.setdefault(self.owner(api_key), Account(self.clock.now))

    def owner(self, api_key: str) -> str:
        """Tell whose key it is; the keys of the vendor's samples are one account's."""
        return _SAMPLES if api_key in SAMPLE_KEYS else api_key

    def knows(self, api_key: str) -> bool:
        """Tell whether a key is accepted."""
        return api_key in self.options.api_keys

    def refuse_with(self, code: int | None) -> None:
        """Refuse every call with a code, as for a suspended account (20), a forbidden address (96) or haste (429).

        Args:
            code: one of the vendor's, or any other number; None ends it.
        """
        self.refusal = code

    def waiting(self, owner: str) -> int:
        """Count the messages of an account that wait to be sent."""
        waits = (Stage.SCHEDULED, Stage.QUEUED)
        return sum(
            len(send.recipients)
            for send in self.messages
            if send.owner == owner and self.messages.stage_of(send) in waits
        )

    def own(self, message_id: str, api_key: str) -> OutgoingSend | None:
        """Return a send of a key's account; another's is as good as none."""
        send = self.messages.get(message_id)
        return send if send is not None and send.owner == self.owner(api_key) else None


def _sample(message_id: str, now: datetime, recipient: str) -> OutgoingSend:
    return OutgoingSend(
        message_id=message_id,
        owner=_SAMPLES,
        recipients=(Recipient(address=recipient, text="Hello"),),
        due=now + _SAMPLES_WAIT,
        accepted=now,
    )
