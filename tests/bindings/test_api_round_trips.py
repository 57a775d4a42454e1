"""Every operation of every service with a descriptor: what one side writes, the other reads, in all its forms."""

from __future__ import annotations

import re
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from countermand_codegen import ir
from countermand_wire import ABSENT, EncodeError, HttpRequest, HttpResponse, json
from countermand_wire.api import ApiBinding
from countermand_wire.codec import xml_document
from countermand_wire.operation import RestForm
from countermand_wire.policy import READ_BY_NAME, WRITE_UTC
from tests.bindings.api_model import PACKAGES, every_operation, load, rest_of, service
from tests.bindings.api_strategies import ANY_TEXT, STRIPPED, TEXT, contracts, positional
from tests.bindings.strategies import QUICK

BASE_URL = "https://service.example/v1"


def cases(*, xml: bool | None = None) -> list[Any]:
    """Return the operations, or only those with XML, or those without."""
    return [
        pytest.param(package, operation, id=f"{package} {operation.name}")
        for package, operation in every_operation()
        if xml in (None, bool(operation.response.layouts))
    ]


def received(form: RestForm[Any], sent: HttpRequest) -> Any:
    """Read a request as a server does, with the same codecs."""
    parts = urlsplit(sent.url)
    pairs = {name.lower(): value for name, value in parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True)}
    request = (
        None if form.body is None else form.body.from_json(json.parse(sent.body or b"", strict=True), READ_BY_NAME)
    )
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", form.path)
    found = re.fullmatch(pattern, parts.path.removeprefix(urlsplit(BASE_URL).path))
    assert found is not None
    pairs |= {name.lower(): unquote(value) for name, value in found.groupdict().items()}
    for query in filter(None, (form.variables, form.query)):
        carried = query.from_pairs(pairs)
        if request is None:
            request = carried
        changed = {
            field.name: value
            for field in attrs.fields(type(carried))
            if (value := getattr(carried, field.name)) is not ABSENT
        }
        request = attrs.evolve(request, **changed)
    return load_empty(form) if request is None else request


def load_empty(form: RestForm[Any]) -> Any:
    """Return the request of an operation that sends nothing."""
    return next(
        load(package, operation).request.from_json({}, READ_BY_NAME)
        for package, operation in every_operation()
        if rest_of(package, operation)[1] is form
    )


def sendable(operation: ir.Operation, request: Any) -> bool:
    """Tell whether a request has all that its form needs: a body, and segments of a path that are not empty."""
    [form] = operation.rest
    members = {member.name: member.attribute for member in operation.request.members}
    texts = [getattr(request, members[variable.member]) for variable in form.variables]
    return all(text not in ("", ".", "..") for text in texts) and (
        form.body is None or getattr(request, members[form.body]) is not ABSENT
    )


@pytest.mark.parametrize(("package", "operation"), cases())
@given(data=st.data())
@QUICK
def test_a_request_arrives_as_it_was_sent(package: str, operation: ir.Operation, data: st.DataObject) -> None:
    in_url = operation.rest[0].variables or operation.rest[0].query
    request = data.draw(
        contracts(package, operation.request, TEXT if in_url else ANY_TEXT).filter(
            lambda each: sendable(operation, each)
        )
    )
    sent = ApiBinding(base_url=BASE_URL).encode(load(package, operation), request)
    assert sent.method == operation.rest[0].method
    assert received(rest_of(package, operation)[1], sent) == request


@pytest.mark.parametrize(("package", "operation"), cases())
@given(data=st.data())
@QUICK
def test_a_json_reply_arrives_as_it_was_sent(package: str, operation: ir.Operation, data: st.DataObject) -> None:
    reply = data.draw(contracts(package, operation.response))
    body = json.render(rest_of(package, operation)[0].response.to_json(reply, WRITE_UTC))
    assert decoded(package, operation, body) == reply


@pytest.mark.parametrize(("package", "operation"), cases(xml=True))
@given(data=st.data())
@QUICK
def test_an_xml_reply_arrives_as_it_was_sent(package: str, operation: ir.Operation, data: st.DataObject) -> None:
    reply = data.draw(positional(package, operation.response))
    body = xml_document(rest_of(package, operation)[0].response, reply)
    assert decoded(package, operation, body) == reply
    assert b"xmlns" not in body


@pytest.mark.parametrize(("package", "operation"), cases(xml=True))
@given(data=st.data())
@QUICK
def test_xml_is_written_so_that_it_is_read_again_or_not_at_all(
    package: str, operation: ir.Operation, data: st.DataObject
) -> None:
    reply = data.draw(contracts(package, operation.response, STRIPPED))
    try:
        body = xml_document(rest_of(package, operation)[0].response, reply)
    except EncodeError:
        return
    assert decoded(package, operation, body) == reply


def decoded(package: str, operation: ir.Operation, body: bytes, wire: Literal["json", "xml"] = "json") -> Any:
    binding = ApiBinding(base_url=BASE_URL, wire=wire)
    return binding.decode(load(package, operation), HttpResponse(status=400, headers={}, body=body))


@pytest.mark.parametrize(("package", "operation"), cases(xml=False))
def test_an_operation_without_xml_says_so(package: str, operation: ir.Operation) -> None:
    codec = rest_of(package, operation)[0].response
    assert not codec.has_xml
    reply = object.__new__(object)
    with pytest.raises(EncodeError, match=rf"^{operation.response.class_name} has no XML form$"):
        xml_document(codec, reply)


@pytest.mark.parametrize(("package", "operation"), cases())
def test_an_operation_is_what_the_descriptor_says(package: str, operation: ir.Operation) -> None:
    found = load(package, operation)
    rest, form = rest_of(package, operation)
    assert (found.name, found.action, found.reply_action) == (operation.name, "", "")
    assert {code: (row.means, row.text) for code, row in found.codes.items()} == {
        code.number: (code.means, code.text) for code in operation.codes
    }
    assert "ok" in {row.means for row in found.codes.values()}
    assert (form.method, form.path) == (operation.rest[0].method, operation.rest[0].path)
    assert rest.response is found.response
    assert rest.response.has_xml == bool(operation.response.layouts)


def test_every_service_has_its_operations() -> None:
    assert {package: len(service(package).operations) for package in PACKAGES} == {
        "mailpartner": 4,
        "smspartner": 11,
        "voltmx": 6,
    }
