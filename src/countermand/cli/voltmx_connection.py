"""The options that every command of Volt MX takes: where it is, and which of the ways in is meant."""

from __future__ import annotations

import os

import click

from countermand.auth import (
    ACCESS_SECRET_VARIABLE,
    ACCESS_TOKEN_VARIABLE,
    APP_KEY_VARIABLE,
    LOGIN_URL_VARIABLE,
    PASSWORD_VARIABLE,
    USER_VARIABLE,
    AppKey,
    Auth,
    BasicAuth,
    ClaimsLogin,
    OAuthTokens,
)
from countermand.cli.options import PATIENCE, Options, Patience, policy, secret, together
from countermand.voltmx import URL_VARIABLE, VoltMx

__all__ = ["VoltMxConnection", "open_voltmx", "voltmx_options"]


class VoltMxConnection(Patience):
    """What the options say, under the names that click gives them."""

    base_url: str | None
    user: str | None
    password: str | None
    login_url: str | None
    access_token: str | None
    access_secret: str | None
    app_key: str | None
    kony: bool


voltmx_options: Options = together(
    click.option("--base-url", metavar="URL", help=f"The server with its context path; else {URL_VARIABLE}."),
    click.option("--user", metavar="NAME", help=f"The console's user; else {USER_VARIABLE}."),
    secret("--password", PASSWORD_VARIABLE),
    click.option("--login-url", metavar="URL", help=f"Log in there for a claims token; else {LOGIN_URL_VARIABLE}."),
    secret("--access-token", ACCESS_TOKEN_VARIABLE),
    secret("--access-secret", ACCESS_SECRET_VARIABLE),
    secret("--app-key", APP_KEY_VARIABLE, "KEY"),
    click.option("--kony", is_flag=True, help="Use the header names of the older generation, X-Kony-…."),
    *PATIENCE,
)


def open_voltmx(connection: VoltMxConnection) -> VoltMx:
    """Make the client.

    Raises:
        ConfigurationError: an option is missing or wrong.
        UsageError: the flags name several ways in, or half of one.
    """
    return VoltMx(
        base_url=connection["base_url"],
        auth=_auth(connection),
        kony=connection["kony"],
        timeout=connection["timeout"],
        policy=policy(connection),
    )


def _auth(connection: VoltMxConnection) -> Auth | None:
    """Return the way in that the flags name; None where they name none, for the variables to tell.

    The variables fill in what a way lacks, so that a user can be a flag and the password needs not be.
    """
    by_user = _any(connection["user"], connection["password"], connection["login_url"])
    by_token = _any(connection["access_token"], connection["access_secret"])
    if by_user + by_token + _any(connection["app_key"]) > 1:
        raise click.UsageError(
            "give one way in: --user and --password, --access-token and --access-secret, or --app-key"
        )
    if by_user:
        user = _filled(connection["user"], "--user", USER_VARIABLE)
        password = _filled(connection["password"], "--password", PASSWORD_VARIABLE)
        url = connection["login_url"] or os.environ.get(LOGIN_URL_VARIABLE)
        return BasicAuth(user, password) if url is None else ClaimsLogin(user, password, url=url)
    if by_token:
        token = _filled(connection["access_token"], "--access-token", ACCESS_TOKEN_VARIABLE)
        return OAuthTokens(token, _filled(connection["access_secret"], "--access-secret", ACCESS_SECRET_VARIABLE))
    return None if connection["app_key"] is None else AppKey(connection["app_key"])


def _any(*flags: str | None) -> bool:
    return any(flag is not None for flag in flags)


def _filled(value: str | None, flag: str, variable: str) -> str:
    if value is None:
        value = os.environ.get(variable, "").strip("\r\n")
        if not value:
            raise click.UsageError(f"{flag} goes with what you gave, and is missing: give it, or set {variable}")
    return value
