"""Documents that grow, turn in circles or point elsewhere: a refusal in one line, soon, and nothing is written."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from countermand_codegen.cli import main
from tests.codegen.soap.constructs import (
    OPTIONAL,
    XS,
    Construct,
    complex_type,
    element,
    extension,
    sequence,
)
from tests.codegen.soap.made import made_from, write_documents

SECONDS = 30.0
"""Far more than any of these takes, on a machine that does much else."""
TWO = range(2)


def shop(types: str, schemas: str = "") -> str:
    return Construct(types=types, request=sequence(element("A", "tns:T0", OPTIONAL)), schemas=schemas).document()


def groups(count: int, kind: str, inside: str = "{}") -> str:
    """Write groups of which each holds the next one twice."""
    return "".join(
        f'<xs:{kind} name="G{index}">'
        + inside.format("".join(f'<xs:{kind} ref="tns:G{index + 1}"/>' for _ in TWO))
        + f"</xs:{kind}>"
        for index in range(count)
    ) + (f'<xs:{kind} name="G{count}">{inside.format("")}</xs:{kind}>')


def down(count: int) -> str:
    """Write types of which each extends the one before."""
    types = (complex_type(f"T{n + 1}", extension(f"tns:T{n}", "<xs:sequence/>")) for n in range(count))
    return complex_type("T0", "<xs:sequence/>") + "".join(types)


def bomb(text: str) -> str:
    return text.replace("?>", '?><!DOCTYPE x [<!ENTITY a "a"><!ENTITY b "&a;&a;">]>', 1)


EMPTY = complex_type("T0", "<xs:sequence/>")
IN_SEQUENCE = "<xs:sequence>{}</xs:sequence>"
MEMBERS = [element(f"M{index}", "xs:int", OPTIONAL) for index in range(1000)]
ATTRIBUTES = " ".join(f"a{index}=''" for index in range(600))
PREFIXES = " ".join(f"xmlns:a{index}='u'" for index in range(500))
REFUSED = {
    "entities": (bomb(shop(EMPTY)), "has a document type declaration, which is refused"),
    "deep": ("<a>" * 10_000 + "</a>" * 10_000, "is not well-formed XML"),
    "extended by many": (down(10_000), "extends more than 60 types, or itself"),
    "extends itself": (complex_type("T0", extension("tns:T0", "<xs:sequence/>")), "extends more than 60 types"),
    "groups": (
        complex_type("T0", '<xs:group ref="tns:G0"/>') + groups(25, "group", IN_SEQUENCE),
        "comes to more than 300000 elements, attributes and groups",
    ),
    "repeated groups": (
        complex_type("T0", '<xs:group ref="tns:G0" maxOccurs="3"/>') + groups(25, "group", IN_SEQUENCE),
        "comes to more than 300000 elements, attributes and groups",
    ),
    "attribute groups": (
        complex_type("T0", '<xs:attributeGroup ref="tns:G0"/>') + groups(40, "attributeGroup"),
        "comes to more than 300000 elements, attributes and groups",
    ),
    "inherited members": (
        complex_type("T0", sequence(*MEMBERS))
        + "".join(complex_type(f"D{index}", extension("tns:T0", "<xs:sequence/>")) for index in range(500)),
        "comes to more than 300000 elements, attributes and groups",
    ),
    "a group in itself": (
        complex_type("T0", '<xs:group ref="tns:G"/>')
        + '<xs:group name="G"><xs:sequence><xs:group ref="tns:G"/></xs:sequence></xs:group>',
        "has more than 60 groups in groups, or one that holds itself",
    ),
    "elements": ("<xs:annotation><xs:documentation>" + "<a/>" * 2_000_000, "has more than 1500000 tags and attributes"),
    "texts": (EMPTY + f"{' ' * 1000}<!---->" * 12_000, "is not well-formed XML"),
    "attributes": (f"<a {ATTRIBUTES}/>", "has an element of more than 512"),
    "prefixes": (f"<a {PREFIXES}>{'<a/>' * 30_000}</a>", "has too many prefixes for so many elements"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_grows_is_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    types, expected = REFUSED[name]
    _is_refused(tmp_path, types if types.startswith(("<?", "<a>")) else shop(types), expected, capsys)


def _is_refused(
    folder: Path, text: str, expected: str, capsys: pytest.CaptureFixture[str], files: dict[str, str] | None = None
) -> None:
    wsdl = write_documents(folder, text, files or {})
    before = sorted(folder.rglob("*"))
    start = time.monotonic()
    assert main(["generate", "--wsdl", str(wsdl), "--package", "hostile", "--out", str(folder / "out")]) == 2
    assert time.monotonic() - start < SECONDS
    [line] = capsys.readouterr().err.splitlines()
    assert line.isprintable()
    assert expected in line
    assert "nobody has foreseen" not in line
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "/etc/passwd",
        "//host.example/x",
        "../x.xsd",
        "a/../../x.xsd",
        "..\\x.xsd",
        "\\\\host\\x",
        "C:\\x",
        "data:,x",
        "?x",
        "x:[",
        "//[",
    ],
)
@pytest.mark.parametrize("kind", ["import", "include", "wsdl"])
def test_a_location_elsewhere_is_refused(
    kind: str, location: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    attribute = {"import": 'namespace="urn:x" schemaLocation', "include": "schemaLocation"}
    text = shop(EMPTY)
    if kind == "wsdl":
        imported = f'<wsdl:import namespace="urn:x" location="{location}"/><wsdl:types>'
        text = text.replace("<wsdl:types>", imported)
    else:
        text = shop(f'<xs:{kind} {attribute[kind]}="{location}"/>{EMPTY}')
    _is_refused(tmp_path, text, f"shop.wsdl: imports {location!r}", capsys)


def test_what_is_left_out_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = shop(f'<xs:import namespace="urn:x" schemaLocation="a&#10;b&#x202e;c.xsd"/>{EMPTY}')
    wsdl = write_documents(tmp_path, text, {})
    assert main(["generate", "--wsdl", str(wsdl), "--package", "hostile", "--out", str(tmp_path / "out")]) == 0
    [line] = capsys.readouterr().err.splitlines()
    assert line.isprintable()
    assert line.startswith("codegen: left out: shop.wsdl imports a")


def test_too_many_documents_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schema = '<xs:schema {} targetNamespace="urn:shop"><xs:include schemaLocation="a{}.xsd"/></xs:schema>'
    files = {f"a{index}.xsd": schema.format(XS, index + 1) for index in range(1000)}
    text = shop(f'<xs:include schemaLocation="a0.xsd"/>{EMPTY}')
    _is_refused(tmp_path, text, "is one document more than 1000, which is the limit", capsys, files)


def test_documents_that_include_each_other_are_read_once(tmp_path: Path) -> None:
    schema = '<xs:schema {}><xs:include schemaLocation="{}.xsd"/>{}</xs:schema>'
    files = {"a.xsd": schema.format(XS, "b", EMPTY), "b.xsd": schema.format(XS, "a", "")}
    wsdl = write_documents(tmp_path, shop('<xs:include schemaLocation="a.xsd"/>'), files)
    with made_from(wsdl, tmp_path / "out") as made:
        assert [one.qname for one in made.service.contracts] == ["{urn:shop}T0"]


def test_nameless_types_in_the_same_place_are_told_apart(tmp_path: Path) -> None:
    box = '<xs:element name="Box"><xs:complexType><xs:sequence>{}</xs:sequence></xs:complexType></xs:element>'
    kind = (
        '<xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="{}"/></xs:restriction></xs:simpleType>'
    )
    named = sequence(box.format(element("B", "xs:string")), f'<xs:element name="kind">{kind.format("b")}</xs:element>')
    named += f'<xs:attribute name="kind">{kind.format("c")}</xs:attribute>'
    request = sequence(box.format(element("A", "xs:int")), element("It", "tns:Do"))
    construct = Construct(types=complex_type("Do", named), request=request)
    wsdl = write_documents(tmp_path, construct.document(), {})
    with made_from(wsdl, tmp_path / "out") as made:
        boxes = [one for one in made.service.contracts if one.class_name.startswith("Box")]
        assert sorted(member.name for one in boxes for member in one.members) == ["A", "B"]
        values = [value.xml_name for one in made.service.enumerations for value in one.values]
        assert sorted(values) == ["b", "c"]
