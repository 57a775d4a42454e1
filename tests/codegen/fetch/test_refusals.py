"""What a fetch refuses: each with one clear line, in bounded time and memory, with nothing written or asked for."""

import os
import resource
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from werkzeug.wrappers import Response

from countermand_codegen.errors import CodegenError
from countermand_codegen.fetch.bounds import BOUNDS, Bounds
from countermand_codegen.fetch.reach import Reach
from tests.codegen.fetch.documents import SCHEMA, WSDL, definitions, schema, single, xs_import
from tests.codegen.fetch.site import FOLDER, Site, fetch, raw, serving

SECONDS = 60
MEMORY = 1 << 30
CODEGEN = Path(__file__).parents[3] / "codegen.py"
QUICK = Bounds(seconds=1)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


def refusal(root: Path, url: str, bounds: Bounds = BOUNDS) -> str:
    """Fetch what is refused; return the one line that says why, after a look at the disk and the clock."""
    (root / FOLDER).mkdir(parents=True)
    (root / FOLDER / "small.wsdl").write_text("as it was")
    started = time.monotonic()
    with pytest.raises(CodegenError) as caught:
        fetch(root, url, bounds=bounds)
    assert time.monotonic() - started < SECONDS
    assert [path.name for path in root.rglob("*") if path.is_file()] == ["small.wsdl"]
    assert (root / FOLDER / "small.wsdl").read_text() == "as it was"
    line = str(caught.value)
    assert line.isprintable()
    assert len(line) < 600
    return line


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
        ("http://other.example/", "redirects to 'http://other.example/': from https to http is refused"),
        ("file:///etc/passwd", "'file:///etc/passwd' is refused"),
        ("//127.0.0.1:1/", "redirects to another host, 127.0.0.1:1"),
    ],
)
def test_a_redirect_that_leads_away(location: str, reason: str, site: Site, tmp_path: Path) -> None:
    site.pages["/"] = Response(status=301, headers={"Location": location})
    assert refusal(tmp_path, site.url).startswith(f"{site.url}/: {reason}")


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


def drip_body(connection: Any) -> None:
    connection.write(HEAD + b"\r\n")
    drip(connection, b" ")


def drip_head(connection: Any) -> None:
    connection.write(HEAD + b"X-Long: ")
    drip(connection, b"x")


def drip_chunks(connection: Any) -> None:
    connection.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    drip(connection, b"1\r\n \r\n")


def drip(connection: Any, piece: bytes) -> None:
    for _ in range(600):
        connection.write(piece)
        connection.flush()
        time.sleep(0.02)


def drip_promises(connection: Any) -> None:
    drip(connection, b"HTTP/1.1 100 Continue\r\n\r\n")


def silence(connection: Any) -> None:
    time.sleep(5)


@pytest.mark.parametrize("answer", [drip_head, drip_body, drip_chunks, drip_promises, silence])
def test_a_server_that_takes_its_time(answer: Callable[[Any], None], tmp_path: Path) -> None:
    started = time.monotonic()
    with raw(answer) as url:
        line = refusal(tmp_path, f"{url}/", QUICK)
        assert time.monotonic() - started < 3
    assert line in (f"{url}/: not all was fetched within 1 seconds", f"{url}/: no answer within 1 seconds")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"", "cannot be reached, or broke off"),
        (b"\x00\xff\r\n\r\n", "cannot be reached, or broke off"),
        (b"HTTP/1.1 two hundred\r\n\r\n", "cannot be reached, or broke off"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000, "cannot be reached, or broke off"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 1000, "cannot be reached, or broke off"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n<a/>", "cannot be fetched: ChunkedEncodingError"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "cannot be fetched: ChunkedEncodingError"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n\r\n", "redirects to 'http://[::1', which is not an address"),
        (b"HTTP/1.1 302 Found\r\nLocation: \xff\r\n\r\n", "redirects more than 5 times"),
        (b"HTTP/1.1 302 Found\r\n\r\n", "answers with HTTP status 302"),
    ],
)
def test_an_answer_that_is_none(answer: bytes, reason: str, tmp_path: Path) -> None:
    with raw(lambda connection: connection.write(answer)) as url:
        line = refusal(tmp_path, f"{url}/")
    assert line.startswith(url)
    assert line.endswith(reason)


