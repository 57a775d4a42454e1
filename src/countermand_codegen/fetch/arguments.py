"""The arguments of the commands that ask a service: light to import, for every command's --help needs them."""

from __future__ import annotations

import argparse

from countermand_codegen.errors import CodegenError

__all__ = ["add_check_arguments", "add_fetch_arguments", "refuse_without_live"]


def add_fetch_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `fetch`."""
    parser.add_argument("service", metavar="SERVICE", help="the service's name: its folder below wsdl/")
    _add_address(parser)


def add_check_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `check`."""
    what = "compare what a service offers now with the vendored WSDL, and print what differs"
    parser.add_argument("--live", metavar="SERVICE", help=what)
    _add_address(parser)


def _add_address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--url", metavar="URL", help="where the WSDL is, if not where it usually is")
    what = "HOST or HOST:PORT, a further host to follow imports to; may be repeated"
    parser.add_argument("--allow-host", metavar="HOST", action="append", default=[], help=what)


def refuse_without_live(options: argparse.Namespace) -> None:
    """Refuse what means something only with `check --live`.

    Raises:
        CodegenError: it was given.
    """
    if options.url is not None or options.allow_host:
        raise CodegenError("--url and --allow-host", "are for check --live")
