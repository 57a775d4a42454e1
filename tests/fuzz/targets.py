"""What is fuzzed: functions of bytes that return whatever they like, or raise a typed error, and nothing else.

Each swallows the errors that it may raise; what else leaves it is a find.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from io import BytesIO
from pkgutil import iter_modules
from typing import Final, TypeAlias, TypeVar
from unittest.mock import patch
from wsgiref.types import WSGIEnvironment

from countermand import CountermandError, HttpRequest, HttpResponse, redact
from countermand.exchanges import told
from countermand.sandbox import Clock
from countermand.sandbox.app import Application
from countermand.testing import Sandbox
from countermand_wire import json, scalars
from countermand_wire.api import ApiBinding
from countermand_wire.bindings import Binding, RestBinding, SoapBinding
from countermand_wire.errors import DecodeError, FaultError
from countermand_wire.faults import read_fault
from countermand_wire.mtom import unpack
from countermand_wire.operation import Operation
from countermand_wire.soap import SOAP11, SOAP12
from tests.facade.canaries import JOBS, Answering

__all__ = ["TARGETS", "Target"]

T = TypeVar("T")

Target: TypeAlias = Callable[[bytes], None]

STATUSES: Final = (200, 200, 200, 400, 401, 404, 429, 500, 503)
MEDIA_TYPES: Final = (
    "application/json", "application/xml", "text/xml; charset=utf-8", "application/soap+xml", "text/html", "",
)  # fmt: skip


def every_operation(service: str) -> list[Operation[object, object]]:
    """Return the operations of a service's bindings, in the order of their modules."""
    package = import_module(f"countermand_bindings.{service}.operations")
    modules = [import_module(f"{package.__name__}.{info.name}") for info in iter_modules(package.__path__)]
    return [value for module in modules for value in vars(module).values() if isinstance(value, Operation)]


def readers() -> dict[str, Callable[[str], object]]:
    """Return every function of the scalars that reads, those of JSON after `json.parse`."""
    found: dict[str, Callable[[str], object]] = {}
    for name in scalars.__all__:
        if name.endswith("_from_xml"):
            found[name] = partial(_scalar_from_xml, getattr(scalars, name))
        if name.endswith("_from_json"):
            found[name] = partial(_scalar_from_json, getattr(scalars, name))
    return found


def _scalar_from_xml(read: Callable[[str, str], object], text: str) -> object:
    return read(text, "x")


def _scalar_from_json(read: Callable[[object, str], object], text: str) -> object:
    return read(json.parse(text), "x")


ESENDEX: Final = every_operation("esendex")
OTHERS: Final = [each for service in ("smspartner", "mailpartner", "voltmx") for each in every_operation(service)]
READERS: Final = list(readers().values())
JOB_LIST: Final = list(JOBS.values())
BINDINGS: Final[list[tuple[Binding, str]]] = [
    (RestBinding(base_url="http://h", wire="json"), "application/json"),
    (RestBinding(base_url="http://h", wire="xml"), "application/xml"),
    (SoapBinding(version=SOAP11, address="http://h", addressing=False), "text/xml"),
    (SoapBinding(version=SOAP12, address="http://h", addressing=False), "application/soap+xml"),
]


def chosen(data: bytes, choices: Sequence[T]) -> tuple[T, bytes]:
    """Let the first two bytes choose, and return the rest."""
    return choices[int.from_bytes(data[:2], "little") % len(choices)], data[2:]


def response(data: bytes) -> HttpResponse:
    """Make a reply of any status and type."""
    status, data = chosen(data, STATUSES)
    media_type, body = chosen(data, MEDIA_TYPES)
    return HttpResponse(status=status, headers={"Content-Type": media_type}, body=body)


def replies(data: bytes) -> None:
    """Do a job of a client whose every request is answered with this."""
    job, data = chosen(data, JOB_LIST)
    answer = response(data)
    # Nothing waits: what a policy pauses for passes at once.
    with suppress(CountermandError), patch("countermand.policy.Clock.sleep"):
        job(None, Answering(lambda request: answer))


