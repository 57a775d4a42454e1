"""What `check` tells apart: sources that changed, a generator that changed, outputs that were edited by hand.

Three things are compared: the files, the lock, and what the generator makes of the sources now. A file is held against
the lock, so that an edit is told from a change of what it is made from.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attrs

from countermand_codegen.emit import GENERATED, LOCK, digest, strays
from countermand_codegen.errors import CodegenError
from countermand_codegen.lock import Lock, parse_lock, read_lock
from countermand_codegen.project import build

__all__ = ["Findings", "examine"]


@attrs.frozen(kw_only=True)
class Findings:
    """One line for each thing that is not as it should be, by its state; nothing at all where all is current."""

    sources: tuple[str, ...] = ()
    """Inputs that are not what the lock says they were."""
    generator: tuple[str, ...] = ()
    """What tells that this is not the generator that the outputs came from."""
    edits: tuple[str, ...] = ()
    """Outputs that are not what the generator wrote."""
    unknown: tuple[str, ...] = ()
    """Why something could not be compared; what else was found is told all the same."""


def examine(root: Path) -> Findings:
    """Compare a project with its lock, and with what the generator makes; writes nothing."""
    unknown: list[str] = []
    lock = made = None
    sources: tuple[str, ...] = ()
    edits: tuple[str, ...] = ()
    try:
        lock = read_lock(root)
        edits = tuple(_edits(root, lock))
        sources = tuple(_changed(root, lock))
    except CodegenError as error:
        unknown.append(str(error))
    try:
        made = build(root)
    except CodegenError as error:
        unknown.append(str(error))
    if lock is None or made is None:
        return Findings(sources=sources, edits=edits, unknown=tuple(unknown))
    now = parse_lock(made[LOCK].encode())
    sources += tuple(f"{name}: is new" for name in sorted(set(now.inputs) - set(lock.inputs)))
    # With other sources, other outputs are no sign of another generator.
    generator = tuple(_generator(lock, now, compare=not sources))
    if not (sources or generator or edits or unknown) and not _has(root, LOCK, digest(made[LOCK].encode())):
        edits = (f"{LOCK}: has been edited",)
    return Findings(sources=sources, generator=generator, edits=edits, unknown=tuple(unknown))


def _has(root: Path, name: str, expected: str) -> bool:
    try:
        return digest((root / name).read_bytes()) == expected
    except OSError as error:
        raise CodegenError(name, f"cannot be read: {error.strerror}") from None


def _changed(root: Path, lock: Lock) -> Iterator[str]:
    for name, expected in sorted(lock.inputs.items()):
        if not (root / name).exists():
            yield f"{name}: is gone"
        elif not _has(root, name, expected):
            yield f"{name}: has changed"


def _edits(root: Path, lock: Lock) -> Iterator[str]:
    stray = dict.fromkeys(strays(root, lock.outputs), "is not made by codegen.py")
    for name, expected in lock.outputs.items():
        if not name.startswith(f"{GENERATED}/") or ".." in Path(name).parts:
            raise CodegenError(LOCK, f"names {name!r}, which is no output")
        if not (root / name).exists():
            stray[name] = "is missing"
        elif not _has(root, name, expected):
            stray[name] = "has been edited"
    yield from (f"{name}: {wrong}" for name, wrong in sorted(stray.items()))


def _generator(lock: Lock, now: Lock, *, compare: bool) -> Iterator[str]:
    if lock.generator != now.generator:
        yield f"{LOCK}: was written by generator {lock.generator}, this is {now.generator}"
    elif compare:
        for name in sorted({*lock.outputs, *now.outputs}):
            if name not in now.outputs:
                yield f"{name}: is no longer made"
            elif name not in lock.outputs:
                yield f"{name}: is made now, and was not"
            elif lock.outputs[name] != now.outputs[name]:
                yield f"{name}: is made otherwise now"
