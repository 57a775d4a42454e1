"""One session of `requests` at work: prepare, send, read within bounds. Imported when the first request is sent."""

from __future__ import annotations

import http.client
import os
from collections.abc import Iterator, Mapping
from contextlib import closing
from time import monotonic
from typing import Final
from urllib.parse import urlsplit

import requests
import requests.auth
import requests.structures
import requests.utils
import urllib3.exceptions
from attrs import frozen

from countermand import redact
from countermand.errors import ProtocolError
from countermand.options import is_loopback
from countermand.transport.adapter import SharedContextAdapter
from countermand.transport.bounded import DEADLINE, Late
from countermand.transport.discretion import hush
from countermand.transport.mapping import Foreign, mapped
from countermand.transport.tls import Tls
from countermand.version import __version__
from countermand_wire.http import HttpRequest, HttpResponse

__all__ = ["Sender", "new_session"]

CHUNK: Final = 1 << 16

USER_AGENT: Final = f"countermand/{__version__}"


@frozen
class _Environment:
    """What the session and the process's environment say of calls to one server."""

    proxies: Mapping[str, str]
    verify: bool | str
    cert: str | tuple[str, str] | None

    @classmethod
    def of(cls, session: requests.Session, url: str) -> _Environment:
        # Said outright, for else REQUESTS_CA_BUNDLE would override what the session's owner chose.
        verify = None if session.verify is True else session.verify
        merged = session.merge_environment_settings(url, {}, True, verify, None)  # noqa: FBT003
        # A company's HTTP_PROXY, set without NO_PROXY, is not meant for this machine, and could not reach it.
        loopback = is_loopback(urlsplit(url).hostname or "")
        return cls(
            session.proxies if loopback else merged["proxies"],
            True if merged["verify"] is None else merged["verify"],
            merged["cert"],
        )


def new_session(
    *, pool_size: int, tls: Tls, proxy: str | None, auth: requests.auth.AuthBase | None
) -> requests.Session:
    """Make a session that sends nothing of its own but what HTTP needs, and what it is told to."""
    session = requests.Session()
    session.headers = requests.structures.CaseInsensitiveDict[str | bytes](
        {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate", "Connection": "keep-alive"}
    )
    adapter = SharedContextAdapter(tls, pool_size=pool_size)
    for scheme in ("https://", "http://"):
        session.mount(scheme, adapter)
    if tls.ca_bundle is not None:
        session.verify = os.fspath(tls.ca_bundle)
    if proxy is not None:
        session.proxies = {"http": proxy, "https": proxy}
    session.auth = auth
    return session


class Sender:
    """A session, and what its environment says of each server it talks to."""

    def __init__(self, session: requests.Session, *, timeout: float, max_bytes: int) -> None:
        self._session = session
        self._timeout = timeout
        self._max_bytes = max_bytes
        self._environments: dict[object, _Environment] = {}
        self._logins: dict[str, bool] = {}

    def send(self, request: HttpRequest) -> HttpResponse:
        """Send once and read the reply; foreign exceptions leave as ours, with nothing secret behind them."""
        end = None if request.deadline is None else monotonic() + request.deadline
        limit = DEADLINE.set(end)
        try:
            with closing(self._start(request)) as reply:
                return self._read(reply, end)
        except (
            requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, ValueError,
        ) as error:  # fmt: skip
            problem = mapped(error)
            cause = Foreign.of(error)
        finally:
            DEADLINE.reset(limit)
        # Outside the handler, so that the foreign exception, which holds the URL, is not the context of ours.
        raise problem from cause

    def close(self) -> None:
        """Close the session's connections."""
        self._session.close()

    def _start(self, request: HttpRequest) -> requests.Response:
        timeout = self._timeout if request.timeout is None else request.timeout
        if request.deadline is not None:
            timeout = min(timeout, request.deadline)
        origin = _origin(request.url)
        if self._is_plain(origin) and request.url.isascii():
            # Half the cost of Session.request: the environment is read once, and no jar, hook or login is asked.
            adapter = self._session.get_adapter(request.url)
            around = self._environment(origin)
            return adapter.send(
                _prepared(self._session, request),
                stream=True,
                timeout=timeout,
                verify=around.verify,
                cert=around.cert,
                proxies=around.proxies,
            )
        prepared = self._session.prepare_request(
            requests.Request(request.method, request.url, headers=dict(request.headers), data=request.body)
        )
        prepared.hooks["response"].append(_forget_redirect)
        hush(urlsplit(origin).hostname or "")
        around = _Environment.of(self._session, request.url)
        return self._session.send(
            prepared,
            stream=True,
            timeout=timeout,
            allow_redirects=False,
            verify=around.verify,
            cert=around.cert,
            proxies=dict(around.proxies),
        )

    def _is_plain(self, origin: str) -> bool:
        """Whether nothing of the session is to be asked anew for each request: then it need not be."""
        session = self._session
        return not (
            type(session) is not requests.Session
            or session.auth
            or session.params
            or session.cookies
            or any(session.hooks.values())
            or self._has_login(origin)
        )

    def _has_login(self, origin: str) -> bool:
        if not self._session.trust_env:
            return False
        if origin not in self._logins:
            self._logins[origin] = requests.utils.get_netrc_auth(origin) is not None
        return self._logins[origin]

    def _environment(self, origin: str) -> _Environment:
        session = self._session
        key = (origin, repr(session.verify), repr(session.cert), tuple(session.proxies.items()))
        if key not in self._environments:
            hush(urlsplit(origin).hostname or "")
            self._environments[key] = _Environment.of(session, origin)
        return self._environments[key]

    def _read(self, reply: requests.Response, end: float | None) -> HttpResponse:
        pieces: list[bytes] = []
        size = 0
        for piece in _pieces(reply):
            if end is not None and monotonic() >= end:
                raise Late
            pieces.append(piece)
            size += len(piece)
            if size > self._max_bytes:
                raise ProtocolError(
                    f"the reply is larger than {self._max_bytes} bytes",
                    status=reply.status_code,
                    excerpt=redact.excerpt(pieces[0]),
                )
        return HttpResponse(
            status=reply.status_code, headers=dict(reply.headers), body=b"".join(pieces), reason=reply.reason or ""
        )


def _pieces(reply: requests.Response) -> Iterator[bytes]:
    """Yield the body as it comes, decompressed, so that the clock can be looked at between any two pieces."""
    read = getattr(reply.raw, "read1", None)
    if read is None:  # A session's own adapter, or an old urllib3, may not have it.
        yield from reply.iter_content(CHUNK)
        return
    while piece := read(CHUNK, decode_content=True):
        yield piece


def _origin(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise requests.exceptions.InvalidURL from error
    return f"{parts.scheme}://{parts.netloc}/"


def _prepared(session: requests.Session, request: HttpRequest) -> requests.PreparedRequest:
    prepared = requests.PreparedRequest()
    prepared.method = request.method
    prepared.url = request.url
    prepared.headers = requests.structures.CaseInsensitiveDict[str](
        (name, value if isinstance(value, str) else value.decode("latin-1")) for name, value in session.headers.items()
    )
    for field in request.headers.items():
        requests.utils.check_header_validity(field)
    prepared.headers.update(request.headers)
    prepared.body = request.body
    if request.body is not None:
        prepared.headers["Content-Length"] = str(len(request.body))
    return prepared


def _forget_redirect(reply: requests.Response, *_args: object, **_settings: object) -> None:
    """Take away where a redirect leads: `requests` reads the whole body of one even where it does not follow it."""
    reply.headers.pop("Location", None)
