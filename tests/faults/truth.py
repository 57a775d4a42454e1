"""What may be told of a job, given how the messages stood before and after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from countermand import (
    AmbiguousOutcome,
    CancelAllResult,
    CancelResult,
    CountermandError,
    MessageState,
    Outcome,
    Phase,
    ProtocolError,
    ScheduledMessage,
    ServiceError,
    TransportError,
)
from countermand.flows.voltmx.login import LoginProblem
from countermand.sandbox import Stage
from tests.faults.world import Truth

__all__ = ["of_cancel", "of_cancel_all", "of_error", "of_schedule", "of_status", "twice"]

ONLY_ASK = frozenset({"status", "credits"})

PHASES = {
    Stage.SCHEDULED: {Phase.SCHEDULED, Phase.PENDING},
    Stage.QUEUED: {Phase.QUEUED, Phase.PENDING},
    Stage.SENT: {Phase.SENT},
    # The sister services have no word for it.
    Stage.CANCELLED: {Phase.CANCELLED, Phase.FAILED},
    None: {Phase.NOT_FOUND},
}


def of_error(error: CountermandError, before: Truth, after: Truth, *, job: str, sends: int) -> Iterator[str]:
    """Yield what is wrong with an error, of any job: one that says that nothing happened must be right.

    A cancel that took effect, and got an answer that is none, must have asked or looked once more at least.
    """
    acts = job not in ONLY_ASK
    if isinstance(error, TransportError):
        if acts and error.may_have_arrived:
            yield "a lost reply is told as a failed transport, and not as an ambiguous outcome"
        certain = True
    elif isinstance(error, AmbiguousOutcome):
        certain = False
        if any(message.message_id not in after for message in error.messages):
            yield "the error tells of a message that is not there"
    elif isinstance(error, ProtocolError):
        certain = isinstance(error, LoginProblem)
        if job == "cancel" and sends == 1 and _changed(before, after):
            yield "the cancel took effect, and its unreadable answer was taken for the end"
    elif isinstance(error, ServiceError):
        certain = True
    else:
        yield f"an error that is none of a service: {type(error).__name__}"
        return
    if certain and _changed(before, after):
        yield f"{type(error).__name__} says that nothing happened, and something did"


def of_cancel(result: CancelResult, message_id: str, before: Truth, after: Truth, *, faultless: bool) -> Iterator[str]:
    """Yield what is wrong with the result of a cancel."""
    was, now = before.get(message_id), after.get(message_id)
    ours = now is Stage.CANCELLED and was is not Stage.CANCELLED
    outcome = result.outcome
    if result.message_id != message_id:
        yield "the result is of another message"
    if outcome is Outcome.CANCELLED and now is not Stage.CANCELLED:
        yield "CANCELLED, and it goes out"
    if outcome is Outcome.CANCELLED and faultless and not ours:
        yield "CANCELLED, and it had been cancelled before"
    if outcome is not Outcome.CANCELLED and ours:
        yield f"{outcome.name}, and we have stopped it"
    right = {
        Outcome.ALREADY_CANCELLED: was is Stage.CANCELLED,
        Outcome.ALREADY_SENT: now is Stage.SENT,
        Outcome.TOO_LATE: now in {Stage.QUEUED, Stage.SENT},
        Outcome.NOT_FOUND: now is None,
    }
    if not right.get(outcome, True):
        yield f"{outcome.name}, and it is {now}"
    if _changed(_without(before, message_id), _without(after, message_id)):
        yield "another message was cancelled, too"


def of_cancel_all(result: CancelAllResult, before: Truth, after: Truth) -> Iterator[str]:
    """Yield what is wrong with the result of the vendor's own call."""
    waiting = [each for each, stage in before.items() if stage is Stage.SCHEDULED]
    if result.confirmed and any(after[each] is Stage.SCHEDULED for each in waiting):
        yield "all are said to be cancelled, and one is not"
    if not result.confirmed and _changed(before, after):
        yield "none is said to be cancelled, and one is"


def of_schedule(
    result: Sequence[ScheduledMessage], to: Sequence[str], before: Truth, after: Truth, due: object
) -> Iterator[str]:
    """Yield what is wrong with the result of a schedule."""
    told = {each.message_id for each in result if each.accepted}
    if told != after.keys() - before.keys():
        yield f"{len(told)} ids are told, and {len(after) - len(before)} messages are there"
    if [each.to for each in result] != list(to):
        yield "the recipients are others"
    if any(each.scheduled_at != due for each in result):
        yield "the time is another"
    if _changed(before, after, but_new=True):
        yield "another message was changed, too"


def of_status(state: MessageState, message_id: str, before: Truth, after: Truth) -> Iterator[str]:
    """Yield what is wrong with a status."""
    right = {phase for truth in (before, after) for phase in PHASES[truth.get(message_id)]}
    if state.message_id != message_id:
        yield "the state is of another message"
    if state.phase not in right:
        yield f"the phase is {state.phase.name}, and it is {after.get(message_id)}"
    if _changed(before, after):
        yield "a status changed something"


def twice(before: Truth, after: Truth, most: int) -> Iterator[str]:
    """Yield what is wrong where more messages are there than were ordered."""
    if len(after) - len(before) > most:
        yield f"{len(after) - len(before)} messages are there, and {most} were ordered"


def _changed(before: Truth, after: Truth, *, but_new: bool = False) -> bool:
    """Whether anything was scheduled or cancelled; what time alone does is no change."""
    if not but_new and after.keys() != before.keys():
        return True
    return any((stage is Stage.CANCELLED) != (after[each] is Stage.CANCELLED) for each, stage in before.items())


def _without(truth: Truth, message_id: str) -> Truth:
    return {each: stage for each, stage in truth.items() if each != message_id}
