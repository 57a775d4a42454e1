"""The code samples of the vendor's pages for message-cancel, SMS and mail, each as its language sends it.

The requests are spelt byte by byte, with the header fields that the language's own HTTP client adds. Only the host is
the sandbox's; the mail samples that name the other product's host are sent to their own product.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping

import attrs
import pytest
import requests
from lxml import etree

from countermand.sandbox import Stage
from countermand.testing import Sandbox
from tests.sandbox.support import Raw, exchange

CANCELLED = {
    "smspartner": {"success": True, "code": 200, "message": "The SMS sending has been canceled."},
    "mailpartner": {"success": True, "code": 200, "message": "The email has been canceled."},
}


@attrs.frozen
class Sample:
    """One sample: what stands in it for the key and the id, and the head of the request that comes of it."""

    product: str
    query: str
    message_id: str
    fields: tuple[str, ...]

    def request(self, sandbox: Sandbox, more: str = "") -> bytes:
        """Write the request; `{host}` is where this language puts the Host field."""
        host = f"127.0.0.1:{sandbox.port}"
        line = f"GET /{self.product}/v1/message-cancel?{self.query}{more} HTTP/1.1"
        return "\r\n".join([line, *(field.format(host=host) for field in self.fields), "", ""]).encode()


# The header fields of each client, in its order.
PHP = ("Host: {host}", "Accept: */*")
# The .NET Framework writes the length that the sample sets, though a GET has no body.
VB = ("Content-Type: application/json; charset=utf-8", "Host: {host}", "Content-Length: 0", "Connection: Keep-Alive")
# .NET of today does without it.
VB_NET = ("Host: {host}", "Content-Type: application/json; charset=utf-8", "Content-Length: 0")
PYTHON = (
    "Host: {host}",
    "User-Agent: python-requests/2.34.2",
    "Accept-Encoding: gzip, deflate",
    "Accept: */*",
    "Connection: keep-alive",
)
CURL = ("Host: {host}", "User-Agent: curl/8.5.0", "Accept: */*", "Content-Type: application/json")
NODE = ("Host: {host}", "Connection: keep-alive")
JAVA = (
    "User-Agent: Java/17.0.15",
    "Host: {host}",
    "Accept: text/html, image/gif, image/jpeg, */*; q=0.2",
    "Connection: keep-alive",
)
SWIFT = (
    "Host: {host}",
    "Accept: */*",
    "Accept-Language: en-GB,en;q=0.9",
    "Connection: keep-alive",
    "Accept-Encoding: gzip, deflate",
    "User-Agent: Cancel/1 CFNetwork/1490.0.4 Darwin/23.2.0",
)
GO = ("Host: {host}", "User-Agent: Go-http-client/1.1", "Accept-Encoding: gzip")
CSHARP = ("Host: {host}",)

ENCODED, BARE = "MY%20API%20KEY", "MY API KEY"


def sample(product: str, fields: tuple[str, ...], key: str, message_id: str) -> Sample:
    return Sample(product, f"apiKey={key}&messageId={message_id}", message_id, fields)


def own(product: str) -> dict[str, Sample]:
    """Return the samples that the pages of both products have alike."""
    return {
        "php": sample(product, PHP, "YOUR_API_KEY", "300"),
        "vb": sample(product, VB, "VOTRE_APIKEY", "XXX"),
        "vb-net-core": sample(product, VB_NET, "VOTRE_APIKEY", "XXX"),
        # The id is the caller's; requests encodes the spaces of the key.
        "python": sample(product, PYTHON, ENCODED, "300"),
        "curl": sample(product, CURL, "xxx", "300"),
    }


SMS: Mapping[str, Sample] = {
    **own("smspartner"),
    "node": sample("smspartner", NODE, "YOUR_API_KEY", "300"),
    "java": sample("smspartner", JAVA, "YOUR_API_KEY", "300"),
    "swift": sample("smspartner", SWIFT, "YOUR_API_KEY", "300"),
    "go": sample("smspartner", GO, "YOUR_API_KEY", "300"),
    "csharp": sample("smspartner", CSHARP, "YOUR_API_KEY", "300"),
}
MAIL: Mapping[str, Sample] = {
    **own("mailpartner"),
    # Its one syntax error, a quote that is never closed, stands after the request.
    "node": sample("mailpartner", NODE, ENCODED, "YOUR_MESSAGE_ID"),
    # Java and Go send the spaces as they are, which breaks HTTP's grammar, and which servers take or not.
    "java": sample("mailpartner", JAVA, BARE, "YOUR_MESSAGE_ID"),
    "go": sample("mailpartner", GO, BARE, "YOUR_MESSAGE_ID"),
    # The page lost the backslashes of its interpolations: printed as it is, the URL has no host and nothing is sent.
    "swift": sample("mailpartner", SWIFT, ENCODED, "YOUR_MESSAGE_ID"),
    "csharp": sample("mailpartner", CSHARP, ENCODED, "YOUR_MESSAGE_ID"),
}
SAMPLES = [pytest.param(each, id=f"{each.product}-{name}") for page in (SMS, MAIL) for name, each in page.items()]


def reply(raw: Raw) -> object:
    assert (raw.status, raw.content_type) == (200, "application/json")
    return json.loads(raw.body)


def entries(raw: Raw) -> list[str | None]:
    assert (raw.status, raw.content_type) == (200, "application/xml")
    root = etree.fromstring(raw.body.encode())
    assert root.tag == "result"
    assert {child.tag for child in root} == {"entry"}
    return [child.text for child in root]


@pytest.mark.parametrize("each", SAMPLES)
def test_each_sample_cancels(sandbox: Sandbox, each: Sample) -> None:
    state = sandbox.smspartner if each.product == "smspartner" else sandbox.mailpartner
    assert state.messages.stage(each.message_id) is Stage.SCHEDULED
    assert reply(exchange(sandbox, each.request(sandbox))) == CANCELLED[each.product]
    assert state.messages.stage(each.message_id) is Stage.CANCELLED


@pytest.mark.parametrize("each", SAMPLES)
def test_the_other_product_is_left_alone(sandbox: Sandbox, each: Sample) -> None:
    exchange(sandbox, each.request(sandbox))
    other = sandbox.mailpartner if each.product == "smspartner" else sandbox.smspartner
    assert other.messages.stage(each.message_id) is Stage.SCHEDULED


@pytest.mark.parametrize("language", ["node", "java", "go", "swift", "csharp"])
def test_a_mail_sample_at_the_host_that_it_prints_cancels_a_text_message(sandbox: Sandbox, language: str) -> None:
    printed = attrs.evolve(MAIL[language], product="smspartner")
    assert reply(exchange(sandbox, printed.request(sandbox))) == CANCELLED["smspartner"]
    assert sandbox.mailpartner.messages.stage("YOUR_MESSAGE_ID") is Stage.SCHEDULED


@pytest.mark.parametrize("each", SAMPLES)
def test_each_sample_with_json_asked_for(sandbox: Sandbox, each: Sample) -> None:
    assert reply(exchange(sandbox, each.request(sandbox, "&_format=json"))) == CANCELLED[each.product]


@pytest.mark.parametrize("each", SMS.values(), ids=SMS)
def test_each_sample_with_xml_asked_for(sandbox: Sandbox, each: Sample) -> None:
    raw = exchange(sandbox, each.request(sandbox, "&_format=xml"))
    assert entries(raw) == ["true", "200", "The SMS sending has been canceled."]
    assert raw.body.startswith("<?xml version='1.0' encoding='UTF-8'?>")


WRONG = {"smspartner": "Invalid API key", "mailpartner": "Incorrect API key"}


@pytest.mark.parametrize("each", SAMPLES)
def test_each_sample_with_a_wrong_key(sandbox: Sandbox, each: Sample) -> None:
    wrong = attrs.evolve(each, query=each.query.replace("apiKey=", "apiKey=no%20"))
    expected = {"success": False, "code": 10, "message": WRONG[each.product]}
    assert reply(exchange(sandbox, wrong.request(sandbox))) == expected


def test_the_xml_refusal_of_the_page(sandbox: Sandbox) -> None:
    raw = exchange(sandbox, attrs.evolve(SMS["php"], query="apiKey=no&messageId=300&_format=xml").request(sandbox))
    assert entries(raw) == ["false", "10", "Invalid API key"]


# The sample for curl does not quote its URL: a shell cuts it at the `&`, runs curl in the background on what stands
# before, and then sets a variable called messageId.


@pytest.mark.parametrize("product", ["smspartner", "mailpartner"])
def test_what_the_curl_sample_comes_to_in_a_shell(sandbox: Sandbox, product: str) -> None:
    cut = Sample(product, "apiKey=xxx", "300", CURL)
    expected = {"success": False, "code": 3, "message": "Message ID is required"}
    assert reply(exchange(sandbox, cut.request(sandbox))) == expected
    assert sandbox.smspartner.messages.stage("300") is Stage.SCHEDULED


@pytest.mark.parametrize("product", ["smspartner", "mailpartner"])
@pytest.mark.parametrize("quote", ["", "'"], ids=["as printed", "quoted"])
def test_the_curl_sample_by_curl_itself(sandbox: Sandbox, product: str, quote: str) -> None:
    if shutil.which("curl") is None or shutil.which("sh") is None:
        pytest.skip("no curl here")
    url = f"{sandbox.url}/{product}/v1/message-cancel?apiKey=xxx&messageId=300"
    line = f'curl -s -H  "Content-Type: application/json" -X GET  {quote}{url}{quote}; wait; echo " $messageId"'
    run = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=True, timeout=30)
    if quote:
        assert json.loads(run.stdout) == CANCELLED[product]
    else:
        answered, _, variable = run.stdout.strip().rpartition(" ")
        assert (json.loads(answered)["code"], variable) == (3, "300")


@pytest.mark.parametrize("product", ["smspartner", "mailpartner"])
def test_the_python_sample_by_requests_itself(sandbox: Sandbox, product: str) -> None:
    url = f"{sandbox.url}/{product}/v1" + "/message-cancel?apiKey=" + "MY API KEY" + "&messageId=" + "300"
    answered = requests.get(url, timeout=10).json()
    assert answered.get("success") is True
    assert answered == CANCELLED[product]


def test_messaging_svc_takes_no_spaces(sandbox: Sandbox) -> None:
    line = "GET /esendex/Messaging.svc/CancelMessage?MessageID=a b HTTP/1.1"
    assert exchange(sandbox, f"{line}\r\nHost: 127.0.0.1:{sandbox.port}\r\n\r\n").status == 400
