"""The one seam to the network."""

from __future__ import annotations

from typing import Protocol

from countermand_wire.http import HttpRequest, HttpResponse

__all__ = ["Transport"]


class Transport(Protocol):
    """Whatever can bring a request to a server and its reply back. Any object with this one method will do."""

    def send(self, request: HttpRequest, /) -> HttpResponse:
        """Send the request once and return the reply, whatever its status, without following redirects.

        Args:
            request: Complete: what it holds is what goes out.

        Raises:
            TransportError: no reply came back; `may_have_arrived` tells whether the service may have acted.
            ProtocolError: a reply that cannot be taken in, such as one that is too large.
        """
        ...
