"""SMS Partner."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal, cast

from attrs import evolve

from countermand import options
from countermand.flows.partner.paris import DoubledHour, wall_time
from countermand.flows.replies import hiding
from countermand.message_ids import digits
from countermand.partner import Partner, due, now
from countermand.traceless import traceless
from countermand_bindings.smspartner.operations.message_cancel import MESSAGE_CANCEL, MessageCancel

if TYPE_CHECKING:
    from countermand.flows.channel import Channel
    from countermand.outcome import CancelResult, Credits, MessageState, ScheduledMessage
    from countermand.policy import Policy
    from countermand.telemetry import Telemetry
    from countermand.transport import Transport
    from countermand_bindings.smspartner.service import SmsPartnerApi

__all__ = ["API_KEY_VARIABLE", "BASE_URL", "WIRES", "SmsPartner", "Wire"]

Wire = Literal["json", "xml"]
"""The forms of replies."""

WIRES: tuple[Wire, ...] = ("json", "xml")
"""Both: named members, and entries that only their places tell apart."""

BASE_URL = "https://api.smspartner.fr/v1"
"""Where the vendor serves."""

API_KEY_VARIABLE = "COUNTERMAND_SMSPARTNER_API_KEY"
"""The environment variable that holds the API key where none is passed."""

SERVICE = "smspartner"


class SmsPartner(Partner):
    """Schedules, cancels and looks up SMS; safe to share between threads.

    One message id stands for a whole send, with all its recipients. The API key travels in the URL of every GET, for
    the vendor takes it nowhere else; no error, log or repr shows it.

    Args:
        api_key: The account's key; else COUNTERMAND_SMSPARTNER_API_KEY's.
        wire: What form `cancel` and `schedule` ask their replies in; all else is JSON.
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
        wire: Wire = "json",
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
            wire=cast("Wire", options.one_of(wire, "wire", WIRES)),
            base_url=base_url,
            timeout=timeout,
            policy=policy,
            transport=transport,
            telemetry=telemetry,
        )
        self._api: SmsPartnerApi | None = None

    @property
    def api(self) -> SmsPartnerApi:
        """Every operation, typed; the API key and the format are filled in where they are left out.

        Replies come back whole: `success` and `code` are yours to read.
        """
        if self._api is None:
            from countermand_bindings.smspartner.service import SmsPartnerApi  # noqa: PLC0415  # When first used.

            self._api = SmsPartnerApi(self._call)
        return self._api

    @traceless
    def cancel(self, message: str | int | ScheduledMessage | None, *, at: datetime | None = None) -> CancelResult:
        """Cancel a scheduled send, with all its recipients. The vendor refuses within five minutes of its time.

        Args:
            message: The send's id, or what `schedule` gave.
            at: When it is due, aware: the result then says whether our own clock had it inside the five minutes; what
                `schedule` gave tells it by itself. The vendor is asked in any case.

        Raises:
            InvalidMessageId: not a number, or another service's message; nothing was sent.
            InvalidArgument: `at` is not an aware datetime; nothing was sent.
            AmbiguousOutcome: replies got lost, and asking again did not tell what came of it.
            TransportError: the request certainly did not arrive.
            ProtocolError: the vendor's answers are none.
            ServiceError: the vendor refuses the call.
        """
        from countermand.flows.partner.cancel import cancel  # noqa: PLC0415  # When first used, as all below.

        message_id, when = digits(message, SERVICE), due(message, at)
        request = MessageCancel(api_key=self._api_key, message_id=message_id, format=self._format)
        flow = cancel(self._channel, MESSAGE_CANCEL, request, message_id, at=when, clock=now)
        return self._run("cancel", flow)

    @traceless
    def schedule(  # noqa: PLR0913  # The members of a message.
        self,
        to: Sequence[str],
        body: str,
        at: datetime,
        *,
        sender: str | None = None,
        tag: str | None = None,
        low_cost: bool = False,
        stop_notice: bool = False,
        unicode: bool = False,
        reply_url: str | None = None,
        receipt_url: str | None = None,
        doubled_hour: DoubledHour | None = None,
    ) -> list[ScheduledMessage]:
        """Schedule a text. It is never sent twice: a lost reply raises, and is not repeated.

        The vendor holds commercial texts back at night, on Sundays and on holidays; they then go out later than asked.

        Args:
            to: The recipients' numbers, at most 500: French, or international with a ``+``.
            body: The text, at most ten parts.
            at: When it is to go out: aware, in the future, on a step of five minutes.
            sender: What stands as the sender: 3 to 11 letters, digits or spaces; else a short number.
            tag: A label for the status, 1 to 20 characters without spaces and capitals.
            low_cost: The cheaper kind, of at most 160 characters.
            stop_notice: Add how to opt out.
            unicode: Send it as Unicode, which the vendor must have switched on.
            reply_url: Where the vendor is to report replies.
            receipt_url: Where the vendor is to report deliveries.
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
        from countermand.flows.partner import sms  # noqa: PLC0415
        from countermand.flows.partner.schedule import schedule  # noqa: PLC0415
        from countermand_bindings.smspartner.operations.send import SEND  # noqa: PLC0415

        when = wall_time(at, now(), doubled_hour)
        wanted = sms.send(
            to,
            body,
            when,
            sender=sender,
            tag=tag,
            low_cost=low_cost,
            stop_notice=stop_notice,
            unicode=unicode,
            reply_url=reply_url,
            receipt_url=receipt_url,
        )
        request = evolve(wanted, api_key=self._api_key, format=self._format)
        flow = schedule(self._channel, SEND, request, to=list(to), at=when.at, hidden=[body])
        return self._run("schedule", flow)

    @traceless
    def status(self, message: str | int | ScheduledMessage | None, *, to: str | None = None) -> MessageState:
        """Read what became of a send; one that the vendor does not know has `Phase.NOT_FOUND`.

        No status says "cancelled": a cancelled send looks like one that waits, or like nothing.

        Args:
            message: The send's id, or what `schedule` gave.
            to: The recipient whose message is meant; None for all. Where they differ, the phase is `Phase.UNKNOWN`
                and the text counts the vendor's words.

        Raises:
            InvalidMessageId: not a number; nothing was sent.
            InvalidArgument: `to` is not a number; nothing was sent.
            CountermandError: as `cancel`.
        """
        from countermand.flows.partner import sms  # noqa: PLC0415
        from countermand.flows.partner.status import status  # noqa: PLC0415

        message_id = digits(message, SERVICE)
        if to is None:
            from countermand_bindings.smspartner.operations.bulk_status import BULK_STATUS, BulkStatus  # noqa: PLC0415

            of_all = BulkStatus(api_key=self._api_key, message_id=message_id)
            return self._run("status", status(self._channel, BULK_STATUS, of_all, message_id, sms.rows))
        from countermand_bindings.smspartner.operations.message_status import (  # noqa: PLC0415
            MESSAGE_STATUS,
            MessageStatus,
        )

        number = sms.number(to, "to")
        of_one = MessageStatus(api_key=self._api_key, message_id=message_id, phone_number=number)
        channel = hiding(self._channel, number)
        return self._run("status", status(channel, MESSAGE_STATUS, of_one, message_id, sms.row))

    @traceless
    def credits(self) -> Credits:
        """Read what the account has left.

        Raises:
            CountermandError: as `cancel`.
        """
        from countermand.flows.partner import sms  # noqa: PLC0415
        from countermand.flows.partner.credits import credits_left  # noqa: PLC0415
        from countermand_bindings.smspartner.operations.me import ME, Me  # noqa: PLC0415

        return self._run("credits", credits_left(self._channel, ME, Me(api_key=self._api_key), sms.told))

    def _take(self, channel: Channel) -> None:
        super()._take(channel)
        self._api = None

    def __repr__(self) -> str:
        return f"SmsPartner(wire={self._wire!r}, base_url={self._base_url!r})"
