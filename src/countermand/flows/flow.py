"""A flow: the steps of a job as a generator that does no I/O, and the driver that runs one."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from countermand.errors import CountermandError
from countermand_wire.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from countermand.transport import Transport

__all__ = ["Flow", "run"]

T = TypeVar("T")

Flow: TypeAlias = Generator[HttpRequest, HttpResponse, T]
"""Yields requests, is sent their replies, or has thrown in what the transport raised, and returns a `T`."""


def run(flow: Flow[T], transport: Transport) -> T:
    """Run a flow to its end, one request after another.

    Returns:
        What the flow returns.

    Raises:
        CountermandError: what the flow raises; what the transport raises reaches the flow first.
    """
    try:
        request = next(flow)
        while True:
            try:
                response = transport.send(request)
            except CountermandError as error:
                request = flow.throw(error)
            else:
                request = flow.send(response)
    except StopIteration as end:
        result: T = end.value
        return result
    finally:
        flow.close()
