"""What is done in a world: operations of the facades, drawn by chance, each with its judgement."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import TypeAlias
from uuid import UUID

from attrs import field, frozen

from countermand import (
    CancelAllResult,
    CancelResult,
    Credits,
    Esendex,
    MailPartner,
    MessageState,
    ScheduledMessage,
    SmsPartner,
    VoltMx,
)
from tests.faults import truth
from tests.faults.world import Truth, World

__all__ = ["Job", "draw"]

Judge: TypeAlias = Callable[[object, Truth, Truth, bool], Iterator[str]]
"""Takes a result, the truth before and after, and whether nothing went wrong; yields what is wrong with the result."""


@frozen(kw_only=True)
class Job:
    """One operation."""

    name: str
    do: Callable[[], object] = field(repr=False)
    judge: Judge = field(repr=False)
    new: int = 0
    """How many messages it may bring about."""


def draw(world: World) -> Job:
    """Draw what is done next."""
    jobs = [_cancel, _cancel, _cancel, _schedule, _schedule, _status]
    if isinstance(world.client, Esendex):
        jobs.append(_cancel_all)
    if isinstance(world.client, (SmsPartner, MailPartner)):
        jobs.append(_credits)
    return _schedule(world) if not world.truth() else world.chance.choice(jobs)(world)


def let_time_pass(world: World) -> None:
    """Sometimes let the messages come near their time, or go out."""
    if world.chance.random() < 0.1:
        before = world.chance.choice((timedelta(minutes=2), timedelta(seconds=3), timedelta(seconds=-1)))
        world.sandbox.clock.set(max(world.sandbox.clock.now(), world.due - before))


def _schedule(world: World) -> Job:
    client, canaries, due = world.client, world.canaries, world.due
    count = world.chance.choice((1, 1, 2, 3))
    text = f'{canaries.word()} "caf\xe9" <sale> & {canaries.word()}'
    do: Callable[[], Sequence[ScheduledMessage]]
    if isinstance(client, MailPartner):
        to = [f"{canaries.word()}@example.com" for _ in range(count)]
        sender, name = f"{canaries.word()}@example.com", canaries.word()
        do = lambda: client.schedule(to, text, f"<p>{text}</p>", due, sender=sender, sender_name=name)  # noqa: E731
    else:
        to = [canaries.number() for _ in range(count)]
        if isinstance(client, Esendex):
            reference = canaries.word()
            do = lambda: client.schedule(to, text, due, reference_id=reference)  # noqa: E731
        else:
            do = lambda: client.schedule(to, text, due)  # noqa: E731
    alone = not isinstance(client, Esendex)

    def judge(result: object, before: Truth, after: Truth, faultless: bool) -> Iterator[str]:
        assert isinstance(result, list)
        yield from truth.of_schedule(result, to, before, after, due)

    return Job(name="schedule", do=do, judge=judge, new=1 if alone else count)


def _cancel(world: World) -> Job:
    client, message_id = world.client, _some_id(world)
    verify = world.chance.random() < 0.5
    do: Callable[[], CancelResult]
    if isinstance(client, VoltMx):
        do = lambda: client.cancel(message_id, verify=verify)  # noqa: E731
    else:
        do = lambda: client.cancel(message_id)  # noqa: E731

    def judge(result: object, before: Truth, after: Truth, faultless: bool) -> Iterator[str]:
        assert isinstance(result, CancelResult)
        yield from truth.of_cancel(result, message_id, before, after, faultless=faultless)

    return Job(name="cancel", do=do, judge=judge)


def _status(world: World) -> Job:
    client, message_id = world.client, _some_id(world)

    def judge(result: object, before: Truth, after: Truth, faultless: bool) -> Iterator[str]:
        assert isinstance(result, MessageState)
        yield from truth.of_status(result, message_id, before, after)

    return Job(name="status", do=lambda: client.status(message_id), judge=judge)


def _cancel_all(world: World) -> Job:
    client = world.client
    assert isinstance(client, Esendex)

    def judge(result: object, before: Truth, after: Truth, faultless: bool) -> Iterator[str]:
        assert isinstance(result, CancelAllResult)
        yield from truth.of_cancel_all(result, before, after)

    return Job(name="cancel_all", do=client.cancel_all, judge=judge)


def _credits(world: World) -> Job:
    client = world.client
    assert isinstance(client, (SmsPartner, MailPartner))
    account = world.sandbox.smspartner if isinstance(client, SmsPartner) else world.sandbox.mailpartner
    owner = client._api_key
    waiting = account.waiting(owner)

    def judge(result: object, before: Truth, after: Truth, faultless: bool) -> Iterator[str]:
        assert isinstance(result, Credits)
        if isinstance(client, SmsPartner) and result.pending not in {waiting, account.waiting(owner)}:
            yield f"{result.pending} wait by the credits, and in truth {waiting}"
        if result.balance is not None and abs(result.balance - account.account(owner).balance) >= 1:
            yield "the balance is another"

    return Job(name="credits", do=client.credits, judge=judge)


def _some_id(world: World) -> str:
    """Draw a message of the world, seldom one that nobody knows."""
    known = sorted(world.truth())
    if world.chance.random() < 0.1 or not known:
        strange = UUID(int=world.chance.getrandbits(128), version=4)
        return str(strange) if isinstance(world.client, Esendex) else str(strange.int)[:12]
    return world.chance.choice(known)
