"""The one table from the exceptions of `requests` to ours."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from typing import Final

import requests
import urllib3.exceptions
from attrs import frozen

from countermand import redact
from countermand.errors import (
    ConfigurationError,
    ConnectError,
    CountermandError,
    ProtocolError,
    RequestTimeout,
    TlsError,
    TransportError,
)

__all__ = ["Foreign", "mapped"]

Foretold = Callable[[BaseException], CountermandError]


class Foreign(Exception):  # It stands in for an exception of whatever name.
    """What another library raised, told without its URL, headers and objects: the `__cause__` of ours."""

    @classmethod
    def of(cls, error: BaseException) -> Foreign:
        """Tell of an exception by its class and its redacted text."""
        kind = type(error)
        return cls(f"{kind.__module__}.{kind.__qualname__}: {redact.text(str(error))}")


@frozen
class _Row:
    kind: type[BaseException]
    becomes: Foretold


def _no_connection(_error: BaseException) -> CountermandError:
    return ConnectError("no connection to the server: is the host right, and is it up?")


def _connect_timeout(_error: BaseException) -> CountermandError:
    return ConnectError("no connection to the server in time")


def _proxy(_error: BaseException) -> CountermandError:
    return ConnectError("no connection through the proxy: see HTTPS_PROXY, HTTP_PROXY and NO_PROXY")


def _proxy_url(_error: BaseException) -> CountermandError:
    return ConfigurationError("the proxy's URL is no URL: see HTTPS_PROXY, HTTP_PROXY and ALL_PROXY")


def _tls(error: BaseException) -> CountermandError:
    arrived = not any(_is_handshake(link) for link in _links(error))
    return TlsError(
        "the secure connection failed: certificate, TLS version or a proxy between", may_have_arrived=arrived
    )


def _no_reply(_error: BaseException) -> CountermandError:
    return RequestTimeout("no reply in time")


def _broken(error: BaseException) -> CountermandError:
    links = list(_links(error))
    if any(isinstance(link, urllib3.exceptions.NewConnectionError) for link in links):
        return _no_connection(error)
    if any(isinstance(link, urllib3.exceptions.ReadTimeoutError) for link in links):
        return _no_reply(error)
    return TransportError("the connection broke before the reply was complete")


def _undecodable(_error: BaseException) -> CountermandError:
    return ProtocolError("the reply is not compressed as its Content-Encoding says")


def _unsendable(_error: BaseException) -> CountermandError:
    return TransportError("the request cannot be sent: its URL or a header is malformed", may_have_arrived=False)


def _files(error: BaseException) -> CountermandError:
    # The only OSError that is not wrapped, and comes without a number, is of a file that was configured.
    if isinstance(error, OSError) and error.errno is None:
        return ConfigurationError(
            "the certificate bundle, client certificate or key is not there: see REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE"
        )
    return TransportError("the connection broke before the reply was complete")


def _other(_error: BaseException) -> CountermandError:
    return TransportError("no reply came back")


TABLE: Final = (
    _Row(requests.exceptions.InvalidProxyURL, _proxy_url),
    _Row(requests.exceptions.ConnectTimeout, _connect_timeout),
    _Row(requests.exceptions.ProxyError, _proxy),
    _Row(requests.exceptions.SSLError, _tls),
    _Row(requests.exceptions.ReadTimeout, _no_reply),
    _Row(requests.exceptions.ConnectionError, _broken),
    _Row(requests.exceptions.ChunkedEncodingError, _broken),
    _Row(requests.exceptions.ContentDecodingError, _undecodable),
    _Row(requests.exceptions.InvalidURL, _unsendable),
    _Row(requests.exceptions.InvalidSchema, _unsendable),
    _Row(requests.exceptions.MissingSchema, _unsendable),
    _Row(requests.exceptions.InvalidHeader, _unsendable),
    _Row(requests.exceptions.RequestException, _other),
    _Row(urllib3.exceptions.LocationValueError, _unsendable),
    _Row(urllib3.exceptions.DecodeError, _undecodable),
    _Row(urllib3.exceptions.HTTPError, _broken),
    _Row(UnicodeError, _unsendable),
    _Row(TimeoutError, _no_reply),
    _Row(OSError, _files),
    _Row(BaseException, _other),
)
"""Read from the top; the most specific stands first. What is not said to be unsent may have arrived."""


def mapped(error: BaseException) -> CountermandError:
    """Return our error for a foreign one."""
    return next(row.becomes(error) for row in TABLE if isinstance(error, row.kind))


HANDSHAKE: Final = frozenset({
    "CA_MD_TOO_WEAK", "DH_KEY_TOO_SMALL", "HTTP_REQUEST", "KEY_VALUES_MISMATCH", "NO_CERTIFICATE_OR_CRL_FOUND",
    "NO_PROTOCOLS_AVAILABLE", "SSLV3_ALERT_HANDSHAKE_FAILURE", "TLSV1_ALERT_PROTOCOL_VERSION",
    "TLSV1_UNRECOGNIZED_NAME", "UNKNOWN_PROTOCOL", "UNSUPPORTED_PROTOCOL", "WRONG_VERSION_NUMBER",
})  # fmt: skip
"""OpenSSL's reasons that can only come up before any data is sent."""


def _is_handshake(error: BaseException) -> bool:
    if isinstance(error, ssl.SSLCertVerificationError):
        return True
    return isinstance(error, ssl.SSLError) and error.reason in HANDSHAKE


def _links(error: BaseException) -> Iterator[BaseException]:
    """Yield the exception and all that it wraps, in the ways that requests and urllib3 wrap."""
    waiting: list[object] = [error]
    seen: set[int] = set()
    while waiting:
        link = waiting.pop()
        if not isinstance(link, BaseException) or id(link) in seen:
            continue
        seen.add(id(link))
        yield link
        waiting += [*link.args, getattr(link, "reason", None), link.__cause__, link.__context__]
