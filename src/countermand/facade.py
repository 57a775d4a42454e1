"""What the facades have in common: a channel, a transport, and who closes it."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from countermand import options
from countermand.flows.call import call
from countermand.flows.channel import Channel
from countermand.flows.flow import run
from countermand.traceless import traceless
from countermand_wire.operation import Operation

if TYPE_CHECKING:
    from countermand.transport import Transport

__all__ = ["Facade"]

Request = TypeVar("Request")
Response = TypeVar("Response")


class Facade:
    """One service's client over one transport.

    Args:
        channel: How its calls travel.
        transport: Sends the requests; None makes one, which is the facade's to close.

    Raises:
        ConfigurationError: the transport is none.
    """

    def __init__(self, channel: Channel, transport: Transport | None) -> None:
        self._channel = channel
        self._own = transport is None
        self._transport = _own_transport() if transport is None else options.transport(transport)

    @property
    def service(self) -> str:
        """The service's short name, as results and errors tell it."""
        return self._channel.service

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
        return run(call(self._channel, operation, request), self._transport).value


def _own_transport() -> Transport:
    from countermand.transport.over_requests import RequestsTransport  # noqa: PLC0415  # Only where none is given.

    return RequestsTransport()
