"""What the status calls of the sister services tell of a message."""

from countermand.sandbox.partner.caller import Caller
from countermand.sandbox.partner.sends import OutgoingSend
from countermand.sandbox.partner.wall_time import epoch_seconds
from countermand.sandbox.stage import Stage

__all__ = ["DELIVERED", "NOT_DELIVERED", "WAITING", "date_of", "status_of"]

DELIVERED, NOT_DELIVERED, WAITING = "Delivered", "Not delivered", "Waiting"


def status_of(caller: Caller, send: OutgoingSend) -> str:
    """Tell the status of a send; the vendor has no word for a cancelled one, which is not delivered."""
    match caller.state.messages.stage_of(send):
        case Stage.SENT:
            return DELIVERED
        case Stage.CANCELLED:
            return NOT_DELIVERED
        case _:
            return WAITING


def date_of(send: OutgoingSend) -> str:
    """Tell when the status is from: when it was cancelled, or when it is due."""
    return epoch_seconds(send.cancelled or send.due)
