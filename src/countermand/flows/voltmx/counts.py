"""How many messages of a request are in which status."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import field, frozen

from countermand.flows.replies import known
from countermand.outcome import MessageState, Phase
from countermand_bindings.voltmx.operations.message_status import MessageStatusResponse
from countermand_wire.http import HttpResponse

__all__ = ["Counts", "counts_of"]

PHASES: Final = {
    "initial": Phase.PENDING,
    "submitted": Phase.SENT,
    "opened": Phase.SENT,
    "undelivered": Phase.FAILED,
    "rejected": Phase.FAILED,
    "not attempted": Phase.FAILED,
    "cancelled": Phase.CANCELLED,
    "other": Phase.UNKNOWN,
}
"""The service's counters; what its total has beyond them, such as a full queue's messages, is `other`."""


@frozen(kw_only=True)
class Counts:
    """How many messages of a request are in which status."""

    of: Mapping[str, int]
    """By the service's name of the status; those without a message are left out."""
    response: HttpResponse = field(repr=False)

    @property
    def phases(self) -> frozenset[Phase]:
        """The phases that the messages are in; none where there are no messages."""
        return frozenset(PHASES[name] for name in self.of)

    @property
    def phase(self) -> Phase:
        """The one phase of all messages; UNKNOWN where they differ."""
        phases = self.phases
        if not phases:
            return Phase.NOT_FOUND
        return next(iter(phases)) if len(phases) == 1 else Phase.UNKNOWN

    @property
    def text(self) -> str:
        """Such as ``"3 cancelled, 1 submitted"``; empty where there are no messages."""
        return ", ".join(f"{count} {name}" for name, count in self.of.items())

    @property
    def cancelled(self) -> int:
        """How many are cancelled."""
        return self.of.get("cancelled", 0)

    def state(self, service: str, message_id: str) -> MessageState:
        """Return the same as what every service says of a message."""
        return MessageState(
            service=service,
            message_id=message_id,
            phase=self.phase,
            text=self.text or None,
            response=self.response,
        )


def counts_of(reply: MessageStatusResponse, message_id: str, response: HttpResponse) -> Counts | None:
    """Return the counts of a reply, None where it has none.

    Messages of another request among them mean that the service did not look for this one: all count as `other`.
    """
    told = {
        "initial": known(reply.initial),
        "submitted": known(reply.submitted),
        "opened": known(reply.opened),
        "undelivered": known(reply.undelivered),
        "rejected": known(reply.rejected),
        "not attempted": known(reply.not_attempted),
        "cancelled": known(reply.cancelled),
    }
    total = known(reply.total)
    if total is None and all(count is None for count in told.values()):
        return None
    counts = {name: count for name, count in told.items() if count}
    beyond = (total or 0) - sum(counts.values())
    if beyond > 0:
        counts["other"] = beyond
    if any(known(row.request_id) not in {None, message_id} for row in known(reply.messages) or ()):
        counts = {"other": sum(counts.values())}
    return Counts(of=counts, response=response)
