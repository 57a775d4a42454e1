"""Scheduling at SMS Partner and Mail Partner: what is sent, what is refused before, what the reply amounts to."""

from datetime import UTC, datetime
from typing import Any

import pytest

from countermand import (
    AccountSuspended,
    AmbiguousOutcome,
    AuthenticationError,
    ConnectError,
    InvalidArgument,
    MailPartner,
    PermissionDenied,
    Phase,
    ProtocolError,
    RateLimited,
    ScheduledMessage,
    ServiceError,
    SmsPartner,
)
from countermand_wire.http import HttpResponse
from tests.facade.partners import KEY
from tests.facade.script import LOST, UNSENT, Script, http, page, positional, sent

AT = datetime(2030, 7, 15, 11, 5, tzinfo=UTC)
TO = ["+33639980001", "06 39 98 00 02"]
MAILS = ["a@example.com", "b@example.com"]
SMS_TAKEN = http({"success": True, "code": 200, "message_id": 300, "nb_sms": 2, "cost": 0.08, "currency": "EUR"})
MAIL_TAKEN = http({"success": True, "code": 200, "messageId": "xxx", "nbMail": 2, "cost": "0.1", "currency": "EUR"})


def sms(script: Script, **arguments: Any) -> list[ScheduledMessage]:
    wanted: dict[str, Any] = {"to": TO, "body": "Sale!", "at": AT, **arguments}
    return SmsPartner(api_key=KEY, transport=script).schedule(**wanted)


def mail(script: Script, **arguments: Any) -> list[ScheduledMessage]:
    wanted: dict[str, Any] = {"to": MAILS, "subject": "Sale", "html": "<p>Sale!</p>", "at": AT, **arguments}
    return MailPartner(api_key=KEY, transport=script).schedule(**wanted)


def test_an_sms_is_scheduled() -> None:
    script = Script(SMS_TAKEN)
    first, second = sms(script)
    assert (first.message_id, first.to, first.phase, first.code) == ("300", TO[0], Phase.SCHEDULED, 200)
    assert (second.message_id, second.to, second.scheduled_at) == ("300", TO[1], AT)
    assert first.accepted
    (request,) = script.requests
    assert (request.method, request.url) == ("POST", "https://api.smspartner.fr/v1/send")
    assert KEY not in request.url
    assert sent(request) == {
        "apiKey": KEY,
        "phoneNumbers": "+33639980001,06 39 98 00 02",
        "message": "Sale!",
        "scheduledDeliveryDate": "15/07/2030",
        "time": 13,
        "minute": 5,
    }


def test_everything_that_an_sms_may_have() -> None:
    script = Script(SMS_TAKEN)
    sms(
        script,
        to=TO[:1],
        sender="Shop 12",
        tag="sale",
        low_cost=True,
        stop_notice=True,
        unicode=True,
        reply_url="https://example.com/replies",
        receipt_url="https://example.com/receipts",
    )
    assert sent(script.requests[0]) == {
        "apiKey": KEY,
        "phoneNumbers": "+33639980001",
        "message": "Sale!",
        "gamme": 2,
        "sender": "Shop 12",
        "tag": "sale",
        "scheduledDeliveryDate": "15/07/2030",
        "time": 13,
        "minute": 5,
        "urlResponse": "https://example.com/replies",
        "urlDlr": "https://example.com/receipts",
        "isStopSms": 1,
        "isUnicode": 1,
    }


def test_an_sms_over_xml() -> None:
    script = Script(positional(True, 200, 300, 2, "0.08", "EUR"))
    (message, _) = SmsPartner(api_key=KEY, wire="xml", transport=script).schedule(TO, "Sale!", AT)
    assert message.message_id == "300"
    body = sent(script.requests[0])
    assert isinstance(body, dict)
    assert body["_format"] == "xml"
    assert script.requests[0].headers["Accept"] == "application/xml"


def test_a_mail_is_scheduled() -> None:
    script = Script(MAIL_TAKEN)
    first, second = mail(script)
    assert (first.message_id, first.to, second.message_id, second.to) == ("xxx", MAILS[0], "xxx", MAILS[1])
    (request,) = script.requests
    assert (request.method, request.url) == ("POST", "https://api.mailpartner.fr/v1/send")
    assert sent(request) == {
        "apiKey": KEY,
        "subject": "Sale",
        "htmlContent": "<p>Sale!</p>",
        "params": {"to": [{"email": "a@example.com"}, {"email": "b@example.com"}]},
        "scheduledDeliveryDate": "15/07/2030",
        "time": "13",
        "minute": "05",
    }


