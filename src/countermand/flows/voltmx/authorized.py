"""One call with the headers that let one in; a token that is refused is renewed once."""

from __future__ import annotations

from typing import TypeVar

from countermand.auth import ClaimsLogin, OAuthLogin
from countermand.errors import AuthenticationError
from countermand.flows.call import call
from countermand.flows.flow import Flow
from countermand.flows.replies import hiding
from countermand.flows.reply import Reply
from countermand.flows.voltmx.answers import refusal
from countermand.flows.voltmx.login import logged_in
from countermand.flows.voltmx.session import Session
from countermand_wire.operation import Operation

__all__ = ["answered", "authorized"]

Request = TypeVar("Request")
Response = TypeVar("Response")


def authorized(
    session: Session, operation: Operation[Request, Response], request: Request, *hidden: str, harmless: bool = False
) -> Flow[Reply[Response]]:
    """Call an operation once; a call that is refused with 401 did nothing, and is sent anew with a new token.

    Args:
        session: Who asks.
        operation: What.
        request: Its request.
        hidden: Values in it that no error may show.
        harmless: See `call`.

    Raises:
        CountermandError: as `call` and as `logged_in`.
    """

    def once() -> Flow[Reply[Response]]:
        return call(hiding(session.channel_with(access), *hidden), operation, request, harmless=harmless)

    access = yield from logged_in(session)
    try:
        reply = yield from once()
    except AuthenticationError as error:
        if error.code != 401 or not _renewable(session):
            raise
    else:
        if reply.http.status != 401 or not _renewable(session):
            return reply
    session.tokens.forget(access)
    access = yield from logged_in(session)
    return (yield from once())


def answered(session: Session, operation: Operation[Request, Response], request: Request) -> Flow[Response]:
    """Call an operation once, and return the value of its reply.

    Raises:
        CountermandError: as `authorized`, and the service's refusals.
    """
    reply = yield from authorized(session, operation, request)
    error = refusal(reply.http, "", f"do {operation.name}")
    if error is not None:
        raise error
    return reply.value


def _renewable(session: Session) -> bool:
    return isinstance(session.auth, (ClaimsLogin, OAuthLogin))
