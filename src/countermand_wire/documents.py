"""What is known of the one document that is being written or read, where contracts are tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.text import attribute_escape

if TYPE_CHECKING:
    from lxml.etree import _Element

    from countermand_wire.policy import Reading, Writing

__all__ = ["ID", "REF", "SERIALIZATION", "Decoding", "Encoding"]

SERIALIZATION: Final = "http://schemas.microsoft.com/2003/10/Serialization/"
ID: Final = f"{{{SERIALIZATION}}}Id"
REF: Final = f"{{{SERIALIZATION}}}Ref"

DEEPEST: Final = 150
"""Contracts and lists in each other; libxml2 reads 256 elements in elements, .NET by itself 32 of a request."""


class Encoding:
    """A document that is being written.

    Args:
        writing: the peer's policy.
        apart: whether each member of the outermost contract is a document of its own to Microsoft's serializer, as
            the members of a message are: no reference leads from one to another.
    """

    __slots__ = ("_apart", "_depth", "_ids", "_ids_before", "_prefixes", "bare", "bound", "writing")

    def __init__(self, writing: Writing, *, apart: bool = False) -> None:
        self.writing: Final = writing
        self.bound: str = ""
        """Declarations of prefixes that the start tag that is being written must still take."""
        self.bare: bool = False
        """Whether the start tag that is being written must leave no default namespace in force."""
        self._apart: Final = apart
        self._ids: dict[int, tuple[str, object]] = {}
        self._ids_before = 0
        self._prefixes = 0
        self._depth = 0

    def bind(self, namespace: str) -> str:
        """Return a new prefix for a namespace, which the start tag that is being written declares."""
        self._prefixes += 1
        prefix = f"p{self._prefixes}"
        self.bound += f' xmlns:{prefix}="{attribute_escape(namespace)}"'
        return prefix

    def take_bound(self) -> tuple[str, bool]:
        """Return what the start tag must declare, and whether it must be bare; the next one begins anew."""
        bound, bare = self.bound, self.bare
        self.bound, self.bare = "", False
        return bound, bare

    def enter(self) -> None:
        """Go into a contract or a list.

        Raises:
            EncodeError: it is too deep inside.
        """
        self._depth += 1
        if self._depth > DEEPEST:
            raise EncodeError("", f"is nested more than {DEEPEST} levels deep, or holds itself")

    def leave(self) -> None:
        """Come out of a contract or a list."""
        self._depth -= 1

    def next_member(self) -> None:
        """Begin a member that may hold contracts."""
        if self._apart and self._depth == 1 and self._ids:
            # The ids go on, so that none is used twice where a reader takes the message for one document.
            self._ids_before += len(self._ids)
            self._ids = {}

    def reference(self, value: object) -> tuple[str, bool]:
        """Return the id of a value, and whether it was written before."""
        known = self._ids.get(id(value))
        if known is not None:
            return known[0], True
        # The value is kept, so that no other one gets its place in memory.
        name = f"i{self._ids_before + len(self._ids) + 1}"
        self._ids[id(value)] = name, value
        return name, False


class Decoding:
    """A document that is being read."""

    __slots__ = ("_depth", "_values", "reading")

    def __init__(self, reading: Reading) -> None:
        self.reading: Final = reading
        self._values: dict[str, Any] = {}
        self._depth = 0

    def enter(self) -> None:
        """Go into a contract or a list.

        Raises:
            DecodeError: it is too deep inside.
        """
        self._depth += 1
        if self._depth > DEEPEST:
            raise DecodeError("", f"is nested more than {DEEPEST} levels deep")

    def leave(self) -> None:
        """Come out of a contract or a list."""
        self._depth -= 1

    def remember(self, element: _Element, value: object) -> None:
        """Keep a value under the id that its element has, if it has one.

        The members of a message count their ids each for itself, so that one comes again: the last one holds.
        """
        name = element.get(ID)
        if name is not None:
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
