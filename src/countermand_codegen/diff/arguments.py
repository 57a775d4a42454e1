"""The arguments of the command `diff`: light to import, for every command's --help needs them."""

from __future__ import annotations

import argparse

__all__ = ["add_arguments"]

FORMATS = ("json", "markdown", "text")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    what = "a file, a folder, a URL, or a git revision such as HEAD~1 or v0.1.0:wsdl/esendex"
    parser.add_argument("old", metavar="OLD", help=what)
    parser.add_argument("new", metavar="NEW", help="the same")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to print it (default: text)")
    parser.add_argument(
        "--fail-on",
        choices=("breaking", "any", "never"),
        default="never",
        help="exit with 1 if a change is breaking in any column, or if there is any change (default: never)",
    )
