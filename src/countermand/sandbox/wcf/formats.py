"""In which format WCF answers a REST request: by Accept, else by the request's Content-Type, else XML.

Wildcards mean the operation's default, which is XML, and do so even where the request was JSON.
"""

import enum
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cmp_to_key

import attrs

__all__ = ["Format", "MediaType", "ReplyFormat", "choose_format", "format_of", "parse_media_type"]

CHARSET = "utf-8"


class Format(enum.Enum):
    """The two formats of WCF's REST front, each with its media types."""

    XML = ("application/xml", "text/xml")
    JSON = ("application/json", "text/json")


@attrs.frozen
class MediaType:
    """A media type with its parameters."""

    type: str
    subtype: str
    parameters: dict[str, str]
    """Names in lower case, values unquoted."""

    @property
    def name(self) -> str:
        """The type and subtype, without parameters, as they were spelt."""
        return f"{self.type}/{self.subtype}"

    @property
    def is_wildcard(self) -> bool:
        """Whether this is `*/*`, `application/*` or `text/*`, which all mean the default format."""
        return self.subtype == "*" and self.type.lower() in ("*", "application", "text")

    @property
    def quality(self) -> Decimal:
        """The q parameter; 1 where it is missing or makes no sense. Zero excludes nothing in WCF."""
        text = self.parameters.get("q", "")
        return min(Decimal(text), Decimal(1)) if _QUALITY.fullmatch(text) else Decimal(1)


@attrs.frozen
class ReplyFormat:
    """What a reply is written as."""

    format: Format
    content_type: str


_DEFAULT = ReplyFormat(Format.XML, f"application/xml; charset={CHARSET}")
_ITEM = re.compile(r'(?:[^",]|"(?:\\.|[^"\\])*"?)+')
_MEDIA_TYPE = re.compile(r"\s*([!#$%&'*+.^_`|~\w-]+)/([!#$%&'*+.^_`|~\w-]+)\s*((?:;.*)?)\Z", re.DOTALL)
_QUALITY = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_PARAMETER = re.compile(r';\s*([!#$%&\'*+.^_`|~\w-]+)\s*=\s*("(?:\\.|[^"\\])*"|[^\s;",]*)\s*')


def choose_format(accept: str | None, content_type: str | None) -> ReplyFormat:
    """Choose a reply's format as WCF's automatic format selection does.

    Args:
        accept: the Accept field, None where there is none.
        content_type: the request's own Content-Type; it counts on a GET, too.
    """
    wanted = _in_preference(accept or "")
    for match_charset in (True, False):
        for media in wanted:
            found = _reply_in(media, match_charset=match_charset)
            if found is not None:
                return found
    own = parse_media_type(content_type or "")
    return (own and _echo(own)) or _DEFAULT


def format_of(content_type: str | None) -> Format | None:
    """Return the format of a request's body; None for what WCF calls raw, which no operation here reads."""
    media = parse_media_type(content_type or "")
    if media is None:
        return None
    return next((known for known in Format if media.name.lower() in known.value), None)


def parse_media_type(text: str) -> MediaType | None:
    """Read a media type; None where the text is not one."""
    match = _MEDIA_TYPE.match(text)
    if match is None:
        return None
    main, sub, rest = match.groups()
    parameters: dict[str, str] = {}
    position = 0
    while position < len(rest):
        found = _PARAMETER.match(rest, position)
        if found is None:
            return MediaType(main, sub, parameters) if not rest[position:].strip("; \t") else None
        parameters.setdefault(found[1].lower(), _unquote(found[2]))
        position = found.end()
    return MediaType(main, sub, parameters)


def _unquote(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text.startswith('"') else text


def _in_preference(accept: str) -> list[MediaType]:
    return sorted(_media_types(accept), key=cmp_to_key(_compare))


def _media_types(accept: str) -> Iterator[MediaType]:
    for item in _ITEM.findall(accept):
        media = parse_media_type(item)
        if media is not None:
            yield media


def _compare(left: MediaType, right: MediaType) -> int:
    """Order as WCF does: within a kind, wildcards go last whatever their quality; else by quality."""
    if left.type.lower() != right.type.lower():
        stars = (left.type == "*") - (right.type == "*")
    elif left.subtype.lower() != right.subtype.lower():
        stars = (left.subtype == "*") - (right.subtype == "*")
    else:
        stars = bool(left.parameters.keys() - {"q"}) - bool(right.parameters.keys() - {"q"})
    return stars or (left.quality < right.quality) - (left.quality > right.quality)


def _reply_in(media: MediaType, *, match_charset: bool) -> ReplyFormat | None:
    if media.is_wildcard:
        return _DEFAULT
    if match_charset and media.parameters.get("charset", CHARSET).lower() != CHARSET:
        return None
    return _echo(media)


def _echo(media: MediaType) -> ReplyFormat | None:
    for known in Format:
        if media.name.lower() in known.value:
            return ReplyFormat(known, f"{media.name}; charset={CHARSET}")
    return None
