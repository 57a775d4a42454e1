"""JSON as it goes over the wire: bounded parsing, compact rendering, and Microsoft's own spelling of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from json.encoder import encode_basestring, encode_basestring_ascii
from math import isfinite
from typing import Final, NoReturn, TypeAlias, cast

from countermand_wire.errors import DecodeError, EncodeError

__all__ = ["MAX_BYTES", "JsonValue", "parse", "render", "render_as_wcf"]

JsonValue: TypeAlias = "bool | int | float | Decimal | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"
"""What `render` writes: a Decimal is a number with all its digits."""

MAX_BYTES: Final = 64 * 1024 * 1024
"""The default bound of a document's size."""

_BOM: Final = b"\xef\xbb\xbf"


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise DecodeError("", "is an object with a member twice")
    return members


_tolerant = json.JSONDecoder(parse_float=Decimal)
_strict = json.JSONDecoder(parse_float=Decimal, object_pairs_hook=_unique)


def parse(body: bytes | str, *, strict: bool = False, max_bytes: int = MAX_BYTES) -> object:
    """Read one JSON value.

    Numbers with a fraction or an exponent come as Decimal, so that no digit is lost; ``NaN`` and the infinities, also
    as ``INF`` and ``-INF``, as float. Like Microsoft's reader this one takes a comma before a closing bracket, and any
    bare token that begins as a number does, such as a GUID with a leading digit: it comes as a str.

    Args:
        body: UTF-8, or text that was decoded already.
        strict: As a WCF service reads: a byte order mark and a member that occurs twice are refused. Otherwise the mark
            is skipped, and the last of two members counts; to see them both costs a third of the time.
        max_bytes: The bound of the size; of characters, for text.

    Raises:
        DecodeError: not JSON, not UTF-8, too large, or nested too deeply for the interpreter's stack.
    """
    if len(body) > max_bytes:
        raise DecodeError("", f"is larger than {max_bytes} bytes")
    text = body if isinstance(body, str) else _decoded(body, strict)
    decoder = _strict if strict else _tolerant
    try:
        return decoder.decode(text)
    except (ValueError, ArithmeticError, RecursionError) as error:
        problem: Exception = error
    respelled = _respelled(text)
    if respelled == text or not isinstance(problem, json.JSONDecodeError):
        _refuse(problem)
    try:
        return decoder.decode(respelled)
    except (ValueError, ArithmeticError, RecursionError) as error:
        _refuse(error)


def _decoded(body: bytes, strict: bool) -> str:
    if body.startswith(_BOM):
        if strict:
            raise DecodeError("", "begins with a byte order mark")
        body = body[len(_BOM) :]
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise DecodeError("", "is not UTF-8") from None


def _refuse(problem: Exception) -> NoReturn:
    # The decoder's own error carries the document: it must not travel with ours.
    if isinstance(problem, DecodeError):
        reason = problem.reason
    elif isinstance(problem, json.JSONDecodeError):
        reason = f"is not JSON: {problem.msg} (character {problem.pos})"
    elif isinstance(problem, RecursionError):
        reason = "is nested too deeply"
    else:
        reason = "holds a number beyond every range"
    raise DecodeError("", reason) from None


# Strings, to be skipped; tokens that begin as numbers do; commas that stand before a closing bracket.
_TOKENS: Final = (
    r'"(?:[^"\\]++|\\.)*+"?'
    r"|[-0-9IN][^,\]} \t\r\n]*+"
    r'|(?<=[0-9A-Za-z"\]}]),(?=[ \t\r\n]*[\]}])'
)
_NUMBER: Final = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|NaN|-?Infinity"


def _respelled(text: str) -> str:
    return re.sub(_TOKENS, _respelled_token, text, flags=re.DOTALL)


def _respelled_token(found: re.Match[str]) -> str:
    bare = found[0]
    if bare == ",":
        return ""
    if bare[0] == '"' or re.fullmatch(_NUMBER, bare):
        return bare
    if bare in ("INF", "-INF"):
        return bare.replace("INF", "Infinity")
    return encode_basestring(bare)


class _NeedsSpelling(Exception):
    """A value that the encoder in C would not spell right."""


def _plain(value: object) -> dict[str, JsonValue] | list[JsonValue]:
    """Turn any mapping into a dict and any sequence into a list, which are all that the encoder in C knows."""
    if isinstance(value, Mapping):
        members = dict(cast("Mapping[str, JsonValue]", value))
        if all(isinstance(name, str) for name in cast("dict[object, JsonValue]", members)):
            return members
        raise EncodeError("", "has a member name that is not a str")
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return list(cast("Sequence[JsonValue]", value))
    raise EncodeError("", f"is of type {type(value).__name__}, expected a JSON value")


