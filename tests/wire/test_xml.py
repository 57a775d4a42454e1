"""The one XML parser: what it refuses, what it bounds, and what it lets through that XML 1.0 does not."""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from lxml import etree

from countermand_wire import DecodeError, xml
from countermand_wire.text import restore


def parse_streaming(
    body: bytes, path: tuple[str, ...], item: Callable[[etree._Element], object]
) -> tuple[etree._Element, list[object]]:
    return xml.parse_streaming(body, path, lambda elements: map(item, elements))


READERS: list[Callable[[bytes], object]] = [xml.parse, lambda body: parse_streaming(body, ("a", "b"), str)]
DOCTYPE = "the document has a document type declaration, which is refused"
NOT_XML = "not well-formed XML"

BOMB = (
    """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">"""
    + "".join(
        f'<!ENTITY lol{n} "{f"&lol{n - 1 if n > 1 else chr(0)};".replace(chr(0), "") * 10}">' for n in range(1, 10)
    )
    + "]><lolz>&lol9;</lolz>"
)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ("", NOT_XML),
        (" ", NOT_XML),
        ("text", NOT_XML),
        ("<a>", NOT_XML),
        ("<a/><b/>", NOT_XML),
        ("<a></b>", NOT_XML),
        ("<a b='1' b='2'/>", NOT_XML),
        ("<p:a/>", NOT_XML),
        ("<a>&unknown;</a>", NOT_XML),
        ("<a>\x01</a>", NOT_XML),
        ("<a>&#1</a>", NOT_XML),
        ("<a b='\x01'/>", NOT_XML),
        ("{}", NOT_XML),
        ("<!DOCTYPE a><a/>", DOCTYPE),
        ("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", DOCTYPE),
        (
            "<!DOCTYPE a PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd'><a/>",
            DOCTYPE,
        ),
        ("<!DOCTYPE a [<!ENTITY e 'x'>]><a/>", DOCTYPE),
    ],
)
def test_what_is_refused(document: str, reason: str) -> None:
    with pytest.raises(DecodeError) as caught:
        xml.parse(document.encode())
    assert str(caught.value).startswith(reason)
    with pytest.raises(DecodeError) as caught:
        parse_streaming(document.encode(), ("a", "b"), str)
    assert str(caught.value).startswith(reason)


@pytest.mark.parametrize("name", ["secret", "missing"])
def test_entities_are_never_loaded(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    body = f"<!DOCTYPE a [<!ENTITY e SYSTEM 'file://{tmp_path}/{name}'>]><a>&e;</a>".encode()
    for read in READERS:
        with pytest.raises(DecodeError) as caught:
            read(body)
        assert str(caught.value) == DOCTYPE
    # The refusal comes after the parsing, and hides what the parser did by itself.
    for parser in (xml._PARSER, etree.XMLParser(**xml._OPTIONS)):
        assert etree.tostring(etree.fromstring(body, parser)) == b"<a>&e;</a>"


def test_entities_are_never_expanded() -> None:
    started = time.perf_counter()
    for read in READERS:
        with pytest.raises(DecodeError) as caught:
            read(BOMB.encode())
        assert str(caught.value).startswith((DOCTYPE, NOT_XML))
    assert time.perf_counter() - started < 1


def test_includes_and_stylesheets_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "part.xml").write_text("<secret/>")
    body = (
        f"<?xml-stylesheet href='file://{tmp_path}/part.xml'?><a xmlns:xi='http://www.w3.org/2001/XInclude'>"
        f"<xi:include href='file://{tmp_path}/part.xml'/></a>"
    ).encode()
    assert b"secret" not in etree.tostring(xml.parse(body))


def test_depth_is_bounded() -> None:
    assert xml.parse(b"<a>" * 200 + b"</a>" * 200).tag == "a"
    for depth in (300, 100_000):
        with pytest.raises(DecodeError, match=NOT_XML):
            xml.parse(b"<a>" * depth + b"</a>" * depth)
        with pytest.raises(DecodeError, match=NOT_XML):
            parse_streaming(b"<a>" * depth + b"</a>" * depth, ("a", "b"), str)


def test_size_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "MAX_BYTES", 10)
    assert xml.parse(b"<a>345</a>").text == "345"
    for read in READERS:
        with pytest.raises(DecodeError, match="the document has 11 bytes, more than 10"):
            read(b"<a>3456</a>")


def test_a_text_of_many_megabytes_is_read_or_refused_but_not_cut() -> None:
    assert len(xml.parse(b"<a>" + b"x" * 9_000_000 + b"</a>").text or "") == 9_000_000
    with suppress(DecodeError):
        assert len(xml.parse(b"<a>" + b"x" * 11_000_000 + b"</a>").text or "") == 11_000_000


def test_an_error_does_not_quote_the_document() -> None:
    for body in (b"<MessageID>1627aea5<", b"<a><1627aea5></a>", b"<a>&1627aea5;</a>", b"<p:x1627aea5/>"):
        with pytest.raises(DecodeError) as caught:
            xml.parse(body)
        assert "1627aea5" not in str(caught.value)
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__


