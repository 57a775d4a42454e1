"""WCF's REST front: which operation, which body, which format; and a page of XHTML when anything goes wrong."""

import logging
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl

from countermand.sandbox.call import Call, Reply
from countermand.sandbox.wcf import pages, xml_reader
from countermand.sandbox.wcf.encoding import json_text
from countermand.sandbox.wcf.formats import Format, choose_format, format_of
from countermand.sandbox.wcf.hosting import Arrived, HostedForm, JsonBody, Missing, NullRequest, QueryPairs, XmlBody
from countermand_wire import json
from countermand_wire.errors import DecodeError, WireError

__all__ = ["RestFront"]

_log = logging.getLogger(__name__)


class RestFront:
    """The REST forms of a service.

    Args:
        forms: where two share verb and path, the first one counts.
    """

    def __init__(self, forms: Iterable[HostedForm]) -> None:
        self._forms: dict[str, dict[str, HostedForm]] = {}
        for form in forms:
            self._forms.setdefault(form.path.casefold(), {}).setdefault(form.method, form)

    @property
    def forms(self) -> list[HostedForm]:
        """All forms, in the order of their paths."""
        return [form for _, methods in sorted(self._forms.items()) for form in methods.values()]

    def handle(self, call: Call) -> Reply:
        """Answer a request below the service's address."""
        methods = self._forms.get(call.path.removesuffix("/").casefold())
        if methods is None:
            return pages.endpoint_not_found(call.base)
        form = methods.get(call.method)
        if form is None:
            return pages.method_not_allowed(call.base, _allow(methods))
        return _answer(form, call)


def _allow(methods: Mapping[str, HostedForm]) -> str:
    return ", ".join(sorted(methods, reverse=True))


def _answer(form: HostedForm, call: Call) -> Reply:
    wanted = choose_format(call.accept, call.content_type)
    try:
        body = form.answer(_arrived(form, call), wanted.format)
    except (WireError, NullRequest) as error:
        _log.info("%s %s: refused: %s", call.method, form.path, error)
        return pages.request_error(call.base)
    except Exception:  # noqa: BLE001  # As WCF does with whatever an operation throws.
        _log.exception("%s %s: the operation failed", call.method, form.path)
        return pages.request_error(call.base)
    return Reply(content_type=wanted.content_type, body=body)


def _arrived(form: HostedForm, call: Call) -> Arrived:
    if form.method == "GET":
        return QueryPairs(_query(call.query))
    if not call.body:
        return Missing()
    content_type = call.content_type or ""
    match format_of(call.content_type):
        case Format.JSON:
            return JsonBody(json.parse(json_text(call.body, content_type), strict=True))
        case Format.XML:
            return XmlBody(xml_reader.parse(call.body, content_type))
        case None:
            raise DecodeError("", "unexpected message format 'Raw'; expected 'Xml' or 'Json'")


def _query(query: str) -> dict[str, str]:
    """Read a query as .NET does: names in any letter case, values of a repeated one joined, no name without a value."""
    values: dict[str, str] = {}
    assignments = "&".join(part for part in query.split("&") if "=" in part)
    for name, value in parse_qsl(assignments, keep_blank_values=True):
        key = name.lower()
        values[key] = f"{values[key]},{value}" if key in values else value
    return values
