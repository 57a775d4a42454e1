"""The steps of each job, without I/O: generators that yield requests, receive replies and return a result.

Contents:
    Channel: What a flow is given.
    Flow, Pause, run: What a flow is, and the blocking driver.
    Reply, call: One call of one operation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermand_wire.lazy import lazy_exports

if TYPE_CHECKING:
    from countermand.flows.call import call
    from countermand.flows.channel import Channel
    from countermand.flows.flow import Flow, Pause, run
    from countermand.flows.reply import Reply

__all__ = ["Channel", "Flow", "Pause", "Reply", "call", "run"]

if not TYPE_CHECKING:
    __getattr__ = lazy_exports(
        __name__,
        {
            "countermand.flows.call": ("call",),
            "countermand.flows.channel": ("Channel",),
            "countermand.flows.flow": ("Flow", "Pause", "run"),
            "countermand.flows.reply": ("Reply",),
        },
    )
