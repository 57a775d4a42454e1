"""Who asks Volt MX: the headers of each way to authenticate, and a token that threads share."""

from __future__ import annotations

import threading
from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final, TypeVar

from attrs import evolve, field, frozen

from countermand.auth import AppKey, Auth, BasicAuth, ClaimsLogin, OAuthLogin, OAuthTokens
from countermand.flows.channel import Channel
from countermand_wire.bindings import Binding
from countermand_wire.http import HttpRequest, HttpResponse
from countermand_wire.operation import Operation

__all__ = ["KONY", "VOLTMX", "Access", "Names", "Session", "Tokens", "WithHeaders", "basic", "secrets_of"]

Request = TypeVar("Request")
Response = TypeVar("Response")

MARGIN: Final = timedelta(minutes=1)
"""A token is renewed this long before it ends: longer than a call takes, and than two clocks differ."""


@frozen
class Names:
    """What the header fields are called."""

    claims: str
    app_key: str


VOLTMX: Final = Names("X-VoltMX-Authorization", "X-VoltMX-App-API-Key")
KONY: Final = Names("X-Kony-Authorization", "X-Kony-App-API-Key")
"""Of the older generation; its app key's name is inferred from the other's."""


@frozen(kw_only=True)
class Access:
    """The header fields that let one in."""

    headers: Mapping[str, str] = field(repr=False)
    ends: datetime | None = None
    """When they are good for nothing any more, None where that is not told."""

    def lasts(self, now: datetime) -> bool:
        """Whether they are still good for a call."""
        return self.ends is None or now + MARGIN < self.ends


class Tokens:
    """The access that was last given; safe to share between threads, none of which waits for another's login."""

    def __init__(self) -> None:
        self._access: Access | None = None
        self._lock = threading.Lock()

    def current(self, now: datetime) -> Access | None:
        """Return the access, None where there is none that lasts."""
        with self._lock:
            return self._access if self._access is not None and self._access.lasts(now) else None

    def keep(self, access: Access) -> None:
        """Let all calls use it from now on."""
        with self._lock:
            self._access = access

    def forget(self, access: Access) -> None:
        """Use it no more, unless another thread has renewed it meanwhile."""
        with self._lock:
            if self._access is access:
                self._access = None


@frozen(kw_only=True)
class Session:
    """What every flow of the facade is given."""

    channel: Channel
    """How calls travel, without the headers."""
    auth: Auth
    login: Channel | None
    """How the login travels, None where there is none."""
    names: Names
    clock: Callable[[], datetime] = field(repr=False)
    """Tells the time, aware."""
    tokens: Tokens = field(factory=Tokens, repr=False)

    def standing(self) -> Access | None:
        """Return the access that needs no login; None where there is one to do."""
        match self.auth:
            case BasicAuth(user, password):
                return Access(headers={"Authorization": basic(user, password)})
            case OAuthTokens(token, secret):
                return Access(headers={"AccessToken": token, "AccessSecret": secret})
            case AppKey(key):
                return Access(headers={self.names.app_key: key})
            case _:
                return self.tokens.current(self.clock())

    def channel_with(self, access: Access) -> Channel:
        """Return how calls travel with these headers, whose values no error shows."""
        return evolve(
            self.channel,
            binding=WithHeaders(self.channel.binding, access.headers),
            secrets=(*self.channel.secrets, *access.headers.values()),
        )


class WithHeaders:
    """A binding whose requests have further header fields."""

    def __init__(self, binding: Binding, headers: Mapping[str, str]) -> None:
        self._binding = binding
        self._headers = headers

    def encode(self, operation: Operation[Request, Response], request: Request) -> HttpRequest:
        """Write the request; see `Binding`."""
        message = self._binding.encode(operation, request)
        return evolve(message, headers={**message.headers, **self._headers})

    def decode(self, operation: Operation[Request, Response], response: HttpResponse) -> Response:
        """Read the reply; see `Binding`."""
        return self._binding.decode(operation, response)


def basic(user: str, password: str) -> str:
    """Return the value of an Authorization header."""
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


def secrets_of(auth: Auth) -> tuple[str, ...]:
    """Return what no error may show."""
    match auth:
        case BasicAuth(user, password) | OAuthLogin(user, password):
            return password, basic(user, password).removeprefix("Basic "), user
        case ClaimsLogin():
            return auth.password, auth.user
        case OAuthTokens(token, secret):
            return token, secret
        case AppKey(key):
            return (key,)
