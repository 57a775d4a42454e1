"""One call: a request out, a reply in. The only place where the wire's errors become ours."""

from __future__ import annotations

from typing import Final, Generic, TypeVar

import attrs

from countermand import redact
from countermand.errors import (
    AuthenticationError,
    CountermandError,
    InvalidArgument,
    PermissionDenied,
    ProtocolError,
    RateLimited,
    ServiceError,
    SoapFault,
    TransportError,
)
from countermand.flows.channel import Channel
from countermand.flows.flow import Flow
from countermand_wire.absent import ABSENT
from countermand_wire.errors import DecodeError, EncodeError, FaultError
from countermand_wire.http import HttpRequest, HttpResponse
from countermand_wire.operation import Operation
from countermand_wire.soap import Fault

__all__ = ["Reply", "asked", "call", "http_refusal", "leaves_open", "retry_after"]

UNTOUCHED: Final = frozenset({404, 405, 407, 411, 413, 414, 415, 431})
"""HTTP statuses of a server that did not call the operation. 400 is not one: WCF ends any exception in it."""

T = TypeVar("T")
Request = TypeVar("Request")
Response = TypeVar("Response")
Value_co = TypeVar("Value_co", covariant=True)


@attrs.frozen(kw_only=True)
class Reply(Generic[Value_co]):
    """What a call brought."""

    value: Value_co
    http: HttpResponse
    """The reply as it came, redacted."""


def call(channel: Channel, operation: Operation[Request, Response], request: Request) -> Flow[Reply[Response]]:
    """Call an operation once; a request that certainly did not arrive is sent anew as the policy says.

    Raises:
        InvalidArgument: a member of the request cannot be sent, or the operation does not travel over this wire.
        TransportError: no reply came.
        ProtocolError: the reply is not one of this operation.
        SoapFault: the reply is a fault.
        ServiceError: the reply is no reply of this operation, and its HTTP status is a refusal.
    """
    message = _encode(channel, operation, request)
    for _ in range(channel.policy.reconnects):
        try:
            response = yield message
        except TransportError as error:
            if error.may_have_arrived:
                raise
        else:
            return _decode(channel, operation, response)
    response = yield message
    return _decode(channel, operation, response)


def asked(flow: Flow[T]) -> Flow[T | CountermandError]:
    """Run a flow, and return the error that it ends in instead of raising it."""
    try:
        return (yield from flow)
    except CountermandError as error:
        return error


def leaves_open(error: CountermandError) -> bool:
    """Whether the service may have acted although no answer says so."""
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
    # Raised outside the handlers, here and below: what a codec stumbled over may be the context of its error.
    raise problem


def _decode(channel: Channel, operation: Operation[Request, Response], response: HttpResponse) -> Reply[Response]:
    problem: CountermandError
    try:
        value = channel.binding.decode(operation, response)
    except FaultError as error:
        problem = _fault(error.fault, response, channel.secrets)
    except DecodeError as error:
        problem = http_refusal(response) or ProtocolError(
            f"{operation.name}: the reply is not one: {error}",
            status=response.status,
            excerpt=redact.excerpt(response.body, channel.secrets),
        )
    else:
        if not _is_hollow(value):
            return Reply(value=value, http=redact.response(response, channel.secrets))
        problem = ProtocolError(f"{operation.name}: the reply holds no result", status=response.status)
    raise problem


def _is_hollow(value: object) -> bool:
    """Whether a reply of one member, its result, came without it: the schema allows that, and it says nothing."""
    kind = type(value)
    names = [field.name for field in attrs.fields(kind)] if attrs.has(kind) else []
    return len(names) == 1 and getattr(value, names[0]) is ABSENT


def _fault(fault: Fault, response: HttpResponse, secrets: tuple[str, ...]) -> SoapFault:
    return SoapFault(
        fault.code,
        subcode=fault.subcode,
        reason=redact.text(fault.reason, secrets),
        actor=None if fault.actor is None else redact.text(fault.actor, secrets),
        detail=None if fault.detail is None else redact.text(fault.detail, secrets),
        status=response.status,
    )


def http_refusal(response: HttpResponse, text: str = "") -> ServiceError | None:
    """Return the error for an HTTP status by which a server refuses, whatever stands in the body.

    Args:
        response: The reply.
        text: What it says, redacted; else the status stands for it.
    """
    said = text or f"HTTP {response.status}"
    match response.status:
        case 401:
            return AuthenticationError("the server does not accept the credentials", code=401, text=said)
        case 403:
            return PermissionDenied("the server refuses the request", code=403, text=said)
        case 429:
            return RateLimited("too many requests", retry_after=retry_after(response), code=429, text=said)
        case _:
            return None


def retry_after(response: HttpResponse) -> float | None:
    """Read Retry-After where it is a number of seconds; its other form, a date, is left to a caller with a clock."""
    text = (response.header("Retry-After") or "").strip()
    return float(text) if text.isascii() and text.isdigit() else None
