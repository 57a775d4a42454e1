"""The command `diff`."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from countermand_codegen.diff.join import diff
from countermand_codegen.diff.report import render
from countermand_codegen.fetch.service import offered_documents

__all__ = ["run"]


def run(root: Path, options: argparse.Namespace) -> int:
    """Compare, print, and return the exit status.

    Raises:
        CodegenError: it could not be compared.
    """
    old, new = (_from_here(spec) if options.root is None else spec for spec in (options.old, options.new))
    report = diff(root, old, new, offered_documents)
    print(render(report, options.format), end="")
    failing = {"breaking": report.has("breaking"), "any": bool(report.changes), "never": False}
    return int(failing[options.fail_on])


def _from_here(spec: str) -> str:
    """Return a path that begins where the caller is as one that is the same from everywhere."""
    here = Path.cwd() / spec
    return str(here) if spec.strip() and os.path.exists(here) else spec  # noqa: PTH110  # As in `documents`.
