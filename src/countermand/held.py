"""What of a request is somebody's: the values that whatever its reply says is redacted by.

A server may echo a request anywhere, in any spelling: a proxy's page shows the URL, a fault the member that it
stumbled over.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from html import escape, unescape
from json import dumps, loads
from typing import Final, cast
from urllib.parse import parse_qsl, quote, quote_plus, unquote, urlsplit

from countermand_wire.http import HttpRequest

__all__ = ["held"]

WORTH_HIDING: Final = 2
"""Characters of a value of the request up to which it says nothing, and would be found everywhere."""

LONGEST: Final = 10_000
"""Characters of a value beyond which it is a file, which no error shows whole."""

SAYS_NOTHING: Final = frozenset({"true", "false", "null", "none", "json", "xml"})
"""Longer values of which the same holds, in lower case."""

PLAIN: Final = frozenset({
    "accept", "accept-encoding", "cache-control", "connection", "content-length", "content-type", "soapaction",
})  # fmt: skip
"""Header fields of a request that hold nothing of anybody."""

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d|\d\d?/\d\d?/\d{4}")
_LEAF: Final = r">\s*(?:<!\[CDATA\[)?([^<>]+?)(?:\]\]>)?\s*</"


def held(request: HttpRequest) -> list[str]:
    """Return the values of a request that may be somebody's, in every usual spelling, the longest first.

    Nobody's are its address, and the action that its header quotes.
    """
    address = request.url.partition("?")[0]
    plain = " ".join(value for name, value in request.headers.items() if name.lower() in PLAIN)
    return _spellings(value for value in _values(request) if value != address and f'"{value}"' not in plain)


def _values(request: HttpRequest) -> Iterator[str]:
    """Yield the values of a request that may be somebody's: of the query, the header, the members of the body."""
    parts = urlsplit(request.url)
    yield from (value for _name, value in parse_qsl(parts.query))
    yield from re.findall(r"/sms/([^/]+)", unquote(parts.path))
    for name, value in request.headers.items():
        if name.lower() not in PLAIN:
            yield from (value, *_basic(value))
    body = (request.body or b"").decode("utf-8", errors="replace").strip()
    if body.startswith("<"):
        yield from (unescape(text) for text in re.findall(_LEAF, body))
        return
    try:
        yield from _leaves(loads(body))
    except (ValueError, RecursionError):
        yield from (value for _name, value in parse_qsl(body))


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(cast("dict[str, object]", value).values())
    if isinstance(value, list):
        for each in cast("list[object]", value):
            yield from _leaves(each)
    elif value is not None:
        yield str(value)


def _basic(value: str) -> Iterator[str]:
    """Yield what an Authorization holds: the part behind the scheme, the user and the password."""
    scheme, _, token = value.partition(" ")
    yield token
    if scheme.lower() == "basic":
        try:
            user, _, password = b64decode(token).decode().partition(":")
        except ValueError:
            return
        yield from (user, password)


def _parts(value: str) -> tuple[str, ...]:
    """Return the value, and of a URL also what of it may be a secret: a postback's path and query."""
    _, scheme, rest = value.partition("://")
    if not scheme:
        return (value,)
    path, _, query = rest.partition("/")[2].partition("?")
    return (value, path, query)


def _spellings(values: Iterable[str]) -> list[str]:
    """Return the values as they are and as JSON, URLs and pages spell them, the longest first."""
    wanted = {part for value in values for part in _parts(value) if _is_somebodys(part)}
    spelled = {form for value in wanted for form in (value, dumps(value)[1:-1], dumps(value, ensure_ascii=False)[1:-1])}
    return sorted({form for text in spelled for form in _shown(text)}, key=len, reverse=True)


def _is_somebodys(value: str) -> bool:
    return WORTH_HIDING < len(value) <= LONGEST and value.lower() not in SAYS_NOTHING and not _MOMENT.match(value)


def _shown(text: str) -> tuple[str, ...]:
    """Return how a page or another URL shows a text, also one that stood in a URL already."""
    quoted, plus = quote(text, safe="", errors="replace"), quote_plus(text, errors="replace")
    return (text, escape(text), escape(text, quote=False), quoted, quote(quoted), quote(text, errors="replace"), plus)
