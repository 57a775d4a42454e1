"""Files that were uploaded to be attached to messages."""

from __future__ import annotations

import itertools
import mimetypes
import threading
from datetime import datetime
from uuid import UUID

import attrs

__all__ = ["MediaFile", "MediaStore"]

_FIRST_ID = 17772


@attrs.frozen(kw_only=True)
class MediaFile:
    """One file."""

    media_id: int
    license_key: UUID = attrs.field(repr=False)
    name: str
    content: bytes = attrs.field(repr=False)
    created: datetime
    """In UTC."""
    tags: tuple[str, ...] = ()

    @property
    def mime_type(self) -> str:
        """By the name's ending."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"


class MediaStore:
    """Files by license key. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ids = itertools.count(_FIRST_ID)
        self._files: dict[int, MediaFile] = {}

    def create(
        self, license_key: UUID, name: str, content: bytes, created: datetime, tags: tuple[str, ...]
    ) -> MediaFile:
        """Keep a file under a new id."""
        with self._lock:
            file = MediaFile(
                media_id=next(self._ids),
                license_key=license_key,
                name=name,
                content=content,
                created=created,
                tags=tags,
            )
            self._files[file.media_id] = file
            return file

    def of(self, license_key: UUID) -> list[MediaFile]:
        """Return the files of a license key, oldest first."""
        with self._lock:
            return [file for file in self._files.values() if file.license_key == license_key]

    def get(self, license_key: UUID, media_id: int) -> MediaFile | None:
        """Return a file of a license key, or None."""
        return next((file for file in self.of(license_key) if file.media_id == media_id), None)

    def remove(self, license_key: UUID, media_id: int) -> bool:
        """Forget a file; tell whether there was one."""
        found = self.get(license_key, media_id)
        with self._lock:
            return found is not None and self._files.pop(media_id, None) is not None
