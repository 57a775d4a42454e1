"""What goes wrong, as one tree; outcomes of a cancel that worked are no errors, see `countermand.outcome`.

::

    CountermandError
    ├── ConfigurationError            wrong use, before any I/O
    ├── InvalidArgument               an argument, before any I/O; .path says which
    ├── InvalidMessageId              a message id, before any I/O
    ├── TransportError                nothing came back; .may_have_arrived
    │   ├── ConnectError              no connection
    │   ├── RequestTimeout            no reply in time
    │   └── TlsError                  no trust in the connection
    ├── AmbiguousOutcome              it may or may not have happened
    ├── ProtocolError                 an answer that is not one; .status, .excerpt, .retry_after
    │   └── SoapFault                 .code, .subcode, .reason, .actor, .detail, .details
    └── ServiceError                  the vendor's refusal; .code, .text
        ├── AuthenticationError       the credentials are not known
        ├── PermissionDenied          they are known, and may not do this
        ├── RateLimited               too much, too fast; .retry_after
        └── AccountSuspended          the account is closed for now

No message, attribute or chained cause of these holds a credential, a message id, a recipient or a text, but for
the attributes that are there to carry one (`AmbiguousOutcome.message_id`, `AmbiguousOutcome.messages`). Tracebacks end
at the method that was called, so that none shows one among its locals. All can be pickled, so that they travel between
processes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from countermand.outcome import MessageState, ScheduledMessage

__all__ = [
    "AccountSuspended",
    "AmbiguousOutcome",
    "AuthenticationError",
    "ConfigurationError",
    "ConnectError",
    "CountermandError",
    "InvalidArgument",
    "InvalidMessageId",
    "PermissionDenied",
    "ProtocolError",
    "RateLimited",
    "RequestTimeout",
    "ServiceError",
    "SoapFault",
    "TlsError",
    "TransportError",
]


class CountermandError(Exception):
    """Root of all that this library raises on purpose."""

    def __reduce__(self) -> tuple[Callable[..., CountermandError], tuple[object, ...]]:
        return _revive, (type(self), self.args, self.__dict__)


def _revive(kind: type[CountermandError], args: tuple[object, ...], state: dict[str, object]) -> CountermandError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class ConfigurationError(CountermandError):
    """An option, credential or extra is missing or wrong; nothing was sent."""


class InvalidArgument(CountermandError):
    """An argument cannot be sent; nothing was.

    Args:
        path: The argument or member: ``"to[3]"``, ``"Request.ScheduledDateTime"``.
        reason: What is wrong with it, as a clause that does not quote it.
    """

    path: str
    """Where the value stands: the argument's name, or the members down to it by their wire names."""
    reason: str
    """What is wrong with it."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}" if path else reason)
        self.path = path
        self.reason = reason


class InvalidMessageId(CountermandError):
    """A message id that cannot be one; nothing was sent. The id is not quoted: who knows it may cancel.

    Args:
        reason: What is wrong with it, as a clause.
        path: The argument.
    """

    path: str
    """The argument's name."""
    reason: str
    """What is wrong with it."""

    def __init__(self, reason: str, path: str = "message_id") -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class TransportError(CountermandError):
    """No reply came back.

    Args:
        message: What happened, without URL queries or credentials.
        may_have_arrived: See the attribute.
    """

    may_have_arrived: bool
    """False only where the request certainly was not sent; otherwise the service may have acted on it."""

    def __init__(self, message: str, *, may_have_arrived: bool = True) -> None:
        super().__init__(message)
        self.may_have_arrived = may_have_arrived


class ConnectError(TransportError):
    """No connection could be made: the request was not sent."""

    def __init__(self, message: str, *, may_have_arrived: bool = False) -> None:
        super().__init__(message, may_have_arrived=may_have_arrived)


class RequestTimeout(TransportError):
    """The reply did not come in time."""


class TlsError(TransportError):
    """The connection is not one to trust: a certificate, a protocol version, a bundle of authorities."""


