"""An exchange as text, redacted: what the log shows at DEBUG, and what a recording tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from countermand import redact
from countermand.errors import CountermandError
from countermand.held import held
from countermand_wire.http import HttpRequest, HttpResponse

__all__ = ["told"]

LONGEST: Final = 1 << 16
"""Bytes of a body that are shown."""


def told(request: HttpRequest, answer: HttpResponse | BaseException, secrets: Iterable[str] = ()) -> str:
    """Tell of an exchange, redacted: lines that begin with ``>`` for the request and with ``<`` for the reply.

    What stands in the request where secrets stand is masked in the reply by value, too: a server may echo it anywhere.

    Args:
        request: What was sent.
        answer: The reply, or what was raised instead; of what is not this library's own only the class is told.
        secrets: Further values to mask.
    """
    hidden = (*held(request), *secrets)
    lines = [f"> {request.method} {redact.url(request.url)}"]
    lines += _fields(">", request.headers, hidden)
    lines += _body(">", request.body or b"", hidden)
    if isinstance(answer, HttpResponse):
        lines.append(f"< {answer.status}")
        lines += _fields("<", answer.headers, hidden)
        lines += _body("<", answer.body, hidden)
    else:
        said = f": {redact.text(str(answer), hidden)}" if isinstance(answer, CountermandError) else ""
        lines += _lines("<", f"{type(answer).__name__}{said}")
    return "\n".join(lines)


def _fields(mark: str, fields: Mapping[str, str], hidden: tuple[str, ...]) -> Iterator[str]:
    for name, value in redact.headers(fields, hidden).items():
        yield from _lines(mark, f"{redact.text(name, hidden)}: {value}")


def _body(mark: str, body: bytes, hidden: tuple[str, ...]) -> Iterator[str]:
    if not body:
        return
    yield mark
    text = redact.decoded(body[:LONGEST])
    if "\0" in text:
        yield f"{mark} ({len(body)} bytes that are no text)"
        return
    yield from _lines(mark, redact.text(text, hidden))
    if len(body) > LONGEST:
        yield f"{mark} ... ({len(body)} bytes)"


def _lines(mark: str, text: str) -> Iterator[str]:
    """Yield the text's lines, each marked, so that none can pass for a record of its own."""
    for line in text.splitlines():
        shown = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in line)
        yield f"{mark} {shown}"
