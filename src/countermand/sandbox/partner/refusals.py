"""Why a call was refused: the vendor's codes, which mean something only beside the call that answers them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import attrs

__all__ = ["COMMON_TEXTS", "SEND_TEXTS", "STATUS_TEXTS", "Refused", "Violation"]


@attrs.frozen(kw_only=True)
class Violation:
    """One entry of the list that comes with a refusal: a member that is wrong, or a number that is."""

    message: str
    member: str | None = None
    """The member's name, as the vendor's forms call it: `children[minute].data`."""
    code: str | None = None
    """The code of a number that is refused, which is text here."""


class Refused(Exception):
    """Raised where an operation says no.

    Args:
        code: the vendor's.
        violations: what there is to say of each.
    """

    def __init__(self, code: int, violations: Sequence[Violation] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.violations: tuple[Violation, ...] = tuple(violations)


COMMON_TEXTS: Final[Mapping[int, str]] = {
    1: "API key is required",
    3: "Message ID is required",
    4: "Message not found",
    10: "Invalid API key",
    11: "Not enough credits",
    20: "Your account is disabled",
    30: "Your account is blocked",
    40: "Access to the API is denied",
    90: "The JSON is malformed",
    96: "This IP address is not authorised",
    429: "Too many requests",
    500: "The message could not be queued",
}
"""What every call may say."""

SEND_TEXTS: Final[Mapping[int, str]] = {
    14: "The recipient is on the stop list",
    15: "The recipient is already in the list",
    22: "Marketing messages are not sent at this hour",
    23: "Marketing messages are not sent on this day",
    45: "The delivery date is required",
    46: "The delivery hour is required",
    47: "The delivery minute is not valid",
    48: "The delivery minute goes in steps of 5",
    49: "The delivery date is not valid",
    50: "There are more than 500 recipients",
}
"""What both kinds of send may say."""

STATUS_TEXTS: Final[Mapping[int, str]] = {
    2: "The phone number is required",
    5: "The list of numbers is empty",
    6: "The format is not correct",
    9: "This is not a mobile number",
    50: "There are more than 500 numbers",
}
"""What the status calls of SMS Partner may say."""
