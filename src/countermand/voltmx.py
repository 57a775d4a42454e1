"""HCL Volt MX Engagement Services, once Kony."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, TypeVar

from attrs import evolve

from countermand import options
from countermand.auth import AppKey, Auth, BasicAuth, ClaimsLogin, OAuthLogin, OAuthTokens, from_environment
from countermand.errors import ConfigurationError, InvalidArgument
from countermand.facade import Facade
from countermand.flows import arguments
from countermand.flows.channel import Channel
from countermand.flows.voltmx.paths import CLOUD_PATH, PREMISES_PATH
from countermand.flows.voltmx.session import KONY, VOLTMX, Session, secrets_of
from countermand.message_ids import digits
from countermand.traceless import traceless
from countermand_wire.api import ApiBinding
from countermand_wire.operation import Operation

if TYPE_CHECKING:
    from countermand.flows.voltmx.status import Window
    from countermand.outcome import CancelResult, MessageState, ScheduledMessage
    from countermand.policy import Policy
    from countermand.services import Capability
    from countermand.telemetry import Telemetry
    from countermand.transport import Transport
    from countermand_bindings.voltmx.service import VoltMxApi

__all__ = ["URL_VARIABLE", "VoltMx"]

URL_VARIABLE = "COUNTERMAND_VOLTMX_URL"
"""The environment variable that holds the service's address where none is passed."""

SERVICE = "voltmx"

Request = TypeVar("Request")
Response = TypeVar("Response")


class VoltMx(Facade):
    """Schedules, cancels and looks up SMS of one engagement server; safe to share between threads.

    One request id stands for all messages of a send.

    Args:
        base_url: The server's address with its context path, as in ``https://host/vpns``; else
            COUNTERMAND_VOLTMX_URL's.
        auth: Who asks: one of `countermand.auth`; else what the variables COUNTERMAND_VOLTMX_… hold.
        kony: Whether the header fields have the names of the older generation, ``X-Kony-…``.
        timeout: Seconds to wait for a connection, and for each piece of a reply.
        policy: How often a request is sent and how long a call may take in all; see `Policy`.
        transport: Sends the requests, those of a login, too: any object with `send`. It stays yours to close.
        telemetry: Who is told of each operation, besides the log.

    Raises:
        ConfigurationError: an option is missing or wrong; the message says which and what to do.
    """

    @traceless
    def __init__(
        self,
        *,
        base_url: str | None = None,
        auth: Auth | None = None,
        kony: bool = False,
        timeout: float = 30.0,
        policy: Policy | None = None,
        transport: Transport | None = None,
        telemetry: Telemetry | None = None,
    ) -> None:
        self._base_url = options.base_url(options.credential(base_url, "base_url", URL_VARIABLE))
        who = from_environment() if auth is None else _known(auth)
        seconds = options.timeout(timeout)
        secrets = secrets_of(who)
        channel = Channel(
            service=SERVICE, binding=ApiBinding(base_url=self._base_url, timeout=seconds), secrets=secrets
        )
        self._session = Session(
            channel=channel,
            auth=who,
            login=_login_channel(who, self._base_url, seconds, secrets),
            names=KONY if _flag(kony) else VOLTMX,
            clock=_now,
        )
        self._api: VoltMxApi | None = None
        super().__init__(channel, transport, policy=policy, wire="json", telemetry=telemetry)
        self._take(self._channel)

    @property
    def can(self) -> frozenset[Capability]:
        """What this service can do besides cancelling one message."""
        from countermand.services import Capability  # noqa: PLC0415  # When first used, as all below.

        return frozenset({Capability.SCHEDULE, Capability.STATUS, Capability.VERIFY, Capability.COUNT})

    @property
    def api(self) -> VoltMxApi:
        """Every operation, typed, with the headers that let one in.

        Replies come back whole, without their HTTP status.

        Raises:
            ServiceError: the service refuses a call: HTTP 400, 401 and their like.
        """
        if self._api is None:
            from countermand_bindings.voltmx.service import VoltMxApi  # noqa: PLC0415

            self._api = VoltMxApi(self._call)
        return self._api

    @traceless
    def cancel(self, message: str | int | ScheduledMessage | None, *, verify: bool = False) -> CancelResult:
        """Cancel what of a request still waits; the result's count says how many messages that were.

        The service answers one and the same 400 for a request that it does not know, one that is sent and one that is
        cancelled already: `Outcome.NOT_CANCELLED`, unless its status is read.

        Args:
            message: The request's id, or what `schedule` gave.
            verify: Whether to read the status after a 400, so that the outcome says why.

        Raises:
            InvalidMessageId: not a number, or another service's message; nothing was sent.
            AmbiguousOutcome: replies got lost, and neither asking again nor the status told what came of it.
            AuthenticationError: the service, or the login, refuses the credentials.
            TransportError: the request certainly did not arrive.
            ProtocolError: the server's answers are none, or it failed.
            ServiceError: the service refuses the call.
        """
        from countermand.flows.voltmx.cancel import cancel  # noqa: PLC0415

        message_id, look = digits(message, SERVICE), arguments.flag(verify, "verify")
        return self._run("cancel", cancel(self._session, message_id, verify=look))

    @traceless
    def schedule(  # the members of a message
        self,
        to: Sequence[str],
        body: str,
        at: datetime,
        *,
        expires: datetime | None = None,
        priority: bool = False,
        voice: bool = False,
        registered_only: bool = True,
    ) -> list[ScheduledMessage]:
        """Schedule a text. It is never sent twice: a lost reply raises, and is not repeated.

        Args:
            to: The recipients' numbers.
            body: The text.
            at: When it is to go out: aware, and in the future. Sent in milliseconds, as all times of the service's
                replies are; its pages also say seconds.
            expires: When it is not to go out any more.
            priority: Use the service for urgent messages.
            voice: Have it read out.
            registered_only: Only to numbers that are in the server's audience; False for any.

        Returns:
            One message per recipient, in order, all with the one id of the request: to cancel one cancels all.

        Raises:
            InvalidArgument: an argument that cannot be sent; nothing was.
            AmbiguousOutcome: the reply got lost: the messages may be scheduled.
            CountermandError: as `cancel`.
        """
        from countermand.flows.voltmx.order import order  # noqa: PLC0415
        from countermand.flows.voltmx.schedule import schedule  # noqa: PLC0415

        wanted = order(
            to,
            body,
            at,
            now=_now(),
            expires=expires,
            priority=priority,
            voice=voice,
            registered_only=registered_only,
        )
        return self._run("schedule", schedule(self._session, wanted))

    @traceless
    def status(
        self,
        message: str | int | ScheduledMessage | None,
        *,
        since: date | None = None,
        until: date | None = None,
    ) -> MessageState:
        """Read what became of a request's messages; one that the service does not know has `Phase.NOT_FOUND`.

        Where messages differ, the phase is `Phase.UNKNOWN` and the text counts them.

        Args:
            message: The request's id, or what `schedule` gave.
            since: The first day to look at; else a year ago.
            until: The last day to look at; else a year ahead.

        Raises:
            InvalidMessageId: not a number; nothing was sent.
            InvalidArgument: the days are none, or in the wrong order; nothing was sent.
            CountermandError: as `cancel`.
        """
        from countermand.flows.voltmx.status import status  # noqa: PLC0415

        message_id = digits(message, SERVICE)
        return self._run("status", status(self._session, message_id, _window(since, until)))

    def __repr__(self) -> str:
        return f"VoltMx(base_url={self._base_url!r}, auth={type(self._session.auth).__name__})"

    def _take(self, channel: Channel) -> None:
        super()._take(channel)
        login = self._session.login
        self._session = evolve(
            self._session,
            channel=channel,
            login=None if login is None else evolve(login, policy=channel.policy),
        )
        self._api = None

    @traceless
    def _call(self, operation: Operation[Request, Response], request: Request, /) -> Response:
        from countermand.flows.voltmx.authorized import answered  # noqa: PLC0415

        return self._run(operation.name, answered(self._session, operation, request))


