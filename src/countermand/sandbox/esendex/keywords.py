"""Keywords on short codes: who owns which."""

from __future__ import annotations

import re
import threading
from datetime import datetime
from uuid import UUID

import attrs

from countermand_bindings.esendex import SMSKeywordReturnCode

__all__ = ["Keyword", "KeywordStore"]

_KEYWORD = re.compile(r"\w{1,20}")
_SHORT_CODE = re.compile(r"[0-9]{3,8}", re.ASCII)


@attrs.frozen
class Keyword:
    """One keyword on one short code."""

    keyword: str
    short_code: str
    entered: datetime
    """In UTC."""


class KeywordStore:
    """Keywords by license key. A short code belongs to the first key that puts a keyword on it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._owners: dict[str, UUID] = {}
        self._keywords: dict[tuple[str, str], Keyword] = {}

    def of(self, license_key: UUID) -> list[Keyword]:
        """Return the keywords of a license key, in the order in which they were assigned."""
        with self._lock:
            return [word for word in self._keywords.values() if self._owners.get(word.short_code) == license_key]

    def assign(self, license_key: UUID, keyword: str, short_code: str, now: datetime) -> SMSKeywordReturnCode:
        """Assign a keyword; tell how that went."""
        refused = _refuse(keyword, short_code)
        if refused is not None:
            return refused
        with self._lock:
            if self._owners.setdefault(short_code, license_key) != license_key:
                return SMSKeywordReturnCode.SHORT_CODE_NOT_ASSIGNED_TO_KEY
            if self._place(keyword, short_code) in self._keywords:
                return SMSKeywordReturnCode.KEYWORD_ALREADY_IN_USE
            self._keywords[self._place(keyword, short_code)] = Keyword(keyword, short_code, now)
            return SMSKeywordReturnCode.KEYWORD_ADDED

    def remove(self, license_key: UUID, keyword: str, short_code: str) -> SMSKeywordReturnCode:
        """Take a keyword away; tell how that went."""
        refused = _refuse(keyword, short_code)
        if refused is not None:
            return refused
        with self._lock:
            if self._owners.get(short_code, license_key) != license_key:
                return SMSKeywordReturnCode.SHORT_CODE_NOT_ASSIGNED_TO_KEY
            if self._keywords.pop(self._place(keyword, short_code), None) is None:
                return SMSKeywordReturnCode.KEYWORD_NOT_FOUND
            return SMSKeywordReturnCode.KEYWORD_REMOVED

    def _place(self, keyword: str, short_code: str) -> tuple[str, str]:
        return short_code, keyword.casefold()


def _refuse(keyword: str, short_code: str) -> SMSKeywordReturnCode | None:
    if not _KEYWORD.fullmatch(keyword):
        return SMSKeywordReturnCode.KEYWORD_INVALID
    if not _SHORT_CODE.fullmatch(short_code):
        return SMSKeywordReturnCode.SHORT_CODE_INVALID
    return None
