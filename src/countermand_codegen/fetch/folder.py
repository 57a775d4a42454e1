"""A service's folder: its documents are replaced all together, or stay as they were.

The old documents are set aside first, under one name that appears in one step. As long as it is there, a replacement
is under way or was cut off, and what was set aside is put back before anything else is done.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from countermand_codegen.errors import CodegenError
from countermand_codegen.sources import INTERRUPTED

__all__ = ["replace_documents", "restore"]

STAGED = ".fetch-new"
SUFFIXES = (".wsdl", ".xsd")


def restore(root: Path, name: str) -> None:
    """Put back what an interrupted replacement set aside, and remove what it left over.

    Raises:
        CodegenError: a file cannot be written.
    """
    folder = root / name
    try:
        _restore(folder)
    except OSError as error:
        raise CodegenError(name, f"cannot be written: {error.strerror}") from None


def replace_documents(root: Path, name: str, documents: Mapping[str, bytes]) -> list[str]:
    """Make `documents` the only WSDL and schema documents of a folder; other files there are not touched.

    Args:
        root: the project's folder.
        name: the service's folder, below it.
        documents: by file name.

    Returns:
        The paths, below the root, of what was written or removed, sorted.

    Raises:
        CodegenError: a file cannot be written; then everything is as it was.
    """
    folder = root / name
    old = {path.name for path in _documents(folder)}
    changed = {file for file, content in documents.items() if not _holds(folder / file, content)}
    gone = old - set(documents)
    if not changed | gone:
        return []
    there = folder.exists()
    try:
        try:
            _stage(folder, {file: documents[file] for file in changed}, old)
            for file in sorted(changed):
                (folder / STAGED / file).replace(folder / file)
            for file in sorted(gone):
                (folder / file).unlink()
            _forget(folder)
        except BaseException:
            _restore(folder)
            if not there:
                folder.rmdir()
            raise
    except OSError as error:
        raise CodegenError(name, f"cannot be written: {error.strerror}") from None
    return sorted(f"{name}/{file}" for file in changed | gone)


def _documents(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*") if path.suffix in SUFFIXES and path.is_file()]


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _stage(folder: Path, changed: Mapping[str, bytes], old: set[str]) -> None:
    """Write the new documents beside the old ones, and set the old ones aside."""
    staged = folder / STAGED
    shutil.rmtree(staged, ignore_errors=True)
    aside = staged / INTERRUPTED
    aside.mkdir(parents=True)
    for file, content in changed.items():
        _write(staged / file, content)
    for file in old:
        _write(aside / file, (folder / file).read_bytes())
    aside.replace(folder / INTERRUPTED)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _restore(folder: Path) -> None:
    aside = folder / INTERRUPTED
    if aside.is_dir():
        for path in _documents(folder):
            if not (aside / path.name).exists():
                path.unlink()
        (folder / STAGED).mkdir(exist_ok=True)
        for path in _documents(aside):
            # A copy stays aside until all are back: this may be cut off, too.
            _write(folder / STAGED / path.name, path.read_bytes())
            (folder / STAGED / path.name).replace(folder / path.name)
    _forget(folder)


def _forget(folder: Path) -> None:
    """Remove what was set aside, in one step, then the rest."""
    if (folder / INTERRUPTED).is_dir():
        done = folder / STAGED / "done"
        done.parent.mkdir(exist_ok=True)
        (folder / INTERRUPTED).replace(done)
    shutil.rmtree(folder / STAGED, ignore_errors=True)
