"""One call: a request out, a reply in. Here and in `reply`, and nowhere else, the wire's errors become ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from countermand.errors import CountermandError, InvalidArgument, ProtocolError, TransportError
from countermand.flows.channel import Channel
from countermand.flows.flow import Flow
from countermand_wire.errors import EncodeError
from countermand_wire.operation import Operation

if TYPE_CHECKING:
    from countermand.flows.reply import Reply
    from countermand_wire.http import HttpRequest, HttpResponse

__all__ = ["asked", "call", "exchange", "leaves_open"]

UNTOUCHED: Final = frozenset({404, 405, 407, 411, 413, 414, 415, 431})
"""HTTP statuses of a server that did not call the operation. 400 is not one: WCF ends any exception in it."""

T = TypeVar("T")
Request = TypeVar("Request")
Response = TypeVar("Response")


def call(channel: Channel, operation: Operation[Request, Response], request: Request) -> Flow[Reply[Response]]:
    """Call an operation once; a request that certainly did not arrive is sent anew as the policy says.

    Raises:
        InvalidArgument: a member of the request cannot be sent, or the operation does not travel over this wire.
        TransportError: no reply came.
        ProtocolError: the reply is not one of this operation.
        SoapFault: the reply is a fault.
        ServiceError: the reply is no reply of this operation, and its HTTP status is a refusal.
    """
    message, response = yield from exchange(channel, operation, request)
    return _read(channel, operation, message, response)


def exchange(
    channel: Channel, operation: Operation[Request, Response], request: Request
) -> Flow[tuple[HttpRequest, HttpResponse]]:
    """Send a request as `call` does, and return it as it was sent with what came back, unread.

    Raises:
        InvalidArgument: a member of the request cannot be sent, or the operation does not travel over this wire.
        TransportError: no reply came.
    """
    message = _encode(channel, operation, request)
    for _ in range(channel.policy.reconnects):
        try:
            return message, (yield message)
        except TransportError as error:
            if error.may_have_arrived:
                raise
    return message, (yield message)


def _read(
    channel: Channel, operation: Operation[Request, Response], message: HttpRequest, response: HttpResponse
) -> Reply[Response]:
    from countermand.flows.reply import read_reply  # noqa: PLC0415  # With the first reply, not before the request.

    return read_reply(channel, operation, message, response)


def asked(flow: Flow[T]) -> Flow[T | CountermandError]:
    """Run a flow, and return the error that it ends in instead of raising it."""
    try:
        return (yield from flow)
    except CountermandError as error:
        return error


def leaves_open(error: CountermandError) -> bool:
    """Whether the service may have acted although no answer says so.

    This rests on what HTTP and the vendors promise. A server that answers with one of `UNTOUCHED`, with a redirect, or
    with 401, 403 or 429 (which come as a ServiceError), did not call the operation, nor did one whose reply is a
    refusal of the vendor's own. Of every other reply that is none, whatever its status, the service may have acted
    first. A gateway that lets a call through and then answers 403 for it, or gives one call the reply to another of
    the same kind, makes the outcome a lie that no client could find out; no retry of a call rests on such an answer.
    """
    if isinstance(error, TransportError):
        return error.may_have_arrived
    if isinstance(error, ProtocolError):
        status = error.status or 0
        return status not in UNTOUCHED and status // 100 != 3
    return False


def _encode(channel: Channel, operation: Operation[Request, Response], request: Request) -> HttpRequest:
    try:
        return channel.binding.encode(operation, request)
    except EncodeError as error:
        problem = InvalidArgument(error.path, error.reason)
    # Raised outside the handler: what a codec stumbled over may be the context of its error.
    raise problem
