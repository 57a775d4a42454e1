"""What the README says is so: its programs run, its commands are understood, its table of services is theirs."""

import inspect
import re
import shlex
import sys
from pathlib import Path
from typing import Any

import click
import pytest
import trustme
from click.testing import CliRunner

from countermand import (
    BasicAuth,
    Capability,
    Esendex,
    HttpRequest,
    HttpResponse,
    MailPartner,
    Outcome,
    RequestsTransport,
    Service,
    SmsPartner,
    VoltMx,
)
from countermand.cli.app import countermand
from countermand.sandbox import API_KEY, LICENSE_KEY, VOLTMX_PASSWORD, VOLTMX_USER
from countermand.testing import Sandbox
from countermand_codegen.cli import main as codegen
from countermand_wire.faults import Fault, write_fault
from countermand_wire.soap import SOAP11, SOAP12
from tests.codegen.soap.orders import write_orders

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
PAGE = (Path(__file__).parents[2] / "docs/any-service.md").read_text(encoding="utf-8")


def fenced(page: str) -> list[tuple[str, str]]:
    """Return the language and the text of each block of code."""
    return re.findall(r"^```(\w+)\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


BLOCKS = fenced(README)
PROGRAMS = [text for language, text in BLOCKS if language == "python" and "acme" not in text]
COMMANDS = [
    line for language, text in BLOCKS if language == "console" for line in text.splitlines() if "countermand " in line
]


def table(heading: str) -> list[list[str]]:
    """Return the rows of the table whose first heading this is, its heading first."""
    start = README.index(f"\n| {heading} |") + 1
    lines = README[start:].partition("\n\n")[0].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [rows[0], *rows[2:]]


def test_the_programs_run(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    authority = trustme.CA()
    authority.cert_pem.write_to_path("company.pem")
    authority.issue_cert("me.example.com").private_key_and_cert_chain_pem.write_to_path("me.pem")
    for constructor, address in (
        (Esendex.__init__, sandbox.esendex_url),
        (SmsPartner.__init__, sandbox.smspartner_url),
        (MailPartner.__init__, sandbox.mailpartner_url),
    ):
        plain = inspect.unwrap(constructor)
        monkeypatch.setattr(plain, "__kwdefaults__", {**(plain.__kwdefaults__ or {}), "base_url": address})
    names: dict[str, Any] = {
        "API_KEY": API_KEY,
        "KEY": str(LICENSE_KEY),
        "PASSWORD": VOLTMX_PASSWORD,
        "USER": VOLTMX_USER,
        "VOLTMX_URL": sandbox.voltmx_url,
    }
    for program in PROGRAMS:
        exec(compile(program, "README.md", "exec"), names)
    assert names["result"].outcome is Outcome.CANCELLED
    assert len(sandbox.mailpartner.messages)
    with Esendex(license_key=LICENSE_KEY) as esendex:
        [sent] = esendex.schedule(to=["+15550100"], body="Sale!", at=names["tomorrow"])
        assert names["take_back"](esendex, sent.message_id)
    names["test_a_message_that_has_gone_out"]()


@pytest.mark.parametrize("line", COMMANDS)
def test_the_commands_are_understood(line: str) -> None:
    words = shlex.split(line.partition(" < ")[0], comments=True)
    command: click.Command | None = countermand
    words = words[1:]
    while isinstance(command, click.Group):
        _, command, words = command.resolve_command(click.Context(command), words)
    assert command is not None
    command.make_context(command.name, words)


def test_every_command_is_shown() -> None:
    assert {line.split()[1] for line in COMMANDS} == set(countermand.commands)
    assert CliRunner().invoke(countermand, ["--help"]).exit_code == 0


def test_what_each_service_can_do() -> None:
    services: dict[str, Service] = {
        "Esendex": Esendex(license_key=LICENSE_KEY, base_url="http://127.0.0.1/Messaging.svc"),
        "SMS Partner": SmsPartner(api_key=API_KEY),
        "Mail Partner": MailPartner(api_key=API_KEY),
        "Volt MX": VoltMx(base_url="https://host.example.com/vpns", auth=BasicAuth(VOLTMX_USER, VOLTMX_PASSWORD)),
    }
    heading, *rows = table("`Capability`")
    assert heading[2:] == list(services)
    said = {(row[0].strip("`"), name): cell for row in rows for name, cell in zip(heading[2:], row[2:], strict=True)}
    assert said == {
        (each.name, name): "yes" if each in service.can else "no"
        for each in Capability
        for name, service in services.items()
    }
    for service in services.values():
        service.close()


def test_every_outcome_is_explained() -> None:
    rows = table("`result.outcome`")[1:]
    assert [row[0].strip("`") for row in rows] == [outcome.name for outcome in Outcome]
    stopped = {Outcome.CANCELLED.name, Outcome.ALREADY_CANCELLED.name}
    assert {row[0].strip("`") for row in rows if row[2] == "true"} == stopped


def test_a_package_of_any_service_is_made_and_called(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_orders(tmp_path)
    monkeypatch.chdir(tmp_path)
    [line] = [line for line in README.splitlines() if line.startswith("python -m countermand_codegen ")]
    assert codegen(shlex.split(line)[3:]) == 0
    monkeypatch.syspath_prepend(tmp_path / "src")
    capsys.readouterr()
    monkeypatch.setattr(RequestsTransport, "send", answer)
    names: dict[str, Any] = {}
    try:
        for page in (README, PAGE):
            [program] = [text for language, text in fenced(page) if language == "python" and "acme" in text]
            names.clear()
            exec(compile(program, "README.md", "exec"), names)
    finally:
        for name in [name for name in sys.modules if f"{name}.".startswith("acme.")]:
            del sys.modules[name]
    assert capsys.readouterr().out == "Order(id=7, due=ABSENT)\n[12]\n"
    assert names["order"].id == 7


def answer(self: RequestsTransport, request: HttpRequest, /) -> HttpResponse:
    """Stand for the service: it knows an order, and refuses each new one."""
    kind = request.headers["Content-Type"].partition(";")[0]
    soap = next(version for version in (SOAP11, SOAP12) if version.media_type == kind)
    known, problem = b"GetOrder" in (request.body or b""), '<Problem xmlns="urn:orders"><Code>12</Code></Problem>'
    order = '<GetOrderResponse xmlns="urn:orders"><GetOrderResult><Id>7</Id></GetOrderResult></GetOrderResponse>'
    body = order if known else write_fault(soap, Fault(code=f"{{{soap.namespace}}}Client", detail=problem))
    text = f'<s:Envelope xmlns:s="{soap.namespace}"><s:Body>{body}</s:Body></s:Envelope>'
    return HttpResponse(status=200 if known else 500, headers={"Content-Type": kind}, body=text.encode())


@pytest.mark.parametrize("target", re.findall(r"\]\(([^):]+)\)", README))
def test_links_lead_somewhere(target: str) -> None:
    assert (Path(__file__).parents[2] / target).exists()
