"""Which documents the canonical form has, what they are called, and what they say of each other."""

import re
from pathlib import Path

import pytest

from tests.codegen.fetch.clothes import made
from tests.codegen.fetch.documents import SCHEMA, WSDL, definitions, schema, single

CHECKOUT = Path(__file__).parents[3]


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