class AmbiguousOutcome(CountermandError):
    """The request may or may not have taken effect, and asking again did not tell. Carries all that is known.

    The error that left it open is the `__cause__`.

    Args:
        message: What is not known, and where to look.
        service: The service's short name.
        attempts: How often it was asked.
        message_id: The message in question.
        state: What the service last said of it.
        messages: Messages that are known to be scheduled.
    """

    service: str
    """The service's short name, such as ``"esendex"``."""
    attempts: int
    """How often the service was asked to do it."""
    message_id: str | None
    """The message in question; None for a call that names none. Not in the text of the error."""
    state: MessageState | None
    """What the service last said of the message, None where it said nothing."""
    messages: tuple[ScheduledMessage, ...]
    """What a schedule that went half known did bring about."""

    def __init__(
        self,
        message: str,
        *,
        service: str,
        attempts: int = 1,
        message_id: str | None = None,
        state: MessageState | None = None,
        messages: Sequence[ScheduledMessage] = (),
    ) -> None:
        super().__init__(message)
        self.service = service
        self.attempts = attempts
        self.message_id = message_id
        self.state = state
        self.messages = tuple(messages)


class ProtocolError(CountermandError):
    """An answer that is not one: an HTML page, another type or root, an empty or oversized body.

    Whether the request took effect is not known from it.

    Args:
        message: What is wrong with the answer.
        status: See the attribute.
        excerpt: See the attribute.
        retry_after: See the attribute.
    """

    status: int | None
    """The HTTP status, None where it is not known."""
    excerpt: str
    """The beginning of the body, redacted; empty where there is none."""
    retry_after: float | None
    """Seconds that the server asks to wait, None where it does not say."""

    def __init__(
        self, message: str, *, status: int | None = None, excerpt: str = "", retry_after: float | None = None
    ) -> None:
        super().__init__(f"{message}; the reply begins: {excerpt}" if excerpt else message)
        self.status = status
        self.excerpt = excerpt
        self.retry_after = retry_after


class SoapFault(ProtocolError):
    """The service answered with a SOAP fault. Codes are qualified names in Clark notation, ``{namespace}local``."""

    code: str
    """Who is at fault, or on SOAP 1.1 and WCF the cause itself."""
    subcode: str | None
    """SOAP 1.2: the cause, such as ``{…}ActionNotSupported``."""
    reason: str
    """The service's sentence, redacted."""
    actor: str | None
    """SOAP 1.1's faultactor, SOAP 1.2's Role."""
    detail: str | None
    """The detail's children as XML, redacted."""
    details: tuple[object, ...]
    """Those that the operation declares, as values of their contracts; not redacted."""

    def __init__(  # a fault has that many parts
        self,
        code: str,
        *,
        subcode: str | None = None,
        reason: str = "",
        actor: str | None = None,
        detail: str | None = None,
        details: tuple[object, ...] = (),
        status: int | None = None,
    ) -> None:
        local = (subcode or code).rpartition("}")[2]
        super().__init__(f"SOAP fault {local}: {reason}" if reason else f"SOAP fault {local}", status=status)
        self.code = code
        self.subcode = subcode
        self.reason = reason
        self.actor = actor
        self.detail = detail
        self.details = details


class ServiceError(CountermandError):
    """The vendor understood and refused.

    Args:
        message: What was refused.
        code: See the attribute.
        text: See the attribute.
    """

    code: int | None
    """The vendor's number, or the HTTP status where that is the refusal; None where the vendor gives none."""
    text: str
    """The vendor's word for it."""

    def __init__(self, message: str, *, code: int | None = None, text: str = "") -> None:
        said = " ".join(part for part in ("" if code is None else str(code), text) if part)
        super().__init__(f"{message} ({said})" if said else message)
        self.code = code
        self.text = text


class AuthenticationError(ServiceError):
    """The service does not know these credentials."""


class PermissionDenied(ServiceError):
    """The service knows the credentials and does not let them do this."""


class RateLimited(ServiceError):
    """The service was asked too much, too fast.

    Args:
        message: What was refused.
        retry_after: See the attribute.
        code: The vendor's number.
        text: The vendor's word for it.
    """

    retry_after: float | None
    """Seconds that the service asks to wait, None where it does not say."""

    def __init__(
        self, message: str, *, retry_after: float | None = None, code: int | None = None, text: str = ""
    ) -> None:
        super().__init__(message, code=code, text=text)
        self.retry_after = retry_after


class AccountSuspended(ServiceError):
    """The account is closed for now; only the vendor can open it."""
