"""An operation joined to the function that carries it out, ready for any of the doors it can be called through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import attrs
from lxml import etree

from countermand.sandbox.wcf.formats import Format
from countermand.sandbox.wcf.leniency import READ_AS_WCF, completed
from countermand_wire import json
from countermand_wire.codec import XSI, Codec
from countermand_wire.errors import DecodeError
from countermand_wire.operation import Operation, Rest, RestForm
from countermand_wire.policy import Writing

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["Arrived", "Hosted", "HostedForm", "JsonBody", "Missing", "NullRequest", "QueryPairs", "XmlBody", "host"]

Request = TypeVar("Request")
Response = TypeVar("Response")


class NullRequest(Exception):
    """What an operation raises that is called without the object it works on, as .NET code trips over a null."""


@attrs.frozen
class QueryPairs:
    """A request in the query of a URL: values by their names in lower case."""

    values: Mapping[str, str]


@attrs.frozen
class JsonBody:
    """A request as a bare JSON value."""

    value: object


@attrs.frozen
class XmlBody:
    """A request as a bare XML document."""

    root: _Element


@attrs.frozen
class Missing:
    """A POST without a body: every parameter has its default value."""


Arrived: TypeAlias = QueryPairs | JsonBody | XmlBody | Missing
"""A REST request, parsed and not yet read as a contract."""


@attrs.frozen(kw_only=True)
class HostedForm:
    """One REST form of an operation."""

    operation: str
    method: str
    path: str
    parameters: tuple[str, ...]
    """The names in the query; empty for a form with a body."""
    answer: Callable[[Arrived, Format], bytes]
    """Reads the request, carries it out and writes the result; any exception is a failure of the operation."""


@attrs.frozen(kw_only=True)
class Hosted:
    """One operation."""

    name: str
    action: str
    reply_action: str
    tag: str
    """The request's wrapper element, in Clark notation."""
    receive: Callable[[_Element], Callable[[], str]]
    """Reads the wrapper element, or raises DecodeError; what comes back carries it out and writes the reply."""
    forms: tuple[HostedForm, ...]


def host(operation: Operation[Request, Response], handler: Callable[[Request], Response], writing: Writing) -> Hosted:
    """Join an operation to its handler.

    Args:
        operation: the codecs.
        handler: carries a request out; whatever it raises is WCF's unhandled exception.
        writing: how dates are written.
    """

    def receive(wrapper: _Element) -> Callable[[], str]:
        request = operation.request.from_xml(wrapper, READ_AS_WCF)
        return lambda: _element(operation.response, handler(request), writing)

    forms = () if operation.rest is None else operation.rest.forms
    return Hosted(
        name=operation.name,
        action=operation.action,
        reply_action=operation.reply_action,
        tag=operation.request.tag,
        receive=receive,
        forms=tuple(_host_form(operation, operation.rest, form, handler, writing) for form in forms if operation.rest),
    )


def _host_form(
    operation: Operation[Request, Response],
    rest: Rest[Request, Response],
    form: RestForm[Request],
    handler: Callable[[Request], Response],
    writing: Writing,
) -> HostedForm:
    def answer(arrived: Arrived, wanted: Format) -> bytes:
        response = handler(_read(operation.request, form, arrived))
        if wanted is Format.JSON:
            return json.render_as_wcf(rest.response.to_json(response, writing))
        return _element(rest.response, response, writing).encode()

    return HostedForm(
        operation=operation.name,
        method=form.method,
        path=form.path,
        parameters=() if form.query is None else form.query.names,
        answer=answer,
    )


def _read(wrapper: Codec[Request], form: RestForm[Request], arrived: Arrived) -> Request:
    match arrived:
        case QueryPairs(values) if form.query is not None:
            return form.query.from_pairs(values)
        case JsonBody(value) if form.body is not None:
            return form.body.from_json(completed(value), READ_AS_WCF)
        case XmlBody(root) if form.body is not None:
            return _read_root(form.body, root)
        case _:
            return wrapper.from_xml(etree.Element(wrapper.tag), READ_AS_WCF)


def _read_root(body: Codec[Request], root: _Element) -> Request:
    if root.tag != body.tag:
        raise DecodeError("", f"the root element is not {body.tag}")
    return body.from_xml(root, READ_AS_WCF)


def _element(codec: Codec[Response], value: Response, writing: Writing) -> str:
    """Write an element as WCF does: the prefix `i` is bound only where something may use it."""
    opening = f'{codec.name} xmlns="{codec.namespace}"'
    if codec.is_nil(value):
        return f'<{opening} xmlns:i="{XSI}" i:nil="true"/>'
    content = codec.to_xml(value, writing)
    prefix = f' xmlns:i="{XSI}"' if " i:" in content else ""
    return f"<{opening}{prefix}>{content}</{codec.name}>" if content else f"<{opening}{prefix}/>"
