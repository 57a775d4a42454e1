"""What the service says became of a request's messages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

from attrs import frozen

from countermand import redact
from countermand.errors import ProtocolError
from countermand.flows.flow import Flow
from countermand.flows.replies import known
from countermand.flows.voltmx.answers import refusal
from countermand.flows.voltmx.authorized import authorized
from countermand.flows.voltmx.counts import Counts, counts_of
from countermand.flows.voltmx.session import Session
from countermand.outcome import MessageState
from countermand_bindings.voltmx.operations.message_status import MESSAGE_STATUS, MessageStatus

__all__ = ["Window", "read", "status"]

REACH: Final = timedelta(days=366)
"""How far back and ahead a request is looked for where nothing narrower is said: the service wants a range of days."""

PAGE: Final = 20
"""Messages of one page, as in the vendor's sample; the counts are of all pages."""


@frozen
class Window:
    """The days between which a request is looked for, both included."""

    since: date
    until: date

    @classmethod
    def around(cls, now: datetime, since: date | None = None, until: date | None = None) -> Window:
        """Return the window, with a year to each side of today where an end is not given."""
        today = now.astimezone(UTC).date()
        return cls(since or today - REACH, until or today + REACH)


def status(session: Session, message_id: str, window: Window) -> Flow[MessageState]:
    """Read what became of a request's messages. One that the service does not know is a state, no error.

    Raises:
        CountermandError: as `read`.
    """
    counts = yield from read(session, message_id, window)
    return counts.state(session.channel.service, message_id)


def read(session: Session, message_id: str, window: Window) -> Flow[Counts]:
    """Read how many of a request's messages are in which status.

    Raises:
        ProtocolError: a reply that counts nothing.
        CountermandError: as `authorized`, and the service's refusals.
    """
    request = MessageStatus(
        request_id=message_id,
        sent_date=window.since.strftime("%m/%d/%Y"),
        end_date=window.until.strftime("%m/%d/%Y"),
        start_element="0",
        elements_per_page=str(PAGE),
    )
    reply = yield from authorized(session, MESSAGE_STATUS, request, message_id, harmless=True)
    text = redact.text(known(reply.value.message) or "", (*session.channel.secrets, message_id))
    error = refusal(reply.http, text, "tell the status")
    if error is not None:
        raise error
    counts = counts_of(reply.value, message_id, reply.http)
    if counts is None:
        raise ProtocolError("the reply does not say what became of the messages", status=reply.http.status)
    return counts
