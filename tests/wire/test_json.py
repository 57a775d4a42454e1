"""JSON: bounded, compact, and to the letter where Microsoft is."""

from __future__ import annotations

import json as stdlib_json
import math
import time
from collections import OrderedDict, UserList
from collections.abc import Callable
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.json import JsonValue, parse, render, render_as_wcf


def values() -> st.SearchStrategy[Any]:
    scalars = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**40), 10**40),
        st.floats(allow_nan=False),
        st.decimals(allow_nan=False, allow_infinity=False, places=3),
        st.text(),
    )
    return st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
        max_leaves=20,
    )


def numbers_alike(value: Any) -> Any:
    """Make floats and decimals comparable: text tells no float from a decimal."""
    if isinstance(value, list):
        return [numbers_alike(item) for item in value]  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, dict):
        return {name: numbers_alike(item) for name, item in value.items()}  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, (float, Decimal)) and math.isfinite(value):
        return float(value)
    return float(value) if type(value) is int else value


@given(values())
def test_every_value_comes_back(value: JsonValue) -> None:
    for write in (render, render_as_wcf):
        assert numbers_alike(parse(write(value))) == numbers_alike(value)
        assert numbers_alike(parse(write(value), strict=True)) == numbers_alike(value)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_renders_as_the_standard_library_does(value: JsonValue) -> None:
    assert render(value) == stdlib_json.dumps(value, separators=(",", ":")).encode()


# --- Rendering -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "fast", "wcf"),
    [
        ({"To": ["1", "2"], "None": None}, b'{"To":["1","2"],"None":null}', b'{"To":["1","2"],"None":null}'),
        ("a/b", b'"a/b"', rb'"a\/b"'),
        ("\u20ac", rb'"\u20ac"', '"\u20ac"'.encode()),
        ("\U0001f600", rb'"\ud83d\ude00"', rb'"\ud83d\ude00"'),
        ("\ud83d", rb'"\ud83d"', rb'"\ud83d"'),
        ("\x85\u2028\ufffe", rb'"\u0085\u2028\ufffe"', rb'"\u0085\u2028\ufffe"'),
        (
            '\x00\b\t\n\f\r\x1f\x7f"\\',
            b'"\\u0000\\b\\t\\n\\f\\r\\u001f\\u007f\\"\\\\"',
            b'"\\u0000\\b\\t\\n\\f\\r\\u001f\x7f\\"\\\\"',
        ),
        ({"a/b": 1}, b'{"a/b":1}', rb'{"a\/b":1}'),
        ([math.nan, math.inf, -math.inf], b"[NaN,INF,-INF]", b"[NaN,INF,-INF]"),
        ([1.0, 1e16], b"[1.0,1e+16]", b"[1,1E+16]"),
        ([Decimal("1.10"), 1e16], b"[1.10,1e+16]", b"[1.10,1E+16]"),
        (Decimal("1E+3"), b"1000", b"1000"),
        ((1, True), b"[1,true]", b"[1,true]"),
        (MappingProxyType({"a": UserList([OrderedDict(b=1)])}), b'{"a":[{"b":1}]}', b'{"a":[{"b":1}]}'),
    ],
)
def test_spells_values(value: JsonValue, fast: bytes, wcf: bytes) -> None:
    assert render(value) == fast
    assert render_as_wcf(value) == wcf


@pytest.mark.parametrize("write", [render, render_as_wcf])
@pytest.mark.parametrize(
    "value", [b"x", bytearray(b"x"), object(), {1, 2}, {"a": {b"b": 1}}, [1j], Decimal("NaN"), Decimal("-Infinity")]
)
def test_refuses_what_is_no_json_value(write: Callable[[Any], bytes], value: Any) -> None:
    with pytest.raises(EncodeError):
        write(value)


@pytest.mark.parametrize("write", [render, render_as_wcf])
def test_a_cycle_is_an_error_of_encoding(write: Callable[[Any], bytes]) -> None:
    cycle: list[Any] = [math.nan]
    cycle.append(cycle)
    with pytest.raises(EncodeError, match="nested too deeply"):
        write(cycle)


# --- Parsing -------------------------------------------------------------------------------------------------------


def test_takes_bytes_and_text() -> None:
    assert parse('{"a":"\u20ac"}') == parse('{"a":"\u20ac"}'.encode()) == {"a": "\u20ac"}


def test_numbers_keep_their_digits() -> None:
    assert repr(parse(b"[1.50,1e2,12345678901234567890123,-0]")) == (
        "[Decimal('1.50'), Decimal('1E+2'), 12345678901234567890123, 0]"
    )


@pytest.mark.parametrize("text", ["INF", "Infinity", "  INF "])
def test_takes_the_names_of_infinity(text: str) -> None:
    assert parse(text) == math.inf
    assert parse(f"-{text.strip()}") == -math.inf
    assert parse(f'{{"INF":["INF",{text},-{text.strip()}]}}') == {"INF": ["INF", math.inf, -math.inf]}


