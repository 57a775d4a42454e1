"""What every flow of a facade is given: how its calls travel and how often it may ask."""

from __future__ import annotations

from attrs import field, frozen

from countermand.policy import USUAL, Policy
from countermand_wire.bindings import Binding

__all__ = ["Channel"]


@frozen(kw_only=True)
class Channel:
    """How the calls of one facade travel."""

    service: str
    """The service's short name, for results and errors."""
    binding: Binding
    """The wire form."""
    policy: Policy = USUAL
    """How often it may ask, and how long."""
    secrets: tuple[str, ...] = field(default=(), repr=False)
    """Credentials, which no error and no kept reply may show."""
