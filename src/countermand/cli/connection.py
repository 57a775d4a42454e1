"""The options that every command of a service takes, and the client made of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict, TypeVar, cast

import click

from countermand.esendex import BASE_URL, LICENSE_KEY_VARIABLE, WIRES, Esendex, Wire

__all__ = ["Connection", "connection_options", "open_esendex"]

Function = TypeVar("Function", bound=Callable[..., object])


class Connection(TypedDict):
    """What the options say, under the names that click gives them."""

    license_key: str | None
    wire: str
    base_url: str
    port: str | None
    action_base: str | None
    timeout: float


OPTIONS = (
    click.option(
        "--license-key",
        metavar="GUID",
        help=f"Better set {LICENSE_KEY_VARIABLE}: an argument shows in the machine's list of processes.",
    ),
    click.option("--wire", type=click.Choice(WIRES), default="json", show_default=True, help="How the call travels."),
    click.option("--base-url", metavar="URL", default=BASE_URL, show_default=True, help="The service's address."),
    click.option("--port", metavar="NAME", help="For SOAP: the WSDL's port to call."),
    click.option("--action-base", metavar="URI", help="For SOAP: what actions begin with, if not as in the WSDL."),
    click.option(
        "--timeout",
        type=float,
        metavar="SECONDS",
        default=30.0,
        show_default=True,
        help="For each reply.",
    ),
)


def connection_options(function: Function) -> Function:
    """Give a command the options; it receives them as keywords, see `Connection`."""
    for option in reversed(OPTIONS):
        function = option(function)
    return function


def open_esendex(connection: Connection) -> Esendex:
    """Make the client.

    Raises:
        ConfigurationError: an option is missing or wrong.
    """
    return Esendex(
        license_key=connection["license_key"],
        wire=cast("Wire", connection["wire"]),
        base_url=connection["base_url"],
        port=connection["port"],
        action_base=connection["action_base"],
        timeout=connection["timeout"],
    )
