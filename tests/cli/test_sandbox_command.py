"""`countermand sandbox`: where it says that each service is."""

from collections.abc import Callable

import pytest

from countermand.cli import main
from countermand.sandbox import API_KEY, LICENSE_KEY, VOLTMX_PASSWORD, VOLTMX_USER
from countermand.testing import Sandbox


def test_it_tells_where_each_service_is(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with Sandbox() as sandbox:

        def announced(*, announce: Callable[[Sandbox], None], **_settings: object) -> None:
            announce(sandbox)

        monkeypatch.setattr("countermand.sandbox.serve", announced)
        assert main(["sandbox"]) == 0
        assert capsys.readouterr().out.splitlines() == [
            f"countermand sandbox  {sandbox.url}",
            f"Esendex  {sandbox.esendex_url}  license key {LICENSE_KEY}",
            f"SMS Partner  {sandbox.smspartner_url}  API key {API_KEY}",
            f"Mail Partner  {sandbox.mailpartner_url}  API key {API_KEY}",
            f"Volt MX  {sandbox.voltmx_url}  user {VOLTMX_USER}, password {VOLTMX_PASSWORD}",
            f"Volt MX login  {sandbox.voltmx_login_url}",
        ]


def test_it_warns_of_an_address_that_others_reach(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Sandbox] = []

    def serve(*, host: str, **_settings: object) -> None:
        with Sandbox(host=host) as sandbox:  # Which would warn, and a warning fails a test.
            made.append(sandbox)

    monkeypatch.setattr("countermand.sandbox.serve", serve)
    assert main(["sandbox", "--host", "0.0.0.0"]) == 0
    assert made
    assert capsys.readouterr().err.startswith("countermand: the sandbox listens on 0.0.0.0, where others reach it: ")
    assert main(["sandbox"]) == 0
    assert capsys.readouterr().err == ""
