"""A sandbox whose clock stands still, and the command in process, whose output no credential may be in."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

import pytest

from countermand.cli import main
from countermand.sandbox import API_KEY, LICENSE_KEY, VOLTMX_PASSWORD, VOLTMX_USER, Clock
from countermand.testing import Sandbox

Run: TypeAlias = Callable[..., tuple[int, str, str]]
"""Runs the command; gives its exit status and what it wrote to standard output and standard error."""

VARIABLES = {
    "COUNTERMAND_ESENDEX_LICENSE_KEY": str(LICENSE_KEY),
    "COUNTERMAND_MAILPARTNER_API_KEY": API_KEY,
    "COUNTERMAND_SMSPARTNER_API_KEY": API_KEY,
    "COUNTERMAND_VOLTMX_PASSWORD": VOLTMX_PASSWORD,
    "COUNTERMAND_VOLTMX_USER": VOLTMX_USER,
}
CANARY = "canary5ec2e7aa"
"""A credential that nobody knows."""


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(clock=Clock(frozen=True), license_keys=[LICENSE_KEY]) as running:
        yield running


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    for variable, value in VARIABLES.items():
        monkeypatch.setenv(variable, value)

    def call(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        for secret in (str(LICENSE_KEY), API_KEY, VOLTMX_PASSWORD, CANARY):
            assert secret not in out + err
        return status, out, err

    return call
