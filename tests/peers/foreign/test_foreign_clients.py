"""SOAP clients of other languages, which others wrote, drive the sandbox from its own WSDL. Run by `nox -s peers`."""

import json
import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from countermand.sandbox import LICENSE_KEY
from countermand.testing import Sandbox

HERE = Path(__file__).parent

CLIENTS = {
    "php": ["php", str(HERE / "job.php")],
    "node": ["node", str(Path(os.environ["COUNTERMAND_PEERS"]) / "job.mjs")],
}
FAULTS = {"1.1": "a:DeserializationFailed", "1.2": "s:Sender"}


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.mark.parametrize("version", list(FAULTS))
@pytest.mark.parametrize("client", list(CLIENTS))
def test_the_life_of_some_messages(sandbox: Sandbox, client: str, version: str) -> None:
    due = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    done = subprocess.run(
        [*CLIENTS[client], sandbox.esendex_url, version, str(LICENSE_KEY), due],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr[:2000]
    assert json.loads(done.stdout) == {
        "accepted": 3,
        "cancel": True,
        "cancel again": False,
        "cancelled": True,
        "status": "Cancelled",
        "the others": [False, False],
        "cancel all": True,
        "the others then": [True, True],
        "fault": FAULTS[version],
    }
    assert {message.body for message in sandbox.esendex.messages} == {"Sale & more: <é€\U0001f600>"}
