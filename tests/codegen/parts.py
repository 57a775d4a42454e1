"""Parts of documents, and what a refusal of them must be like."""

from typing import Any

import pytest

PLACE = "wsdl/small/small.wsdl"
REST = "wsdl/small/rest.yaml"


def refused(project_: Any, capsys: pytest.CaptureFixture[str]) -> str:
    """Run both commands; return the one line that both say."""
    before = project_.files()
    lines = set()
    for command in ("generate", "check"):
        assert project_.run(command) == 2
        out, err = capsys.readouterr()
        assert out == ""
        lines.add(err)
    assert project_.files() == before
    [line] = lines
    assert line.startswith("codegen: ")
    assert line.endswith("\n")
    return line.removeprefix("codegen: ").removesuffix("\n")


def complex_type(inside: str, name: str = "C", attributes: str = "") -> str:
    return f'<xs:complexType name="{name}"{attributes}>{inside}</xs:complexType>'


def sequence(*members: str) -> str:
    return f"<xs:sequence>{''.join(members)}</xs:sequence>"


def member(type_: str, name: str = "B", attributes: str = 'minOccurs="0"') -> str:
    return f'<xs:element name="{name}" type="{type_}" {attributes}/>'


def simple_type(inside: str) -> str:
    return f'<xs:simpleType name="S">{inside}</xs:simpleType>'


def values(*names: str) -> str:
    listed = "".join(f'<xs:enumeration value="{name}"/>' for name in names)
    return simple_type(f'<xs:restriction base="xs:string">{listed}</xs:restriction>')


STRING = member("xs:string")
OF_C = member("tns:C")
MANY = 'minOccurs="0" maxOccurs="unbounded"'
