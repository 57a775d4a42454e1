"""The commands that ask a live service: `fetch`, and `check --live`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from countermand_codegen.diff.live import compare_live
from countermand_codegen.diff.load import REST
from countermand_codegen.diff.report import render
from countermand_codegen.errors import CodegenError
from countermand_codegen.fetch.service import (
    Target,
    fetch_service,
    find_target,
    is_listed,
    live_documents,
    vendored_documents,
)
from countermand_codegen.sources import read_source

__all__ = ["check_live", "fetch"]


def fetch(root: Path, options: argparse.Namespace) -> int:
    """Run `fetch`; returns the exit status.

    Raises:
        CodegenError: it could not be done, and nothing is changed.
    """
    target = find_target(options.service, options.url)
    changed = fetch_service(root, target, options.allow_host)
    for name in changed:
        print(name)
    if changed:
        generate = "generate" if is_listed(options.service) else _package(target)
        print(f"codegen: {len(changed)} files changed: read the difference, then run `python codegen.py {generate}`")
    else:
        print(f"codegen: {target.folder} is what the service offers")
    return 0


def _package(target: Target) -> str:
    """Return how a package is made of a WSDL that the project does not list among its services."""
    return f"generate --wsdl {target.wsdl} --package {target.stem} --out DIR"


def check_live(root: Path, options: argparse.Namespace) -> int:
    """Run `check --live`; returns the exit status.

    Raises:
        CodegenError: the two could not be compared.
    """
    try:
        target = find_target(options.live, options.url)
        old = vendored_documents(root, target)
        new = live_documents(root, target, options.allow_host)
        if old == new:
            print(f"codegen: {target.folder} is what the service offers")
            return 0
        for line in _differences(target, old, new):
            print(line)
        report = compare_live(options.live, old, new, _descriptor(root, target))
    except CodegenError as error:
        raise CodegenError(f"could not compare: {error.place}", error.reason) from None
    # Where no change is found, it is in what a client does not see, such as documentation.
    print(f"\n{render(report)}", end="")
    remedy = f"run `python codegen.py fetch {options.live}`"
    print(f"codegen: the service offers another WSDL now: {remedy}", file=sys.stderr)
    return 1


def _differences(target: Target, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Iterator[str]:
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            yield f"{target.folder}/{name}: {'is gone' if name not in new else 'differs' if name in old else 'is new'}"


def _descriptor(root: Path, target: Target) -> bytes | None:
    path = root / target.folder / REST
    return read_source(root, f"{target.folder}/{REST}").content if path.exists() else None
