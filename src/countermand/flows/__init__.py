"""The steps of each job, without I/O: generators that yield requests, receive replies and return a result.

Contents:
    Channel, Policy: What a flow is given.
    Flow, run: What a flow is, and the blocking driver.
    Reply, call: One call of one operation.
"""

from countermand.flows.call import Reply, call
from countermand.flows.channel import Channel, Policy
from countermand.flows.flow import Flow, run

__all__ = ["Channel", "Flow", "Policy", "Reply", "call", "run"]
