"""The sandbox itself: starting, closing, many at a time, taken ports."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import requests

from countermand.errors import ConfigurationError
from countermand.sandbox import LICENSE_KEY, REFUSED_LICENSE_KEY, Clock, serve
from countermand.testing import RecordingTransport, Sandbox
from countermand_bindings.esendex.operations import NAMES
from countermand_wire.http import HttpRequest, HttpResponse
from tests.sandbox.support import soap11

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def alive(sandbox: Sandbox) -> bool:
    return requests.get(f"{sandbox.esendex_url}/CancelMessage", timeout=10).status_code == 200


def schedule(sandbox: Sandbox, license_key: object = LICENSE_KEY) -> UUID:
    request = {
        "Body": "Hi",
        "LicenseKey": str(license_key),
        "To": ["15550100"],
        "ScheduledDateTime": "/Date(9999999999999)/",
    }
    headers = {"Accept": "application/json"}
    reply = requests.post(f"{sandbox.esendex_url}/SendMessage", json=request, headers=headers, timeout=10)
    return UUID(reply.json()[0]["MessageID"])


def test_urls() -> None:
    with Sandbox() as sandbox:
        assert sandbox.url == f"http://127.0.0.1:{sandbox.port}"
        assert sandbox.esendex_url == f"{sandbox.url}/esendex/Messaging.svc"
        assert alive(sandbox)


def test_many_side_by_side() -> None:
    with Sandbox() as one, Sandbox() as other:
        assert one.port != other.port
        message_id = schedule(one)
        assert one.esendex.messages.get(message_id) is not None
        assert other.esendex.messages.get(message_id) is None


def test_close_frees_the_port_and_keeps_the_messages() -> None:
    with Sandbox() as sandbox:
        port = sandbox.port
        message_id = schedule(sandbox)
    assert sandbox.esendex.messages[message_id].to == "15550100"
    with Sandbox(port=port) as again:
        assert alive(again)


def test_close_twice_and_start_again() -> None:
    sandbox = Sandbox().start()
    sandbox.close()
    sandbox.close()
    with sandbox:
        assert alive(sandbox)
        with pytest.raises(ConfigurationError, match=r"runs already"):
            sandbox.start()


def test_close_leaves_no_thread() -> None:
    before = threading.active_count()
    with Sandbox() as sandbox, requests.Session() as session:
        for _ in range(3):
            session.get(f"{sandbox.esendex_url}/CancelMessage", timeout=10)
    deadline = time.monotonic() + 10
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert threading.active_count() == before


def test_no_url_before_it_runs() -> None:
    with pytest.raises(ConfigurationError, match=r"does not run"):
        _ = Sandbox().url


def test_a_port_that_is_taken() -> None:
    with Sandbox() as sandbox, pytest.raises(ConfigurationError, match=rf"127\.0\.0\.1 port {sandbox.port}: .*in use"):
        Sandbox(port=sandbox.port).start()


@pytest.mark.parametrize("host", ["256.0.0.1", "no.such.host.invalid", "192.0.2.1"])
def test_an_address_to_listen_on_that_is_none(host: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"cannot listen on {host} port 0: \w"):
        Sandbox(host=host).start()


@pytest.mark.parametrize("port", [-1, 65_536, 70_000])
def test_a_port_that_is_none(port: int) -> None:
    with pytest.raises(ConfigurationError, match=rf"{port} is no port"):
        Sandbox(port=port).start()


def test_loopback_is_all_that_it_listens_on() -> None:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.2", 0))
        except OSError:
            pytest.skip("no second loopback address here")
    with Sandbox() as sandbox, socket.socket() as other:
        # The other address is free, so the sandbox did not take the port on every interface.
        other.bind(("127.0.0.2", sandbox.port))


def test_ipv6() -> None:
    if not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    try:
        sandbox = Sandbox(host="::1").start()
    except ConfigurationError:
        pytest.skip("no IPv6 here")
    with_url = sandbox.url
    sandbox.close()
    assert with_url.startswith("http://[::1]:")


def test_a_seed_repeats_the_ids() -> None:
    runs = []
    for _ in range(2):
        with Sandbox(seed=7) as sandbox:
            runs.append([schedule(sandbox) for _ in range(3)])
    assert runs[0] == runs[1]
    assert len(set(runs[0])) == 3
    with Sandbox(seed=8) as sandbox:
        assert schedule(sandbox) not in runs[0]


def test_ids_of_the_tests_own_choice() -> None:
    with Sandbox(new_id=lambda: UUID(int=5)) as sandbox:
        assert schedule(sandbox) == UUID(int=5)


def test_license_keys_of_the_tests_own_choice() -> None:
    mine = UUID("ABCDEF00-0000-0000-0000-000000000001")
    with Sandbox(license_keys=[str(mine)]) as sandbox:
        assert schedule(sandbox, mine).int
        assert not schedule(sandbox, LICENSE_KEY).int
    with Sandbox() as sandbox:
        assert schedule(sandbox, LICENSE_KEY).int
        assert not schedule(sandbox, REFUSED_LICENSE_KEY).int
    with pytest.raises(ConfigurationError, match=r"not a GUID") as caught:
        Sandbox(license_keys=["secret"])
    assert "secret" not in str(caught.value)


def test_every_operation_of_the_contract_is_hosted() -> None:
    with Sandbox() as sandbox:
        wsdl = requests.get(f"{sandbox.esendex_url}?wsdl", timeout=10).text
        for name in NAMES:
            family = "Isms" if f'wsaw:Action="http://sms2.cdyne.com/Isms/{name}"' in wsdl else "IMessaging"
            body = soap11(f'<{name} xmlns="http://sms2.cdyne.com"/>')
            headers = {"Content-Type": "text/xml", "SOAPAction": f"http://sms2.cdyne.com/{family}/{name}"}
            reply = requests.post(f"{sandbox.esendex_url}/Soap", data=body, headers=headers, timeout=10)
            assert reply.status_code == 200 or "InternalServiceFault" in reply.text, name


def test_many_at_once_lose_nothing() -> None:
    with Sandbox() as sandbox:
        ids: list[UUID] = []
        threads = [threading.Thread(target=lambda: ids.extend(schedule(sandbox) for _ in range(10))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert {message.message_id for message in sandbox.esendex.messages} == set(ids)
        assert len(ids) == 80


@contextmanager
def served() -> Generator[Sandbox]:
    """Run `serve` in a thread that stays behind, as it ends with the process."""
    started: list[Sandbox] = []
    ready = threading.Event()

    def announce(sandbox: Sandbox) -> None:
        started.append(sandbox)
        ready.set()

    threading.Thread(target=lambda: serve(port=0, announce=announce), daemon=True).start()
    assert ready.wait(10)
    yield started[0]
    started[0].close()


def test_serve() -> None:
    with served() as sandbox:
        assert alive(sandbox)
        with pytest.raises(ConfigurationError, match=r"cannot listen"):
            serve(port=sandbox.port)


def test_serve_ends_with_an_interrupt(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: threading.Event, timeout: float | None = None) -> bool:
        raise KeyboardInterrupt

    sandboxes: list[Sandbox] = []

    def announce(sandbox: Sandbox) -> None:
        sandboxes.append(sandbox)
        monkeypatch.setattr(threading.Event, "wait", interrupted)

    serve(port=0, announce=announce)
    monkeypatch.undo()
    with pytest.raises(ConfigurationError):
        _ = sandboxes[0].port


def test_recording_transport() -> None:
    reply = HttpResponse(status=200, headers={}, body=b"true")
    transport = RecordingTransport(lambda request: reply)
    request = HttpRequest(method="GET", url="http://e.org/", headers={})
    assert transport.send(request) is reply
    assert transport.requests == [request]


def test_recording_transport_passes_errors_on() -> None:
    def fail(request: HttpRequest) -> HttpResponse:
        raise TimeoutError

    transport = RecordingTransport(fail)
    with pytest.raises(TimeoutError):
        transport.send(HttpRequest(method="GET", url="http://e.org/", headers={}))
    assert len(transport.requests) == 1


WITHOUT_LIBRARIES = """
import sys
for name in ("waitress", "werkzeug"):
    sys.modules[name] = None
