"""Microsoft's guid, System.Guid, as `uuid.UUID`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from uuid import UUID, SafeUUID

from countermand_wire.errors import DecodeError
from countermand_wire.scalars.lexical import WHITE, checked, json_text

if TYPE_CHECKING:
    from countermand_wire.json import JsonValue

__all__ = ["guid_from_json", "guid_from_xml", "guid_to_json", "guid_to_xml"]

_new = object.__new__
_set = object.__setattr__
_fromhex = bytes.fromhex
_from_bytes = int.from_bytes
_UNKNOWN: Final = SafeUUID.unknown

# N, D, B and P of Guid.Parse; X has its own pattern below.
_PLAIN = (
    r"(?P<n>[0-9a-f]{32})"
    r"|(?P<brace>\{)?(?P<paren>\()?"
    r"(?P<d>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
    r"(?(brace)\})(?(paren)\))"
)
_HEX = r"0x0*([0-9a-f]{1,%d})"
_STRUCTURE = r"\{" + ",".join([_HEX % 8, _HEX % 4, _HEX % 4]) + r",\{" + ",".join([_HEX % 2] * 8) + r"\}\}"


def _from_number(number: int) -> UUID:
    # UUID(int=...) checks what is known here; this is half of the cost of reading an id.
    guid = _new(UUID)
    _set(guid, "int", number)
    _set(guid, "is_safe", _UNKNOWN)
    return guid


def guid_to_xml(value: UUID, path: str) -> str:
    """Write the D form in lower case: ``1627aea5-8e0a-4371-9022-9b504344e724``.

    Raises:
        EncodeError: the value is not a UUID; text is not taken for one.
    """
    return str(value if type(value) is UUID else checked(value, UUID, path))


def guid_from_xml(text: str | None, path: str) -> UUID:
    """Read any form that Guid.Parse does: N, D, B, P or X, in any letter case, with white space around it.

    The signs and ``0x`` prefixes that .NET tolerates inside the groups of the D form are refused.

    Raises:
        DecodeError: any other text; a ``urn:uuid:`` is not a guid here.
    """
    # With the four dashes in place, 16 bytes need all of the other 32 characters: fromhex skips white space,
    # but then too few digits are left.
    if text is not None and len(text) == 36 and text[8] == text[13] == text[18] == text[23] == "-":
        try:
            octets = _fromhex(text.replace("-", ""))
        except ValueError:
            raise DecodeError(path, "is not a guid") from None
        if len(octets) == 16:
            # As _from_number does, without the call.
            guid = _new(UUID)
            _set(guid, "int", _from_bytes(octets, "big"))
            _set(guid, "is_safe", _UNKNOWN)
            return guid
    return _from_other_form(text or "", path)


def _from_other_form(text: str, path: str) -> UUID:
    text = text.strip(WHITE)
    found = re.fullmatch(_PLAIN, text, re.ASCII | re.IGNORECASE)
    if found:
        return _from_number(int((found["n"] or found["d"]).replace("-", ""), 16))
    found = re.fullmatch(_STRUCTURE, "".join(text.split()), re.ASCII | re.IGNORECASE)
    if found:
        widths = (8, 4, 4, 2, 2, 2, 2, 2, 2, 2, 2)
        digits = "".join(part.zfill(width) for part, width in zip(found.groups(), widths, strict=True))
        return _from_number(int(digits, 16))
    raise DecodeError(path, "is not a guid")


def guid_to_json(value: UUID, path: str) -> JsonValue:
    """Give the same text as `guid_to_xml`.

    Raises:
        EncodeError: the value is not a UUID.
    """
    return guid_to_xml(value, path)


def guid_from_json(value: object, path: str) -> UUID:
    """Read a JSON string in any form of `guid_from_xml`.

    Raises:
        DecodeError: anything else, null and the empty string included.
    """
    return guid_from_xml(value if isinstance(value, str) else json_text(value, path, "a guid"), path)
