"""Hostile documents: what they hold becomes a constant or a legal name, never code."""

import ast
import importlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

from tests.codegen.small import Project, importable, rest, schema, use, wsdl

MARK = "PWNED"
"""Stands in each hostile text, so that it can be found again in what comes out."""

PAYLOADS = [
    f"{MARK}'); open('pwned', 'w').close(); ('",
    f'{MARK}"""\nopen("pwned", "w").close()\n"""',
    f"{MARK}\nopen('pwned', 'w').close()\n",
    f"{MARK}\r\x85\u2028\u2029open('pwned', 'w').close()",
    f"{MARK}{{open('pwned', 'w').close()}}",
    f"{MARK}\\",
    f"{MARK}\\N{{BULLET}}\\x41%s",
    f"{MARK} # type: ignore\n# noqa",
    f"{MARK}'''\\'''",
]
NAME = f"{MARK}.__class__-x"
"""A legal XML name, and no Python."""


def attribute(text: str) -> str:
    """Write an attribute's value so that nothing in it is lost, line ends included."""
    return quoteattr(text, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def document(payload: str, name: str) -> str:
    """Write a WSDL that holds a text wherever one may stand, and a name wherever one must."""
    text = attribute(payload)
    comment = payload.replace("&", "&amp;").replace("<", "&lt;").replace("\x85", "&#x85;")
    documentation = f"<xs:annotation><xs:documentation>{comment}</xs:documentation></xs:annotation>"
    value = f"<xs:enumeration value={text}>{documentation}</xs:enumeration>"
    types = (
        f'<xs:simpleType name="{name}.s"><xs:restriction base="xs:string">{value}</xs:restriction></xs:simpleType>'
        f'<xs:complexType name="{name}.c">{documentation}<xs:sequence>'
        f'<xs:element name="{name}" type="xs:string" minOccurs="0"/></xs:sequence></xs:complexType>'
        f'<xs:complexType name="ArrayOf{name}"><xs:sequence><xs:element name="{name}" type="tns:{name}.c" minOccurs="0"'
        ' maxOccurs="unbounded" nillable="true"/></xs:sequence></xs:complexType>'
    )
    members = f'<xs:element name="{name}" type="xs:string" minOccurs="0"/>'
    members += f'<xs:element name="S" type="tns:{name}.s" minOccurs="0"/>'
    response = f'<xs:element name="{name}" type="tns:ArrayOf{name}" minOccurs="0"/>'
    whole = wsdl(types, request=members, response=response, service="SERVICE", action="ACTION")
    whole = whole.replace('"SERVICE"', text).replace('"ACTION"', text).replace('"http://host.example/soap"', text)
    whole = whole.replace('"SoapPort"', text).replace(
        "<wsdl:portType", f"<wsdl:documentation>{comment}</wsdl:documentation><wsdl:portType"
    )
    whole = whole.replace('<wsdl:operation name="Op">', f"<wsdl:operation name={text}>")
    return re.sub(r'"((?:tns:)?)Op((?:Response)?)"', rf'"\g<1>{name}\g<2>"', whole)


def descriptor(payload: str, name: str) -> str:
    """Write a descriptor that does the same."""
    text = attribute_yaml(payload)
    string = "schema: {type: string}"
    parameters = f"[{{name: {text}, in: query, x-wsdl-member: {name}, {string}}}, {{name: S, in: query, {string}}}]"
    path = attribute_yaml("/" + re.sub("[{}]", "", payload))
    responses = f"{{'200': {{description: {text}}}}}"
    verb = f"x-wsdl-operations: [{text}], summary: {text}, parameters: {parameters}, responses: {responses}"
    aliases = f"{{'{{urn:small}}{name}.s': {{{attribute_yaml('alias' + payload)}: {text}}}}}"
    return rest(f"{path}: {{get: {{{verb}}}}}", f"{{sensitive-members: [{name}], enumeration-aliases: {aliases}}}")


def attribute_yaml(text: str) -> str:
    return '"' + text.encode("unicode_escape").decode().replace('"', '\\"') + '"'


def generated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, payload: str, name: str
) -> tuple[Project, dict[str, str]]:
    small = use(monkeypatch, tmp_path, with_rest=True)
    small.write("small.wsdl", document(payload, name))
    small.write("rest.yaml", descriptor(payload, name))
    assert small.run("generate") == 0
    return small, {name: text for name, text in small.build().items() if name.endswith(".py")}


def shape(files: dict[str, str]) -> list[str]:
    """Return the structure of all modules, without their names and constants."""
    return sorted(
        re.sub(r"'[^']*'", "''", ast.dump(_Blank().visit(ast.parse(text)), annotate_fields=False))
        for text in files.values()
    )


