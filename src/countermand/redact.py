"""The one redaction: by value, by place and by shape. What text of an exchange leaves the library goes through it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from attrs import evolve

from countermand_wire.http import HttpResponse

__all__ = ["MASK", "decoded", "excerpt", "headers", "response", "text", "url"]

MASK = "***"
"""What stands where something was."""

EXCERPT = 200
"""Characters of a reply that an error may show."""

MANY = 500
"""Secrets in one text, beyond which it is an echo of the request, of which nothing is shown."""

SHORT = 3
"""Characters of a secret that would be found in any word."""

KEPT = 1 << 16
"""Bytes of a reply that a result keeps."""

SHOWN_HEADERS = frozenset({
    "accept", "allow", "content-length", "content-type", "date", "retry-after", "server", "soapaction",
})  # fmt: skip
"""Header fields whose values are shown; of all others only the name."""

# Credentials in any letter case; personal things only as the wire spells them, for in lower case the same words
# are the vendors' own ("message": "Invalid key").
_NAMES = (
    r"(?:(?i:license_?key|message_?id|reference_?id|request_?id|sms_?id|api_?key|access_?(?:token|secret)"
    r"|refresh_?token|token|secret|password|authorization|username|nonce|binarysecuritytoken|signaturevalue)"
    r"|Body|From|FromPhoneNumber|Message|Payload|PhoneNumber|Subject|To|ToPhoneNumber|content|email|firstname"
    r"|htmlContent|lastname|mobile|mobileNumber|number|phoneNumber|phone_number|subject|userid"
    r"|value)"
)
# An element's own text only: `Body` is also an envelope's. Each pattern ends where the document is cut off, too: what
# stands across a cut must not show its beginning.
_JSON_MEMBER = rf'("{_NAMES}"\s*:\s*)(?:"(?:[^"\\]|\\.)*(?:"|\\?\Z)|\[[^\]]*(?:\]|\Z)|[^\s,\]}}"\[]+)'
_XML_ELEMENT = rf"(<(?:[\w.-]+:)?{_NAMES}(?:\s[^<>]*)?(?<!/)>)(?:<!\[CDATA\[.*?(?:\]\]>|\Z)|[^<])+"
# A positional document has no names: an id or a phone number is a long number, or one that follows another value than
# the success that a code follows.
_XML_ENTRY = (
    r"(<entry>\s*(?:<!\[CDATA\[\s*)?)\+?\d{4,}(?![.\d])"
    r"|(?<!true)(?<!false)(</entry>\s*<entry>\s*)\d{1,3}(?=\s*(?:<|\Z))"
)
# Of a form, or of a line of a log: `password=x`.
_PAIR = rf"(?<!\w)({_NAMES}=)(?:\"[^\"]*\"|'[^']*'|[^&\s\"'<>]+)"
_PATH_ID = r"(/sms/)[^\s/?'\"<>]+"
_USER = r"(://)[^\s/@]+@"
_QUERY = r"(\?)[^\s'\"<>()]+"
_GUID = r"[0-9a-fA-F]{8}-[0-9a-fA-F][0-9a-fA-F-]*|(?<![0-9a-zA-Z])[0-9a-fA-F]{16,}(?![0-9a-zA-Z])"
_has_guid = re.compile(_GUID).search
_NUMBER = r"(?<![\w.:-])\+?\d[\d ()-]{6,24}\d(?!\w)"


def text(value: str, secrets: Iterable[str] = ()) -> str:
    """Mask the given secrets, whatever stands where secrets stand, and whatever looks like a GUID or a phone number.

    Args:
        value: Any text: a body, a sentence of an error.
        secrets: Values to mask wherever they stand, in any letter case; one that holds another comes before it.
    """
    lower = value.lower()
    # Those of ten thousand recipients are far too many for one pattern, and hardly any stands in a reply.
    known = [_by_value(secret) for secret in secrets if secret and secret.lower() in lower]
    if len(known) > MANY:
        return MASK
    if known:
        value = re.sub("|".join(known), MASK, value, flags=re.IGNORECASE)
    value = re.sub(_JSON_MEMBER, rf'\1"{MASK}"', value, flags=re.DOTALL)
    value = re.sub(_XML_ELEMENT, rf"\1{MASK}", value, flags=re.DOTALL)
    value = re.sub(_XML_ENTRY, rf"\1\2{MASK}", value)
    if "=" in value:
        value = re.sub(_PAIR, rf"\1{MASK}", value)
    value = re.sub(_USER, rf"\1{MASK}@", value)
    value = re.sub(_PATH_ID, rf"\1{MASK}", value)
    value = re.sub(_QUERY, rf"\1{MASK}", value)
    value = re.sub(_GUID, MASK, value)
    return re.sub(_NUMBER, MASK, value)


def _by_value(secret: str) -> str:
    """Return the pattern of a secret; an id of digits, or a very short text, is masked where it stands by itself."""
    if secret.isascii() and secret.isdigit():
        return rf"(?:(?<!\d)|(?<=%[\dA-Fa-f]{{2}})){secret}(?!\d)"  # Or behind a character as URLs quote it.
    return re.escape(secret) if len(secret) > SHORT else rf"(?<!\w){re.escape(secret)}(?!\w)"


def url(value: str) -> str:
    """Return the URL without user, query and fragment values."""
    parts = urlsplit(value)
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{text(parts.path)}" + (f"?{MASK}" if parts.query else "")


def headers(fields: Mapping[str, str], secrets: Iterable[str] = ()) -> dict[str, str]:
    """Mask the values of all header fields but those that say nothing of anybody, and secrets in these."""
    known = [secret.lower() for secret in secrets if secret]
    return {name: _shown(value, known) if name.lower() in SHOWN_HEADERS else MASK for name, value in fields.items()}


def _shown(value: str, secrets: list[str]) -> str:
    # A few comparisons where `text` takes ten patterns: every reply comes by here.
    lower = value.lower()
    suspect = any(secret in lower for secret in secrets) or _has_guid(value)
    return text(value, secrets) if suspect else value


def decoded(body: bytes) -> str:
    """Return a body as text, whatever it claims to be: a secret that is spelled out in UTF-16 is one, too.

    Args:
        body: The beginning of it, which may end in the middle of a character.
    """
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", errors="replace")
    if b"\0" in body[:2]:
        return body.decode("utf-16-be" if body[0] == 0 else "utf-16-le", errors="replace")
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(body)
    except UnicodeDecodeError:
        return body.decode("latin-1")


def excerpt(body: bytes, secrets: Iterable[str] = ()) -> str:
    """Return the beginning of a body, redacted, as one line; of an HTML page its words only."""
    start = decoded(body[: EXCERPT * 20])
    if re.search(r"<html[\s>]", start[:1000], flags=re.IGNORECASE):
        from html import unescape  # noqa: PLC0415  # Its tables cost more than the rest of this module.

        start = unescape(re.sub(r"(?is)<(style|script|!--).*?(?:</\1>|-->|\Z)|<[^>]*(?:>|\Z)", " ", start))
    line = " ".join(text(start, secrets).split())
    line = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in line)
    return line if len(line) <= EXCERPT else f"{line[:EXCERPT]}..."


def response(value: HttpResponse, secrets: Iterable[str] = ()) -> HttpResponse:
    """Return the reply with its header values and its body redacted, and a long body cut off."""
    body = value.body[:KEPT]
    if len(body) > len(b"false"):
        body = text(decoded(body), secrets).encode()
    reason = _shown(value.reason, [secret.lower() for secret in secrets])
    return evolve(value, headers=headers(value.headers, secrets), body=body, reason=reason)
