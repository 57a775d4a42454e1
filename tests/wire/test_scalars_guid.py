"""Guid: the fast way of reading agrees with a pattern, and the UUIDs it makes are like any other."""

from __future__ import annotations

import contextlib
import copy
import pickle
import re
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.scalars import guid_from_json, guid_from_xml, guid_to_json, guid_to_xml

TEXT = "1627aea5-8e0a-4371-9022-9b504344e724"
D_FORM = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)


def damaged() -> st.SearchStrategy[str]:
    """Make texts of 36 characters that are a guid but for a few characters."""
    odd = st.sampled_from(" -_+xXgG\t\n\u0661\uff11\u00e9{}0aF")

    def replace(text: str, places: dict[int, str]) -> str:
        return "".join(places.get(index, character) for index, character in enumerate(text))

    return st.builds(replace, st.uuids().map(str), st.dictionaries(st.integers(0, 35), odd, max_size=4))


@given(st.uuids())
def test_every_uuid_comes_back(guid: UUID) -> None:
    assert guid_from_xml(guid_to_xml(guid, ""), "") == guid
    assert guid_from_json(guid_to_json(guid, ""), "") == guid
    assert guid_to_xml(guid, "") == str(guid) == guid_to_json(guid, "")


@given(damaged())
def test_reads_the_d_form_and_nothing_like_it(text: str) -> None:
    if D_FORM.fullmatch(text.strip()):
        assert guid_from_xml(text, "") == UUID(text.strip())
    else:
        with pytest.raises(DecodeError):
            guid_from_xml(text, "")


@given(st.text(alphabet="0123456789abcdefABCDEF-{}()x, \n", max_size=80))
def test_never_fails_otherwise(text: str) -> None:
    with contextlib.suppress(DecodeError):
        assert isinstance(guid_from_xml(text, ""), UUID)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.upper(),
        TEXT.replace("-", ""),
        f"{{{TEXT}}}",
        f"({TEXT})",
        f"\r\n\t {TEXT} ",
        "{0x1627aea5,0x8e0a,0x4371,{0x90,0x22,0x9b,0x50,0x43,0x44,0xe7,0x24}}",
        "{0X1627AEA5, 0x8e0a, 0x004371, {0x90,0x22,0x9b,0x50,0x43,0x44,0xe7,0x00024} }",
    ],
)
def test_reads_every_form_of_guid_parse(text: str) -> None:
    assert guid_from_xml(text, "") == guid_from_json(text, "") == UUID(TEXT)


def test_reads_short_groups_of_the_x_form() -> None:
    text = "{0x1,0x2,0x3,{0x4,0x5,0x6,0x7,0x8,0x9,0xa,0xb}}"
    assert str(guid_from_xml(text, "")) == "00000001-0002-0003-0405-060708090a0b"


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        " ",
        f"urn:uuid:{TEXT}",
        f"{{{TEXT})",
        f"({{{TEXT}}})",
        f"{{{TEXT.replace('-', '')}}}",
        TEXT.replace("-", " "),
        TEXT.replace("1627", "0x27"),  # Tolerated by .NET, a wrong guess.
        TEXT.replace("1627", "+627"),
        TEXT + "4",
        "\u0661" + TEXT[1:],
        "{0x11627aea5,0x8e0a,0x4371,{0x90,0x22,0x9b,0x50,0x43,0x44,0xe7,0x24}}",
        "{0x1627aea5,0x18e0a,0x4371,{0x90,0x22,0x9b,0x50,0x43,0x44,0xe7,0x24}}",  # .NET drops the first digit.
    ],
)
def test_refuses_other_texts(text: str | None) -> None:
    with pytest.raises(DecodeError, match=r"^Request\.MessageID: is not a guid$"):
        guid_from_xml(text, "Request.MessageID")


@pytest.mark.parametrize("value", [None, True, 1, 1.5, [], {}, {"MessageID": TEXT}])
def test_refuses_other_json(value: object) -> None:
    with pytest.raises(DecodeError):
        guid_from_json(value, "")


def test_reads_a_bare_number_of_32_digits_as_microsoft_does() -> None:
    assert str(guid_from_json(int("1" * 32), "")) == "11111111-1111-1111-1111-111111111111"


def test_the_uuids_read_are_like_any_other() -> None:
    made, usual = guid_from_xml(TEXT, ""), UUID(TEXT)
    assert (made, hash(made), repr(made), made.is_safe) == (usual, hash(usual), repr(usual), usual.is_safe)
    assert pickle.loads(pickle.dumps(made)) == copy.deepcopy(made) == usual
    with pytest.raises(TypeError):
        made.int = 1  # type: ignore[misc]


@pytest.mark.parametrize("value", [None, TEXT, 1, TEXT.encode()])
def test_writes_uuids_only(value: Any) -> None:
    for write in (guid_to_xml, guid_to_json):
        with pytest.raises(EncodeError, match=r"^To: is of type .*, expected UUID$"):
            write(value, "To")
