"""Who one is to Volt MX: frozen values, whose secrets no repr shows.

Contents:
    BasicAuth: A console user, on premises.
    ClaimsLogin: A user who logs in for a claims token, which is renewed before it ends.
    OAuthLogin: A user who asks for an OAuth access token and secret.
    OAuthTokens: Those two, where they are known already.
    AppKey: An application's key.
    from_environment: Which of them the variables hold.
"""

from __future__ import annotations

import os
from typing import Final, TypeAlias

from attrs import Attribute, field, frozen
from attrs.validators import optional

from countermand.errors import ConfigurationError

__all__ = [
    "ACCESS_SECRET_VARIABLE",
    "ACCESS_TOKEN_VARIABLE",
    "APP_KEY_VARIABLE",
    "CLOUD_LOGIN_URL",
    "LOGIN_URL_VARIABLE",
    "PASSWORD_VARIABLE",
    "USER_VARIABLE",
    "AppKey",
    "Auth",
    "BasicAuth",
    "ClaimsLogin",
    "OAuthLogin",
    "OAuthTokens",
    "from_environment",
]

CLOUD_LOGIN_URL: Final = "https://accounts.auth.voltmxcloud.com/login"
"""Where the vendor's cloud logs in."""

USER_VARIABLE = "COUNTERMAND_VOLTMX_USER"
"""With the password: Basic authentication; with the login's address, too: a claims token."""
PASSWORD_VARIABLE = "COUNTERMAND_VOLTMX_PASSWORD"  # noqa: S105  # A name.
"""The user's password."""
LOGIN_URL_VARIABLE = "COUNTERMAND_VOLTMX_LOGIN_URL"
"""Where the user logs in for a claims token."""
ACCESS_TOKEN_VARIABLE = "COUNTERMAND_VOLTMX_ACCESS_TOKEN"  # noqa: S105  # A name.
"""An OAuth access token."""
ACCESS_SECRET_VARIABLE = "COUNTERMAND_VOLTMX_ACCESS_SECRET"  # noqa: S105  # A name.
"""Its secret."""
APP_KEY_VARIABLE = "COUNTERMAND_VOLTMX_APP_KEY"
"""An application's key."""


def _text(_instance: object, attribute: Attribute[str], value: object) -> None:
    if not isinstance(value, str) or not value:
        raise ConfigurationError(f"{attribute.name} is not text, or is empty")


def _field(_instance: object, attribute: Attribute[str], value: str) -> None:
    """Check what travels as a header field as it is."""
    _text(_instance, attribute, value)
    if not value.isascii() or not value.isprintable() or value != value.strip():
        raise ConfigurationError(f"{attribute.name} has spaces around it, a line end or letters beyond ASCII")


def _user(_instance: object, attribute: Attribute[str], value: str) -> None:
    """Check a name that a colon ends."""
    _text(_instance, attribute, value)
    if ":" in value:
        raise ConfigurationError("user holds a colon, which Basic authentication cannot carry")


@frozen
class BasicAuth:
    """A console user, sent with each call.

    Args:
        user: The name.
        password: The password.

    Raises:
        ConfigurationError: one of them is no text, or cannot be sent.
    """

    user: str = field(validator=_user)
    password: str = field(repr=False, validator=_text)


@frozen
class ClaimsLogin:
    """A user who logs in at the identity service for a claims token.

    The token is shared between threads, and renewed a minute before it ends; one that is refused is renewed once.

    Args:
        user: The name.
        password: The password.
        url: Where to log in; else the vendor's cloud. On premises ``https://<server>/authService/accounts/login``.
        provider: On premises, the identity provider's name.
        domain: On premises, the user's domain.

    Raises:
        ConfigurationError: one of them is no text.
    """

    user: str = field(validator=_text)
    password: str = field(repr=False, validator=_text)
    url: str = field(default=CLOUD_LOGIN_URL, kw_only=True, validator=_text)
    provider: str | None = field(default=None, kw_only=True, validator=optional(_text))
    domain: str | None = field(default=None, kw_only=True, validator=optional(_text))


@frozen
class OAuthLogin:
    """A user for whom the engagement server gives an access token and secret, asked for when first needed.

    Args:
        user: The name.
        password: The password.

    Raises:
        ConfigurationError: one of them is no text, or cannot be sent.
    """

    user: str = field(validator=_user)
    password: str = field(repr=False, validator=_text)


@frozen
class OAuthTokens:
    """An access token and its secret.

    Args:
        token: The value of the header AccessToken.
        secret: The value of the header AccessSecret.

    Raises:
        ConfigurationError: one of them cannot be sent.
    """

    token: str = field(repr=False, validator=_field)
    secret: str = field(repr=False, validator=_field)


@frozen
class AppKey:
    """An application's key. The vendor documents it for sends; whether a cancel takes it is open.

    Args:
        key: The value of the header X-VoltMX-App-API-Key.

    Raises:
        ConfigurationError: it cannot be sent.
    """

    key: str = field(repr=False, validator=_field)


Auth: TypeAlias = BasicAuth | ClaimsLogin | OAuthLogin | OAuthTokens | AppKey
"""Any of them."""


def from_environment() -> Auth:
    """Return who asks by the variables COUNTERMAND_VOLTMX_...: there must be one way, and all of it.

    Raises:
        ConfigurationError: none, several, or half of one.
    """
    ways: list[Auth] = []
    if _any(USER_VARIABLE, PASSWORD_VARIABLE, LOGIN_URL_VARIABLE):
        user, password = _variable(USER_VARIABLE), _variable(PASSWORD_VARIABLE)
        url = os.environ.get(LOGIN_URL_VARIABLE)
        ways.append(BasicAuth(user, password) if url is None else ClaimsLogin(user, password, url=url))
    if _any(ACCESS_TOKEN_VARIABLE, ACCESS_SECRET_VARIABLE):
        ways.append(OAuthTokens(_variable(ACCESS_TOKEN_VARIABLE), _variable(ACCESS_SECRET_VARIABLE)))
    if _any(APP_KEY_VARIABLE):
        ways.append(AppKey(_variable(APP_KEY_VARIABLE)))
    if not ways:
        raise ConfigurationError(
            f"no credentials: pass auth=..., or set {USER_VARIABLE} and {PASSWORD_VARIABLE}, {ACCESS_TOKEN_VARIABLE} "
            f"and {ACCESS_SECRET_VARIABLE}, or {APP_KEY_VARIABLE}"
        )
    if len(ways) > 1:
        kinds = ", ".join(type(way).__name__ for way in ways)
        raise ConfigurationError(
            f"the variables COUNTERMAND_VOLTMX_... hold several credentials: {kinds}; pass auth=..."
        )
    return ways[0]


def _any(*variables: str) -> bool:
    return any(variable in os.environ for variable in variables)


def _variable(name: str) -> str:
    value = os.environ.get(name, "").strip("\r\n")
    if not value:
        raise ConfigurationError(f"{name} is not set, or empty, and what goes with it is: set both, or pass auth=...")
    return value
