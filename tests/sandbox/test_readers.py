"""Bodies, read as strictly and as loosely as Microsoft's readers do."""

import pytest

from countermand.sandbox.wcf import xml_reader
from countermand.sandbox.wcf.encoding import charset_supported, json_text, xml_text
from countermand_wire.errors import DecodeError
from countermand_wire.text import restore

JSON, XML = "application/json", "application/xml"


@pytest.mark.parametrize(
    "body",
    [
        b"<a>x</a>",
        b'<?xml version="1.0"?><a>x</a>',
        b"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?><a>x</a>",
        b'\xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?><a>x</a>',
        b"\n <a>x</a>",
        b"<!-- c --><a><!-- c -->x</a>",
        b"<a><![CDATA[x]]></a>",
        '\ufeff<?xml version="1.0" encoding="utf-16"?><a>x</a>'.encode("utf-16-le"),
        '\ufeff<?xml version="1.0" encoding="utf-16BE"?><a>x</a>'.encode("utf-16-be"),
        '<?xml version="1.0" encoding="utf-16"?><a>x</a>'.encode("utf-16-le"),
    ],
)
def test_xml_that_is_read(body: bytes) -> None:
    assert xml_reader.parse(body, XML).text == "x"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"<a>",
        b"<a/><b/>",
        b'<?xml version="1.1"?><a/>',
        b'<?xml version="1.0" encoding="utf-16"?><a/>',
        b'<?xml version="1.0" encoding="iso-8859-1"?><a/>',
        "<a/>".encode("utf-16"),
        b"<!DOCTYPE a><a/>",
        b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
        b"<?pi?><a/>",
        b"<a><?pi?></a>",
        b"<a/><?pi?>",
        b"<a>&unknown;</a>",
        b"<a>\x01</a>",
        b"<a>\xff</a>",
        b"<a>" * 300 + b"</a>" * 300,
    ],
)
def test_xml_that_is_refused(body: bytes) -> None:
    with pytest.raises(DecodeError):
        xml_reader.parse(body, XML)


def test_control_characters_come_as_references() -> None:
    assert restore(xml_reader.parse(b"<a>x&#x1;&#x0;y</a>", XML).text or "") == "x\x01\x00y"


def test_billion_laughs_costs_nothing() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    with pytest.raises(DecodeError):
        xml_reader.parse(f'<!DOCTYPE a [<!ENTITY e0 "lol">{entities}]><a>&e11;</a>'.encode(), XML)


def test_named_charset_needs_no_declaration() -> None:
    assert xml_text("<a/>".encode("utf-16-be"), "text/xml; charset=utf-16BE") == "<a/>"


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "utf-16", "utf-16LE", "utf-16be", '"utf-8"'])
def test_charsets_that_are_known(charset: str) -> None:
    assert charset_supported(f"text/xml; charset={charset}")


@pytest.mark.parametrize("charset", ["iso-8859-1", "foo", "utf8", "us-ascii"])
def test_charsets_that_are_not(charset: str) -> None:
    assert not charset_supported(f"text/xml; charset={charset}")
    with pytest.raises(DecodeError):
        json_text(b"true", f"{JSON}; charset={charset}")
    with pytest.raises(DecodeError):
        xml_text(b"<a/>", f"{XML}; charset={charset}")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b'"x"', JSON),
        ('"x"'.encode("utf-16-le"), JSON),
        ('"x"'.encode("utf-16-be"), JSON),
        ('"x"'.encode("utf-16-be"), f"{JSON}; charset=utf-16"),
        ('"x"'.encode("utf-16-le"), f"{JSON}; charset=utf-16LE"),
    ],
)
def test_json_text(body: bytes, content_type: str) -> None:
    assert json_text(body, content_type) == '"x"'


@pytest.mark.parametrize("body", [b'"\xff"', '"x"'.encode("utf-16")])
def test_json_text_that_is_none(body: bytes) -> None:
    with pytest.raises(DecodeError):
        json_text(body, JSON)
