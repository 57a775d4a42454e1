"""Names on the wire to names in Python: every rule about words, case and reserved words stands here."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterable
from itertools import count

__all__ = ["attribute_name", "class_name", "constant_name", "distinct", "operation_constant", "snake_name"]

_ACRONYMS = ("SMS", "MMS", "STOP", "URL", "DID")
"""Words that WCF contracts write in capitals right before a small letter: `SimpleSMSsend`."""

_WORD = re.compile(rf"{'|'.join(_ACRONYMS)}|[A-Z]+(?![a-z])|[A-Z]?[a-z]+[0-9]*|[0-9]+", re.ASCII)
_NOT_IDENTIFIER = re.compile(r"[^0-9A-Za-z_]+", re.ASCII)
_LIST_PREFIX = "ArrayOf"


_RESERVED = frozenset(
    # The soft keywords by name: which words the keyword module knows depends on the Python that generates.
    ("_", "case", "match", "type", "attrs", "bool", "bytes", "datetime", "float", "int", "self", "str", "timedelta")
)
"""Soft keywords, and names that a class of the bindings, or a method, uses for something else."""


_ANNOTATIONS = frozenset({"date", "dict", "object", "time", "tuple"})

_CONSTANTS = frozenset({"ABSENT", "MARKUP", "NAMES", "NOTHING", "TYPE_CHECKING"})
"""What the modules of operations import or hold beside an operation's constant."""


def _words(name: str) -> list[str]:
    if name.startswith(_LIST_PREFIX) and len(name) > len(_LIST_PREFIX):
        return ["array", "of", *_words(name.removeprefix(_LIST_PREFIX))]
    return _WORD.findall(name) or ["unnamed"]


def _legal(name: str) -> str:
    if name[0].isdigit():
        name = f"_{name}"
    return f"{name}_" if keyword.iskeyword(name) or name in _RESERVED else name


def snake_name(name: str) -> str:
    """Return the snake_case identifier of a member, an operation or a module."""
    return _legal("_".join(_words(name)).lower())


def attribute_name(name: str) -> str:
    """Return the snake_case identifier of a contract's member, which is also a parameter's."""
    found = snake_name(name)
    # attrs takes leading underscores off, and annotations name these types.
    if found.startswith("_"):
        return f"n{found}"
    return f"{found}_" if found in _ANNOTATIONS else found


def operation_constant(method: str) -> str:
    """Return the name of an operation's constant."""
    name = method.rstrip("_").upper()
    return f"{name}_" if name in _CONSTANTS else name


def constant_name(name: str) -> str:
    """Return the UPPER_CASE identifier of an enumeration's member or a module's constant."""
    return _legal("_".join(_words(name)).upper())


def class_name(name: str) -> str:
    """Return the identifier of a contract's class: the wire's own name wherever Python allows it."""
    legal = _legal(_NOT_IDENTIFIER.sub("_", name) or "_")
    return f"{legal}_" if hasattr(builtins, legal) else legal


def distinct(names: Iterable[str]) -> list[str]:
    """Return the names with a number after each one that has been there before."""
    listed = list(names)
    taken = set(listed)
    given: set[str] = set()
    result: list[str] = []
    for name in listed:
        free = name
        if name in given:
            free = next(numbered for number in count(2) if (numbered := f"{name}_{number}") not in taken)
            taken.add(free)
        given.add(free)
        result.append(free)
    return result
