"""The build step's command line: `python codegen.py generate`, and what else it can do with a WSDL."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from countermand_codegen.diff.arguments import add_arguments
from countermand_codegen.errors import CodegenError, shown
from countermand_codegen.fetch.arguments import add_check_arguments, add_fetch_arguments, refuse_without_live
from countermand_codegen.package_command import add_package_arguments, asks_for_package, run_package

__all__ = ["main"]

LONGEST = 300
"""Characters of an unforeseen error that are shown."""

REMEDIES = {
    "sources": "a source has changed since the lock: run `python codegen.py generate`, and read what it changes",
    "generator": "the generator has changed since the lock: run `python codegen.py generate`, and read what it changes",
    "edits": (
        "the output was edited by hand: `python codegen.py generate` takes that back; what should be otherwise is "
        "changed in wsdl/ or in the generator"
    ),
}
"""What to do about each state that `check` finds."""


def main(arguments: Sequence[str] | None = None, root: Path | None = None) -> int:
    """Run a command and return its exit status: 0 all is well, 1 something differs, 2 it could not be done."""
    options = _parser("python -m countermand_codegen" if root is None else "codegen.py").parse_args(arguments)
    folder = Path(options.root) if options.root else root or Path.cwd()
    if isinstance(sys.stdout, TextIOWrapper):
        # A name that the terminal's encoding does not have is written as the error stream writes it.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        status = _run(options, folder)
        sys.stdout.flush()
    except CodegenError as error:
        print(f"codegen: {error}", file=sys.stderr)
    except ModuleNotFoundError as error:
        # A checkout's own, or a package that was installed.
        wanted = "'countermand[codegen]'" if root is None else "-e '.[codegen]'"
        library = (error.name or "a library").partition(".")[0]
        print(f"codegen: {library} is not installed; run: python -m pip install {wanted}", file=sys.stderr)
    except BrokenPipeError:
        # Nobody reads on, `head` for one; the interpreter would fail once more over what is still in the buffer.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print("codegen: the output was not read to its end", file=sys.stderr)
    except Exception as error:  # noqa: BLE001  # Python's own status would be 1, which says that something differs.
        # Whatever a document does to a library that reads it: nothing was compared, which is not "no difference".
        said = shown(" ".join(str(error).split()))[:LONGEST]
        what = f"{type(error).__name__}: {said}" if said else type(error).__name__
        print(f"codegen: failed as nobody has foreseen: {what} (--traceback shows where)", file=sys.stderr)
        if options.traceback:
            traceback.print_exception(error)
    else:
        return status
    return 2


def _parser(program: str) -> argparse.ArgumentParser:
    about = "Make the bindings in generated/ from wsdl/, or a package from any WSDL."
    parser = argparse.ArgumentParser(prog=program, description=about)
    parser.add_argument("--root", metavar="DIR", help="the project's folder (default: where codegen.py stands)")
    parser.add_argument("--traceback", action="store_true", help="show where an error was that nobody has foreseen")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    generate = "write what has changed, remove what is no longer made; or make a package from any WSDL"
    add_package_arguments(commands.add_parser("generate", help=generate))
    check = "write nothing; exit 1 and name the files when anything differs, 2 when that cannot be told"
    add_check_arguments(commands.add_parser("check", help=check))
    fetch = "vendor the WSDL that a service offers now, with all that it imports"
    add_fetch_arguments(commands.add_parser("fetch", help=fetch))
    diff = "compare two contracts, and tell what a change does to whom"
    add_arguments(commands.add_parser("diff", help=diff))
    return parser


def _run(options: argparse.Namespace, root: Path) -> int:
    # What a command needs is slow to load; --help is not.
    if options.command == "generate":
        return run_package(options) if asks_for_package(options) else _generate(root)
    if options.command == "diff":
        from countermand_codegen.diff.command import run  # noqa: PLC0415

        return run(root, options)
    if options.command == "check" and options.live is None:
        refuse_without_live(options)
        return _check(root)
    from countermand_codegen.fetch.command import check_live, fetch  # noqa: PLC0415

    return fetch(root, options) if options.command == "fetch" else check_live(root, options)


def _generate(root: Path) -> int:
    from countermand_codegen.project import generate  # noqa: PLC0415

    changed = generate(root)
    for name in changed:
        print(name)
    print(f"codegen: {len(changed)} files changed" if changed else "codegen: all files are current")
    return 0


def _check(root: Path) -> int:
    from countermand_codegen.states import examine  # noqa: PLC0415

    findings = examine(root)
    found = {"sources": findings.sources, "generator": findings.generator, "edits": findings.edits}
    for state, lines in found.items():
        for line in lines:
            print(line)
        if lines:
            print(f"codegen: {REMEDIES[state]}", file=sys.stderr)
    for line in findings.unknown:
        print(f"codegen: could not compare: {line}", file=sys.stderr)
    if findings.unknown:
        return 2
    if any(found.values()):
        return 1
    print("codegen: all files are current")
    return 0
