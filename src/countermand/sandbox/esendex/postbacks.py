"""Where the account wants to be told of messages. The sandbox keeps the settings; it posts nothing anywhere."""

from __future__ import annotations

import threading
from uuid import UUID

import attrs

from countermand_bindings.esendex import SMSPostbackType

__all__ = ["Postback", "PostbackStore", "Subject"]

_KINDS = (SMSPostbackType.DELIVERY_RECEIPT, SMSPostbackType.INCOMING_MESSAGE, SMSPostbackType.OUTGOING_MESSAGE)


@attrs.frozen
class Subject:
    """What a setting is for: a license key, or one number of it."""

    license_key: UUID = attrs.field(repr=False)
    phone_number: str = ""
    country: str = ""


@attrs.frozen
class Postback:
    """One setting."""

    kind: SMSPostbackType
    url: str
    enabled: bool


class PostbackStore:
    """Settings by subject and kind. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._settings: dict[Subject, dict[SMSPostbackType, Postback]] = {}

    def of(self, subject: Subject) -> list[Postback]:
        """Return the settings of a subject."""
        with self._lock:
            return list(self._settings.get(subject, {}).values())

    def set_url(self, subject: Subject, kind: SMSPostbackType, url: str) -> None:
        """Set the URL of one kind, or of all, and enable it."""
        with self._lock:
            settings = self._settings.setdefault(subject, {})
            settings.update({each: Postback(each, url, enabled=True) for each in _covered(kind)})

    def set_enabled(self, subject: Subject, kind: SMSPostbackType, *, enabled: bool) -> bool:
        """Enable or disable one kind, or all that are set; tell whether there was anything to change."""
        with self._lock:
            settings = self._settings.get(subject, {})
            found = [settings[each] for each in _covered(kind) if each in settings]
            settings.update({setting.kind: attrs.evolve(setting, enabled=enabled) for setting in found})
            return bool(found)


def _covered(kind: SMSPostbackType) -> tuple[SMSPostbackType, ...]:
    return _KINDS if kind is SMSPostbackType.ALL else (kind,)
