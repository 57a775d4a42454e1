"""From a parsed element to a node: prefixes become namespaces, in tags and in every value that holds a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal

import attrs
from lxml import etree

from countermand_codegen.errors import CodegenError
from countermand_codegen.fetch.names import SOAP, WSDL, XML, XS, xs
from countermand_codegen.fetch.nodes import Name, Node, Value
from countermand_codegen.fetch.order import arranged
from countermand_codegen.fetch.reach import shown

__all__ = ["Context", "read_node"]

Kind = Literal["contract", "foreign", "prose"]

REFERENCES: Mapping[str, frozenset[str]] = {
    XS: frozenset({"type", "ref", "base", "itemType", "memberTypes", "substitutionGroup", "refer"}),
    WSDL: frozenset({"message", "element", "type", "binding"}),
    **dict.fromkeys(SOAP, frozenset({"message"})),
}
"""Attributes that hold names, by the namespace of their element. Unprefixed, those are of the default namespace."""

XPATHS = frozenset({xs("selector"), xs("field")})
LOCAL_FORMS: Mapping[str, str] = {xs("element"): "elementFormDefault", xs("attribute"): "attributeFormDefault"}
TOP = xs("schema")
PROSE = (xs("documentation"), f"{{{WSDL}}}documentation")
VERBATIM = frozenset({"value", "default", "fixed"})
"""Attributes of XML Schema whose white space is theirs: a pattern, or a value of the type that is described."""

_NAME = re.compile(r"([^\W\d][\w.-]*):([^\W\d][\w.-]*)((?:\[[\d,]*\])*)")
_STEP = re.compile(r"([^\W\d][\w.-]*):([^\W\d][\w.-]*|\*)")


@attrs.frozen(kw_only=True)
class Context:
    """What the meaning of an element depends on, beside itself."""

    place: str
    """The document, for errors."""
    max_depth: int
    forms: Mapping[str, str] = attrs.field(factory=dict[str, str])
    """A schema's `elementFormDefault` and `attributeFormDefault`."""
    chameleon: str = ""
    """The namespace that names without one belong to, in a schema without one that is included by another."""


def read_node(element: etree._Element, context: Context, kind: Kind = "contract", depth: int = 1) -> Node:
    """Read an element and all that is in it.

    Args:
        element: as parsed, without comments and processing instructions.
        context: what its meaning depends on.
        kind: whether it is part of the contract, an extension of it, or prose, in which no name is looked for.
        depth: how many elements are around it.

    Raises:
        CodegenError: a name with a prefix that is not bound, or elements inside each other beyond the limit.
    """
    if depth > context.max_depth:
        raise CodegenError(f"{context.place}, line {element.sourceline}", "has elements too deep inside each other")
    tag = _split(str(element.tag))
    if kind != "prose":
        kind = "prose" if element.tag in PROSE else "contract" if tag.namespace in REFERENCES else "foreign"
    reader = _Values(element, tag, context, kind)
    attributes = {_split(str(key)): reader.attribute(str(key), str(text)) for key, text in element.items()}
    form = _form(element, context) if kind == "contract" else None
    if form is not None:
        attributes[Name("", "form")] = (form,)
    children = [read_node(child, context, kind, depth + 1) for child in element]
    return Node(tag, tuple(sorted(attributes.items(), key=_attribute_order)), _content(element, children, reader))


@lru_cache(1024)
def _split(tag: str) -> Name:
    namespace, _, local = tag.removeprefix("{").rpartition("}")
    return Name(namespace, local)


def _attribute_order(item: tuple[Name, Value]) -> tuple[bool, Name]:
    return item[0] not in (Name("", "name"), Name("", "ref")), item[0]


def _form(element: etree._Element, context: Context) -> str | None:
    """Return the `form` of a local element or attribute, said or not; the writer leaves out what the schema says."""
    default = LOCAL_FORMS.get(str(element.tag))
    parent = element.getparent()
    if default is None or element.get("ref") is not None or parent is None or parent.tag == TOP:
        return None
    return element.get("form") or context.forms.get(default, "unqualified")


def _content(element: etree._Element, children: list[Node], reader: _Values) -> tuple[Node | Value, ...]:
    texts = [element.text, *(child.tail for child in element)]
    if not any(text and text.strip() for text in texts):
        return tuple(arranged(str(element.tag), str(getattr(element.getparent(), "tag", "")), children))
    if not children:
        return (reader.text(_collapsed(texts[0]).strip()),)
    return tuple(_mixed(texts, children))


def _mixed(texts: list[str | None], children: list[Node]) -> Iterator[Node | Value]:
    last = len(children)
    for index, text in enumerate(texts):
        between = _collapsed(text)
        between = between.lstrip() if index == 0 else between.rstrip() if index == last else between
        if between:
            yield (between,)
        if index < last:
            yield children[index]


def _collapsed(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")


@attrs.frozen
class _Values:
    """Reads the values of one element, with the prefixes that are bound there."""

    element: etree._Element
    tag: Name
    context: Context
    kind: Kind

    def attribute(self, key: str, text: str) -> Value:
        """Read an attribute's value; the key is in Clark notation."""
        if self.kind == "prose" or (self.tag.namespace == XS and key in VERBATIM):
            return (text,)
        text = _collapsed(text).strip()
        if key in REFERENCES.get(self.tag.namespace, ()):
            return tuple(self._references(text))
        if str(self.element.tag) in XPATHS and key == "xpath":
            return tuple(self._steps(text))
        return self.text(text) if key.startswith("{") or self.kind == "foreign" else (text,)

    def text(self, text: str) -> Value:
        """Read text that may be a name, as extensions have them; anything else is literal."""
        found = _NAME.fullmatch(text) if self.kind != "prose" else None
        namespace = self.element.nsmap.get(found[1]) if found else None
        if found is None or namespace is None:
            return (text,)
        return (Name(namespace, found[2]), found[3]) if found[3] else (Name(namespace, found[2]),)

    def _references(self, text: str) -> Iterator[str | Name]:
        for index, word in enumerate(text.split()):
            if index:
                yield " "
            prefix, colon, local = word.rpartition(":")
            namespace = XML if prefix == "xml" else self.element.nsmap.get(prefix if colon else None)
            if namespace is None and colon:
                raise CodegenError(
                    f"{self.context.place}, line {self.element.sourceline}", f"the prefix of {shown(word)} is not bound"
                )
            yield Name(namespace or self.context.chameleon, local)

    def _steps(self, text: str) -> Iterator[str | Name]:
        end = 0
        for step in _STEP.finditer(text):
            namespace = self.element.nsmap.get(step[1])
            if namespace is not None:
                yield text[end : step.start()]
                yield Name(namespace, step[2])
                end = step.end()
        yield text[end:]
