"""Who calls: an API key that was checked, with the state that it opens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import attrs

from countermand.sandbox.partner.account import Account, PartnerSandbox
from countermand.sandbox.partner.refusals import Refused
from countermand.sandbox.partner.sends import OutgoingSend, Recipient

__all__ = ["MOST_RECIPIENTS", "Caller"]

MOST_RECIPIENTS = 500
"""Of one request."""


@attrs.frozen
class Caller:
    """One caller of one of the services."""

    state: PartnerSandbox
    api_key: str = attrs.field(repr=False)

    @property
    def account(self) -> Account:
        """What belongs to the caller."""
        return self.state.account(self.api_key)

    @property
    def now(self) -> datetime:
        """The sandbox's time, in UTC."""
        return self.state.clock.now()

    def send(self, message_id: str) -> OutgoingSend:
        """Return a send of the caller's.

        Raises:
            Refused: it has none of this id.
        """
        send = self.state.own(message_id.strip(), self.api_key)
        if send is None:
            raise Refused(4)
        return send

    def accept(
        self, recipients: Sequence[Recipient], due: datetime | None, *, tag: str | None, only_tried: bool
    ) -> OutgoingSend:
        """Take a send and charge for it.

        Args:
            recipients: at least one.
            due: in UTC; None for now.
            tag: the caller's own mark.
            only_tried: go nowhere, cost nothing.

        Raises:
            Refused: the balance does not suffice.
        """
        messages, account = self.state.messages, self.account
        send = OutgoingSend(
            message_id=messages.new_id(),
            owner=self.state.owner(self.api_key),
            recipients=tuple(recipients),
            due=due or self.now,
            accepted=self.now,
            tag=tag,
            charged=not only_tried,
        )
        if send.cost > account.balance:
            raise Refused(11)
        account.balance -= send.cost
        messages.add(send)
        return send