def test_a_server_that_speaks_no_tls(tmp_path: Path) -> None:
    def answer(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(1 << 16)
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"https://127.0.0.1:{listener.getsockname()[1]}"
        thread = threading.Thread(target=answer, args=(listener,))
        thread.start()
        assert refusal(tmp_path, f"{url}/").startswith(f"{url}/: no secure connection: ")
        thread.join()


@pytest.mark.parametrize("host", ["a..b", ".", "a" * 64, "-", "unknown.invalid"])
def test_a_host_that_nobody_knows(host: str, tmp_path: Path) -> None:
    line = refusal(tmp_path, f"https://{host}/")
    assert "is not an address" in line or "cannot be reached" in line


def test_the_time_is_for_all_documents_together(tmp_path: Path) -> None:
    numbers = count()

    def answer(connection: Any) -> None:
        time.sleep(0.1)
        text = definitions("", f'<wsdl:import namespace="urn:x" location="?wsdl=wsdl{next(numbers)}"/>')
        connection.write(HEAD + b"Connection: close\r\n\r\n" + text.encode())

    with raw(answer) as url:
        assert refusal(tmp_path, f"{url}/", QUICK).endswith(" within 1 seconds")


def test_a_stream_without_end(tmp_path: Path) -> None:
    def answer(connection: Any) -> None:
        connection.write(HEAD + b"\r\n<a>")
        while True:
            connection.write(b" " * (1 << 16))

    with raw(answer) as url:
        assert refusal(tmp_path, f"{url}/") == f"{url}/: has more than 16777216 bytes"


def test_a_packed_answer(site: Site, tmp_path: Path) -> None:
    site.pages["/"] = Response(b"\x1f\x8b", headers={"Content-Encoding": "gzip"})
    assert refusal(tmp_path, site.url) == f"{site.url}/: answers packed as 'gzip', which was not asked for"


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


# Documents that are small and do much: in a process of their own, which has so much memory and no more.

LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
BILLION = f'<!DOCTYPE x [<!ENTITY a0 "lol">{LAUGHS}]>'
QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"A" * 100_000}">]>'


def document(inside: str, doctype: str = "") -> str:
    return f'{doctype}<wsdl:definitions {WSDL} {SCHEMA} targetNamespace="urn:x">{inside}</wsdl:definitions>'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(lambda: document("&a11;", BILLION), ("not well-formed", "document type"), id="billion-laughs"),
        pytest.param(lambda: document('<a b="&a11;"/>', BILLION), ("not well-formed", "document type"), id="in-an-attribute"),
        pytest.param(lambda: document("&a;" * 100_000, QUADRATIC), ("not well-formed", "document type"), id="quadratic"),
        pytest.param(lambda: document("&a;", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), ("document type",), id="external-entity"),
        pytest.param(lambda: document("", '<!DOCTYPE x SYSTEM "{url}/never">'), ("document type",), id="external-dtd"),
        pytest.param(lambda: document("", '<!DOCTYPE x [<!ENTITY % a SYSTEM "{url}/never"> %a;]>'), ("document type",), id="parameter-entity"),
        pytest.param(lambda: document("<a>" * 200 + "</a>" * 200), ("too deep",), id="deep"),
        pytest.param(lambda: document("<a>" * 100_000 + "</a>" * 100_000), ("not well-formed",), id="deeper"),
        pytest.param(lambda: document("<a>" * 4_000_000), ("tags and attributes",), id="deepest"),
        pytest.param(lambda: document(" " * (1 << 24)), ("more than 16777216 bytes",), id="white-space"),
        pytest.param(lambda: document(" " * (15 << 20)), ("not well-formed",), id="less-white-space"),
        pytest.param(lambda: document("<a/>" * 4_000_000), ("tags and attributes",), id="elements"),
        pytest.param(lambda: document("<a/>" * 490_000), ("declares no service",), id="fewer-elements"),
        pytest.param(lambda: document("<!-- -->" * 490_000), ("declares no service",), id="comments"),
        pytest.param(lambda: document(f"<a {' '.join(f'a{n}=' + chr(39) * 2 for n in range(400_000))}/>"), ("more than 512 attributes",), id="attributes"),
        pytest.param(lambda: document(f"<a {' '.join(f'xmlns:a{n}=' + chr(39) * 2 for n in range(400_000))}/>"), ("more than 512 attributes",), id="prefixes"),
        pytest.param(lambda: document(f"<a {' '.join(f'xmlns:a{n}=' + repr(f'u{n}') for n in range(400))}>{'<b c=' + repr('a1:x') + '/>'}</a>" * 500), ("declares no service",), id="prefixes-again"),
        pytest.param(lambda: document(f"<wsdl:types><xs:schema targetNamespace='urn:x'><xs:group name='g'>{'<xs:choice>' * 100}{'<xs:any/>' * 200_000}{'</xs:choice>' * 100}</xs:group></xs:schema></wsdl:types>"), ("declares no service",), id="sorted-again-and-again"),
    ],
)  # fmt: skip
def test_a_document_that_would_take_much(
    text: Callable[[], str], reason: tuple[str, ...], site: Site, tmp_path: Path
) -> None:
    site.pages["/"] = text()
    command = [sys.executable, str(CODEGEN), "--root", str(tmp_path), "fetch", "small", "--url", site.url]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    done = subprocess.run(
        command, env=env, preexec_fn=bounded, capture_output=True, text=True, check=False, timeout=SECONDS
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"codegen: {site.url}/")
    assert any(part in done.stderr for part in reason)
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())
    assert site.asked == ["/"]
