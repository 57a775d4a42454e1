"""Cancel everything that is scheduled under a license key, by the vendor's own call."""

from __future__ import annotations

from uuid import UUID

from countermand.errors import AmbiguousOutcome, TransportError
from countermand.flows.call import call
from countermand.flows.channel import Channel
from countermand.flows.flow import Flow
from countermand.outcome import CancelAllResult
from countermand_bindings.esendex.operations.cancel_all_messages import CANCEL_ALL_MESSAGES, CancelAllMessages

__all__ = ["cancel_all"]


def cancel_all(channel: Channel, license_key: UUID) -> Flow[CancelAllResult]:
    """Cancel all messages of the license key. It is not repeated: what was scheduled since would go, too.

    Raises:
        AmbiguousOutcome: the reply got lost.
        CountermandError: as `call`.
    """
    try:
        reply = yield from call(channel, CANCEL_ALL_MESSAGES, CancelAllMessages(license_key=license_key))
    except TransportError as error:
        if not error.may_have_arrived:
            raise
        lost = error
    else:
        confirmed = reply.value.cancel_all_messages_result is True
        return CancelAllResult(service=channel.service, confirmed=confirmed, response=reply.http)
    raise AmbiguousOutcome(
        "no answer to the cancel came back: the scheduled messages may or may not be cancelled; "
        "read the status of one, or cancel all again",
        service=channel.service,
    ) from lost
