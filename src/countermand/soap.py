"""Calls any SOAP service, by a package that `codegen.py generate --wsdl` has made.

::

    from acme import PORTS, Acme
    from countermand import SoapCall

    with SoapCall(PORTS["BasicHttpBinding_IAcme"]) as call:
        order = Acme(call).get_order(id=7)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from countermand import options
from countermand.errors import ConfigurationError
from countermand.facade import Facade
from countermand.flows.call import exchange
from countermand.flows.channel import Channel
from countermand.flows.flow import Flow
from countermand.traceless import traceless
from countermand_wire.bindings import SoapBinding
from countermand_wire.operation import Operation, Port
from countermand_wire.policy import WRITE_AS_GIVEN

if TYPE_CHECKING:
    from countermand.policy import Policy
    from countermand.telemetry import Telemetry
    from countermand.transport import Transport
    from countermand_wire.secured import Plugin, Wsse

__all__ = ["SoapCall"]

Request = TypeVar("Request")
Response = TypeVar("Response")


class SoapCall(Facade):
    """What performs the operations of a service, over one of its ports: its generated class takes one.

    A datetime without a zone is sent without one, any other in its own zone.

    Args:
        port: From the package's `PORTS`.
        transport: Sends the requests; None makes one over `requests`, which `close` closes.
        address: In place of the one that the WSDL gives.
        timeout: Seconds to wait for a connection, and for each piece of the reply; None leaves that to the transport.
        wsse: What secures and verifies envelopes: an object of `zeep.wsse`, several as one `Compose`.
        plugins: Plugins of zeep's, which see and may change each envelope.
        policy: How often a request is sent, and how long a call may take in all; see `Policy`.
        telemetry: Who is told of each operation, besides the log; the port's name is the service's.

    Raises:
        ConfigurationError: an argument is wrong, or neither the port nor `address` says where the service is.
    """

    def __init__(
        self,
        port: Port,
        transport: Transport | None = None,
        *,
        address: str | None = None,
        timeout: float | None = None,
        wsse: Wsse | None = None,
        plugins: Sequence[Plugin] = (),
        policy: Policy | None = None,
        telemetry: Telemetry | None = None,
    ) -> None:
        if not isinstance(port, Port):
            raise ConfigurationError("port is none: pass one of the package's PORTS")
        where = "address" if address is not None else f"the address of the port {port.name} (pass address=...)"
        binding = SoapBinding(
            version=port.soap,
            address=options.address(port.address if address is None else address, where),
            addressing=port.addressing,
            timeout=None if timeout is None else options.timeout(timeout),
            writing=WRITE_AS_GIVEN,
        )
        wire = {"1.1": "soap11", "1.2": "soap12"}[port.soap.name]
        channel = Channel(service=port.name, binding=binding)
        if wsse is not None or plugins:
            from countermand.securing import secured  # noqa: PLC0415  # Few clients sign.

            channel = secured(channel, wsse, plugins)
        super().__init__(channel, transport, policy=policy, wire=wire, telemetry=telemetry)

    @traceless
    def __call__(self, operation: Operation[Request, Response], request: Request, /) -> Response:
        """Perform an operation: send the request, anew only where it certainly did not arrive, and read the reply.

        Raises:
            InvalidArgument: a member of the request cannot be sent.
            TransportError: no reply came.
            ProtocolError: the reply is not one of this operation.
            SoapFault: the reply is a fault; `details` has those that the operation declares.
            ServiceError: the reply is no reply of this operation, and its HTTP status is a refusal.
        """
        return self._run(operation.name, _performed(self._channel, operation, request))


def _performed(channel: Channel, operation: Operation[Request, Response], request: Request) -> Flow[Response]:
    message, response = yield from exchange(channel, operation, request)
    from countermand.flows.reply import read_value  # noqa: PLC0415  # With the first reply, not before the request.

    return read_value(channel, operation, message, response)
