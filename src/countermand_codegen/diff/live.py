"""A service's documents of now against the vendored ones: what `check --live` prints."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack

from countermand_codegen.diff.advice import advise
from countermand_codegen.diff.join import compare_documents
from countermand_codegen.diff.load import REST, placed
from countermand_codegen.diff.model import Report

__all__ = ["compare_live"]


def compare_live(service: str, old: Mapping[str, bytes], new: Mapping[str, bytes], rest: bytes | None = None) -> Report:
    """Compare the documents of a service with those that it offers now.

    Args:
        service: its name.
        old: the vendored documents, by file name; one of them is a WSDL with a service in it.
        new: the same, of now.
        rest: the REST descriptor, which stands for both.

    Raises:
        CodegenError: one of them cannot be read.
    """
    described = old if rest is None else {**old, REST: rest}
    with ExitStack() as stack:
        [before] = stack.enter_context(placed(described, service))
        [after] = stack.enter_context(placed(new, service))
        changes = compare_documents(before, after)
    return Report(old=f"wsdl/{service}", new="the live service", changes=changes, advice=advise(changes))
