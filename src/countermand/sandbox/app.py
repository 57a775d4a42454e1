"""The sandbox as a WSGI application: services by path, in any letter case, on werkzeug's requests and routing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from html import escape
from traceback import format_exc
from wsgiref.types import StartResponse, WSGIEnvironment

import attrs
from werkzeug.exceptions import NotFound
from werkzeug.http import HTTP_STATUS_CODES
from werkzeug.routing import BaseConverter, Map, Rule
from werkzeug.wrappers import Request, Response

from countermand import redact
from countermand.held import held
from countermand.sandbox.call import Call, Reply
from countermand_wire.http import HttpRequest

__all__ = ["Application", "Mount"]

_log = logging.getLogger("countermand.sandbox")


@attrs.frozen(kw_only=True)
class Mount:
    """A service, and where it stands."""

    path: str
    """Such as `/esendex/Messaging.svc`."""
    address: str
    """What a client is given as its base URL: the path, or something below it."""
    handle: Callable[[Call], Reply]
    failure: Callable[[], Reply]
    """What is answered where `handle` raises."""
    pages: Sequence[tuple[str, str]] = ()
    """What there is to read about the service: a name, and the path or query that follows the service's path."""


class Application:
    """Every service of the sandbox on one port.

    Args:
        mounts: what answers where.
        max_body: bytes of the largest request body that is read.
    """

    def __init__(self, mounts: Iterable[Mount], *, max_body: int) -> None:
        services = {mount.path: mount for mount in mounts}
        self._services = services
        self._max_body = max_body
        rules = [rule for path in services for rule in _rules(path)]
        self._routes = Map(rules, merge_slashes=False, converters={"anything": _Anything}).bind("sandbox")

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request: the WSGI interface."""
        request = Request(environ)
        return self._answer(request)(environ, start_response)

    def _answer(self, request: Request) -> Response:
        if not request.host:
            return _page("400 Bad Request", "<h2>Bad Request - Invalid Hostname</h2>")
        if request.path == "/" and request.method == "GET":
            return Response(_index(request.host_url, self._services.values()), mimetype="text/html")
        try:
            # The routes are in lower case, so that a path matches in any.
            path, _ = self._routes.match(request.path.lower(), method="GET")
        except NotFound:
            return _page("404 Not Found", "<h1>Not Found (Not Found)</h1>")
        if (request.content_length or 0) > self._max_body:
            return _response(Reply(status=413))
        return _response(_handled(self._services[path], _call(request, path)))


def _handled(service: Mount, call: Call) -> Reply:
    try:
        return service.handle(call)
    except Exception:  # noqa: BLE001 - whatever it is, the client is answered
        # A fault of the sandbox's own: it shows in the log, and the client sees what the vendor's failures look like.
        said = redact.text(format_exc(), held(_sent(call)))
        _log.error("%s failed to answer\n%s", service.path, said)  # Which would quote the call.
        return service.failure()


def _sent(call: Call) -> HttpRequest:
    url = f"{call.base}{call.path}?{call.query}"
    return HttpRequest(method=call.method, url=url, headers=call.headers, body=call.body)


class _Anything(BaseConverter):
    """Matches a path of any form, also an empty one and one that begins with a slash."""

    regex = "(?s:.*)"  # A line break, too.
    part_isolating = False


def _rules(path: str) -> list[Rule]:
    folded = path.lower()
    return [
        Rule(folded, endpoint=path, strict_slashes=False),
        Rule(f"{folded}/<anything:below>", endpoint=path),
    ]


def _page(status: str, body: str) -> Response:
    return Response(body, status, {"Content-Type": "text/html"})


def _call(request: Request, service: str) -> Call:
    return Call(
        method=request.method,
        base=request.host_url.rstrip("/") + service,
        path=request.path[len(service) :],
        query=request.query_string.decode("latin-1"),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=request.get_data(cache=False),
    )


def _response(reply: Reply) -> Response:
    reason = reply.reason or HTTP_STATUS_CODES[reply.status]
    response = Response(reply.body, f"{reply.status} {reason}")
    response.headers.pop("Content-Type")
    response.headers.update(reply.headers)
    if reply.allow is not None:
        response.headers["Allow"] = reply.allow
    if reply.content_type is not None:
        response.headers["Content-Type"] = reply.content_type
    return response


def _index(url: str, services: Iterable[Mount]) -> str:
    links = "".join(_links(url.rstrip("/"), service) for service in services)
    return f"<!DOCTYPE html><title>countermand sandbox</title><h1>countermand sandbox</h1><ul>{links}</ul>"


def _links(url: str, service: Mount) -> str:
    pages = ", ".join(f'<a href="{escape(service.path + page)}">{escape(name)}</a>' for name, page in service.pages)
    return f'<li><a href="{escape(service.address)}">{escape(url + service.address)}</a> ({pages})</li>'
