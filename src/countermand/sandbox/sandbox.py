"""The sandbox as one object: start it, use its URL, look inside, close it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from datetime import timedelta
from types import TracebackType
from typing import Self
from uuid import UUID
from warnings import warn

from countermand.errors import ConfigurationError
from countermand.options import is_loopback
from countermand.sandbox.app import Application, Mount
from countermand.sandbox.clock import Clock
from countermand.sandbox.esendex import PATH, EsendexOptions, EsendexSandbox, esendex
from countermand.sandbox.esendex.keys import ACCEPTED_LICENSE_KEYS
from countermand.sandbox.faults import FaultyServer, Plan
from countermand.sandbox.gate import Gate
from countermand.sandbox.ids import IdSource, id_source
from countermand.sandbox.partner import PartnerOptions, PartnerSandbox, mail_partner, sms_partner
from countermand.sandbox.server import Server, allow_files, reserved
from countermand.sandbox.voltmx import VoltMxOptions, VoltMxSandbox, volt_mx
from countermand_bindings.esendex import MessageStatus

__all__ = ["Sandbox", "serve"]

MAX_BODY = 16 * 1024 * 1024

EXPOSED = "the sandbox listens on {}, where others reach it: it takes anybody's word and shows what it was sent"


class Sandbox:
    """The services of the vendors, played on one port of this machine.

    A context manager; many can run at a time.

    Args:
        host: what to listen on; anything but loopback is reachable from outside, which a `RuntimeWarning` says: the
            sandbox takes anybody's word.
        port: 0 takes a free one.
        clock: the sandbox's time; one that runs with the machine's if left out.
        seed: makes the message ids the same in every run.
        new_id: makes the message ids, instead of `seed`.
        license_keys: the keys that are accepted, instead of `LICENSE_KEY` and those of the vendor's samples.
        queue_window: how long before it is due a message can no longer be cancelled.
        server_offset: what Messaging.svc claims to be the offset of the dates it returns.
        scheduled_status: what Messaging.svc calls a scheduled message.
        partner: what can be chosen about SMS Partner and Mail Partner.
        voltmx: what can be chosen about Volt MX.
        max_body: bytes of the largest request that is read; a larger one is answered with 413.
        faults: what goes wrong with which call, see `countermand.sandbox.faults`; of several plans, the first that
            has something for a call. The calls are then answered one after the other, by a simpler server.
    """

    def __init__(  # noqa: PLR0913 - each is named, and has a default
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        clock: Clock | None = None,
        seed: int | None = None,
        new_id: IdSource | None = None,
        license_keys: Iterable[UUID | str] | None = None,
        queue_window: timedelta = timedelta(seconds=5),
        server_offset: timedelta = timedelta(hours=-5),
        scheduled_status: MessageStatus = MessageStatus.READY,
        partner: PartnerOptions | None = None,
        voltmx: VoltMxOptions | None = None,
        max_body: int = MAX_BODY,
        faults: Plan | Sequence[Plan] = (),
    ) -> None:
        self._host = host
        self._port = port
        self._max_body = max_body
        self._faults = [faults] if isinstance(faults, Plan) else list(faults)
        self._server: Server | FaultyServer | None = None
        self._gate: Gate | None = None
        self.clock: Clock = clock or Clock()
        """The time, which a test can move."""
        options = EsendexOptions(
            license_keys=ACCEPTED_LICENSE_KEYS if license_keys is None else _keys(license_keys),
            queue_window=queue_window,
            server_offset=server_offset,
            scheduled_status=scheduled_status,
        )
        self.esendex: EsendexSandbox = EsendexSandbox(self.clock, new_id or id_source(seed), options)
        """What Messaging.svc remembers."""
        self.smspartner: PartnerSandbox = PartnerSandbox(self.clock, partner or PartnerOptions(), "+33639980001")
        """What SMS Partner remembers."""
        self.mailpartner: PartnerSandbox = PartnerSandbox(self.clock, partner or PartnerOptions(), "one@example.com")
        """What Mail Partner remembers."""
        self.voltmx: VoltMxSandbox = VoltMxSandbox(self.clock, seed, voltmx or VoltMxOptions())
        """What Volt MX remembers."""

    def start(self) -> Self:
        """Begin to answer.

        Raises:
            ConfigurationError: the port is taken, or it runs already.
        """
        if self._server is not None:
            raise ConfigurationError("the sandbox runs already")
        self._gate = Gate(Application(self._mounts(), max_body=self._max_body))
        self._server = self._listening(self._gate, self._port)
        if not is_loopback(self._host):
            warn(EXPOSED.format(self._host), RuntimeWarning, stacklevel=2)
        return self

    def close(self) -> None:
        """Stop answering; what was sent can still be looked at."""
        server, self._server = self._server, None
        if self._gate is not None:
            self._gate.abandon()
        if server is not None:
            server.close()

    @contextmanager
    def paused(self) -> Generator[None]:
        """Let calls wait while the block runs; those that wait until then are answered, and act, after it.

        Raises:
            ConfigurationError: it does not run.
        """
        gate = self._gate
        if gate is None or self._server is None:
            raise _not_running()
        gate.shut()
        try:
            yield
        finally:
            gate.open()

    @contextmanager
    def down(self) -> Generator[None]:
        """Break all connections and refuse new ones while the block runs; what was sent is kept.

        Raises:
            ConfigurationError: it does not run; after the block, another program has taken the port.
        """
        server, gate = self._server, self._gate
        if server is None or gate is None:
            raise _not_running()
        server.close()
        with reserved(self._host, server.port):
            yield
        if self._server is server:
            self._server = self._listening(gate, server.port)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def port(self) -> int:
        """The port it listens on.

        Raises:
            ConfigurationError: it does not run.
        """
        if self._server is None:
            raise _not_running()
        return self._server.port

    @property
    def url(self) -> str:
        """Where it answers: `http://127.0.0.1:PORT`."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self.port}"

    @property
    def esendex_url(self) -> str:
        """The address of Messaging.svc, to be given as a client's `base_url`."""
        return self.url + PATH

    @property
    def smspartner_url(self) -> str:
        """The address of SMS Partner, to be given as a client's `base_url`."""
        return f"{self.url}/smspartner/v1"

    @property
    def mailpartner_url(self) -> str:
        """The address of Mail Partner, to be given as a client's `base_url`."""
        return f"{self.url}/mailpartner/v1"

    @property
    def voltmx_url(self) -> str:
        """The address of Volt MX by its usual context path, to be given as a client's `base_url`."""
        return f"{self.url}/voltmx/vpns"

    @property
    def voltmx_login_url(self) -> str:
        """Where Volt MX gives out claims tokens."""
        return f"{self.url}/voltmx/authService/accounts/login"

    def _listening(self, app: Gate, port: int) -> Server | FaultyServer:
        most = 4 * self._max_body
        if not self._faults:
            return Server(app, host=self._host, port=port, max_body=most)
        return FaultyServer(app, self._faults, host=self._host, port=port, clock=self.clock, max_body=most)

    def _mounts(self) -> list[Mount]:
        return [
            esendex(self.esendex),
            sms_partner(self.smspartner),
            mail_partner(self.mailpartner),
            volt_mx(self.voltmx),
        ]


def serve(
    *,
    port: int = 8025,
    host: str = "127.0.0.1",
    seed: int | None = None,
    announce: Callable[[Sandbox], None] | None = None,
) -> None:
    """Run a sandbox until the process is interrupted, and let the process have the files that it needs.

    Args:
        port: 0 takes a free one.
        host: what to listen on.
        seed: makes the message ids the same in every run.
        announce: is called with the sandbox as soon as it answers.

    Raises:
        ConfigurationError: the port is taken.
    """
    allow_files()
    with Sandbox(host=host, port=port, seed=seed) as sandbox:
        if announce is not None:
            announce(sandbox)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


def _not_running() -> ConfigurationError:
    return ConfigurationError("the sandbox does not run: use it as a context manager, or call start()")


def _keys(keys: Iterable[UUID | str]) -> frozenset[UUID]:
    try:
        return frozenset(key if isinstance(key, UUID) else UUID(key) for key in keys)
    except ValueError as error:
        raise ConfigurationError("a license key of the sandbox is not a GUID") from error
