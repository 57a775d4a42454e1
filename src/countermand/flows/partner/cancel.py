"""Cancel a send, and find out the truth about it.

The vendor answers with a code that says why, so that no look-up is needed; nor is there one, for no status says
"cancelled". A reply that got lost, or is none, leaves open whether the send is cancelled: it is asked again, and
"already cancelled" is then our own doing. A second answer of any other kind is taken at its word.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeVar

from countermand.errors import AmbiguousOutcome, CountermandError, ProtocolError, ServiceError, TransportError
from countermand.flows.call import asked, asked_by, call, leaves_open, waited
from countermand.flows.channel import Channel
from countermand.flows.flow import Flow
from countermand.flows.partner.judge import AnyReply, Said, judged, refusal
from countermand.flows.partner.paris import inside_cutoff
from countermand.flows.replies import hiding
from countermand.flows.reply import Reply
from countermand.outcome import CancelResult, Outcome
from countermand_wire.operation import Operation

__all__ = ["cancel"]

Request = TypeVar("Request")

OUTCOMES: Final = {
    "not-found": Outcome.NOT_FOUND,
    "already-cancelled": Outcome.ALREADY_CANCELLED,
    "too-late": Outcome.TOO_LATE,
    "already-sent": Outcome.ALREADY_SENT,
}
"""Codes that answer the question; the others refuse to."""


def cancel(
    channel: Channel,
    operation: Operation[Request, AnyReply],
    request: Request,
    message_id: str,
    *,
    at: datetime | None,
    clock: Callable[[], datetime],
) -> Flow[CancelResult]:
    """Cancel one send.

    Args:
        channel: How the calls travel.
        operation: MessageCancel of the service.
        request: Its request.
        message_id: The id in it.
        at: When the send is due, None where that is not known.
        clock: Tells the time, aware.

    Raises:
        AmbiguousOutcome: replies got lost, and asking again did not tell.
        CountermandError: as `call`, where it is certain that no attempt took effect, or no reply was one.
    """
    channel = hiding(channel, message_id)
    lost: CountermandError | None = None
    attempt = 0
    while True:
        attempt += 1
        inside = None if at is None else inside_cutoff(at, clock())
        answer = yield from asked(call(channel, operation, request))
        if isinstance(answer, Reply):
            said = judged(channel, operation, answer)
            outcome = _outcome(said, lost=lost is not None)
            if outcome is not None:
                return CancelResult(
                    outcome=outcome,
                    service=channel.service,
                    message_id=message_id,
                    code=said.code,
                    text=said.text,
                    attempts=attempt,
                    inside_cutoff=inside,
                    response=answer.http,
                )
            answer = refusal(said, answer.http, "cancel")
        if lost is None and not leaves_open(answer):
            raise answer
        if leaves_open(answer) and not isinstance(lost, TransportError):
            lost = answer
        if isinstance(answer, ServiceError) or not (yield from waited(channel, attempt, asked_by(answer))):
            break
    if isinstance(lost, ProtocolError):
        raise lost
    raise _ambiguous(channel, message_id, attempt) from lost


def _outcome(said: Said, *, lost: bool) -> Outcome | None:
    if said.success:
        return Outcome.CANCELLED
    outcome = OUTCOMES.get(said.means or "")
    return Outcome.CANCELLED if lost and outcome is Outcome.ALREADY_CANCELLED else outcome


def _ambiguous(channel: Channel, message_id: str, attempts: int) -> AmbiguousOutcome:
    return AmbiguousOutcome(
        "no answer to the cancel came back: the message may or may not be cancelled; cancel it again: the service "
        "then says whether it is",
        service=channel.service,
        attempts=attempts,
        message_id=message_id,
    )
