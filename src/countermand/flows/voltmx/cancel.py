"""Cancel a request, and find out the truth about it.

The service answers 200 with a sentence that counts, or one 400 for not found, already sent and already cancelled. The
400 is looked up in the status where that is asked for, and always after a reply got lost: then a request whose messages
are all cancelled was cancelled by us.
"""

from __future__ import annotations

from attrs import evolve

from countermand import redact
from countermand.errors import AmbiguousOutcome, CountermandError, ProtocolError, ServiceError, TransportError
from countermand.flows.call import asked, asked_by, leaves_open, waited
from countermand.flows.flow import Flow
from countermand.flows.replies import known
from countermand.flows.reply import Reply
from countermand.flows.voltmx.answers import refusal
from countermand.flows.voltmx.authorized import authorized
from countermand.flows.voltmx.counts import Counts
from countermand.flows.voltmx.login import LoginProblem
from countermand.flows.voltmx.sentence import count_in
from countermand.flows.voltmx.session import Session
from countermand.flows.voltmx.status import Window, read
from countermand.flows.voltmx.verdict import settled
from countermand.outcome import CancelResult, Outcome, Phase
from countermand_bindings.voltmx.operations.cancel_message import CANCEL_MESSAGE, CancelMessage, CancelMessageResponse

__all__ = ["cancel"]


def cancel(session: Session, message_id: str, *, verify: bool) -> Flow[CancelResult]:
    """Cancel what of a request still waits.

    Args:
        session: Who asks.
        message_id: The request's id.
        verify: Whether to look a 400 up.

    Raises:
        AmbiguousOutcome: replies got lost, and neither asking again nor the status told.
        CountermandError: as `authorized`, where it is certain that no attempt took effect, or no reply was one.
    """
    lost: CountermandError | None = None
    no: CancelResult | None = None
    attempt = 0
    while True:
        attempt += 1
        request = CancelMessage(sms_request_id=message_id)
        answer = yield from asked(authorized(session, CANCEL_MESSAGE, request, message_id))
        if isinstance(answer, Reply):
            result = _result(session, message_id, attempt, answer)
            if isinstance(result, CancelResult):
                if result.outcome is Outcome.CANCELLED or not (verify or lost):
                    return result
                no = result
                break
            answer = result
        open_now = leaves_open(answer) and not isinstance(answer, LoginProblem)
        if lost is None and not open_now:
            raise answer
        if open_now and not isinstance(lost, TransportError):
            lost = answer
        if isinstance(answer, ServiceError) or not (yield from waited(session.channel, attempt, asked_by(answer))):
            break
    return (yield from _looked_up(session, message_id, attempt, no=no, lost=lost))


def _result(
    session: Session, message_id: str, attempt: int, reply: Reply[CancelMessageResponse]
) -> CancelResult | CountermandError:
    """Return what a reply says of the request; else the error that it is."""
    secrets = (*session.channel.secrets, message_id)
    sentence = known(reply.value.message)
    text = " ".join(redact.text(sentence or "", secrets).split())
    refused = reply.http.status == 400 or reply.value.id == "-1"
    error = None if refused else refusal(reply.http, text, "cancel")
    if error is not None:
        return error
    if sentence is None and not refused:
        return ProtocolError("the reply does not say what became of the messages", status=reply.http.status)
    count = None if refused else count_in(sentence or "")
    return CancelResult(
        outcome=Outcome.NOT_CANCELLED if refused or count == 0 else Outcome.CANCELLED,
        service=session.channel.service,
        message_id=message_id,
        code=reply.http.status,
        text=text or None,
        count=count,
        attempts=attempt,
        response=reply.http,
    )


def _looked_up(
    session: Session, message_id: str, attempts: int, *, no: CancelResult | None, lost: CountermandError | None
) -> Flow[CancelResult]:
    """Return what the status makes of a no, or of replies that got lost."""
    window = Window.around(session.clock())
    counts = yield from asked(read(session, message_id, window))
    if isinstance(counts, CountermandError):
        if lost is None and no is not None:
            return no
        if isinstance(lost, ProtocolError):
            raise lost
        raise _ambiguous(session, message_id, attempts, None) from lost
    outcome = settled(counts.phases, said_no=no is not None, lost=lost is not None)
    if outcome is None:
        raise _ambiguous(session, message_id, attempts, counts) from lost
    found = no or CancelResult(
        outcome=outcome, service=session.channel.service, message_id=message_id, attempts=attempts
    )
    return evolve(
        found,
        outcome=outcome,
        text=counts.text or found.text,
        count=counts.cancelled if outcome is Outcome.CANCELLED else found.count,
        verified=Phase.UNKNOWN not in counts.phases,
        response=counts.response,
    )


def _ambiguous(session: Session, message_id: str, attempts: int, counts: Counts | None) -> AmbiguousOutcome:
    last = "its status could not be read" if counts is None else f"its status is {counts.text or 'not told'}"
    return AmbiguousOutcome(
        f"no answer to the cancel came back, and {last}: the messages may or may not be cancelled; "
        "read their status or cancel again",
        service=session.channel.service,
        attempts=attempts,
        message_id=message_id,
        state=None if counts is None else counts.state(session.channel.service, message_id),
    )
