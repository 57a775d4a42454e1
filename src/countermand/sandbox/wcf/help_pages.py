"""The pages under `/help`: which operations can be called by REST, and how each one is."""

from collections.abc import Sequence
from html import escape

from countermand.sandbox.call import Call, Reply
from countermand.sandbox.wcf import pages
from countermand.sandbox.wcf.hosting import HostedForm

__all__ = ["HelpPages"]

_ROOT = "/help"
_OPERATION = "/help/operations/"


class HelpPages:
    """The help of one service.

    Args:
        forms: what there is to call.
    """

    def __init__(self, forms: Sequence[HostedForm]) -> None:
        self._forms = forms

    def owns(self, path: str) -> bool:
        """Tell whether a path is one of these pages."""
        folded = path.removesuffix("/").casefold()
        return folded == _ROOT or folded.startswith(_OPERATION)

    def handle(self, call: Call) -> Reply:
        """Answer with the page."""
        if call.method != "GET":
            return pages.method_not_allowed(call.base, "GET")
        name = call.path.removesuffix("/").casefold().removeprefix(_OPERATION)
        if name == _ROOT:
            return _html(_list(self._forms, call.base))
        forms = [form for form in self._forms if form.operation.casefold() == name]
        return _html(_operation(forms, call.base)) if forms else pages.endpoint_not_found(call.base)


def _html(body: bytes) -> Reply:
    return Reply(content_type="text/html; charset=UTF-8", body=body)


def _list(forms: Sequence[HostedForm], base: str) -> bytes:
    address = escape(base)
    rows = "\n".join(
        f"        <tr><td>{escape(form.path.removeprefix('/'))}</td>"
        f'<td><a rel="operation" href="{address}{_OPERATION}{escape(form.operation)}">{form.method}</a></td>'
        f"<td>Service at {escape(_template(form, base))}</td></tr>"
        for form in forms
    )
    content = (
        f"      <p>This page describes the service operations at this endpoint.</p>\n"
        f"      <table>\n        <tr><th>Uri</th><th>Method</th><th>Description</th></tr>\n{rows}\n      </table>"
    )
    return pages.xhtml(f"Operations at {base}", content)


def _operation(forms: Sequence[HostedForm], base: str) -> bytes:
    content = "\n".join(
        f"      <p><b>Url: </b><span>{escape(_template(form, base))}</span></p>\n"
        f"      <p><b>HTTP Method: </b><span>{form.method}</span></p>\n"
        f"      <p>Request: {_request(form)} Response: Xml or Json, by Accept.</p>"
        for form in forms
    )
    return pages.xhtml(f"Reference for {_template(forms[0], base)}", content)


def _request(form: HostedForm) -> str:
    return "the Request body is empty." if form.method == "GET" else "Xml or Json, by Content-Type."


def _template(form: HostedForm, base: str) -> str:
    query = "&".join(f"{name}={{{name.upper()}}}" for name in form.parameters)
    return base + form.path + ("?" + query if query else "")
