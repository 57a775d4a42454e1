"""The one redaction: by value, by place, by shape."""

import json

import pytest

from countermand import redact
from countermand_wire.http import HttpResponse

GUID = "5ec2e7aa-0000-4000-8000-5ec2e7aa5ec2"


@pytest.mark.parametrize(
    "text",
    [
        GUID,
        GUID.upper(),
        GUID.replace("-", ""),
        f"{{{GUID}}}",
        GUID[:20],
        f"https://h/x?LicenseKey={GUID}&y=1",
        "https://h/x?k=5ec2e7aa",
        "https://user:5ec2e7aa@h/x",
        '{"LicenseKey":"5ec2e7aa"}',
        r'{"Body":"a \"5ec2e7aa\" b"}',
        '{"Body":"5ec2e7aa is cut o',
        '{"To":["5ec2e7aa","x"],"Body":"y"}',
        '{"To":["5ec2e7aa","x',
        '{ "apiKey" : 5507 , "x": 1}'.replace("5507", "5ec2e7aa"),
        "<LicenseKey>5ec2e7aa</LicenseKey>",
        '<a:Message xmlns:a="urn:a">5ec2e7aa</a:Message>',
        "<Message><![CDATA[<5ec2e7aa>]]></Message>",
        "<Payload>5ec2e7aa is cut o",
        "<Message><![CDATA[<5ec2e7aa",
        "userid=x&password=5ec2e7aa",
        "signed in with token=5ec2e7aa",
        'LicenseKey="5ec2e7aa and more"',
        "<wsse:Username>5ec2e7aa</wsse:Username>",
    ],
)
def test_nothing_secret_is_left(text: str) -> None:
    assert "5ec2e7aa" not in redact.text(text).lower()
    assert redact.MASK in redact.text(text)


@pytest.mark.parametrize("number", ["+15550100", "15555550100", "+1 555 555 0100", "555-555-0100", "(555) 5550100"])
def test_numbers_are_masked(number: str) -> None:
    assert "0100" not in redact.text(f"to {number} at noon")


def test_given_values_are_masked_in_any_case() -> None:
    assert redact.text("key is ToPsEcReT!", ["topsecret", ""]) == "key is ***!"


def test_a_text_that_repeats_very_many_values_is_not_shown_at_all() -> None:
    numbers = [f"+1555{number:07d}" for number in range(20_000)]
    assert redact.text(" ".join(numbers), numbers) == "***"
    assert redact.text(f"not {numbers[7]}", numbers) == "not ***"


@pytest.mark.parametrize("text", ["id 123 is", "id=123", "%22123%22", "x%3d123"])
def test_an_id_of_digits_is_masked_where_it_stands_by_itself(text: str) -> None:
    assert redact.text(text, ["123"]) == text.replace("123", "***")
    assert redact.text(text.replace("123", "41235"), ["123"]) == text.replace("123", "41235")


@pytest.mark.parametrize(
    "text",
    [
        "true",
        '{"Code":10,"Name":"Invalid key"}',
        '<boolean xmlns="http://schemas.microsoft.com/2003/10/Serialization/">true</boolean>',
        "HTTPSConnectionPool(host='127.0.0.1', port=443)",
        "<LicenseKey/><Code>5</Code>",
        "2026-05-01T12:30:00Z",
    ],
)
def test_what_says_nothing_of_anybody_stays(text: str) -> None:
    assert redact.text(text) == text


def test_json_stays_json() -> None:
    said = redact.text(json.dumps({"LicenseKey": GUID, "To": ["+15550100"], "Count": 3, "Body": 'a "b"'}))
    assert json.loads(said) == {"LicenseKey": "***", "To": "***", "Count": 3, "Body": "***"}


def test_an_envelope_keeps_its_shape() -> None:
    xml = "<s:Body><R><MessageID>1</MessageID><MessageStatus>Sent</MessageStatus></R></s:Body>"
    assert redact.text(xml) == xml.replace(">1<", ">***<")


def test_url() -> None:
    assert redact.url(f"https://u:p@h:8/S.svc/{GUID}?LicenseKey=x#f") == "https://h:8/S.svc/***?***"
    assert redact.url("https://h/S.svc") == "https://h/S.svc"


def test_headers() -> None:
    assert redact.headers({"Content-Type": "text/xml", "Authorization": "Basic x", "X-Api-Key": "y"}) == {
        "Content-Type": "text/xml",
        "Authorization": "***",
        "X-Api-Key": "***",
    }


def test_a_header_that_is_shown_shows_no_secret() -> None:
    shown = redact.headers({"Server": "you are toPsecret", "content-type": f"text/xml; boundary={GUID}"}, ["topsecret"])
    assert shown == {"Server": "you are ***", "content-type": "text/xml; boundary=***"}


def test_a_reason_phrase_shows_no_secret() -> None:
    reply = HttpResponse(status=500, headers={}, body=b"", reason=f"No topsecret of {GUID}")
    assert redact.response(reply, ["topsecret"]).reason == "No *** of ***"


def test_an_excerpt_is_one_short_line() -> None:
    assert redact.excerpt(b"a\r\n\tb") == "a b"
    assert len(redact.excerpt(b"x" * 10_000)) == redact.EXCERPT + 3
    assert redact.excerpt(b"a\xff\x00\x1b[31m") == "a\xff\ufffd\ufffd[31m"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1"])
def test_a_secret_is_masked_in_any_encoding(encoding: str) -> None:
    body = "you are caf\xe9secret, <LicenseKey>caf\xe9</LicenseKey>".encode(encoding)
    reply = HttpResponse(status=200, headers={}, body=body)
    for said in (redact.excerpt(body, ["caf\xe9secret"]), redact.response(reply, ["caf\xe9secret"]).body.decode()):
        assert said.lstrip("\ufeff\ufffd") == "you are ***, <LicenseKey>***</LicenseKey>"


def test_an_excerpt_of_a_page_is_its_words() -> None:
    page = (
        b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="x"><head><title>Request Error</title>'
        b"<style>BODY { color: red }</style></head><body><p>The server met an error &amp; stopped.</p></body></html>"
    )
    assert redact.excerpt(page) == "Request Error The server met an error & stopped."


def test_an_excerpt_shows_no_half_of_a_secret() -> None:
    for cut in range(len(GUID)):
        body = b"." * (redact.EXCERPT * 20 - cut) + f"<LicenseKey>{GUID}</LicenseKey>".encode()
        assert b"5ec2e7aa" not in redact.excerpt(body).encode()


def test_a_reply_is_kept_redacted_and_bounded() -> None:
    reply = HttpResponse(status=200, headers={"Set-Cookie": "s=1"}, body=b"<Message>hi</Message>" + b"." * 100_000)
    kept = redact.response(reply)
    assert kept.headers == {"Set-Cookie": "***"}
    assert kept.body.startswith(b"<Message>***</Message>")
    assert len(kept.body) < redact.KEPT + 10


@pytest.mark.parametrize("piece", ["<To>", '"To":[', "1 ", "{", "?", '"Body":"\\', "<Message><![CDATA[", "0-", "://"])
def test_hostile_text_takes_no_time(piece: str) -> None:
    redact.text(piece * (redact.KEPT // len(piece)))
