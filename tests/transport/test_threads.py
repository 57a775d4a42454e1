"""One client for many threads: nobody gets another's reply, and closing it under way hurts nobody."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from countermand import CountermandError, Esendex, Outcome, Policy, RequestsTransport, VoltMx
from countermand.auth import BasicAuth
from countermand.sandbox import LICENSE_KEY, VOLTMX_PASSWORD, VOLTMX_USER
from countermand.testing import Sandbox

THREADS = 64
MESSAGES = 512


def test_every_thread_gets_its_own_answer() -> None:
    with Sandbox() as sandbox, Esendex(license_key=LICENSE_KEY, base_url=sandbox.esendex_url) as esendex:
        soon, later = (sandbox.clock.now() + timedelta(hours=hours) for hours in (1, 48))
        mixed = [
            esendex.schedule([f"+1555{number:07}"], "x", later if number % 3 else soon)[0] for number in range(MESSAGES)
        ]
        sandbox.clock.advance(timedelta(hours=2))
        with ThreadPoolExecutor(THREADS) as threads:
            results = list(threads.map(esendex.cancel, mixed))
        states = [esendex.status(message) for message in mixed]
    assert [result.message_id for result in results] == [message.message_id for message in mixed]
    assert [result.outcome for result in results] == [
        Outcome.CANCELLED if number % 3 else Outcome.ALREADY_SENT for number in range(MESSAGES)
    ]
    assert [state.message_id for state in states] == [message.message_id for message in mixed]


def test_policies_for_single_calls_do_not_reach_other_threads() -> None:
    with (
        Sandbox() as sandbox,
        VoltMx(base_url=sandbox.voltmx_url, auth=BasicAuth(VOLTMX_USER, VOLTMX_PASSWORD)) as client,
        ThreadPoolExecutor(THREADS) as threads,
    ):

        def once(number: int) -> tuple[int, int]:
            other = client.with_policy(Policy(attempts=number + 1))
            other.cancel(number + 1)
            return other._channel.policy.attempts, client._channel.policy.attempts

        assert list(threads.map(once, range(128))) == [(number + 1, 3) for number in range(128)]


def test_closing_under_way_ends_calls_well() -> None:
    with Sandbox() as sandbox:
        transport = RequestsTransport()
        esendex = Esendex(
            license_key=LICENSE_KEY, base_url=sandbox.esendex_url, transport=transport, policy=Policy(attempts=1)
        )
        stop = threading.Event()
        strange: list[BaseException] = []

        def work() -> None:
            while not stop.is_set():
                try:
                    esendex.status("1627aea5-8e0a-4371-9022-9b504344e724")
                except CountermandError:
                    pass
                except BaseException as error:  # noqa: BLE001
                    strange.append(error)

        workers = [threading.Thread(target=work) for _ in range(8)]
        for worker in workers:
            worker.start()
        for _ in range(50):
            transport.close()
            stop.wait(0.01)
        stop.set()
        for worker in workers:
            worker.join(30)
        transport.close()
        assert not any(worker.is_alive() for worker in workers)
        assert strange == []
