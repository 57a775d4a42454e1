"""Whether the values of one scalar type are read as another, in XML and in JSON."""

from __future__ import annotations

from collections.abc import Mapping

from countermand_codegen.diff.loose import loose_outcome
from countermand_codegen.diff.model import CARRIED, Outcome
from countermand_codegen.render.types import LOOSE

__all__ = ["scalar_outcome"]

INTEGERS: Mapping[str, tuple[int, int]] = {
    **{
        name: (-(1 << bits - 1), (1 << bits - 1) - 1)
        for name, bits in (("byte", 8), ("short", 16), ("int", 32), ("long", 64))
    },
    **{
        f"unsigned_{name}": (0, (1 << bits) - 1)
        for name, bits in (("byte", 8), ("short", 16), ("int", 32), ("long", 64))
    },
}
"""Least and greatest value."""

EXACT: Mapping[str, int] = {"float": 1 << 24, "double": 1 << 53}
"""Up to which integer each floating type is exact."""

WHOLE = "whole_number"
NUMBERS = frozenset({*INTEGERS, *EXACT, "decimal", WHOLE})
TEXTS = frozenset({"any_uri", "string", "token"})
"""Any text, and strings in both forms."""

_JSON = Outcome("sometimes", "it arrives as text over XML; over JSON it is refused, as it is no string")
_NO_NUMBER = Outcome("sometimes", "over JSON INF and NaN are refused")
TEXT: Mapping[str, Outcome] = {
    "base64_binary": _JSON,
    "char": Outcome("sometimes", "over XML the number of the character arrives"),
    "double": _NO_NUMBER,
    "float": _NO_NUMBER,
    "date_time": Outcome("sometimes", "over JSON the text is /Date(…)/"),
}
"""What does not arrive as the same text over both wires."""

XML_TEXT: Mapping[str, Outcome] = {
    "char": Outcome("never", "the number of the character arrives"),
    "q_name": Outcome("sometimes", "where it has a namespace, a prefix arrives that means nothing by itself"),
}
"""The same of XML alone."""
DAY = Outcome("carried", "a date is read as its first instant")


def scalar_outcome(writer: str, reader: str, *, query: bool = False, json: bool = True) -> Outcome:
    """Tell what becomes of a value.

    Args:
        writer: the stem of the type's functions, of who writes.
        reader: the same, of who reads.
        query: whether it travels in the query of a service without SOAP.
        json: whether it travels as JSON, too, and not as XML alone.
    """
    if writer == reader:
        return CARRIED
    if writer in LOOSE or reader in LOOSE or query:
        return loose_outcome(writer, reader, query=query)
    if writer in NUMBERS and reader in NUMBERS:
        return _number(writer, reader)
    if reader in TEXTS:
        return _text(writer, reader, json=json)
    return _other(writer, reader)


def _other(writer: str, reader: str) -> Outcome:
    if writer in TEXTS:
        return Outcome("sometimes", f"refused where the text is no {_name(reader)}")
    never = Outcome("never", f"a {_name(writer)} is not read as a {_name(reader)}")
    return DAY if (writer, reader) == ("date", "date_time") else never


def _text(writer: str, reader: str, *, json: bool) -> Outcome:
    if writer in TEXTS:
        # Only a string may have white space that is taken off an address, and out of a token.
        blanks = reader == "token" or (reader == "any_uri" and not json)
        return Outcome("sometimes", "white space is lost") if writer != "token" and blanks else CARRIED
    if not json:
        return XML_TEXT.get(writer, CARRIED)
    # Anything is read as a string; as an address, over JSON, only what is a string.
    return _JSON if reader == "any_uri" and writer in NUMBERS | {"boolean"} else TEXT.get(writer, CARRIED)


def _number(writer: str, reader: str) -> Outcome:
    if WHOLE in (writer, reader):
        return _whole(writer, reader)
    if writer in INTEGERS and reader in INTEGERS:
        (low, high), (least, greatest) = INTEGERS[writer], INTEGERS[reader]
        return CARRIED if least <= low and high <= greatest else _range(reader)
    if reader in INTEGERS:
        return _range(reader)
    if reader == "decimal":
        return CARRIED if writer in INTEGERS else Outcome("sometimes", "INF and NaN are refused")
    if writer in INTEGERS:
        low, high = INTEGERS[writer]
        return CARRIED if max(-low, high) <= EXACT[reader] else _precision()
    return CARRIED if (writer, reader) == ("float", "double") else _precision()


def _whole(writer: str, reader: str) -> Outcome:
    if reader == WHOLE:
        return CARRIED if writer in INTEGERS else _range(reader)
    return _precision() if reader in EXACT else _range(reader)


def _range(reader: str) -> Outcome:
    return Outcome("sometimes", f"refused where the number is no {_name(reader)}")


def _precision() -> Outcome:
    return Outcome("sometimes", "long numbers lose digits")


def _name(scalar: str) -> str:
    return scalar.replace("_", " ")
