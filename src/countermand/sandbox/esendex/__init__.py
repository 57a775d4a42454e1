"""Esendex US Messaging.svc, as the sandbox plays it.

`EsendexSandbox` is what it remembers, `messaging_service` the service in front of that.
"""

from countermand.sandbox.esendex.account import EsendexOptions, EsendexSandbox
from countermand.sandbox.esendex.keys import EMPTY, LICENSE_KEY, REFUSED_LICENSE_KEY
from countermand.sandbox.esendex.messages import OutgoingMessage
from countermand.sandbox.esendex.service import PATH, esendex, messaging_service

__all__ = [
    "EMPTY",
    "LICENSE_KEY",
    "PATH",
    "REFUSED_LICENSE_KEY",
    "EsendexOptions",
    "EsendexSandbox",
    "OutgoingMessage",
    "esendex",
    "messaging_service",
]