def contracts(data: bytes) -> None:
    """Read any operation's reply as every one of its codecs."""
    operation, body = chosen(data, ESENDEX)
    for binding, media_type in BINDINGS:
        with suppress(DecodeError, FaultError):
            binding.decode(operation, HttpResponse(status=200, headers={"Content-Type": media_type}, body=body))


def descriptors(data: bytes) -> None:
    """Read any reply of the services that have descriptors, positional XML among them."""
    operation, body = chosen(data, OTHERS)
    with suppress(DecodeError):
        ApiBinding(base_url="http://h", wire="xml").decode(
            operation, HttpResponse(status=200, headers={"Content-Type": "application/xml"}, body=body)
        )


def faults(data: bytes) -> None:
    """Read a fault of either version."""
    for version in (SOAP11, SOAP12):
        with suppress(DecodeError):
            read_fault(version, data)


def scalar(data: bytes) -> None:
    """Read the text of a scalar."""
    read, data = chosen(data, READERS)
    with suppress(DecodeError):
        read(data.decode("utf-8", errors="surrogateescape"))


def parts(data: bytes) -> None:
    """Unpack a message of parts."""
    head, _, body = data.partition(b"\n")
    with suppress(DecodeError):
        unpack(HttpResponse(status=200, headers={"Content-Type": head.decode("latin-1")}, body=body))


def redaction(data: bytes) -> None:
    """Redact any text, by values of it, too."""
    text = redact.decoded(data)
    redact.excerpt(data, [text[:8]])
    told(
        HttpRequest(method="POST", url=f"http://h/{text[:40]}", headers={"X": text[:10]}, body=data),
        HttpResponse(status=200, headers={"Server": text[:20]}, body=data),
    )


def sandbox(data: bytes) -> None:
    """Ask the sandbox anything: a path, header fields and a body, as a WSGI server hands them on."""
    method, data = chosen(data, ("GET", "POST", "DELETE", "PUT"))
    prefix, data = chosen(data, PREFIXES)
    media_type, data = chosen(data, MEDIA_TYPES)
    head, _, body = data.partition(b"\n")
    path, _, query = (prefix.encode() + head).partition(b"?")
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path.decode("latin-1"),
        "QUERY_STRING": query.decode("latin-1"),
        "CONTENT_TYPE": media_type,
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_HOST": "h",
        "SERVER_NAME": "h",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
    }
    b"".join(APPLICATION(environ, _started))
    if FAILED.failed:
        FAILED.failed = False
        raise AssertionError("the sandbox failed of itself")


def _started(_status: str, _fields: list[tuple[str, str]], _error: object = None) -> Callable[[bytes], object]:
    return BytesIO().write


class _Failures(logging.Handler):
    """Hears of what the sandbox's own code raised, which a client sees as the vendor's failure."""

    failed = False

    def emit(self, record: logging.LogRecord) -> None:
        self.failed = True


FAILED: Final = _Failures(level=logging.ERROR)
logging.getLogger("countermand.sandbox").addHandler(FAILED)
_PLAYED: Final = Sandbox(clock=Clock(datetime(2026, 11, 21, tzinfo=UTC), frozen=True), seed=1)
APPLICATION: Final = Application(_PLAYED._mounts(), max_body=1 << 20)
PREFIXES: Final = (
    "/esendex/Messaging.svc/", "/esendex/Messaging.svc/Soap", "/esendex/Messaging.svc/WS", "/smspartner/v1/",
    "/esendex/Messaging.svc/SendMessage", "/esendex/Messaging.svc/CancelMessage?",
    "/smspartner/v1/send", "/smspartner/v1/message-cancel?", "/mailpartner/v1/send", "/mailpartner/v1/", "/",
    "/voltmx/vpns/api/v1/message/sms", "/voltmx/vpns/", "/voltmx/authService/accounts/login",
)  # fmt: skip

TARGETS: Final[dict[str, Target]] = {
    "replies": replies,
    "contracts": contracts,
    "descriptors": descriptors,
    "faults": faults,
    "scalars": scalar,
    "parts": parts,
    "redaction": redaction,
    "sandbox": sandbox,
}
"""By name; a find is an exception that leaves one, or one that does not come back."""
