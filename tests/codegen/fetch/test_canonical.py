"""The canonical form: the same bytes whatever the order, the prefixes and the white space; other bytes for what matters."""

import random
import re
import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from countermand_codegen import project
from countermand_codegen.cli import main
from countermand_codegen.errors import CodegenError
from countermand_codegen.fetch.bounds import BOUNDS
from countermand_codegen.fetch.canonical import canonical
from countermand_codegen.fetch.follow import follow
from countermand_codegen.fetch.loaders import read_documents
from tests.codegen import booking
from tests.codegen.fetch.clothes import RICH, XS, Shelf, dressed_up, made
from tests.codegen.fetch.documents import definitions, schema, single, xs_import

CHECKOUT = Path(__file__).parents[3]


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_other_clothes_give_the_same_bytes(chance: random.Random) -> None:
    assert made(dressed_up(RICH, chance)) == made(RICH)


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 1 << 32))
def test_the_projects_own_wsdl_in_other_clothes_gives_the_same_bytes(seed: int) -> None:
    chance = random.Random(seed)
    folder = CHECKOUT / "wsdl/esendex"
    vendored = {path.name: path.read_text() for path in folder.iterdir() if path.suffix in (".wsdl", ".xsd")}
    shelf = Shelf(**{name: dressed_up(text, chance) for name, text in vendored.items()})
    found = canonical(follow(shelf, "https://vendor.example/messaging.wsdl", BOUNDS), "messaging")
    assert {name: content.decode() for name, content in found.items()} == vendored


WORDS = ("", "tns:", "xs:", "xml:", ":", "xmlns:tns", "xmlns", 'xmlns=""', "targetNamespace", "wsdl:", "nobody:x", "\u00e9", "{", "}", "]]>")  # fmt: skip
PIECES = re.findall(r"[^\s\"'<>/=]+|\s+|.", RICH)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(PIECES) - 1), st.sampled_from(WORDS) | st.sampled_from(PIECES)), max_size=4)
)
def test_what_is_mangled_is_refused_or_is_a_fixed_point(changes: list[tuple[int, str]]) -> None:
    pieces = list(PIECES)
    for index, word in changes:
        pieces[index] = word
    try:
        found = made("".join(pieces))
    except CodegenError:
        return
    shelf = Shelf(**found)
    again = canonical(follow(shelf, "https://vendor.example/small.wsdl", BOUNDS), "small")
    assert {name: content.decode() for name, content in again.items()} == found


def test_in_a_binding_input_and_output_have_no_order() -> None:
    request = '<wsdl:input><soap:body use="literal"/></wsdl:input>'
    reply = '<wsdl:output><soap:body use="literal"/></wsdl:output>'
    assert request + reply in single()
    assert made(single().replace(request + reply, reply + request)) == made(single())


def test_an_import_of_what_nobody_declares_stays_if_it_is_used() -> None:
    used = '<xs:element name="Op" type="away:T" xmlns:away="urn:away"/>'
    imports = xs_import("urn:away") + xs_import("urn:unused") + xs_import("http://www.w3.org/2001/XMLSchema")
    text = made(definitions(schema("urn:small", imports + used + '<xs:element ref="xs:schema" name="S"/>')))[
        "small.xsd"
    ]
    assert re.findall('<xs:import namespace="(.*)" />', text) == ["http://www.w3.org/2001/XMLSchema", "urn:away"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<xs:element name="B" type="data:Word"/><xs:element name="A" type="xs:int"/>', '<xs:element name="A" type="xs:int"/><xs:element name="B" type="data:Word"/>'),
        ('<xs:enumeration value="Zero  "/><xs:enumeration value="First"/>', '<xs:enumeration value="First"/><xs:enumeration value="Zero  "/>'),
        ('value="Zero  "', 'value="Zero "'),
        ('<wsdl:output message="tns:Out"/><wsdl:input message="tns:In"/>', '<wsdl:input message="tns:In"/><wsdl:output message="tns:Out"/>'),
        ('<wsdl:part name="b" element="tns:Op"/><wsdl:part name="a" element="tns:Op"/>', '<wsdl:part name="a" element="tns:Op"/><wsdl:part name="b" element="tns:Op"/>'),
        ('name="One" type="tns:Both"', 'name="One" type="xs:Both"'),
        ('nillable="true"', 'nillable="false"'),
        ('elementFormDefault="qualified"', ""),
        ("<sp:Layout/>", "<sp:Layout><sp:Strict/></sp:Layout>"),
        ('soapAction="a"', 'soapAction="A"'),
        ("vendor.example/1", "vendor.example/3"),
        ("A  word", "A sword"),
    ],
)  # fmt: skip
def test_what_matters_gives_other_bytes(old: str, new: str) -> None:
    assert old in RICH
    assert made(RICH.replace(old, new)) != made(RICH)


def test_the_vendored_files_are_a_fixed_point() -> None:
    found = canonical(read_documents(CHECKOUT, "wsdl/esendex/messaging.wsdl"), "messaging")
    folder = CHECKOUT / "wsdl/esendex"
    assert found == {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".wsdl", ".xsd")}


def test_the_canonical_form_is_the_same_contract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "SERVICES", booking.SERVICES)
    shutil.copytree(booking.ROOT / "wsdl", tmp_path / "wsdl")
    documents = canonical(read_documents(booking.ROOT, "wsdl/booking/booking.wsdl"), "booking")
    for name, content in documents.items():
        (tmp_path / "wsdl/booking" / name).write_bytes(content)
    before, after = project.build(booking.ROOT), project.build(tmp_path)
    # The order of ports and operations is all that differs, where they are listed.
    assert {name for name in before if before[name] != after.get(name)} <= {
        "generated/countermand_bindings/booking/operations/__init__.py",
        "generated/countermand_bindings/booking/ports.py",
        "generated/countermand_bindings/booking/service.py",
        "wsdl/codegen.lock",
    }
    assert main(["--root", "/", "diff", str(booking.ROOT / "wsdl"), str(tmp_path / "wsdl"), "--fail-on", "any"]) == 0


@pytest.mark.parametrize("location", ["../out.xsd", "%2e%2e/out.xsd", "..%2fout.xsd", "/out.xsd", "https://vendor.example/out.xsd", "file:///out.xsd", "x.xsd?y"])  # fmt: skip
def test_vendored_files_import_nothing_from_elsewhere(location: str, tmp_path: Path) -> None:
    folder = tmp_path / "wsdl/small"
    folder.mkdir(parents=True)
    (folder / "small.wsdl").write_text(definitions(schema("urn:x", xs_import("urn:out", location))))
    (tmp_path / "wsdl/out.xsd").write_text(schema("urn:out", ""))
    (tmp_path / "wsdl/small/x.xsd?y").write_text(schema("urn:out", ""))
    with pytest.raises(CodegenError, match=r"^small/small.wsdl: .*(only files beside it or below|only https)"):
        read_documents(tmp_path / "wsdl", "small/small.wsdl")


@pytest.mark.parametrize(
    "change", [lambda element: element.set("x", "y"), lambda element: element.append(deepcopy(element))]
)
def test_the_dressing_up_itself_can_fail(change: Callable[[etree._Element], None]) -> None:
    root = etree.fromstring(RICH)
    found = root.find(f".//{XS}complexType")
    assert found is not None
    change(found)
    assert made(etree.tostring(root).decode()) != made(RICH)
