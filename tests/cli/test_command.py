"""The command, in process, against the sandbox: what it prints and how it ends."""

import io
import json
import sys
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from countermand.cli import main
from countermand.cli.output import complain, line
from countermand.sandbox import LICENSE_KEY, REFUSED_LICENSE_KEY
from countermand.testing import Sandbox
from tests.cli.conftest import Run

VARIABLE = "COUNTERMAND_ESENDEX_LICENSE_KEY"
HOUR = timedelta(hours=1)


@pytest.fixture
def esendex(run: Run, sandbox: Sandbox) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        return run("esendex", *arguments, "--base-url", sandbox.esendex_url)

    return call


@pytest.fixture
def scheduled(esendex: Run, sandbox: Sandbox) -> list[str]:
    at = (sandbox.clock.now() + HOUR).isoformat()
    recipients = ["--to", "+15550100", "--to", "+15550101", "--to", "+15550102"]
    status, out, _ = esendex("schedule", *recipients, "--body", "Sale!", "--at", at, "--json")
    assert status == 0
    document = json.loads(out)
    assert [result["to"] for result in document["results"]] == recipients[1::2]
    return [result["message_id"] for result in document["results"]]


def test_cancel(esendex: Run, scheduled: list[str]) -> None:
    status, out, err = esendex("cancel", *scheduled[:2])
    assert (status, err) == (0, "")
    assert out.splitlines() == [f"{scheduled[0]}  cancelled", f"{scheduled[1]}  cancelled"]


def test_cancelling_again_is_stopped_too(esendex: Run, scheduled: list[str]) -> None:
    esendex("cancel", scheduled[0])
    status, out, _ = esendex("cancel", scheduled[0])
    assert status == 0
    assert out == f"{scheduled[0]}  already cancelled  (the service says Cancelled)\n"


def test_the_worst_of_many_wins_and_each_has_its_line(esendex: Run, scheduled: list[str]) -> None:
    unknown = str(uuid4())
    status, out, _ = esendex("cancel", scheduled[0], "nonsense", unknown, scheduled[1])
    assert status == 2
    lines = out.splitlines()
    assert len(lines) == 4
    assert lines[0] == f"{scheduled[0]}  cancelled"
    assert lines[1].startswith("nonsense  error  ID: is not a GUID")
    assert lines[2].startswith(f"{unknown}  not found")
    assert lines[3] == f"{scheduled[1]}  cancelled"
    assert esendex("cancel", unknown, scheduled[2])[0] == 1


@pytest.mark.parametrize("wire", ["json", "xml", "query", "soap11", "soap12"])
def test_one_json_document(wire: str, esendex: Run, scheduled: list[str]) -> None:
    status, out, err = esendex("cancel", scheduled[0], "nonsense", "--json", "--wire", wire)
    assert (status, err) == (2, "")
    document = json.loads(out)
    assert document["service"] == "esendex"
    assert document["wire"] == wire
    assert document["exit_status"] == 2
    first, second = document["results"]
    assert first == {
        "message_id": scheduled[0],
        "outcome": "cancelled",
        "stopped": True,
        "count": None,
        "verified": False,
        "attempts": 1,
        "inside_cutoff": None,
        "code": None,
        "text": None,
    }
    assert second["message_id"] == "nonsense"
    assert second["error"]["type"] == "InvalidMessageId"


def test_ids_from_standard_input(esendex: Run, scheduled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(scheduled[:2]) + "\n"))
    status, out, _ = esendex("cancel", "-")
    assert status == 0
    assert len(out.splitlines()) == 2


