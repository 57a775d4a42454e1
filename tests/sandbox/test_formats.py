import pytest

from countermand.sandbox.wcf.formats import Format, choose_format, format_of, parse_media_type

JSON, XML = "application/json; charset=utf-8", "application/xml; charset=utf-8"
LOTS = "text/html;q=0.9, " * 3000 + "application/json"


@pytest.mark.parametrize(
    ("accept", "content_type", "expected"),
    [
        ("application/json", None, JSON),
        ("text/json", None, "text/json; charset=utf-8"),
        ("text/xml", None, "text/xml; charset=utf-8"),
        ("APPLICATION/JSON", None, "APPLICATION/JSON; charset=utf-8"),
        ("*/*", "application/json", XML),
        ("application/*", "application/json", XML),
        ("text/*", "application/json", XML),
        ("image/*", "application/json", JSON),
        ("text/html", "application/json", JSON),
        ("text/html", None, XML),
        (None, "text/json; charset=utf-8", "text/json; charset=utf-8"),
        (None, None, XML),
        ("", "application/json", JSON),
        ("nonsense", "application/json", JSON),
        ("application/json;q=0.5, application/xml;q=0.9", None, XML),
        ("application/json;q=0.9, application/xml;q=0.5", None, JSON),
        ("*/*, application/json", None, JSON),
        ("*/*;q=1, application/json;q=0.1", None, JSON),
        ("application/*, application/json;q=0.1", None, JSON),
        ("application/json;q=0", None, JSON),
        ("application/json;q=rubbish, application/xml;q=0.9", None, JSON),
        ("application/json;q=7, application/xml;q=0.9", None, JSON),
        ("application/json;q=nan, application/xml;q=0.9", None, JSON),
        ("application/json;q=.5, application/xml;q=0.9", None, XML),
        ("application/json;q=-1, application/xml;q=0.9", None, JSON),
        ("application/json;charset=utf-16, application/xml", None, XML),
        ("application/json;charset=utf-16", None, JSON),
        ("application/json;version=1, application/json", None, JSON),
        ('text/html;x="a,application/xml", application/json', None, JSON),
        ("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", None, XML),
        (LOTS, None, JSON),
    ],
)
def test_choice(accept: str | None, content_type: str | None, expected: str) -> None:
    assert choose_format(accept, content_type).content_type == expected


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("application/json", Format.JSON),
        ("text/json;charset=utf-8", Format.JSON),
        ("Text/XML", Format.XML),
        ("application/xml; charset=utf-8", Format.XML),
        ("application/x-www-form-urlencoded", None),
        ("text/plain", None),
        ("json", None),
        ("", None),
        (None, None),
    ],
)
def test_format_of_a_body(content_type: str | None, expected: Format | None) -> None:
    assert format_of(content_type) is expected


def test_media_type_parameters() -> None:
    media = parse_media_type('application/soap+xml; Charset=utf-8;action="http://e.org/a;b\\"c"')
    assert media is not None
    assert media.parameters == {"charset": "utf-8", "action": 'http://e.org/a;b"c'}


@pytest.mark.parametrize("text", ["", "a", "a/", "/b", "a/b c", "a/b;c", "a/b;c=d e", "a b/c", "*"])
def test_no_media_type(text: str) -> None:
    assert parse_media_type(text) is None


@pytest.mark.parametrize("text", ["a/b;", "a/b ; ", "a/b;c=d;"])
def test_media_type_with_a_loose_semicolon(text: str) -> None:
    assert parse_media_type(text) is not None
