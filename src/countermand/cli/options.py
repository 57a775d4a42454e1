"""The options that the commands of several services share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeAlias, TypeVar

import click

__all__ = [
    "AT",
    "DOUBLED_HOUR",
    "DUE",
    "ID",
    "IDS",
    "TIMEOUT",
    "TO",
    "Option",
    "Options",
    "base_url",
    "moment",
    "secret",
    "together",
    "wire",
]

Function = TypeVar("Function", bound=Callable[..., object])

Option: TypeAlias = Callable[[Callable[..., object]], Callable[..., object]]
"""What gives a command an option or an argument."""


class Options(Protocol):
    """What gives a command several of them."""

    def __call__(self, function: Function, /) -> Function:
        """Return the function, with the options."""
        ...


def moment(_context: click.Context, _parameter: click.Parameter, text: str | None) -> datetime | None:
    """Read a time with its zone, as click's callback.

    Raises:
        BadParameter: not ISO 8601, or without a zone.
    """
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter("not ISO 8601, such as 2030-01-31T09:00:00Z") from None
    if at.utcoffset() is None:
        raise click.BadParameter("has no time zone: end it with Z, or an offset such as +01:00")
    return at


IDS: Option = click.argument("ids", nargs=-1, required=True, metavar="ID...")
ID: Option = click.argument("message_id", metavar="ID")
TO: Option = click.option(
    "--to", "to", multiple=True, required=True, metavar="RECIPIENT", help="A recipient; give it again for more."
)
AT: Option = click.option(
    "--at",
    callback=moment,
    required=True,
    metavar="TIME",
    help="ISO 8601 with a zone: 2030-01-31T09:00:00Z, …T09:00+01:00.",
)
DUE: Option = click.option(
    "--at",
    callback=moment,
    metavar="TIME",
    help="When they are due, ISO 8601 with a zone: a refusal then says whether their five minutes had begun.",
)
DOUBLED_HOUR: Option = click.option(
    "--doubled-hour",
    type=click.Choice(["first", "second"]),
    help="Which is meant of the hour that comes twice when the clocks go back in Paris.",
)
TIMEOUT: Option = click.option(
    "--timeout", type=float, metavar="SECONDS", default=30.0, show_default=True, help="For each reply."
)


def secret(flag: str, variable: str, metavar: str = "TEXT") -> Option:
    """Return the option of a credential."""
    return click.option(
        flag, metavar=metavar, help=f"Better set {variable}: an argument shows in the machine's list of processes."
    )


def base_url(default: str) -> Option:
    """Return the option of a service's address."""
    return click.option("--base-url", metavar="URL", default=default, show_default=True, help="The service's address.")


def wire(wires: tuple[str, ...]) -> Option:
    """Return the option of the wire forms."""
    return click.option(
        "--wire", type=click.Choice(wires), default="json", show_default=True, help="How the call travels."
    )


def together(*options: Option) -> Options:
    """Give a command several options, which its help shows in this order."""

    def decorate(function: Function, /) -> Function:
        for option in reversed(options):
            option(function)
        return function

    return decorate
