"""Documents that are broken in one place or two: made from, or refused with a line that names the file; no third."""

from pathlib import Path
from random import Random

import pytest

from countermand_codegen.api import lower_api
from countermand_codegen.errors import CodegenError
from countermand_codegen.parse import parse_wsdl
from countermand_codegen.render import render_package
from countermand_codegen.rest import NO_REST, parse_rest
from countermand_codegen.service import lower_service, lower_soap
from countermand_codegen.sources import Source
from tests.codegen import small, small_api
from tests.codegen.diff.row import BARE
from tests.codegen.mutations import mutated_xml, mutated_yaml
from tests.codegen.parts import member, simple_type
from tests.codegen.soap.constructs import CONSTRUCTS

NAME = "small.wsdl"
REST = small.rest(BARE).encode()
SERVICE = lower_service(parse_wsdl(Source(root=Path(), name=NAME, content=small.wsdl().encode())), NO_REST, "small")


def source(name: str, content: bytes) -> Source:
    return Source(root=Path("/nowhere"), name=name, content=content)


def lower_both(content: bytes) -> None:
    parsed = parse_wsdl(source(NAME, content), lenient=True)
    render_package(lower_soap(parsed, "small"))
    lower_service(parsed, NO_REST, "small")


def refusal(content: str) -> str:
    with pytest.raises(CodegenError) as raised:
        lower_both(content.encode())
    return str(raised.value)


@pytest.mark.parametrize("chunk", range(4))
def test_wsdls_that_are_broken_at_random(chunk: int) -> None:
    texts = [small.wsdl(), *(one.document() for one in CONSTRUCTS.values())]
    lines: list[str] = []
    for seed in range(chunk * 60, chunk * 60 + 60):
        random = Random(seed)
        content = mutated_xml(random.choice(texts).encode(), random)
        try:
            lower_both(mutated_xml(content, random) if seed % 2 else content)
        except CodegenError as error:
            lines.append(str(error))
    assert lines
    assert all(line.startswith(NAME) for line in lines)


@pytest.mark.parametrize("chunk", range(4))
def test_descriptors_that_are_broken_at_random(chunk: int) -> None:
    text = small_api.text(small_api.DOCUMENT).encode()
    lines: list[str] = []
    for seed in range(chunk * 40, chunk * 40 + 40):
        random = Random(seed)
        content = mutated_yaml(text, random)
        try:
            lower_api(source("openapi.yaml", mutated_yaml(content, random) if seed % 2 else content), "small")
        except CodegenError as error:
            lines.append(str(error))
    assert lines
    assert all(line.startswith("openapi.yaml") for line in lines)


def test_descriptors_of_rest_that_are_broken_at_random() -> None:
    [operation] = SERVICE.operations
    lines: list[str] = []
    for seed in range(120):
        random = Random(seed)
        try:
            described = parse_rest(source("rest.yaml", mutated_yaml(REST, random)))
            described.check_names(SERVICE)
            described.forms("Op", operation.request, operation.response)
        except CodegenError as error:
            lines.append(str(error))
    assert lines
    assert all(line.startswith("rest.yaml") for line in lines)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "the element '' has no name that XML allows"),
        ("5", "the element '5' has no name that XML allows"),
        ("xs:foo", "the element 'xs:foo' has no name that XML allows"),
        ("A", "has A in two places: not supported"),
    ],
)
def test_names_of_members(name: str, said: str) -> None:
    assert refusal(small.wsdl(request=small.MEMBER + member("xs:string", name))) == f"{NAME}, Op: {said}"


def test_a_number_of_times_that_is_none() -> None:
    text = small.wsdl(request=member("xs:string", "B", 'maxOccurs="UNBOUNDED"'))
    assert refusal(text).startswith(f"{NAME}: cannot be parsed: ")


def test_a_value_of_nothing() -> None:
    values = simple_type('<xs:restriction base="xs:string"><xs:enumeration/></xs:restriction>')
    text = small.wsdl(types=values, request=member("tns:S"))
    assert refusal(text) == f"{NAME}, S: has an xs:enumeration without a value"
