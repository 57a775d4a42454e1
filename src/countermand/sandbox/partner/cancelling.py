"""The rule of message-cancel, which the sister services share."""

from countermand.sandbox.partner.caller import Caller
from countermand.sandbox.partner.refusals import Refused
from countermand.sandbox.stage import Stage

__all__ = ["cancel"]

_CODES = {Stage.CANCELLED: 5, Stage.QUEUED: 6, Stage.SENT: 7}


def cancel(caller: Caller, message_id: str) -> None:
    """Cancel a send with all its recipients, and give its cost back.

    Raises:
        Refused: there is no such send, or it can no longer be cancelled.
    """
    send = caller.send(message_id)
    stage = caller.state.messages.cancel(send.message_id)
    if stage in _CODES:
        raise Refused(_CODES[stage])
    caller.account.balance += send.cost
