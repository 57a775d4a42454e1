"""What is known of the one document that is being written or read, where contracts are tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from countermand_wire.errors import DecodeError

if TYPE_CHECKING:
    from lxml.etree import _Element

    from countermand_wire.policy import Reading, Writing

__all__ = ["ID", "REF", "SERIALIZATION", "Decoding", "Encoding"]

SERIALIZATION: Final = "http://schemas.microsoft.com/2003/10/Serialization/"
ID: Final = f"{{{SERIALIZATION}}}Id"
REF: Final = f"{{{SERIALIZATION}}}Ref"


class Encoding:
    """A document that is being written."""

    __slots__ = ("_ids", "_prefixes", "writing")

    def __init__(self, writing: Writing) -> None:
        self.writing: Final = writing
        self._ids: dict[int, tuple[str, object]] = {}
        self._prefixes = 0

    def new_prefix(self) -> str:
        """Return a prefix that nothing else of this document has."""
        self._prefixes += 1
        return f"p{self._prefixes}"

    def reference(self, value: object) -> tuple[str, bool]:
        """Return the id of a value, and whether it was written before."""
        known = self._ids.get(id(value))
        if known is not None:
            return known[0], True
        # The value is kept, so that no other one gets its place in memory.
        name = f"i{len(self._ids) + 1}"
        self._ids[id(value)] = name, value
        return name, False


class Decoding:
    """A document that is being read."""

    __slots__ = ("_values", "reading")

    def __init__(self, reading: Reading) -> None:
        self.reading: Final = reading
        self._values: dict[str, Any] = {}

    @staticmethod
    def refers(element: _Element) -> bool:
        """Whether the element stands for a value that another element holds."""
        return element.get(REF) is not None

    def remember(self, element: _Element, value: object) -> None:
        """Keep a value under the id that its element has, if it has one.

        Raises:
            DecodeError: another element had the same.
        """
        name = element.get(ID)
        if name is None:
            return
        if name in self._values:
            raise DecodeError("", "has an Id that another element has, too")
        self._values[name] = value

    def referred(self, name: str, cls: type) -> Any:
        """Return the value that was read under an id.

        Raises:
            DecodeError: there is none so far, or it is of another class.
        """
        if name not in self._values:
            raise DecodeError("", "refers to an Id that no element before it has")
        value = self._values[name]
        if not isinstance(value, cls):
            raise DecodeError("", f"refers to a {type(value).__name__}, expected {cls.__name__}")
        return value
