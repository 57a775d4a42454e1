"""What the facades have in common: a channel, a transport, and who closes it."""

from __future__ import annotations

from copy import copy
from sys import modules
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from attrs import evolve

from countermand import options
from countermand.flows.call import call
from countermand.flows.channel import Channel
from countermand.flows.flow import Flow, run
from countermand.traceless import traceless
from countermand_wire.operation import Operation

if TYPE_CHECKING:
    from countermand.policy import Policy
    from countermand.telemetry import Telemetry
    from countermand.transport import Transport

__all__ = ["Facade"]

T = TypeVar("T")
Request = TypeVar("Request")
Response = TypeVar("Response")


class Facade:
    """One service's client over one transport.

    Args:
        channel: How its calls travel.
        transport: Sends the requests; None makes one, which is the facade's to close.
        policy: How often a request is sent and how long a call may take; None leaves the channel's.
        wire: What its events call the wire form.
        telemetry: Who is told of each operation.

    Raises:
        ConfigurationError: the transport, the policy or the telemetry is none.
    """

    def __init__(
        self,
        channel: Channel,
        transport: Transport | None,
        *,
        policy: Policy | None,
        wire: str,
        telemetry: Telemetry | None,
    ) -> None:
        self._channel = channel if policy is None else evolve(channel, policy=options.policy(policy))
        self._told_wire = wire
        self._telemetry = None if telemetry is None else options.telemetry(telemetry)
        self._own = transport is None
        self._transport = _own_transport() if transport is None else options.transport(transport)

    @property
    def service(self) -> str:
        """The service's short name, as results and errors tell it."""
        return self._channel.service

    def with_policy(self, policy: Policy) -> Self:
        """Return this client under another policy, for a call or for many.

        It shares the connections, which stay the first client's to close, and the logins::

            esendex.with_policy(Policy(attempts=1, deadline=5)).cancel(message_id)

        Raises:
            ConfigurationError: the policy is none.
        """
        other = copy(self)
        other._own = False  # noqa: SLF001  # One of its own class.
        other._take(evolve(self._channel, policy=options.policy(policy)))  # noqa: SLF001
        return other

    def _take(self, channel: Channel) -> None:
        """Use another channel from now on; what is made of the one until now is to be made anew."""
        self._channel = channel

    def close(self) -> None:
        """Close the connections; a transport that was given stays open."""
        if self._own:
            close = getattr(self._transport, "close", None)
            if callable(close):
                close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @traceless
    def _call(self, operation: Operation[Request, Response], request: Request, /) -> Response:
        return self._run(operation.name, call(self._channel, operation, request)).value

    def _run(self, operation: str, flow: Flow[T], /) -> T:
        """Run a flow to its end: the one place where a facade does so."""
        # Where nobody has imported logging, nobody reads a log.
        if self._telemetry is None and "logging" not in modules:
            return run(flow, self._transport, self._channel.policy)
        from countermand.observed import Subject, observed  # noqa: PLC0415  # Only where somebody may listen.

        subject = Subject(
            service=self.service,
            operation=operation,
            wire=self._told_wire,
            telemetry=self._telemetry,
            policy=self._channel.policy,
            secrets=self._channel.secrets,
        )
        return observed(subject, flow, self._transport)


def _own_transport() -> Transport:
    from countermand.transport.over_requests import RequestsTransport  # noqa: PLC0415  # Only where none is given.

    return RequestsTransport()
