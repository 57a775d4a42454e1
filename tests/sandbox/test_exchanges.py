"""The recorded exchanges of a WCF front, replayed against the sandbox: it answers alike.

What may differ is masked: ids, times, and the texts of faults. `TRIAL_ONLY` names the cases that were left out of the
file, `EXPECTED_OTHERWISE` those that must differ, each with its reason.
"""

import base64
import http.client
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from xml.etree import ElementTree as ET

import attrs
import pytest
import requests

from countermand.testing import Sandbox

GOLDEN = Path(__file__).parents[1] / "golden" / "wcf_exchanges.json"
EXCHANGES: list[dict[str, Any]] = json.loads(GOLDEN.read_text(encoding="utf-8"))
CASES = {exchange["name"]: exchange for exchange in EXCHANGES}
KEY = "1627aea5-8e0a-4371-9022-9b504344e724"

TRIAL_ONLY = (  # They call an operation that the recording had, and the contract has not.
    "rest fail_typed",
    "rest fail_sender",
    "rest fail_none",
    "soap 11_fail_typed",
    "soap 11_fail_sender",
    "soap 11_fail_receiver",
    "soap 11_fail_multilang",
    "soap 11_fail_unhandled",
    "soap 11_fail_none",
    "soap 12_fail_typed",
    "soap 12_fail_receiver",
    "soap 12_fail_multilang",
    "soap 12_fail_none",
)
EXPECTED_OTHERWISE = {
    "rest help": "the recorded front had its help switched off; the service's own was on, and the sandbox's is",
    "soap meta_gen_wsdl": "the recorded contract has few operations: addresses and imports are compared, not the rest",
    "soap meta_gen_wsdl_wsdl0": "the stub's namespace is the host's, and the host has another name now",
    "soap 11_status_missing": "the recorded contract spells two names of MessageStatus as the pages do, not the WSDL",
}
SPELLING = {"MissingDIDOrInvalidMessageID": "MissingDidOrInvalidMessageId"}

RECORDED = re.compile(r"(https?://)(127\.0\.0\.1|localhost):8733/Messaging\.svc")
GUID = re.compile(r"\b(?!0{8}-)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")
TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z?|/Date\([^)]*\)/")
QNAMES = [
    "faultcode",
    "{http://www.w3.org/2003/05/soap-envelope}Value",
    "{http://www.w3.org/2005/08/addressing}ProblemHeaderQName",
]


@attrs.frozen
class Answer:
    status: int
    reason: str
    headers: Mapping[str, str]
    body: str


class Player:
    """Plays the exchanges in their order against one sandbox, as they share one store."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.address = urlsplit(sandbox.esendex_url)
        self.ids: dict[str, str] = {}

    def play(self, exchange: Mapping[str, Any]) -> Answer:
        self.prepare(exchange["name"])
        connection = http.client.HTTPConnection("127.0.0.1", self.address.port or 0, timeout=30)
        target = re.sub(
            r"^/messaging\.svc", lambda found: "/esendex" + found[0], exchange["target"], flags=re.IGNORECASE
        )
        connection.putrequest(exchange["method"], self.local(target), skip_accept_encoding=True)
        body = self.body(exchange)
        names = {name.lower() for name, _ in exchange["headers"]}
        for name, value in exchange["headers"]:
            connection.putheader(name, value)
        if "transfer-encoding" not in names and (body or exchange["method"] in ("POST", "PUT")):
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        response = connection.getresponse()
        answer = Answer(response.status, response.reason, dict(response.getheaders()), response.read().decode())
        connection.close()
        self.learn(exchange.get("body", ""), answer.body)
        return answer

    def prepare(self, name: str) -> None:
        """Schedule what two of the recorded cases found scheduled, before the recording begins."""
        if name == "soap 11_cancel_true":
            self.ids["d7a14fba-4aa6-48c0-ac0e-abff370754f4"] = self.schedule()
        if name == "soap 11_cancelall_true":
            self.schedule()

    def schedule(self) -> str:
        request = {"Body": "Hi", "LicenseKey": KEY, "To": ["1555"], "ScheduledDateTime": "/Date(9999999999999)/"}
        headers = {"Accept": "application/json"}
        reply = requests.post(f"{self.address.geturl()}/SendMessage", json=request, headers=headers, timeout=30)
        message_id: str = reply.json()[0]["MessageID"]
        return message_id

    def body(self, exchange: Mapping[str, Any]) -> bytes:
        if "base64" in exchange:
            return base64.b64decode(exchange["base64"])
        text = exchange.get("text", "")
        if isinstance(text, list):
            text = text[0] + "x" * text[1] + text[2]
        return self.local(text).encode()

    def local(self, text: str) -> str:
        """Put the sandbox's address and ids in the place of the recorded ones."""
        text = RECORDED.sub(lambda found: f"{found[1]}{found[2]}:{self.address.port}{self.address.path}", text)
        for recorded, actual in self.ids.items():
            text = text.replace(recorded, actual)
        return text

    def learn(self, recorded: str, actual: str) -> None:
        self.ids.update(zip(GUID.findall(recorded), GUID.findall(actual), strict=False))


