"""The lock: what the committed outputs were made from, and by which generator."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypeGuard

import attrs

from countermand_codegen.emit import LOCK
from countermand_codegen.errors import CodegenError
from countermand_codegen.sources import read_source

__all__ = ["Lock", "parse_lock", "read_lock"]

REMEDY = "run `python codegen.py generate`"


@attrs.frozen(kw_only=True)
class Lock:
    """The content of a lock."""

    generator: str
    inputs: Mapping[str, str]
    """Digest by path below the root."""
    outputs: Mapping[str, str]
    """The same."""


def read_lock(root: Path) -> Lock:
    """Read the lock of a project.

    Raises:
        CodegenError: there is none, or it is not one.
    """
    try:
        return parse_lock(read_source(root, LOCK).content)
    except CodegenError as error:
        raise CodegenError(error.place, f"{error.reason}; {REMEDY}") from None


def parse_lock(content: bytes) -> Lock:
    """Read the text of a lock.

    Raises:
        CodegenError: it is not one.
    """
    try:
        found: object = json.loads(content)
    except (ValueError, RecursionError):
        raise CodegenError(LOCK, "is not JSON") from None
    entries = found if isinstance(found, dict) else {}
    generator, inputs, outputs = (entries.get(name) for name in ("generator", "inputs", "outputs"))
    if not (isinstance(generator, str) and _is_table(inputs) and _is_table(outputs)):
        raise CodegenError(LOCK, "is not a lock: it lacks the generator, the inputs or the outputs")
    return Lock(generator=generator, inputs=inputs, outputs=outputs)


def _is_table(found: object) -> TypeGuard[Mapping[str, str]]:
    return isinstance(found, dict) and all(isinstance(item, str) for item in (*found.keys(), *found.values()))
