"""Keeps queries out of urllib3's own log: some calls have only a GET form, and carry the key there."""

from __future__ import annotations

import logging
from typing import Final

from countermand import redact

__all__ = ["hush"]


class _Discretion(logging.Filter):
    """Redacts what urllib3 logs of calls to the servers that we call, and of no others."""

    def __init__(self) -> None:
        super().__init__()
        self.hosts: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        arguments = record.args
        if isinstance(arguments, tuple) and any(isinstance(each, str) and each in self.hosts for each in arguments):
            record.args = tuple(redact.text(each) if isinstance(each, str) else each for each in arguments)
        return True


_DISCRETION: Final = _Discretion()


def hush(host: str) -> None:
    """From now on, redact what urllib3 logs of calls to this host."""
    if not _DISCRETION.hosts:
        logging.getLogger("urllib3.connectionpool").addFilter(_DISCRETION)
    _DISCRETION.hosts.add(host)