import countermand.testing
countermand.testing.RecordingTransport
try:
    countermand.testing.Sandbox
except Exception as error:
    print(type(error).__name__, error)
"""


def test_without_the_extra() -> None:
    run = subprocess.run([sys.executable, "-c", WITHOUT_LIBRARIES], capture_output=True, text=True, check=True)
    expected = "ConfigurationError the sandbox needs more libraries: pip install 'countermand[sandbox]'"
    assert (run.stdout.strip(), run.stderr) == (expected, "")


def test_testing_imports_nothing_heavy() -> None:
    heavy = "{'werkzeug', 'waitress', 'lxml'} & set(sys.modules)"
    code = f"import sys, countermand.testing as testing; testing.RecordingTransport; print({heavy})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


def test_clock_runs() -> None:
    clock = Clock()
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=1)
    clock.advance(timedelta(days=1))
    assert abs(clock.now() - datetime.now(UTC) - timedelta(days=1)) < timedelta(seconds=1)
    clock.set(NOW)
    assert NOW <= clock.now() < NOW + timedelta(seconds=1)


def test_clock_stands_still() -> None:
    clock = Clock(NOW, frozen=True)
    assert clock.now() == NOW
    clock.set(NOW.astimezone())
    assert clock.now() == NOW
    clock.advance(-timedelta(hours=1))
    assert clock.now() == NOW - timedelta(hours=1)
    clock.resume()
    assert NOW - timedelta(hours=1) <= clock.now() < NOW
    clock.freeze()
    assert clock.now() == clock.now()


def test_clock_wants_a_zone() -> None:
    with pytest.raises(ConfigurationError, match=r"aware"):
        Clock(datetime(2026, 11, 21))  # noqa: DTZ001
