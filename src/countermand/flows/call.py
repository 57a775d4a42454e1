"""One call: a request out, a reply in. Here and in `reply`, and nowhere else, the wire's errors become ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from countermand.errors import CountermandError, InvalidArgument, ProtocolError, TlsError, TransportError
from countermand.flows.channel import Channel
from countermand.flows.flow import DeadlineOver, Flow, Pause
from countermand_wire.errors import EncodeError
from countermand_wire.operation import Operation

if TYPE_CHECKING:
    from countermand.flows.reply import Reply
    from countermand_wire.http import HttpRequest, HttpResponse

__all__ = ["asked", "asked_by", "call", "exchange", "leaves_open", "waited"]

UNTOUCHED: Final = frozenset({404, 405, 407, 411, 413, 414, 415, 431})
"""HTTP statuses of a server that did not call the operation. 400 is not one: WCF ends any exception in it."""

TURNED_AWAY: Final = frozenset({429})
"""HTTP statuses of a call that was not made, and may be later."""

PASSING: Final = TURNED_AWAY | {408, 502, 503, 504}
"""HTTP statuses that are about the moment, of a call that may have been made."""

T = TypeVar("T")
Request = TypeVar("Request")
Response = TypeVar("Response")


def call(
    channel: Channel, operation: Operation[Request, Response], request: Request, *, harmless: bool = False
) -> Flow[Reply[Response]]:
    """Call an operation. What certainly did not arrive, or was turned away with 429, is sent anew as the policy says.

    Args:
        channel: How it travels.
        operation: What to call.
        request: Its request.
        harmless: Whether a second call changes nothing, as of a question: then it is also made after a lost reply.

    Raises:
        InvalidArgument: a member of the request cannot be sent, or the operation does not travel over this wire.
        TransportError: no reply came.
        ProtocolError: the reply is not one of this operation.
        SoapFault: the reply is a fault.
        ServiceError: the reply is no reply of this operation, and its HTTP status is a refusal.
    """
    message, response = yield from exchange(channel, operation, request, harmless=harmless)
    return _read(channel, operation, message, response)


def exchange(
    channel: Channel, operation: Operation[Request, Response], request: Request, *, harmless: bool = False
) -> Flow[tuple[HttpRequest, HttpResponse]]:
    """Send a request as `call` does, and return it as it was sent with what came back, unread.

    It is written anew for each attempt: a message id or a nonce that comes twice may be taken for a replay.

    Raises:
        InvalidArgument: a member of the request cannot be sent, or the operation does not travel over this wire.
        TransportError: no reply came.
    """
    attempt = 0
    while True:
        attempt += 1
        message = _encode(channel, operation, request)
        try:
            response = yield message
        except TransportError as error:
            lost = error
        else:
            passing = response.status in (PASSING if harmless else TURNED_AWAY)
            if not (passing and (yield from waited(channel, attempt, _named_by(channel, response)))):
                return message, response
            continue
        repeatable = (harmless or not lost.may_have_arrived) and not isinstance(lost, TlsError)
        if not (repeatable and (yield from waited(channel, attempt))):
            raise lost


def waited(channel: Channel, attempt: int, asked: float | None = None) -> Flow[bool]:
    """Wait before another attempt, and tell whether there is to be one.

    Args:
        channel: Whose policy counts.
        attempt: The number of the last one, from 1.
        asked: Seconds that the server asked to wait.
    """
    seconds = channel.policy.pause(attempt, asked)
    if seconds is None:
        return False
    try:
        yield Pause(seconds)
    except DeadlineOver:
        return False
    return True


def _named_by(channel: Channel, response: HttpResponse) -> float | None:
    from countermand.flows.retry_after import retry_after  # noqa: PLC0415  # Seldom needed.

    return retry_after(response, channel.policy.clock.now)


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


def asked_by(answer: object) -> float | None:
    """Return the seconds that a service asked to wait by its last answer, None where that is none, or does not say."""
    return answer.retry_after if isinstance(answer, ProtocolError) else None


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
