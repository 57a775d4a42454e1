"""Schedule a send. Never repeated: the vendor knows no repeat, and would send twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from countermand.errors import AmbiguousOutcome, TransportError
from countermand.flows.call import call
from countermand.flows.channel import Channel
from countermand.flows.flow import Flow
from countermand.flows.partner.judge import PartnerReply, judged, refusal
from countermand.flows.replies import hiding, known
from countermand.outcome import Phase, ScheduledMessage
from countermand_wire.absent import Absent
from countermand_wire.operation import Operation

__all__ = ["SendReply", "schedule"]

Request = TypeVar("Request")


class SendReply(PartnerReply, Protocol):
    """What the reply to a send has."""

    @property
    def message_id(self) -> str | Absent:
        """The id of the whole send."""
        ...


AnySendReply = TypeVar("AnySendReply", bound=SendReply)


def schedule(
    channel: Channel,
    operation: Operation[Request, AnySendReply],
    request: Request,
    *,
    to: Sequence[str],
    at: datetime,
    hidden: Sequence[str],
) -> Flow[list[ScheduledMessage]]:
    """Schedule one send.

    Args:
        channel: How the calls travel.
        operation: Send of the service.
        request: Its request.
        to: Its recipients.
        at: When it is due, in UTC.
        hidden: Texts of it that no error may show; the recipients are hidden without being named here.

    Returns:
        One message per recipient, in order, all with the one id of the send.

    Raises:
        AmbiguousOutcome: no reply came back, or one without the id.
        CountermandError: as `call`, and the service's refusals.
    """
    channel = hiding(channel, *to, *hidden)
    try:
        reply = yield from call(channel, operation, request)
    except TransportError as error:
        if not error.may_have_arrived:
            raise
        raise _ambiguous(channel, "no answer to the schedule came back: it may or may not be scheduled") from error
    said = judged(channel, operation, reply)
    if not said.success:
        raise refusal(said, reply.http, "schedule")
    message_id = (known(reply.value.message_id) or "").strip()
    if not message_id:
        raise _ambiguous(channel, "the service says that it is scheduled, and gives no id to cancel it by")
    return [
        ScheduledMessage(
            service=channel.service,
            message_id=message_id,
            to=recipient,
            phase=Phase.SCHEDULED,
            code=said.code,
            text=said.text,
            scheduled_at=at,
        )
        for recipient in to
    ]


def _ambiguous(channel: Channel, what: str) -> AmbiguousOutcome:
    return AmbiguousOutcome(f"{what}; look for it in your account on the service's site", service=channel.service)
