"""Whether the values of one scalar type are read as another, in XML and in JSON."""

from __future__ import annotations

from collections.abc import Mapping

from countermand_codegen.diff.model import CARRIED, Outcome

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

NUMBERS = frozenset({*INTEGERS, *EXACT, "decimal"})
TEXTS = frozenset({"any_uri", "string"})
"""Any text, and strings in both forms."""


def scalar_outcome(writer: str, reader: str) -> Outcome:
    """Tell what becomes of a value.

    Args:
        writer: the stem of the type's functions, of who writes.
        reader: the same, of who reads.
    """
    if writer == reader:
        return CARRIED
    if writer in INTEGERS and reader in INTEGERS:
        (low, high), (least, greatest) = INTEGERS[writer], INTEGERS[reader]
        return CARRIED if least <= low and high <= greatest else _range(reader)
    if writer in NUMBERS and reader in NUMBERS:
        return _number(writer, reader)
    if reader in TEXTS:
        return _text(writer)
    if writer in TEXTS:
        return Outcome("sometimes", f"refused where the text is no {_name(reader)}")
    return Outcome("never", f"a {_name(writer)} is not read as a {_name(reader)}")


def _text(writer: str) -> Outcome:
    if writer in (*TEXTS, "guid"):
        return CARRIED
    return Outcome("sometimes", f"a {_name(writer)} arrives as text over XML; over JSON it may be refused")


def _number(writer: str, reader: str) -> Outcome:
    if reader in INTEGERS:
        return _range(reader)
    if reader == "decimal":
        return CARRIED if writer in INTEGERS else Outcome("sometimes", "INF and NaN are refused")
    if writer in INTEGERS:
        low, high = INTEGERS[writer]
        return CARRIED if max(-low, high) <= EXACT[reader] else _precision()
    return CARRIED if (writer, reader) == ("float", "double") else _precision()


def _range(reader: str) -> Outcome:
    return Outcome("sometimes", f"refused where the number is no {_name(reader)}")


def _precision() -> Outcome:
    return Outcome("sometimes", "long numbers lose digits")


def _name(scalar: str) -> str:
    return scalar.replace("_", " ")
