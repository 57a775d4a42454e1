"""An operation joined to the function that carries it out, behind the gate."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import Generic, Protocol, TypeVar, cast
from urllib.parse import parse_qsl

import attrs

from countermand.sandbox.call import Call, Reply
from countermand.sandbox.routes import Answer
from countermand.sandbox.voltmx.account import VoltMxSandbox
from countermand.sandbox.voltmx.refusals import INVALID_CREDENTIALS, Refused
from countermand_wire import json
from countermand_wire.errors import DecodeError
from countermand_wire.json import JsonValue
from countermand_wire.operation import Operation, RestForm
from countermand_wire.policy import READ_BY_NAME, WRITE_UTC

__all__ = ["AnyHosted", "Entry", "Hosted", "error"]

Request = TypeVar("Request")
Response = TypeVar("Response")

_TRUTH = {"true": True, "false": False}
_OTHER_SPELLINGS = {"not attempted": "notAttempted"}
"""As the status of push messages spells it."""
_FORM = "application/x-www-form-urlencoded"
_UNAUTHORISED = "Unauthorized request"
_FAILURE = "Server failure to process request"
_TEXTS: Mapping[int, str] = {200: "Not queued", 400: "Invalid Request", 401: _UNAUTHORISED, 405: "Method not allowed"}


class Entry(enum.Enum):
    """What a call must show to be let in."""

    ANY_CREDENTIAL = "any credential"
    USER = "user"
    """A user and password by Basic authentication."""
    NOTHING = "nothing"


class AnyHosted(Protocol):
    """One operation, whatever its messages are."""

    @property
    def place(self) -> tuple[str, str]:
        """The method and the path."""
        ...

    def answer(self, state: VoltMxSandbox) -> Answer:
        """Return what answers the calls of the operation."""
        ...


@attrs.frozen
class Hosted(Generic[Request, Response]):
    """One operation of the service."""

    operation: Operation[Request, Response]
    handler: Callable[[VoltMxSandbox, Request], Response]
    """Carries a request out, or raises `Refused`."""
    entry: Entry = Entry.ANY_CREDENTIAL
    names: frozenset[str] | None = attrs.field(default=None, kw_only=True)
    """The members that the body may have; any are let through where this is None."""

    @property
    def place(self) -> tuple[str, str]:
        """The method and the path."""
        return self._form.method, self._form.path

    @property
    def _form(self) -> RestForm[Request]:
        """The operation's one form."""
        assert self.operation.rest is not None, self.operation  # noqa: S101 - every operation of a descriptor has it
        return self.operation.rest.forms[0]

    def answer(self, state: VoltMxSandbox) -> Answer:
        """Return what answers the calls of the operation.

        Args:
            state: what the service remembers.
        """
        assert self.operation.rest is not None, self.operation  # noqa: S101 - every operation of a descriptor has it
        codec = self.operation.rest.response

        def answer(call: Call, variables: Mapping[str, str]) -> Reply:
            try:
                self._let_in(state, call)
                with state.lock:
                    response = self.handler(state, self._read(call, variables))
            except Refused as refused:
                value = _refusal(self.entry, refused)
                return _reply(refused.status, codec.to_json(codec.from_json(value, READ_BY_NAME), WRITE_UTC))
            return _reply(200, _spelled(state, codec.to_json(response, WRITE_UTC)))

        return answer

    def _let_in(self, state: VoltMxSandbox, call: Call) -> None:
        if self.entry is Entry.ANY_CREDENTIAL and not state.gate.admits(call.headers):
            raise Refused(401, _UNAUTHORISED)
        if self.entry is Entry.USER and not state.gate.admits_user(call.headers):
            raise Refused(401, _UNAUTHORISED)
        if state.refusal is not None:
            raise Refused(state.refusal, _TEXTS.get(state.refusal, _FAILURE))

    def _read(self, call: Call, variables: Mapping[str, str]) -> Request:
        try:
            value = None if self._form.body is None else _body(call)
        except DecodeError:
            raise self._unreadable() from None
        self._check_names(value)
        try:
            return self.operation.request.from_json(self._members(call, variables, value), READ_BY_NAME)
        except DecodeError:
            raise self._unreadable() from None

    def _check_names(self, body: object) -> None:
        if self.names is not None and isinstance(body, dict) and cast("dict[str, object]", body).keys() - self.names:
            raise Refused(400, "Contains Invalid keys")

    def _unreadable(self) -> Refused:
        """Make the refusal of a request that is none; a login says no more than that it failed."""
        if self.entry is Entry.NOTHING:
            return Refused(401, INVALID_CREDENTIALS)
        return Refused(400, "The request could not be parsed")

    def _members(self, call: Call, variables: Mapping[str, str], body: object) -> object:
        """Return the request's members; where parameters and a body stand side by side, the body is one of them."""
        form = self._form
        if form.body is not None and form.query is None:
            return body
        members: dict[str, object] = {name: _TRUTH.get(text.lower(), text) for name, text in parse_qsl(call.query)}
        return {**members, **variables} if form.body is None else {**members, **variables, "body": body}


def error(status: int, text: str, *, allow: str | None = None) -> Reply:
    """Answer as the service does where no operation is meant."""
    return attrs.evolve(_reply(status, {"id": "", "message": text}), allow=allow)


def _spelled(state: VoltMxSandbox, value: JsonValue) -> JsonValue:
    if not state.options.other_spellings or not isinstance(value, Mapping):
        return value
    return {_OTHER_SPELLINGS.get(name, name): member for name, member in value.items()}


def _refusal(entry: Entry, refused: Refused) -> JsonValue:
    if entry is not Entry.ANY_CREDENTIAL:
        return {"message": refused.text}
    return {"id": "-1" if refused.status == 200 else "", "message": refused.text}


def _reply(status: int, value: JsonValue) -> Reply:
    headers = {"WWW-Authenticate": 'Basic realm="Engagement Services"'} if status == 401 else {}
    return Reply(status=status, content_type="application/json", headers=headers, body=json.render(value))


def _body(call: Call) -> object:
    """Return the body, not yet read as a contract: JSON, or a form, which the logins take as well."""
    if (call.content_type or "").partition(";")[0].strip().lower() == _FORM:
        return dict(parse_qsl(call.body.decode("utf-8", "replace"), keep_blank_values=True))
    return json.parse(call.body, strict=True)
