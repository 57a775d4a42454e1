"""Small rules about the members of contracts."""

from typing import TypeVar

from countermand_wire.absent import Absent

__all__ = ["or_none"]

T = TypeVar("T")


def or_none(value: T | Absent | None) -> T | None:
    """Return a member's value, or None where it is absent or null: the services know no third state."""
    return None if isinstance(value, Absent) else value
