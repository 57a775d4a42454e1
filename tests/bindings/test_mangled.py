"""Replies that are broken in any way: a value, a fault or a DecodeError, and nothing else."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from countermand_wire import ABSENT, DecodeError, FaultError, HttpResponse, json
from countermand_wire.bindings import RestBinding, SoapBinding
from countermand_wire.codec import xml_element
from countermand_wire.operation import Operation
from countermand_wire.policy import READ_BY_NAME, READ_IN_ORDER, WRITE_UTC
from countermand_wire.soap import SOAP11, SOAP12, SoapVersion, envelope
from tests.bindings.model import NAMES, declared, load
from tests.bindings.strategies import JSON, QUICK, XML, contracts

REST_NAMES = [name for name in NAMES if load(name).rest is not None]
MANY = settings(QUICK, max_examples=300)

FRAGMENTS = st.sampled_from(
    [
        *(
            "<",
            ">",
            "/",
            "&",
            "&#0;",
            "&#x110000;",
            "&amp;",
            "]]>",
            "<![CDATA[",
            "<!--",
            "-->",
            "<?x",
            "<x/>",
            "<x>",
            "</x>",
        ),
        *(
            ' i:nil="true"',
            ' i:nil="1"',
            ' xmlns=""',
            ' xmlns="urn:x"',
            "\x00",
            "\x01",
            "\ufffe",
            "\U0010ffff",
            "é",
            "\u2028",
        ),
        *(
            "-",
            "0",
            "9" * 30,
            "1e999",
            "NaN",
            "INF",
            "true",
            "null",
            "24:00:00",
            "0001-01-01T00:00:00",
            "9999-12-31T23:59:59-14:00",
        ),
        *(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            '"',
            "\\",
            "\\u",
            "\\ud800",
            "/Date(",
            ")/",
            "/Date(9e99)/",
            "/Date(-99999999999999999)/",
        ),
    ]
)


@st.composite
def mangled(draw: st.DrawFn, document: str) -> bytes:
    """Return a document with some of it left out, doubled, or replaced."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(document)))
        end = draw(st.integers(start, min(len(document), start + 12)))
        replacement = draw(FRAGMENTS | st.just("") | st.just(document[start:end] * 2))
        document = document[:start] + replacement + document[end:]
    body = document.encode("utf-8", "surrogatepass")
    return body[: draw(st.integers(0, len(body)))] if draw(st.integers(0, 9)) == 0 else body


@given(data=st.data())
@MANY
def test_a_mangled_soap_reply(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    version: SoapVersion = data.draw(st.sampled_from([SOAP11, SOAP12]))
    operation: Operation[Any, Any] = load(name)
    reply = envelope(version, xml_element(operation.response, data.draw(contracts(declared(name).response, XML))))
    body = data.draw(mangled(reply.decode()))
    reading = data.draw(st.sampled_from([READ_BY_NAME, READ_IN_ORDER]))
    binding = SoapBinding(version=version, address="https://host.example", addressing=False, reading=reading)
    got = HttpResponse(status=200, headers={"Content-Type": version.media_type}, body=body)
    with suppress(DecodeError, FaultError):
        binding.decode(operation, got)


@given(data=st.data())
@MANY
def test_a_mangled_bare_reply(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(REST_NAMES))
    rest = load(name).rest
    assert rest is not None
    [member] = declared(name).response.members
    responses = contracts(declared(name).response, JSON).filter(
        lambda value: getattr(value, member.attribute) is not ABSENT
    )
    document = json.render(rest.response.to_json(data.draw(responses), WRITE_UTC)).decode()
    got = HttpResponse(status=200, headers={"Content-Type": "application/json"}, body=data.draw(mangled(document)))
    with suppress(DecodeError):
        RestBinding(base_url="https://host.example", wire="json").decode(load(name), got)


ANY_JSON: SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | FRAGMENTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@QUICK
def test_json_of_another_shape(name: str, data: st.DataObject) -> None:
    codec = load(name).response
    value = codec.to_json(data.draw(contracts(declared(name).response, JSON)), WRITE_UTC)
    changed = replaced(value, data)
    with suppress(DecodeError):
        codec.from_json(json.parse(json.render(changed)), READ_BY_NAME)


def replaced(value: Any, data: st.DataObject) -> Any:
    """Put any JSON in the place of one of a value's parts."""
    if isinstance(value, dict) and value and data.draw(st.booleans()):
        key = data.draw(st.sampled_from(sorted(value)))
        return {**value, key: replaced(value[key], data)}
    if isinstance(value, list) and value and data.draw(st.booleans()):
        index = data.draw(st.integers(0, len(value) - 1))
        return [*value[:index], replaced(value[index], data), *value[index + 1 :]]
    return data.draw(ANY_JSON)
