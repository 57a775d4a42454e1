"""An operation joined to the function that carries it out, behind the checks that every call of the vendor's makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, Protocol, TypeVar, cast
from urllib.parse import parse_qsl

import attrs

from countermand.sandbox.call import Call, Reply
from countermand.sandbox.partner.account import PartnerSandbox
from countermand.sandbox.partner.caller import Caller
from countermand.sandbox.partner.refusals import Refused, Violation
from countermand.sandbox.partner.replies import refusal, reply
from countermand.sandbox.partner.spellings import OTHER_SPELLINGS
from countermand.sandbox.routes import Route
from countermand_wire import json
from countermand_wire.errors import DecodeError
from countermand_wire.operation import Operation, RestForm
from countermand_wire.policy import READ_BY_NAME

__all__ = ["AnyHosted", "Hosted", "Rules"]

Request = TypeVar("Request")
Response = TypeVar("Response")

_KEY = "apiKey"


@attrs.frozen
class Rules:
    """How one operation refuses."""

    texts: Mapping[int, str]
    """What it says beside each code."""
    required: Mapping[str, int] = attrs.field(factory=dict[str, int])
    """The code for each member that must be there, the key apart, in the order in which they are looked for."""
    malformed: int = attrs.field(default=90, kw_only=True)
    """The code for a member that is not of its type. With 9 goes a list of what is wrong, which tells also of several
    members that are missing at once."""


class AnyHosted(Protocol):
    """One operation, whatever its messages are."""

    def route(self, state: PartnerSandbox) -> Route:
        """Put the operation in its place."""
        ...


@attrs.frozen
class Hosted(Generic[Request, Response]):
    """One operation of the service."""

    operation: Operation[Request, Response]
    handler: Callable[[Caller, Request], Response]
    """Carries a request out, or raises `Refused`."""
    rules: Rules

    def route(self, state: PartnerSandbox) -> Route:
        """Put the operation in its place.

        Args:
            state: what the service remembers.
        """
        form = _form(self.operation)

        def answer(call: Call, variables: Mapping[str, str]) -> Reply:
            arrived: Mapping[str, object] = {}
            try:
                arrived = _arrived(form, call)
                with state.lock:
                    response = self._carry_out(state, arrived)
            except Refused as refused:
                text = self.rules.texts.get(refused.code, "The request is refused")
                return refusal(self.operation, refused, text, state.options, arrived.get("_format"))
            return reply(self.operation, response, state.options, arrived.get("_format"))

        return Route(form.method, form.path, answer)

    def _carry_out(self, state: PartnerSandbox, arrived: Mapping[str, object]) -> Response:
        caller = Caller(state, _checked_key(state, arrived.get(_KEY)))
        self._look_for_members(arrived)
        try:
            # All that a query holds is text, as JSON has it too.
            request = self.operation.request.from_json(arrived, READ_BY_NAME)
        except DecodeError as error:
            raise Refused(self.rules.malformed, self._violations({error.path.strip(".") or "": error.reason})) from None
        return self.handler(caller, request)

    def _look_for_members(self, arrived: Mapping[str, object]) -> None:
        missing = [name for name in self.rules.required if _is_missing(arrived, name)]
        violations = self._violations(dict.fromkeys(missing, "is required"))
        if len(missing) > 1 and violations:
            raise Refused(9, violations)
        if missing:
            raise Refused(self.rules.required[missing[0]])

    def _violations(self, problems: Mapping[str, str]) -> list[Violation]:
        if self.rules.malformed != 9:
            return []
        return [Violation(member=name, message=f"The value {problem}") for name, problem in problems.items()]


def _is_missing(arrived: Mapping[str, object], name: str) -> bool:
    spellings = (name, OTHER_SPELLINGS.get(name, name))
    return all(arrived.get(spelling) in (None, "") for spelling in spellings)


def _form(operation: Operation[Request, Response]) -> RestForm[Request]:
    assert operation.rest is not None, operation  # noqa: S101 - every operation of a descriptor has its form
    return operation.rest.forms[0]


def _arrived(form: RestForm[Request], call: Call) -> Mapping[str, object]:
    """Return the members of a request by name, not yet read as a contract."""
    if form.body is None:
        return dict(parse_qsl(call.query, keep_blank_values=True))
    try:
        value = json.parse(call.body, strict=True)
    except DecodeError:
        raise Refused(90) from None
    if not isinstance(value, dict):
        raise Refused(90)
    return cast("dict[str, object]", value)


def _checked_key(state: PartnerSandbox, key: object) -> str:
    if key in (None, ""):
        raise Refused(1)
    if state.refusal is not None:
        raise Refused(state.refusal)
    if not isinstance(key, str) or not state.knows(key):
        raise Refused(10)
    return key
