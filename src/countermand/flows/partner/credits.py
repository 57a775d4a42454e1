"""What the account has left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from countermand.flows.call import call
from countermand.flows.channel import Channel
from countermand.flows.flow import Flow
from countermand.flows.partner.judge import AnyReply, judged, refusal
from countermand.flows.reply import Reply
from countermand.outcome import Credits
from countermand_wire.operation import Operation

__all__ = ["credits_left"]

Request = TypeVar("Request")


def credits_left(
    channel: Channel,
    operation: Operation[Request, AnyReply],
    request: Request,
    told: Callable[[Reply[AnyReply]], Credits],
) -> Flow[Credits]:
    """Read the account's credit.

    Args:
        channel: How the calls travel.
        operation: Me of the service.
        request: Its request.
        told: Takes a reply that tells, and gives what it says.

    Raises:
        CountermandError: as `call`, and the service's refusals.
    """
    reply = yield from call(channel, operation, request, harmless=True)
    said = judged(channel, operation, reply)
    if not said.success:
        raise refusal(said, reply.http, "tell the credit")
    return told(reply)
