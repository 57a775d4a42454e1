"""What the status of a request's messages makes of a cancel."""

from __future__ import annotations

from typing import Final

from countermand.outcome import Outcome, Phase

__all__ = ["settled"]

GONE: Final = frozenset({Phase.SENT, Phase.FAILED})


def settled(phases: frozenset[Phase], *, said_no: bool, lost: bool) -> Outcome | None:
    """Return the outcome where it is certain, else None.

    Args:
        phases: Those that the request's messages are in; none for a request that is not known.
        said_no: Whether the service's last answer to the cancel was a no.
        lost: Whether it is open if an attempt of ours took effect.
    """
    if phases == {Phase.CANCELLED}:
        return Outcome.CANCELLED if lost else Outcome.ALREADY_CANCELLED
    if Phase.SENT in phases and phases <= GONE:
        return Outcome.ALREADY_SENT
    if not said_no and (not phases or Phase.PENDING in phases):
        return None
    # The status is read of a window of time: what it does not show may have been there, and be cancelled by us.
    if lost and not phases:
        return None
    if Phase.UNKNOWN in phases and (lost or not said_no):
        return None
    # Some waiting, some cancelled and some sent, or all refused: not taken back, and there is no one word for why.
    return Outcome.NOT_CANCELLED if phases else Outcome.NOT_FOUND
