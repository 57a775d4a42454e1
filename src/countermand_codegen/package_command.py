"""`codegen.py generate --wsdl`: a package of its own, for a WSDL that is not the project's."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from countermand_codegen.errors import CodegenError

__all__ = ["add_package_arguments", "asks_for_package", "run_package"]

TOGETHER = ("wsdl", "package", "out")


def add_package_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what says which package is to be made from which WSDL."""
    parser.add_argument("--wsdl", metavar="PATH", help="make a package from this WSDL, not the project's bindings")
    parser.add_argument("--package", metavar="NAME", help="the name of that package")
    parser.add_argument("--out", metavar="DIR", help="the folder that the package is put into")
    parser.add_argument(
        "--operations",
        metavar="A,B",
        action="append",
        help="make only these operations, and the types they need; may be given again",
    )
    parser.add_argument("--port", metavar="NAME", action="append", help="make only this port; may be given again")


def asks_for_package(options: argparse.Namespace) -> bool:
    """Whether a package is to be made, not the project's bindings."""
    return any(getattr(options, name) is not None for name in (*TOGETHER, "operations", "port"))


def run_package(options: argparse.Namespace) -> int:
    """Make the package; returns the exit status.

    Raises:
        CodegenError: it cannot be made, or an argument is missing.
    """
    for name in TOGETHER:
        if not getattr(options, name):
            raise CodegenError(f"--{name}", "is missing: --wsdl, --package and --out belong together")
    operations, ports = _names(options.operations, "--operations"), _names(options.port, "--port")
    from countermand_codegen.standalone import make_package, write_package  # noqa: PLC0415  # Slow to load.

    with _uncollected():
        made = make_package(Path(options.wsdl), options.package, operations, ports)
    changed = write_package(made, Path(options.out))
    for name in changed:
        print(name)
    for reason in made.left_out:
        print(f"codegen: left out: {reason}", file=sys.stderr)
    print(f"codegen: {len(changed)} files changed" if changed else "codegen: all files are current")
    return 0


@contextmanager
def _uncollected() -> Generator[None]:
    """Keep the collector away: all that it would walk through, again and again as it grows, is in use to the end."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _names(given: list[str] | None, flag: str) -> tuple[str, ...]:
    names = tuple(name.strip() for some in given or () for name in some.split(","))
    if "" in names:
        raise CodegenError(flag, "names nothing between two commas, or nothing at all")
    return names
