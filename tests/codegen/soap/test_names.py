"""Names of a WSDL that Python, the generated modules or the library use for something else: each is made distinct."""

import ast
from pathlib import Path

import pytest

from countermand_codegen.names import operation_constant
from countermand_codegen.parse import parse_wsdl
from countermand_codegen.render import RESERVED, render_package
from countermand_codegen.service import lower_soap
from countermand_codegen.sources import read_source
from countermand_codegen.standalone import make_package, write_package
from tests.codegen.soap.checkers import complaints
from tests.codegen.soap.constructs import CONSTRUCTS, MANY, OPTIONAL, XS, complex_type, element, sequence
from tests.codegen.soap.made import made_from, write_documents

SMALL = (
    "address",
    "person",
    "tuple",
    "date",
    "object",
    "result",
    "self",
    "property",
    "super",
    "list",
    "str",
    "or",
    "id",
)
OWN = ("Part", "Shape", "Codec", "MappingProxyType", "TYPE_CHECKING", "ABSENT", "Absent", "SHAPE", "datetime", "Shop")
STRANGE = ("_x", "__x", "_1", "Foo_bar", "foo_bar", "Class", "CLASS", "class", "None", "été", "日本", "a-b", "a.b")
TYPES = (*SMALL, *OWN, *STRANGE, *sorted(RESERVED - {*OWN}))
OPERATIONS = (
    "address",
    "echo",
    "Echo",
    "str",
    "tuple",
    "result",
    "load",
    "sys",
    "cast",
    "self",
    "_y",
    "class",
    *RESERVED,
)
SCALARS = ("string", "date", "time", "dateTime", "decimal", "base64Binary", "QName", "boolean", "duration", "anyType")


def document() -> str:
    members = [element(name, f"tns:{name}", OPTIONAL) for name in SMALL]
    members += [element(f"a_{name}", f"xs:{name}", OPTIONAL) for name in SCALARS]
    members.append(
        f"<xs:choice {MANY}>{element('left', 'tns:person')}{element('right', 'xs:int')}</xs:choice>"
        f'<xs:any {MANY} namespace="##other" processContents="lax"/>'
    )
    attributes = '<xs:attribute name="mro" type="xs:string"/><xs:anyAttribute/>'
    types = "".join(complex_type(name, sequence(*members) + attributes) for name in TYPES)
    every = sequence(*(element(name, f"tns:{name}", OPTIONAL) for name in TYPES))
    types += complex_type("Every", f"{every}<xs:anyAttribute/>")
    results = sequence(element("result", "tns:person", OPTIONAL))
    elements = "".join(
        f'<xs:element name="{name}" type="tns:Every"/>'
        f'<xs:element name="{name}Response"><xs:complexType>{results}</xs:complexType></xs:element>'
        for name in OPERATIONS
    )
    messages = "".join(
        f'<wsdl:message name="{name}"><wsdl:part name="parameters" element="tns:{name}"/></wsdl:message>'
        for operation in OPERATIONS
        for name in (operation, f"{operation}Response")
    )
    declared = "".join(
        f'<wsdl:operation name="{name}"><wsdl:input message="tns:{name}"/>'
        f'<wsdl:output message="tns:{name}Response"/></wsdl:operation>'
        for name in OPERATIONS
    )
    body = '<soap:body use="literal"/>'
    bound = "".join(
        f'<wsdl:operation name="{name}"><soap:operation soapAction="urn:{index}"/>'
        f"<wsdl:input>{body}</wsdl:input><wsdl:output>{body}</wsdl:output></wsdl:operation>"
        for index, name in enumerate(OPERATIONS)
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    {XS} xmlns:tns="urn:shop" targetNamespace="urn:shop">
  <wsdl:types><xs:schema elementFormDefault="qualified" targetNamespace="urn:shop">
    {types}{elements}</xs:schema></wsdl:types>
  {messages}<wsdl:portType name="address">{declared}</wsdl:portType>
  <wsdl:binding name="B" type="tns:address"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>{bound}
  </wsdl:binding>
  <wsdl:service name="person">
    <wsdl:port name="P" binding="tns:B"><soap:address location="http://shop.example/"/></wsdl:port>
  </wsdl:service>
</wsdl:definitions>
"""


def test_what_is_made_type_checks(tmp_path: Path) -> None:
    wsdl = write_documents(tmp_path, document(), {})
    write_package(make_package(wsdl, "named"), tmp_path)
    assert complaints(tmp_path, "named") == []


def test_each_name_calls_its_own(tmp_path: Path) -> None:
    wsdl = write_documents(tmp_path, document(), {})
    with made_from(wsdl, tmp_path / "out") as made:
        asked: list[tuple[str, str]] = []

        class Reply:
            result = None

        def call(operation: object, request: object) -> object:
            asked.append((operation.name, type(request).__name__))  # type: ignore[attr-defined]
            return Reply()

        service = made.module().person(call)
        for operation in made.service.operations:
            method = getattr(service, operation.method)
            assert method(**{member.attribute: None for member in operation.request.members}) is None
            assert made.operation(operation).name == operation.name
        assert asked == [(one.name, one.request.class_name) for one in made.service.operations]
        assert [name for name, _ in asked] == list(OPERATIONS)
        for contract in made.service.contracts:
            cls = made.type_class(contract)
            assert getattr(made.module(), contract.class_name) is cls
            assert cls.__name__ == contract.class_name
            assert made.module(f"contracts.{contract.module}").SHAPE.cls is cls


def borrowed(text: str, package: str) -> set[str]:
    """Return what a module imports from elsewhere, and what it binds for itself beside classes of the document."""
    tree = ast.parse(text)
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not f"{node.module}.".startswith(f"{package}."):
            names |= {alias.asname or alias.name for alias in node.names}
    for statement in tree.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            names.add(statement.target.id)
    return {name for name in names if name != name.lower()}


@pytest.mark.parametrize("name", [*CONSTRUCTS, "names"])
def test_nothing_is_borrowed_that_a_class_might_be_named_as(name: str, tmp_path: Path) -> None:
    main, files = (document(), {}) if name == "names" else (CONSTRUCTS[name].document(), CONSTRUCTS[name].files)
    wsdl = write_documents(tmp_path, main, files)
    service = lower_soap(parse_wsdl(read_source(wsdl.parent, wsdl.name), lenient=True), "shop", reserved=RESERVED)
    constants = {operation_constant(one.method) for one in service.operations}
    for path, text in render_package(service).items():
        assert borrowed(text, "shop") - constants <= RESERVED, path


def test_no_class_is_of_small_letters(tmp_path: Path) -> None:
    wsdl = write_documents(tmp_path, document(), {})
    service = lower_soap(parse_wsdl(read_source(wsdl.parent, wsdl.name), lenient=True), "shop", reserved=RESERVED)
    classes = [one.class_name for one in service.contracts]
    classes += [one.class_name for operation in service.operations for one in (operation.request, operation.response)]
    assert [name for name in classes if name == name.lower() or name.startswith("_")] == []
    assert len(set(classes)) == len(classes)
    assert not RESERVED & {*classes}
