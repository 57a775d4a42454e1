"""The last stage: formatted text to files, or the comparison of both. Removes what is no longer made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterable, Mapping
from pathlib import Path

from countermand_codegen.errors import CodegenError
from countermand_codegen.sources import Source

__all__ = ["GENERATED", "LOCK", "digest", "lock_text", "strays", "write"]

GENERATED = "generated/countermand_bindings"
LOCK = "wsdl/codegen.lock"

IGNORED = "__pycache__"


def lock_text(generator: str, sources: Iterable[Source], files: Mapping[str, str]) -> str:
    """Write the lock: the generator's version and the SHA-256 of every input and output. No dates."""
    lock = {
        "generator": generator,
        "inputs": {source.name: digest(source.content) for source in sources},
        "outputs": {name: digest(text.encode()) for name, text in files.items()},
    }
    return json.dumps(lock, indent=2, sort_keys=True) + "\n"


def digest(content: bytes) -> str:
    """Return how the lock writes the SHA-256 of a file."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def write(root: Path, files: Mapping[str, str]) -> list[str]:
    """Write every file that differs, then remove the strays; returns the paths that changed.

    Raises:
        CodegenError: a file cannot be written or removed.
    """
    changed = []
    for name, text in files.items():
        path = root / name
        content = text.encode()
        try:
            if path.is_file() and path.read_bytes() == content:
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            raise CodegenError(name, f"cannot be written: {error.strerror}") from None
        changed.append(name)
    for name in strays(root, files):
        try:
            (root / name).unlink()
        except OSError as error:
            raise CodegenError(name, f"cannot be removed: {error.strerror}") from None
        changed.append(name)
    _remove_empty_folders(root / GENERATED)
    return sorted(changed)


def strays(root: Path, files: Container[str]) -> list[str]:
    """Return the paths, below the root, of what stands among the outputs and is none of `files`."""
    folder = root / GENERATED
    found = (path for path in folder.rglob("*") if path.is_file() and IGNORED not in path.parts)
    return [name for path in found if (name := path.relative_to(root).as_posix()) not in files]


def _remove_empty_folders(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(child for child in path.iterdir() if child.name != IGNORED):
            for cached in path.rglob("*.pyc"):
                cached.unlink()
            for cache in path.glob(IGNORED):
                cache.rmdir()
            path.rmdir()
