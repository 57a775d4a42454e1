"""The build step's command line: `python codegen.py generate` and `python codegen.py check`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from countermand_codegen.diff.arguments import add_arguments
from countermand_codegen.errors import CodegenError

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None, root: Path | None = None) -> int:
    """Run a command and return its exit status: 0 all is well, 1 something differs, 2 it could not be done."""
    options = _parser().parse_args(arguments)
    folder = Path(options.root) if options.root else root or Path.cwd()
    try:
        if options.command == "diff":
            return _diff(folder, options)
        return _generate(folder) if options.command == "generate" else _check(folder)
    except CodegenError as error:
        print(f"codegen: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="codegen.py", description="Make the bindings in generated/ from wsdl/.")
    parser.add_argument("--root", metavar="DIR", help="the project's folder (default: where codegen.py stands)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("generate", help="write what has changed, remove what is no longer made")
    commands.add_parser("check", help="write nothing; exit 1 and name the files when anything differs")
    diff_parser = commands.add_parser("diff", help="compare two contracts, and tell what a change does to whom")
    add_arguments(diff_parser)
    return parser


def _diff(root: Path, options: argparse.Namespace) -> int:
    from countermand_codegen.diff.command import run  # noqa: PLC0415  # Its libraries are slow to load; --help is not.

    return run(root, options)


def _generate(root: Path) -> int:
    from countermand_codegen.project import generate  # noqa: PLC0415  # Its libraries are slow to load; --help is not.

    changed = generate(root)
    for name in changed:
        print(name)
    print(f"codegen: {len(changed)} files changed" if changed else "codegen: all files are current")
    return 0


def _check(root: Path) -> int:
    from countermand_codegen.project import check  # noqa: PLC0415  # The same.

    lines = check(root)
    for line in lines:
        print(line)
    if lines:
        print("codegen: run `python codegen.py generate`", file=sys.stderr)
        return 1
    print("codegen: all files are current")
    return 0
