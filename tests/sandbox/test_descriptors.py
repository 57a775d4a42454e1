"""The sandbox against our own descriptors, asked and judged by schemathesis: no difference between the two."""

from __future__ import annotations

import base64
import copy
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias, cast

import attrs
import pytest
import schemathesis
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import CheckFunction, not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.jsonschema.types import JsonValue
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from countermand.sandbox import API_KEY, VOLTMX_PASSWORD, VOLTMX_USER, Clock, VoltMxOptions
from countermand.testing import Sandbox

Document: TypeAlias = dict[str, object]
# What is generic in them is the kind of document.
AnyOperation: TypeAlias = APIOperation[Any, Any, Any, Any]
AnyCase: TypeAlias = Case[AnyOperation]

WSDL = Path(__file__).parents[2] / "wsdl"
SERVICES = ("smspartner", "mailpartner", "voltmx")
EXAMPLES = 15
"""Cases of each operation and kind; with all of them the test takes a few seconds."""
CHECKS: list[CheckFunction] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# What makes a call go further than the first refusal.
IDS = ("300", "XXX", "YOUR_MESSAGE_ID", "301", "302", "4713025406550859686")
NUMBERS = ("+33639980001", "0639980002", "+15550100")
KEYS = st.sampled_from([API_KEY, "YOUR_API_KEY", "wrong"])
KNOWN = {
    "apiKey": KEYS,
    "messageId": st.sampled_from(IDS),
    "phoneNumber": st.sampled_from(NUMBERS),
    "phoneNumbers": st.lists(st.sampled_from(NUMBERS)).map(",".join),
    "smsRequestId": st.sampled_from(IDS),
    "scheduledDeliveryDate": st.sampled_from(["22/11/2026", "21/11/2026", "01/01/2020"]),
    "time": st.integers(0, 24),
    "minute": st.sampled_from([0, 5, 7]),
    "sentDate": st.just("11/21/2026"),
    "endDate": st.just("11/22/2026"),
    "userid": st.just(VOLTMX_USER),
    "password": st.just(VOLTMX_PASSWORD),
}
BASIC = "Basic " + base64.b64encode(f"{VOLTMX_USER}:{VOLTMX_PASSWORD}".encode()).decode()


def document(service: str) -> Document:
    return cast("Document", yaml.safe_load((WSDL / service / "openapi.yaml").read_bytes()))


def address(sandbox: Sandbox, service: str, path: str) -> str:
    """Return where a path of a descriptor stands; the logins have servers of their own."""
    if service != "voltmx":
        return sandbox.smspartner_url if service == "smspartner" else sandbox.mailpartner_url
    return sandbox.voltmx_url if path.startswith("/api/") else sandbox.voltmx_url.removesuffix("/vpns")


def operations(described: Document) -> Iterator[AnyOperation]:
    for found in schemathesis.openapi.from_dict(described).get_all_operations():
        yield cast("Ok[AnyOperation]", found).ok()


def known(draw: st.DataObject, members: Mapping[str, object]) -> Document:
    """Put values that the sandbox knows in the place of most of those that it is bound to refuse."""
    return {
        name: draw.draw(KNOWN[name]) if name in KNOWN and draw.draw(st.integers(0, 4)) else value
        for name, value in members.items()
    }


def helped(draw: st.DataObject, case: AnyCase) -> AnyCase:
    case.query = known(draw, case.query)
    case.path_parameters = known(draw, case.path_parameters)
    if isinstance(case.body, dict):
        case.body = cast("dict[str, JsonValue]", known(draw, case.body))
    return case


SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.filter_too_much]
Seen: TypeAlias = set[tuple[str, int, object]]
"""Operations with the statuses of their replies, and the codes in these."""


def ask(sandbox: Sandbox, service: str, operation: AnyOperation, mode: GenerationMode) -> Seen:
    """Ask one operation many times; see `compare`."""
    seen: Seen = set()
    codes = {str(code) for code in operation.definition.raw["x-codes"]}

    @given(case=operation.as_strategy(generation_mode=mode), draw=st.data())
    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=SLOW)
    def once(case: AnyCase, draw: st.DataObject) -> None:
        headers = {"Authorization": BASIC} if service == "voltmx" and draw.draw(st.integers(0, 5)) else {}
        helped(draw, case)
        response = case.call(base_url=address(sandbox, service, operation.path), headers=headers)
        case.validate_response(response, checks=CHECKS)
        body = response.json() if response.content.startswith(b"{") else {}
        assert str(body.get("code", response.status_code)) in codes
        seen.add((operation.label, response.status_code, body.get("code")))

    once()
    return seen


