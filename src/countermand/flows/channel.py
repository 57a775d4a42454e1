"""What every flow of a facade is given: how its calls travel and how often it may ask."""

from __future__ import annotations

from typing import Final, NamedTuple

from attrs import field, frozen

from countermand_wire.bindings import Binding

__all__ = ["Channel", "Policy"]


class Policy(NamedTuple):
    """How often a flow may ask. Nothing here waits."""

    attempts: int = 3
    """How often a cancel is asked in all, while replies get lost and the message is still there."""
    reconnects: int = 1
    """How often any request is sent anew that certainly did not arrive."""


USUAL: Final = Policy()


@frozen(kw_only=True)
class Channel:
    """How the calls of one facade travel."""

    service: str
    """The service's short name, for results and errors."""
    binding: Binding
    """The wire form."""
    policy: Policy = USUAL
    secrets: tuple[str, ...] = field(default=(), repr=False)
    """Credentials, which no error and no kept reply may show."""
