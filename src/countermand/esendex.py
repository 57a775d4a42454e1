"""Esendex US, Messaging.svc."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, cast
from uuid import UUID

from countermand import options
from countermand.errors import ConfigurationError, InvalidMessageId
from countermand.facade import Facade
from countermand.flows.channel import Channel
from countermand.flows.esendex.dates import READING
from countermand.traceless import traceless
from countermand_bindings.esendex.ports import PORTS
from countermand_wire.bindings import Binding, RestBinding, SoapBinding
from countermand_wire.errors import DecodeError
from countermand_wire.operation import Port
from countermand_wire.scalars.guid import guid_from_xml

if TYPE_CHECKING:
    from countermand.outcome import CancelAllResult, CancelResult, MessageState, ScheduledMessage
    from countermand.policy import Policy
    from countermand.services import Capability
    from countermand.telemetry import Telemetry
    from countermand.transport import Transport
    from countermand_bindings.esendex import Messaging
    from countermand_wire.secured import Plugin, Wsse

__all__ = ["BASE_URL", "LICENSE_KEY_VARIABLE", "WIRES", "Esendex", "Wire"]

Wire = Literal["json", "xml", "query", "soap11", "soap12"]
"""The forms that one contract travels in."""

WIRES: tuple[Wire, ...] = ("json", "xml", "query", "soap11", "soap12")
"""All of them: bare JSON, bare XML, the query of a URL, SOAP 1.1, SOAP 1.2 with WS-Addressing."""

BASE_URL = "https://messaging.esendex.us/Messaging.svc"
"""Where the vendor serves."""

LICENSE_KEY_VARIABLE = "COUNTERMAND_ESENDEX_LICENSE_KEY"
"""The environment variable that holds the license key where none is passed."""

SERVICE = "esendex"

DEFAULT_PORTS = {
    ("soap11", "https"): "mms2SOAPbasicHttpsBinding",
    ("soap11", "http"): "mms2SOAPbasicHttpBinding",
    ("soap12", "https"): "mms2wsHttpBindingSecure",
    ("soap12", "http"): "mms2wsHttpBinding",
}
"""The port of the WSDL for a wire and the scheme of the base URL."""


class Esendex(Facade):
    """Schedules, cancels and looks up messages, over one wire form; safe to share between threads.

    Nothing is sent and nothing is opened until the first call. Close it, or use it in a ``with`` statement.

    Args:
        license_key: A GUID, as text in any of .NET's forms or as a UUID; else COUNTERMAND_ESENDEX_LICENSE_KEY's.
        wire: How calls travel: one of `WIRES`. With ``json`` and ``xml``, operations that have only a GET form travel
            in the URL's query, the license key with them; with ``soap11`` and ``soap12`` nothing does.
        base_url: The service's address, without the parts that name a port.
        port: For SOAP, the WSDL's port to call instead of the one that fits the wire and the scheme.
        action_base: For SOAP, what actions begin with instead of the contract's namespace.
        timeout: Seconds to wait for a connection, and for each piece of a reply.
        wsse: For SOAP, what secures and verifies envelopes: an object of `zeep.wsse`, several as one `Compose`.
        plugins: For SOAP, plugins of zeep's, which see and may change each envelope.
        policy: How often a request is sent and how long a call may take in all; see `Policy`.
        transport: Sends the requests: any object with `send`. It stays yours to close.
        telemetry: Who is told of each operation, besides the log.

    Raises:
        ConfigurationError: an option is missing or wrong; the message says which and what to do.
    """

    @traceless
    def __init__(  # noqa: PLR0913  # The options of one thing.
        self,
        *,
        license_key: str | UUID | None = None,
        wire: Wire = "json",
        base_url: str = BASE_URL,
        port: str | None = None,
        action_base: str | None = None,
        timeout: float = 30.0,
        wsse: Wsse | None = None,
        plugins: Sequence[Plugin] = (),
        policy: Policy | None = None,
        transport: Transport | None = None,
        telemetry: Telemetry | None = None,
    ) -> None:
        self._wire = cast("Wire", options.one_of(wire, "wire", WIRES))
        # The vendor's own needs no check, nor the library that checks.
        self._base_url = BASE_URL if base_url == BASE_URL else options.base_url(base_url)
        self._license_key = _license_key(license_key, self._base_url)
        binding = _binding(self._wire, self._base_url, port, action_base, options.timeout(timeout))
        channel = Channel(service=SERVICE, binding=binding, secrets=(str(self._license_key),))
        if wsse is not None or plugins:
            from countermand.securing import secured  # noqa: PLC0415  # Few clients sign.

            channel = secured(channel, wsse, plugins)
        super().__init__(channel, transport, policy=policy, wire=self._wire, telemetry=telemetry)
        self._messaging: Messaging | None = None

    @property
    def can(self) -> frozenset[Capability]:
        """What this service can do besides cancelling one message."""
        from countermand.services import Capability  # noqa: PLC0415  # When first used, as all below.

        return frozenset({
            Capability.SCHEDULE, Capability.STATUS, Capability.CANCEL_ALL, Capability.VERIFY, Capability.PER_RECIPIENT,
        })  # fmt: skip

    @property
    def messaging(self) -> Messaging:
        """Every operation of the contract, typed, over the chosen wire; errors are those of `countermand.errors`."""
        if self._messaging is None:
            from countermand_bindings.esendex.service import Messaging  # noqa: PLC0415  # When first used.

            self._messaging = Messaging(self._call)
        return self._messaging

    @traceless
    def cancel(self, message_id: str | UUID | ScheduledMessage | None, *, verify: bool = False) -> CancelResult:
        """Cancel one message.

        A `false` of the vendor is looked up, so that the outcome says why; so is the message after a lost reply.

        Args:
            message_id: A GUID, as text in any of .NET's forms or as a UUID; also what `schedule` gave, or the id of
                it, which is None for a refused recipient and then raises.
            verify: Whether to read the status after a `true`, too. One that contradicts it is told or, where it leaves
                the outcome open, raised as `AmbiguousOutcome`; where it cannot be read, the result is not `verified`.

        Raises:
            InvalidMessageId: not a GUID, or the empty one, or None; nothing was sent.
            AmbiguousOutcome: replies got lost, and looking did not tell what came of it.
            TransportError: the request certainly did not arrive.
            ProtocolError: the vendor's answers are none.
            ServiceError: the vendor refuses the call.
        """
        from countermand.flows.esendex.cancel import cancel  # noqa: PLC0415  # When first used.

        guid = _message_id(message_id)
        if verify is not False:
            from countermand.flows import arguments  # noqa: PLC0415  # When first used.

            arguments.flag(verify, "verify")
        return self._run("cancel", cancel(self._channel, self._license_key, guid, verify=verify))

    @traceless
    def cancel_all(self) -> CancelAllResult:
        """Cancel everything that is scheduled under the license key, whoever scheduled it.

        Raises:
            AmbiguousOutcome: the reply got lost.
            CountermandError: as `cancel`.
        """
        from countermand.flows.esendex.cancel_all import cancel_all  # noqa: PLC0415  # When first used.

        return self._run("cancel_all", cancel_all(self._channel, self._license_key))

    @traceless
    def schedule(  # the members of a message
        self,
        to: Sequence[str],
        body: str,
        at: datetime,
        *,
        from_number: str | None = None,
        reference_id: str | None = None,
        postback_url: str | None = None,
        unicode: bool = False,
        concatenate: bool = False,
    ) -> list[ScheduledMessage]:
        """Schedule a text. It is never sent twice: a lost reply raises, and is not repeated.

        Args:
            to: The recipients' numbers.
            body: The text.
            at: When it is to go out: aware, and in the future.
            from_number: The sender's number; else the vendor's choice.
            reference_id: Your own name for it, by which the vendor finds it again.
            postback_url: Where the vendor is to report what became of it.
            unicode: Send it as Unicode, with fewer characters to a part.
            concatenate: Let the parts of a long text arrive as one.

        Returns:
            One message per recipient, in order; a refused recipient has the vendor's status and no message id.

        Raises:
            InvalidArgument: an argument that cannot be sent; nothing was.
            AmbiguousOutcome: the reply got lost: the messages may be scheduled.
            AuthenticationError: the vendor does not know the license key.
            AccountSuspended: the vendor has closed the account.
            CountermandError: as `cancel`.
        """
        from countermand.flows.esendex.order import order  # noqa: PLC0415  # When first used.
        from countermand.flows.esendex.schedule import schedule  # noqa: PLC0415  # When first used.

        wanted = order(
            self._license_key,
            to=to,
            body=body,
            at=at,
            now=datetime.now(UTC),
            from_number=from_number,
            reference_id=reference_id,
            postback_url=postback_url,
            unicode=unicode,
            concatenate=concatenate,
        )
        return self._run("schedule", schedule(self._channel, wanted))

    @traceless
    def status(self, message_id: str | UUID | ScheduledMessage | None) -> MessageState:
        """Read what the vendor says of a message; one that it does not know has `Phase.NOT_FOUND`.

        Raises:
            InvalidMessageId: not a GUID, or the empty one, or None; nothing was sent.
            AuthenticationError: the vendor does not know the license key.
            AccountSuspended: the vendor has closed the account.
            CountermandError: as `cancel`.
        """
        from countermand.flows.esendex.status import status  # noqa: PLC0415  # When first used.

        return self._run("status", status(self._channel, self._license_key, _message_id(message_id)))

    def _take(self, channel: Channel) -> None:
        super()._take(channel)
        self._messaging = None

    def __repr__(self) -> str:
        return f"Esendex(wire={self._wire!r}, base_url={self._base_url!r})"


def _license_key(value: str | UUID | None, base_url: str) -> UUID:
    text = options.credential(value, "license_key", LICENSE_KEY_VARIABLE)
    try:
        key = guid_from_xml(text, "")
    except DecodeError:
        key = None
    source = "license_key" if value is not None else LICENSE_KEY_VARIABLE
    if key is None:
        raise ConfigurationError(f"{source} is not a GUID such as xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")
    if key.int == 0 and not options.is_loopback_url(base_url):
        raise ConfigurationError(f"{source} is the documentation's placeholder, all zeros: use your own license key")
    return key


def _message_id(value: object) -> UUID:
    if isinstance(value, UUID):
        guid = value
    elif isinstance(value, str):
        guid = _guid(value)
    elif value is None:
        raise InvalidMessageId("is None: the service refused that recipient, so there is no message")
    else:
        from countermand.message_ids import of_scheduled  # noqa: PLC0415  # Seldom needed.

        return _message_id(of_scheduled(value, SERVICE, "is neither text nor a UUID"))
    if guid.int == 0:
        raise InvalidMessageId("is the empty GUID, which the service gives for a message that it refused")
    return guid


def _guid(text: str) -> UUID:
    try:
        return guid_from_xml(text, "")
    except DecodeError:
        problem = InvalidMessageId("is not a GUID: 32 hexadecimal digits, with or without dashes or braces")
    raise problem


def _binding(wire: Wire, base_url: str, port: str | None, action_base: str | None, timeout: float) -> Binding:
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