def _for_encoder(value: object) -> object:
    if isinstance(value, Decimal):
        raise _NeedsSpelling
    return _plain(value)


# Looking for cycles costs a tenth of the time; without it one ends in a RecursionError.
_encoder = json.JSONEncoder(separators=(",", ":"), allow_nan=False, check_circular=False, default=_for_encoder)
_wcf_encoder = json.JSONEncoder(
    separators=(",", ":"), allow_nan=False, check_circular=False, default=_for_encoder, ensure_ascii=False
)


def render(value: JsonValue) -> bytes:
    """Write a JSON document: compact, and in ASCII, so that any str goes out safely, a lone surrogate too.

    A Decimal is written with all its digits. NaN and the infinities are no JSON, but Microsoft writes and reads them:
    ``NaN``, ``INF``, ``-INF``.

    Raises:
        EncodeError: a value of another type, a member name that is not a str, or nesting too deep, as of a cycle.
    """
    try:
        return _encoder.encode(value).encode("ascii")
    except EncodeError:
        raise
    except (ValueError, TypeError, _NeedsSpelling):
        return _spelled(value, encode_basestring_ascii, _number).encode("ascii")
    except RecursionError:
        raise EncodeError("", "is nested too deeply") from None


def render_as_wcf(value: JsonValue) -> bytes:
    r"""Write a JSON document as Microsoft's serializer spells it: ``\/``, ``1E+16``, and most of Unicode as it is.

    Any JSON reader takes the same from it as from `render`, which is faster.

    Raises:
        EncodeError: as for `render`.
    """
    try:
        text = _wcf_encoder.encode(value)
    except EncodeError:
        raise
    except (ValueError, TypeError, _NeedsSpelling, RecursionError):
        return _spelled(value, _wcf_string, _wcf_number).encode()
    if _may_hold_float(text):
        return _spelled(value, _wcf_string, _wcf_number).encode()
    return _wcf_text(text).encode()


def _number(value: float) -> str:
    return float.__repr__(value) if isfinite(value) else _wcf_number(value)


def _wcf_number(value: float) -> str:
    from countermand_wire.scalars.floating import double_text  # noqa: PLC0415  # Most documents hold no such number.

    return double_text(value)


# A number with a fraction or an exponent, which the encoder in C spells as Python does. In a string it does no harm.
_may_hold_float = re.compile(r"(?:^|[\[:,])-?[0-9]++[.e]").search
_WCF_ESCAPED: Final = "[\x85\u2028\u2029\ud800-\udfff\ufffe\uffff\U00010000-\U0010ffff]"


def _wcf_string(text: str) -> str:
    return _wcf_text(encode_basestring(text))


def _wcf_text(text: str) -> str:
    # A slash, or what is not ASCII, stands in strings only.
    text = text.replace("/", "\\/")
    return text if text.isascii() else re.sub(_WCF_ESCAPED, _wcf_escape, text)


def _wcf_escape(found: re.Match[str]) -> str:
    return encode_basestring_ascii(found[0])[1:-1]


def _spelled(value: JsonValue, string: Callable[[str], str], number: Callable[[float], str]) -> str:
    try:
        return _spell(value, string, number)
    except RecursionError:
        raise EncodeError("", "is nested too deeply") from None


def _spell(value: JsonValue, string: Callable[[str], str], number: Callable[[float], str]) -> str:
    if isinstance(value, str):
        return string(value)
    if value is None or isinstance(value, bool):
        return _CONSTANTS[value]
    if isinstance(value, (int, float, Decimal)):
        return _spell_number(value, number)
    value = _plain(value)
    if isinstance(value, dict):
        return f"{{{','.join([f'{string(name)}:{_spell(item, string, number)}' for name, item in value.items()])}}}"
    return f"[{','.join([_spell(item, string, number) for item in value])}]"


_CONSTANTS: Final = {None: "null", True: "true", False: "false"}


def _spell_number(value: float | Decimal, number: Callable[[float], str]) -> str:
    if isinstance(value, Decimal):
        if value.is_finite():
            return format(value, "f")
        raise EncodeError("", "is a Decimal that is not finite")
    return int.__repr__(value) if isinstance(value, int) else number(value)
