"""Documents with one thing in them changed, removed, doubled or swapped, at random and by a seed."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any

import yaml
from lxml import etree

__all__ = ["mutated_xml", "mutated_yaml"]

VALUES = (
    "",
    "5",
    "-1",
    "xs:foo",
    "xs:int",
    "unbounded",
    "UNBOUNDED",
    "true",
    "other:A",
    "a b",
    "\u00e9",
    "A" * 300,
    "#/x",
)
"""What an attribute or a text becomes, beside what stands elsewhere in the document."""


def mutated_xml(content: bytes, random: Random) -> bytes:
    """Change one thing in an XML document."""
    root = etree.fromstring(content)
    elements = list(root.iter("*"))
    element = random.choice(elements)
    random.choice(_XML if element is not root else _ATTRIBUTES)(element, elements, random)
    return etree.tostring(root)


_Xml = Callable[[Any, list[Any], Random], None]


def _remove(element: Any, elements: list[Any], random: Random) -> None:
    element.getparent().remove(element)


def _double(element: Any, elements: list[Any], random: Random) -> None:
    element.addnext(copy.deepcopy(element))


def _swap(element: Any, elements: list[Any], random: Random) -> None:
    after = element.getnext()
    if after is not None:
        after.addnext(element)


def _move(element: Any, elements: list[Any], random: Random) -> None:
    parent = random.choice(elements)
    if element not in (parent, *parent.iterancestors()):
        parent.append(element)


def _rename(element: Any, elements: list[Any], random: Random) -> None:
    element.tag = random.choice(elements).tag


def _set(element: Any, elements: list[Any], random: Random) -> None:
    """Write something else into an attribute: mostly what it has elsewhere, which gives documents that can be read."""
    if element.attrib:
        name = random.choice(element.keys())
        others = sorted({other.get(name) for other in elements if name in other.attrib} - {element.get(name)})
        flipped = {"true": "false", "false": "true", "0": "1", "1": "0"}.get(element.get(name))
        element.set(name, flipped or random.choice((random.choice(VALUES), *random.choices(others or VALUES, k=4))))


def _drop(element: Any, elements: list[Any], random: Random) -> None:
    if element.attrib:
        del element.attrib[random.choice(element.keys())]


def _borrow(element: Any, elements: list[Any], random: Random) -> None:
    name, value = random.choice([pair for other in elements for pair in other.attrib.items()])
    element.set(name, value)


def _write(element: Any, elements: list[Any], random: Random) -> None:
    element.text = random.choice(VALUES)


_ATTRIBUTES: tuple[_Xml, ...] = (_set, _set, _set, _set, _drop, _borrow)
_XML: tuple[_Xml, ...] = (*_ATTRIBUTES, _remove, _double, _swap, _swap, _move, _rename, _write)


ODD: tuple[Any, ...] = (
    None,
    "",
    "x",
    "X",
    5,
    0,
    -1,
    1.5,
    True,
    [],
    {},
    [[]],
    [None],
    {"a": 1},
    {"$ref": "#/nowhere"},
    {5: 5},
)


def mutated_yaml(content: bytes, random: Random) -> bytes:
    """Change one thing in a YAML document."""
    document = yaml.safe_load(content)
    holders = [holder for holder in _holders(document) if holder]
    holder = random.choice(holders)
    keys = [key for key in holder if key not in SILENT] if isinstance(holder, dict) else range(len(holder))
    key = random.choice(keys or list(holder))
    random.choice(_YAML)(holder, key, holders, random)
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True).encode()


SILENT = ("description", "summary", "title", "example", "examples", "x-evidence", "x-evidence-note")
"""What says nothing of the contract, and is most of a descriptor: it is left alone where anything is beside it."""


def _holders(value: Any) -> list[Any]:
    spoken = [each for name, each in value.items() if name not in SILENT] if isinstance(value, dict) else ()
    inside = spoken or (value if isinstance(value, list) else ())
    own = [value] if isinstance(value, (dict, list)) else []
    return own + [found for each in inside for found in _holders(each)]


def _put(holder: Any, key: Any, holders: list[Any], random: Random) -> None:
    """Write something else: mostly what stands elsewhere under that name, which gives documents that can be read."""
    found = [each[key] for each in holders if isinstance(each, dict) and key in each]
    others = [other for other in found if other != holder[key]] or list(ODD)
    holder[key] = copy.deepcopy(random.choice((random.choice(ODD), *random.choices(others, k=4))))


def _delete(holder: Any, key: Any, holders: list[Any], random: Random) -> None:
    del holder[key]


def _alter(holder: Any, key: Any, holders: list[Any], random: Random) -> None:
    value = holder[key]
    if isinstance(value, bool) or value is None:
        holder[key] = not value
    elif isinstance(value, (int, float)):
        holder[key] = value + 1
    elif isinstance(value, str):
        holder[key] = value + "x"
    elif isinstance(value, list):
        value.reverse()
    else:
        _shuffle(value, list(value.items()), random)


def _shuffle(holder: dict[Any, Any], items: list[Any], random: Random) -> None:
    random.shuffle(items)
    holder.clear()
    holder.update(items)


def _call(holder: Any, key: Any, holders: list[Any], random: Random) -> None:
    """Give a key another name in its place, or put an entry of a list twice."""
    if isinstance(holder, list):
        holder.insert(key, copy.deepcopy(holder[key]))
        return
    other = random.choice([name for each in holders if isinstance(each, dict) for name in each])
    items = [(other if name == key else name, value) for name, value in holder.items()]
    holder.clear()
    holder.update(items)


_YAML: tuple[Callable[[Any, Any, list[Any], Random], None], ...] = (_put, _put, _delete, _alter, _alter, _call)
