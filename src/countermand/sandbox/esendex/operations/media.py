"""The five operations on media files."""

from __future__ import annotations

import base64
import binascii
import fnmatch
from collections.abc import Sequence
from uuid import UUID

from countermand.sandbox.esendex.account import EsendexSandbox
from countermand.sandbox.esendex.keys import EMPTY
from countermand.sandbox.esendex.media import MediaFile
from countermand.sandbox.esendex.values import in_span, or_default, page_of, wall_clock
from countermand.sandbox.wcf import NullRequest
from countermand_bindings.esendex import MediaCriteria, MediaMetadata, MediaReply
from countermand_bindings.esendex.operations.create_media_from_content import (
    CreateMediaFromContent,
    CreateMediaFromContentResponse,
)
from countermand_bindings.esendex.operations.create_media_from_url import CreateMediaFromUrl, CreateMediaFromUrlResponse
from countermand_bindings.esendex.operations.get_media import GetMedia, GetMediaResponse
from countermand_bindings.esendex.operations.get_media_info import GetMediaInfo, GetMediaInfoResponse
from countermand_bindings.esendex.operations.remove_media import RemoveMedia, RemoveMediaResponse
from countermand_wire.absent import Absent
from countermand_wire.scalars import NEVER

__all__ = ["create_media_from_content", "create_media_from_url", "get_media", "get_media_info", "remove_media"]

_NO_BOUND = 0


def create_media_from_content(
    account: EsendexSandbox, request: CreateMediaFromContent
) -> CreateMediaFromContentResponse:
    """Keep a file that comes as base64; nothing comes back for a license key, a name or a content that is no good."""
    wanted = request.request
    if not wanted:
        raise NullRequest("CreateMediaFromContent was called without a request")
    content = _decoded(wanted.base64_encoded_content or "")
    created = _create(account, wanted.license_key, wanted.filename, content, wanted.tags)
    return CreateMediaFromContentResponse(create_media_from_content_result=created)


def create_media_from_url(account: EsendexSandbox, request: CreateMediaFromUrl) -> CreateMediaFromUrlResponse:
    """Keep a file that stands at a URL; the sandbox fetches nothing, and the file holds the URL itself."""
    wanted = request.request
    if not wanted:
        raise NullRequest("CreateMediaFromUrl was called without a request")
    content = (wanted.url or "").encode() or None
    created = _create(account, wanted.license_key, wanted.filename, content, wanted.tags)
    return CreateMediaFromUrlResponse(create_media_from_url_result=created)


def get_media(account: EsendexSandbox, request: GetMedia) -> GetMediaResponse:
    """Return a file as base64, nothing where there is none."""
    file = account.media.get(or_default(request.license_key, EMPTY), or_default(request.media_id, 0))
    return GetMediaResponse(get_media_result=None if file is None else base64.b64encode(file.content).decode())


def get_media_info(account: EsendexSandbox, request: GetMediaInfo) -> GetMediaInfoResponse:
    """Describe a page of the files that fit the criteria."""
    criteria = request.criteria
    if not criteria:
        raise NullRequest("GetMediaInfo was called without criteria")
    fitting = [file for file in account.media.of(criteria.license_key) if _fits(account, file, criteria)]
    page = page_of(fitting, or_default(criteria.page_number, 0), or_default(criteria.page_size, 0))
    return GetMediaInfoResponse(get_media_info_result=MediaReply(media=[_metadata(file) for file in page]))


def remove_media(account: EsendexSandbox, request: RemoveMedia) -> RemoveMediaResponse:
    """Forget a file; tell whether there was one."""
    license_key, media_id = or_default(request.license_key, EMPTY), or_default(request.media_id, 0)
    return RemoveMediaResponse(remove_media_result=account.media.remove(license_key, media_id))


def _create(
    account: EsendexSandbox,
    license_key: UUID,
    name: str | None,
    content: bytes | None,
    tags: Sequence[str | None] | Absent | None,
) -> MediaMetadata | None:
    if not account.knows(license_key) or not name or content is None:
        return None
    nothing: Sequence[str | None] = ()
    kept = tuple(tag for tag in or_default(tags, nothing) if tag)
    return _metadata(account.media.create(license_key, name, content, account.clock.now(), kept))


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True) or None
    except (binascii.Error, ValueError):
        return None


def _metadata(file: MediaFile) -> MediaMetadata:
    return MediaMetadata(
        file_date=wall_clock(file.created),
        file_name=file.name,
        file_size=len(file.content),
        media_id=file.media_id,
        mime_type=file.mime_type,
        tags=file.tags or None,
    )


def _fits(account: EsendexSandbox, file: MediaFile, criteria: MediaCriteria) -> bool:
    pattern = or_default(criteria.filename_pattern, "").casefold()
    return (
        or_default(criteria.media_id, file.media_id) in (0, file.media_id)
        and file.name.casefold().endswith(or_default(criteria.file_type, "").casefold())
        and (not pattern or fnmatch.fnmatchcase(file.name.casefold(), pattern))
        and len(file.content) >= or_default(criteria.minimum_file_size, _NO_BOUND)
        and len(file.content) <= (or_default(criteria.maximum_file_size, _NO_BOUND) or len(file.content))
        and in_span(file.created, or_default(criteria.start_date, NEVER), or_default(criteria.end_date, NEVER))
        and _has_tag(file, criteria)
        and _is_attached(account, file, criteria)
    )


def _has_tag(file: MediaFile, criteria: MediaCriteria) -> bool:
    nothing: Sequence[str | None] = ()
    wanted = {tag for tag in or_default(criteria.tags, nothing) if tag}
    return not wanted or not wanted.isdisjoint(file.tags)


def _is_attached(account: EsendexSandbox, file: MediaFile, criteria: MediaCriteria) -> bool:
    """Tell whether a file belongs to the messages that the criteria name, if they name any."""
    outgoing_id = or_default(criteria.outgoing_message_id, EMPTY)
    incoming_id = or_default(criteria.incoming_message_id, EMPTY)
    outgoing = account.messages.get(outgoing_id)
    incoming = [message for message in account.incoming if message.message_id == incoming_id]
    return (outgoing_id == EMPTY or (outgoing is not None and str(file.media_id) in outgoing.attachments)) and (
        incoming_id == EMPTY or any(file.media_id in message.attachments for message in incoming)
    )
