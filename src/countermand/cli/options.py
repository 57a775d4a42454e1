"""The options that the commands of several services share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeAlias, TypedDict, TypeVar

import click

from countermand.policy import USUAL, Policy

__all__ = [
    "AT",
    "DOUBLED_HOUR",
    "DUE",
    "ID",
    "IDS",
    "PATIENCE",
    "TO",
    "Option",
    "Options",
    "Patience",
    "base_url",
    "moment",
    "policy",
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
PATIENCE: tuple[Option, ...] = (
    click.option(
        "--timeout",
        type=float,
        metavar="SECONDS",
        default=30.0,
        show_default=True,
        help="To wait for a connection, and for each piece of a reply.",
    ),
    click.option(
        "--deadline",
        type=float,
        metavar="SECONDS",
        default=USUAL.deadline,
        show_default=True,
        help="For each message, with all that is asked and repeated.",
    ),
    click.option(
        "--attempts",
        type=int,
        metavar="NUMBER",
        default=USUAL.attempts,
        show_default=True,
        help="How often a request is sent that may be repeated; 1 for never twice.",
    ),
)
"""How long to wait, and how often to ask."""


class Patience(TypedDict):
    """What these say, under the names that click gives them."""

    timeout: float
    deadline: float
    attempts: int


def policy(patience: Patience) -> Policy:
    """Return the policy.

    Raises:
        ConfigurationError: a number is out of its range.
    """
    return Policy(deadline=patience["deadline"], attempts=patience["attempts"])


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
