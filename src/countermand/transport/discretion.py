"""Keeps queries out of urllib3's own log: some calls have only a GET form, and carry the key there."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from countermand import redact

__all__ = ["hush"]

_HOSTS: Final[set[str]] = set()


def hush(host: str) -> None:
    """From now on, redact what urllib3 logs of calls to this host, and of no other."""
    if not _HOSTS:
        logging.getLogger("urllib3.connectionpool").addFilter(_of_requests)
        # It warns of a reply with a malformed header, by the whole URL and the exception that holds the rest.
        logging.getLogger("urllib3.connection").addFilter(_of_replies)
    _HOSTS.add(host)


def _of_requests(record: logging.LogRecord) -> bool:
    return _redacted(record, lambda text: text in _HOSTS)


def _of_replies(record: logging.LogRecord) -> bool:
    return _redacted(record, lambda text: _host(text) in _HOSTS)


def _redacted(record: logging.LogRecord, is_ours: Callable[[str], bool]) -> bool:
    arguments = record.args
    if isinstance(arguments, tuple) and any(isinstance(each, str) and is_ours(each) for each in arguments):
        record.args = tuple(_shown(each) for each in arguments)
        record.exc_info = record.exc_text = None
    return True


def _shown(argument: object) -> object:
    if isinstance(argument, BaseException):
        return type(argument).__name__
    return redact.text(argument) if isinstance(argument, str) else argument


def _host(text: str) -> str:
    try:
        return urlsplit(text).hostname or ""
    except ValueError:
        return ""
