"""Escaping, and the references that XML 1.0 forbids: every text survives a parser, every document keeps its meaning."""

from __future__ import annotations

import string
import time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from countermand_wire.errors import EncodeError
from countermand_wire.text import SENTINEL, attribute_escape, escape, escape_all, protect, restore

FORBIDDEN = [*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xFFFE, 0xFFFF]


def texts() -> st.SearchStrategy[str]:
    """Make texts with many of the characters that matter."""
    odd = st.sampled_from([*"&<>\"';#x1]-![CDATA", "\r", "\t", "\n", "\x00", "\x01", "\ufffe", SENTINEL, "\U000f0001"])
    return st.text(st.one_of(odd, st.characters(exclude_categories=["Cs"])))


def parsed(document: bytes) -> etree._Element:  # pyright: ignore[reportPrivateUsage]
    return etree.fromstring(protect(document), etree.XMLParser(resolve_entities=False, no_network=True))


def text_of(document: bytes) -> str:
    return restore(parsed(document).text or "")


# --- Escaping ------------------------------------------------------------------------------------------------------


@given(texts())
@example("\x00\x01\r\n\ufffe\uffff" + SENTINEL + "\U000f0001&#x1;")
def test_every_text_survives_the_parser(text: str) -> None:
    assert text_of(f"<a>{escape(text)}</a>".encode()) == text


@given(texts())
def test_every_text_survives_the_parser_in_an_attribute(text: str) -> None:
    element = parsed(f'<a b="{attribute_escape(text)}"/>'.encode())
    assert restore(element.get("b") or "") == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("14255550123", "14255550123"),
        ("a\tb\rc\nd", "a\tb&#xD;c\nd"),
        ("<&>\"'", "&lt;&amp;&gt;\"'"),
        ("\x00\x1f\x7f\x85\u2028", "&#x0;&#x1F;\x7f\x85\u2028"),
        ("\ufffd\ufffe\uffff", "\ufffd&#xFFFE;&#xFFFF;"),
        ("a\ud83db\ude00", "a\ufffdb\ufffd"),
        ("\ud83d\ude00&", "\U0001f600&amp;"),
        ("", ""),
    ],
)
def test_escapes_as_microsofts_writer_does(text: str, escaped: str) -> None:
    assert escape(text) == escaped


def test_an_attribute_keeps_its_white_space_and_its_quotes() -> None:
    assert attribute_escape("\"'\t\n\r<&>\x01\ud800") == "&quot;'&#x9;&#xA;&#xD;&lt;&amp;&gt;&#x1;\ufffd"


# --- Arrays --------------------------------------------------------------------------------------------------------


@given(st.lists(st.one_of(texts(), st.text(string.digits), st.sampled_from(["\t", "a\tb", "\t\t&", "\ud800"]))))
def test_an_array_is_its_items_one_by_one(items: list[str]) -> None:
    assert escape_all(items, "<s>", "</s>") == "".join(f"<s>{escape(item)}</s>" for item in items)


@pytest.mark.parametrize("odd", ["&", "<", ">", "\r", "\x00", "\x1f", "\ufffe", "\uffff", "\ud800"])
@pytest.mark.parametrize("around", ["", "a", "\t", "\u00e9"])
def test_no_item_escapes_escaping(odd: str, around: str) -> None:
    items = ["1", around + odd, "2"]
    assert escape_all(items, "<s>", "</s>") == f"<s>1</s><s>{escape(around + odd)}</s><s>2</s>"
    assert odd not in escape_all([odd], "", "").replace("&#", "").replace("&amp;", "")


@pytest.mark.parametrize("items", [["1", "2"], ("1", "2")])
def test_an_array_may_be_any_sequence(items: Any) -> None:
    assert escape_all(items, "<s>", "</s>") == "<s>1</s><s>2</s>"


@pytest.mark.parametrize("items", [None, "12", b"12", 0, {"1": "2"}, {"1"}])
def test_what_is_no_sequence_is_no_array(items: Any) -> None:
    with pytest.raises(EncodeError, match="expected a sequence of str"):
        escape_all(items, "<s>", "</s>")


def test_an_empty_array_is_empty() -> None:
    assert escape_all([], "<s>", "</s>") == ""


@pytest.mark.parametrize(("items", "index"), [(["1", None], 1), ([2, "1"], 0), (["<", b"x"], 1), ([None], 0)])
def test_an_item_that_is_no_str_is_named(items: Any, index: int) -> None:
    with pytest.raises(EncodeError, match="expected str") as caught:
        escape_all(items, "<s>", "</s>")
    assert caught.value.path == f"[{index}]"
    assert str(caught.value.under("To").under("Request")).startswith(f"Request.To[{index}]: ")


# --- Forbidden references ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", FORBIDDEN)
@pytest.mark.parametrize("form", ["&#x%x;", "&#x%X;", "&#%d;", "&#x000%x;", "&#0000%d;"])
def test_a_forbidden_reference_is_its_character(code: int, form: str) -> None:
    reference = form % code
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(f"<a>{reference}</a>")
    assert text_of(f"<a>x{reference}y</a>".encode()) == f"x{chr(code)}y"
    assert restore(parsed(f"<a b='x{reference}y'/>".encode()).get("b") or "") == f"x{chr(code)}y"


