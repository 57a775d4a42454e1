"""From nodes to the bytes of a document: two spaces for each level, declarations at the root, sorted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

import attrs

from countermand_codegen.fetch.names import XML
from countermand_codegen.fetch.nodes import Name, Node, Value

__all__ = ["write_document"]

LINE_BREAKS = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def write_document(root: Node, prefixes: Mapping[str, str], forms: Mapping[str, str]) -> bytes:
    """Write a document.

    Args:
        root: its root element.
        prefixes: by namespace; at least those that are used.
        forms: by tag, the `form` that goes without saying.
    """
    declared = sorted((prefixes[namespace], namespace) for namespace in root.namespaces() - {"", XML})
    writer = _Writer(prefixes, forms)
    lines = [
        f"<{writer.name(root.tag)}",
        *writer.attributes(root),
        *(f'xmlns:{prefix}="{escape(namespace, LINE_BREAKS)}"' for prefix, namespace in declared),
    ]
    writer.parts.extend(('<?xml version="1.0" encoding="utf-8"?>\n', "\n    ".join(lines)))
    writer.finish(root, 0)
    writer.parts.append("\n")
    return "".join(writer.parts).encode()


@attrs.frozen
class _Writer:
    prefixes: Mapping[str, str]
    forms: Mapping[str, str]
    parts: list[str] = attrs.field(factory=list[str])

    def name(self, name: Name) -> str:
        return f"{self.prefixes[name.namespace]}:{name.local}" if name.namespace else name.local

    def value(self, value: Value) -> str:
        return "".join(part if isinstance(part, str) else self.name(part) for part in value)

    def attributes(self, node: Node) -> Iterator[str]:
        said = self.forms.get(str(node.tag))
        for name, value in node.attributes:
            if name.local == "form" and not name.namespace and said is not None and value == (said,):
                continue
            yield f'{self.name(name)}="{escape(self.value(value), LINE_BREAKS)}"'

    def element(self, node: Node, level: int) -> None:
        self.parts.append(" ".join([f"<{self.name(node.tag)}", *self.attributes(node)]))
        self.finish(node, level)

    def finish(self, node: Node, level: int) -> None:
        """Write what follows an element's attributes; where there is text in it, all on one line."""
        if not node.content:
            self.parts.append(" />")
            return
        inline = level < 0 or any(not isinstance(item, Node) for item in node.content)
        below = -1 if inline else level + 1
        self.parts.append(">")
        for item in node.content:
            if not inline:
                self.parts.append("\n" + "  " * below)
            if isinstance(item, Node):
                self.element(item, below)
            else:
                self.parts.append(escape(self.value(item), {"\r": "&#13;"}))
        if not inline:
            self.parts.append("\n" + "  " * level)
        self.parts.append(f"</{self.name(node.tag)}>")
