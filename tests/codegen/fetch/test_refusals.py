"""What a fetch refuses: each with one clear line, in bounded time and memory, with nothing written or asked for."""

from itertools import count
from pathlib import Path
from typing import Any

import pytest
from werkzeug.wrappers import Response

from countermand_codegen.errors import CodegenError
from countermand_codegen.fetch.bounds import Bounds
from countermand_codegen.fetch.reach import Reach
from tests.codegen.fetch.documents import SCHEMA, definitions, schema, single, xs_import
from tests.codegen.fetch.site import FOLDER, HEAD, Site, fetch, raw, refusal


def importing(location: str) -> str:
    return definitions(schema("urn:small/Imports", xs_import("urn:data", location)))


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("file:///etc/passwd", "'file:///etc/passwd' is refused: only https and http addresses are read"),
        ("FILE:/etc/passwd", "'FILE:/etc/passwd' is refused: only https and http addresses are read"),
        ("ftp://127.0.0.1/x", "'ftp://127.0.0.1/x' is refused: only https and http addresses are read"),
        ("data:text/xml,%3Ca/%3E", "'data:text/xml,%3Ca/%3E' is refused: only https and http addresses are read"),
        ("jar:http://127.0.0.1/x!/y", "'jar:http://127.0.0.1/x!/y' is refused: only https and http addresses are read"),
        ("https://other.example/x.xsd", "points to another host, other.example: if it is to be trusted, say --allow-host other.example"),
        ("http://other.example/x.xsd", "points to another host, other.example: if it is to be trusted, say --allow-host other.example"),
        ("//other.example/x.xsd", "points to another host, other.example: if it is to be trusted, say --allow-host other.example"),
        ("http://127.0.0.1:1/x.xsd", "points to another host, 127.0.0.1:1: if it is to be trusted, say --allow-host 127.0.0.1:1"),
        ("http://localhost/x.xsd", "points to another host, localhost: if it is to be trusted, say --allow-host localhost"),
        ("http://169.254.169.254:80/latest", "points to another host, 169.254.169.254: if it is to be trusted, say --allow-host 169.254.169.254"),
        ("http://other.example:8080/x", "points to 'http://other.example:8080/x': http is for this machine only"),
        ("http://user:pass@127.0.0.1/x", "an address of '127.0.0.1' holds a user name: put it into a .netrc file instead"),
        ("http://[::1/x", "imports 'http://[::1/x', which is not an address"),
        ("http://127.0.0.1:99999/x", "'http://127.0.0.1:99999/x' is not an address"),
        ("http://exa\\mple/x", "'http://exa\\\\mple/x' is not an address"),
        ("http://127.0.0.1/\u202e", "'http://127.0.0.1/\\u202e' is not an address"),
        ("http://ex\u0430mple.example/x", "'http://ex\\u0430mple.example/x' is not an address"),
    ],
)  # fmt: skip
def test_a_location_that_leads_away(location: str, reason: str, site: Site, tmp_path: Path) -> None:
    site.pages["/"] = importing(location)
    assert refusal(tmp_path, site.url) == f"{site.url}/: {reason}"
    assert site.asked == ["/"]


def test_an_http_location_of_an_allowed_host_is_asked_for_over_https() -> None:
    reach = Reach.around("https://vendor.example/x.svc?wsdl", ["other.example"])
    assert str(reach.located("", "http://vendor.example/x.svc?xsd=xsd0")) == "https://vendor.example/x.svc?xsd=xsd0"
    assert str(reach.located("", "HTTP://Other.EXAMPLE:80/a b#c")) == "https://other.example/a%20b"
    assert str(reach.located("", "https://other.example:8443/")) == "https://other.example:8443/"


def test_a_wsdl_import_and_an_include_that_lead_away(site: Site, tmp_path: Path) -> None:
    for index, text in enumerate(
        (
            definitions("", '<wsdl:import namespace="urn:x" location="file:///etc/passwd"/>'),
            definitions(schema("urn:small", '<xs:include schemaLocation="file:///etc/passwd"/>')),
        )
    ):
        site.pages["/"] = text
        assert "'file:///etc/passwd' is refused" in refusal(tmp_path / str(index), site.url)


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("https://other.example/", "redirects to another host, other.example"),
        ("http://other.example/", "redirects to 'http://other.example/': http is for this machine only"),
        ("file:///etc/passwd", "'file:///etc/passwd' is refused"),
        ("//127.0.0.1:1/", "redirects to another host, 127.0.0.1:1"),
    ],
)
def test_a_redirect_that_leads_away(location: str, reason: str, site: Site, tmp_path: Path) -> None:
    site.pages["/"] = Response(status=301, headers={"Location": location})
    assert refusal(tmp_path, site.url).startswith(f"{site.url}/: {reason}")


def test_a_redirect_from_https_to_http() -> None:
    reach = Reach.around("https://vendor.example/x.svc?wsdl")
    for location in ("http://vendor.example/x.svc?wsdl", "http://localhost/"):
        with pytest.raises(CodegenError, match="from https to http is refused"):
            reach.redirected(reach.origin, location)