def import_all(files: Iterable[str]) -> None:
    for name in sorted(files):
        if name.endswith(".py"):
            importlib.import_module(re.sub(r"(/__init__)?\.py$", "", name).removeprefix("generated/").replace("/", "."))


class _Blank(ast.NodeTransformer):
    """Makes every constant the same, and every dict and tuple of constants as long as every other."""

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.Constant("" if isinstance(node.value, str) else node.value)


def constants(files: dict[str, str]) -> Iterator[str]:
    for text in files.values():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: ascii(payload)[1:28])
def test_hostile_text_becomes_constants_only(payload: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, benign = generated(tmp_path / "benign", monkeypatch, "Plain", "Name")
    small, files = generated(tmp_path / "hostile", monkeypatch, payload, NAME)
    assert shape(files) == shape(benign)
    found = list(constants(files))
    # Once as an action, an address, a port, an enumeration's value, a parameter; once as a part of the path.
    assert found.count(payload) >= 5
    assert "/" + re.sub("[{}]", "", payload) in found
    assert all(line.isprintable() for text in files.values() for line in text.split("\n"))
    monkeypatch.chdir(tmp_path)
    with importable(small.root):
        import_all(files)
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: ascii(payload)[1:28])
def test_names_are_on_the_wire_as_they_were(payload: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small, _ = generated(tmp_path, monkeypatch, payload, NAME)
    with importable(small.root):
        operations = importlib.import_module("countermand_bindings.small.operations")
        assert (payload,) == operations.NAMES
        operation = operations.load(payload)
        assert (operation.name, operation.action) == (payload, payload)
        assert operation.request.tag == f"{{urn:small}}{NAME}"
        ports = importlib.import_module("countermand_bindings.small.ports").PORTS
        assert list(ports) == [payload]
        assert ports[payload].address == payload
        [form] = operation.rest.forms
        assert form.query.names == (payload, "S")
        enumeration = importlib.import_module("countermand_bindings.small.contracts.pwned_class_x_s")
        [cls] = [found for name, found in vars(enumeration).items() if name.startswith(MARK) and name.endswith("_s")]
        assert [member.xml_name for member in cls] == [payload]
        assert cls.xml_aliases() == {"alias" + payload: payload}


def named(name: str) -> str:
    """Write a WSDL whose operation has a name."""
    return re.sub(r'"((?:tns:)?)Op((?:Response)?)"', rf'"\g<1>{name}\g<2>"', wsdl())


@pytest.mark.parametrize(
    "name",
    [
        "__init__",
        "__getattr__",
        "load",
        "sys",
        "cast",
        "os",
        "__all__",
        "NAMES",
        "ünï",
        "日本",
        "_",
        "a.b",
        "class",
        "None",
        "self",
        "list",
    ],
)
def test_an_operation_may_be_named_as_something_in_python(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = use(monkeypatch, tmp_path)
    small.write("small.wsdl", named(name))
    assert small.run("generate") == 0
    with importable(small.root):
        import_all(small.build())
        operations = importlib.import_module("countermand_bindings.small.operations")
        assert operations.load(name).name == name
        assert operations.load(name).request.tag == f"{{urn:small}}{name}"


@pytest.mark.parametrize("name", ["Codec", "Final"])
def test_or_is_refused_where_its_module_needs_the_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small = use(monkeypatch, tmp_path)
    small.write("small.wsdl", named(name))
    assert small.run("generate") == 2
    assert f"the name {name} would mean two things in small/operations/" in capsys.readouterr().err


def test_a_namespace_with_markup_is_escaped_on_the_wire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from lxml import etree

    from countermand_wire.codec import read_xml_document, xml_document

    small = use(monkeypatch, tmp_path)
    namespace = "http://host.example/?a=1&amp;b='2'"
    small.write("small.wsdl", wsdl().replace("urn:small", namespace))
    assert small.run("generate") == 0
    with importable(tmp_path):
        module = importlib.import_module("countermand_bindings.small.operations.op")
        body = xml_document(module.OP.request, module.Op(a="x"))
        assert etree.fromstring(body).tag == "{http://host.example/?a=1&b='2'}Op"
        assert read_xml_document(module.OP.request, body) == module.Op(a="x")


def test_documentation_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = use(monkeypatch, tmp_path)
    annotation = f"<xs:annotation><xs:documentation>{MARK}</xs:documentation></xs:annotation>"
    small.write(
        "small.wsdl",
        wsdl(schemas=schema(annotation, "urn:other"), extra=f"<wsdl:documentation>{MARK}</wsdl:documentation>"),
    )
    assert not [name for name, text in small.build().items() if MARK in text]
