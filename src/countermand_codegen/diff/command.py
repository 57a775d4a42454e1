"""The command `diff`."""

from __future__ import annotations

import argparse
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
    report = diff(root, options.old, options.new, offered_documents)
    print(render(report, options.format), end="")
    failing = {"breaking": report.has("breaking"), "any": bool(report.changes), "never": False}
    return int(failing[options.fail_on])
