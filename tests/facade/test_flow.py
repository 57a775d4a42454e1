"""The driver of flows."""

import pytest

from countermand.errors import ProtocolError, TransportError
from countermand.flows import Flow, run
from countermand_wire.http import HttpRequest, HttpResponse

FIRST = HttpRequest(method="GET", url="https://h/1", headers={})
SECOND = HttpRequest(method="GET", url="https://h/2", headers={})


class Echo:
    def __init__(self, *errors: Exception | None) -> None:
        self.errors = [*errors, *[None] * 5]
        self.urls: list[str] = []

    def send(self, request: HttpRequest, /) -> HttpResponse:
        self.urls.append(request.url)
        error = self.errors.pop(0)
        if error is not None:
            raise error
        return HttpResponse(status=200, headers={}, body=request.url.encode())


def twice() -> Flow[bytes]:
    first = yield FIRST
    second = yield SECOND
    return first.body + second.body


def careful() -> Flow[str]:
    try:
        yield FIRST
    except TransportError as error:
        again = yield SECOND
        return f"{error}, then {again.body.decode()}"
    return "fine"


def test_each_request_is_sent_and_its_reply_handed_in() -> None:
    echo = Echo()
    assert run(twice(), echo) == b"https://h/1https://h/2"
    assert echo.urls == ["https://h/1", "https://h/2"]


def test_what_the_transport_raises_is_the_flows_to_handle() -> None:
    assert run(careful(), Echo(TransportError("lost"))) == "lost, then https://h/2"


def test_what_the_flow_does_not_handle_comes_out() -> None:
    with pytest.raises(TransportError, match="lost"):
        run(twice(), Echo(TransportError("lost")))
    with pytest.raises(ProtocolError, match="too large"):
        run(careful(), Echo(ProtocolError("too large")))


def test_what_is_not_ours_ends_the_flow() -> None:
    ended: list[bool] = []

    def guarded() -> Flow[None]:
        try:
            yield FIRST
        finally:
            ended.append(True)

    with pytest.raises(KeyError):
        run(guarded(), Echo(KeyError("a bug of the transport's")))
    assert ended == [True]