def test_no_ids_on_standard_input(esendex: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
    status, _, err = esendex("cancel", "-")
    assert status == 2
    assert "no message ids on standard input" in err


def test_status(esendex: Run, scheduled: list[str], sandbox: Sandbox) -> None:
    assert esendex("status", scheduled[0])[:2] == (0, f"{scheduled[0]}  pending  (the service says 201 Ready)\n")
    sandbox.clock.advance(2 * HOUR)
    status, out, _ = esendex("status", scheduled[0], "--json")
    assert status == 0
    document = json.loads(out)
    assert (document["phase"], document["code"], document["to"]) == ("sent", 200, "+15550100")
    status, out, _ = esendex("status", str(uuid4()))
    assert status == 1
    assert "not found" in out


def test_schedule(esendex: Run, sandbox: Sandbox) -> None:
    at = (sandbox.clock.now() + HOUR).isoformat()
    status, out, _ = esendex("schedule", "--to", "+15550100", "--to", "nobody", "--body", "Sale!", "--at", at)
    assert status == 1
    first, second = out.splitlines()
    assert first.startswith("+15550100  scheduled  ")
    assert second == "nobody  refused  InvalidDestination"


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        ("2999-01-01T00:00:00", "has no time zone: end it with Z"),
        ("2001-01-01T00:00:00Z", "not in the future"),
        ("tomorrow", "not ISO 8601"),
        ("", "not ISO 8601"),
    ],
)
def test_a_wrong_time(esendex: Run, at: str, reason: str) -> None:
    status, _, err = esendex("schedule", "--to", "+15550100", "--body", "Sale!", "--at", at)
    assert status == 2
    assert reason in err


def test_cancel_all(esendex: Run, scheduled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    status, out, err = esendex("cancel-all")
    assert (status, out) == (2, "")
    assert "give --yes" in err
    assert "pending" in esendex("status", scheduled[0])[1]
    assert esendex("cancel-all", "--yes")[:2] == (0, "all scheduled messages are cancelled\n")
    assert "cancelled" in esendex("status", scheduled[0])[1]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("answer", "status"), [("y\n", 0), ("n\n", 1), ("\n", 1), ("", 130)])
def test_cancel_all_asks_on_a_terminal(
    answer: str, status: int, esendex: Run, scheduled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    assert esendex("cancel-all")[0] == status
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert ("cancelled" if status == 0 else "pending") in esendex("status", scheduled[0])[1]


def test_cancel_all_as_json(esendex: Run) -> None:
    status, out, _ = esendex("cancel-all", "--yes", "--json")
    document = json.loads(out)
    assert document["confirmed"] is (status == 0)


def test_a_refused_key(esendex: Run, scheduled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(REFUSED_LICENSE_KEY))
    status, _, err = esendex("status", scheduled[0])
    assert status == 3
    assert err.startswith("countermand: ")
    assert len(err.splitlines()) == 1
    assert str(REFUSED_LICENSE_KEY) not in err


def test_the_key_as_an_argument(esendex: Run, scheduled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    status, _, err = esendex("status", scheduled[0])
    assert status == 2
    assert VARIABLE in err
    assert esendex("status", scheduled[0], "--license-key", str(LICENSE_KEY))[0] == 0


def test_no_network(run: Run) -> None:
    nowhere = ["--base-url", "http://127.0.0.1:9/Messaging.svc", "--timeout", "1"]
    status, out, err = run("esendex", "cancel", str(uuid4()), *nowhere)
    assert (status, err) == (4, "")
    assert "error  no connection to the server" in out
    status, out, err = run("esendex", "status", str(uuid4()), *nowhere)
    assert (status, out) == (4, "")
    assert "no connection to the server" in err


@pytest.mark.parametrize("command", [["status", str(uuid4())], ["cancel-all", "--yes"]])
def test_an_error_is_one_json_document_too(run: Run, command: list[str]) -> None:
    status, out, err = run("esendex", *command, "--json", "--base-url", "http://127.0.0.1:9/x", "--timeout", "1")
    assert (status, err) == (4, "")
    document = json.loads(out)
    assert document["error"]["type"] == "ConnectError"
    assert document["exit_status"] == 4


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["esendex", "cancel"], "Missing argument 'ID...'"),
        (["esendex", "cancel", "x", "--wire", "soap13"], "'json', 'xml', 'query', 'soap11', 'soap12'"),
        (["esendex", "cancel", "x", "--timeout", "soon"], "not a valid float"),
        (["esendex", "cancel", "x", "--timeout", "-1"], "--timeout is not a number of seconds above zero"),
        (["esendex", "cancel", "x", "--deadline", "0"], "--deadline is not a number of seconds above zero"),
        (["smspartner", "cancel", "x", "--attempts", "0"], "--attempts is not a whole number above zero"),
        (["esendex", "cancel", "x", "--base-url", "messaging"], "--base-url is not a URL"),
        (["esendex", "cancel", "x", "--base-url", "http://example.com/"], "in the clear"),
        (["esendex", "cancel", "x", "--port", "WS"], "--port belongs to SOAP"),
        (["esendex", "cancel", "x", "--wire", "soap12", "--port", "WS"], "mms2wsHttpBindingSecure"),
        (["esendex", "cancel", "x", "--license-key", "mine"], "--license-key is not a GUID"),
        (["esendex", "sned"], "No such command 'sned'"),
        (["sandbox", "--port", "70000"], "0<=x<=65535"),
        (["--nonsense"], "No such option"),
    ],
)
def test_wrong_use_is_said_and_ends_with_2(run: Run, arguments: list[str], reason: str) -> None:
    status, out, err = run(*arguments)
    assert status == 2
    assert out == ""
    assert reason in err
    assert len(err.splitlines()) == 1


