"""The vendor's "Gateway Filter for Authentication": who may pass, in each of the modes."""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from countermand.sandbox.voltmx.keys import VOLTMX_APP_KEY, VOLTMX_PASSWORD, VOLTMX_USER

__all__ = ["Gate"]

_CLAIMS = ("x-voltmx-authorization", "x-kony-authorization")
_APP_KEYS = ("x-voltmx-app-api-key", "x-kony-app-api-key")


class Gate:
    """Gives out tokens and checks them.

    Args:
        now: tells the time, in UTC.
        lifetime: how long a claims token is good.
    """

    def __init__(self, now: Callable[[], datetime], lifetime: timedelta) -> None:
        self._now = now
        self._lifetime = lifetime
        self._claims: dict[str, datetime] = {}
        self._oauth: dict[str, str] = {}

    def knows(self, user: str, password: str) -> bool:
        """Tell whether these are a user and the password."""
        return _same(user, VOLTMX_USER) & _same(password, VOLTMX_PASSWORD)

    def new_claims_token(self) -> tuple[str, datetime]:
        """Give out a claims token; return it with the time when it ends, in UTC."""
        token, ends = secrets.token_urlsafe(32), self._now() + self._lifetime
        self._claims[token] = ends
        return token, ends

    def new_access_token(self) -> tuple[str, str]:
        """Give out an OAuth access token with its secret; they do not end."""
        token, secret = secrets.token_urlsafe(16), secrets.token_urlsafe(16)
        self._oauth[token] = secret
        return token, secret

    def admits(self, headers: Mapping[str, str]) -> bool:
        """Tell whether a request may pass, by any of the modes.

        Args:
            headers: the request's fields, their names in lower case.
        """
        return (
            self.admits_user(headers)
            or any(self._good_claims(headers.get(name)) for name in _CLAIMS)
            or any(_same(headers.get(name, ""), VOLTMX_APP_KEY) for name in _APP_KEYS)
            or self._good_access(headers.get("accesstoken"), headers.get("accesssecret"))
        )

    def admits_user(self, headers: Mapping[str, str]) -> bool:
        """Tell whether a request carries a user and password by Basic authentication."""
        scheme, _, coded = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return False
        try:
            user, colon, password = base64.b64decode(coded, validate=True).decode().partition(":")
        except (binascii.Error, ValueError):
            return False
        return bool(colon) and self.knows(user, password)

    def _good_claims(self, token: str | None) -> bool:
        ends = None if token is None else self._claims.get(token)
        return ends is not None and self._now() < ends

    def _good_access(self, token: str | None, secret: str | None) -> bool:
        expected = None if token is None else self._oauth.get(token)
        return expected is not None and secret is not None and _same(secret, expected)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())
