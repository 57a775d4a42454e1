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
from tests.codegen.fetch.documents import SCHEMA, WSDL, definitions, schema, single, xs_import

CHECKOUT = Path(__file__).parents[3]
XS = "{http://www.w3.org/2001/XMLSchema}"
QNAMES = ("type", "ref", "base", "message", "element", "binding", "itemType")

FREE = (
    *(f"{{http://schemas.xmlsoap.org/wsdl/}}{name}" for name in ("definitions", "types", "portType", "binding")),
    *(f"{{http://schemas.xmlsoap.org/wsdl/}}{name}" for name in ("service", "port")),
    *(f"{XS}{name}" for name in ("schema", "all", "choice")),
    *(f"{{http://schemas.xmlsoap.org/ws/2004/09/policy}}{name}" for name in ("All", "ExactlyOne", "Policy")),
)
"""Whose children may stand in any order. In a schema, imports come first; parsers do not care, and nor do we."""

RICH = f"""
<wsdl:definitions name="Rich" {WSDL} {SCHEMA} xmlns:wsp="http://schemas.xmlsoap.org/ws/2004/09/policy"
    xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
    xmlns:sp="http://schemas.xmlsoap.org/ws/2005/07/securitypolicy" targetNamespace="urn:small">
  <wsp:Policy wsu:Id="B"><wsp:ExactlyOne><wsp:All><sp:Trust10/><sp:Layout/></wsp:All></wsp:ExactlyOne></wsp:Policy>
  <wsp:Policy wsu:Id="A"><wsp:ExactlyOne><wsp:All/></wsp:ExactlyOne></wsp:Policy>
  <wsdl:types>
    {
    schema(
        "urn:small",
        xs_import("urn:data")
        + '''
      <xs:element name="Op" type="tns:Both"/><xs:element name="OpResponse" type="xs:string" nillable="true"/>
      <xs:complexType name="Both"><xs:sequence><xs:element name="B" type="data:Word"/><xs:element name="A" type="xs:int"/>
        <xs:choice><xs:element name="Y" type="xs:int"/><xs:element name="X" type="xs:int"/></xs:choice></xs:sequence>
        <xs:attribute name="later" type="xs:string"/><xs:attribute name="earlier" type="xs:string"/></xs:complexType>
      <xs:complexType name="Any"><xs:all><xs:element name="Two" type="xs:int"/><xs:element name="One" type="tns:Both"/>
        </xs:all></xs:complexType>''',
    )
}
    {
    schema(
        "urn:data",
        '''
      <xs:simpleType name="Word"><xs:annotation><xs:documentation>A  word,
        with <b>white</b> space.</xs:documentation></xs:annotation><xs:restriction base="xs:string">
        <xs:enumeration value="Zero  "/><xs:enumeration value="First"/></xs:restriction></xs:simpleType>''',
    )
}
  </wsdl:types>
  <wsdl:message name="Out"><wsdl:part name="b" element="tns:OpResponse"/></wsdl:message>
  <wsdl:message name="In"><wsdl:part name="b" element="tns:Op"/><wsdl:part name="a" element="tns:Op"/></wsdl:message>
  <wsdl:portType name="P">
    <wsdl:operation name="Op"><wsdl:input message="tns:In"/><wsdl:output message="tns:Out"/></wsdl:operation>
    <wsdl:operation name="Ask"><wsdl:output message="tns:Out"/><wsdl:input message="tns:In"/></wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="S" type="tns:P"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="Op"><soap:operation soapAction="b"/><wsdl:input><soap:body use="literal"/></wsdl:input></wsdl:operation>
    <wsdl:operation name="Ask"><soap:operation soapAction="a"/></wsdl:operation></wsdl:binding>
  <wsdl:service name="Rich">
    <wsdl:port name="Two" binding="tns:S"><soap:address location="https://vendor.example/2"/></wsdl:port>
    <wsdl:port name="One" binding="tns:S"><soap:address location="https://vendor.example/1"/></wsdl:port>
  </wsdl:service>
</wsdl:definitions>
"""


class Shelf:
    """Documents by address."""

    def __init__(self, **documents: str) -> None:
        self.documents = documents

    def load(self, place: str, location: str) -> tuple[str, bytes]:
        return location, self.documents[location.removeprefix("https://vendor.example/")].encode()


def made(main: str, **others: str) -> dict[str, str]:
    documents = follow(Shelf(main=main, **others), "https://vendor.example/main", BOUNDS)
    return {name: content.decode() for name, content in canonical(documents, "small").items()}


def dressed_up(text: str, chance: random.Random) -> str:
    """Write a document anew: children shuffled where order means nothing, other prefixes, other white space, comments."""
    root = etree.fromstring(text.encode())
    for element in list(root.iter(*FREE)):
        children = list(element)
        chance.shuffle(children)
        element[:] = children
    return _write(root, chance)