def test_takes_nan() -> None:
    value: Any = parse(b"[NaN]")
    assert math.isnan(value[0])


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1627aea5-8e0a-4371-9022-9b504344e724", "1627aea5-8e0a-4371-9022-9b504344e724"),
        (" 9e0aaea5-8e0a-4371-9022-9b504344e724\n", "9e0aaea5-8e0a-4371-9022-9b504344e724"),
        ('{"a":01,"b":[1.,2]}', {"a": "01", "b": ["1.", 2]}),
        ('["\\"1.",1.,"\\\\"]', ['"1.', "1.", "\\"]),
        ('["a",]', ["a"]),
        ("[10, \n]", [10]),
        ('{"a":{"b":1,},"c":", ]",}', {"a": {"b": 1}, "c": ", ]"}),
    ],
)
def test_takes_what_microsofts_reader_does(text: str, value: object, strict: bool) -> None:
    assert parse(text, strict=strict) == value


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"f627aea5-8e0a-4371-9022-9b504344e724",
        b"nul",
        b"True",
        b"'a'",
        b"{a:1}",
        b"{1:2}",
        b"[1 2]",
        b"1 2",
        b"[",
        b'"',
        b'"\\',
        b'"a\tb"',
        b'"\\x"',
        b"[1,,2]",
        b"{,}",
        b"[,]",
        b"//c\n1",
        b"1,",
        b"+1",
        b".5",
        b"<html>404 Not found</html>",
        b'{"a":1.,"b"}',
        b"\xff",
        b'"\xe4"',
        "\ufefftrue".encode("utf-16"),
        "true".encode("utf-16-le"),
    ],
)
def test_refuses_what_is_no_json(body: bytes) -> None:
    for strict in (False, True):
        with pytest.raises(DecodeError):
            parse(body, strict=strict)


@pytest.mark.parametrize("body", [b"\xef\xbb\xbftrue"])
def test_a_byte_order_mark_is_for_clients_only(body: bytes) -> None:
    assert parse(body) is True
    with pytest.raises(DecodeError, match="byte order mark"):
        parse(body, strict=True)


@pytest.mark.parametrize("body", [b'{"a":1,"a":2}', b'[{"b":{"a":1,"\\u0061":2}}]', b'{"a":1.,"a":2}'])
def test_a_member_may_be_twice_for_clients_only(body: bytes) -> None:
    value: Any = parse(body)
    assert b"2" in render(value)
    with pytest.raises(DecodeError, match="a member twice"):
        parse(body, strict=True)


@pytest.mark.parametrize(
    "body", [b"[" * 500_000, b'{"a":' * 500_000, b"[" * 500_000 + b"]" * 500_000, b"[1.," + b"[" * 500_000]
)
def test_depth_is_bounded(body: bytes) -> None:
    with pytest.raises(DecodeError, match="nested too deeply"):
        parse(body)


@pytest.mark.parametrize(
    "body", [b"1" * 5000, b"-" + b"1" * 5000, b"1e99999999999999999999", b"[1e-99999999999999999999]"]
)
def test_numbers_are_bounded(body: bytes) -> None:
    with pytest.raises(DecodeError, match="beyond every range"):
        parse(body)


def test_size_is_bounded() -> None:
    assert parse(b"[1]", max_bytes=3) == [1]
    for body in (b"[1] ", "[1] "):
        with pytest.raises(DecodeError, match="larger than 3 bytes"):
            parse(body, max_bytes=3)


def test_an_error_holds_nothing_of_the_document() -> None:
    secret = "7b5c0d7e"
    for body in (f'{{"LicenseKey":"{secret}"', f'["{secret}",x]', f'{{"{secret}":1,"{secret}":2}}', f'"{secret}\\x"'):
        with pytest.raises(DecodeError) as caught:
            parse(body, strict=True)
        assert secret not in str(caught.value)
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__


@given(st.text(alphabet='[]{},:"\\ 0123456789.eE+-INFantrue', max_size=40))
def test_the_lenient_reading_never_changes_what_is_json(text: str) -> None:
    try:
        wanted = stdlib_json.loads(text, parse_float=Decimal)
    except ValueError:
        return
    assert repr(parse(text)) == repr(wanted)


@pytest.mark.parametrize("piece", ['"', '\\"', '"\\', "1", "1.", "-", ", ", ",", "[,", "1.,", "I", " "])
def test_time_is_linear_in_hostile_documents(piece: str) -> None:
    begun = time.process_time()
    with pytest.raises(DecodeError):
        parse(f"x{piece * (500_000 // len(piece))}")
    assert time.process_time() - begun < 5  # Were it quadratic, it would take hours.
