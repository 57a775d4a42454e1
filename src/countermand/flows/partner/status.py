"""What the vendor says became of a send, for one recipient or for all. No status says "cancelled"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from attrs import field, frozen

from countermand import redact
from countermand.flows.call import call
from countermand.flows.channel import Channel
from countermand.flows.flow import Flow
from countermand.flows.partner.judge import AnyReply, Said, judged, refusal
from countermand.flows.partner.paris import moment
from countermand.flows.replies import hiding
from countermand.outcome import MessageState, Phase
from countermand_wire.http import HttpResponse
from countermand_wire.operation import Operation

__all__ = ["Row", "phase_of", "status"]

Request = TypeVar("Request")

PHASES: Final = {
    "waiting": Phase.PENDING,
    "pending": Phase.PENDING,
    "acceptd": Phase.QUEUED,
    "enroute": Phase.QUEUED,
    "delivered": Phase.SENT,
    "delivrd": Phase.SENT,
    "not delivered": Phase.FAILED,
    "ko": Phase.FAILED,
    "undeliv": Phase.FAILED,
    "expired": Phase.FAILED,
    "rejectd": Phase.FAILED,
}
"""The vendor's words, and those of the operators that it passes on, in lower case."""


@frozen(kw_only=True)
class Row:
    """What is said of one recipient."""

    to: str | None = field(repr=False)
    word: str | None
    """The status, None where there is none."""
    date: str | None
    """In any of the vendor's forms."""


def status(
    channel: Channel,
    operation: Operation[Request, AnyReply],
    request: Request,
    message_id: str,
    rows: Callable[[AnyReply], Sequence[Row]],
    *,
    of_none: Phase = Phase.UNKNOWN,
) -> Flow[MessageState]:
    """Read what became of a send. One that the vendor does not know is a state, no error.

    Args:
        channel: How the calls travel.
        operation: The operation that tells, of any kind.
        request: Its request.
        message_id: The id in it.
        rows: Takes a reply that tells, and gives what it says of each recipient that was asked for.
        of_none: The phase where that is nobody.

    Returns:
        The state of the send: that of its recipients where all have the same, else `Phase.UNKNOWN` with their words.

    Raises:
        CountermandError: as `call`, and the service's refusals.
    """
    channel = hiding(channel, message_id)
    reply = yield from call(channel, operation, request, harmless=True)
    said = judged(channel, operation, reply)
    if said.success:
        return _merged(channel, message_id, rows(reply.value), said, reply.http, of_none)
    if said.means != "not-found":
        raise refusal(said, reply.http, "tell the status")
    return MessageState(
        service=channel.service,
        message_id=message_id,
        phase=Phase.NOT_FOUND,
        code=said.code,
        text=said.text,
        response=reply.http,
    )


def phase_of(word: str | None) -> Phase:
    """Return the phase that a status stands for."""
    return PHASES.get((word or "").strip().lower(), Phase.UNKNOWN)


def _merged(
    channel: Channel, message_id: str, rows: Sequence[Row], said: Said, response: HttpResponse, of_none: Phase
) -> MessageState:
    phases = {phase_of(row.word) for row in rows} or {of_none}
    phase = phases.pop() if len(phases) == 1 else Phase.UNKNOWN
    alone = rows[0] if len(rows) == 1 else None
    return MessageState(
        service=channel.service,
        message_id=message_id,
        phase=phase,
        code=said.code,
        text=_words(rows, channel),
        to=alone.to if alone else None,
        sent_at=moment(alone.date) if alone and alone.date and phase is Phase.SENT else None,
        response=response,
    )


def _words(rows: Sequence[Row], channel: Channel) -> str | None:
    """Return the vendor's words, each with how many recipients have it where they differ."""
    counted = Counter(redact.text(row.word or "no status", channel.secrets) for row in rows)
    if len(counted) == 1:
        return next(iter(counted))
    return ", ".join(f"{count} {word}" for word, count in counted.most_common()) or None
