"""Phone numbers, texts and prices of SMS Partner."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from countermand.sandbox.partner.caller import MOST_RECIPIENTS
from countermand.sandbox.partner.refusals import Refused, Violation
from countermand.sandbox.partner.stops import StopList

__all__ = ["country_of", "deliverable", "number_of", "price_of", "segments"]

_INTERNATIONAL = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
_FRENCH = re.compile(r"0[1-9][0-9]{8}", re.ASCII)
_UNPRICED = "+999"
"""No country has this code."""
_PREMIUM, _LOW_COST = Decimal("0.04"), Decimal("0.03")
_MOST_SEGMENTS = 10
_SHORTCUTS = re.compile(":br:|:euro:")
"""Each stands for two characters."""
_ADVICE: Final = "This is not a mobile number"


def number_of(text: str) -> str | None:
    """Return a number in its international form, `+33639980001`; None where it is none."""
    digits = re.sub(r"[ .()-]", "", text.strip())
    if _FRENCH.fullmatch(digits):
        return f"+33{digits[1:]}"
    number = re.sub("^00", "+", digits)
    return number if _INTERNATIONAL.fullmatch(number) else None


def country_of(number: str) -> str:
    """Return the country's two letters; the sandbox knows France, and calls the rest unknown."""
    return "FR" if number.startswith("+33") else "ZZ"


def deliverable(texts: Sequence[str], stops: StopList) -> list[str]:
    """Return the numbers that a message can go to, in their international form.

    Numbers that are none are left out as long as another is left; a number on the STOP list, or twice in the request,
    is a reason to refuse all of it.

    Raises:
        Refused: with the vendor's reason.
    """
    if len(texts) > MOST_RECIPIENTS:
        raise Refused(50)
    numbers = [number for number in map(number_of, texts) if number is not None]
    if not numbers:
        raise Refused(55, [Violation(code="9", message=_ADVICE) for _ in texts])
    if any(number in stops for number in numbers):
        raise Refused(14)
    if len(set(numbers)) < len(numbers):
        raise Refused(15)
    if any(number.startswith(_UNPRICED) for number in numbers):
        raise Refused(13)
    return numbers


def segments(text: str, *, unicode: bool) -> int:
    """Count the segments of a text.

    Args:
        text: with the vendor's shortcuts.
        unicode: with segments of 70 characters, 67 where there are several.

    Raises:
        Refused: there are more than ten.
    """
    length = len(_SHORTCUTS.sub("  ", text))
    alone, joined = (70, 67) if unicode else (160, 153)
    count = 1 if length <= alone else -(-length // joined)
    if count > _MOST_SEGMENTS:
        raise Refused(52)
    return count


def price_of(parts: int, *, low_cost: bool) -> Decimal:
    """Return what a text of so many segments costs, in euros."""
    return parts * (_LOW_COST if low_cost else _PREMIUM)