def test_everything_that_a_mail_may_have() -> None:
    script = Script(MAIL_TAKEN)
    mail(script, sender="shop@example.com", sender_name="Shop", reply_to="help@example.com", tag="sale")
    body = sent(script.requests[0])
    assert isinstance(body, dict)
    assert body["from"] == {"email": "shop@example.com", "name": "Shop"}
    assert body["replyTo"] == {"email": "help@example.com"}
    assert body["tag"] == "sale"


def test_a_doubled_hour_is_chosen() -> None:
    script = Script(SMS_TAKEN)
    second = datetime(2030, 10, 27, 1, 30, tzinfo=UTC)
    with pytest.raises(InvalidArgument, match="comes twice"):
        sms(script, at=second)
    assert sms(script, at=second, doubled_hour="second")[0].scheduled_at == second
    assert len(script.requests) == 1


COMMON = [
    ({"to": []}, "to", "is empty"),
    ({"to": "+33639980001"}, "to", "is not a list"),
    ({"to": [5]}, "to[0]", "is not text"),
    ({"at": datetime(2030, 7, 15, 11, 4, tzinfo=UTC)}, "at", "step of five minutes"),
    ({"at": datetime(2030, 7, 15, 11, 5)}, "at", "no time zone"),  # noqa: DTZ001
    ({"at": datetime(2020, 7, 15, 11, 5, tzinfo=UTC)}, "at", "not in the future"),
    ({"tag": "two words"}, "tag", "without spaces"),
    ({"tag": "Capital"}, "tag", "capitals"),
    ({"tag": "x" * 21}, "tag", "20 characters"),
    ({"tag": 5}, "tag", "is not text"),
]

OF_SMS = [
    ({"to": [*TO, "+33639980001,+33639980002"]}, "to[2]", "holds a comma"),
    ({"to": ["Alice"]}, "to[0]", "is not a phone number"),
    ({"to": ["++33639980001"]}, "to[0]", "is not a phone number"),
    ({"to": ["+33639980001\n"]}, "to[0]", "is not a phone number"),
    ({"to": [TO[0]] * 501}, "to", "more than 500 numbers"),
    ({"body": ""}, "body", "is empty"),
    ({"body": " \n"}, "body", "is empty"),
    ({"body": b"x"}, "body", "is not text"),
    ({"body": "\ud83d"}, "body", "half of a surrogate pair"),
    ({"body": "x" * 1531}, "body", "longer than 1530 characters"),
    ({"body": "x" * 701, "unicode": True}, "body", "longer than 700 characters"),
    ({"body": "x" * 161, "low_cost": True}, "body", "longer than 160 characters"),
    ({"sender": "ab"}, "sender", "3 to 11"),
    ({"sender": "x" * 12}, "sender", "3 to 11"),
    ({"sender": "Shop!"}, "sender", "3 to 11"),
    ({"sender": "Soci\xe9t\xe9"}, "sender", "3 to 11"),
    ({"low_cost": 1}, "low_cost", "neither True nor False"),
    ({"stop_notice": "yes"}, "stop_notice", "neither True nor False"),
    ({"unicode": None}, "unicode", "neither True nor False"),
    ({"reply_url": "example.com"}, "reply_url", "is not a URL"),
    ({"receipt_url": "ftp://example.com"}, "receipt_url", "is not a URL"),
    ({"receipt_url": "https://[x"}, "receipt_url", "is not a URL"),
]

OF_MAIL = [
    ({"to": ["a@example.com,b@example.com"]}, "to[0]", "is not a mail address"),
    ({"to": ["Alice <a@example.com>"]}, "to[0]", "is not a mail address"),
    ({"to": ["example.com"]}, "to[0]", "is not a mail address"),
    ({"to": ["a@example.com"] * 501}, "to", "more than 500 addresses"),
    ({"subject": ""}, "subject", "is empty"),
    ({"subject": "a\nBcc: b@example.com"}, "subject", "line end"),
    ({"html": ""}, "html", "is empty"),
    ({"tag": "ab"}, "tag", "3 to 20"),
    ({"sender": "shop"}, "sender", "is not a mail address"),
    ({"sender_name": "Shop"}, "sender_name", "without its address"),
    ({"reply_to": "a@example.com", "reply_to_name": "a\nb"}, "reply_to_name", "line end"),
]