@pytest.fixture(scope="module")
def answers() -> Iterator[dict[str, Answer]]:
    with Sandbox() as sandbox:
        player = Player(sandbox)
        yield {exchange["name"]: player.play(exchange) for exchange in EXCHANGES}


def test_every_kind_of_case_is_there() -> None:
    assert len(CASES) + len(TRIAL_ONLY) == 152
    assert CASES.keys().isdisjoint(TRIAL_ONLY)
    assert CASES.keys() >= EXPECTED_OTHERWISE.keys()


@pytest.mark.parametrize("name", [name for name in CASES if name not in EXPECTED_OTHERWISE])
def test_answers_alike(name: str, answers: dict[str, Answer]) -> None:
    expected, answer = CASES[name], answers[name]
    assert (answer.status, answer.headers.get("Content-Type")) == (expected["status"], expected["content_type"])
    assert answer.headers.get("Allow") == expected.get("allow")
    assert answer.reason == expected.get("reason", http.client.responses[answer.status])
    if "page" in expected:
        assert page(answer.body) == expected["page"]
    else:
        assert comparable(answer.body, answer) == comparable(expected.get("body", ""), answer)


def test_help_is_on(answers: dict[str, Answer]) -> None:
    assert answers["rest help"].status == 200
    assert answers["rest help"].headers["Content-Type"] == CASES["rest help"]["content_type"]


def test_status_of_a_missing_message(answers: dict[str, Answer]) -> None:
    answer = answers["soap 11_status_missing"]
    recorded = CASES["soap 11_status_missing"]["body"]
    for old, new in SPELLING.items():
        recorded = recorded.replace(old, new)
    assert answer.status == 200
    assert comparable(answer.body, answer) == comparable(recorded, answer)


def test_wsdl(answers: dict[str, Answer]) -> None:
    answer = answers["soap meta_gen_wsdl"]
    assert (answer.status, answer.headers["Content-Type"]) == (200, CASES["soap meta_gen_wsdl"]["content_type"])
    root = ET.fromstring(answer.body)
    wsdl, xsd = "{http://schemas.xmlsoap.org/wsdl/}", "{http://www.w3.org/2001/XMLSchema}"
    assert root.tag == f"{wsdl}definitions"
    assert [each.get("location", "").partition("?")[2] for each in root.iter(f"{wsdl}import")] == ["wsdl=wsdl0"]
    imported = [each.get("schemaLocation", "").partition("?")[2] for each in root.iter(f"{xsd}import")]
    assert imported == ["xsd=xsd0", "xsd=xsd1", "xsd=xsd2", "xsd=xsd3"]


def test_stub_of_the_wsdl(answers: dict[str, Answer]) -> None:
    answer = answers["soap meta_gen_wsdl_wsdl0"]
    recorded = ET.fromstring(CASES["soap meta_gen_wsdl_wsdl0"]["body"])
    root = ET.fromstring(answer.body)
    assert [(each.tag, each.get("namespace")) for each in root] == [
        (each.tag, each.get("namespace")) for each in recorded
    ]
    assert recorded.get("targetNamespace") == "https://sms2.cdyne.com"
    assert root.get("targetNamespace") == "https://messaging.esendex.us"


def page(body: str) -> list[str]:
    root = ET.fromstring(body)
    xhtml = "{http://www.w3.org/1999/xhtml}"
    title = root.findtext(f"{xhtml}head/{xhtml}title") or ""
    paragraphs = root.findall(f".//{xhtml}p")
    return [title, "".join(paragraphs[-1].itertext())]


def comparable(body: str, answer: Answer) -> object:
    content_type = answer.headers.get("Content-Type", "")
    if "json" in content_type:
        return json.loads(masked(body.replace("\\/", "/")))
    if "xml" in content_type:
        return masked(ET.canonicalize(without_texts(body), rewrite_prefixes=True, qname_aware_tags=QNAMES))
    return body


def masked(text: str) -> str:
    return TIME.sub("TIME", GUID.sub("ID", text))


def without_texts(body: str) -> str:
    return re.sub(r"(<(?:faultstring|s:Text)\b[^>]*>)[^<]+", r"\1TEXT", body)


def test_the_ids_that_requests_need_are_guids(answers: dict[str, Answer]) -> None:
    sent = json.loads(answers["rest send_scheduled_json"].body)
    assert UUID(sent[0]["MessageID"]).version == 4
