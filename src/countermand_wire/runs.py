"""Members of a contract that are a run of elements: of several names, or of any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from countermand_wire.contents import sequence
from countermand_wire.errors import EncodeError
from countermand_wire.markup import MARKUP

if TYPE_CHECKING:
    from collections.abc import Container

    from countermand_wire.documents import Encoding
    from countermand_wire.parts import Part

__all__ = ["write_any", "write_run"]


def write_run(part: Part, value: object, scope: str, encoding: Encoding, extra: str) -> str:
    """Write a run of elements of several names, each given as its label and its value.

    Raises:
        EncodeError: it is no sequence of such pairs, or one is not what the schema says.
    """
    pieces: list[str] = []
    path = part.name
    try:
        for item in sequence(value):
            path = f"{part.name}[{len(pieces)}]"
            label, inner = _pair(item)
            own = _labelled(part, label)
            path = f"{path}.{own.name}"
            pieces.append(own.write_one(inner, scope, encoding, extra))
    except EncodeError as error:
        raise error.under(path) from None
    return "".join(pieces)


def _pair(item: object) -> tuple[object, Any]:
    if isinstance(item, tuple) and len(cast("tuple[object, ...]", item)) == 2:
        return cast("tuple[object, Any]", item)
    raise EncodeError("", "is no pair of a label and a value")


def _labelled(part: Part, label: object) -> Part:
    for one in part.alternatives:
        if one.attribute == label:
            return one
    raise EncodeError("", f"has none of the labels {', '.join(one.attribute for one in part.alternatives)}")


def write_any(part: Part, value: object, known: Container[str]) -> str:
    """Write elements of any name but those that other members have.

    Raises:
        EncodeError: it is no sequence of elements, or one of them has such a name.
    """
    pieces: list[str] = []
    path = part.name
    try:
        for item in sequence(value):
            path = f"{part.name}[{len(pieces)}]"
            pieces.append(_other(item, known))
    except EncodeError as error:
        raise error.under(path) from None
    return "".join(pieces)


def _other(item: object, known: Container[str]) -> str:
    tag, text = MARKUP.element(item)
    if tag in known:
        raise EncodeError("", f"is the element {tag}, which another member stands for")
    return text
