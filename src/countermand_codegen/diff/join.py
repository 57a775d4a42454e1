"""The contracts of two inputs, joined service by service, and their report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from countermand_codegen.diff.advice import advise
from countermand_codegen.diff.compare import Side, compare_services
from countermand_codegen.diff.load import Document, Fetch, documents, read_side
from countermand_codegen.diff.model import Change, Report
from countermand_codegen.diff.pairs import Pair, pair_by

__all__ = ["compare_documents", "diff"]


def diff(root: Path, old: str, new: str, fetch: Fetch) -> Report:
    """Compare two inputs; see `documents` for what they may be.

    Raises:
        CodegenError: one cannot be read: nothing was compared.
    """
    with documents(root, old, fetch) as before, documents(root, new, fetch) as after:
        changes = [change for pair in _pairs(before, after) for change in compare_documents(*pair)]
    return Report(old=old, new=new, changes=tuple(changes), advice=advise(changes))


def _pairs(old: Sequence[Document], new: Sequence[Document]) -> list[Pair[Document]]:
    if len(old) == len(new) == 1:
        return [(old[0], new[0])]
    return pair_by(old, new, lambda document: document.service)


def compare_documents(old: Document | None, new: Document | None) -> tuple[Change, ...]:
    """Compare the documents of one service.

    Raises:
        CodegenError: one cannot be read.
    """
    name = next(document.service for document in _named(old, new))
    live = any(document is not None and document.live for document in (old, new))
    as_json = any(document is not None and document.rest is not None for document in (old, new))
    if old is None or new is None or not live:
        before = None if old is None else read_side(old, name, as_json=as_json)
        after = None if new is None else read_side(new, name, as_json=as_json)
        return compare_services(before, after)
    # What a descriptor adds to a WSDL is ours: that the service does not offer it is no change of the contract.
    described = next((document for document in (old, new) if document.rest is not None), None)
    sides = [read_side(document, name, with_rest=False, as_json=as_json) for document in (old, new)]
    if described is not None:
        forms = read_side(described, name)
        sides = [_with_forms(side, forms) for side in sides]
    return compare_services(*sides)


def _named(old: Document | None, new: Document | None) -> Iterator[Document]:
    """Yield what is there, first what has a name of its own."""
    yield from sorted(filter(None, (old, new)), key=lambda document: document.live)


def _with_forms(side: Side, described: Side) -> Side:
    forms = {operation.name: operation.rest for operation in described.service.operations}
    operations = tuple(
        attrs.evolve(operation, rest=forms.get(operation.name, ())) for operation in side.service.operations
    )
    return attrs.evolve(side, service=attrs.evolve(side.service, operations=operations))
