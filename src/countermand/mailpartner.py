"""Mail Partner."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from attrs import evolve

from countermand.flows.partner.paris import DoubledHour, wall_time
from countermand.flows.replies import hiding
from countermand.message_ids import opaque
from countermand.partner import Partner, due, now
from countermand.traceless import traceless
from countermand_bindings.mailpartner.operations.message_cancel import MESSAGE_CANCEL, MessageCancel

if TYPE_CHECKING:
    from countermand.flows.channel import Channel
    from countermand.outcome import CancelResult, Credits, MessageState, ScheduledMessage
    from countermand.policy import Policy
    from countermand.telemetry import Telemetry
    from countermand.transport import Transport
    from countermand_bindings.mailpartner.service import MailPartnerApi

__all__ = ["API_KEY_VARIABLE", "BASE_URL", "MailPartner"]

BASE_URL = "https://api.mailpartner.fr/v1"
"""Where the vendor serves. Some of its samples name the SMS product's host, to which the id is another message's."""

API_KEY_VARIABLE = "COUNTERMAND_MAILPARTNER_API_KEY"
"""The environment variable that holds the API key where none is passed."""

SERVICE = "mailpartner"


class MailPartner(Partner):
    """Schedules, cancels and looks up mails; safe to share between threads.

    One message id stands for a whole send, with all its recipients. The API key travels in the URL of every GET, for
    the vendor takes it nowhere else; no error, log or repr shows it.

    Args:
        api_key: The account's key; else COUNTERMAND_MAILPARTNER_API_KEY's.
        base_url: The service's address.
        timeout: Seconds to wait for a connection, and for each piece of a reply.
        policy: How often a request is sent and how long a call may take in all; see `Policy`.
        transport: Sends the requests: any object with `send`. It stays yours to close.
        telemetry: Who is told of each operation, besides the log.

    Raises:
        ConfigurationError: an option is missing or wrong; the message says which and what to do.
    """

    @traceless
    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str = BASE_URL,
        timeout: float = 30.0,
        policy: Policy | None = None,
        transport: Transport | None = None,
        telemetry: Telemetry | None = None,
    ) -> None:
        super().__init__(
            SERVICE,
            api_key=api_key,
            variable=API_KEY_VARIABLE,
            wire="json",
            base_url=base_url,
            timeout=timeout,
            policy=policy,
            transport=transport,
            telemetry=telemetry,
        )
        self._api: MailPartnerApi | None = None

    @property
    def api(self) -> MailPartnerApi:
        """Every operation, typed; the API key is filled in where it is left out.

        Replies come back whole: `success` and `code` are yours to read.
        """
        if self._api is None:
            from countermand_bindings.mailpartner.service import MailPartnerApi  # noqa: PLC0415  # When first used.

            self._api = MailPartnerApi(self._call)
        return self._api

    @traceless
    def cancel(self, message: str | int | ScheduledMessage | None, *, at: datetime | None = None) -> CancelResult:
        """Cancel a scheduled send, with all its recipients. The vendor refuses within five minutes of its time.

        Args:
            message: The send's id, or what `schedule` gave.
            at: When it is due, aware: the result then says whether our own clock had it inside the five minutes; what
                `schedule` gave tells it by itself. The vendor is asked in any case.

        Raises:
            InvalidMessageId: not an id, or another service's message; nothing was sent.
            InvalidArgument: `at` is not an aware datetime; nothing was sent.
            AmbiguousOutcome: replies got lost, and asking again did not tell what came of it.
            TransportError: the request certainly did not arrive.
            ProtocolError: the vendor's answers are none.
            ServiceError: the vendor refuses the call.
        """
        from countermand.flows.partner.cancel import cancel  # noqa: PLC0415  # When first used, as all below.

        message_id, when = opaque(message, SERVICE), due(message, at)
        request = MessageCancel(api_key=self._api_key, message_id=message_id)
        flow = cancel(self._channel, MESSAGE_CANCEL, request, message_id, at=when, clock=now)
        return self._run("cancel", flow)

    @traceless
    def schedule(  # the members of a message
        self,
        to: Sequence[str],
        subject: str,
        html: str,
        at: datetime,
        *,
        sender: str | None = None,
        sender_name: str | None = None,
        reply_to: str | None = None,
        reply_to_name: str | None = None,
        tag: str | None = None,
        doubled_hour: DoubledHour | None = None,
    ) -> list[ScheduledMessage]:
        """Schedule a mail. It is never sent twice: a lost reply raises, and is not repeated.

        The vendor holds commercial mails back at night, on Sundays and on holidays; they then go out later than asked.

        Args:
            to: The recipients' addresses, at most 500.
            subject: One line.
            html: The content.
            at: When it is to go out: aware, in the future, on a step of five minutes.
            sender: The address that it comes from; else the account's.
            sender_name: The name beside it.
            reply_to: The address that answers go to.
            reply_to_name: The name beside it.
            tag: A label for the status, 3 to 20 characters without spaces and capitals.
            doubled_hour: In the hour that Paris has twice when the clocks go back, which one is meant. The vendor
                cannot be told, so that it may take the other.

        Returns:
            One message per recipient, in order, all with the one id of the send: to cancel one cancels all.

        Raises:
            InvalidArgument: an argument that cannot be sent; nothing was.
            AmbiguousOutcome: the reply got lost: the send may be scheduled.
            AuthenticationError: the vendor does not know the API key.
            AccountSuspended: the vendor has closed the account.
            CountermandError: as `cancel`.
        """
        from countermand.flows.partner import mail  # noqa: PLC0415
        from countermand.flows.partner.schedule import schedule  # noqa: PLC0415
        from countermand_bindings.mailpartner.operations.send import SEND  # noqa: PLC0415

        when = wall_time(at, now(), doubled_hour)
        wanted = mail.send(
            to,
            subject,
            html,
            when,
            sender=sender,
            sender_name=sender_name,
            reply_to=reply_to,
            reply_to_name=reply_to_name,
            tag=tag,
        )
        request = evolve(wanted, api_key=self._api_key)
        hidden = [each for each in (subject, html, sender, sender_name, reply_to, reply_to_name) if each]
        flow = schedule(self._channel, SEND, request, to=list(to), at=when.at, hidden=hidden)
        return self._run("schedule", flow)

    @traceless
    def status(self, message: str | int | ScheduledMessage | None, *, to: str | None = None) -> MessageState:
        """Read what became of a send; one that the vendor does not know has `Phase.NOT_FOUND`.

        No status says "cancelled": a cancelled send looks like one that waits, or like nothing.

        Args:
            message: The send's id, or what `schedule` gave.
            to: The recipient whose mail is meant; None for all. Where they differ, the phase is `Phase.UNKNOWN` and
                the text counts the vendor's words.

        Raises:
            InvalidMessageId: not an id; nothing was sent.
            InvalidArgument: `to` is not an address; nothing was sent.
            CountermandError: as `cancel`.
        """
        from countermand.flows.partner import mail  # noqa: PLC0415
        from countermand.flows.partner.status import status  # noqa: PLC0415
        from countermand.outcome import Phase  # noqa: PLC0415
        from countermand_bindings.mailpartner.operations.bulk_status import BULK_STATUS, BulkStatus  # noqa: PLC0415

        message_id = opaque(message, SERVICE)
        address = None if to is None else mail.address(to, "to")
        request = BulkStatus(api_key=self._api_key, message_id=message_id)
        flow = status(
            self._channel if address is None else hiding(self._channel, address),
            BULK_STATUS,
            request,
            message_id,
            mail.rows_of(address),
            of_none=Phase.UNKNOWN if address is None else Phase.NOT_FOUND,
        )
        return self._run("status", flow)

    @traceless
    def credits(self) -> Credits:
        """Read what the account has left.

        Raises:
            CountermandError: as `cancel`.
        """
        from countermand.flows.partner import mail  # noqa: PLC0415
        from countermand.flows.partner.credits import credits_left  # noqa: PLC0415
        from countermand_bindings.mailpartner.operations.me import ME, Me  # noqa: PLC0415

        return self._run("credits", credits_left(self._channel, ME, Me(api_key=self._api_key), mail.told))

    def _take(self, channel: Channel) -> None:
        super()._take(channel)
        self._api = None
