"""The command, given anything: an exit status and one line, never a traceback, and never what it was given as a key."""

import io
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from countermand import ConnectError, HttpRequest, HttpResponse
from countermand.cli import main
from countermand.cli.exits import Exit
from countermand.testing import RecordingTransport
from tests.fuzz.hostile import DOCUMENTS

CANARY = "canary5ec2e7aa"

WORDS = [
    "esendex", "smspartner", "mailpartner", "voltmx", "cancel", "cancel-all", "schedule", "status", "credits", "--to",
    "--body", "--at", "--wire", "json", "xml", "soap12", "--json", "--base-url", "http://127.0.0.1:9/x",
    "--license-key", "--api-key", "--help", "2030-01-31T09:00:00Z", "1627aea5-8e0a-4371-9022-9b504344e724", "300",
    "-", "--", "--yes", "--html", "--subject", "--port", "--timeout", "0", "nan", "1e999", "--verify", "--user",
    "--password", "--from", "+15550100", "--since", "2030-01-31", "",
]  # fmt: skip
words = st.sampled_from(WORDS) | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
services = st.sampled_from(["esendex", "smspartner", "mailpartner", "voltmx"])
jobs = st.sampled_from(["cancel", "schedule", "status", "credits", "cancel-all"])
lines = st.lists(words, max_size=8) | st.tuples(services, jobs, st.lists(words, max_size=8)).map(
    lambda parts: [parts[0], parts[1], *parts[2]]
)


def refuse(_request: HttpRequest) -> HttpResponse:
    raise ConnectError("no connection")


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("countermand.facade._own_transport", lambda: RecordingTransport(refuse))
    for service in ("ESENDEX_LICENSE_KEY", "SMSPARTNER_API_KEY", "MAILPARTNER_API_KEY", "VOLTMX_APP_KEY"):
        monkeypatch.setenv(f"COUNTERMAND_{service}", CANARY)
    monkeypatch.setenv("COUNTERMAND_ESENDEX_LICENSE_KEY", "5ec2e7aa-0000-4000-8000-5ec2e7aa5ec2")
    monkeypatch.setenv("COUNTERMAND_VOLTMX_URL", "https://h.example.com/vpns")


def ran(arguments: list[str], stdin: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
    status = main(arguments)
    out, err = capsys.readouterr()
    assert status in set(Exit)
    assert "Traceback" not in out + err
    assert CANARY not in out + err
    assert "5ec2e7aa-0000" not in out + err
    return err


RELAXED = settings(
    deadline=None, max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@given(arguments=lines, stdin=st.binary(max_size=200))
@example(arguments=["esendex", "cancel", "-"], stdin=b"\xff\xfe\0")
@RELAXED
def test_any_arguments(
    arguments: list[str], stdin: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if not {"sandbox", "demo"} & set(arguments):
        ran(arguments, stdin, monkeypatch, capsys)


@pytest.mark.parametrize("name", [name for name, body in DOCUMENTS.items() if len(body) < 60_000])
@pytest.mark.parametrize(
    "arguments",
    [
        ["esendex", "cancel", "-"],
        [
            "mailpartner",
            "schedule",
            "--to",
            "a@example.com",
            "--subject",
            "x",
            "--at",
            "2099-01-31T09:00:00Z",
            "--html",
            "-",
        ],
    ],
    ids=" ".join,
)
def test_any_file_on_standard_input(
    arguments: list[str], name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran(arguments, DOCUMENTS[name], monkeypatch, capsys)


@pytest.mark.parametrize("name", [name for name, body in DOCUMENTS.items() if len(body) < 60_000])
def test_any_file_as_authorities(name: str, tmp_path: Path) -> None:
    from countermand import ConfigurationError, Tls

    bundle = tmp_path / "ca.pem"
    bundle.write_bytes(DOCUMENTS[name])
    with pytest.raises(ConfigurationError):
        Tls(ca_bundle=bundle).context(str(bundle))
