"""What a fetch reads, and what it leaves in the folder: the same from every form in which a server has a contract."""

from pathlib import Path

import pytest
from werkzeug.wrappers import Response

from countermand_codegen.cli import main
from tests.codegen.fetch.documents import circular, definitions, schema, single, xs_import
from tests.codegen.fetch.site import FOLDER, Site, fetch, serving, vendored
from tests.codegen.small import use

NAMES = ["data.xsd", "small.wsdl", "small.xsd"]


def test_every_form_of_a_contract_gives_the_same_bytes(site: Site, tmp_path: Path) -> None:
    site.pages |= circular() | {"/small.svc?singleWsdl": single()}
    found = []
    for form in ("?wsdl", "?singleWsdl", "?wsdl=wsdl0", ""):
        root = tmp_path / f"form{form.replace('?', '_')}"
        assert fetch(root, f"{site.url}/small.svc{form}") == [f"{FOLDER}/{name}" for name in NAMES]
        found.append(vendored(root))
    assert found == [found[0]] * 4
    assert list(found[0]) == NAMES


def test_each_document_is_asked_for_once(site: Site, tmp_path: Path) -> None:
    site.pages |= circular()
    fetch(tmp_path, f"{site.url}/small.svc?wsdl")
    assert sorted(site.asked) == sorted(circular())


def test_locations_are_local_and_no_address_of_the_server_is_left(site: Site, tmp_path: Path) -> None:
    site.pages |= circular()
    fetch(tmp_path, f"{site.url}/small.svc?wsdl")
    files = vendored(tmp_path)
    assert '<xs:import namespace="urn:data" schemaLocation="data.xsd" />' in files["small.wsdl"]
    assert not [name for name, text in files.items() if "127.0.0.1" in text or "urn:stub" in text]


def test_what_was_fetched_generates(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = use(monkeypatch, tmp_path)
    site.pages |= circular()
    assert main(["--root", str(tmp_path), "fetch", "small", "--url", f"{site.url}/small.svc?wsdl"]) == 0
    assert small.run("generate") == 0
    assert (tmp_path / "generated/countermand_bindings/small/contracts/colour.py").exists()


def test_a_second_fetch_changes_nothing(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site.pages["/"] = single()
    command = ["--root", str(tmp_path), "fetch", "small", "--url", site.url]
    assert main(command) == 0
    assert capsys.readouterr().out.splitlines() == [
        *(f"{FOLDER}/{name}" for name in NAMES),
        "codegen: 3 files changed: read the difference, then run `python codegen.py generate --wsdl wsdl/small/small.wsdl "
        "--package small --out DIR`",
    ]
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / FOLDER).iterdir()}
    assert main(command) == 0
    assert capsys.readouterr().out == "codegen: wsdl/small is what the service offers\n"
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / FOLDER).iterdir()} == before


def test_only_documents_of_the_contract_are_replaced_and_removed(site: Site, tmp_path: Path) -> None:
    site.pages["/"] = single()
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    others = {"rest.yaml": "rest", "openapi.yaml": "api", "PROVENANCE.md": "from"}
    for name, text in {**others, "old.xsd": "gone", "old.wsdl": "gone", "data.xsd": "changed"}.items():
        (folder / name).write_text(text)
    changed = fetch(tmp_path, site.url)
    assert changed == [f"{FOLDER}/{name}" for name in sorted([*NAMES, "old.xsd", "old.wsdl"])]
    assert sorted(vendored(tmp_path)) == sorted([*NAMES, *others])
    assert {name: text for name, text in vendored(tmp_path).items() if name in others} == others


def test_redirects_within_the_host_are_followed_and_locations_are_relative_to_where_they_end(
    site: Site, tmp_path: Path
) -> None:
    site.pages["/here"] = Response(status=302, headers={"Location": "/deep/er?wsdl"})
    site.pages["/deep/er?wsdl"] = definitions(
        schema("urn:small/Imports", xs_import("urn:small", "types.xsd")), extra="<!-- -->"
    )
    site.pages["/deep/types.xsd"] = schema("urn:small", '<xs:element name="Op"/><xs:element name="OpResponse"/>')
    fetch(tmp_path, f"{site.url}/here")
    assert site.asked == ["/here", "/deep/er?wsdl", "/deep/types.xsd"]


def test_another_host_is_asked_only_when_allowed(site: Site, tmp_path: Path) -> None:
    with serving() as other:
        other.pages["/data.xsd"] = schema("urn:data", '<xs:element name="X" type="xs:string"/>')
        imports = xs_import("urn:data", f"{other.url}/data.xsd")
        site.pages["/"] = definitions(schema("urn:small/Imports", imports))
        authority = other.url.removeprefix("http://")
        with pytest.raises(Exception, match=f"points to another host, {authority}: .* say --allow-host {authority}$"):
            fetch(tmp_path, site.url)
        assert other.asked == []
        assert not list(tmp_path.iterdir())
        fetch(tmp_path, site.url, allow=[authority])
        assert other.asked == ["/data.xsd"]
        fetch(tmp_path, site.url, allow=["127.0.0.1"])


def test_the_loopback_address_that_was_asked_is_no_news(site: Site, tmp_path: Path) -> None:
    site.pages["/"] = single()
    fetch(tmp_path, site.url)
    before = vendored(tmp_path)
    site.pages["/"] = single().replace("https://vendor.example/small.svc", "{url}/vendor/small.svc")
    assert fetch(tmp_path, site.url) == []
    site.pages["/"] = single().replace("https://vendor.example/small.svc", "{url}/other.svc")
    assert fetch(tmp_path, site.url) == [f"{FOLDER}/small.wsdl"]
    assert f'location="{site.url}/other.svc"' in vendored(tmp_path)["small.wsdl"]
    site.pages["/"] = single()
    fetch(tmp_path, site.url)
    assert vendored(tmp_path) == before
