"""The sandbox as a WSGI application: services by path, in any letter case, on werkzeug's requests and routing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.exceptions import NotFound
from werkzeug.http import HTTP_STATUS_CODES
from werkzeug.routing import BaseConverter, Map, Rule
from werkzeug.wrappers import Request, Response

from countermand.sandbox.wcf import Call, Reply

__all__ = ["Application"]


class Application:
    """Every service of the sandbox on one port.

    Args:
        services: what answers, by the path it stands at, such as `/esendex/Messaging.svc`.
        max_body: bytes of the largest request body that is read.
    """

    def __init__(self, services: Mapping[str, Callable[[Call], Reply]], *, max_body: int) -> None:
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
            return Response(_index(request.host_url, self._services), mimetype="text/html")
        try:
            # The routes are in lower case, so that a path matches in any.
            path, _ = self._routes.match(request.path.lower(), method="GET")
        except NotFound:
            return _page("404 Not Found", "<h1>Not Found (Not Found)</h1>")
        if (request.content_length or 0) > self._max_body:
            return _response(Reply(status=413))
        return _response(self._services[path](_call(request, path)))


class _Anything(BaseConverter):
    """Matches a path of any form, also an empty one and one that begins with a slash."""

    regex = ".*"
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
        accept=request.headers.get("Accept"),
        content_type=request.headers.get("Content-Type"),
        soap_action=request.headers.get("SOAPAction"),
        body=request.get_data(cache=False),
    )


def _response(reply: Reply) -> Response:
    reason = reply.reason or HTTP_STATUS_CODES[reply.status]
    response = Response(reply.body, f"{reply.status} {reason}")
    response.headers.pop("Content-Type")
    if reply.allow is not None:
        response.headers["Allow"] = reply.allow
    if reply.content_type is not None:
        response.headers["Content-Type"] = reply.content_type
    return response


def _index(url: str, services: Iterable[str]) -> str:
    links = "".join(
        f'<li><a href="{escape(path)}">{escape(url.rstrip("/") + path)}</a>'
        f' (<a href="{escape(path)}/help">help</a>, <a href="{escape(path)}?wsdl">WSDL</a>)</li>'
        for path in services
    )
    return f"<!DOCTYPE html><title>countermand sandbox</title><h1>countermand sandbox</h1><ul>{links}</ul>"
