"""Each row of what only SOAP has: its grades, and what the bindings of one contract read of the other's replies."""

from base64 import b64encode
from enum import Enum
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import pytest

from countermand_codegen.diff.compare import compare_services
from countermand_codegen.diff.model import Change
from countermand_wire import ABSENT, DecodeError, UnknownValue
from countermand_wire.codec import read_xml_document
from countermand_wire.markup import XmlElement
from tests.codegen.diff.soap_row import SoapRow, lowered
from tests.codegen.diff.soap_rows import SOAP_ROWS
from tests.codegen.diff.test_properties import assert_mirrored
from tests.codegen.soap.constructs import CONSTRUCTS, SER
from tests.codegen.soap.made import made_from, write_documents

REFUSED = object()
MARKUP = object()
"""Stands for any XML, which is whatever it is read as elsewhere."""
PROVEN = [row for row in SOAP_ROWS if row.by_old]


def found(row: SoapRow, folder: Path, *, reply: bool) -> Change:
    old, new = (lowered(row.construct(old=old, reply=reply), folder / str(old)) for old in (True, False))
    changes = compare_services(old, new)
    assert {change.rule for change in changes} == {row.rule, *row.also}
    return next(change for change in changes if change.rule == row.rule)


@pytest.mark.parametrize("row", SOAP_ROWS, ids=lambda row: row.name)
@pytest.mark.parametrize("reply", [False, True], ids=["request", "reply"])
def test_the_comparison_says(row: SoapRow, reply: bool, tmp_path: Path) -> None:
    change = found(row, tmp_path, reply=reply)
    assert tuple(effect.grade for _, effect in change.effects) == (row.in_reply if reply else row.in_request)
    for heading, effect in change.effects:
        assert effect.reason or effect.grade == "compatible", heading


@pytest.mark.parametrize("row", SOAP_ROWS, ids=lambda row: row.name)
def test_the_two_directions_mirror(row: SoapRow, tmp_path: Path) -> None:
    old, new = (lowered(row.construct(old=old, reply=True), tmp_path / str(old)) for old in (True, False))
    assert_mirrored(old, new, members=row.called)


def test_classes_have_the_names_that_a_package_gives_them(tmp_path: Path) -> None:
    construct = CONSTRUCTS["clashes"]
    with made_from(write_documents(tmp_path, construct.document(), {}), tmp_path / "out") as made:
        wanted = [one.class_name for one in made.service.contracts]
    assert [one.class_name for one in lowered(construct, tmp_path).service.contracts] == wanted


@pytest.mark.parametrize(("name", "other"), list(pairwise([*CONSTRUCTS, "any"])))
def test_any_two_services_mirror_and_none_differs_from_itself(name: str, other: str, tmp_path: Path) -> None:
    one, again, next_one = (
        lowered(CONSTRUCTS[key], tmp_path / str(number)) for number, key in enumerate((name, name, other))
    )
    assert compare_services(one, again) == ()
    assert_mirrored(one, next_one)


@pytest.mark.parametrize("row", PROVEN, ids=lambda row: row.name)
def test_the_bindings_prove_it(row: SoapRow, tmp_path: Path) -> None:
    change = found(row, tmp_path, reply=True)
    ours, theirs = (read(row, tmp_path / f"made-{old}", old=old) for old in (True, False))
    for effect, sent, wanted, got in (
        (change.old_client, row.by_new, theirs, ours),
        (change.new_client, row.by_old, ours, theirs),
    ):
        assert REFUSED not in [wanted[document] for document in sent]
        lost = [document for document in sent if not arrived(wanted[document], got[document])]
        assert bool(lost) == (effect.fate != "carried"), (effect, lost)
        if effect.fate == "never":
            assert lost == list(sent)


def read(row: SoapRow, folder: Path, *, old: bool) -> dict[str, Any]:
    """Return what the bindings of one contract read of every reply."""
    construct = row.construct(old=old, reply=True)
    folder.mkdir()
    with made_from(write_documents(folder, construct.document(), construct.files), folder / "out") as made:
        [operation] = made.service.operations
        codec = made.operation(operation).response
        values: dict[str, Any] = {}
        for inside in (*row.by_old, *row.by_new):
            prefixes = f'xmlns:t="urn:shop" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns:z="{SER}"'
            document = f'<DoResponse xmlns="urn:shop" {prefixes}>{inside}</DoResponse>'
            try:
                values[inside] = plain(read_xml_document(codec, document.encode()))
            except DecodeError:
                values[inside] = REFUSED
    return values


def plain(value: Any) -> Any:
    """Return a value without its classes; one that stands alone in a sequence is the same as one."""
    if isinstance(value, XmlElement):
        return MARKUP
    if isinstance(value, UnknownValue):
        return value.xml_name
    if isinstance(value, Enum) and value is not ABSENT:
        return value.value
    if attrs.has(type(value)):
        fields = attrs.fields(type(value))
        return {field.metadata["name"]: plain(getattr(value, field.name)) for field in fields}
    if isinstance(value, tuple):
        items = [plain(item) for item in value]
        return ABSENT if not items else items[0] if len(items) == 1 else items
    return ABSENT if value == {} else value


def arrived(wanted: Any, got: Any) -> bool:
    """Tell whether what was read is what was sent, as far as the reader knows of it."""
    if MARKUP in (wanted, got) and REFUSED not in (wanted, got):
        return True
    if isinstance(wanted, dict) and isinstance(got, dict):
        return all(arrived(wanted.get(name, ABSENT), got[name]) for name in got)
    if isinstance(wanted, list) and isinstance(got, list):
        return len(wanted) == len(got) and all(map(arrived, wanted, got))
    if isinstance(got, str) and isinstance(wanted, bytes):
        return got == b64encode(wanted).decode()
    if isinstance(got, str) and isinstance(wanted, int):
        return got == str(wanted)
    return type(wanted) is type(got) and bool(wanted == got)
