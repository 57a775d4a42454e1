"""Documents that nobody thought of: by chance, and by cutting and pasting those that somebody did."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.hostile import DOCUMENTS, PLAIN
from tests.fuzz.targets import TARGETS

SMALL = 4096

pieces = st.sampled_from([body for body in (*PLAIN.values(), *DOCUMENTS.values()) if 0 < len(body) < SMALL])
scraps = st.sampled_from([
    b"<", b">", b"</", b"/>", b"<![CDATA[", b"]]>", b"&#", b";", b'"', b"\\u", b"\\ud800", b"{", b"[", b",", b":",
    b"\0", b"xsi:nil", b"xmlns", b"s:Fault", b"-", b"9" * 40, b"e9", b"NaN", b"INF", b"/Date(", b"T24:00:00", b"Z",
    b"\xff\xfe",
])  # fmt: skip


@st.composite
def mangled(draw: st.DrawFn) -> bytes:
    """Cut a piece out of a document and put something else there."""
    body = draw(pieces)
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(body)))
        end = draw(st.integers(start, min(len(body), start + 40)))
        body = body[:start] + draw(scraps | st.binary(max_size=8) | pieces.map(lambda each: each[:60])) + body[end:]
    return body


@pytest.mark.parametrize("target", TARGETS)
@given(data=st.tuples(st.binary(min_size=6, max_size=6), mangled() | st.binary()).map(b"".join))
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_but_typed_errors(target: str, data: bytes) -> None:
    TARGETS[target](data)
