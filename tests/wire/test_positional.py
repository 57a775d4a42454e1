"""Documents that have lost their names: each layout read and written, and what belongs to none refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from countermand_wire import DecodeError, EncodeError
from countermand_wire.codec import Codec, read_xml_document, xml_document
from countermand_wire.json import JsonValue
from countermand_wire.policy import Reading, Writing
from countermand_wire.positional import Layout, Place, json_codec, positional_codec
from countermand_wire.scalars import string_from_xml
from countermand_wire.scalars.loose import flag_from_text, loose_integer_from_text


@attrs.frozen
class Document:
    """A contract that is nothing but its members: what is tested is how they travel."""

    members: Mapping[str, object]


def to_json(value: Document, _writing: Writing) -> JsonValue:
    return cast("JsonValue", value.members)


def from_json(value: object, _reading: Reading) -> Document:
    assert isinstance(value, dict)
    return Document(cast("dict[str, object]", value))


OK = Place("ok", flag_from_text)
CODE = Place("code", loose_integer_from_text)
TEXT = Place("text", string_from_xml)
ERROR: Sequence[Layout] = ((Place("where", string_from_xml), Place("why", string_from_xml)), (OK, CODE, TEXT))
ITEM: Sequence[Layout] = ((Place("to", string_from_xml),),)
ERRORS = Place("errors", inner=ERROR, many=True)
LAYOUTS: Sequence[Layout] = (
    (OK, CODE, TEXT),
    (OK, CODE, ERRORS),
    (OK, CODE, TEXT, Place("items", inner=ITEM, many=True)),
    (OK, Place("detail", inner=ERROR)),
)
CODEC: Codec[Document] = positional_codec(LAYOUTS, to_json=to_json, from_json=from_json)
NO_ITEMS: list[object] = []

KNOWN: list[tuple[str, dict[str, object]]] = [
    ("<entry>true</entry><entry>200</entry><entry>Gone</entry>", {"ok": True, "code": 200, "text": "Gone"}),
    ("<entry>true</entry><entry>200</entry><entry></entry>", {"ok": True, "code": 200, "text": ""}),
    (
        "<entry>false</entry><entry>9</entry><entry><entry><entry>to</entry><entry>bad</entry></entry>"
        "<entry><entry>false</entry><entry>7</entry><entry>late</entry></entry></entry>",
        {
            "ok": False,
            "code": 9,
            "errors": [{"where": "to", "why": "bad"}, {"ok": False, "code": 7, "text": "late"}],
        },
    ),
    (
        "<entry>true</entry><entry>200</entry><entry>x</entry><entry><entry><entry>a</entry></entry></entry>",
        {"ok": True, "code": 200, "text": "x", "items": [{"to": "a"}]},
    ),
    (
        "<entry>true</entry><entry>200</entry><entry>x</entry><entry></entry>",
        {"ok": True, "code": 200, "text": "x", "items": NO_ITEMS},
    ),
    (
        "<entry>true</entry><entry><entry>to</entry><entry>bad</entry></entry>",
        {"ok": True, "detail": {"where": "to", "why": "bad"}},
    ),
]

SPELLINGS = [
    "<result><entry>true</entry><entry>200</entry><entry>Gone &amp; away</entry></result>",
    "<result><entry>true</entry><entry>200</entry><entry><![CDATA[Gone & away]]></entry></result>",
    '<?xml version="1.0" encoding="UTF-8"?>\n<result>\n  <entry>true</entry>\n  <entry>\t200\n</entry>\n  <entry>\n'
    "    <![CDATA[Gone & away]]>\n  </entry>\n</result>\n",
    "<result><!-- a --><entry>true</entry><!-- b --><entry>2<!-- c -->00</entry><?x y?><entry>Gone &#38; away</entry>"
    "</result>",
    "<!-- a --><result lang='fr'><entry>1</entry><entry>0200</entry><entry>Gone &amp; <![CDATA[away]]></entry></result>",
]

REFUSED: list[tuple[str, str, str]] = [
    ("", "", "0 entries"),
    ("<entry>true</entry>", "", "1 entries"),
    ("<entry/>" * 5, "", "5 entries"),
    ("<entry>maybe</entry><entry>1</entry><entry>x</entry>", "ok", "boolean"),
    ("<entry>TRUE</entry><entry>1</entry><entry>x</entry>", "ok", "boolean"),
    ("<entry/><entry>1</entry><entry>x</entry>", "ok", "boolean"),
    ("<entry>true</entry><entry>1.0</entry><entry>x</entry>", "code", "integer"),
    ("<entry>true</entry><entry/><entry>x</entry>", "code", "integer"),
    ("<entry>true</entry><entry><entry>1</entry></entry><entry>x</entry>", "", "3 entries"),
    ("<success>true</success><entry>1</entry><entry>x</entry>", "", "no entry"),
    ("<entry>true</entry><entry>1</entry><entry><code>1</code></entry>", "errors", "no entry"),
    ("<entry>true</entry>lost<entry>1</entry><entry>x</entry>", "", "text"),
    ("lost<entry>true</entry><entry>1</entry><entry>x</entry>", "", "text"),
    (
        "<entry>true</entry><entry>1</entry><entry>lost<entry><entry>a</entry><entry>b</entry></entry></entry>",
        "errors",
        "text",
    ),
    (
        "<entry>true</entry><entry>1</entry><entry><entry><entry>a</entry><entry>b</entry></entry><entry>a</entry></entry>",
        "errors[1]",
        "0 entries",
    ),
    (
        "<entry>true</entry><entry>1</entry><entry><entry><entry>x</entry><entry>1</entry><entry>a</entry></entry></entry>",
        "errors[0].ok",
        "boolean",
    ),
    ("<entry>true</entry><entry>1</entry><entry>x</entry><entry>a</entry>", "", "4 entries"),
]


def read(text: str) -> Mapping[str, object]:
    return read_xml_document(CODEC, text.encode()).members


def written(members: Mapping[str, object]) -> str:
    return xml_document(CODEC, Document(members)).decode()


@pytest.mark.parametrize(("inside", "members"), KNOWN)
def test_reads_and_writes_each_layout(inside: str, members: dict[str, object]) -> None:
    document = f"<result>{inside}</result>"
    assert read(document) == members
    assert written(members) == document


@pytest.mark.parametrize("text", SPELLINGS)
def test_reads_every_spelling_of_the_same(text: str) -> None:
    assert read(text) == {"ok": True, "code": 200, "text": "Gone & away"}


@pytest.mark.parametrize(("inside", "path", "reason"), REFUSED)
def test_refuses_what_no_layout_has_and_names_the_place(inside: str, path: str, reason: str) -> None:
    with pytest.raises(DecodeError) as caught:
        read(f"<result>{inside}</result>")
    assert caught.value.path == path
    assert reason in caught.value.reason


@pytest.mark.parametrize("root", ["results", "Result", "html", "entry"])
def test_refuses_another_root(root: str) -> None:
    with pytest.raises(DecodeError, match=f"the root element is {root}, expected result"):
        read(f"<{root}><entry>true</entry><entry>200</entry><entry>x</entry></{root}>")


def test_refuses_a_document_type_declaration() -> None:
    with pytest.raises(DecodeError, match="document type declaration"):
        read(
            '<!DOCTYPE result [<!ENTITY a "b">]><result><entry>true</entry><entry>1</entry><entry>&a;</entry></result>'
        )


def test_refuses_a_document_that_is_cut_off() -> None:
    with pytest.raises(DecodeError, match="not well-formed XML"):
        read("<result><entry>true</entry><entry>1</entry>")


@pytest.mark.parametrize(
    "members",
    [
        {"ok": True},
        {"ok": True, "code": 200},
        {"ok": True, "code": 200, "text": "x", "errors": NO_ITEMS},
        {"ok": True, "code": 200, "other": "x"},
    ],
)
def test_refuses_to_write_members_that_no_layout_has_together(members: dict[str, object]) -> None:
    with pytest.raises(EncodeError, match="no place in XML"):
        written(members)


def test_refuses_to_write_an_empty_list_that_would_be_read_as_text() -> None:
    with pytest.raises(EncodeError) as caught:
        written({"ok": False, "code": 9, "errors": NO_ITEMS})
    assert caught.value.path == "errors"


def test_an_error_in_writing_names_the_place() -> None:
    with pytest.raises(EncodeError) as caught:
        written({"ok": False, "code": 9, "errors": [{"where": "a", "why": "b"}, {"where": "a"}]})
    assert caught.value.path == "errors[1]"


PLAIN = st.text(
    st.sampled_from("<>&'\"]\u2028\x00\x01\ufffe\U0010ffff") | st.characters(codec="utf-8"), max_size=8
).map(str.strip)
ERROR_VALUES = st.fixed_dictionaries({"where": PLAIN, "why": PLAIN}) | st.fixed_dictionaries(
    {"ok": st.booleans(), "code": st.integers(-(10**20), 10**20), "text": PLAIN}
)
HEAD = {"ok": st.booleans(), "code": st.integers(-(10**20), 10**20)}


@given(
    members=st.fixed_dictionaries({**HEAD, "text": PLAIN})
    | st.fixed_dictionaries({**HEAD, "errors": st.lists(ERROR_VALUES, min_size=1, max_size=3)})
    | st.fixed_dictionaries(
        {**HEAD, "text": PLAIN, "items": st.lists(st.fixed_dictionaries({"to": PLAIN}), max_size=3)}
    )
    | st.fixed_dictionaries({"ok": st.booleans(), "detail": ERROR_VALUES})
)
def test_what_is_written_is_read_again(members: dict[str, object]) -> None:
    assert read(written(members)) == members


@given(text=st.text(st.sampled_from("<entry></result>truefals01 ![CDATA&;"), max_size=60))
def test_anything_else_is_a_decode_error(text: str) -> None:
    try:
        read(f"<result>{text}</result>")
    except DecodeError:
        return


def test_a_codec_of_json_alone_says_so() -> None:
    codec = json_codec("Me", to_json=to_json, from_json=from_json)
    with pytest.raises(EncodeError, match=r"^Me has no XML form$"):
        xml_document(codec, Document({}))
    with pytest.raises(DecodeError, match=r"^Me has no XML form$"):
        read_xml_document(codec, b"<Me/>")
