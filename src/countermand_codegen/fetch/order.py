"""Where order means nothing, and so is ours: the children of an element in the order of the canonical form.

Order that is meant stays: members of a sequence, values of an enumeration (their JSON numbers go by it), input and
output of an operation, parts of a message.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from countermand_codegen.fetch.names import POLICIES, WSDL, WSU, xs
from countermand_codegen.fetch.nodes import Node

__all__ = ["arranged", "by_name"]

_POLICY = ("Policy", "PolicyReference")

RANKS: Mapping[str, Sequence[str]] = {
    f"{{{WSDL}}}definitions": [
        *(f"{{{WSDL}}}documentation", *(f"{{{policies}}}{name}" for policies in POLICIES for name in _POLICY)),
        *(f"{{{WSDL}}}{name}" for name in ("import", "types", "message", "portType", "binding", "service")),
    ],
    xs("schema"): [
        *(xs(name) for name in ("annotation", "import", "element", "complexType", "simpleType")),
        *(xs(name) for name in ("group", "attributeGroup", "attribute", "notation")),
    ],
}
"""The components of a document, in the order that a reader looks for them."""

ORDERED = frozenset({f"{{{WSDL}}}message", *map(xs, ("sequence", "annotation", "union", "unique", "key", "keyref"))})
"""The elements whose children all stay in their places."""

SORTED = frozenset(
    {
        *(f"{{{WSDL}}}{name}" for name in ("portType", "binding", "service", "port", "input", "output", "fault")),
        *(xs(name) for name in ("all", "choice")),
        *(f"{{{policies}}}{name}" for policies in POLICIES for name in ("Policy", "All", "ExactlyOne")),
    }
)
"""The elements whose children have no order at all."""

NAMING = ("name", "ref", "namespace", f"{{{WSU}}}Id")
"""Attributes that tell one element from others like it; of an import, its namespace, of a policy, its Id."""

HEAD, BODY, LAST = 0, 1, 9
BESIDE: Mapping[str, int] = {
    **{xs(name): 2 for name in ("length", "minLength", "maxLength", "totalDigits", "fractionDigits", "whiteSpace")},
    **{xs(name): 2 for name in ("minInclusive", "maxInclusive", "minExclusive", "maxExclusive", "pattern")},
    **{xs(name): 3 for name in ("attribute", "attributeGroup", "unique", "key", "keyref")},
    xs("anyAttribute"): 4,
}
"""What stands after the content of a type or an element, in no order of its own."""


def by_name(node: Node) -> tuple[str, str, bytes]:
    """Return the key that sorts what has a name by it, and anything else by what it is."""
    named = next((name for attribute in NAMING if (name := node.get(attribute))), "")
    return named, str(node.tag), node.digest


def arranged(parent: str, grandparent: str, children: Iterable[Node]) -> list[Node]:
    """Return the children of an element in the canonical order.

    Args:
        parent: the element, in Clark notation.
        grandparent: what it stands in; empty for a root.
        children: as the document has them.
    """
    if parent in RANKS:
        ranks = {tag: rank for rank, tag in enumerate(RANKS[parent])}
        return sorted(children, key=lambda node: (ranks.get(str(node.tag), len(ranks)), by_name(node)))
    if parent in SORTED:
        return sorted(children, key=lambda node: (_is_head(node), by_name(node)))
    if parent == f"{{{WSDL}}}operation":
        return sorted(children, key=lambda node: _in_operation(node, grandparent))
    if parent in ORDERED or not parent.startswith(xs("")):
        return list(children)
    return sorted(children, key=_in_schema)


def _is_head(node: Node) -> bool:
    return node.tag.local not in ("documentation", "annotation")


Key = tuple[int, tuple[str, str, bytes]]
STAYS = ("", "", b"")


def _in_operation(node: Node, grandparent: str) -> Key:
    if node.tag.namespace != WSDL or node.tag.local == "documentation":
        return (int(_is_head(node)), by_name(node))
    if node.tag.local == "fault":
        return (LAST, by_name(node))
    # Which one comes first tells a request from a notification; in a binding it tells nothing.
    output_later = grandparent == f"{{{WSDL}}}binding" and node.tag.local == "output"
    return (2 + output_later, STAYS)


def _in_schema(node: Node) -> Key:
    if node.tag.local == "annotation":
        return (HEAD, STAYS)
    rank = BESIDE.get(str(node.tag))
    return (BODY, STAYS) if rank is None else (rank, by_name(node))
