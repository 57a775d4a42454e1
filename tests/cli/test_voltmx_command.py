"""`countermand voltmx`, in process, against the sandbox."""

import io
import json
import sys
from datetime import timedelta

import pytest

from countermand.sandbox import VOLTMX_APP_KEY, VOLTMX_PASSWORD, VOLTMX_USER
from countermand.testing import Sandbox
from tests.cli.conftest import CANARY, Run

TO = ("--to", "+15550100", "--to", "+15550101")
UNKNOWN = "4713025406550859999"


@pytest.fixture
def voltmx(run: Run, sandbox: Sandbox) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        return run("voltmx", *arguments, "--base-url", sandbox.voltmx_url)

    return call


@pytest.fixture
def at(sandbox: Sandbox) -> str:
    return (sandbox.clock.now() + timedelta(hours=1)).isoformat()


@pytest.fixture
def scheduled(voltmx: Run, at: str) -> str:
    status, out, _ = voltmx("schedule", *TO, "--body", "Sale!", "--at", at, "--json")
    assert status == 0
    ids = {result["message_id"] for result in json.loads(out)["results"]}
    assert len(ids) == 1
    message_id: str = ids.pop()
    return message_id


def test_a_cancel_tells_how_many_it_stopped(voltmx: Run, scheduled: str) -> None:
    status, out, err = voltmx("cancel", scheduled)
    assert (status, err) == (0, "")
    assert out.startswith(f"{scheduled}  cancelled  2 messages")
    assert voltmx("status", scheduled)[1].startswith(f"{scheduled}  cancelled")


def test_a_refusal_has_no_reason_unless_it_is_verified(voltmx: Run, scheduled: str, sandbox: Sandbox) -> None:
    voltmx("cancel", scheduled)
    status, out, _ = voltmx("cancel", scheduled)
    assert (status, out.split("  ")[1].strip()) == (1, "not cancelled")
    status, out, _ = voltmx("cancel", scheduled, "--verify", "--json")
    result = json.loads(out)["results"][0]
    assert (status, result["outcome"], result["verified"]) == (0, "already cancelled", True)
    assert "not found" in voltmx("cancel", UNKNOWN, "--verify")[1]


def test_one_that_is_sent(voltmx: Run, scheduled: str, sandbox: Sandbox) -> None:
    sandbox.clock.advance(timedelta(hours=2))
    status, out, _ = voltmx("cancel", scheduled, "--verify")
    assert (status, "already sent" in out) == (1, True)
    assert voltmx("status", scheduled)[1].startswith(f"{scheduled}  sent")


def test_one_json_document(voltmx: Run, scheduled: str) -> None:
    status, out, err = voltmx("cancel", scheduled, UNKNOWN, "--json")
    assert (status, err) == (1, "")
    document = json.loads(out)
    assert (document["service"], document["wire"], document["exit_status"]) == ("voltmx", "json", 1)
    assert [(result["message_id"], result["count"]) for result in document["results"]] == [
        (scheduled, 2),
        (UNKNOWN, None),
    ]


