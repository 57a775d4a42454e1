"""What is to be scheduled, from arguments that are checked before any I/O."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import cast
from uuid import UUID

from attrs import field, frozen

from countermand.errors import InvalidArgument
from countermand_bindings.esendex.contracts.outgoing_message_request import OutgoingMessageRequest
from countermand_wire.absent import ABSENT

__all__ = ["Order", "order"]


@frozen(kw_only=True)
class Order:
    """What is to be scheduled: the request, and what of it the results tell again."""

    to: list[str] = field(repr=False)
    at: datetime
    """In UTC."""
    request: OutgoingMessageRequest = field(repr=False)


def order(  # the members of a message
    license_key: UUID,
    *,
    to: Sequence[str],
    body: str,
    at: datetime,
    now: datetime,
    from_number: str | None = None,
    reference_id: str | None = None,
    postback_url: str | None = None,
    unicode: bool = False,
    concatenate: bool = False,
) -> Order:
    """Check the arguments of `Esendex.schedule` and put them together.

    Args:
        license_key: The caller's.
        to: See `Esendex.schedule`, as for all others.
        body: The text.
        at: When.
        now: The time by which `at` is in the future.
        from_number: The sender's number.
        reference_id: The caller's own name for it.
        postback_url: Where the vendor is to report.
        unicode: Send as Unicode.
        concatenate: Join the parts.

    Raises:
        InvalidArgument: one of them cannot be sent.
    """
    recipients = _recipients(to)
    moment = _future(at, now).astimezone(UTC)
    request = OutgoingMessageRequest(
        license_key=license_key,
        to=recipients,
        body=_text(body, "body"),
        scheduled_date_time=moment,
        use_mms=False,
        from_=ABSENT if from_number is None else _text(from_number, "from_number"),
        reference_id=ABSENT if reference_id is None else _text(reference_id, "reference_id"),
        postback_url=ABSENT if postback_url is None else _text(postback_url, "postback_url"),
        is_unicode=_flag(unicode, "unicode") or ABSENT,
        concatenate=_flag(concatenate, "concatenate") or ABSENT,
    )
    return Order(to=recipients, at=moment, request=request)


def _recipients(to: object) -> list[str]:
    if isinstance(to, (str, bytes)) or not isinstance(to, Sequence):
        raise InvalidArgument("to", "is not a list of numbers; for one recipient pass a list of one")
    numbers = cast("Sequence[object]", to)
    if not numbers:
        raise InvalidArgument("to", "is empty: give at least one number")
    return [_text(number, f"to[{index}]") for index, number in enumerate(numbers)]


def _text(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise InvalidArgument(path, "is not text")
    if not value.strip():
        raise InvalidArgument(path, "is empty")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise InvalidArgument(path, "has half of a surrogate pair, which is no character")
    return value


def _flag(value: object, path: str) -> bool:
    if not isinstance(value, bool):
        raise InvalidArgument(path, "is neither True nor False")
    return value


def _future(at: object, now: datetime) -> datetime:
    if not isinstance(at, datetime):
        raise InvalidArgument("at", "is not a datetime")
    if at.utcoffset() is None:
        raise InvalidArgument("at", "has no time zone; make it aware, for example datetime(..., tzinfo=timezone.utc)")
    if at <= now:
        raise InvalidArgument("at", "is not in the future: the message would go out at once")
    return at
