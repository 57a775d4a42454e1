"""Formats rendered text with the pinned ruff, all files in one run, in a folder of its own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from countermand_codegen.errors import CodegenError

__all__ = ["format_files"]

LINE_LENGTH = 120


def format_files(files: Mapping[str, str]) -> dict[str, str]:
    """Return the files with their Python formatted; other files as they are.

    Args:
        files: text by relative path.

    Raises:
        CodegenError: the text is not Python.
        ModuleNotFoundError: ruff is not installed.
    """
    with tempfile.TemporaryDirectory(prefix="countermand-codegen-") as scratch:
        root = Path(scratch)
        for folder in {PurePosixPath(name).parent for name in files}:
            (root / folder).mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (root / name).write_bytes(text.encode())
        _ruff(root)
        return {name: (root / name).read_bytes().decode() for name in files}


def _ruff(root: Path) -> None:
    if find_spec("ruff") is None:
        raise ModuleNotFoundError("No module named 'ruff'", name="ruff")
    options = ["--isolated", "--no-cache", "--quiet", "--target-version", "py311", "--line-length", str(LINE_LENGTH)]
    command = [sys.executable, "-m", "ruff", "format", *options, "."]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603  # Our own words.
    if result.returncode:
        reason = " ".join(result.stderr.split()) or f"exit status {result.returncode}"
        raise CodegenError("ruff format", reason)
