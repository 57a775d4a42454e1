"""Services in several documents, and documents that were made to do harm: read as one, or refused in bounded time."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from countermand_codegen.cli import main
from tests.codegen.soap.constructs import ORDER, XS, Construct, complex_type, element, sequence
from tests.codegen.soap.made import made_from, write_documents

PLAIN = Construct(types="", request=sequence(element("O", "tns:Order")))
WSDL = 'xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"'


def schema(inside: str, namespace: str = "urn:shop") -> str:
    """Write a schema document; without a namespace where it is empty."""
    target = f'targetNamespace="{namespace}" xmlns:tns="{namespace}"' if namespace else ""
    return f'<xs:schema {XS} xmlns:b="urn:base" elementFormDefault="qualified" {target}>{inside}</xs:schema>'


def bringing(inside: str) -> str:
    """Write the small WSDL, with something at the beginning of its schema."""
    return Construct(types=inside, request=sequence(element("O", "tns:Order"))).document()


IMPORT = '<xs:import namespace="urn:base" schemaLocation="{}"/>'
BASE = schema(complex_type("Common", sequence(element("Id", "xs:int"))), "urn:base")
USING = sequence(element("O", "b:Common"))
REMOTE = "http://shop.example/svc?xsd=xsd0"

SEVERAL: dict[str, tuple[str, Mapping[str, str], list[str]]] = {
    "xs:include": (bringing('<xs:include schemaLocation="o.xsd"/>'), {"o.xsd": schema(ORDER)}, ["Order"]),
    "a chameleon": (
        bringing('<xs:include schemaLocation="o.xsd"/>'),
        {"o.xsd": schema(ORDER.replace("tns:", "") + complex_type("Unused", sequence(element("O", "Order"))), "")},
        ["Order"],
    ),
    "includes in a circle": (
        bringing('<xs:include schemaLocation="a.xsd"/>'),
        {
            "a.xsd": schema(
                '<xs:include schemaLocation="b.xsd"/>' + complex_type("Order", sequence(element("L", "tns:Line")))
            ),
            "b.xsd": schema(
                '<xs:include schemaLocation="a.xsd"/>'
                + complex_type("Line", sequence(element("O", "tns:Order", 'minOccurs="0"')))
            ),
        },
        ["Line", "Order"],
    ),
    "imports in a circle": (
        Construct(types=IMPORT.format("base.xsd"), request=USING).document(),
        {
            "base.xsd": schema(
                '<xs:import namespace="urn:far" schemaLocation="far.xsd"/>'
                + complex_type("Common", sequence('<xs:element name="F" xmlns:f="urn:far" type="f:Far"/>')),
                "urn:base",
            ),
            "far.xsd": schema(
                IMPORT.format("base.xsd") + complex_type("Far", sequence(element("C", "b:Common", 'minOccurs="0"'))),
                "urn:far",
            ),
        },
        ["Common", "Far"],
    ),
    "an import without a place": (
        Construct(types='<xs:import namespace="urn:base"/>', request=USING, schemas=BASE).document(),
        {},
        ["Common"],
    ),
    "documents saved with the addresses of the service": (
        Construct(types=IMPORT.format(REMOTE), request=USING).document(),
        {"whatever.xsd": BASE, "other.xsd": schema("", "urn:other"), "broken.xsd": "<"},
        ["Common"],
    ),
    "one namespace in several documents": (
        Construct(types=IMPORT.format(REMOTE), request=USING).document(),
        {"one.xsd": BASE, "two.xsd": schema(complex_type("More", sequence()), "urn:base")},
        ["Common"],
    ),
    "an import that is not there, of which nothing is needed": (
        bringing(IMPORT.format("gone.xsd") + ORDER),
        {},
        ["Order"],
    ),
}


@pytest.mark.parametrize(("main_document", "others", "classes"), SEVERAL.values(), ids=SEVERAL)
def test_several_documents_are_one_service(
    main_document: str, others: Mapping[str, str], classes: list[str], tmp_path: Path
) -> None:
    wsdl = write_documents(tmp_path, main_document, others)
    with made_from(wsdl, tmp_path / "out") as made:
        assert sorted(contract.class_name for contract in made.service.contracts) == classes
        assert made.operation(made.service.operations[0]).name == "Do"


def test_a_wsdl_that_imports_its_port_types_and_schemas(tmp_path: Path) -> None:
    whole = Construct(types=ORDER, request=sequence(element("O", "tns:Order"))).document()
    before, _, rest = whole.partition("<wsdl:binding")
    top = before.partition("<wsdl:types>")[0]
    service = f'{top}<wsdl:import namespace="urn:shop" location="contract.wsdl"/><wsdl:binding{rest}'
    contract = f'{before}<wsdl:import namespace="urn:shop" location="shop.wsdl"/></wsdl:definitions>'
    contract = contract.replace('<wsdl:import namespace="urn:shop" location="shop.wsdl"/></wsdl', "</wsdl")
    wsdl = write_documents(tmp_path, service, {"contract.wsdl": contract})
    with made_from(wsdl, tmp_path / "out") as made:
        assert [operation.name for operation in made.service.operations] == ["Do"]
        assert [contract.class_name for contract in made.service.contracts] == ["Order"]


def test_what_is_left_out_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wsdl = write_documents(tmp_path, bringing(IMPORT.format("gone.xsd") + ORDER), {})
    assert run(wsdl, tmp_path) == 0
    assert capsys.readouterr().err == "codegen: left out: shop.wsdl imports gone.xsd: there is no such file\n"


def run(wsdl: Path, tmp_path: Path) -> int:
    return main(["generate", "--wsdl", str(wsdl), "--package", "harmful", "--out", str(tmp_path / "out")])


def nested(opening: str, closing: str, depth: int, inside: str) -> str:
    return opening * depth + inside + closing * depth


def chain(count: int, make: str) -> str:
    return "".join(make.format(index=index, next=index + 1) for index in range(count))


DEEP = 10_000
ENTITY = '<!DOCTYPE wsdl:definitions [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
EXTENDS = '<xs:complexType name="T{index}"><xs:complexContent><xs:extension base="tns:T{next}"/></xs:complexContent></xs:complexType>'
RESTRICTS = '<xs:simpleType name="S{index}"><xs:restriction base="tns:S{next}"/></xs:simpleType>'
GROUPED = '<xs:group name="G{index}"><xs:sequence><xs:group ref="tns:G{next}"/></xs:sequence></xs:group>'
ATTRIBUTES = '<xs:attributeGroup name="A{index}"><xs:attributeGroup ref="tns:A{next}"/></xs:attributeGroup>'


def of_type(types: str, name: str = "tns:T0") -> str:
    return Construct(types=types, request=sequence(element("X", name))).document()


def with_group(types: str) -> str:
    return Construct(types=types, request='<xs:group ref="tns:G0"/>').document()


HARMFUL: dict[str, tuple[str, str]] = {
    "an entity bomb": (PLAIN.document().replace("?>", "?>" + ENTITY, 1), "has a document type declaration"),
    "an external entity": (
        PLAIN.document().replace("?>", '?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>', 1),
        "has a document type declaration",
    ),
    "deep elements": (
        bringing(nested("<xs:annotation>", "</xs:annotation>", DEEP, "")),
        "is not well-formed XML",
    ),
    "deep groups": (
        with_group(f'<xs:group name="G0">{nested("<xs:sequence>", "</xs:sequence>", 200, "")}</xs:group>'),
        "more than 60 groups",
    ),
    "a type that extends itself": (of_type(EXTENDS.format(index=0, next=0)), "extends more than 60 types, or itself"),
    "types that extend each other": (
        of_type(chain(1, EXTENDS) + EXTENDS.format(index=1, next=0)),
        "extends more than 60",
    ),
    "a long chain of types": (of_type(chain(5000, EXTENDS)), "extends more than 60 types"),
    "a simple type that restricts itself": (
        of_type(RESTRICTS.format(index=0, next=0), "tns:S0"),
        "made of more than 60",
    ),
    "a long chain of simple types": (of_type(chain(5000, RESTRICTS), "tns:S0"), "made of more than 60 types"),
    "a group that holds itself": (with_group(GROUPED.format(index=0, next=0)), "more than 60 groups"),
    "a long chain of groups": (with_group(chain(5000, GROUPED)), "more than 60 groups"),
    "attribute groups in a circle": (
        of_type(ATTRIBUTES.format(index=0, next=0) + complex_type("T0", '<xs:attributeGroup ref="tns:A0"/>')),
        "more than 60 attribute groups",
    ),
    "elements that stand for each other": (
        Construct(
            types='<xs:element name="E" substitutionGroup="tns:F"/><xs:element name="F" substitutionGroup="tns:E"/>',
            request=sequence('<xs:element ref="tns:E"/>'),
        ).document(),
        "stands for itself",
    ),
    "a file by URL": (bringing('<xs:include schemaLocation="file:///etc/passwd"/>'), "only files beside it or below"),
    "a file by its path": (bringing('<xs:include schemaLocation="/etc/passwd"/>'), "only files beside it or below"),
    "a file above": (bringing('<xs:include schemaLocation="../secret.xsd"/>'), "only files beside it or below"),
    "another host": (
        bringing('<xs:include schemaLocation="http://evil.example/x.xsd"/>'),
        "only files beside it or below",
    ),
    "a WSDL by URL": (
        PLAIN.document().replace(
            "<wsdl:types>", '<wsdl:import namespace="urn:x" location="http://evil.example/x"/><wsdl:types>'
        ),
        "only files are read",
    ),
    "xs:redefine": (bringing('<xs:redefine schemaLocation="o.xsd"/>'), "xs:redefine is not supported"),
    "an encoded message": (PLAIN.document().replace('use="literal"', 'use="encoded"'), "only literal messages"),
    "a number that is none": (bringing(ORDER.replace('minOccurs="0"', 'minOccurs="many"')), "cannot be parsed"),
    "a type twice": (bringing(ORDER + ORDER), "the type is declared a second time"),
    "a default that is no number": (
        of_type(complex_type("T0", sequence(element("A", "xs:int", 'default="many"')))),
        "A has the default 'many', which is not of its type",
    ),
    "a default that is no value of an enumeration": (
        of_type(
            '<xs:simpleType name="E"><xs:restriction base="xs:string"><xs:enumeration value="a"/></xs:restriction>'
            "</xs:simpleType>" + complex_type("T0", '<xs:attribute name="e" type="tns:E" default="b"/>')
        ),
        "e has the default 'b', which is not of its type",
    ),
    "an element in two places": (
        of_type(complex_type("T0", sequence(element("A", "xs:int"), element("B", "xs:int"), element("A", "xs:int")))),
        "has A in two places",
    ),
    "nothing of its kind": ("<html/>", "is not a WSDL 1.1 document"),
    "nothing at all": ("", "is not well-formed XML"),
    "megabytes of nothing": (bringing(" " * (1 << 26)), "has more than"),
}
SECONDS = 20
"""In which each must be refused, on a busy machine."""


@pytest.mark.parametrize(("document", "reason"), HARMFUL.values(), ids=HARMFUL)
def test_a_document_that_does_harm_is_refused(
    document: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wsdl = write_documents(tmp_path, document, {"o.xsd": schema(ORDER)})
    began = time.monotonic()
    assert run(wsdl, tmp_path) == 2
    assert time.monotonic() - began < SECONDS
    out, error = capsys.readouterr()
    assert out == ""
    assert reason in error
    assert error.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_megabytes_inside_the_bound_are_read(tmp_path: Path) -> None:
    wsdl = write_documents(tmp_path, bringing(ORDER + " " * (1 << 22)), {})
    assert run(wsdl, tmp_path) == 0
