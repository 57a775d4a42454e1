"""Replies of several parts: MTOM, and messages that only look like it."""

import base64
import time

import attrs
import pytest

from countermand_wire import DecodeError, HttpResponse
from countermand_wire.bindings import SoapBinding
from countermand_wire.codec import Codec
from countermand_wire.contents import scalar
from countermand_wire.envelopes import message_codec
from countermand_wire.mtom import MAX_PARTS, unpack
from countermand_wire.operation import Operation
from countermand_wire.parts import Part
from countermand_wire.shape import Shape
from countermand_wire.soap import SOAP11, SOAP12, SoapVersion, envelope
from tests.wire.orders import NS


@attrs.frozen(kw_only=True)
class File:
    code: bytes
    id: str


BYTES = Part("Code", "code", scalar("base64_binary"), namespace=NS, required=True)
CODEC: Codec[File] = message_codec(
    NS, "Item", Shape(File, "", "", (BYTES, Part("id", "id", scalar("string"), namespace=NS, required=True)))
)
OPERATION = Operation(name="Get", action="", request=CODEC, response=CODEC)
INCLUDE = '<x:Include xmlns:x="http://www.w3.org/2004/08/xop/include" href="cid:{}"/>'


def body(content: str, version: SoapVersion = SOAP11, text: str = "é") -> bytes:
    return envelope(version, f'<Item xmlns="{NS}"><Code>{content}</Code><id>{text}</id></Item>')


def part(content: bytes, **fields: str) -> bytes:
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    return head.encode() + b"\r\n" + content


def reply(*parts: bytes, head: str = "", boundary: str = "b=1", status: int = 200) -> HttpResponse:
    delimiter = f"--{boundary}".encode()
    whole = b"".join(delimiter + b"\r\n" + one + b"\r\n" for one in parts) + delimiter + b"--\r\n"
    named = 'type="application/xop+xml"; start="<root>"; start-info="text/xml"'
    kind = head or f'multipart/related; {named}; boundary="{boundary}"'
    return HttpResponse(status=status, headers={"content-type": kind, "X": "y"}, body=whole)


def root(content: bytes, kind: str = 'application/xop+xml; charset=utf-8; type="text/xml"', **fields: str) -> bytes:
    return part(content, Content_Type=kind, Content_ID="<root>", **fields)


def read(response: HttpResponse, version: SoapVersion = SOAP11) -> File:
    return SoapBinding(version=version, address="", addressing=False).decode(OPERATION, response)


def why_not(response: HttpResponse) -> str:
    with pytest.raises(DecodeError) as caught:
        read(response)
    return str(caught.value)


BINARY = bytes(range(256)) + b"\r\n--b=\r\n\r\n\n\r"


@pytest.mark.parametrize("version", [SOAP11, SOAP12])
def test_a_part_takes_its_place(version: SoapVersion) -> None:
    kind = f'application/xop+xml; charset=utf-8; type="{version.media_type}"'
    parts = [
        root(body(INCLUDE.format("a%40b"), version), kind, Content_Transfer_Encoding="binary"),
        part(BINARY, Content_ID="<a@b>", Content_Type="application/octet-stream", Content_Transfer_Encoding="binary"),
    ]
    item = read(reply(*parts), version)
    assert (item.code, item.id) == (BINARY, "é")
    # The root need not be the first.
    assert read(reply(*reversed(parts)), version) == item


def test_the_first_part_is_the_root_where_none_is_named() -> None:
    response = reply(root(body("AQI=")), head='multipart/related; boundary="b=1"')
    assert read(response).code == b"\x01\x02"


