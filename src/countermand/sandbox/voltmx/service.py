"""Volt MX: every operation, by every context path that its versions have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from countermand.sandbox.app import Mount
from countermand.sandbox.call import Call, Reply
from countermand.sandbox.documents import DESCRIPTOR, descriptor
from countermand.sandbox.routes import Route, Routes, WrongMethod, WrongPath
from countermand.sandbox.voltmx import logins
from countermand.sandbox.voltmx import operations as does
from countermand.sandbox.voltmx.account import VoltMxSandbox
from countermand.sandbox.voltmx.hosting import AnyHosted, Entry, Hosted, error
from countermand_bindings.voltmx import operations

__all__ = ["volt_mx"]

_PATH = "/voltmx"
_CONTEXTS = ("", "/vpns", "/kpns")
_OTHER_PATHS: Final = {"/api/v1/message/sms": "/api/v1/messages/sms"}
"""The path of the vendor's Java samples, beside that of its tables."""
_STATUS_NAMES = frozenset(
    {"requestId", "audienceId", "mobileNumber", "sentDate", "endDate", "startElement", "elementsPerPage"}
)


def volt_mx(state: VoltMxSandbox) -> Mount:
    """Set the service up where it stands.

    Args:
        state: what it remembers.
    """
    routes = Routes(_routes(state))

    def handle(call: Call) -> Reply:
        try:
            return descriptor("voltmx", call) or routes.find(call)()
        except WrongPath:
            return error(404, "Not found")
        except WrongMethod as wrong:
            return error(405, "Invalid Request. Request method not allowed", allow=", ".join(wrong.allowed))

    return Mount(
        path=_PATH,
        address=f"{_PATH}/vpns",
        handle=handle,
        failure=lambda: error(500, "Server failure to process request"),
        pages=(("descriptor", DESCRIPTOR),),
    )


def _routes(state: VoltMxSandbox) -> Iterator[Route]:
    in_context: list[AnyHosted] = [
        Hosted(operations.CANCEL_MESSAGE, does.cancel_message),
        Hosted(operations.SEND_MESSAGE, does.send_message),
        Hosted(operations.MESSAGE_STATUS, does.message_status, names=_STATUS_NAMES),
        Hosted(operations.ACCESS_TOKEN, logins.access_token, Entry.USER),
    ]
    for hosted in in_context:
        answer, (method, path) = hosted.answer(state), hosted.place
        for context in _CONTEXTS:
            yield Route(method, context + path, answer)
            if path in _OTHER_PATHS:
                yield Route(method, context + _OTHER_PATHS[path], answer)
    at_the_top: list[AnyHosted] = [
        Hosted(operations.LOGIN, logins.login, Entry.NOTHING),
        Hosted(operations.CLOUD_LOGIN, logins.cloud_login, Entry.NOTHING),
    ]
    for hosted in at_the_top:
        yield Route(*hosted.place, hosted.answer(state))
