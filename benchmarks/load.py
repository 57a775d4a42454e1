"""Hold many connections to the sandbox at once: `python -m benchmarks.load [--connections N] [--rounds N]`.

Each connection is opened before the first request is sent and stays open. In each round, every one of them schedules a
message of its own, asks for its status, and cancels it twice: the second cancel must be refused. The exit status is 1
where a connection breaks, or a message is lost or mixed up. A test does the same, and looks into the sandbox.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
from collections.abc import Sequence
from time import perf_counter
from urllib.parse import urlsplit

from attrs import field, frozen

from countermand.sandbox.server import allow_files

__all__ = ["Load", "run_load"]

LICENSE_KEY = "00000000-0000-0000-0000-000000000000"


@frozen(kw_only=True)
class Load:
    """What came of it."""

    connections: int
    requests: int
    """How many were answered."""
    seconds: float
    longest: float
    """Seconds that the slowest reply took."""
    problems: Sequence[str] = field(factory=tuple[str, ...])
    """One line for each connection that broke, and each message that is lost or mixed up."""


@frozen
class _Connection:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    number: int

    async def post(self, path: str, body: object) -> tuple[object, float]:
        """Send one request over the standing connection, and return the reply with the seconds it took."""
        data = json.dumps(body).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
        )
        start = perf_counter()
        self.writer.write(head.encode() + data)
        await self.writer.drain()
        fields = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        length = next(int(line.partition(":")[2]) for line in fields if line.lower().startswith("content-length:"))
        reply = await self.reader.readexactly(length)
        if " 200 " not in fields[0]:
            raise ConnectionError(fields[0])
        return json.loads(reply), perf_counter() - start


def run_load(url: str, *, connections: int, rounds: int) -> Load:
    """Put the load on a sandbox.

    Args:
        url: Messaging.svc's address in the sandbox.
        connections: How many to hold at once.
        rounds: How many messages each of them schedules, reads and cancels.
    """
    return asyncio.run(_load(url, connections, rounds))


async def _load(url: str, connections: int, rounds: int) -> Load:
    parts = urlsplit(url)
    start = perf_counter()
    opened = await asyncio.gather(
        *(_open(parts.hostname or "", parts.port or 80, number) for number in range(connections))
    )
    done = await asyncio.gather(*(_talk(each, parts.path, rounds) for each in opened), return_exceptions=True)
    seconds = perf_counter() - start
    for each in opened:
        each.writer.close()
    problems = [f"connection broke: {each!r}" for each in done if isinstance(each, BaseException)]
    talks = [each for each in done if not isinstance(each, BaseException)]
    problems += [problem for talk in talks for problem in talk.problems]
    return Load(
        connections=connections,
        requests=sum(len(talk.seconds) for talk in talks),
        seconds=seconds,
        longest=max((each for talk in talks for each in talk.seconds), default=0.0),
        problems=problems,
    )


@frozen
class _Talk:
    seconds: list[float]
    problems: list[str]


async def _open(host: str, port: int, number: int) -> _Connection:
    reader, writer = await asyncio.open_connection(host, port)
    return _Connection(reader, writer, number)


async def _talk(connection: _Connection, path: str, rounds: int) -> _Talk:
    talk = _Talk([], [])

    async def ask(operation: str, body: object) -> object:
        reply, seconds = await connection.post(f"{path}/{operation}", body)
        talk.seconds.append(seconds)
        return reply

    for turn in range(rounds):
        to = f"+1555010{connection.number:05d}{turn:03d}"
        message = {"LicenseKey": LICENSE_KEY, "To": [to], "Body": f"message {connection.number}.{turn}"}
        sent = await ask("SendMessage", {**message, "ScheduledDateTime": "/Date(4102444800000)/"})
        message_id = sent[0]["MessageID"] if isinstance(sent, list) else None
        state = await ask("GetMessageStatus", message_id)
        if not isinstance(state, dict) or state["MessageID"] != message_id:
            talk.problems.append(f"{to}: the status is another message's")
        if await ask("CancelMessage", message_id) is not True:
            talk.problems.append(f"{to}: not cancelled")
        if await ask("CancelMessage", message_id) is not False:
            talk.problems.append(f"{to}: cancelled twice")
    return talk


def main() -> int:
    """Put the load on a sandbox in a process of its own, print what came of it, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description="Load the sandbox.")
    parser.add_argument("--connections", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    allow_files()
    with subprocess.Popen(
        [sys.executable, "-m", "countermand", "sandbox", "--port", "0"], stdout=subprocess.PIPE, text=True
    ) as sandbox:
        try:
            url = _announced(sandbox)
            load = run_load(url, connections=options.connections, rounds=options.rounds)
        finally:
            sandbox.terminate()
    print(
        f"{load.connections} connections, {load.requests} requests, {load.seconds:.2f} s,"
        f" {load.requests / load.seconds:.0f} a second, slowest {load.longest:.2f} s, {len(load.problems)} problems"
    )
    print(*load.problems[:10], sep="\n")
    return 1 if load.problems else 0


def _announced(sandbox: subprocess.Popen[str]) -> str:
    for line in sandbox.stdout or ():
        if line.startswith("Esendex"):
            return line.split()[1]
    raise SystemExit("the sandbox did not start")


if __name__ == "__main__":
    sys.exit(main())
