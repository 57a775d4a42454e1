"""The names of a package's classes and modules: each given once, and none that its modules need for something else."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, count

from countermand_codegen.names import class_name, snake_name

__all__ = ["Scope"]


class Scope:
    """Hands out names. Modules are told apart whatever their case, as file systems do."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._classes = set(reserved)
        self._modules: set[str] = set()

    def reserve(self, names: Iterable[str]) -> None:
        """Keep class names for something else."""
        self._classes.update(names)

    def of_type(self, local_name: str) -> tuple[str, str]:
        """Return the names of a type's class and of its module."""
        wanted, module = _class_name(local_name), snake_name(local_name)
        for number in chain((0,), count(2)):
            cls = f"{wanted}_{number}" if number else wanted
            stem = f"{module.rstrip('_')}_{number}" if number else module
            if cls not in self._classes and stem not in self._modules:
                self._classes.add(cls)
                self._modules.add(stem)
                return cls, stem
        raise AssertionError(local_name)

    def of_message(self, local_name: str, suffixes: Iterable[str]) -> str:
        """Return the name of a message's class: with one of the suffixes where it is another class's already."""
        wanted = _class_name(local_name)
        candidates = chain((wanted,), (f"{wanted}{suffix}" for suffix in suffixes), (f"{wanted}_{n}" for n in count(2)))
        found = next(candidate for candidate in candidates if candidate not in self._classes)
        self._classes.add(found)
        return found


def _class_name(local_name: str) -> str:
    """Return the name of a class: a public one, and never of small letters alone.

    Attributes, methods and parameters are of small letters: in the class that has the attribute `address`, that name
    no longer means a type.
    """
    name = class_name(local_name)
    if name.startswith("_"):
        return f"N{name}"
    return f"{name[0].upper()}{name[1:]}" if name == name.lower() else name
