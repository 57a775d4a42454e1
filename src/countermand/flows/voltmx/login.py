"""Exchange a user and password for what lets one in. To do so twice does no harm: a second token is as good."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from countermand import redact
from countermand.auth import ClaimsLogin, OAuthLogin
from countermand.errors import AuthenticationError, CountermandError, ProtocolError, TransportError
from countermand.flows.call import call
from countermand.flows.channel import Channel
from countermand.flows.flow import Flow
from countermand.flows.reply import Reply
from countermand.flows.voltmx.answers import refusal
from countermand.flows.voltmx.paths import PREMISES_PATH
from countermand.flows.voltmx.session import Access, Session, WithHeaders, basic
from countermand_bindings.voltmx.operations.access_token import ACCESS_TOKEN, AccessToken, AccessTokenResponse
from countermand_bindings.voltmx.operations.cloud_login import CLOUD_LOGIN, CloudLogin, CloudLoginResponse
from countermand_bindings.voltmx.operations.login import LOGIN, Login, LoginResponse
from countermand_wire.absent import ABSENT, Absent

__all__ = ["LoginProblem", "logged_in"]


class LoginProblem(ProtocolError):
    """An answer to a login that is none. The call that needed it was not sent."""


def logged_in(session: Session) -> Flow[Access]:
    """Return the access to call with: the standing one, or the one that a login gives now.

    Raises:
        AuthenticationError: the login is refused.
        TransportError: no reply to the login came; the call itself was not sent, which `may_have_arrived` says.
        LoginProblem: the login's reply is none.
    """
    access = session.standing()
    if access is not None or session.login is None:
        return access or Access(headers={})
    try:
        access = yield from _log_in(session, session.login)
    except TransportError as error:
        raise type(error)(f"login: {error}", may_have_arrived=False) from error
    except LoginProblem:
        raise
    except ProtocolError as error:
        raise LoginProblem(f"login: {error}", status=error.status) from error
    session.tokens.keep(access)
    return access


def _log_in(session: Session, channel: Channel) -> Flow[Access]:
    match session.auth:
        case ClaimsLogin() as auth:
            reply = yield from _claims(channel, auth)
            return _claimed(session, channel, reply)
        case OAuthLogin(user, password):
            asking = WithHeaders(channel.binding, {"Authorization": basic(user, password)})
            given = yield from call(
                Channel(service=channel.service, binding=asking, policy=channel.policy, secrets=channel.secrets),
                ACCESS_TOKEN,
                AccessToken(),
                harmless=True,
            )
            return _given(channel, given)
        case _:
            return Access(headers={})


def _claims(channel: Channel, auth: ClaimsLogin) -> Flow[Reply[LoginResponse] | Reply[CloudLoginResponse]]:
    if not auth.url.rstrip("/").endswith(PREMISES_PATH):
        asking = CloudLogin(userid=auth.user, password=auth.password)
        return (yield from call(channel, CLOUD_LOGIN, asking, harmless=True))
    request = Login(
        userid=auth.user,
        password=auth.password,
        provider=ABSENT if auth.provider is None else auth.provider,
        domain=ABSENT if auth.domain is None else auth.domain,
    )
    return (yield from call(channel, LOGIN, request, harmless=True))


def _claimed(session: Session, channel: Channel, reply: Reply[LoginResponse] | Reply[CloudLoginResponse]) -> Access:
    token = reply.value.claims_token
    value = ABSENT if token is ABSENT else token.value
    if reply.http.status != 200 or token is ABSENT or not _sendable(value):
        raise _refused(channel, reply, reply.value.message)
    return Access(headers={session.names.claims: str(value)}, ends=_moment(token.exp))


def _given(channel: Channel, reply: Reply[AccessTokenResponse]) -> Access:
    token, secret = reply.value.access_token, reply.value.access_secret
    if reply.http.status != 200 or not _sendable(token) or not _sendable(secret):
        raise _refused(channel, reply, reply.value.message)
    return Access(headers={"AccessToken": str(token), "AccessSecret": str(secret)})


def _refused(channel: Channel, reply: Reply[object], message: str | Absent) -> CountermandError:
    text = "" if message is ABSENT else redact.text(message, channel.secrets)
    error = refusal(reply.http, text, "log in")
    if isinstance(error, AuthenticationError):
        return AuthenticationError("the login is refused: is the password right?", code=error.code, text=text)
    return error or LoginProblem("the login's reply holds no token", status=reply.http.status)


def _sendable(value: str | Absent) -> bool:
    return value is not ABSENT and bool(value) and value.isascii() and value.isprintable()


def _moment(milliseconds: int | Absent) -> datetime | None:
    """Return a moment of the Unix epoch; None for one that is not told, or beyond the calendar, which never comes."""
    if milliseconds is ABSENT:
        return None
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None