def test_ids_from_standard_input(voltmx: Run, scheduled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{scheduled}\n"))
    assert voltmx("cancel", "-")[0] == 0


def test_status_of_an_unknown_one(voltmx: Run) -> None:
    status, out, _ = voltmx("status", UNKNOWN)
    assert (status, out.split("  ")[1].strip()) == (1, "not found")


def test_status_of_other_days(voltmx: Run, scheduled: str) -> None:
    status, _, err = voltmx("status", scheduled, "--since", "2030-01-02", "--until", "2030-01-01")
    assert (status, err) == (2, "countermand: --until: is before --since\n")
    assert voltmx("status", scheduled, "--since", "2001-01-01")[0] == 0


@pytest.fixture
def no_variables(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COUNTERMAND_VOLTMX_USER")
    monkeypatch.delenv("COUNTERMAND_VOLTMX_PASSWORD")


@pytest.mark.usefixtures("no_variables")
@pytest.mark.parametrize("kony", [[], ["--kony"]])
def test_ways_in(voltmx: Run, at: str, sandbox: Sandbox, kony: list[str]) -> None:
    user = ["--user", VOLTMX_USER, "--password", VOLTMX_PASSWORD]
    for way in (user, [*user, "--login-url", sandbox.voltmx_login_url], ["--app-key", VOLTMX_APP_KEY]):
        status, _, err = voltmx("schedule", *TO, "--body", "Sale!", "--at", at, *way, *kony)
        assert (status, err) == (0, "")


def test_a_variable_fills_in_what_the_flags_leave_out(
    voltmx: Run, scheduled: str, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERMAND_VOLTMX_USER", "somebody-else")
    assert voltmx("status", scheduled)[0] == 3
    assert voltmx("status", scheduled, "--user", VOLTMX_USER)[0] == 0
    monkeypatch.setenv("COUNTERMAND_VOLTMX_LOGIN_URL", sandbox.voltmx_login_url + "/nowhere")
    status, _, err = voltmx("status", scheduled, "--user", VOLTMX_USER)
    assert (status, err.startswith("countermand: --login-url is no address of a login")) == (2, True)


@pytest.mark.parametrize("way", [["--password", CANARY], ["--app-key", CANARY],
                                 ["--access-token", CANARY, "--access-secret", CANARY]])  # fmt: skip
def test_refused_credentials_are_3(voltmx: Run, scheduled: str, way: list[str]) -> None:
    status, out, err = voltmx("status", scheduled, *way)
    assert (status, out) == (3, "")
    assert len(err.splitlines()) == 1
    status, out, err = voltmx("cancel", scheduled, *way)
    assert (status, err) == (3, "")
    assert out.startswith(f"{scheduled}  error  ")


def test_a_refused_login_is_3(voltmx: Run, scheduled: str, sandbox: Sandbox) -> None:
    status, _, err = voltmx("status", scheduled, "--password", CANARY, "--login-url", sandbox.voltmx_login_url)
    assert (status, "login is refused" in err) == (3, True)


@pytest.mark.usefixtures("no_variables")
@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "no credentials: pass --user and --password, --access-token and --access-secret, or --app-key, or set"),
        (["--user", "x", "--app-key", CANARY], "give one way in"),
        (["--user", "x"], "--password goes with what you gave, and is missing: give it, or set COUNTERMAND_VOLTMX_P"),
        (["--access-token", CANARY], "--access-secret goes with what you gave"),
        (["--user", "a:b", "--password", CANARY], "--user holds a colon"),
        (["--app-key", f" {CANARY}"], "--app-key has spaces around it"),
        (["--access-token", f"{CANARY}\n", "--access-secret", "x"], "--access-token has spaces around it"),
        (["--access-token", "x", "--access-secret", f"{CANARY}\n"], "--access-secret has spaces around it"),
        (["--user", "x", "--password", ""], "--password is not text, or is empty"),
        (["--user", "x", "--password", CANARY, "--login-url", "https://example.com/x"], "--login-url is no address"),
        (["--user", "x", "--password", CANARY, "--login-url", "login"], "--login-url is not a URL"),
        (["--app-key", CANARY, "--timeout", "0"], "--timeout is not a number of seconds above zero"),
    ],
)
def test_wrong_ways_in(voltmx: Run, arguments: list[str], reason: str) -> None:
    status, out, err = voltmx("status", "300", *arguments)
    assert (status, out) == (2, "")
    assert reason in err
    assert len(err.splitlines()) == 1


def test_without_an_address(run: Run) -> None:
    status, _, err = run("voltmx", "status", "300")
    assert (status, err) == (2, "countermand: no base url: pass --base-url or set COUNTERMAND_VOLTMX_URL\n")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--expires", "2001-01-01T00:00:00Z"], "--expires: is not after the time"),
        (["--expires", "soon"], "Invalid value for '--expires': not ISO 8601"),
        (["--to", "nobody"], "--to, number 3: is not a phone number"),
        (["--body", ""], "--body: is empty"),
        (["--at", "2001-01-01T00:00:00Z"], "--at: is not in the future"),
    ],
)
def test_wrong_arguments(voltmx: Run, at: str, arguments: list[str], reason: str) -> None:
    status, out, err = voltmx("schedule", *TO, "--body", "Sale!", "--at", at, *arguments)
    assert (status, out) == (2, "")
    assert reason in err


def test_other_kinds_of_message(voltmx: Run, at: str) -> None:
    status, _, err = voltmx("schedule", *TO, "--body", "Sale!", "--at", at, "--priority", "--voice", "--any-number")
    assert (status, err) == (0, "")


def test_an_id_that_is_none(voltmx: Run) -> None:
    status, out, _ = voltmx("cancel", "x")
    assert (status, out) == (2, "x  error  ID: is not a number: the service's ids are digits alone\n")
    status, out, _ = voltmx("status", "x", "--json")
    error = json.loads(out)["error"]
    assert (status, error["path"], error["message"].startswith("ID: ")) == (2, "message_id", True)


def test_no_answer_is_4(run: Run) -> None:
    status, out, err = run("voltmx", "cancel", "300", "--base-url", "http://127.0.0.1:9/vpns", "--timeout", "1")
    assert (status, err) == (4, "")
    assert out.startswith("300  error  no connection to the server")


@pytest.mark.parametrize("job", ["cancel", "schedule", "status"])
def test_help(run: Run, job: str) -> None:
    status, out, err = run("voltmx", job, "--help")
    assert (status, err) == (0, "")
    assert f"countermand voltmx {job}" in out.partition("Example")[2]
    assert "COUNTERMAND_VOLTMX_APP_KEY" in "".join(out.split())