def _write(element: etree._Element, chance: random.Random, mixed: bool = False) -> str:
    """Write an element with its own declarations: any prefix, or the default namespace, bound again on each."""
    prefixes: dict[str, str] = {}

    def prefixed(namespace: str | None, local: str) -> str:
        if not namespace:
            return local
        prefix = prefixes.setdefault(namespace, f"{chance.choice('abcxyz')}{len(prefixes)}")
        return f"{prefix}:{local}"

    tag = etree.QName(element)
    name = prefixed(tag.namespace, tag.localname)
    attributes = []
    for key, value in ((str(key), str(value)) for key, value in element.items()):
        written = value
        if key in QNAMES:
            prefix, _, local = value.rpartition(":")
            written = prefixed(element.nsmap[prefix], local)
        if key in (*QNAMES, "name", "minOccurs", "location", "soapAction"):
            written = chance.choice(("", "  ", "\n")) + written + chance.choice(("", " "))
        full = etree.QName(key)
        attributes.append(f"{prefixed(full.namespace, full.localname)}={chance.choice((chr(39), chr(34)))}{written}")
    attributes = [text + ("'" if "='" in text else '"') for text in attributes]
    attributes += [f'xmlns:{prefix}="{namespace}"' for namespace, prefix in prefixes.items()]
    chance.shuffle(attributes)
    space = chance.choice((" ", "\n\t"))
    mixed = mixed or bool(element.text and element.text.strip())

    def between(text: str | None) -> str:
        if mixed:
            return re.sub(r"\s+", lambda _: chance.choice((" ", "\n  ")), text or "")
        return chance.choice(("", "\n", "  \t", "<!-- a comment -->", "<?a processing-instruction?>"))

    inside = between(element.text)
    inside += "".join(_write(child, chance, mixed) + between(child.tail) for child in element)
    return f"<{name}{space}{space.join(attributes)}>{inside}</{name}>"


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
    shutil.copytree(booking.ROOT / "wsdl/booking", tmp_path / "wsdl/booking")
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


def test_one_schema_in_many_parts_is_one_document() -> None:
    parts = (
        schema("urn:small", '<xs:element name="Op"><xs:complexType/></xs:element>')
        + f'<xs:schema {SCHEMA} targetNamespace="urn:small"><xs:complexType name="T"><xs:sequence>'
        '<xs:element name="loose" type="xs:int"/><xs:element name="tight" form="qualified" type="xs:int"/>'
        "</xs:sequence></xs:complexType></xs:schema>"
    )
    text = made(definitions(parts))["small.xsd"]
    assert 'elementFormDefault="qualified"' in text
    assert '<xs:element name="loose" form="unqualified" type="xs:int" />' in text
    assert '<xs:element name="tight" type="xs:int" />' in text


def test_a_schema_without_a_namespace_takes_that_of_each_that_includes_it() -> None:
    part = (
        '<schema xmlns="http://www.w3.org/2001/XMLSchema"><complexType name="T"><sequence>'
        '<element name="a" type="q:U" xmlns:q=""/></sequence></complexType></schema>'
    ).replace(' type="q:U" xmlns:q=""', ' ref="b" xmlns=""')
    part = part.replace('<element name="a" ref="b" xmlns=""/>', '<x:element ref="b" xmlns="" xmlns:x="http://www.w3.org/2001/XMLSchema"/>')  # fmt: skip
    including = '<xs:include schemaLocation="part"/><xs:element name="b" type="xs:int"/>'
    files = made(definitions(schema("urn:small", including) + schema("urn:data", including)), part=part)
    for name in ("small.xsd", "data.xsd"):
        assert '<xs:complexType name="T">' in files[name]
        assert '<xs:element ref="tns:b" />' in files[name]


def test_a_schema_without_a_namespace_stays_one_without() -> None:
    bare = f'<xs:schema {SCHEMA}><xs:element name="a" type="b" xmlns=""/><xs:complexType name="b"/></xs:schema>'
    for files in (
        made(definitions(schema("urn:small", '<xs:import schemaLocation="part"/><xs:element name="Op"/>')), part=bare),
        made(definitions(schema("urn:small", '<xs:element name="Op"/>') + bare)),
        made(definitions(schema("urn:small", '<xs:element name="Op"/>'), '<wsdl:import location="part"/>'), part=bare),
    ):
        assert '<xs:element name="a" type="b" />' in files["no-namespace.xsd"]
        assert '<xs:import schemaLocation="no-namespace.xsd" />' in files["small.wsdl"]