def test_redirects_in_a_circle(site: Site, tmp_path: Path) -> None:
    site.pages["/"] = Response(status=302, headers={"Location": "/"})
    assert refusal(tmp_path, site.url) == f"{site.url}/: redirects more than 5 times"
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "--url: 'file:///etc/passwd' is refused: only https and http addresses are read"),
        ("/etc/passwd", "--url: '/etc/passwd' is refused: only https and http addresses are read"),
        ("http://vendor.example/x?wsdl", "--url: 'http://vendor.example/x?wsdl' is refused: http is for this machine only, use https"),
        ("https:///x", "--url: 'https:///x' is not an address"),
        ("https://key:secret@vendor.example/", "--url: an address of 'vendor.example' holds a user name: put it into a .netrc file instead"),
    ],
)  # fmt: skip
def test_an_address_that_is_not_read(url: str, reason: str, tmp_path: Path) -> None:
    assert refusal(tmp_path, url) == reason


def test_an_endless_chain(tmp_path: Path) -> None:
    numbers = count()

    def answer(connection: Any) -> None:
        number = next(numbers)
        text = definitions("", f'<wsdl:import namespace="urn:x" location="?wsdl=wsdl{number}"/>')
        connection.write(HEAD + b"Connection: close\r\n\r\n" + text.encode())

    with raw(answer) as url:
        assert refusal(tmp_path, f"{url}/").endswith("is one document more than 256, which is the limit")
    assert next(numbers) == 256


def test_documents_that_are_too_much_together(site: Site, tmp_path: Path) -> None:
    filler = f"<xs:annotation><xs:documentation>{'x' * 1000}</xs:documentation></xs:annotation>"
    locations = "".join(xs_import(f"urn:{number}", f"/{number}") for number in range(5))
    site.pages["/"] = definitions(schema("urn:small/Imports", locations))
    site.pages |= {f"/{number}": schema(f"urn:{number}", filler) for number in range(5)}
    line = refusal(tmp_path, site.url, Bounds(total_bytes=5000))
    assert line == f"{site.url}/2: has more than 5000 bytes, with the documents before it"


def test_a_schema_that_is_included_again_and_again(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("countermand_codegen.fetch.gather.BOUNDS", Bounds(marks=5000))
    including = (schema(f"urn:{number}", '<xs:include schemaLocation="/part"/>') for number in range(2000))
    site.pages["/"] = definitions("".join(including))
    site.pages["/part"] = f"<xs:schema {SCHEMA}>{'<xs:annotation/>' * 1000}</xs:schema>"
    assert refusal(tmp_path, site.url).endswith("is one of more than 5000 elements, as included")


def test_includes_in_a_circle_and_a_long_chain(site: Site, tmp_path: Path) -> None:
    parts = {
        f"/{number}": f'<xs:schema {SCHEMA}><xs:include schemaLocation="/{number + 1}"/></xs:schema>'
        for number in range(250)
    }
    site.pages["/"] = definitions(schema("urn:small", '<xs:include schemaLocation="/0"/><xs:element name="Op"/>'))
    site.pages |= {**parts, "/250": f'<xs:schema {SCHEMA}><xs:include schemaLocation="/0"/></xs:schema>'}
    assert fetch(tmp_path, site.url) == [f"{FOLDER}/small.wsdl", f"{FOLDER}/small.xsd"]


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (Response("no", 404), "/: answers with HTTP status 404"),
        (Response("no", 500), "/: answers with HTTP status 500"),
        (Response("", 204), "/: answers with HTTP status 204"),
        (Response("", 200), "/, line 1: is not well-formed XML"),
        ("<html><body>Sign in</body></html>", "/: is not a WSDL 1.1 document: its root element is 'html'"),
        (schema("urn:x", ""), "/: is not a WSDL 1.1 document: its root element is '{http://www.w3.org/2001/XMLSchema}schema'"),
        ('<description xmlns="http://www.w3.org/ns/wsdl"/>', "/: is not a WSDL 1.1 document: its root element is '{http://www.w3.org/ns/wsdl}description'"),
        (single()[:-10], "/, line 25: is not well-formed XML"),
        (single().replace("<wsdl:service", "<wsdl:other").replace("</wsdl:service", "</wsdl:other"), "/: declares no service, nor does anything that it imports"),
        (single().replace('type="data:Item"', 'type="nobody:Item"'), "/, line 3: the prefix of 'nobody:Item' is not bound"),
        (definitions(schema("urn:x", '<xs:redefine schemaLocation="x"/>')), "/, line 3: xs:redefine is not supported"),
        (definitions(schema("urn:x", "<xs:include/>")), "/, line 3: xs:include names no schemaLocation"),
        (definitions(schema("urn:x", xs_import("urn:y", "?"))), "/, line 3: names a document that is not an XML Schema"),
        (definitions(schema("urn:x", '<xs:element name="A"/>') + schema("urn:x", '<xs:element name="A" type="xs:int"/>')), "/, line 3: declares the element 'A', which is declared otherwise too"),
    ],
)  # fmt: skip
def test_what_is_no_usable_wsdl(page: "str | Response", reason: str, site: Site, tmp_path: Path) -> None:
    site.pages["/"] = site.pages["/?"] = page
    assert refusal(tmp_path, f"{site.url}/") == site.url + reason


def test_a_schema_of_another_namespace(site: Site, tmp_path: Path) -> None:
    site.pages["/data"] = schema("urn:other", "")
    for index, (inside, reason) in enumerate(
        (
            (xs_import("urn:data", "/data"), "imports 'urn:data', and finds a schema of 'urn:other'"),
            ('<xs:include schemaLocation="/data"/>', "includes a schema of another namespace, 'urn:other'"),
        )
    ):
        site.pages["/"] = definitions(schema("urn:small", inside))
        assert refusal(tmp_path / str(index), site.url) == f"{site.url}/, line 3: {reason}"
