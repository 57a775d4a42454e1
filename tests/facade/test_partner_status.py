"""What SMS Partner and Mail Partner say of a message and of the account."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from countermand import (
    AuthenticationError,
    Credits,
    InvalidArgument,
    InvalidMessageId,
    MailPartner,
    Phase,
    ProtocolError,
    RequestTimeout,
    ServiceError,
    SmsPartner,
)
from tests.facade.partners import KEY
from tests.facade.script import LOST, Script, http, page, query

NUMBER = "+33639980001"
DELIVERED = datetime(2018, 8, 18, 18, 0, 6, tzinfo=UTC)


def sms(script: Script) -> SmsPartner:
    return SmsPartner(api_key=KEY, transport=script)


def mail(script: Script) -> MailPartner:
    return MailPartner(api_key=KEY, transport=script)


@pytest.mark.parametrize(
    ("word", "phase"),
    [
        ("Waiting", Phase.PENDING),
        ("waiting", Phase.PENDING),
        ("Delivered", Phase.SENT),
        ("Not delivered", Phase.FAILED),
        ("ko", Phase.FAILED),
        ("UNDELIV", Phase.FAILED),
        ("ENROUTE", Phase.QUEUED),
        ("on its way", Phase.UNKNOWN),
        ("", Phase.UNKNOWN),
    ],
)
@pytest.mark.parametrize("spelling", ["statut", "status"])
def test_one_recipient(word: str, phase: Phase, spelling: str) -> None:
    script = Script(
        http({"success": True, "code": 200, "number": NUMBER, "messageId": "300", spelling: word, "date": "1534615206"})
    )
    state = sms(script).status(300, to=NUMBER)
    assert (state.phase, state.to, state.message_id) == (phase, NUMBER, "300")
    assert state.text == (word or "no status")
    assert state.sent_at == (DELIVERED if phase is Phase.SENT else None)
    (request,) = script.requests
    assert request.url.startswith("https://api.smspartner.fr/v1/message-status?")
    assert query(request) == {"apiKey": KEY, "messageId": "300", "phoneNumber": NUMBER}
    assert request.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("date", ["1534615206", 1534615206, "2018-08-18 20:00:06"])
def test_each_form_of_a_date(date: object) -> None:
    script = Script(http({"success": True, "statut": "Delivered", "date": date}))
    assert sms(script).status(300, to=NUMBER).sent_at == DELIVERED


@pytest.mark.parametrize(
    ("words", "phase", "text"),
    [
        (["Waiting"], Phase.PENDING, "Waiting"),
        (["Waiting", "Waiting"], Phase.PENDING, "Waiting"),
        (["Delivered", "ko", "Delivered"], Phase.UNKNOWN, "2 Delivered, 1 ko"),
        (["Not delivered", "ko"], Phase.FAILED, "1 Not delivered, 1 ko"),
        ([], Phase.UNKNOWN, None),
    ],
)
def test_all_recipients(words: list[str], phase: Phase, text: str | None) -> None:
    rows = [{"phoneNumber": NUMBER, "email": "a@example.com", "status": word} for word in words]
    for client, name, host in (
        (sms, "StatutResponse_List", "api.smspartner.fr"),
        (sms, "StatusResponse_List", "api.smspartner.fr"),
        (mail, "StatutResponseList", "api.mailpartner.fr"),
    ):
        script = Script(http({"success": True, "code": 200, name: rows}))
        state = client(script).status(300)
        assert (state.phase, state.text) == (phase, text)
        assert state.sent_at is None
        assert (state.to is not None) is (len(words) == 1)
        assert script.requests[0].url.startswith(f"https://{host}/v1/bulk-status?")
        assert query(script.requests[0]) == {"apiKey": KEY, "messageId": "300"}


def test_one_recipient_of_a_mail() -> None:
    rows = [
        {"email": "a@example.com", "status": "Delivered", "date": "1534615206"},
        {"email": "B@example.com", "statut": "ko"},
    ]
    client = mail(Script(http({"success": True, "code": 200, "StatutResponseList": rows})))
    assert client.status("xxx", to="a@example.com").sent_at == DELIVERED
    assert client.status("xxx", to="b@example.com").phase is Phase.FAILED
    assert client.status("xxx", to="c@example.com").phase is Phase.NOT_FOUND


@pytest.mark.parametrize("client", [sms, mail])
def test_a_message_that_is_not_known_is_a_state(client: Any) -> None:
    state = client(Script(http({"success": False, "code": 4, "message": "not found"}, 404))).status(300)
    assert (state.phase, state.code, state.text) == (Phase.NOT_FOUND, 4, "not found")


@pytest.mark.parametrize("client", [sms, mail])
def test_refusals_and_failures(client: Any) -> None:
    with pytest.raises(AuthenticationError):
        client(Script(http({"success": False, "code": 10}))).status(300)
    with pytest.raises(ServiceError):
        client(Script(http({"success": False, "code": 777}))).credits()
    with pytest.raises(ProtocolError):
        client(Script(page())).status(300)
    with pytest.raises(RequestTimeout):
        client(Script(LOST)).credits()


def test_arguments_are_checked_before_anything_is_sent() -> None:
    script = Script(page())
    with pytest.raises(InvalidMessageId):
        sms(script).status("xxx")
    with pytest.raises(InvalidArgument, match="to: is not a phone number"):
        sms(script).status(300, to="Alice")
    with pytest.raises(InvalidArgument, match="to: is not a mail address"):
        mail(script).status("xxx", to="Alice")
    assert script.requests == []


def test_credits_of_sms() -> None:
    left = {"creditSms": 9, "creditSmsLowCost": "3", "toSend": 2, "solde": "12.50", "currency": "EUR"}
    told = sms(Script(http({"success": True, "code": 200, "credits": left}))).credits()
    assert told == Credits(
        service="smspartner", messages=9, low_cost=3, pending=2, balance=Decimal("12.50"), currency="EUR"
    )


def test_credits_of_mail() -> None:
    left = {"creditMail": "9", "balance": 12.5, "currency": "EUR"}
    told = mail(Script(http({"success": True, "code": 200, "credits": left}))).credits()
    assert told == Credits(service="mailpartner", messages=9, balance=Decimal("12.5"), currency="EUR")


@pytest.mark.parametrize("client", [sms, mail])
def test_an_account_that_does_not_tell(client: Any) -> None:
    told = client(Script(http({"success": True, "code": 200}))).credits()
    assert (told.messages, told.balance) == (None, None)


def test_status_of_the_xml_client_is_json() -> None:
    script = Script(http({"success": True, "StatutResponse_List": []}))
    SmsPartner(api_key=KEY, wire="xml", transport=script).status(300)
    assert script.requests[0].headers["Accept"] == "application/json"
