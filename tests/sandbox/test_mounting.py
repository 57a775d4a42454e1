"""Four services on one port: the index, the descriptors, paths and methods that are none, failures."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias, cast

import pytest
import requests
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from countermand.sandbox import API_KEY, VOLTMX_APP_KEY, Clock
from countermand.sandbox.app import Mount
from countermand.sandbox.call import Call
from countermand.sandbox.partner import PartnerOptions, PartnerSandbox, mail_partner, sms_partner
from countermand.sandbox.partner.spellings import OTHER_SPELLINGS
from countermand.sandbox.voltmx import VoltMxOptions, VoltMxSandbox, volt_mx
from countermand.testing import Sandbox

Document: TypeAlias = dict[str, object]
WSDL = Path(__file__).parents[2] / "wsdl"
CLOCK = Clock(datetime(2026, 11, 21, 12, tzinfo=UTC), frozen=True)
SMS = sms_partner(PartnerSandbox(CLOCK, PartnerOptions(), "+33639980001"))
MAIL = mail_partner(PartnerSandbox(CLOCK, PartnerOptions(), "one@example.com"))
VOLT = volt_mx(VoltMxSandbox(CLOCK, 1, VoltMxOptions()))


def test_the_index_links_to_all_services(sandbox: Sandbox) -> None:
    page = requests.get(sandbox.url, timeout=10).text
    addresses = [sandbox.esendex_url, sandbox.smspartner_url, sandbox.mailpartner_url, sandbox.voltmx_url]
    assert all(f">{address}</a>" in page for address in addresses)
    to_read = [link for link in re.findall('href="([^"]+)"', page) if link.endswith(("/help", "?wsdl", ".yaml"))]
    assert len(to_read) == 5
    assert all(requests.get(sandbox.url + link, timeout=10).status_code == 200 for link in to_read)


@pytest.mark.parametrize("service", ["smspartner", "mailpartner", "voltmx"])
def test_the_descriptor_is_the_one_of_the_bindings(sandbox: Sandbox, service: str) -> None:
    answered = requests.get(f"{sandbox.url}/{service}/openapi.yaml", timeout=10)
    assert answered.headers["Content-Type"] == "application/yaml"
    assert answered.content == (WSDL / service / "openapi.yaml").read_bytes()


@pytest.mark.parametrize("path", ["/smspartner/v1", "/smspartner/v1/", "/smspartner/v1/nothing", "/mailpartner/v2/me"])
def test_no_such_path(sandbox: Sandbox, path: str) -> None:
    answered = requests.get(sandbox.url + path, timeout=10)
    assert (answered.status_code, answered.headers["Content-Type"]) == (404, "text/html; charset=UTF-8")


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
def test_a_cancel_by_another_method_does_nothing(sandbox: Sandbox, method: str) -> None:
    query = {"apiKey": "YOUR_API_KEY", "messageId": "300"}
    answered = requests.request(method, f"{sandbox.smspartner_url}/message-cancel", params=query, timeout=10)
    assert (answered.status_code, answered.headers["Allow"]) == (405, "GET")
    assert sandbox.smspartner.messages["300"].cancelled is None


def test_large_bodies_are_refused() -> None:
    with Sandbox(max_body=100) as sandbox:
        for url in (f"{sandbox.smspartner_url}/send", f"{sandbox.voltmx_url}/api/v1/message/sms"):
            assert requests.post(url, json={"apiKey": "x" * 100}, timeout=10).status_code == 413


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/smspartner/v1/me", {"success": False, "code": 500, "message": "The message could not be queued"}),
        ("/mailpartner/v1/me", {"success": False, "code": 500, "message": "The message could not be queued"}),
        ("/voltmx/api/v1/oauth/accesstoken", {"id": "", "message": "Server failure to process request"}),
    ],
)
def test_no_traceback_reaches_the_client(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture, path: str, expected: object
) -> None:
    caplog.set_level(logging.ERROR, "countermand.sandbox")
    for state in (sandbox.smspartner, sandbox.mailpartner, sandbox.voltmx):
        del state.lock
        del state.refusal
    query, headers = {"apiKey": API_KEY}, {"Authorization": "Basic c2FuZGJveC11c2VyOnNhbmRib3gtcGFzc3dvcmQ="}
    answered = requests.get(sandbox.url + path, params=query, headers=headers, timeout=10)
    assert (answered.status_code, answered.json()) == (500, expected)
    assert "AttributeError" in caplog.text
    assert API_KEY not in caplog.text


def properties(node: object) -> dict[str, set[str]]:
    """Collect the aliases of each member of a document, by name."""
    found: dict[str, set[str]] = {}
    if isinstance(node, dict):
        members = cast("Document", node)
        for name, schema in cast("dict[str, Document]", members.get("properties") or {}).items():
            found.setdefault(name, set()).update(cast("list[str]", schema.get("x-aliases", [])))
        children = list(members.values())
    else:
        children = cast("list[object]", node) if isinstance(node, list) else []
    for child in children:
        for name, aliases in properties(child).items():
            found.setdefault(name, set()).update(aliases)
    return found


def test_the_other_spellings_are_the_descriptors_aliases() -> None:
    declared: dict[str, set[str]] = {}
    for service in ("smspartner", "mailpartner"):
        for name, aliases in properties(yaml.safe_load((WSDL / service / "openapi.yaml").read_bytes())).items():
            declared.setdefault(name, set()).update(aliases)
    assert {name: other for name, other in OTHER_SPELLINGS.items() if other not in declared[name]} == {}
    assert {name for name, aliases in declared.items() if aliases} - OTHER_SPELLINGS.keys() == {"gamme"}


field = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from([API_KEY, "300"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["apiKey", "SMSList", "params", "to", "x"]), inner),
)
calls = st.builds(
    Call,
    method=st.sampled_from(["GET", "POST", "DELETE", "HEAD", "\x00"]),
    base=st.just("http://127.0.0.1:8025"),
    path=st.sampled_from(
        [
            *("/v1/message-cancel", "/v1/send", "/v1/bulk-send", "/v1/multi-status", "/v1/stop-sms/delete", "/v1/me"),
            *("/api/v1/messages/sms/1", "/vpns/api/v1/message/sms", "/kpns/api/v1/status/sms", "/login", "", "/"),
        ]
    )
    | st.text().map("/{}".format),
    query=st.lists(st.tuples(st.sampled_from(["apiKey", "messageId", "_format"]), field).map("=".join)).map("&".join)
    | field,
    headers=st.fixed_dictionaries(
        {},
        optional={
            "content-type": st.sampled_from(["application/json", "application/x-www-form-urlencoded", ""]) | field,
            "authorization": field | field.map("Basic {}".format),
            "x-voltmx-app-api-key": st.just(VOLTMX_APP_KEY),
        },
    ),
    body=st.binary()
    | values.map(lambda value: repr(value).encode())
    | values.map(lambda value: json.dumps(value).encode()),
)


@given(calls, st.sampled_from([SMS, MAIL, VOLT]))
@settings(deadline=None)
def test_any_call_is_answered(call: Call, service: Mount) -> None:
    reply = service.handle(call)
    assert reply.status in (200, 400, 401, 404, 405)
    assert f"{reply.content_type}{reply.allow}".isprintable()
