"""The sandbox as a WCF host: its WSDL, fetched from any form, is the vendored one and makes the same bindings."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from countermand.sandbox import Sandbox
from countermand_codegen.cli import main

CHECKOUT = Path(__file__).parents[3]
FORMS = ("?wsdl", "?singleWsdl", "?wsdl=wsdl0", "")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with Sandbox() as sandbox:
        yield sandbox.esendex_url


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(CHECKOUT / "wsdl", tmp_path / "wsdl")
    return tmp_path


def files(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


@pytest.mark.parametrize("form", FORMS)
def test_a_fetch_over_the_vendored_files_changes_nothing(form: str, url: str, root: Path) -> None:
    before = files(root)
    assert main(["--root", str(root), "fetch", "esendex", "--url", url + form]) == 0
    assert files(root) == before


def test_a_fetch_into_an_empty_project_gives_the_same_bytes_from_every_form(url: str, tmp_path: Path) -> None:
    found = []
    for index, form in enumerate(FORMS):
        root = tmp_path / str(index)
        assert main(["--root", str(root), "fetch", "esendex", "--url", url + form]) == 0
        found.append(files(root))
    assert found == [found[0]] * len(FORMS)
    vendored = (CHECKOUT / "wsdl/esendex/messaging.wsdl").read_text()
    moved = vendored.replace("https://messaging.esendex.us", "http://messaging.esendex.us")
    moved = moved.replace("http://messaging.esendex.us/Messaging.svc", url)
    assert found[0]["wsdl/esendex/messaging.wsdl"].decode() == moved


def test_what_was_fetched_makes_the_same_bindings(url: str, root: Path) -> None:
    for path in (root / "wsdl/esendex").iterdir():
        if path.suffix == ".xsd":
            path.unlink()
    assert main(["--root", str(root), "fetch", "esendex", "--url", url]) == 0
    assert main(["--root", str(root), "generate"]) == 0
    committed = files(CHECKOUT / "generated/countermand_bindings")
    assert files(root / "generated/countermand_bindings") == committed


def test_a_live_check_tells_the_same_from_another(url: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["--root", str(root), "check", "--live", "esendex", "--url", url]
    assert main(command) == 0
    assert capsys.readouterr().out == "codegen: wsdl/esendex is what the service offers\n"
    schema = root / "wsdl/esendex/messaging.xsd"
    schema.write_text(schema.read_text().replace('<xs:enumeration value="AssignedDIDRequired" />', ""))
    before = files(root)
    assert main(command) == 1
    out, err = capsys.readouterr()
    first, _, *report = out.splitlines()
    assert first == "wsdl/esendex/messaging.xsd: differs"
    assert any("AssignedDIDRequired" in line for line in report)
    assert report[-1].startswith("version advice: ")
    assert err == "codegen: the service offers another WSDL now: run `python codegen.py fetch esendex`\n"
    assert files(root) == before


def test_a_live_check_tells_of_what_no_client_sees(url: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schema = root / "wsdl/esendex/messaging.xsd"
    note = "<xs:annotation><xs:documentation>New.</xs:documentation></xs:annotation><xs:import"
    schema.write_text(schema.read_text().replace("<xs:import", note, 1))
    assert main(["--root", str(root), "check", "--live", "esendex", "--url", url]) == 1
    out, _ = capsys.readouterr()
    assert out.startswith("wsdl/esendex/messaging.xsd: differs\n\nno change\n")


def test_a_live_check_of_what_cannot_be_generated_is_no_clean_result(
    url: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schema = root / "wsdl/esendex/messaging.xsd"
    schema.write_text(schema.read_text().replace('type="tns:SMSErrors" />', 'type="tns:Nowhere" />'))
    assert main(["--root", str(root), "check", "--live", "esendex", "--url", url]) == 2
    out, err = capsys.readouterr()
    assert out == "wsdl/esendex/messaging.xsd: differs\n"
    assert err.startswith("codegen: could not compare: ")


def test_a_diff_reads_an_address(url: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["--root", str(root), "diff", f"{url}?wsdl", f"{url}?singleWsdl", "--fail-on", "any"]
    assert main(command) == 0
    assert capsys.readouterr().out.startswith("no change\n")


@pytest.mark.parametrize("form", ["/nowhere", "?wsdl=wsdl9"])
def test_a_live_check_that_cannot_be_made(form: str, url: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(root), "check", "--live", "esendex", "--url", url + form]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"codegen: could not compare: {url}{form}")


def test_a_live_check_without_vendored_files(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tmp_path), "check", "--live", "esendex", "--url", url]) == 2
    assert capsys.readouterr().err == "codegen: could not compare: wsdl/esendex/messaging.wsdl: there is no such file\n"


@pytest.mark.parametrize("name", ["../evil", "Esendex", "", "a/b", "."])
def test_a_name_that_is_none(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tmp_path), "fetch", name, "--url", "https://vendor.example"]) == 2
    assert "is no name of a service" in capsys.readouterr().err


def test_a_service_that_nobody_knows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tmp_path), "fetch", "unknown"]) == 2
    assert capsys.readouterr().err == "codegen: wsdl/unknown: nobody has said where the service is: give --url\n"


def test_a_service_without_a_wsdl(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tmp_path), "fetch", "voltmx", "--url", "https://vendor.example"]) == 2
    line = "codegen: wsdl/voltmx/openapi.yaml: is written by hand: this service offers no WSDL\n"
    assert capsys.readouterr().err == line


@pytest.mark.parametrize("host", ["", "a/b", "user@host", "host:port", "host name"])
def test_a_host_that_is_none(host: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["--root", str(tmp_path), "fetch", "unknown", "--url", "https://vendor.example", "--allow-host", host]
    assert main(command) == 2
    assert capsys.readouterr().err.startswith("codegen: --allow-host: ")
