"""The import block of a generated module, collected while its body is rendered."""

from __future__ import annotations

import sys

__all__ = ["Imports"]

THIRD_PARTY = ("attrs", "lxml")


class Imports:
    """Names to import, by module; some of them for type checkers only."""

    def __init__(self) -> None:
        self._names: dict[str, set[str]] = {}
        self._typing_only: dict[str, set[str]] = {}
        self._modules: set[str] = set()

    def module(self, module: str) -> None:
        """Import a module as a whole."""
        self._modules.add(module)

    def use(self, module: str, name: str) -> str:
        """Import a name from a module; returns the name, for use in an expression."""
        self._names.setdefault(module, set()).add(name)
        return name

    def annotate(self, module: str, name: str) -> str:
        """Import a name that only annotations need."""
        self._typing_only.setdefault(module, set()).add(name)
        return name

    def render(self) -> str:
        """Write the block, sorted as isort sorts: standard library, other libraries, our own packages."""
        typing_only = {
            module: left
            for module, names in self._typing_only.items()
            if (left := names - self._names.get(module, set()))
        }
        if typing_only:
            self.use("typing", "TYPE_CHECKING")
        lines = ["from __future__ import annotations", "", *_block(self._modules, self._names)]
        if typing_only:
            guarded = [f"    {line}" if line else "" for line in _block(set(), typing_only)]
            lines += ["", "if TYPE_CHECKING:", *guarded]
        return "\n".join(lines)


def _section(module: str) -> int:
    top = module.partition(".")[0]
    if top in sys.stdlib_module_names:
        return 0
    return 1 if top in THIRD_PARTY else 2


def _block(modules: set[str], names: dict[str, set[str]]) -> list[str]:
    sections: list[list[str]] = []
    for section in range(3):
        lines = [f"import {module}" for module in sorted(modules) if _section(module) == section]
        lines += [
            f"from {module} import {', '.join(sorted(names[module], key=_case))}"
            for module in sorted(names)
            if _section(module) == section
        ]
        if lines:
            sections.append(lines)
    return "\n\n".join("\n".join(lines) for lines in sections).split("\n")


def _case(name: str) -> tuple[int, str]:
    """Sort constants before classes before the rest, as isort does."""
    if name.isupper():
        return 0, name
    return (1 if name[:1].isupper() else 2), name
