"""What scalars raise, and the mark of what is absent."""

from __future__ import annotations

import copy
import inspect
import pickle
import time
from collections.abc import Callable

import pytest

import countermand_wire.scalars
from countermand_wire.absent import ABSENT, Absent
from countermand_wire.errors import DecodeError, EncodeError, FaultError, WireError
from countermand_wire.scalars import int_from_xml, string_to_xml

SECRET = "7b5c0d7e-not-a-guid"
READERS = sorted(name for name in countermand_wire.scalars.__all__ if "_from_" in name)
WRITERS = sorted(name for name in countermand_wire.scalars.__all__ if "_to_" in name and not name.startswith("make"))


def test_absent_is_one_falsy_value_that_survives_copies() -> None:
    assert not ABSENT
    assert repr(ABSENT) == "ABSENT"
    assert list(Absent) == [ABSENT]
    assert copy.deepcopy(ABSENT) is ABSENT
    assert pickle.loads(pickle.dumps(ABSENT)) is ABSENT


@pytest.mark.parametrize(
    ("path", "name", "wanted"),
    [
        ("LicenseKey", "Request", "Request.LicenseKey"),
        ("To[3]", "Request", "Request.To[3]"),
        ("[3]", "To", "To[3]"),
        ("", "Request", "Request"),
        ("Request", "", "Request"),
    ],
)
def test_a_path_grows_from_the_inside(path: str, name: str, wanted: str) -> None:
    inner = DecodeError(path, "is empty")
    outer = inner.under(name)
    assert type(outer) is DecodeError
    assert (outer.path, outer.reason, str(outer)) == (wanted, "is empty", f"{wanted}: is empty")
    assert inner.path == path


def test_an_error_without_a_path_is_its_reason() -> None:
    assert str(EncodeError("", "is empty")) == "is empty"


def test_errors_are_value_errors_and_survive_pickling() -> None:
    error = pickle.loads(pickle.dumps(EncodeError("To[1]", "is empty")))
    assert isinstance(error, WireError)
    assert isinstance(error, ValueError)
    assert (type(error), error.path, error.reason) == (EncodeError, "To[1]", "is empty")


def test_a_fault_error_carries_its_fault() -> None:
    fault = object()
    assert FaultError(fault).fault is fault  # type: ignore[arg-type]


@pytest.mark.parametrize("name", READERS)
def test_no_reader_lets_another_error_out(name: str) -> None:
    read = getattr(countermand_wire.scalars, name)
    for value in (SECRET, "", " ", "\u0661", "9" * 5000, "-", "\ud800", "\U0010ffff", "P", "/Date(/", "1e9999999999"):
        error = failure(read, value)
        if error is not None:
            assert error.path == "Member"
            assert SECRET not in str(error)
            assert error.__cause__ is None
            assert error.__suppress_context__ or error.__context__ is None


@pytest.mark.parametrize("name", READERS)
def test_time_is_linear_in_hostile_texts(name: str) -> None:
    read = getattr(countermand_wire.scalars, name)
    size = 1 << 19
    for piece in ("1", "0", " ", "a", "=", "A=", "-", ".", "\x0b", "\U0010ffff", "0x0,"):
        for start, end in (
            ("", ""),
            ("", "x"),
            ("1.", "x"),
            ("1e", ""),
            ("P", "x"),
            ("PT", "x"),
            ("PT1.", "x"),
            ("P", "1D"),
            ("PT", "1S"),
        ):
            assert seconds(read, start + piece * (size // len(piece)) + end) < 2
        for start, end in (("/Date(", ""), ("/Date(1+", ")/x"), ("{0x", "}"), ("2024-02-29T13:14:15.", "x")):
            assert seconds(read, start + piece * (size // len(piece)) + end) < 2


def seconds(read: Callable[[object, str], object], value: object) -> float:
    begun = time.process_time()
    failure(read, value)
    return time.process_time() - begun


def failure(read: Callable[[object, str], object], value: object) -> DecodeError | None:
    try:
        read(value, "Member")
    except DecodeError as error:
        return error
    return None


@pytest.mark.parametrize("name", [name for name in READERS if name.endswith("_json")])
def test_no_reader_of_json_takes_null_an_object_or_nesting(name: str) -> None:
    read = getattr(countermand_wire.scalars, name)
    values: list[object] = [None, {}, {"a": 1}, [[]], [None], ["x"], 10**5000, object()]
    for value in values:
        with pytest.raises(DecodeError):
            read(value, "Member")


@pytest.mark.parametrize("name", WRITERS)
def test_no_writer_takes_what_is_not_its_type(name: str) -> None:
    write = getattr(countermand_wire.scalars, name)
    values: list[object] = [None, object(), [], {}, SECRET if "binary" in name else SECRET.encode()]
    for value in values:
        with pytest.raises(EncodeError) as caught:
            write(value, "Member")
        assert caught.value.path == "Member"
        assert SECRET not in str(caught.value)


@pytest.mark.parametrize("name", [name for name in WRITERS if not name.startswith("boolean")])
def test_a_bool_is_not_a_number(name: str) -> None:
    with pytest.raises(EncodeError):
        getattr(countermand_wire.scalars, name)(True, "")


@pytest.mark.parametrize("name", READERS + WRITERS)
def test_every_function_is_documented_and_can_be_pickled(name: str) -> None:
    function = getattr(countermand_wire.scalars, name)
    assert inspect.getdoc(function)
    assert function.__name__ == name
    assert pickle.loads(pickle.dumps(function)) is function


def test_every_type_has_its_four_functions() -> None:
    types = {name.partition("_to_xml")[0] for name in WRITERS if name.endswith("_to_xml")}
    assert len(types) == 19
    for name in types:
        for suffix in ("to_xml", "from_xml", "to_json", "from_json"):
            assert f"{name}_{suffix}" in countermand_wire.scalars.__all__


def test_the_path_is_the_members() -> None:
    with pytest.raises(DecodeError, match=r"^Request\.Count: is not an integer$"):
        int_from_xml("x", "Request.Count")
    with pytest.raises(EncodeError, match=r"^Request\.Body: is of type NoneType, expected str$"):
        string_to_xml(None, "Request.Body")  # type: ignore[arg-type]