def test_a_port_that_is_taken(run: Run, sandbox: Sandbox) -> None:
    status, _, err = run("sandbox", "--port", str(sandbox.port))
    assert status == 2
    assert f"port {sandbox.port}" in err
    assert len(err.splitlines()) == 1


def test_the_demo(run: Run) -> None:
    status, out, err = run("demo")
    assert (status, err) == (0, "")
    assert "all 118 steps came out as they should" in out
    sections = [line.split("│")[1:3] for line in out.splitlines() if line.startswith("│")]
    assert [over.strip() for service, over in sections if service.strip()] == ["json", "json", "json", "Basic"]
    assert [over.strip() for _, over in sections if over.strip()] == [
        *("json", "xml", "query", "soap11", "soap12"),
        *("json", "xml"),
        "json",
        *("Basic", "claims", "OAuth"),
    ]


def test_a_demo_that_goes_wrong_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from countermand.sandbox.esendex.messages import MessageStore

    refuse: Any = lambda *_args, **_settings: False  # noqa: E731
    monkeypatch.setattr(MessageStore, "cancel", refuse)
    status, out, _ = run("demo")
    assert status == 1
    assert "went wrong" in out


def test_ctrl_c_is_tidy(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(**_settings: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("countermand.sandbox.serve", interrupt)
    status, _, err = run("sandbox", "--port", "0")
    assert status == 130
    assert err.strip() == "countermand: interrupted"


def test_what_a_service_says_does_not_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    line(("\x1b[2J\u009b2J", ""), ("ok", "green"))
    complain("\x1b]0;x\x07")
    out, err = capsys.readouterr()
    assert out == "\ufffd[2J\ufffd2J  ok\n"
    assert err == "countermand: \ufffd]0;x\ufffd\n"


def test_version(run: Run) -> None:
    status, out, _ = run("--version")
    assert status == 0
    assert out.startswith("countermand ")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["demo"],
        ["sandbox"],
        ["esendex"],
        ["esendex", "cancel"],
        ["esendex", "cancel-all"],
        ["esendex", "schedule"],
        ["esendex", "status"],
    ],
)
def test_help_has_examples(run: Run, arguments: list[str]) -> None:
    status, out, err = run(*arguments, "--help")
    assert (status, err) == (0, "")
    assert "Usage: countermand" in out
    if arguments != ["esendex"]:
        assert "Example" in out
    if arguments[:1] == ["esendex"] and len(arguments) > 1:
        assert "--base-url" in out


def test_without_the_extra_one_line_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("countermand.cli.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "click", None)
    assert main(["demo"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "countermand: the command needs: python -m pip install 'countermand[cli]'\n"
