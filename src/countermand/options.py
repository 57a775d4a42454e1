"""Checks of the options that every facade takes: each either gives the value to use or says in one line what to do."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from countermand.errors import ConfigurationError

if TYPE_CHECKING:
    from urllib.parse import SplitResult

    from countermand.policy import Policy
    from countermand.telemetry import Telemetry
    from countermand.transport import Transport

__all__ = [
    "address",
    "base_url",
    "credential",
    "is_loopback",
    "is_loopback_url",
    "one_of",
    "policy",
    "proxy",
    "telemetry",
    "timeout",
    "transport",
    "uri",
]


def credential(value: object, name: str, variable: str) -> str:
    """Return the argument's text, or the environment variable's where the argument is None.

    Args:
        value: The argument as it was given.
        name: The argument's name, for the message.
        variable: The environment variable that stands in for it.

    Raises:
        ConfigurationError: neither is there, or the argument is neither text nor a UUID.
    """
    source = name
    if value is None:
        value, source = os.environ.get(variable), variable
        if value is None:
            raise ConfigurationError(f"no {name.replace('_', ' ')}: pass {name}=... or set {variable}")
    if not isinstance(value, (str, UUID)):
        raise ConfigurationError(f"{source} is neither text nor a UUID")
    text = str(value).strip()
    if not text:
        raise ConfigurationError(f"{source} is empty")
    return text


def one_of(value: object, name: str, known: Collection[str]) -> str:
    """Return the value where it is one of the known names.

    Raises:
        ConfigurationError: it is not; the message lists those that are.
    """
    if isinstance(value, str) and value in known:
        return value
    raise ConfigurationError(f"{name} is not one of: {', '.join(known)}")


def base_url(value: object, name: str = "base_url") -> str:
    """Return the URL without a slash at its end.

    Args:
        value: The argument as it was given.
        name: The argument's name, for the message.

    Raises:
        ConfigurationError: no URL of a service, or one that would carry a key in the clear.
    """
    parts = _split(value, name)
    if parts.username is not None or parts.password is not None:
        raise ConfigurationError(f"{name} must not hold a user name or password")
    if parts.query or parts.fragment or "?" in str(value) or "#" in str(value):
        raise ConfigurationError(f"{name} must end with its path, without a query or fragment")
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise ConfigurationError(
            f"{name} is http://, which sends keys and messages in the clear: use https:// (http:// is for loopback)"
        )
    return parts._replace(scheme=parts.scheme.lower(), path=parts.path.rstrip("/")).geturl()


def address(value: object, name: str = "address") -> str:
    """Return the URL of a port, as it is; a company's own network may well speak http://.

    Args:
        value: The argument as it was given.
        name: The argument's name, for the message.

    Raises:
        ConfigurationError: no URL, or one that holds a password.
    """
    parts = _split(value, name)
    if parts.username is not None or parts.password is not None:
        raise ConfigurationError(f"{name} must not hold a user name or password")
    return str(value)


def _split(value: object, name: str) -> SplitResult:
    from urllib.parse import urlsplit  # noqa: PLC0415  # Here and below: a vendor's own address needs no check.

    wrong = ConfigurationError(f"{name} is not a URL such as https://host/path")
    if not isinstance(value, str) or any(character.isspace() or not character.isprintable() for character in value):
        raise wrong
    try:
        parts = urlsplit(value)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
        parts = urlsplit("")
    if not sound:
        raise wrong
    return parts


def uri(value: object, name: str) -> str:
    """Return the absolute URI.

    Raises:
        ConfigurationError: it is not one.
    """
    if isinstance(value, str) and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[!-~]+", value):
        return value
    raise ConfigurationError(f"{name} is not an absolute URI such as http://sms2.cdyne.com")


def proxy(value: object) -> str:
    """Return the proxy's URL.

    Raises:
        ConfigurationError: it is not one; it is not quoted, as it may hold a password.
    """
    from urllib.parse import urlsplit  # noqa: PLC0415

    try:
        parts = urlsplit(value) if isinstance(value, str) else None
        sound = parts is not None and parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        raise ConfigurationError("proxy is not a URL such as http://user:password@proxy.example:3128")
    return str(value)


def is_loopback(host: str) -> bool:
    """Whether a host's name or address means this very machine."""
    from ipaddress import ip_address  # noqa: PLC0415

    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_loopback_url(url: str) -> bool:
    """Whether a URL that `base_url` gave leads to this very machine."""
    from urllib.parse import urlsplit  # noqa: PLC0415

    return is_loopback(urlsplit(url).hostname or "")


def timeout(value: object) -> float:
    """Return the seconds to wait.

    Raises:
        ConfigurationError: not a number above zero.
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0 and math.isfinite(value):
        return float(value)
    raise ConfigurationError("timeout is not a number of seconds above zero")


def policy(value: object) -> Policy:
    """Return the policy.

    Raises:
        ConfigurationError: anything but a `Policy`.
    """
    from countermand.policy import Policy  # noqa: PLC0415  # Where one is given.

    if not isinstance(value, Policy):
        raise ConfigurationError("policy is not a countermand.Policy, such as Policy(attempts=1, deadline=10)")
    return value


def telemetry(value: Telemetry) -> Telemetry:
    """Return the telemetry.

    Raises:
        ConfigurationError: something else.
    """
    from countermand.telemetry import Telemetry  # noqa: PLC0415  # Where one is given, it is loaded.

    if not isinstance(value, Telemetry):
        raise ConfigurationError("telemetry is no Telemetry: pass Telemetry(hook=...) or Telemetry(tracing=True)")
    return value


def transport(value: Transport) -> Transport:
    """Return the transport.

    Raises:
        ConfigurationError: an object without `send`.
    """
    if isinstance(value, type) or not callable(getattr(value, "send", None)):
        raise ConfigurationError(
            "transport has no method send(request) -> response: pass an object such as RequestsTransport(session=...)"
        )
    return value
