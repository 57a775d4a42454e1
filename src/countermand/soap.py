"""Calls any SOAP service, by a package that `codegen.py generate --wsdl` has made.

::

    from acme import PORTS, Acme
    from countermand.soap import SoapCall

    acme = Acme(SoapCall(PORTS["BasicHttpBinding_IAcme"]))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from countermand_wire.bindings import SoapBinding

if TYPE_CHECKING:
    from countermand.transport import Transport
    from countermand_wire.operation import Operation, Port

__all__ = ["SoapCall"]

Request = TypeVar("Request")
Response = TypeVar("Response")


class SoapCall:
    """What performs the operations of a service, over one of its ports.

    Args:
        port: from the package's `PORTS`.
        transport: sends the requests; one over `requests` where none is given.
        address: in place of the port's own.
        timeout: seconds for each call.
    """

    __slots__ = ("_binding", "_transport")

    def __init__(
        self,
        port: Port,
        transport: Transport | None = None,
        *,
        address: str | None = None,
        timeout: float | None = None,
    ) -> None:
        if transport is None:
            from countermand.transport import RequestsTransport  # noqa: PLC0415  # Only where none is given.

            transport = RequestsTransport()
        self._transport: Final = transport
        self._binding: Final = SoapBinding(
            version=port.soap, address=address or port.address, addressing=port.addressing, timeout=timeout
        )

    def __call__(self, operation: Operation[Request, Response], request: Request, /) -> Response:
        """Send the request once and return the reply.

        Raises:
            EncodeError: a member does not fit its type.
            TransportError: no reply came.
            FaultError: the reply is a fault.
            DecodeError: the reply is not one of this operation.
        """
        return self._binding.decode(operation, self._transport.send(self._binding.encode(operation, request)))
