"""The short cut for a reply of one scalar: what it takes is read as a parser reads it, and nothing else is taken."""

import random
from collections.abc import Callable
from copy import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countermand_bindings.esendex.operations.cancel_message import CANCEL_MESSAGE
from countermand_bindings.esendex.operations.send_message import SEND_MESSAGE
from countermand_wire import DecodeError, FaultError
from countermand_wire.codec import Codec
from countermand_wire.single import single_text
from countermand_wire.soap import SOAP11, SOAP12, SoapVersion, envelope, read_body

HEADERS = (
    '<a:Action s:mustUnderstand="1">http://sms2.cdyne.com/Isms/CancelMessageResponse</a:Action>'
    "<a:RelatesTo>urn:uuid:00000000-0000-4000-a000-000000000001</a:RelatesTo>"
)
BODY = (
    '<CancelMessageResponse xmlns="http://sms2.cdyne.com"><CancelMessageResult>true</CancelMessageResult>'
    "</CancelMessageResponse>"
)
QUICK = CANCEL_MESSAGE.response


def slowly(codec: Codec[object]) -> Codec[object]:
    """Return the codec without its short cut."""
    ordinary = copy(codec)
    object.__setattr__(ordinary, "single", None)
    return ordinary


SLOW = slowly(QUICK)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # a codec of one message


def outcome(read: Callable[[], object]) -> object:
    try:
        return read()
    except (DecodeError, FaultError) as error:
        return type(error), str(error)


def told(text: str | bytes, version: SoapVersion = SOAP12) -> str | None:
    body = text if isinstance(text, bytes) else text.encode()
    return single_text(version, QUICK.namespace, QUICK.name, "CancelMessageResult", body)


@pytest.mark.parametrize("version", [SOAP11, SOAP12])
@pytest.mark.parametrize("headers", ["", HEADERS, HEADERS.partition("<a:RelatesTo>")[0]])
def test_the_spelling_of_a_wcf_host_is_taken(version: SoapVersion, headers: str) -> None:
    assert told(envelope(version, BODY, headers), version) == "true"
    assert told(envelope(version, BODY.replace(">true<", "> false <"), headers), version) == " false "
    assert told(envelope(version, BODY.replace(">true<", "><"), headers), version) == ""


def test_a_reply_of_two_members_or_a_list_has_no_short_cut() -> None:
    assert SEND_MESSAGE.response.single is None
    assert QUICK.single is not None
    assert SLOW.single is None


XSI_BOUND = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
PIECES = [
    *("<", ">", "&", '"', "'", "/", "=", " ", "\n", "\t", "\x01", "\u00e9", "\ufffe", "]]>", "&amp;", "&#x1;", "&#49;"),
    *("<!-- x -->", "<![CDATA[true]]>", "<?x y?>", "<!DOCTYPE a>", "<x/>", " x='1'", ' i:nil="true"', " xmlns:i='y'"),
    *("s:", "a:", "b:", "true", "false", "1", ' xmlns:a="z"', ' xmlns=""', "<?xml version='1.0'?>", "\ufeff"),
    *(
        "</s:Body>",
        "<s:Body>",
        "<CancelMessageResult>false</CancelMessageResult>",
        "<s:Fault/>",
        BODY,
        HEADERS,
        XSI_BOUND,
    ),
]


@given(seed=st.integers(0, 1 << 40), version=st.sampled_from([SOAP11, SOAP12]), headed=st.booleans())
def test_what_is_taken_is_read_as_a_parser_reads_it(seed: int, version: SoapVersion, headed: bool) -> None:
    chance = random.Random(seed)
    text = envelope(version, BODY, HEADERS if headed else "").decode()
    for _ in range(chance.randint(0, 3)):
        start = chance.randrange(len(text))
        end = start + chance.choice([0, 0, 1, 1, 4, 30])
        text = text[:start] + chance.choice([*PIECES, text[end : end + 40]]) + text[end:]
    body = text.encode("utf-8")
    quick = outcome(lambda: read_body(version, QUICK, body))
    assert quick == outcome(lambda: read_body(version, SLOW, body))


@given(text=st.text(st.sampled_from("truefalse01 \t\n&<>;#x]é\x01-"), max_size=12))
def test_any_text_of_the_member(text: str) -> None:
    body = envelope(SOAP12, BODY.replace(">true<", f">{text}<"), HEADERS)
    assert outcome(lambda: read_body(SOAP12, QUICK, body)) == outcome(lambda: read_body(SOAP12, SLOW, body))


@pytest.mark.parametrize(
    "body",
    [
        envelope(SOAP12, BODY, HEADERS) + b" ",
        b"\xef\xbb\xbf" + envelope(SOAP12, BODY, HEADERS),
        envelope(SOAP12, BODY, HEADERS).replace(b"sms2", b"sms\xff"),
        envelope(SOAP12, BODY, HEADERS).replace(b"true", "trué".encode()),
        envelope(SOAP12, BODY, HEADERS).replace(b"<a:Action", b"<b:Action"),
        envelope(SOAP12, BODY, HEADERS).replace(b"urn:uuid", b"]]>"),
        envelope(SOAP12, BODY).replace(b"<s:Body>", b"<s:Header>" + HEADERS.encode() + b"</s:Header><s:Body>"),
        envelope(SOAP11, BODY, HEADERS),
    ],
)
def test_what_only_a_parser_can_tell(body: bytes) -> None:
    assert told(body) is None