def test_an_error_says_the_line() -> None:
    with pytest.raises(DecodeError, match=r"^not well-formed XML, at line 3$"):
        xml.parse(b"<a>\n\n</b>")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("&#x1;", "\x01"),
        ("a&#0;b", "a\x00b"),
        ("&#xFFFE;&#65535;", "\ufffe\uffff"),
        ("&#x1F;&amp;#x1;", "\x1f&#x1;"),
        ("<![CDATA[&#x1;]]>", "&#x1;"),
        ("&#xD83D;&#xDE00;", "\U0001f600"),
        ("\U0010ffff", "\U0010ffff"),
        ("\U0010ffff&#1;", "\U0010ffff\x01"),
        ("&#10;&#13;&#9;", "\n\r\t"),
        ("a<!-- &#x1; -->b<?pi &#x1;?>c", "abc"),
        ("\r\n\r", "\n\n"),
    ],
)
def test_control_characters_that_microsoft_writes_are_read(text: str, expected: str) -> None:
    assert restore(xml.parse(f"<a>{text}</a>".encode()).text or "") == expected
    _, items = parse_streaming(f"<r><a>{text}</a></r>".encode(), ("r", "a"), lambda item: restore(item.text or ""))
    assert items == [expected]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_documents_in_other_encodings_are_read(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    body = f'<?xml version="1.0" encoding="{declared}"?><a>é&#xE9;</a>'.encode(encoding)
    assert xml.parse(body).text == "éé"


# Nil.


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        ('<a i:nil="true"/>', True),
        ('<a i:nil="1"></a>', True),
        ('<a i:nil="true"><!-- empty --></a>', True),
        ('<a i:nil="false"/>', False),
        ('<a i:nil="0"/>', False),
        ('<a i:nil=""/>', False),
        ('<a nil="true"/>', False),
        ("<a/>", False),
        ('<a i:nil="true">text</a>', False),
    ],
)
def test_nil(element: str, expected: bool) -> None:
    root = xml.parse(f'<r xmlns:i="http://www.w3.org/2001/XMLSchema-instance">{element}</r>'.encode())
    assert xml.is_nil(root[0]) is expected


# Paths.


def test_descend_takes_the_first_at_each_step() -> None:
    root = xml.parse(b"<a><x/><b>1<c>2</c><c>3</c></b><b/></a>")
    assert xml.descend(root, ("a",)) is root
    assert xml.descend(root, ("a", "b", "c")).text == "2"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        (("x",), "the root element is a, expected x"),
        (("{urn:n}a",), "the root element is a, expected {urn:n}a"),
        (("a", "c"), "a has no c"),
        (("a", "b", "d"), "b has no d"),
    ],
)
def test_descend_names_what_is_missing(path: tuple[str, ...], reason: str) -> None:
    with pytest.raises(DecodeError) as caught:
        xml.descend(xml.parse(b"<a><b><c/></b></a>"), path)
    assert str(caught.value) == reason


# Streaming, on documents of any size.


def tags(count: int) -> bytes:
    return (
        b"<r><l>" + b"".join(b"<i><n>%d</n><t>%s</t></i>" % (n, b"x" * 50) for n in range(count)) + b"</l><after/></r>"
    )


@pytest.mark.parametrize("count", [0, 1, 2, 1000, 20_000])
def test_streaming_gives_every_item_once_and_in_order(count: int) -> None:
    root, items = parse_streaming(tags(count), ("r", "l", "i"), lambda item: int(item.findtext("n") or ""))
    assert items == list(range(count))
    assert [child.tag for child in root] == ["l", "after"]
    assert len(root[0]) == 0


def test_an_item_is_complete_when_it_is_taken() -> None:
    def item(element: etree._Element) -> object:
        return [(child.tag, child.text) for child in element]

    _, items = parse_streaming(tags(5000), ("r", "l", "i"), item)
    assert items == [[("n", str(n)), ("t", "x" * 50)] for n in range(5000)]


def test_items_elsewhere_are_no_items() -> None:
    body = b"<r><i>no</i><x><i>no</i></x><l><x><i>no</i></x><i>a<i>no</i></i></l><i>no</i></r>"
    root, items = parse_streaming(body, ("r", "l", "i"), lambda item: item.text)
    assert items == ["a"]
    assert [child.tag for child in root] == ["i", "x", "l", "i"]


def test_a_list_elsewhere_is_no_list() -> None:
    body = b"<r><x><l><i>no</i></l></x><l><i>a<l><i>no</i></l></i></l><x><l><i>no</i></l></x></r>"
    assert parse_streaming(body, ("r", "l", "i"), lambda item: item.text)[1] == ["a"]


def test_an_item_may_be_the_roots_own_child() -> None:
    assert parse_streaming(b"<r><i>1</i><i>2</i></r>", ("r", "i"), lambda item: item.text)[1] == ["1", "2"]


def test_a_list_that_stands_there_twice_is_refused() -> None:
    with pytest.raises(DecodeError, match=r"^l stands there twice$"):
        parse_streaming(b"<r><l><i/></l><l/></r>", ("r", "l", "i"), str)


def test_streaming_keeps_the_memory_of_its_items_only() -> None:
    held: list[int] = []

    def item(element: etree._Element) -> None:
        parent = element.getparent()
        assert parent is not None
        held.append(len(parent))

    parse_streaming(tags(20_000), ("r", "l", "i"), item)
    assert len(held) == 20_000
    assert max(held) < 5_000
