"""The contents page of every package: `__all__` is in order and says what is there."""

import importlib
import pkgutil
from types import ModuleType

import pytest

ROOTS = ["countermand", "countermand_bindings", "countermand_codegen", "countermand_wire"]


def packages(root: str) -> list[str]:
    """Return the names of a package and of every public package below it."""
    below = pkgutil.walk_packages(importlib.import_module(root).__path__, f"{root}.")
    return [root, *(info.name for info in below if info.ispkg and "._" not in info.name)]


def order(name: str) -> tuple[int, str]:
    """Sort constants first, then classes, then the rest, as ruff keeps hand-written pages."""
    rank = 0 if name.isupper() else 1 if name[0].isupper() else 2
    return rank, name


def public_names(package: ModuleType) -> set[str]:
    """Return what a package binds for its users; what it takes from elsewhere for its own use is not meant."""
    bound = {name: value for name, value in vars(package).items() if not name.startswith("_")}
    ours = {name for name, value in bound.items() if not isinstance(value, ModuleType) and is_from(package, value)}
    return ours - {"TYPE_CHECKING", "annotations", "lazy_exports"}


def is_from(package: ModuleType, value: object) -> bool:
    """Whether a value is defined in a package or below it; a plain constant counts as its own."""
    home: str = getattr(value, "__module__", None) or package.__name__
    return f"{home}.".startswith(f"{package.__name__}.")


@pytest.fixture(params=[name for root in ROOTS for name in packages(root)])
def package(request: pytest.FixtureRequest) -> ModuleType:
    name: str = request.param
    return importlib.import_module(name)


def test_all_is_in_order(package: ModuleType) -> None:
    names: list[str] = list(getattr(package, "__all__", ()))
    generated = package.__name__.startswith("countermand_bindings")
    assert names == sorted(set(names), key=None if generated else order)


def test_all_names_what_is_there(package: ModuleType) -> None:
    names: list[str] = list(getattr(package, "__all__", ()))
    assert [name for name in names if not hasattr(package, name)] == []


def test_nothing_public_is_left_out(package: ModuleType) -> None:
    for name in getattr(package, "__all__", ()):
        getattr(package, name)  # A lazy page binds a name when it is first asked for it.
    assert public_names(package) <= set(getattr(package, "__all__", ()))
