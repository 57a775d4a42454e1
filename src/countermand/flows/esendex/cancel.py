"""Cancel one message, and find out the truth about it.

CancelMessage answers a bare boolean. `true` is the end of it, unless it is to be verified. `false` means any of:
cancelled before, sent, on its way out, not known; so it is looked up. A reply that got lost, or is none, leaves open
whether the message is cancelled: it is looked up, too, and asked again while the message is still there, as often as
the policy says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from countermand.errors import AmbiguousOutcome, CountermandError, ProtocolError, TransportError
from countermand.flows.call import asked, asked_by, call, leaves_open, waited
from countermand.flows.channel import Channel
from countermand.flows.flow import Flow
from countermand_bindings.esendex.operations.cancel_message import CANCEL_MESSAGE, CancelMessage

if TYPE_CHECKING:
    from countermand.outcome import CancelResult, MessageState
    from countermand_wire.http import HttpResponse

__all__ = ["cancel"]


def cancel(channel: Channel, license_key: UUID, message_id: UUID, *, verify: bool = False) -> Flow[CancelResult]:
    """Cancel one message.

    Args:
        channel: How the calls travel.
        license_key: Whose view of the message is looked up.
        message_id: The message.
        verify: Whether to look up a yes, too.

    Raises:
        AmbiguousOutcome: replies got lost, and looking did not tell; or the status contradicts a yes.
        CountermandError: as `call`, where it is certain that no attempt took effect, or no reply was one.
    """
    lost: CountermandError | None = None
    state: MessageState | None = None
    attempt = 0
    while True:
        attempt += 1
        answer = yield from asked(call(channel, CANCEL_MESSAGE, CancelMessage(message_id=message_id)))
        # Imported after the first request has gone out, which it need not wait for.
        from countermand.flows.esendex import verdict  # noqa: PLC0415

        if not isinstance(answer, CountermandError) and answer.value.cancel_message_result is True:
            if verify:
                return (yield from _verified(channel, license_key, message_id, attempt, answer.http))
            return verdict.confirmed(channel, message_id, attempt, answer.http)
        if isinstance(answer, CountermandError):
            if lost is None and not leaves_open(answer):
                raise answer
            if leaves_open(answer) and not isinstance(lost, TransportError):
                lost = answer
        from countermand.flows.esendex.status import look_up  # noqa: PLC0415  # Most cancels need none.

        found = yield from look_up(channel, license_key, message_id)
        refused = None if isinstance(answer, CountermandError) else answer.http
        result = verdict.settled(channel, message_id, attempt, found, refused=refused, lost=lost is not None)
        if result is not None:
            return result
        state = found or state
        if found is None or not (yield from waited(channel, attempt, asked_by(answer))):
            break
    if isinstance(lost, ProtocolError):
        raise lost
    raise _ambiguous(channel, "no answer to the cancel came back", message_id, attempt, state) from lost


def _verified(
    channel: Channel, license_key: UUID, message_id: UUID, attempt: int, yes: HttpResponse
) -> Flow[CancelResult]:
    """Return what the status makes of a yes; one that cannot be read leaves it standing, and not verified."""
    from countermand.flows.esendex import verdict  # noqa: PLC0415
    from countermand.flows.esendex.status import look_up  # noqa: PLC0415

    state = yield from look_up(channel, license_key, message_id)
    result = verdict.verified(channel, message_id, attempt, state, yes)
    if result is None:
        raise _ambiguous(channel, "the service said that the message is cancelled", message_id, attempt, state)
    return result


def _ambiguous(
    channel: Channel, what: str, message_id: UUID, attempts: int, state: MessageState | None
) -> AmbiguousOutcome:
    last = "its status could not be read" if state is None else f"its status was last {state.text or state.phase.value}"
    return AmbiguousOutcome(
        f"{what}, and {last}: the message may or may not be cancelled; read its status or cancel it again",
        service=channel.service,
        attempts=attempts,
        message_id=str(message_id),
        state=state,
    )
