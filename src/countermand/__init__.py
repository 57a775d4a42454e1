"""Take back scheduled messages before they go out, and learn what happened to each one.

This is the contents page: each name is imported when it is first used, so that ``import countermand`` costs little.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermand_wire.lazy import lazy_exports

if TYPE_CHECKING:
    from countermand.errors import (
        AccountSuspended,
        AmbiguousOutcome,
        AuthenticationError,
        ConfigurationError,
        ConnectError,
        CountermandError,
        InvalidArgument,
        InvalidMessageId,
        PermissionDenied,
        ProtocolError,
        RateLimited,
        RequestTimeout,
        ServiceError,
        SoapFault,
        TlsError,
        TransportError,
    )
    from countermand.esendex import Esendex
    from countermand.outcome import CancelAllResult, CancelResult, MessageState, Outcome, Phase, ScheduledMessage
    from countermand.transport import RequestsTransport, Tls, Transport
    from countermand.version import __version__
    from countermand_wire.http import HttpRequest, HttpResponse

__all__ = [
    "AccountSuspended",
    "AmbiguousOutcome",
    "AuthenticationError",
    "CancelAllResult",
    "CancelResult",
    "ConfigurationError",
    "ConnectError",
    "CountermandError",
    "Esendex",
    "HttpRequest",
    "HttpResponse",
    "InvalidArgument",
    "InvalidMessageId",
    "MessageState",
    "Outcome",
    "PermissionDenied",
    "Phase",
    "ProtocolError",
    "RateLimited",
    "RequestTimeout",
    "RequestsTransport",
    "ScheduledMessage",
    "ServiceError",
    "SoapFault",
    "Tls",
    "TlsError",
    "Transport",
    "TransportError",
    "__version__",
]

if not TYPE_CHECKING:  # A checker reads the imports above, and knows no other name.
    __getattr__ = lazy_exports(
        __name__,
        {
            "countermand.errors": (
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
            ),
            "countermand.esendex": ("Esendex",),
            "countermand.outcome": (
                "CancelAllResult",
                "CancelResult",
                "MessageState",
                "Outcome",
                "Phase",
                "ScheduledMessage",
            ),
            "countermand.transport": ("RequestsTransport", "Tls", "Transport"),
            "countermand.version": ("__version__",),
            "countermand_wire.http": ("HttpRequest", "HttpResponse"),
        },
    )
