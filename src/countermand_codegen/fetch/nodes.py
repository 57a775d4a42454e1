"""Elements without their clothes: no prefixes, no white space, no comments, and no order where none is meant."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import attrs

__all__ = ["Name", "Node", "Value", "plain"]


@attrs.frozen(slots=True, order=True)
class Name:
    """A name with its namespace, which is empty where there is none."""

    namespace: str
    local: str

    def __str__(self) -> str:
        return f"{{{self.namespace}}}{self.local}" if self.namespace else self.local


Value = tuple[str | Name, ...]
"""An attribute's value or an element's text: what is literal in it, and what are names."""


@attrs.frozen(slots=True, eq=False)
class Node:
    """One element. Two that mean the same have the same digest."""

    tag: Name
    attributes: tuple[tuple[Name, Value], ...]
    """Sorted, with the element's own name first."""
    content: tuple[Node | Value, ...]
    """Elements, and the text between them where there is any."""
    digest: bytes = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        made = sha256(repr((str(self.tag), [(str(name), _text(value)) for name, value in self.attributes])).encode())
        for item in self.content:
            made.update(item.digest if isinstance(item, Node) else sha256(_text(item).encode()).digest())
        object.__setattr__(self, "digest", made.digest())

    def get(self, attribute: str) -> str:
        """Return an attribute as text, by its name in Clark notation; empty where there is none."""
        return next((_text(value) for name, value in self.attributes if str(name) == attribute), "")

    @property
    def children(self) -> Iterator[Node]:
        """The elements in it."""
        return (item for item in self.content if isinstance(item, Node))

    def walk(self) -> Iterator[Node]:
        """Give the element itself, and each one in it, in no certain order."""
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += node.children

    def namespaces(self) -> set[str]:
        """Return the namespace of every name in it; the empty one stands for names without."""
        return {name.namespace for node in self.walk() for name in node.own_names()}

    def references(self) -> set[str]:
        """Return the namespaces of what the attributes in it refer to."""
        values = (value for node in self.walk() for _, value in node.attributes)
        return {part.namespace for value in values for part in value if isinstance(part, Name)}

    def own_names(self) -> Iterator[Name]:
        """Give the names in the element itself: its own, its attributes', and those in its text."""
        yield self.tag
        for attribute, value in self.attributes:
            yield attribute
            yield from (part for part in value if isinstance(part, Name))
        for item in self.content:
            if not isinstance(item, Node):
                yield from (part for part in item if isinstance(part, Name))


def plain(namespace: str, tag: str, attributes: dict[str, str], *children: Node) -> Node:
    """Make an element whose attributes are literal and have no namespaces."""
    return Node(Name(namespace, tag), tuple((Name("", name), (value,)) for name, value in attributes.items()), children)


def _text(value: Value) -> str:
    return "".join(map(str, value))
