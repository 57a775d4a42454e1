"""What nobody has foreseen ends as one line and exit status 2: it is never taken for "no difference"."""

from pathlib import Path

import pytest

from countermand_codegen import project
from countermand_codegen.cli import main
from countermand_codegen.diff.load import documents
from countermand_codegen.errors import CodegenError
from countermand_codegen.openapi import read_openapi
from countermand_codegen.sources import Source

DESCRIPTOR = """openapi: 3.1.0
info: {{title: a, version: '1'}}
paths:
  /x:
    get:
      responses: {{'200': {{description: a, content: {{application/json: {{schema: {{$ref: '{ref}'}}}}}}}}}}
"""


@pytest.mark.parametrize("error", [AttributeError("x\ny"), RecursionError(), MemoryError(), KeyError("a")])
def test_any_other_error_is_one_line_and_status_2(
    error: Exception,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(root: Path) -> None:
        raise error

    monkeypatch.setattr(project, "build", fail)
    (tmp_path / "wsdl").mkdir()
    assert main(["generate"], tmp_path) == 2
    out, said = capsys.readouterr()
    assert out == ""
    assert said.count("\n") == 1
    assert type(error).__name__ in said
    assert main(["--traceback", "generate"], tmp_path) == 2
    err = capsys.readouterr().err
    assert err.startswith(said)
    assert "Traceback (most recent call last):\n" in err
    assert ", in fail\n" in err


@pytest.mark.parametrize("ref", ["#/components/schemas/Nope", "http://host.example/x.yaml", "other.yaml#/x"])
def test_a_reference_to_nowhere_is_named(ref: str) -> None:
    source = Source(root=Path(), name="o.yaml", content=DESCRIPTOR.format(ref=ref).encode())
    with pytest.raises(CodegenError, match=r"^o\.yaml: refers to .*, where nothing is$"):
        read_openapi(source)


@pytest.mark.parametrize("spec", ["", "  "])
def test_an_empty_input_is_refused(spec: str, tmp_path: Path) -> None:
    with pytest.raises(CodegenError, match="one of the two inputs is empty"), documents(tmp_path, spec, lambda url: {}):
        pass


def test_a_path_begins_where_the_caller_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "here/openapi.yaml").write_text("openapi: 3.1.0")
    monkeypatch.chdir(tmp_path / "here")
    assert main(["diff", "openapi.yaml", "openapi.yaml"], tmp_path) == 2
    assert capsys.readouterr().err.startswith("codegen: openapi.yaml: ")
    monkeypatch.chdir(tmp_path)
    assert main(["diff", "openapi.yaml", "openapi.yaml"], tmp_path) == 2
    assert "is no file or folder" in capsys.readouterr().err