@given(st.integers(0, 0x10FFFF), st.sampled_from(["&#x%x;", "&#%d;"]))
@example(0x10FFFF, "&#x%x;")
@example(0x10FFFF, "&#%d;")
@example(0xE000, "&#%d;")
@example(0xD7FF, "&#%d;")
@example(0x20, "&#%d;")
def test_every_reference_is_its_character(code: int, form: str) -> None:
    assert text_of(f"<a>{form % code}</a>".encode()) == chr(code)


@pytest.mark.parametrize("code", [0x09, 0x0A, 0x0D, 0x20, 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x10FFFE])
def test_an_allowed_reference_is_left_alone(code: int) -> None:
    document = f"<a>&#{code};&#x{code:x};</a>".encode()
    assert protect(document) == document


def test_references_to_a_surrogate_pair_make_one_character() -> None:
    assert text_of(b"<a>&#xD83D;&#xDE00;&#xD83D;</a>") == "\U0001f600\ud83d"


@pytest.mark.parametrize(
    "reference", ["&#x110000;", "&#1114112;", "&#x1", "&#;", "&#x;", "&#xg;", "&#X1;", "&#" + "9" * 999 + ";"]
)
def test_what_is_no_reference_is_left_to_the_parser(reference: str) -> None:
    with pytest.raises(etree.XMLSyntaxError):
        parsed(f"<a>{reference}</a>".encode())


@pytest.mark.parametrize(
    "markup",
    ["<![CDATA[%s]]>", "<![CDATA[]]]]><![CDATA[>%s]]>", "<!--%s-->&#x9;<![CDATA[%s]]>", "<?pi %s?><![CDATA[%s]]>"],
)
def test_what_is_no_text_keeps_its_letters(markup: str) -> None:
    inside = f"<a>{markup.replace('%s', '&#x1;')}</a>".encode()
    plain = f"<a>{markup.replace('%s', '&#x41;')}</a>".encode()
    got = "".join(str(text) for text in parsed(inside).itertext(etree.Element))
    wanted = "".join(str(text) for text in etree.fromstring(plain).itertext(etree.Element))
    assert restore(got) == wanted.replace("&#x41;", "&#x1;")


@given(st.text(alphabet=[*"ab<&#x1;0]->![CDATA", SENTINEL, "\U000f0001", "\U000f0000"]))
def test_a_section_keeps_its_text(text: str) -> None:
    text = text.replace("]]>", "")
    assert text_of(f"<a>&#x1;<![CDATA[{text}]]>&#x1;</a>".encode()) == f"\x01{text}\x01"


@given(st.text(alphabet=[*"&#x10F;", SENTINEL, "\U000f0001", "\x01", "a"]))
def test_restoring_undoes_protecting_without_doubt(text: str) -> None:
    assert text_of(f"<a>{escape(text)}</a>".encode()) == text


def test_an_ordinary_document_comes_back_itself() -> None:
    for document in (b"<a>text</a>", b"<a>&amp;&#xD;\n&#65;</a>", "<a>\u20ac\U0001f600</a>".encode()):
        assert protect(document) is document
    assert restore("text") == "text"


@pytest.mark.parametrize("text", [SENTINEL, f"a{SENTINEL}b", f"{SENTINEL}\U00010000"])
def test_a_sentinel_that_protect_did_not_write_stays(text: str) -> None:
    assert restore(text) == text


@pytest.mark.parametrize(
    "document",
    [
        "<a>\u8ff4\ubfbf&#x41;</a>".encode("utf-16"),
        b"<?xml version='1.0' encoding='gbk'?><a>\xf4\x8f\xbf\xbf</a>",
        b"<?xml version='1.0' encoding=\"iso-8859-1\"?><a>\xf4\x8f\xbf\xbf&#x41;</a>",
    ],
)
def test_a_document_in_another_encoding_is_left_alone(document: bytes) -> None:
    assert protect(document) is document
    assert len(etree.fromstring(document).text or "") in (2, 3, 5)


@pytest.mark.parametrize("declared", ["utf-8", "UTF-8", "Utf8", "us-ascii"])
def test_a_document_that_says_it_is_in_utf_8_is_not(declared: str) -> None:
    document = f'<?xml version="1.0" encoding="{declared}" ?><a>&#x1;</a>'.encode()
    assert protect(document) != document


@pytest.mark.parametrize(
    "piece",
    [
        b"<![CDATA[",
        b"<!--",
        b"<?",
        b"&#",
        b"&#x",
        b"&#x0",
        b"&#0",
        b"]]>",
        b"&#x1;",
        b"&#x10FFFF;",
        b"<?xml ",
        SENTINEL.encode(),
    ],
)
@pytest.mark.parametrize("once", [b"", b"&#x1;", b"<?xml encoding=", b"&#x"])
def test_time_is_linear_in_hostile_documents(piece: bytes, once: bytes) -> None:
    size = 1 << 20
    begun = time.process_time()
    protected = protect(once + piece * (size // len(piece)) + once)
    assert time.process_time() - begun < 5  # Were it quadratic, it would take hours.
    assert len(protected) < 8 * size
