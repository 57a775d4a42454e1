"""An exchange as text: whole, and redacted."""

import pytest

from countermand import AppKey, ConnectError, Esendex, HttpRequest, HttpResponse, VoltMx
from countermand.exchanges import LONGEST, told
from countermand.testing import RecordingTransport
from tests.facade.canaries import GUID_ID, GUID_KEY, JOBS, KEY, SMS_ID, Job, assert_clean, echo_of

REQUEST = HttpRequest(
    method="POST",
    url="https://h.example.com/x?LicenseKey=1",
    headers={"Content-Type": "application/json", "Authorization": "Basic dTpw"},
    body=b'{"Body": "come at noon", "To": ["+15550100"], "Count": 3, "Urgent": true}',
)


def test_an_exchange_is_told_whole() -> None:
    reply = HttpResponse(
        status=200, headers={"Content-Type": "text/plain", "Set-Cookie": "s=1"}, body=b"'COME AT NOON' is taken\r\nok\n"
    )
    assert told(REQUEST, reply).splitlines() == [
        "> POST https://h.example.com/x?***",
        "> Content-Type: application/json",
        "> Authorization: ***",
        ">",
        '> {"Body": "***", "To": "***", "Count": 3, "Urgent": true}',
        "< 200",
        "< Content-Type: text/plain",
        "< Set-Cookie: ***",
        "<",
        "< '***' is taken",
        "< ok",
    ]


def test_a_lost_reply_is_told_by_its_error() -> None:
    assert told(REQUEST, ConnectError("no connection")).splitlines()[-1] == "< ConnectError: no connection"


def test_of_a_foreign_error_only_the_class_is_told() -> None:
    assert told(REQUEST, ValueError("come at noon")).splitlines()[-1] == "< ValueError"


@pytest.mark.parametrize("body", [b"\x89PNG\0\0\0", b"ab\0"])
def test_what_is_no_text_is_counted(body: bytes) -> None:
    said = told(REQUEST, HttpResponse(status=200, headers={}, body=body))
    assert said.endswith(f"< ({len(body)} bytes that are no text)")


def test_no_reply_can_pass_for_another_record() -> None:
    body = "a\nINFO b\u2028c\x1b[2J".encode()
    said = told(REQUEST, HttpResponse(status=200, headers={"Server": "x\r\ny"}, body=body))
    assert said.partition("< 200\n")[2].split("\n") == [
        "< Server: x", "< y", "<", "< a", "< INFO b", "< c\N{REPLACEMENT CHARACTER}[2J",
    ]  # fmt: skip
    assert said.splitlines() == said.split("\n")


def test_a_long_body_is_cut_off() -> None:
    said = told(REQUEST, HttpResponse(status=200, headers={}, body=b". " * LONGEST))
    assert said.endswith(f"\n< ... ({2 * LONGEST} bytes)")
    assert len(said) < LONGEST + 500


@pytest.mark.parametrize(
    "echo", ['{"code": 3}', "{'id': 3}", "true", "application/json", "2030-07-15T11:05:00Z", "https://h.example.com/x"]
)
def test_what_says_nothing_of_anybody_stays(echo: str) -> None:
    assert told(REQUEST, HttpResponse(status=200, headers={}, body=echo.encode())).splitlines()[-1] == f"< {echo}"


@pytest.mark.parametrize("job", JOBS.values(), ids=JOBS)
def test_a_transcript_is_redacted(job: Job) -> None:
    def echo(request: HttpRequest) -> HttpResponse:
        return HttpResponse(status=500, headers={"X-Echo": request.url}, body=echo_of(request).encode())

    transport = RecordingTransport(echo)
    with pytest.raises(Exception, match=r"."):
        job(None, transport)
    said = transport.transcript()
    assert said.count("\n< 500") == len(transport.requests)
    assert_clean(said)


def test_a_transcript_tells_what_was_lost() -> None:
    def lose(_request: HttpRequest) -> HttpResponse:
        raise ConnectError(f"no way to {GUID_ID}")

    transport = RecordingTransport(lose)
    with pytest.raises(ConnectError):
        Esendex(license_key=GUID_KEY, transport=transport).cancel(GUID_ID)
    assert transport.transcript().count("< ConnectError: no way to ***") == len(transport.requests) > 0


def test_an_id_in_the_path_is_masked_in_the_reply() -> None:
    reply = HttpResponse(status=400, headers={}, body=f"nothing is known of {SMS_ID}".encode())
    transport = RecordingTransport(lambda request: reply)
    with pytest.raises(Exception, match=r"."):
        VoltMx(base_url="https://h.example.com/vpns", auth=AppKey(KEY), transport=transport).cancel(SMS_ID)
    assert "< nothing is known of ***" in transport.transcript()
