"""The only place that does I/O.

Contents:
    Transport: The protocol: one method, `send`.
    RequestsTransport: The one that is used where none is given, over `requests`.
    Tls: Whom it trusts, and as whom it shows itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermand_wire.lazy import lazy_exports

if TYPE_CHECKING:
    from countermand.transport.over_requests import RequestsTransport
    from countermand.transport.protocol import Transport
    from countermand.transport.tls import Tls

__all__ = ["RequestsTransport", "Tls", "Transport"]

if not TYPE_CHECKING:  # A checker reads the imports above, and knows no other name.
    __getattr__ = lazy_exports(
        __name__,
        {
            "countermand.transport.over_requests": ("RequestsTransport",),
            "countermand.transport.protocol": ("Transport",),
            "countermand.transport.tls": ("Tls",),
        },
    )
