"""Runs the generator over WSDLs that others wrote, and holds the messages of every operation against zeep.

::

    python -m tests.codegen.soap.corpus FOLDER...

Prints a line for each WSDL: what was refused and why, in how many messages both agree, where zeep cannot. Exit status 1
where a message differs, or cannot be read back.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from lxml import etree

from countermand_codegen import ir
from countermand_codegen.errors import CodegenError
from tests.codegen.soap.made import Made, made_from
from tests.codegen.soap.proof import check_messages
from tests.codegen.soap.values import Values
from tests.codegen.soap.zeeps import Theirs, client_of

NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
EXAMPLES = 8


def main(folders: list[str]) -> int:
    """Run over all WSDLs below the folders; return the exit status."""
    wrong = 0
    for wsdl in sorted(path for folder in folders for path in Path(folder).rglob("*.wsdl")):
        with tempfile.TemporaryDirectory() as out:
            try:
                with made_from(wsdl, Path(out)) as made:
                    outcomes, failures = _run(wsdl, made)
            except CodegenError as error:
                print(f"{wsdl.name}: refused: {error}")
                continue
        wrong += len(failures)
        print(f"{wsdl.name}: {', '.join(f'{count} {what}' for what, count in sorted(outcomes.items()))}")
        for line in failures:
            print(f"  {line}")
    return int(wrong > 0)


def _run(wsdl: Path, made: Made) -> tuple[Counter[str], list[str]]:
    outcomes: Counter[str] = Counter()
    failures: list[str] = []
    try:
        client = client_of(wsdl)
    except Exception as error:  # noqa: BLE001  # Whatever zeep stumbles over is told.
        client = None
        outcomes[f"that zeep cannot load ({type(error).__name__})"] += 1
    for operation in made.service.operations:
        for message, codec, element in _messages(made, operation, client):
            theirs_of = partial(_theirs, made, client, element, message, outcomes)
            try:
                check_messages(
                    Values(made).message(operation, message), codec, theirs_of, None, _nil_item, examples=EXAMPLES
                )
            except ZeepCannotError:
                continue
            except BaseException as error:  # noqa: BLE001  # hypothesis raises groups of them.
                failures.append(f"{operation.name}, {message.class_name}: {' '.join(str(error).split())[:300]}")
    return outcomes, failures


class ZeepCannotError(Exception):
    """zeep cannot write what the schemas allow."""


def _messages(made: Made, operation: ir.Operation, client: Any) -> Iterator[tuple[ir.Contract, Any, Any]]:
    constant = made.operation(operation)
    found = next((theirs for port in _ports(client) if (theirs := _operation(port, operation.name))), None)
    # A message whose members stand in the Body itself has no element that could be compared.
    if operation.request.qname:
        yield operation.request, constant.request, found and found.input.body
    if not operation.one_way and operation.response.qname:
        yield operation.response, constant.response, found and found.output.body


def _ports(client: Any) -> Iterator[Any]:
    for service in client.wsdl.services.values() if client else ():
        yield from service.ports.values()


def _operation(port: Any, name: str) -> Any:
    return port.binding.all().get(name)


def _theirs(
    made: Made, client: Any, element: Any, message: ir.Contract, outcomes: Counter[str], value: Any
) -> etree._Element:
    if element is None:
        raise ZeepCannotError
    try:
        written = Theirs(made.service, client).body(element, message, value)
    except Exception as error:  # noqa: BLE001  # Whatever it stumbles over is counted.
        outcomes[f"that zeep cannot write ({type(error).__name__})"] += 1
        raise ZeepCannotError from None
    outcomes["messages as zeep writes them"] += 1
    return written


def _nil_item(document: etree._Element) -> bool:
    """Whether a list has a nil item, for which zeep writes an item whose members are nil."""
    return any(one.get(NIL) and len({child.tag for child in above}) == 1 for above in document.iter() for one in above)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
