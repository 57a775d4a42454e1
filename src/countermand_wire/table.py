"""The members of a contract, all together: what stands in its element, written and read part by part."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from countermand_wire.absent import ABSENT
from countermand_wire.attributes import read_attribute, read_others, write_attribute, write_others, write_text
from countermand_wire.errors import DecodeError, EncodeError
from countermand_wire.markup import MARKUP
from countermand_wire.runs import write_any, write_run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.etree import _Element

    from countermand_wire.documents import Decoding, Encoding
    from countermand_wire.parts import Part

__all__ = ["OneOf", "Table"]


class OneOf:
    """Alternatives of which at most one may be there: each as the attributes of its members."""

    __slots__ = ("alternatives", "required")

    def __init__(self, alternatives: tuple[tuple[str, ...], ...], *, required: bool) -> None:
        self.alternatives: Final = alternatives
        self.required: Final = required

    def check(self, value: object, names: Mapping[str, str]) -> None:
        """Refuse a value that has several of the alternatives, or none where one is required.

        Args:
            value: the contract's.
            names: on the wire, by attribute.

        Raises:
            EncodeError: it is refused.
        """
        firsts = (
            next((name for name in alternative if _is_there(getattr(value, name))), None)
            for alternative in self.alternatives
        )
        found = [names[name] for name in firsts if name is not None]
        if len(found) > 1:
            raise EncodeError("", f"has {' and '.join(found)}, of which only one is allowed")
        if self.required and not found:
            wanted = ", ".join(names[alternative[0]] for alternative in self.alternatives)
            raise EncodeError("", f"has none of {wanted}, of which one is required")


def _is_there(value: object) -> bool:
    # An empty list writes nothing.
    return value is not ABSENT and not (isinstance(value, (tuple, list)) and not value)


class Table:
    """The members of a contract, sorted by where they stand.

    Args:
        parts: the members, in the order of the schema.
        choices: members of which only one may be there.
    """

    __slots__ = (
        "_any",
        "_attributes",
        "_blank",
        "_by_tag",
        "_children",
        "_choices",
        "_members",
        "_names",
        "_others",
        "_own_tags",
        "_required",
        "_text",
        "has_head",
    )

    def __init__(self, parts: tuple[Part, ...], choices: tuple[OneOf, ...]) -> None:
        children = tuple(part for part in parts if part.where in ("element", "items", "any"))
        self._children: Final = children
        self._attributes: Final = tuple(part for part in parts if part.where == "attribute")
        self._text: Final = next((part for part in parts if part.where == "text"), None)
        self._any: Final = next((part for part in children if part.where == "any"), None)
        self._others: Final = next((part for part in parts if part.where == "any-attributes"), None)
        self.has_head: Final = bool(self._attributes or self._text or self._others)
        """Whether it has attributes, or a text."""
        self._own_tags: Final = frozenset(part.tag for part in self._attributes)
        self._members: Final = _getter(children)
        self._names: Final = {part.attribute: part.name for part in parts}
        self._by_tag: Final = _by_tag(children)
        self._choices: Final = choices
        self._required: Final = tuple(part for part in children if part.required)
        self._blank: Final[dict[str, object]] = {
            part.attribute: () if part.many or part.where != "element" else ABSENT
            for part in children
            if not part.required
        }

    def write_head(self, value: Any, encoding: Encoding) -> tuple[str, str]:
        """Write what stands in the start tag, and the text after it.

        Raises:
            EncodeError: a member is not what the schema says.
        """
        text = "" if self._text is None else write_text(self._text, getattr(value, self._text.attribute), encoding)
        attributes = ""
        for part in self._attributes:
            attributes += write_attribute(part, getattr(value, part.attribute), encoding)
        if self._others is not None:
            attributes += write_others(self._others, getattr(value, self._others.attribute), self._own_tags, encoding)
        return attributes, text

    def write_children(self, value: Any, scope: str, encoding: Encoding, extra: str = "") -> str:
        """Write the elements inside.

        Args:
            value: the contract's.
            scope: the default namespace in force.
            encoding: the document that is written.
            extra: attributes of each element that may need them, where no element around can hold them.

        Raises:
            EncodeError: a member is not what the schema says.
        """
        encoding.enter()
        for choice in self._choices:
            choice.check(value, self._names)
        pieces: list[str] = []
        for part, member in zip(self._children, self._members(value), strict=True):
            if member is ABSENT or member is None:
                if member is None or part.required:
                    pieces.append(part.write(member, scope, encoding, extra))
                continue
            to_text, content = part.quick_to_text, part.quick_content
            if to_text is not None:
                pieces.append(f"{part.start(scope)}>{to_text(member, part.name)}{part.closing}")
            elif content is not None:
                encoding.next_member()
                try:
                    pieces.append(content.write(member, part, scope, encoding, extra))
                except EncodeError as error:
                    raise error.under(part.name) from None
            else:
                encoding.next_member()
                pieces.append(self._write_other(part, member, scope, encoding, extra))
        encoding.leave()
        return "".join(pieces)

    def _write_other(self, part: Part, member: object, scope: str, encoding: Encoding, extra: str) -> str:
        """Write a member that is not simply an element, or whose content has not been found yet."""
        if part.where == "element":
            return part.write(member, scope, encoding, extra)
        if part.where == "any":
            return write_any(part, member, self._by_tag)
        return write_run(part, member, scope, encoding, extra)

    def read_members(self, element: _Element, decoding: Decoding) -> dict[str, Any]:
        """Read the members but headers, by their attributes.

        Raises:
            DecodeError: a member is missing, or is not what the schema says.
        """
        decoding.enter()
        found = self._blank.copy()
        self._read_children(element, decoding, found)
        for part in self._required:
            if part.attribute not in found:
                raise DecodeError(part.name, "is missing")
        for part in self._attributes:
            found[part.attribute] = read_attribute(part, element, decoding)
        if self._text is not None:
            found[self._text.attribute] = _read_text(self._text, element, decoding)
        if self._others is not None:
            found[self._others.attribute] = read_others(element, self._own_tags)
        decoding.leave()
        return found

    def _read_children(self, element: _Element, decoding: Decoding, found: dict[str, Any]) -> None:
        runs: dict[str, list[object]] = {}
        for child in element:
            place = self._by_tag.get(child.tag)
            if place is None:
                if self._any is not None:
                    runs.setdefault(self._any.attribute, []).append(MARKUP.read(child, decoding))
                continue
            part, own = place
            from_text, content, text = part.quick_from_text, part.quick_content, child.text
            if from_text is not None and text is not None:
                found[part.attribute] = from_text(text, part.name)
            elif content is not None and len(child):
                # What has children is not nil, refers to nothing, and stands for no default.
                try:
                    found[part.attribute] = content.read(child, decoding)
                except DecodeError as error:
                    raise error.under(part.name) from None
            elif not part.many and part is own:
                found[part.attribute] = part.read(child, decoding)
            else:
                run = runs.setdefault(part.attribute, [])
                run.append(_read_item(part, own, child, decoding, len(run)))
        for attribute, run in runs.items():
            found[attribute] = tuple(run)


def _getter(parts: tuple[Part, ...]) -> Callable[[Any], tuple[Any, ...]]:
    names = [part.attribute for part in parts]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _by_tag(parts: tuple[Part, ...]) -> dict[str, tuple[Part, Part]]:
    """Return, by the name of an element, the member that it belongs to, and what says how to read it."""
    found: dict[str, tuple[Part, Part]] = {}
    for part in parts:
        for own in (part,) if part.where == "element" else part.alternatives:
            found[own.tag] = part, own
    return found


def _read_item(part: Part, own: Part, child: _Element, decoding: Decoding, index: int) -> object:
    path = f"{part.name}[{index}]"
    try:
        if part is own:
            return part.read_one(child, decoding)
        path = f"{path}.{own.name}"
        return own.attribute, own.read_one(child, decoding)
    except DecodeError as error:
        raise error.under(path) from None


def _read_text(part: Part, element: _Element, decoding: Decoding) -> object:
    text = element.text
    if text is None and part.default is not None:
        return part.default_value
    if text is None and not part.required:
        return ABSENT
    return part.read_text(text, element, decoding)
