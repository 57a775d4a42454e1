"""What goes wrong between a Python value and its text on the wire.

::

    ValueError
    └── WireError(path, reason)
        ├── EncodeError     the value cannot be written
        └── DecodeError     the text cannot be read
    Exception
    └── FaultError(fault)   the answer is a SOAP fault
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from countermand_wire.faults import Fault

__all__ = ["DecodeError", "EncodeError", "FaultError", "WireError"]


class WireError(ValueError):
    """A value or text that does not fit its declared type.

    The message never quotes the value: it may be a license key.

    Args:
        path: Where in the contract, by wire names: ``"Request.To[3]"``; empty for the value itself.
        reason: What is wrong, as a clause without the value.
    """

    path: str
    """Where in the contract the value stands, by wire names; empty for the value itself."""
    reason: str
    """What is wrong with it."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" if self.path else self.reason

    def under(self, name: str) -> Self:
        """Give the same error seen from one level further out.

        Args:
            name: The wire name of the enclosing member or contract; it is joined with a dot,
                or with nothing before an index such as ``[3]``.
        """
        if not self.path or not name:
            return type(self)(name or self.path, self.reason)
        joint = "" if self.path.startswith("[") else "."
        return type(self)(name + joint + self.path, self.reason)


class EncodeError(WireError):
    """A Python value that the wire type cannot carry."""


class DecodeError(WireError):
    """A document or text that does not denote a value of the wire type."""


class FaultError(Exception):
    """An answer that is a SOAP fault.

    Args:
        fault: The fault as it was read.
    """

    fault: Fault
    """The fault as it was read."""
    details: tuple[object, ...]
    """Those of its details that the operation declares, as values of their contracts."""

    def __init__(self, fault: Fault, details: tuple[object, ...] = ()) -> None:
        super().__init__(fault)
        self.fault = fault
        self.details = details
