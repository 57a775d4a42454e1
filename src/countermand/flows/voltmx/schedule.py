"""Schedule an SMS. Never repeated: the service knows no repeat, and would send twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from attrs import field, frozen

from countermand import redact
from countermand.errors import AmbiguousOutcome, ServiceError, TransportError
from countermand.flows.flow import Flow
from countermand.flows.replies import known
from countermand.flows.voltmx.answers import refusal
from countermand.flows.voltmx.authorized import authorized
from countermand.flows.voltmx.session import Session
from countermand.outcome import Phase, ScheduledMessage
from countermand_bindings.voltmx.operations.send_message import SEND_MESSAGE, SendMessage

__all__ = ["Order", "milliseconds", "schedule"]

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@frozen(kw_only=True)
class Order:
    """What is to be scheduled: the request, and what of it the results tell again."""

    to: list[str] = field(repr=False)
    body: str = field(repr=False)
    at: datetime
    """In UTC."""
    request: SendMessage = field(repr=False)


def milliseconds(at: datetime) -> str:
    """Return a moment as the service takes it: milliseconds of the Unix epoch, as text.

    The pages say seconds in one place and a Java time stamp in another; all samples of replies are milliseconds.
    """
    return str((at - EPOCH) // timedelta(milliseconds=1))


def schedule(session: Session, order: Order) -> Flow[list[ScheduledMessage]]:
    """Schedule one request.

    Returns:
        One message per recipient, in order, all with the one id of the request.

    Raises:
        AmbiguousOutcome: no reply came back, or one without an id.
        ServiceError: the service refuses, also by the id -1.
        CountermandError: as `authorized`.
    """
    hidden = (*order.to, order.body)
    try:
        reply = yield from authorized(session, SEND_MESSAGE, order.request, *hidden)
    except TransportError as error:
        if not error.may_have_arrived:
            raise
        raise _ambiguous(session, "no answer to the schedule came back") from error
    text = redact.text(known(reply.value.message) or "", (*session.channel.secrets, *hidden)).strip()
    refused = refusal(reply.http, text, "schedule")
    if refused is not None:
        raise refused
    message_id = (known(reply.value.id) or "").strip()
    if not message_id:
        raise _ambiguous(session, "the reply to the schedule has no id")
    if message_id == "-1":
        raise ServiceError("the service took the request and did not schedule it", code=reply.http.status, text=text)
    return [
        ScheduledMessage(
            service=session.channel.service,
            message_id=message_id,
            to=recipient,
            phase=Phase.SCHEDULED,
            code=reply.http.status,
            text=text or None,
            scheduled_at=order.at,
        )
        for recipient in order.to
    ]


def _ambiguous(session: Session, what: str) -> AmbiguousOutcome:
    return AmbiguousOutcome(
        f"{what}: it may or may not be scheduled; look for it in the console, under Settings > Status > SMS Queue",
        service=session.channel.service,
    )