@pytest.mark.parametrize(
    ("schedule", "wrong", "path", "problem"),
    [(sms, *row) for row in COMMON + OF_SMS] + [(mail, *row) for row in COMMON + OF_MAIL],
)
def test_an_argument_that_cannot_be_sent(schedule: Any, wrong: dict[str, object], path: str, problem: str) -> None:
    script = Script(SMS_TAKEN)
    with pytest.raises(InvalidArgument, match=problem) as caught:
        schedule(script, **wrong)
    assert caught.value.path == path
    assert script.requests == []


def test_what_just_fits_is_sent() -> None:
    script = Script(SMS_TAKEN)
    sms(script, to=[TO[0]] * 500, body="x" * 1530, sender="x" * 11, tag="x" * 20)
    sms(script, body="x" * 160, low_cost=True, sender="abc", tag="x")
    mail(Script(MAIL_TAKEN), to=[MAILS[0]] * 500, subject="\xa0Prix\xa0: 5\xa0\u20ac", tag="abc")
    assert len(script.requests) == 2


@pytest.mark.parametrize("schedule", [sms, mail])
def test_a_lost_reply_is_ambiguous_and_not_repeated(schedule: Any) -> None:
    script = Script(LOST)
    with pytest.raises(AmbiguousOutcome, match="may or may not be scheduled") as caught:
        schedule(script)
    assert len(script.requests) == 1
    assert caught.value.__cause__ is LOST


@pytest.mark.parametrize("schedule", [sms, mail])
def test_a_request_that_did_not_arrive_is_repeated(schedule: Any) -> None:
    script = Script(UNSENT, http({"success": True, "code": 200, "message_id": "7"}))
    assert schedule(script)[0].message_id == "7"
    with pytest.raises(ConnectError):
        schedule(Script(UNSENT))


@pytest.mark.parametrize("schedule", [sms, mail])
@pytest.mark.parametrize("garbage", [page(), http(b""), http(b'{"success"'), http({"message_id": 300})])
def test_an_answer_that_is_none_is_not_repeated(schedule: Any, garbage: HttpResponse) -> None:
    script = Script(garbage)
    with pytest.raises(ProtocolError):
        schedule(script)
    assert len(script.requests) == 1


@pytest.mark.parametrize("schedule", [sms, mail])
@pytest.mark.parametrize("members", [{}, {"message_id": ""}, {"message_id": " "}])
def test_a_yes_without_an_id_is_ambiguous(schedule: Any, members: dict[str, object]) -> None:
    script = Script(http({"success": True, "code": 200, **members}))
    with pytest.raises(AmbiguousOutcome, match="gives no id"):
        schedule(script)
    assert len(script.requests) == 1


@pytest.mark.parametrize("schedule", [sms, mail])
@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (10, AuthenticationError),
        (20, AccountSuspended),
        (11, ServiceError),
        (47, ServiceError),
        (96, PermissionDenied),
        (429, RateLimited),
        (500, ServiceError),
        (777, ServiceError),
    ],
)
@pytest.mark.parametrize("status", [200, 400])
def test_a_refusal(schedule: Any, code: int, kind: type[ServiceError], status: int) -> None:
    with pytest.raises(ServiceError) as caught:
        schedule(Script(http({"success": False, "code": code, "message": "no"}, status)))
    assert type(caught.value) is kind
    assert (caught.value.code, caught.value.text) == (code, "no")


@pytest.mark.parametrize("name", ["errors", "error"])
def test_what_is_wrong_with_each_member_is_told(name: str) -> None:
    violations = [{"elementId": "children[minute].data", "message": "wrong minute"}, {"elementId": "x", "message": "y"}]
    with pytest.raises(ServiceError) as caught:
        sms(Script(http({"success": False, "code": 9, name: violations})))
    assert caught.value.text == "children[minute].data: wrong minute x: y"


def test_a_list_of_refused_numbers_is_told_without_them() -> None:
    nested = [{"success": False, "code": "9", "message": f"{TO[0]} is no mobile"}]
    with pytest.raises(ServiceError) as caught:
        sms(Script(http({"success": False, "code": 55, "message": "No number", "errors": nested})))
    assert caught.value.text == "No number *** is no mobile"


def test_what_is_wrong_is_told_over_xml() -> None:
    body = b"""<result><entry>false</entry><entry>9</entry><entry>
      <entry><entry>children[minute].data</entry><entry><![CDATA[wrong minute]]></entry></entry></entry></result>"""
    client = SmsPartner(api_key=KEY, wire="xml", transport=Script(http(body, 200, "application/xml")))
    with pytest.raises(ServiceError) as caught:
        client.schedule(TO, "Sale!", AT)
    assert (caught.value.code, caught.value.text) == (9, "children[minute].data: wrong minute")
