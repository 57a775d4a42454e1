"""xs:boolean, System.Boolean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.scalars.lexical import WHITE, json_text

if TYPE_CHECKING:
    from countermand_wire.json import JsonValue

__all__ = ["boolean_from_json", "boolean_from_xml", "boolean_to_json", "boolean_to_xml"]

_VALUES = {"true": True, "false": False, "1": True, "0": False}


def boolean_to_xml(value: bool, path: str) -> str:
    """Write ``true`` or ``false``.

    Raises:
        EncodeError: the value is not a bool; 0 and 1 are not.
    """
    if value is True:
        return "true"
    if value is False:
        return "false"
    raise EncodeError(path, "is not a bool")


def boolean_from_xml(text: str | None, path: str) -> bool:
    """Read ``true``, ``false``, ``1`` or ``0``, in lower case, with white space around it.

    Raises:
        DecodeError: any other text.
    """
    if text is not None:
        value = _VALUES.get(text)
        if value is None:
            value = _VALUES.get(text.strip(WHITE))
        if value is not None:
            return value
    raise DecodeError(path, "is not a boolean")


def boolean_to_json(value: bool, path: str) -> JsonValue:
    """Give the bool itself.

    Raises:
        EncodeError: the value is not a bool.
    """
    if value is True or value is False:
        return value
    raise EncodeError(path, "is not a bool")


def boolean_from_json(value: object, path: str) -> bool:
    """Read a JSON boolean; also the numbers 0 and 1, and the texts that XML allows, as Microsoft's reader does.

    Raises:
        DecodeError: anything else, null included.
    """
    if value is True or value is False:
        return value
    return boolean_from_xml(json_text(value, path, "a boolean"), path)
