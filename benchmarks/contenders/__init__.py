"""The contenders: each does the same work with one library, imported when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any, Protocol

from benchmarks.samples import Row

__all__ = ["NAMES", "Contender", "load"]

NAMES = ("countermand", "zeep", "xsdata")


class Contender(Protocol):
    """One library at work. What it returns is its own; `answer` and `rows` tell it in common terms."""

    def encode_cancel(self) -> bytes:
        """Write CancelMessage over SOAP 1.2 with WS-Addressing headers."""
        ...

    def decode_cancel(self, reply: bytes) -> Any:
        """Read its reply."""
        ...

    def answer(self, decoded: Any) -> bool:
        """Return what the reply to CancelMessage says."""
        ...

    def encode_send(self, recipients: Sequence[str]) -> bytes:
        """Write SendMessage over SOAP 1.2 with WS-Addressing headers."""
        ...

    def decode_list(self, reply: bytes) -> Any:
        """Read its reply."""
        ...

    def rows(self, decoded: Any) -> list[Row]:
        """Return what the reply to SendMessage holds."""
        ...


def load(name: str) -> Contender:
    """Import a library and make its client."""
    contender: Contender = import_module(f"benchmarks.contenders.with_{name}").make()
    return contender
