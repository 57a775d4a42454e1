"""Small WSDLs, made of the part that a test is about, in a project of their own."""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import attrs
import pytest

import countermand_bindings
from countermand_codegen import project
from countermand_codegen.cli import main

MEMBER = '<xs:element name="A" type="xs:string" minOccurs="0" nillable="true"/>'

REST = """
openapi: 3.1.0
info: {{title: small, version: '1'}}
{extension}
paths:
  {paths}
"""


def element(name: str, members: str = "") -> str:
    """Write a global element that wraps members."""
    return (
        f'<xs:element name="{name}"><xs:complexType><xs:sequence>{members}</xs:sequence></xs:complexType></xs:element>'
    )


def schema(declarations: str, namespace: str = "urn:small", extra: str = "") -> str:
    """Write a schema, with the prefixes that all tests use."""
    return (
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tns="urn:small" xmlns:other="urn:other" '
        'xmlns:ser="http://schemas.microsoft.com/2003/10/Serialization/" '
        f'targetNamespace="{namespace}" elementFormDefault="qualified" {extra}>{declarations}</xs:schema>'
    )


SERIALIZATION = schema(
    """
    <xs:simpleType name="char"><xs:restriction base="xs:int"/></xs:simpleType>
    <xs:simpleType name="duration"><xs:restriction base="xs:duration"/></xs:simpleType>
    <xs:simpleType name="guid"><xs:restriction base="xs:string"/></xs:simpleType>
    """,
    "http://schemas.microsoft.com/2003/10/Serialization/",
)


def wsdl(
    types: str = "",
    *,
    request: str = MEMBER,
    response: str = MEMBER,
    schemas: str = "",
    extra: str = "",
    service: str = "Small",
    action: str = "urn:small/Op",
) -> str:
    """Write a WSDL of one operation, `Op`, over SOAP 1.1.

    Args:
        types: further declarations of the schema `urn:small`.
        request: members of the request.
        response: members of the response.
        schemas: further schemas.
        extra: what stands between the types and the messages.
        service: the service's name.
        action: the operation's soapAction.
    """
    own = schema(
        '<xs:import namespace="http://schemas.microsoft.com/2003/10/Serialization/"/><xs:import namespace="urn:other"/>'
        + element("Op", request)
        + element("OpResponse", response)
        + types
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:tns="urn:small" xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:small">
  <wsdl:types>{SERIALIZATION}{schemas or schema("", "urn:other")}{own}</wsdl:types>
  {extra}
  <wsdl:message name="In"><wsdl:part name="parameters" element="tns:Op"/></wsdl:message>
  <wsdl:message name="Out"><wsdl:part name="parameters" element="tns:OpResponse"/></wsdl:message>
  <wsdl:portType name="ISmall">
    <wsdl:operation name="Op"><wsdl:input message="tns:In"/><wsdl:output message="tns:Out"/></wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="Soap" type="tns:ISmall">
    <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="Op">
      <soap:operation soapAction="{action}" style="document"/>
      <wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output>
    </wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="{service}">
    <wsdl:port name="SoapPort" binding="tns:Soap"><soap:address location="http://host.example/soap"/></wsdl:port>
  </wsdl:service>
</wsdl:definitions>
"""


def rest(paths: str, extension: str = "") -> str:
    """Write a REST descriptor: the entries of `paths`, and its own extension."""
    return REST.format(paths=paths, extension=extension and f"x-countermand: {extension}")


@attrs.frozen
class Project:
    """A folder with one service in it, to which the generator is put."""

    root: Path

    def write(self, name: str, text: str | bytes) -> None:
        """Write a file below `wsdl/small/`."""
        path = self.root / "wsdl/small" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def run(self, *command: str) -> int:
        """Run the command line; returns the exit status."""
        return main(["--root", str(self.root), *command])

    def files(self) -> dict[str, bytes]:
        """Return every file of the project, by its path."""
        found = (path for path in self.root.rglob("*") if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in found}

    def build(self) -> dict[str, str]:
        """Make the outputs in memory."""
        return project.build(self.root)


def use(monkeypatch: pytest.MonkeyPatch, root: Path, *, with_rest: bool = False) -> Project:
    """Make a project whose one service is `wsdl/small/small.wsdl`, with `rest.yaml` beside it if asked for."""
    inputs = project.ServiceInput(
        package="small", wsdl="wsdl/small/small.wsdl", rest="wsdl/small/rest.yaml" if with_rest else None
    )
    monkeypatch.setattr(project, "SERVICES", (inputs,))
    return Project(root)


@contextmanager
def importable(root: Path) -> Generator[None]:
    """Let `countermand_bindings.small` be imported from what was generated below `root`."""
    folder = str(root / "generated/countermand_bindings")
    countermand_bindings.__path__.append(folder)
    try:
        yield
    finally:
        countermand_bindings.__path__.remove(folder)
        for name in [name for name in sys.modules if f"{name}.".startswith("countermand_bindings.small.")]:
            del sys.modules[name]
        countermand_bindings.__dict__.pop("small", None)
