"""`countermand smspartner` and `countermand mailpartner`, in process, against the sandbox."""

import io
import json
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import frozen

from countermand.sandbox import REFUSED_API_KEY
from countermand.testing import Sandbox
from tests.cli.conftest import CANARY, Run

MINUTE = timedelta(minutes=1)
UNKNOWN = "999999999"
NOWHERE = ("--base-url", "http://127.0.0.1:9/v1", "--timeout", "1")
NO_CONNECTION = "no connection to the server: is the host right, and is it up?"
STARTED = "its five minutes had begun by this machine's clock"


@frozen
class Partner:
    """One of the sister services, as the command's user meets it."""

    service: str
    to: tuple[str, str]
    content: tuple[str, ...]
    run: Run
    sandbox: Sandbox

    @property
    def variable(self) -> str:
        return f"COUNTERMAND_{self.service.upper()}_API_KEY"

    @property
    def inside(self) -> Any:
        return getattr(self.sandbox, self.service)

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        return self.run(self.service, *arguments, "--base-url", getattr(self.sandbox, f"{self.service}_url"))

    def due(self) -> datetime:
        at = self.sandbox.clock.now() + timedelta(hours=1)
        return at.replace(minute=at.minute // 5 * 5, second=0, microsecond=0)

    def schedule(self, *arguments: str, at: str | None = None) -> tuple[int, str, str]:
        when = at or self.due().isoformat()
        return self("schedule", "--to", self.to[0], "--to", self.to[1], *self.content, "--at", when, *arguments)

    def scheduled(self) -> str:
        status, out, _ = self.schedule("--json")
        assert status == 0
        message_id: str = json.loads(out)["results"][0]["message_id"]
        return message_id


SMS = ("smspartner", ("+33639980001", "+33639980002"), ("--body", "Soldes !"))
MAIL = ("mailpartner", ("one@example.com", "two@example.com"), ("--subject", "Soldes", "--html", "<p>Soldes !</p>"))


@pytest.fixture(params=[SMS, MAIL], ids=["smspartner", "mailpartner"])
def partner(request: pytest.FixtureRequest, run: Run, sandbox: Sandbox) -> Partner:
    service, to, content = request.param
    return Partner(service, to, content, run, sandbox)


@pytest.fixture
def sms(run: Run, sandbox: Sandbox) -> Partner:
    return Partner(*SMS, run, sandbox)


@pytest.fixture
def mail(run: Run, sandbox: Sandbox) -> Partner:
    return Partner(*MAIL, run, sandbox)


def test_a_schedule_prints_the_one_id_beside_each_recipient(partner: Partner) -> None:
    status, out, err = partner.schedule()
    assert (status, err) == (0, "")
    assert out.splitlines() == [f"{to}  scheduled  301" for to in partner.to]
    assert list(partner.inside.messages["301"].recipients)


def test_a_cancel_and_another(partner: Partner) -> None:
    message = partner.scheduled()
    status, out, err = partner("cancel", message)
    assert (status, out.split("  ")[:2], err) == (0, [message, "cancelled"], "")
    status, out, _ = partner("cancel", message)
    assert (status, out.split("  ")[:2]) == (0, [message, "already cancelled"])


def test_the_worst_of_many_wins_and_each_has_its_line(partner: Partner) -> None:
    first, second = partner.scheduled(), partner.scheduled()
    status, out, err = partner("cancel", first, UNKNOWN, second)
    assert (status, err) == (1, "")
    assert [line.split("  ")[1] for line in out.splitlines()] == ["cancelled", "not found", "cancelled"]
    status, out, _ = partner("cancel", "two words", UNKNOWN)
    assert status == 2
    assert out.splitlines()[0].startswith("two words  error  ID: ")


def test_a_refusal_inside_the_five_minutes_says_so(partner: Partner) -> None:
    message = partner.scheduled()
    partner.sandbox.clock.set(partner.due() - 4 * MINUTE)
    soon = (datetime.now(UTC) + 2 * MINUTE).isoformat()
    later = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    for at, is_said in ((["--at", soon], True), (["--at", later], False), ([], False)):
        status, out, _ = partner("cancel", message, *at)
        assert status == 1
        assert (STARTED in out) is is_said
    document = json.loads(partner("cancel", message, "--at", soon, "--json")[1])
    assert document["results"][0]["inside_cutoff"] is True


def test_a_yes_inside_the_five_minutes_says_nothing_of_it(partner: Partner) -> None:
    soon = (datetime.now(UTC) + 2 * MINUTE).isoformat()
    message = partner.scheduled()
    status, out, _ = partner("cancel", message, "--at", soon)
    assert (status, STARTED in out) == (0, False)


def test_one_json_document(partner: Partner) -> None:
    message = partner.scheduled()
    status, out, err = partner("cancel", message, UNKNOWN, "--json")
    assert (status, err) == (1, "")
    document = json.loads(out)
    assert (document["service"], document["wire"], document["exit_status"]) == (partner.service, "json", 1)
    first, second = document["results"]
    assert first == {
        "message_id": message,
        "outcome": "cancelled",
        "stopped": True,
        "count": None,
        "verified": False,
        "attempts": 1,
        "inside_cutoff": None,
        "code": first["code"],
        "text": first["text"],
    }
    assert (second["outcome"], second["code"], second["stopped"]) == ("not found", 4, False)


def test_xml_comes_to_the_same(sms: Partner) -> None:
    status, out, _ = sms.schedule("--wire", "xml", "--json")
    document = json.loads(out)
    message = document["results"][0]["message_id"]
    assert (status, document["wire"]) == (0, "xml")
    for expected in ("cancelled", "already cancelled"):
        document = json.loads(sms("cancel", message, "--wire", "xml", "--json")[1])
        assert (document["wire"], document["results"][0]["outcome"]) == ("xml", expected)


def test_ids_from_standard_input(partner: Partner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{partner.scheduled()}\n{partner.scheduled()}\n"))
    status, out, _ = partner("cancel", "-")
    assert (status, len(out.splitlines())) == (0, 2)
    status, _, err = partner("cancel", "-")
    assert (status, "no message ids on standard input" in err) == (2, True)


def test_a_mail_from_standard_input(mail: Partner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("<p>Soldes !</p>"))
    status, out, err = mail("schedule", "--to", mail.to[0], "--subject", "Soldes", "--html", "-", "--at",
                            mail.due().isoformat())  # fmt: skip
    assert (status, err) == (0, "")
    assert out == f"{mail.to[0]}  scheduled  301\n"


def test_status(partner: Partner) -> None:
    message = partner.scheduled()
    assert partner("status", message)[0] == 0
    assert partner("status", message)[1].startswith(f"{message}  pending")
    assert partner("status", message, "--to", partner.to[0])[1].startswith(f"{message}  pending")
    assert partner("status", message, "--to", partner.to[0][:-1] + "9")[0] == 1
    partner.sandbox.clock.set(partner.due() + MINUTE)
    document = json.loads(partner("status", message, "--json")[1])
    assert (document["service"], document["phase"], document["exit_status"]) == (partner.service, "sent", 0)
    status, out, _ = partner("status", UNKNOWN)
    assert (status, "not found" in out) == (1, True)


def test_credits(partner: Partner) -> None:
    status, out, err = partner("credits")
    assert (status, err) == (0, "")
    assert out.startswith("100")
    assert "messages" in out
    document = json.loads(partner("credits", "--json")[1])
    assert (document["service"], document["exit_status"]) == (partner.service, 0)
    assert document["balance"].startswith("100")
    assert document["currency"]
    assert document["messages"] > 0


@pytest.mark.parametrize("job", [["credits"], ["status", "300"]])
def test_refused_credentials_are_3(partner: Partner, job: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(partner.variable, CANARY)
    status, out, err = partner(*job)
    assert (status, out) == (3, "")
    assert err.startswith("countermand: ")
    assert len(err.splitlines()) == 1
    status, out, err = partner(*job, "--json")
    assert (status, err) == (3, "")
    assert json.loads(out)["error"]["type"] == "AuthenticationError"
    monkeypatch.delenv(partner.variable)
    assert partner(*job, "--api-key", REFUSED_API_KEY)[0] == 3


def test_refused_credentials_stop_no_cancel_from_being_told(partner: Partner) -> None:
    status, out, err = partner("cancel", "300", "301", "--api-key", CANARY)
    assert (status, err) == (3, "")
    assert [line.split("  ")[:2] for line in out.splitlines()] == [["300", "error"], ["301", "error"]]


@pytest.mark.parametrize(("code", "expected"), [(96, 3), (20, 3), (429, 1), (4711, 1)])
def test_what_the_vendor_refuses(partner: Partner, code: int, expected: int) -> None:
    partner.inside.refuse_with(code)
    assert partner("cancel", "300")[0] == expected
    assert partner.schedule()[0] == expected


def test_no_answer_is_4(partner: Partner) -> None:
    status, out, err = partner.run(partner.service, "cancel", "300", *NOWHERE)
    assert (status, err) == (4, "")
    assert out == f"300  error  {NO_CONNECTION}\n"
    status, out, err = partner.run(partner.service, "credits", *NOWHERE)
    assert (status, out, err) == (4, "", f"countermand: {NO_CONNECTION}\n")
    status, out, err = partner.run(partner.service, "status", "300", "--json", *NOWHERE)
    assert (status, err) == (4, "")
    assert json.loads(out)["error"]["type"] == "ConnectError"


def test_without_a_key(partner: Partner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(partner.variable)
    status, out, err = partner("credits")
    assert (status, out) == (2, "")
    assert err == f"countermand: no api key: pass --api-key or set {partner.variable}\n"


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        ("2999-01-01T00:00:00", "has no time zone: end it with Z"),
        ("tomorrow", "not ISO 8601"),
        ("2001-01-01T00:00:00Z", "--at: is not in the future"),
        ("2999-01-01T00:02:00Z", "--at: is not on a step of five minutes"),
        ("2031-10-26T01:30:00Z", "say which one with --doubled-hour"),
    ],
)
def test_a_wrong_time(partner: Partner, at: str, reason: str) -> None:
    status, out, err = partner.schedule(at=at)
    assert (status, out) == (2, "")
    assert reason in err
    assert len(err.splitlines()) == 1


def test_a_doubled_hour_is_chosen(partner: Partner) -> None:
    status, out, _ = partner.schedule("--doubled-hour", "second", "--json", at="2031-10-26T01:30:00Z")
    assert status == 0
    assert json.loads(out)["results"][0]["scheduled_at"] == "2031-10-26T01:30:00+00:00"
    status, _, err = partner.schedule("--doubled-hour", "first", at="2031-10-26T01:30:00Z")
    assert (status, err.startswith("countermand: --doubled-hour: is not the hour that --at is in")) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--from", "a"], "--from: is not 3 to 11 letters"),
        (["--tag", "Two Words"], "--tag: is not 1 to 20 characters"),
        (["--reply-url", "x"], "--reply-url: is not a URL"),
        (["--receipt-url", "x"], "--receipt-url: is not a URL"),
        (["--to", "nobody"], "--to, number 3: is not a phone number"),
        (["--body", "x" * 161, "--low-cost"], "--body: is longer than 160 characters"),
        (["--wire", "soap12"], "'json', 'xml'"),
    ],
)
def test_wrong_arguments_of_an_sms(sms: Partner, arguments: list[str], reason: str) -> None:
    status, out, err = sms.schedule(*arguments)
    assert (status, out) == (2, "")
    assert reason in err


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--from", "nobody"], "--from: is not a mail address"),
        (["--from-name", "Shop"], "--from-name: is a name without its address: give"),
        (["--reply-to", "nobody"], "--reply-to: is not a mail address"),
        (["--reply-to-name", "Shop"], "--reply-to-name: is a name without its address"),
        (["--subject", "two\nlines"], "--subject: has a line end"),
        (["--html", " "], "--html: is empty"),
        (["--to", "nobody"], "--to, number 3: is not a mail address"),
        (["--wire", "json"], "No such option"),
    ],
)
def test_wrong_arguments_of_a_mail(mail: Partner, arguments: list[str], reason: str) -> None:
    status, out, err = mail.schedule(*arguments)
    assert (status, out) == (2, "")
    assert reason in err


@pytest.mark.parametrize("job", ["cancel", "schedule", "status", "credits"])
def test_help(partner: Partner, job: str) -> None:
    status, out, err = partner.run(partner.service, job, "--help")
    assert (status, err) == (0, "")
    assert f"countermand {partner.service} {job}" in out.partition("Example")[2]
    assert partner.variable in "".join(out.split())
