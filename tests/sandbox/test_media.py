"""Media files."""

import base64
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from countermand.sandbox import LICENSE_KEY, REFUSED_LICENSE_KEY
from countermand.testing import Sandbox
from countermand_bindings.esendex import (
    CreateMediaContentRequest,
    CreateMediaUrlRequest,
    MediaCriteria,
    MediaMetadata,
    OutgoingMessageRequest,
)
from countermand_bindings.esendex import operations as contract
from countermand_bindings.esendex.operations.create_media_from_content import CreateMediaFromContent
from countermand_bindings.esendex.operations.create_media_from_url import CreateMediaFromUrl
from countermand_bindings.esendex.operations.get_media import GetMedia
from countermand_bindings.esendex.operations.get_media_info import GetMediaInfo
from countermand_bindings.esendex.operations.remove_media import RemoveMedia
from countermand_bindings.esendex.operations.send_message import SendMessage
from countermand_wire.absent import Absent
from tests.sandbox.support import Wire, call, items, there, utc

EMPTY = UUID(int=0)
SOAP: list[Wire] = ["soap11", "soap12"]
ALL: list[Wire] = ["json", "xml", "soap11", "soap12"]


def create(
    sandbox: Sandbox, name: str | None, content: str, wire: Wire, key: UUID = LICENSE_KEY
) -> MediaMetadata | None:
    wanted = CreateMediaContentRequest(
        base64_encoded_content=content, filename=name, license_key=key, tags=["animal", "big"]
    )
    request = CreateMediaFromContent(request=wanted)
    result = call(sandbox, contract.CREATE_MEDIA_FROM_CONTENT, request, wire).create_media_from_content_result
    assert not isinstance(result, Absent)
    return result


@pytest.mark.parametrize("wire", SOAP)
def test_media(sandbox: Sandbox, wire: Wire) -> None:
    content = base64.b64encode(b"elephant").decode()
    file = there(create(sandbox, "Elephant.JPG", content, wire))
    assert (file.file_name, file.file_size, file.mime_type) == ("Elephant.JPG", 8, "image/jpeg")
    assert (file.tags, file.file_date) == (["animal", "big"], utc(sandbox))
    media_id = there(file.media_id)
    get = GetMedia(license_key=LICENSE_KEY, media_id=media_id)
    assert call(sandbox, contract.GET_MEDIA, get, wire).get_media_result == content
    others = GetMedia(license_key=EMPTY, media_id=media_id)
    assert call(sandbox, contract.GET_MEDIA, others, wire).get_media_result is None
    remove = RemoveMedia(license_key=LICENSE_KEY, media_id=media_id)
    assert call(sandbox, contract.REMOVE_MEDIA, remove, wire).remove_media_result is True
    assert call(sandbox, contract.REMOVE_MEDIA, remove, wire).remove_media_result is False
    assert call(sandbox, contract.GET_MEDIA, get, wire).get_media_result is None


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("a.jpg", "?", LICENSE_KEY),
        ("a.jpg", "", LICENSE_KEY),
        (None, "AQ==", LICENSE_KEY),
        ("a", "AQ==", REFUSED_LICENSE_KEY),
    ],
)
def test_media_that_is_refused(sandbox: Sandbox, name: str | None, content: str, key: UUID) -> None:
    assert create(sandbox, name, content, "soap11", key) is None


def test_media_from_a_url(sandbox: Sandbox) -> None:
    wanted = CreateMediaUrlRequest(filename="a.png", license_key=LICENSE_KEY, url="http://e.org/a.png")
    request = CreateMediaFromUrl(request=wanted)
    file = there(call(sandbox, contract.CREATE_MEDIA_FROM_URL, request).create_media_from_url_result)
    assert (file.mime_type, file.tags) == ("image/png", None)
    get = GetMedia(license_key=LICENSE_KEY, media_id=file.media_id)
    found = there(call(sandbox, contract.GET_MEDIA, get).get_media_result)
    assert base64.b64decode(found) == b"http://e.org/a.png"


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        ({}, ["a.jpg", "bb.png", "ccc.jpg"]),
        ({"file_type": ".JPG"}, ["a.jpg", "ccc.jpg"]),
        ({"filename_pattern": "b*"}, ["bb.png"]),
        ({"filename_pattern": "CCC.jpg"}, ["ccc.jpg"]),
        ({"minimum_file_size": 2}, ["bb.png", "ccc.jpg"]),
        ({"maximum_file_size": 2}, ["a.jpg", "bb.png"]),
        ({"tags": ["big"]}, ["a.jpg", "bb.png", "ccc.jpg"]),
        ({"tags": ["small"]}, []),
        ({"page_number": 2, "page_size": 2}, ["ccc.jpg"]),
        ({"end_date": datetime(2026, 1, 1, tzinfo=UTC)}, []),
        ({"license_key": EMPTY}, []),
        ({"media_id": 17773}, ["bb.png"]),
        ({"outgoing_message_id": UUID(int=9)}, []),
        ({"incoming_message_id": UUID(int=9)}, []),
    ],
)
def test_media_by_criteria(sandbox: Sandbox, criteria: dict[str, Any], expected: list[str]) -> None:
    for size, name in enumerate(("a.jpg", "bb.png", "ccc.jpg"), 1):
        create(sandbox, name, base64.b64encode(b"x" * size).decode(), "soap11")
    members: dict[str, Any] = {"license_key": LICENSE_KEY, **criteria}
    wanted = MediaCriteria(**members)
    reply = there(call(sandbox, contract.GET_MEDIA_INFO, GetMediaInfo(criteria=wanted)).get_media_info_result)
    assert [each.file_name for each in items(reply.media)] == expected


def test_media_of_a_message(sandbox: Sandbox) -> None:
    file = there(create(sandbox, "a.jpg", "AQ==", "soap11"))
    media_id = there(file.media_id)
    message = OutgoingMessageRequest(
        license_key=LICENSE_KEY, to=["15550100"], use_mms=True, attachments=[str(media_id)]
    )
    [sent] = items(call(sandbox, contract.SEND_MESSAGE, SendMessage(request=message)).send_message_result)
    came = sandbox.esendex.receive("15550100", "7575550000", "", attachments=(media_id,))
    assert sent.attachments == str(media_id)
    for criteria in (
        MediaCriteria(license_key=LICENSE_KEY, outgoing_message_id=sent.message_id),
        MediaCriteria(license_key=LICENSE_KEY, incoming_message_id=came.message_id),
    ):
        reply = there(call(sandbox, contract.GET_MEDIA_INFO, GetMediaInfo(criteria=criteria)).get_media_info_result)
        assert [each.media_id for each in items(reply.media)] == [media_id]
