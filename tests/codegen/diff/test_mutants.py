"""Every change of the project's own inputs that changes the bindings is told: an empty diff means equal bindings."""

import shutil
from functools import cache
from pathlib import Path
from random import Random

import attrs
import pytest

from countermand_codegen import ir
from countermand_codegen.diff.compare import Side, compare_services
from countermand_codegen.diff.load import Document, read_side
from countermand_codegen.errors import CodegenError
from countermand_codegen.render import render_package
from tests.codegen.mutations import mutated_xml, mutated_yaml

WSDL = Path(__file__).parents[3] / "wsdl"
MUTANTS = {"esendex": 60, "smspartner": 20, "mailpartner": 20, "voltmx": 20}
"""How many are tried, in some ten seconds."""
TOLD = {"esendex": 2, "smspartner": 2, "mailpartner": 4, "voltmx": 1}
"""How many of them, at the least, change the bindings: the others are refused, or say nothing of the contract."""


def document(service: str, folder: Path) -> Document:
    if service == "esendex":
        return Document(service=service, root=folder, main="messaging.wsdl", rest="rest.yaml")
    return Document(service=service, root=folder, main="openapi.yaml")


def undressed(service: ir.Service) -> ir.Service:
    """Return a service without what says nothing of the contract: documentation, and the order of declarations."""

    def silent(contract: ir.Contract) -> ir.Contract:
        return attrs.evolve(contract, documentation="")

    operations = [
        attrs.evolve(
            one,
            documentation="",
            request=silent(one.request),
            response=silent(one.response),
            codes=tuple(sorted(one.codes, key=lambda code: code.number)),
        )
        for one in service.operations
    ]
    return attrs.evolve(
        service,
        ports=tuple(sorted(service.ports, key=lambda port: port.name)),
        operations=tuple(sorted(operations, key=lambda one: one.name)),
        contracts=tuple(sorted(map(silent, service.contracts), key=lambda one: one.qname)),
        arrays=tuple(sorted(service.arrays, key=lambda one: one.qname)),
        enumerations=tuple(
            attrs.evolve(one, aliases=tuple(sorted(one.aliases)))
            for one in sorted(service.enumerations, key=lambda one: one.qname)
        ),
    )


@cache
def original(service: str) -> Side:
    return read_side(document(service, WSDL / service), service)


def differ(old: ir.Service, new: ir.Service) -> bool:
    """Tell whether the bindings of two services differ."""
    return old != new and render_package(undressed(old)) != render_package(undressed(new))


@pytest.mark.parametrize("service", MUTANTS)
def test_what_changes_the_bindings_is_told(service: str, tmp_path: Path) -> None:
    files = sorted(path for path in (WSDL / service).iterdir() if path.suffix in (".wsdl", ".xsd", ".yaml"))
    for path in files:
        shutil.copy(path, tmp_path)
    told = 0
    for index in range(MUTANTS[service]):
        seed = f"{service} {index}"
        random = Random(seed)
        path = random.choice(files)
        mutate = mutated_yaml if path.suffix == ".yaml" else mutated_xml
        (tmp_path / path.name).write_bytes(mutate(path.read_bytes(), random))
        try:
            side = read_side(document(service, tmp_path), service)
        except CodegenError:
            continue
        finally:
            shutil.copy(path, tmp_path)
        changes = compare_services(original(service), side)
        if differ(original(service).service, side.service):
            told += 1
            assert changes, f"nothing is told of {seed}, in {path.name}"
    assert told >= TOLD[service]
