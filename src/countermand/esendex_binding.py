"""The wire forms of Messaging.svc, and the binding that each is."""

from __future__ import annotations

from typing import Literal

from countermand import options
from countermand.errors import ConfigurationError
from countermand.flows.esendex.dates import READING
from countermand_bindings.esendex.ports import PORTS
from countermand_wire.bindings import Binding, RestBinding, SoapBinding
from countermand_wire.operation import Port

__all__ = ["Wire", "binding_of"]

Wire = Literal["json", "xml", "query", "soap11", "soap12"]
"""The forms that one contract travels in."""

DEFAULT_PORTS = {
    ("soap11", "https"): "mms2SOAPbasicHttpsBinding",
    ("soap11", "http"): "mms2SOAPbasicHttpBinding",
    ("soap12", "https"): "mms2wsHttpBindingSecure",
    ("soap12", "http"): "mms2wsHttpBinding",
}
"""The port of the WSDL for a wire and the scheme of the base URL."""


def binding_of(wire: Wire, base_url: str, port: str | None, action_base: str | None, timeout: float) -> Binding:
    """Return how calls travel, from the arguments of `Esendex`.

    Raises:
        ConfigurationError: a port or an action's beginning for a wire that has none, or not that one.
    """
    if wire == "json" or wire == "xml" or wire == "query":  # noqa: PLR1714  # Narrows the type.
        for name, value in (("port", port), ("action_base", action_base)):
            if value is not None:
                raise ConfigurationError(f"{name} belongs to SOAP: use wire='soap11' or 'soap12', or leave it out")
        return RestBinding(base_url=base_url, wire=wire, timeout=timeout, reading=READING)
    chosen = _port(wire, base_url, port)
    return SoapBinding(
        version=chosen.soap,
        address=base_url + _below_service(chosen.address),
        addressing=chosen.addressing,
        action_base=None if action_base is None else options.uri(action_base, "action_base"),
        timeout=timeout,
        reading=READING,
    )


def _port(wire: Wire, base_url: str, name: str | None) -> Port:
    if name is None:
        return PORTS[DEFAULT_PORTS[wire, base_url.partition(":")[0]]]
    port = PORTS[options.one_of(name, "port", tuple(PORTS))]
    version = {"soap11": "1.1", "soap12": "1.2"}[wire]
    if port.soap.name != version:
        fitting = ", ".join(port.name for port in PORTS.values() if port.soap.name == version)
        raise ConfigurationError(f"port {port.name} speaks SOAP {port.soap.name}; for wire={wire!r} use {fitting}")
    return port


def _below_service(address: str) -> str:
    """Return what a port's address adds to the service's: ``/Soap``, ``/SecureSoap``, ``/WS``."""
    return address.partition(".svc")[2]
