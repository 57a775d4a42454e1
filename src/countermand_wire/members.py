"""What the generated codecs call for a contract's members: presence, nil, nesting, lists, and the paths of errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast, overload

from countermand_wire.absent import ABSENT
from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.nil import NIL, is_nil
from countermand_wire.policy import Reading, Writing
from countermand_wire.scalars import string_from_xml, string_to_xml
from countermand_wire.text import escape_all

if TYPE_CHECKING:
    from lxml.etree import _Element

    from countermand_wire.json import JsonValue

__all__ = [
    "contract_from_json",
    "contract_from_xml",
    "contract_to_json",
    "contract_to_xml",
    "expect",
    "first_of",
    "is_nil",
    "json_object",
    "list_from_json",
    "list_from_xml",
    "list_to_json",
    "list_to_xml",
    "one_or_many",
    "query_text",
    "required",
    "required_element",
    "required_of",
    "scalars_from_json",
    "scalars_from_xml",
    "scalars_to_json",
    "scalars_to_xml",
    "string_or_nil",
    "strings_to_xml",
]

T = TypeVar("T")
Contract = TypeVar("Contract")


def expect(value: object, cls: type) -> None:
    """Refuse a value that is not of the contract's class.

    Raises:
        EncodeError: it is of another class.
    """
    if not isinstance(value, cls):
        raise EncodeError("", f"is a {type(value).__name__}, expected {cls.__name__}")


def string_or_nil(element: _Element, path: str) -> str | None:
    """Read a nillable string."""
    text = element.text
    if text is None:
        return None if element.get(NIL) in ("true", "1") else ""
    return string_from_xml(text, path)


def required_element(members: Mapping[str, _Element], tag: str, name: str) -> _Element:
    """Return a member's element.

    Raises:
        DecodeError: it is missing.
    """
    element = members.get(tag)
    if element is None:
        raise DecodeError(name, "is missing")
    return element


def json_object(value: object) -> dict[str, Any]:
    """Return a JSON object's members.

    Raises:
        DecodeError: the value is not an object.
    """
    if isinstance(value, dict):
        return cast("dict[str, Any]", value)
    raise DecodeError("", "is not a JSON object")


def required(members: Mapping[str, Any], name: str) -> Any:
    """Return a JSON member's value.

    Raises:
        DecodeError: it is missing.
    """
    try:
        return members[name]
    except KeyError:
        raise DecodeError(name, "is missing") from None


def first_of(members: Mapping[str, Any], names: tuple[str, ...], default: object = ABSENT) -> Any:
    """Return the value of the first of these JSON members that is there, else the default."""
    return next((members[name] for name in names if name in members), default)


def required_of(members: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """Return the value of the first of these JSON members that is there.

    Raises:
        DecodeError: none is.
    """
    value = first_of(members, names)
    if value is ABSENT:
        raise DecodeError(names[0], "is missing")
    return value


def one_or_many(value: object) -> object:
    """Return an array as it is, and an object that stands for an array of one in an array."""
    return [cast("object", value)] if isinstance(value, dict) else value


def query_text(value: str, path: str) -> str:
    """Return a string as the value of a query parameter, not yet percent-encoded.

    Raises:
        EncodeError: it is not a string, or no text that UTF-8 could carry.
    """
    if not isinstance(value, str):
        raise EncodeError(path, f"is a {type(value).__name__}, expected a str")
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise EncodeError(path, "holds half of a surrogate pair")
    return value


def contract_to_xml(write: Callable[[Contract, Writing], str], value: Contract, name: str, writing: Writing) -> str:
    """Write a member that is a contract or a list."""
    try:
        return write(value, writing)
    except EncodeError as error:
        raise error.under(name) from None


def contract_from_xml(read: Callable[[_Element, Reading], T], element: _Element, name: str, reading: Reading) -> T:
    """Read a member that is a contract or a list."""
    try:
        return read(element, reading)
    except DecodeError as error:
        raise error.under(name) from None


def contract_to_json(
    write: Callable[[Contract, Writing], JsonValue], value: Contract, name: str, writing: Writing
) -> JsonValue:
    """Write a member that is a contract or a list."""
    try:
        return write(value, writing)
    except EncodeError as error:
        raise error.under(name) from None


def contract_from_json(read: Callable[[object, Reading], T], value: object, name: str, reading: Reading) -> T:
    """Read a member that is a contract or a list."""
    try:
        return read(value, reading)
    except DecodeError as error:
        raise error.under(name) from None


def _items(value: Sequence[T]) -> Sequence[T]:
    if isinstance(value, (str, bytes)) or not isinstance(value, Sequence):
        raise EncodeError("", f"is a {type(value).__name__}, expected a list")
    return value


def list_to_xml(
    name: str,
    write: Callable[[Contract, Writing], str],
    value: Sequence[Contract | None],
    writing: Writing,
    nillable: bool,
) -> str:
    """Write the items of a list of contracts, each an element `name`; None is written as nil where that is allowed."""
    parts: list[str] = []
    items = _items(value)
    try:
        for item in items:
            if item is None:
                parts.append(_nil(name, nillable))
            else:
                parts.append(f"<{name}>{write(item, writing)}</{name}>")
    except EncodeError as error:
        raise error.under(f"[{len(parts)}]") from None
    return "".join(parts)


def _nil(name: str, nillable: bool) -> str:
    if not nillable:
        raise EncodeError("", "is None, which its type does not allow")
    return f'<{name} i:nil="true"/>'


@overload
def list_from_xml(
    tag: str, read: Callable[[_Element, Reading], T], element: _Element, reading: Reading, nillable: Literal[True]
) -> list[T | None]: ...
@overload
def list_from_xml(
    tag: str, read: Callable[[_Element, Reading], T], element: _Element, reading: Reading, nillable: Literal[False]
) -> list[T]: ...
def list_from_xml(
    tag: str, read: Callable[[_Element, Reading], T], element: _Element, reading: Reading, nillable: bool
) -> list[T | None] | list[T]:
    """Read the items of a list of contracts: the children named `tag`, others are skipped."""
    items: list[T | None] = []
    try:
        for child in element.iterchildren(tag):
            items.append(None if nillable and is_nil(child) else read(child, reading))  # noqa: PERF401  # What has been read so far tells the index.
    except DecodeError as error:
        raise error.under(f"[{len(items)}]") from None
    return items


def scalars_to_xml(name: str, write: Callable[[T, str], str], value: Sequence[T | None], nillable: bool) -> str:
    """Write the items of a list of scalars, each an element `name`; None is written as nil where that is allowed."""
    return "".join(
        f'<{name} i:nil="true"/>' if item is None and nillable else f"<{name}>{write(item, f'[{index}]')}</{name}>"  # type: ignore[arg-type]  # a None is refused by `write`
        for index, item in enumerate(_items(value))
    )


def strings_to_xml(name: str, value: Sequence[str | None], nillable: bool) -> str:
    """Write the items of a list of strings, all at once where none of them is None."""
    items = _items(value)
    if None in items:
        return scalars_to_xml(name, string_to_xml, items, nillable)
    return escape_all(items, f"<{name}>", f"</{name}>")  # type: ignore[arg-type]  # no None left


@overload
def scalars_from_xml(
    tag: str, read: Callable[[str | None, str], T], element: _Element, nillable: Literal[True]
) -> list[T | None]: ...
@overload
def scalars_from_xml(
    tag: str, read: Callable[[str | None, str], T], element: _Element, nillable: Literal[False]
) -> list[T]: ...
def scalars_from_xml(
    tag: str, read: Callable[[str | None, str], T], element: _Element, nillable: bool
) -> list[T | None] | list[T]:
    """Read the items of a list of scalars: the children named `tag`, others are skipped."""
    items: list[T | None] = []
    for child in element.iterchildren(tag):
        items.append(None if nillable and is_nil(child) else read(child.text, f"[{len(items)}]"))
    return items


def list_to_json(
    write: Callable[[Contract, Writing], JsonValue], value: Sequence[Contract | None], writing: Writing, nillable: bool
) -> JsonValue:
    """Write a list of contracts as an array."""
    items: list[JsonValue] = []
    sequence = _items(value)
    try:
        for item in sequence:
            items.append(None if item is None and nillable else write(item, writing))  # type: ignore[arg-type]  # noqa: PERF401  # As above; `write` refuses None.
    except EncodeError as error:
        raise error.under(f"[{len(items)}]") from None
    return items


@overload
def list_from_json(
    read: Callable[[object, Reading], T], value: object, reading: Reading, nillable: Literal[True]
) -> list[T | None]: ...
@overload
def list_from_json(
    read: Callable[[object, Reading], T], value: object, reading: Reading, nillable: Literal[False]
) -> list[T]: ...
def list_from_json(
    read: Callable[[object, Reading], T], value: object, reading: Reading, nillable: bool
) -> list[T | None] | list[T]:
    """Read an array of contracts."""
    items: list[T | None] = []
    array = _array(value)
    try:
        for item in array:
            items.append(None if nillable and item is None else read(item, reading))  # noqa: PERF401  # As above.
    except DecodeError as error:
        raise error.under(f"[{len(items)}]") from None
    return items


def scalars_to_json(write: Callable[[T, str], JsonValue], value: Sequence[T | None], nillable: bool) -> JsonValue:
    """Write a list of scalars as an array."""
    return [
        None if item is None and nillable else write(item, f"[{index}]")  # type: ignore[arg-type]  # a None is refused by `write`
        for index, item in enumerate(_items(value))
    ]


@overload
def scalars_from_json(read: Callable[[object, str], T], value: object, nillable: Literal[True]) -> list[T | None]: ...
@overload
def scalars_from_json(read: Callable[[object, str], T], value: object, nillable: Literal[False]) -> list[T]: ...
def scalars_from_json(read: Callable[[object, str], T], value: object, nillable: bool) -> list[T | None] | list[T]:
    """Read an array of scalars."""
    return [None if nillable and item is None else read(item, f"[{index}]") for index, item in enumerate(_array(value))]


def _array(value: object) -> list[object]:
    if isinstance(value, list):
        return cast("list[object]", value)
    raise DecodeError("", "is not a JSON array")
