"""What a call brought, out of what HTTP brought: the value, or the error that stands for a refusal.

A module of its own because nothing of it is needed before the first reply: redaction alone is a dozen patterns.
"""

from __future__ import annotations

from typing import Generic, TypeVar

import attrs

from countermand import redact
from countermand.errors import (
    AuthenticationError,
    CountermandError,
    PermissionDenied,
    ProtocolError,
    RateLimited,
    ServiceError,
    SoapFault,
)
from countermand.flows.channel import Channel
from countermand.flows.retry_after import retry_after
from countermand_wire.absent import ABSENT
from countermand_wire.errors import DecodeError, FaultError
from countermand_wire.http import HttpRequest, HttpResponse
from countermand_wire.operation import Operation

__all__ = ["Reply", "http_refusal", "read_reply", "read_value"]

Request = TypeVar("Request")
Response = TypeVar("Response")
Value_co = TypeVar("Value_co", covariant=True)


@attrs.frozen(kw_only=True)
class Reply(Generic[Value_co]):
    """What a call brought."""

    value: Value_co
    http: HttpResponse
    """The reply as it came, redacted."""


def read_reply(
    channel: Channel, operation: Operation[Request, Response], request: HttpRequest, response: HttpResponse
) -> Reply[Response]:
    """Read a reply of this operation to this request, which says what no error may show.

    Raises:
        ProtocolError: it is not one, or holds no result.
        SoapFault: it is a fault.
        ServiceError: it is no reply of this operation, and its HTTP status is a refusal.
    """
    value = read_value(channel, operation, request, response)
    if _is_hollow(value):
        raise ProtocolError(f"{operation.name}: the reply holds no result", status=response.status)
    return Reply(value=value, http=redact.response(response, channel.secrets))


def read_value(
    channel: Channel, operation: Operation[Request, Response], request: HttpRequest, response: HttpResponse
) -> Response:
    """Read a reply of this operation, which may leave its result out.

    Raises:
        ProtocolError: it is not one.
        SoapFault: it is a fault.
        ServiceError: it is no reply of this operation, and its HTTP status is a refusal.
    """
    problem: CountermandError
    try:
        return channel.binding.decode(operation, response)
    except FaultError as error:
        problem = _fault(error, response, _hidden(channel, request))
    except DecodeError as error:
        problem = http_refusal(response) or _no_reply(channel, operation.name, error, request, response)
    # Raised outside the handlers: what a codec stumbled over may be the context of its error.
    raise problem


def _hidden(channel: Channel, request: HttpRequest) -> tuple[str, ...]:
    from countermand.held import held  # noqa: PLC0415  # With the first error.

    return (*held(request), *channel.secrets)


def _no_reply(
    channel: Channel, name: str, error: DecodeError, request: HttpRequest, response: HttpResponse
) -> ProtocolError:
    secrets = _hidden(channel, request)
    return ProtocolError(
        f"{name}: the reply is not one: {redact.text(str(error), secrets)}",
        status=response.status,
        excerpt=redact.excerpt(response.body, secrets),
        retry_after=retry_after(response, channel.policy.clock.now),
    )


def _is_hollow(value: object) -> bool:
    """Whether a reply of one member, its result, came without it: the schema allows that, and it says nothing."""
    kind = type(value)
    names = [field.name for field in attrs.fields(kind)] if attrs.has(kind) else []
    return len(names) == 1 and getattr(value, names[0]) is ABSENT


def _fault(error: FaultError, response: HttpResponse, secrets: tuple[str, ...]) -> SoapFault:
    fault = error.fault
    return SoapFault(
        redact.text(fault.code, secrets),
        subcode=None if fault.subcode is None else redact.text(fault.subcode, secrets),
        reason=redact.text(fault.reason, secrets),
        actor=None if fault.actor is None else redact.text(fault.actor, secrets),
        detail=None if fault.detail is None else redact.text(fault.detail, secrets),
        details=error.details,
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
