"""The scalars of JSON services, whose vendors write one type in several ways: whether all of them are read."""

from __future__ import annotations

from collections.abc import Mapping

from countermand_codegen.diff.model import CARRIED, Outcome

__all__ = ["WAYS", "loose_outcome"]

TEXTS = frozenset({"text", "digits in text", "1 in text", "true in text", "a fraction in text"})
FLAGS = frozenset({"a boolean", "1", "1 in text", "true in text"})
INTEGERS = frozenset({"an integer", "1"})
NUMBERS = INTEGERS | {"a fraction"}
LOOSE_INTEGERS = INTEGERS | {"digits in text", "1 in text"}

WAYS: Mapping[str, frozenset[str]] = {
    "bit": FLAGS,
    "boolean": frozenset({"a boolean"}),
    "flag": FLAGS,
    "identifier": TEXTS | INTEGERS,
    "integer": INTEGERS,
    "loose_decimal": NUMBERS | LOOSE_INTEGERS | {"a fraction in text"},
    "loose_integer": LOOSE_INTEGERS,
    "number": NUMBERS,
    "numeric_identifier": TEXTS | INTEGERS,
    "string": TEXTS,
}
"""In what ways a value may come."""

READ: Mapping[str, frozenset[str]] = {**WAYS, "boolean": FLAGS, "string": TEXTS | NUMBERS | FLAGS}
"""What is read: as Microsoft's readers do, ours take more than a plain boolean, and anything as text."""


AS_TEXT: Mapping[str, str] = {
    "a boolean": "true in text",
    "a fraction": "a fraction in text",
    "an integer": "digits in text",
    "1": "1 in text",
}
"""What becomes of a value in a query."""


def loose_outcome(writer: str, reader: str, *, query: bool = False) -> Outcome:
    """Tell what becomes of a value.

    Args:
        writer: as in `scalar_outcome`.
        reader: the same.
        query: whether it travels in a URL, where all is text.
    """
    ways, read = WAYS.get(writer, frozenset()), READ.get(reader, frozenset())
    if query:
        ways, read = (frozenset(AS_TEXT.get(way, way) for way in found) for found in (ways, read))
    if ways and ways <= read:
        return CARRIED
    if not ways & read:
        return Outcome("never", "no value of the one is read as the other")
    return Outcome("sometimes", f"refused where it comes as {' or '.join(sorted(ways - read))}")
