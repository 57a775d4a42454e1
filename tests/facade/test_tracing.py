"""Spans of OpenTelemetry, against its own SDK."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from countermand import ConfigurationError, CountermandError, Esendex, HttpRequest, HttpResponse, Telemetry
from countermand.testing import RecordingTransport
from tests.facade.canaries import GUID_ID, GUID_KEY, assert_clean
from tests.facade.script import http


class Traced:
    """A client with a provider of its own, and what it exported."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.provider = TracerProvider()
        self._exporter = InMemorySpanExporter()
        self.provider.add_span_processor(SimpleSpanProcessor(self._exporter))
        self.client = Esendex(
            license_key=GUID_KEY,
            wire="soap12",
            transport=RecordingTransport(answer),
            telemetry=Telemetry(tracing=self.provider),
        )

    @property
    def spans(self) -> list[ReadableSpan]:
        return list(self._exporter.get_finished_spans())


def refuse(request: HttpRequest) -> HttpResponse:
    return http((request.body or b""), 401)


def test_an_operation_is_a_span() -> None:
    body = (
        '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>'
        '<CancelMessageResponse xmlns="http://sms2.cdyne.com"><CancelMessageResult>true</CancelMessageResult>'
        "</CancelMessageResponse></s:Body></s:Envelope>"
    )
    traced = Traced(lambda request: http(body.encode(), 200, "application/soap+xml"))
    traced.client.cancel(GUID_ID)
    [span] = traced.spans
    assert (span.name, span.kind) == ("esendex cancel", trace.SpanKind.CLIENT)
    assert span.status.status_code is trace.StatusCode.UNSET
    assert span.instrumentation_scope is not None
    assert span.instrumentation_scope.name == "countermand"
    assert dict(span.attributes or {}) == {
        "countermand.service": "esendex",
        "countermand.operation": "cancel",
        "countermand.wire": "soap12",
        "countermand.outcome": "cancelled",
        "countermand.attempts": 1,
        "countermand.requests": 1,
    }


def test_an_error_is_one_without_its_text() -> None:
    traced = Traced(refuse)
    with pytest.raises(CountermandError):
        traced.client.cancel(GUID_ID)
    [span] = traced.spans
    assert span.status.status_code is trace.StatusCode.ERROR
    assert span.status.description is None
    assert (span.attributes or {})["error.type"] == "AuthenticationError"
    assert (span.attributes or {})["countermand.outcome"] == "error"
    assert list(span.events) == []
    assert_clean(span.to_json())


def test_the_span_is_current_while_the_operation_runs() -> None:
    inside: list[trace.Span] = []

    def answer(request: HttpRequest) -> HttpResponse:
        inside.append(trace.get_current_span())
        return refuse(request)

    traced = Traced(answer)
    with traced.provider.get_tracer("application").start_as_current_span("outside") as outside:
        with pytest.raises(CountermandError):
            traced.client.cancel(GUID_ID)
        assert trace.get_current_span() is outside
    span = traced.spans[0]
    assert span.parent == outside.get_span_context()
    assert [each.get_span_context() for each in inside] == [span.get_span_context()]


def test_the_applications_own_provider_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    traced = Traced(refuse)
    monkeypatch.setattr(trace, "get_tracer_provider", lambda: traced.provider)
    client = Esendex(license_key=GUID_KEY, transport=RecordingTransport(refuse), telemetry=Telemetry(tracing=True))
    with pytest.raises(CountermandError):
        client.cancel(GUID_ID)
    assert [span.name for span in traced.spans] == ["esendex cancel"]


def test_without_the_extra_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    monkeypatch.delitem(sys.modules, "opentelemetry.trace")
    with pytest.raises(ConfigurationError, match=r"^tracing needs: python -m pip install 'countermand\[otel\]'$"):
        Telemetry(tracing=True)


@pytest.mark.parametrize("wrong", [1, "yes", None])
def test_tracing_is_a_flag_or_a_provider(wrong: object) -> None:
    with pytest.raises(ConfigurationError, match="tracing is neither"):
        Telemetry(tracing=wrong)  # type: ignore[arg-type]  # The point.


UNASKED = """
import logging, sys
from countermand import Esendex, Telemetry
from countermand.testing import RecordingTransport
logging.basicConfig(level=logging.INFO)
client = Esendex(
    license_key="{key}", transport=RecordingTransport(lambda request: 1 / 0), telemetry=Telemetry(hook=print)
)
try:
    client.cancel("{id}")
except ZeroDivisionError:
    pass
print(*sys.modules)
"""


def test_it_is_not_imported_unasked() -> None:
    code = UNASKED.format(key=GUID_KEY, id=GUID_ID)
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60)
    assert "countermand.observed" in done.stdout
    assert "opentelemetry" not in done.stdout
