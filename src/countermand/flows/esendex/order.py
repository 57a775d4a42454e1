"""What is to be scheduled, from arguments that are checked before any I/O."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from attrs import field, frozen

from countermand.flows import arguments
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
    recipients = arguments.recipients(to, "number")
    moment = arguments.future(at, now).astimezone(UTC)
    request = OutgoingMessageRequest(
        license_key=license_key,
        to=recipients,
        body=arguments.text(body, "body"),
        scheduled_date_time=moment,
        use_mms=False,
        from_=ABSENT if from_number is None else arguments.text(from_number, "from_number"),
        reference_id=ABSENT if reference_id is None else arguments.text(reference_id, "reference_id"),
        postback_url=ABSENT if postback_url is None else arguments.text(postback_url, "postback_url"),
        is_unicode=arguments.flag(unicode, "unicode") or ABSENT,
        concatenate=arguments.flag(concatenate, "concatenate") or ABSENT,
    )
    return Order(to=recipients, at=moment, request=request)