def compare(sandbox: Sandbox, service: str, described: Document, mode: GenerationMode) -> Seen:
    """Ask every operation of a descriptor.

    Raises:
        FailureGroup: a reply is not as the descriptor says.
    """
    return {row for operation in operations(described) for row in ask(sandbox, service, operation, mode)}


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(clock=Clock(datetime(2026, 11, 21, 12, tzinfo=UTC), frozen=True), seed=1) as running:
        yield running


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["good", "bad"])
@pytest.mark.parametrize("service", SERVICES)
def test_no_difference(sandbox: Sandbox, service: str, mode: GenerationMode) -> None:
    seen = compare(sandbox, service, document(service), mode)
    asked = {operation for operation, _, _ in seen}
    assert asked == {operation.label for operation in operations(document(service))}
    if mode is GenerationMode.POSITIVE:
        succeeded = {operation for operation, status, code in seen if status == 200 and code in (200, None)}
        assert "GET /message-cancel" in succeeded or "DELETE /api/v1/messages/sms/{smsRequestId}" in succeeded


@pytest.fixture
def prepared() -> Iterator[Sandbox]:
    """Give a sandbox in which everything is there that the descriptors' examples ask for, years ago as they are."""
    options = VoltMxOptions(audience={"1": "+33639980001", "2": "+33639980002"}, segments={"##4##": {"1", "2"}})
    clock = Clock(datetime(2016, 9, 8, tzinfo=UTC), frozen=True)
    with Sandbox(clock=clock, seed=1, voltmx=options) as running:
        stops = running.smspartner.account("YOUR_API_KEY").stops
        for number in range(19):
            stops.add(f"+336399801{number:02}")
        tagged = attrs.evolve(running.smspartner.messages["300"], message_id="299", tag="tag")
        running.smspartner.messages.add(tagged)
        running.smspartner.messages.add(attrs.evolve(tagged, message_id="301", tag=None))
        yield running


@pytest.mark.parametrize("service", SERVICES)
def test_the_examples_succeed(prepared: Sandbox, service: str) -> None:
    answered: Seen = set()
    for operation in operations(document(service)):
        for strategy in operation.get_strategies_from_examples() or [operation.as_strategy()]:

            @given(case=strategy)
            @settings(max_examples=1, deadline=None, database=None)
            def once(case: AnyCase) -> None:
                headers = {"Authorization": BASIC} if service == "voltmx" else {}
                if isinstance(case.body, dict) and "password" in case.body:
                    case.body = {**case.body, "userid": VOLTMX_USER, "password": VOLTMX_PASSWORD}
                response = case.call(base_url=address(prepared, service, case.operation.path), headers=headers)
                case.validate_response(response, checks=CHECKS)
                answered.add((case.operation.label, response.status_code, response.json().get("code", 200)))

            once()
    # Some examples are refusals, or made by schemathesis of what the replies show.
    assert {(operation.label, 200, 200) for operation in operations(document(service))} <= answered


def changed(service: str, path: tuple[str, ...], value: object) -> Document:
    described = copy.deepcopy(document(service))
    place = described
    for name in path[:-1]:
        place = cast("Document", place[name])
    place[path[-1]] = value
    return described


SCHEMAS = ("components", "schemas")


@pytest.mark.parametrize(
    ("service", "path", "value"),
    [
        ("smspartner", (*SCHEMAS, "MessageCancelResponse", "properties", "code"), {"type": "string"}),
        ("smspartner", (*SCHEMAS, "MeResponse", "required"), ["success", "owner"]),
        ("mailpartner", (*SCHEMAS, "SendResponse", "properties", "success"), {"type": "string"}),
        ("mailpartner", ("paths", "/me", "get", "responses"), {"201": {"description": "No."}}),
        ("voltmx", (*SCHEMAS, "CancelMessageResponse", "properties", "id"), {"type": "integer"}),
    ],
)
def test_a_difference_is_found(sandbox: Sandbox, service: str, path: tuple[str, ...], value: object) -> None:
    with pytest.raises(FailureGroup):
        compare(sandbox, service, changed(service, path, value), GenerationMode.POSITIVE)
