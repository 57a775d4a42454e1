"""A flow: the steps of a job as a generator that does no I/O, and the driver that runs one.

Libraries that repeat a call, such as tenacity, wrap a function. Here what to do after a failure is the job's own next
step, so that the flow says when to wait, the policy how long, and the driver lets the time pass.
"""

from __future__ import annotations

from collections.abc import Generator
from math import inf
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from countermand.errors import CountermandError, RequestTimeout
from countermand.policy import USUAL, Clock, Policy
from countermand_wire.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from countermand.transport import Transport

__all__ = ["DeadlineOver", "Flow", "Pause", "run"]

T = TypeVar("T")


class Pause:
    """A wait between two requests."""

    __slots__ = ("seconds",)

    def __init__(self, seconds: float) -> None:
        self.seconds: float = seconds
        """How long."""


class DeadlineOver(RequestTimeout):
    """The call has no time left: what it would have sent or waited for next is not done."""


Flow: TypeAlias = Generator[HttpRequest | Pause, HttpResponse, T]
"""Yields requests, is sent their replies, or has thrown in what the transport raised, and returns a `T`.

A `Pause` has no reply; a `DeadlineOver` is thrown in where there is no time for it.
"""


def run(flow: Flow[T], transport: Transport, policy: Policy = USUAL) -> T:
    """Run a flow to its end, one request after another, within the policy's deadline.

    Returns:
        What the flow returns.

    Raises:
        CountermandError: what the flow raises; what the transport raises reaches the flow first.
    """
    clock = policy.clock
    end = None if policy.deadline is None else clock.monotonic() + policy.deadline
    try:
        step = next(flow)
        while True:
            left = inf if end is None else end - clock.monotonic()
            try:
                response = transport.send(_within(step, left)) if isinstance(step, HttpRequest) else None
                if isinstance(step, Pause):
                    _rest(step, left, clock)
            except CountermandError as error:
                step = flow.throw(error)
            else:
                step = next(flow) if response is None else flow.send(response)
    except StopIteration as done:
        result: T = done.value
        return result
    finally:
        flow.close()


def _rest(pause: Pause, left: float, clock: Clock) -> None:
    if pause.seconds >= left:
        raise _over()
    clock.sleep(pause.seconds)


def _within(request: HttpRequest, left: float) -> HttpRequest:
    if left == inf:
        return request
    if left <= 0:
        raise _over()
    return HttpRequest(
        method=request.method,
        url=request.url,
        headers=request.headers,
        body=request.body,
        timeout=None if request.timeout is None else min(request.timeout, left),
        deadline=left,
    )


def _over() -> DeadlineOver:
    return DeadlineOver("the deadline is over before the request was sent", may_have_arrived=False)
