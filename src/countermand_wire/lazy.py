"""Contents pages that import a name from its home when it is first asked for: what is not used costs nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module

__all__ = ["lazy_exports"]


def lazy_exports(page: str, homes: Mapping[str, Iterable[str]]) -> Callable[[str], object]:
    """Make the `__getattr__` of a module.

    Args:
        page: the module's `__name__`.
        homes: by the module that defines them, the names that the page exports.
    """
    home_of = {name: home for home, names in homes.items() for name in names}

    def __getattr__(name: str) -> object:  # noqa: N807  # It becomes the module's own.
        home = home_of.get(name)
        if home is None:
            raise AttributeError(f"module {page!r} has no attribute {name!r}")
        value: object = getattr(import_module(home), name)
        setattr(sys.modules[page], name, value)
        return value

    return __getattr__
