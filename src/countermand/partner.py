"""What SmsPartner and MailPartner have in common: an API key, one kind of message id, one clock."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, TypeVar

from countermand import options
from countermand.errors import ConfigurationError
from countermand.facade import Facade
from countermand.flows import arguments
from countermand.flows.call import call
from countermand.flows.channel import Channel
from countermand.flows.partner.credential import filled, sensitive
from countermand.flows.replies import hiding
from countermand.outcome import ScheduledMessage
from countermand.services import Capability
from countermand.traceless import traceless
from countermand_wire.absent import ABSENT, Absent
from countermand_wire.api import ApiBinding
from countermand_wire.operation import Operation

if TYPE_CHECKING:
    from countermand.policy import Policy
    from countermand.telemetry import Telemetry
    from countermand.transport import Transport

__all__ = ["Partner", "due", "now"]

Request = TypeVar("Request")
Response = TypeVar("Response")


class Partner(Facade):
    """A facade of the family.

    Args:
        service: The service's short name.
        api_key: See the facades, as for all others.
        variable: The environment variable that stands in for the key.
        wire: How replies travel where they have both forms.
        base_url: The service's address.
        timeout: Seconds to wait.
        policy: See the facades.
        transport: Sends the requests.
        telemetry: Who is told of each operation, besides the log.

    Raises:
        ConfigurationError: an option is missing or wrong.
    """

    def __init__(
        self,
        service: str,
        *,
        api_key: str | None,
        variable: str,
        wire: Literal["json", "xml"],
        base_url: str,
        timeout: float,
        policy: Policy | None,
        transport: Transport | None,
        telemetry: Telemetry | None,
    ) -> None:
        self._api_key = _api_key(api_key, variable)
        self._base_url = options.base_url(base_url)
        binding = ApiBinding(base_url=self._base_url, wire=wire, timeout=options.timeout(timeout))
        channel = Channel(service=service, binding=binding, secrets=(self._api_key,))
        super().__init__(channel, transport, policy=policy, wire=wire, telemetry=telemetry)
        self._wire = wire

    @property
    def can(self) -> frozenset[Capability]:
        """What this service can do besides cancelling one message."""
        return frozenset({Capability.SCHEDULE, Capability.STATUS, Capability.CREDITS, Capability.WHY})

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self._base_url!r})"

    @property
    def _format(self) -> str | Absent:
        """What asks for the form of a reply that has two; the vendor's default needs no asking."""
        return ABSENT if self._wire == "json" else self._wire

    @traceless
    def _call(self, operation: Operation[Request, Response], request: Request, /) -> Response:
        has_both = operation.rest is not None and operation.rest.response.has_xml
        members = {"api_key": self._api_key, **({"format": self._wire} if has_both and self._wire == "xml" else {})}
        complete = filled(request, **members)
        return self._run(operation.name, call(hiding(self._channel, *sensitive(complete)), operation, complete)).value


def due(message: object, at: object) -> datetime | None:
    """Return when a message goes out, as the caller or what `schedule` gave tells it; None where neither does.

    Raises:
        InvalidArgument: `at` is no datetime, or has no time zone.
    """
    if at is not None:
        return arguments.aware(at, "at")
    return message.scheduled_at if isinstance(message, ScheduledMessage) else None


def now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)


def _api_key(value: str | None, variable: str) -> str:
    key = options.credential(value, "api_key", variable)
    if not key.isascii() or not key.isprintable() or " " in key:
        source = "api_key" if value is not None else variable
        raise ConfigurationError(f"{source} has spaces, control characters or letters beyond ASCII")
    return key
