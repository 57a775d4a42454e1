"""The mark of a member that is not on the wire at all, as distinct from one that is there and null."""

import enum
from typing import Final, Literal

__all__ = ["ABSENT", "Absent"]


class Absent(enum.Enum):
    """Type of `ABSENT`: a member left out of the document.

    An enumeration of one member, so that type checkers narrow ``value is ABSENT``.
    """

    ABSENT = enum.auto()

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = Absent.ABSENT
"""The one value of `Absent`: falsy, and not the same as None, which is written as ``i:nil`` or ``null``."""
