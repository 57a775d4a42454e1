"""A stand-in for the services that answer by documents: gives raw replies from a script, without a network."""

import json
from urllib.parse import parse_qsl, urlsplit

from countermand.errors import ConnectError, CountermandError, RequestTimeout
from countermand_wire.http import HttpRequest, HttpResponse

LOST = RequestTimeout("no reply in time")
UNSENT = ConnectError("no connection")


class Script:
    """Gives the answers one after another, the last one again and again; an error is raised."""

    def __init__(self, *answers: HttpResponse | CountermandError) -> None:
        self._answers = list(answers)
        self.requests: list[HttpRequest] = []

    def send(self, request: HttpRequest, /) -> HttpResponse:
        self.requests.append(request)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, CountermandError):
            raise answer
        return answer

    @property
    def paths(self) -> list[str]:
        return [urlsplit(request.url).path for request in self.requests]


def query(request: HttpRequest) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(request.url).query, keep_blank_values=True))


def sent(request: HttpRequest) -> object:
    return json.loads(request.body or b"")


def http(body: object, status: int = 200, media_type: str = "application/json", **headers: str) -> HttpResponse:
    """Return a reply: bytes as they are, anything else as JSON."""
    fields = {"Content-Type": media_type, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return HttpResponse(
        status=status, headers=fields, body=body if isinstance(body, bytes) else json.dumps(body).encode()
    )


def page(status: int = 502) -> HttpResponse:
    return http(b"<html><body>Bad gateway</body></html>", status, "text/html")


def positional(*entries: object, status: int = 200) -> HttpResponse:
    """Return a reply of SMS Partner's XML."""
    values = "".join(f"<entry>{str(each).lower() if isinstance(each, bool) else each}</entry>" for each in entries)
    return http(f"<?xml version='1.0' encoding='UTF-8'?><result>{values}</result>".encode(), status, "application/xml")
