"""Changes of how a service is called, run: bindings of a changed contract call a server of the genuine one.

The server is the sandbox, which answers as a WCF host does: what these clients get done there is the column
`new client, old server`; with old and new exchanged, it is the other one.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import attrs
import pytest
import requests

from countermand import Esendex
from countermand.sandbox import LICENSE_KEY
from countermand.testing import Sandbox
from countermand_codegen.diff.compare import Side
from countermand_wire import DecodeError
from countermand_wire.bindings import Binding, RestBinding, SoapBinding
from countermand_wire.errors import FaultError
from countermand_wire.http import HttpResponse
from countermand_wire.soap import SOAP11, SOAP12
from tests.codegen.diff.esendex import FOLDER, copied, lowered
from tests.codegen.diff.pair import bindings, compare

WIRES = ("soap11", "soap12", "json", "xml", "query")
CANCEL = '<xs:element name="CancelMessage">\n    <xs:complexType>\n      <xs:sequence>\n        '
ACTION = "http://sms2.cdyne.com/Isms/CancelMessage"
CASES: dict[str, tuple[str, tuple[tuple[str, str], ...], tuple[str, ...]]] = {
    # What changes, and the wires over which a server of the old contract no longer cancels.
    "an action": (
        "operation.action",
        ((f'"{ACTION}"', '"urn:other"'),),
        ("soap11", "soap12"),
    ),
    "the element of a request": (
        "message.element",
        (
            ('<xs:element name="CancelMessage">', '<xs:element name="Cancel">'),
            ('element="tns:CancelMessage"', 'element="tns:Cancel"'),
        ),
        ("soap11", "soap12"),
    ),
    "the element of a reply": (
        "message.element",
        (
            ('name="CancelMessageResponse">', 'name="CancelReply">'),
            ('element="tns:CancelMessageResponse"', 'element="tns:CancelReply"'),
        ),
        ("soap11", "soap12"),
    ),
    "a member of a request": (
        "member",
        (
            (f'{CANCEL}<xs:element name="MessageID"', f'{CANCEL}<xs:element name="Message"'),
            ("x-wsdl-operations: [CancelMessage]\n", "x-wsdl-operations: []\n"),
            ("x-wsdl-operations: [CancelMessage, CancelMessageWebPost]\n", "x-wsdl-operations: []\n"),
        ),
        ("soap11", "soap12"),
    ),
    "the path of a form": (
        "REST form.path",
        (("  /CancelMessage:\n", "  /Cancel:\n"),),
        ("json", "xml", "query"),
    ),
    "nothing but the address": ("port.address", (("//messaging.esendex.us", "//sms.example"),), ()),
    "nothing but the names of a port and a binding": ("port.binding", (("mms2SOAPbasicHttpBinding", "plain"),), ()),
}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture(scope="module")
def genuine() -> Side:
    return lowered(FOLDER)


@pytest.mark.parametrize("case", CASES)
def test_what_an_old_server_does(case: str, sandbox: Sandbox, genuine: Side, tmp_path: Path) -> None:
    rule, replaced, broken = CASES[case]
    changed = lowered(copied(tmp_path / "changed", *replaced))
    package = f"http_{list(CASES).index(case)}"
    with bindings(tmp_path / "made", {package: changed}) as made:
        refused = [wire for wire in forms(changed) if not cancels(sandbox, made[package], bound(sandbox, wire))]
    assert refused == [wire for wire in broken if wire in forms(changed)]
    found = [change for change in compare(genuine, changed) if change.rule == rule]
    assert found
    for change in found:
        assert (change.new_client.grade == "breaking") == bool(broken) or rule == "member"
        assert change.old_client.fate == change.new_client.fate or rule == "member"


def test_the_genuine_bindings_cancel_over_every_wire(sandbox: Sandbox, genuine: Side, tmp_path: Path) -> None:
    with bindings(tmp_path / "made", {"http_genuine": genuine}) as made:
        assert [wire for wire in WIRES if not cancels(sandbox, made["http_genuine"], bound(sandbox, wire))] == []


def forms(side: Side) -> tuple[str, ...]:
    [operation] = [found for found in side.service.operations if found.name == "CancelMessage"]
    return WIRES if operation.rest else WIRES[:2]


def cancels(sandbox: Sandbox, made: Any, binding: Binding) -> bool:
    """Schedule a message, and tell whether these bindings take it back."""
    at = sandbox.clock.now() + timedelta(days=1)
    with Esendex(license_key=LICENSE_KEY, base_url=sandbox.esendex_url) as esendex:
        [sent] = esendex.schedule(to=["+15550100"], body="x", at=at)
    message_class = getattr(made, "CancelMessage", None) or made.Cancel
    [member] = attrs.fields(message_class)
    message = message_class(**{member.name: UUID(str(sent.message_id))})
    request = binding.encode(made.CANCELMESSAGE, message)
    answer = requests.request(request.method, request.url, headers=request.headers, data=request.body, timeout=30)
    try:
        response = HttpResponse(status=answer.status_code, headers=dict(answer.headers), body=answer.content)
        reply = binding.decode(made.CANCELMESSAGE, response)
    except (DecodeError, FaultError):
        return False
    return bool(reply.cancel_message_result)


def bound(sandbox: Sandbox, wire: str) -> Binding:
    base = sandbox.esendex_url
    if wire == "soap11":
        return SoapBinding(version=SOAP11, address=f"{base}/Soap", addressing=False)
    if wire == "soap12":
        return SoapBinding(version=SOAP12, address=f"{base}/WS", addressing=True)
    return RestBinding(base_url=base, wire="json" if wire == "json" else "xml" if wire == "xml" else "query")


@pytest.mark.parametrize(
    ("version", "path", "addressing"),
    [(SOAP12, "/Soap", False), (SOAP11, "/WS", True), (SOAP12, "/WS", False), (SOAP11, "/Soap", True)],
    ids=["another version", "another version, addressed", "headers left out", "headers nobody asked for"],
)
def test_another_version_and_other_headers_are_refused(
    version: Any, path: str, addressing: bool, sandbox: Sandbox, genuine: Side, tmp_path: Path
) -> None:
    binding = SoapBinding(version=version, address=sandbox.esendex_url + path, addressing=addressing)
    with bindings(tmp_path / "made", {"http_versions": genuine}) as made:
        assert not cancels(sandbox, made["http_versions"], binding)
