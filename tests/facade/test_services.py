"""One small surface for all services, and what each says that it can do."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from countermand import (
    AppKey,
    Capability,
    Esendex,
    InvalidMessageId,
    MailPartner,
    Outcome,
    Phase,
    ScheduledMessage,
    Service,
    SmsPartner,
    VoltMx,
)
from countermand_wire.http import HttpResponse
from tests.facade.script import Script, http

KEY = "5ec2e7aa-0000-4000-8000-5ec2e7aa5ec2"
GUID = "1627aea5-8e0a-4371-9022-9b504344e724"
YES = http({"success": True, "code": 200})

ALL: list[tuple[str, Callable[[Script], Service], str, HttpResponse]] = [
    ("esendex", lambda script: Esendex(license_key=KEY, transport=script), GUID, http(True)),
    ("smspartner", lambda script: SmsPartner(api_key=KEY, transport=script), "300", YES),
    ("mailpartner", lambda script: MailPartner(api_key=KEY, transport=script), "xxx", YES),
    (
        "voltmx",
        lambda script: VoltMx(base_url="https://h.example.com/vpns", auth=AppKey(KEY), transport=script),
        "4713025406550859686",
        http({"id": "", "message": "Cancelled 1 message entries"}),
    ),
]

METHODS = {
    Capability.SCHEDULE: "schedule",
    Capability.STATUS: "status",
    Capability.CREDITS: "credits",
    Capability.CANCEL_ALL: "cancel_all",
}


def scheduled(service: str, message_id: str) -> ScheduledMessage:
    at = datetime(2030, 1, 1, tzinfo=UTC)
    return ScheduledMessage(service=service, message_id=message_id, to="x", phase=Phase.SCHEDULED, scheduled_at=at)


@pytest.mark.parametrize(("name", "make", "message", "yes"), ALL)
def test_any_service_cancels(name: str, make: Callable[[Script], Service], message: str, yes: HttpResponse) -> None:
    service = make(Script(yes))
    assert service.service == name
    for given in (message, scheduled(name, message)):
        result = service.cancel(given)
        assert (result.outcome, result.service, result.message_id) == (Outcome.CANCELLED, name, message)
    service.close()


@pytest.mark.parametrize(("name", "make", "message", "yes"), ALL)
def test_no_service_takes_another_ones_message(
    name: str, make: Callable[[Script], Service], message: str, yes: HttpResponse
) -> None:
    script = Script(yes)
    with pytest.raises(InvalidMessageId, match=f"is a message of another, and this is {name}"):
        make(script).cancel(scheduled("another", message))
    assert script.requests == []


@pytest.mark.parametrize(("name", "make", "message", "yes"), ALL)
def test_what_a_service_can_do_is_what_it_has(
    name: str, make: Callable[[Script], Service], message: str, yes: HttpResponse
) -> None:
    service = make(Script(yes))
    assert {capability for capability, method in METHODS.items() if hasattr(service, method)} == (
        service.can & METHODS.keys()
    )


def test_what_each_can() -> None:
    can = {name: {capability.value for capability in make(Script(yes)).can} for name, make, _, yes in ALL}
    assert can == {
        "esendex": {"schedule", "status", "cancel all", "verify", "per recipient"},
        "smspartner": {"schedule", "status", "credits", "why"},
        "mailpartner": {"schedule", "status", "credits", "why"},
        "voltmx": {"schedule", "status", "verify", "count"},
    }
