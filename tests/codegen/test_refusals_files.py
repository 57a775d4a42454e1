"""Files that cannot be read or written, and a peer that reads them otherwise: exit status 2, nothing written."""

from pathlib import Path

import pytest

from countermand_codegen import project, second_opinion
from countermand_codegen.cli import main
from tests.codegen.parts import MANY, PLACE, REST, STRING, complex_type, member, refused, sequence
from tests.codegen.small import use, wsdl


def test_a_missing_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    small = use(monkeypatch, tmp_path, with_rest=True)
    assert refused(small, capsys) == f"{PLACE}: there is no such file"
    small.write("small.wsdl", wsdl())
    assert refused(small, capsys) == f"{REST}: there is no such file"


def test_an_input_that_is_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small = use(monkeypatch, tmp_path)
    (tmp_path / PLACE).mkdir(parents=True)
    assert refused(small, capsys) == f"{PLACE}: cannot be read: Is a directory"


def test_an_input_that_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small = use(monkeypatch, tmp_path)
    small.write("small.wsdl", "")
    with (tmp_path / PLACE).open("wb") as file:
        file.truncate((1 << 26) + 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "read_bytes", lambda path: pytest.fail("was read"))
        assert main(["--root", str(tmp_path), "generate"]) == 2
    assert capsys.readouterr().err == f"codegen: {PLACE}: has more than 67108864 bytes\n"


def test_an_output_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small = use(monkeypatch, tmp_path)
    small.write("small.wsdl", wsdl())
    (tmp_path / "generated").write_text("in the way")
    assert small.run("generate") == 2
    line = capsys.readouterr().err
    assert line.startswith("codegen: generated/countermand_bindings/")
    assert "cannot be written: " in line
    assert line.count("\n") == 1


def test_no_formatter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    small = use(monkeypatch, tmp_path)
    small.write("small.wsdl", wsdl())
    monkeypatch.setattr("countermand_codegen.format.sys.executable", "/bin/false")
    assert refused(small, capsys) == "ruff format: exit status 1"


# zeep's second opinion.


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ('type="xs:string"', 'type="xs:int"', "port SoapPort, operation Op, Op.A, type: zeep has int, we have string"),
        ('name="A"', 'name="Z"', "members: zeep has ['{urn:small}Z'], we have ['{urn:small}A']"),
        ('minOccurs="0"', 'minOccurs="1"', "port SoapPort, operation Op, Op.A, required: zeep has True, we have False"),
        ('nillable="true"', "", "port SoapPort, operation Op, Op.A, nillable: zeep has False, we have True"),
        ("urn:small/Op", "urn:small/Other", "soapAction: zeep has urn:small/Other, we have urn:small/Op"),
        ('name="SoapPort"', 'name="Other"', "ports: zeep has ['Other'], we have ['SoapPort']"),
    ],
)
def test_zeep_must_agree(
    old: str,
    new: str,
    difference: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    small = use(monkeypatch, tmp_path)
    small.write("small.wsdl", wsdl())
    small.write("other.wsdl", wsdl().replace(old, new))
    compare = second_opinion.compare_with_zeep
    # What stands for a bug in our own reading: zeep is given another document.
    monkeypatch.setattr(
        project, "compare_with_zeep", lambda path, service: compare(path.with_name("other.wsdl"), service)
    )
    first, *lines = refused(small, capsys).splitlines()
    assert first == f"{PLACE}: zeep reads it otherwise:"
    assert any(difference in line for line in lines)


def test_zeep_must_agree_on_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small = use(monkeypatch, tmp_path)
    types = complex_type(sequence(member("tns:C", "C", MANY)), "ArrayOfC") + complex_type(sequence(STRING))
    document = wsdl(types, request=member("tns:ArrayOfC"))
    small.write("small.wsdl", document)
    small.write("other.wsdl", document.replace('name="B" type="xs:string"', 'name="B" type="xs:int"'))
    compare = second_opinion.compare_with_zeep
    monkeypatch.setattr(
        project, "compare_with_zeep", lambda path, service: compare(path.with_name("other.wsdl"), service)
    )
    assert "  port SoapPort, C.B, type: zeep has int, we have string" in refused(small, capsys).splitlines()