def test_names_in_extensions_keep_their_namespaces() -> None:
    inside = (
        '<xs:element name="Op"><xs:annotation><xs:appinfo><i:note xmlns:i="urn:ink" xmlns:far="urn:far" i:type="far:Name"'
        ' plain="nobody:Name">far:Text</i:note></xs:appinfo><xs:documentation xmlns:far="urn:far">far:Text'
        "</xs:documentation></xs:annotation><xs:complexType/>"
        '<xs:key name="k" xmlns:far="urn:far"><xs:selector xpath=".//far:a|far:*"/><xs:field xpath="@b"/></xs:key></xs:element>'
        '<xs:attribute name="items" wsdl:arrayType="data:Item[,]"/>'
    )
    text = made(definitions(schema("urn:small", inside)))["small.xsd"]
    assert '<ink:note plain="nobody:Name" ink:type="far:Name">far:Text</ink:note>' in text
    assert 'xmlns:far="urn:far"' in text
    assert "<xs:documentation>far:Text</xs:documentation>" in text
    assert 'xpath=".//far:a|far:*"' in text
    assert 'wsdl:arrayType="data:Item[,]"' in text


def test_each_wsdl_namespace_has_a_document() -> None:
    whole = single()
    cut = whole.index("<wsdl:binding")
    contract = whole[:cut] + "</wsdl:definitions>"
    binding = whole[cut:].replace("tns:Soap", "own:Soap")
    service = (
        f'<wsdl:definitions {WSDL} xmlns:tns="urn:small" xmlns:own="urn:own" targetNamespace="urn:own">'
        f'<wsdl:import namespace="urn:small" location="contract"/>{binding}'
    )
    files = made(service, contract=contract)
    assert list(files) == ["small.wsdl", "small-7853fb95.wsdl", "data.xsd", "small-7853fb95.xsd"]
    assert '<wsdl:import namespace="urn:small" location="small-7853fb95.wsdl" />' in files["small.wsdl"]
    assert "<wsdl:types>" not in files["small.wsdl"]
    assert "<wsdl:types>" in files["small-7853fb95.wsdl"]
    # Whichever of the two is named, the result is the same, provided the other is found.
    back = contract.replace("<wsdl:types>", '<wsdl:import namespace="urn:own" location="service"/><wsdl:types>')
    assert made(back, service=service.replace('location="contract"', 'location="main"')) == files


@pytest.mark.parametrize(
    ("namespace", "name"),
    [
        ("http://schemas.datacontract.org/2004/07/SmsWS", "smsws.xsd"),
        ("http://schemas.microsoft.com/2003/10/Serialization/", "serialization.xsd"),
        ("http://tempuri.org/", "tempuri.org.xsd"),
        ("urn:a:bee", "bee.xsd"),
        ("http://docs.oasis-open.org/wsn/b-2", "wsn-b-2.xsd"),
        ("http://vendor.example/api/v2", "api-v2.xsd"),
        ("http://vendor.example/../../etc/passwd", "passwd.xsd"),
        ("http://vendor.example/a\\b", "a-b.xsd"),
        ("..", "no-namespace.xsd"),
        ("urn:CON", "con-ns.xsd"),
        (f"urn:{'x' * 500}", f"{'x' * 48}.xsd"),
        ("urn:\u00e9", "urn.xsd"),
    ],
)
def test_the_names_of_files_are_readable_and_harmless(namespace: str, name: str) -> None:
    assert name in made(definitions(schema(namespace, '<xs:element name="a" type="xs:int"/>')))


def test_namespaces_of_one_name_carry_a_hash_each() -> None:
    schemas = "".join(schema(f"http://{host}/types", '<xs:element name="a" type="tns:b"/>') for host in "xyz")
    schemas += schema("urn:small", '<xs:element name="b" type="xs:int"/>')
    files = made(definitions(schemas))
    assert len([name for name in files if re.fullmatch(r"types-[0-9a-f]{8}\.xsd", name)]) == 3
    first = made(definitions(schema("http://x/types", '<xs:element name="a" type="xs:int"/>')))
    assert "types.xsd" in first


def test_hostile_text_stays_text() -> None:
    hostile = "&quot;&gt;&lt;x/&gt;&#10;&amp;"
    text = made(definitions(schema("urn:small", f'<xs:element name="a" default="{hostile}" type="xs:string"/>')))["small.xsd"]  # fmt: skip
    assert 'default="&quot;&gt;&lt;x/&gt;&#10;&amp;"' in text


@pytest.mark.parametrize(
    "change", [lambda element: element.set("x", "y"), lambda element: element.append(deepcopy(element))]
)
def test_the_dressing_up_itself_can_fail(change: Callable[[etree._Element], None]) -> None:
    root = etree.fromstring(RICH)
    found = root.find(f".//{XS}complexType")
    assert found is not None
    change(found)
    assert made(etree.tostring(root).decode()) != made(RICH)
