"""The statuses of Messaging.svc in our words."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from countermand.outcome import Phase
from countermand_bindings.esendex.contracts.message_status import MessageStatus
from countermand_wire.absent import ABSENT, Absent
from countermand_wire.enumeration import Enumeration, UnknownValue

__all__ = ["EMPTY_ID", "message_id_of", "phase_of", "told"]

EMPTY_ID: Final = UUID(int=0)
"""What stands where there is no id."""

PHASES: Final = {
    MessageStatus.HOLD: Phase.SCHEDULED,
    MessageStatus.READY: Phase.PENDING,
    MessageStatus.PROCESSING: Phase.QUEUED,
    MessageStatus.SENT: Phase.SENT,
    MessageStatus.CANCELLED: Phase.CANCELLED,
    MessageStatus.MISSING_DID_OR_INVALID_MESSAGE_ID: Phase.NOT_FOUND,
}
"""The vendor documents `Ready` as queued, and was seen to answer it for a message due in an hour. The others failed."""


def phase_of(status: MessageStatus | UnknownValue) -> Phase:
    """Return the phase that a status stands for."""
    if isinstance(status, UnknownValue):
        return Phase.UNKNOWN
    return PHASES.get(status, Phase.FAILED)


def told(value: Enumeration | UnknownValue) -> tuple[int | None, str | None]:
    """Return the vendor's number and word for a value, each None where it is not known."""
    return value.number, value.xml_name


def message_id_of(value: UUID | Absent) -> str | None:
    """Return an id of a reply in its lower-case form, None where there is none."""
    return None if value is ABSENT or value == EMPTY_ID else str(value)
