"""Take back scheduled messages before they go out, and learn what happened to each one.

This is the contents page: each name is imported when it is first used, so that ``import countermand`` costs little.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermand_wire.lazy import lazy_exports

if TYPE_CHECKING:
    from countermand.auth import AppKey, BasicAuth, ClaimsLogin, OAuthLogin, OAuthTokens
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
    from countermand.mailpartner import MailPartner
    from countermand.outcome import (
        CancelAllResult,
        CancelResult,
        Credits,
        MessageState,
        Outcome,
        Phase,
        ScheduledMessage,
    )
    from countermand.policy import Clock, Policy
    from countermand.services import Capability, Service
    from countermand.smspartner import SmsPartner
    from countermand.soap import SoapCall
    from countermand.telemetry import OperationEvent, Telemetry
    from countermand.transport import RequestsTransport, Tls, Transport
    from countermand.version import __version__
    from countermand.voltmx import VoltMx
    from countermand_wire.http import HttpRequest, HttpResponse

__all__ = [
    "AccountSuspended",
    "AmbiguousOutcome",
    "AppKey",
    "AuthenticationError",
    "BasicAuth",
    "CancelAllResult",
    "CancelResult",
    "Capability",
    "ClaimsLogin",
    "Clock",
    "ConfigurationError",
    "ConnectError",
    "CountermandError",
    "Credits",
    "Esendex",
    "HttpRequest",
    "HttpResponse",
    "InvalidArgument",
    "InvalidMessageId",
    "MailPartner",
    "MessageState",
    "OAuthLogin",
    "OAuthTokens",
    "OperationEvent",
    "Outcome",
    "PermissionDenied",
    "Phase",
    "Policy",
    "ProtocolError",
    "RateLimited",
    "RequestTimeout",
    "RequestsTransport",
    "ScheduledMessage",
    "Service",
    "ServiceError",
    "SmsPartner",
    "SoapCall",
    "SoapFault",
    "Telemetry",
    "Tls",
    "TlsError",
    "Transport",
    "TransportError",
    "VoltMx",
    "__version__",
]

if not TYPE_CHECKING:  # A checker reads the imports above, and knows no other name.
    __getattr__ = lazy_exports(
        __name__,
        {
            "countermand.auth": ("AppKey", "BasicAuth", "ClaimsLogin", "OAuthLogin", "OAuthTokens"),
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
            "countermand.mailpartner": ("MailPartner",),
            "countermand.outcome": (
                "CancelAllResult",
                "CancelResult",
                "Credits",
                "MessageState",
                "Outcome",
                "Phase",
                "ScheduledMessage",
            ),
            "countermand.policy": ("Clock", "Policy"),
            "countermand.services": ("Capability", "Service"),
            "countermand.smspartner": ("SmsPartner",),
            "countermand.soap": ("SoapCall",),
            "countermand.telemetry": ("OperationEvent", "Telemetry"),
            "countermand.transport": ("RequestsTransport", "Tls", "Transport"),
            "countermand.version": ("__version__",),
            "countermand.voltmx": ("VoltMx",),
            "countermand_wire.http": ("HttpRequest", "HttpResponse"),
        },
    )
