"""A transport without a network."""

from collections.abc import Callable

from countermand_wire.http import HttpRequest, HttpResponse

__all__ = ["RecordingTransport"]


class RecordingTransport:
    """Answers requests by a function of yours, and keeps them.

    Args:
        answer: takes each request and returns its response; what it raises, such as a
            `countermand.errors.TransportError`, is what the client meets.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer
        self.requests: list[HttpRequest] = []
        """Every request that was sent, oldest first."""

    def send(self, request: HttpRequest) -> HttpResponse:
        """Keep the request, and answer it."""
        self.requests.append(request)
        return self._answer(request)
