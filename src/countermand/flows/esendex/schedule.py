"""Schedule one text to several recipients. Never repeated: the vendor knows no repeat, and would send twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from countermand.errors import AmbiguousOutcome, ServiceError, TransportError
from countermand.flows.call import call
from countermand.flows.channel import Channel
from countermand.flows.esendex.order import Order
from countermand.flows.esendex.phases import message_id_of, phase_of, told
from countermand.flows.esendex.status import REFUSED_KEY
from countermand.flows.flow import Flow
from countermand.flows.reply import Reply
from countermand.outcome import Phase, ScheduledMessage
from countermand_bindings.esendex.contracts.outgoing_message_response import OutgoingMessageResponse
from countermand_bindings.esendex.operations.send_message import SEND_MESSAGE, SendMessage, SendMessageResponse
from countermand_wire.absent import ABSENT

__all__ = ["schedule"]

REFUSED: Final = frozenset({Phase.FAILED, Phase.NOT_FOUND})

LOOK: Final = (
    "look for them with messaging.get_message_status_by_reference_id where a reference_id was given; "
    "cancel_all() stops them and everything else that is scheduled"
)


def schedule(channel: Channel, order: Order) -> Flow[list[ScheduledMessage]]:
    """Schedule a message for each recipient.

    Returns:
        One message per recipient, in order; a refused recipient has no message id.

    Raises:
        AmbiguousOutcome: no usable reply came back, or one that does not fit the recipients; what is known to be
            scheduled is in `.messages`.
        AuthenticationError: the vendor does not know the license key.
        AccountSuspended: the vendor has closed the account.
        CountermandError: as `call`.
    """
    try:
        reply = yield from call(channel, SEND_MESSAGE, SendMessage(request=order.request))
    except TransportError as error:
        if not error.may_have_arrived:
            raise
        lost = error
    else:
        return _messages(channel, order, reply)
    raise AmbiguousOutcome(
        f"no answer to the schedule came back: the messages may or may not be scheduled; {LOOK}",
        service=channel.service,
    ) from lost


def _messages(channel: Channel, order: Order, reply: Reply[SendMessageResponse]) -> list[ScheduledMessage]:
    answers = [answer for answer in reply.value.send_message_result or () if answer is not None]
    _raise_refusal(answers, order.to)
    ordered = _by_recipient(answers, order.to)
    if len(ordered) != len(order.to):
        known = [_message(channel, order.at, answer.to or "", answer) for answer in ordered]
        raise AmbiguousOutcome(
            f"{len(order.to)} recipients, and the service answers for {len(known)}: {LOOK}",
            service=channel.service,
            messages=[message for message in known if message.accepted],
        )
    return [_message(channel, order.at, to, answer) for to, answer in zip(order.to, ordered, strict=True)]


def _message(channel: Channel, at: datetime, to: str, answer: OutgoingMessageResponse) -> ScheduledMessage:
    said = answer.message_status
    code, text = (None, None) if said is ABSENT else told(said)
    phase = Phase.UNKNOWN if said is ABSENT else phase_of(said)
    return ScheduledMessage(
        service=channel.service,
        message_id=None if phase in REFUSED else message_id_of(answer.message_id),
        to=to,
        phase=Phase.SCHEDULED if phase is Phase.PENDING else phase,
        code=code,
        text=text,
        scheduled_at=at,
    )


def _raise_refusal(answers: Sequence[OutgoingMessageResponse], recipients: Sequence[str]) -> None:
    """Raise what the whole call is refused for: the key, or whatever one answer says to several recipients."""
    if len({answer.message_status for answer in answers}) != 1:
        return
    said = answers[0].message_status
    if said is ABSENT:
        return
    code, text = told(said)
    refusal = REFUSED_KEY.get(said)
    if refusal is not None:
        raise refusal("the service refuses the license key", code=code, text=text or "")
    if len(answers) == 1 < len(recipients) and phase_of(said) in REFUSED:
        raise ServiceError("the service refuses to schedule", code=code, text=text or "")


def _by_recipient(
    answers: Sequence[OutgoingMessageResponse], recipients: Sequence[str]
) -> Sequence[OutgoingMessageResponse]:
    """Put the answers in the order of the recipients, where they name the same numbers in another one."""
    wanted = [_digits(recipient) for recipient in recipients]
    given = [_digits(answer.to or "") for answer in answers]
    if given == wanted or sorted(given) != sorted(wanted):
        return answers
    waiting: dict[str, list[OutgoingMessageResponse]] = {}
    for number, answer in zip(given, answers, strict=True):
        waiting.setdefault(number, []).append(answer)
    return [waiting[number].pop(0) for number in wanted]


def _digits(number: str) -> str:
    """Return what a number is compared by: the vendor may add or take the country's 1."""
    return "".join(character for character in number if character.isdigit())[-10:]