@pytest.mark.parametrize(
    ("encoding", "content"),
    [("base64", base64.encodebytes(BINARY)), ("BASE64 ", base64.b64encode(BINARY)), ("8bit", BINARY),
     ("quoted-printable", b"=01a=\r\nb")],
)  # fmt: skip
def test_encodings(encoding: str, content: bytes) -> None:
    parts = [root(body(INCLUDE.format("p"))), part(content, Content_ID="<p>", Content_Transfer_Encoding=encoding)]
    assert read(reply(*parts)).code == (b"\x01ab" if encoding == "quoted-printable" else BINARY)


def test_attachments_that_nothing_includes() -> None:
    parts = [root(body("AQI="), "text/xml; charset=utf-8"), part(b"x", Content_ID="<a>")]
    assert read(reply(*parts)).code == b"\x01\x02"


def test_one_part_may_be_included_twice() -> None:
    xml = body(INCLUDE.format("a")).replace(b"</Item>", b"<Code>" + INCLUDE.format("a").encode() + b"</Code></Item>")
    assert read(reply(root(xml), part(b"x", Content_ID="<a>"))).code == b"x"


def test_text_around_the_parts_means_nothing() -> None:
    whole = reply(root(body("AQI=")))
    response = HttpResponse(status=200, headers=whole.headers, body=b"before\r\n" + whole.body + b"after")
    assert read(response).code == b"\x01\x02"


def test_other_headers_and_the_status_are_kept() -> None:
    unpacked = unpack(reply(root(body("AQI=")), status=500))
    assert (unpacked.status, unpacked.headers) == (500, {"X": "y", "Content-Type": "text/xml"})


def test_what_xml_forbids_is_kept() -> None:
    parts = [root(body(INCLUDE.format("p"), text="a&#x1;&#x10FFFF;\U0010ffff")), part(b"", Content_ID="<p>")]
    item = read(reply(*parts))
    assert (item.id, item.code) == ("a\x01\U0010ffff\U0010ffff", b"")


@pytest.mark.parametrize(
    ("response", "said"),
    [
        (reply(root(body(INCLUDE.format("no")))), "refers to a part that the reply does not have"),
        (reply(root(INCLUDE.format("root").encode())), "refers to a part that the reply does not have"),
        (reply(), "is no message of 1 to"),
        (reply(root(b"")), "not well-formed XML"),
        (reply(root(body("")), head="multipart/related"), "is no message of 1 to"),
        (reply(root(body("")), head='multipart/related; boundary="other"'), "is no message of 1 to"),
        (reply(b"no header"), "has a part without an end of its header"),
        (reply(b"A: " + b"a" * 100_000 + b"\r\n\r\n"), "has a part without an end of its header"),
        (reply(*[root(body(""))] * (MAX_PARTS + 1)), "is no message of 1 to"),
        (reply(root(body(INCLUDE.format("p"))), part(b"a", Content_ID="<p>", Content_Transfer_Encoding="base64")),
         "has a part that is not base64"),
        (reply(root(body(""), "text/html")), "HTTP 200 with text/html, expected 200 with text/xml"),
        (reply(root(body(""), "application/xop+xml"), head="multipart/related; boundary=b=1"),
         "HTTP 200 with no content type"),
    ],
)  # fmt: skip
def test_what_is_no_reply(response: HttpResponse, said: str) -> None:
    assert why_not(response).startswith(said)


def test_parts_that_would_grow_without_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("countermand_wire.xml.MAX_BYTES", 50_000)
    includes = "".join(f"<a>{INCLUDE.format('p')}</a>" for _ in range(100))
    parts = [root(body("").replace(b"</Item>", includes.encode() + b"</Item>")), part(b"x" * 1000, Content_ID="<p>")]
    assert why_not(reply(*parts)) == "the document has more than 50000 bytes"


def test_a_large_part_is_quick() -> None:
    content = b"\r\n-" * 5_000_000
    parts = [root(body(INCLUDE.format("p"))), part(content, Content_ID="<p>")]
    begun = time.process_time()
    unpacked = unpack(reply(*parts))
    assert len(unpacked.body) > 20_000_000
    assert time.process_time() - begun < 5
