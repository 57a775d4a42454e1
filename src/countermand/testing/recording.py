"""A transport without a network."""

from collections.abc import Callable

from countermand.exchanges import told
from countermand_wire.http import HttpRequest, HttpResponse

__all__ = ["RecordingTransport"]


class RecordingTransport:
    """Answers requests by a function of yours, or sends them on, and keeps them.

    Args:
        answer: takes each request and returns its response: a function, or another transport's `send`. What it raises,
            such as a `countermand.errors.TransportError`, is what the client meets.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer
        self._exchanges: list[tuple[HttpRequest, HttpResponse | BaseException]] = []
        self.requests: list[HttpRequest] = []
        """Every request that was sent, oldest first, as it was sent: with its credentials. See `transcript`."""

    def send(self, request: HttpRequest) -> HttpResponse:
        """Keep the request, and answer it."""
        self.requests.append(request)
        try:
            response = self._answer(request)
        except BaseException as error:
            self._exchanges.append((request, error))
            raise
        self._exchanges.append((request, response))
        return response

    def transcript(self) -> str:
        """Return every exchange as text, redacted as the log is: for a report, or a file beside a test."""
        return "\n\n".join(told(*exchange) for exchange in self._exchanges)