def _now() -> datetime:
    return datetime.now(UTC)


def _window(since: object, until: object) -> Window:
    from countermand.flows.voltmx.status import Window  # noqa: PLC0415

    window = Window.around(_now(), _day(since, "since"), _day(until, "until"))
    if window.until < window.since:
        raise InvalidArgument("until", "is before `since`")
    return window


def _day(value: object, path: str) -> date | None:
    if value is not None and (isinstance(value, datetime) or not isinstance(value, date)):
        raise InvalidArgument(path, "is not a date")
    return value


def _flag(kony: object) -> bool:
    if not isinstance(kony, bool):
        raise ConfigurationError("kony is neither True nor False")
    return kony


def _login_channel(auth: Auth, base_url: str, timeout: float, secrets: tuple[str, ...]) -> Channel | None:
    """Return how a login travels: a user's claims token comes from another server than the service."""
    if isinstance(auth, ClaimsLogin):
        address = options.base_url(auth.url, "url")
        path = PREMISES_PATH if address.endswith(PREMISES_PATH) else CLOUD_PATH
        if not address.endswith(path):
            raise ConfigurationError(
                f"url is no address of a login: it ends neither with {PREMISES_PATH} nor with {CLOUD_PATH}"
            )
        base_url = address.removesuffix(path)
    elif not isinstance(auth, OAuthLogin):
        return None
    return Channel(service=SERVICE, binding=ApiBinding(base_url=base_url, timeout=timeout), secrets=secrets)


def _known(auth: object) -> Auth:
    if isinstance(auth, (BasicAuth, ClaimsLogin, OAuthLogin, OAuthTokens, AppKey)):
        return auth
    raise ConfigurationError("auth is not one of: BasicAuth, ClaimsLogin, OAuthLogin, OAuthTokens, AppKey")
