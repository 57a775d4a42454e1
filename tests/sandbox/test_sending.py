"""The older operations that send, and those that tell what became of it."""

from datetime import timedelta
from uuid import UUID

import pytest

from countermand.sandbox import LICENSE_KEY, REFUSED_LICENSE_KEY
from countermand.testing import Sandbox
from countermand_bindings.esendex import (
    SMSErrors,
    SMSRequest,
    SMSResponse,
)
from countermand_bindings.esendex import operations as contract
from countermand_bindings.esendex.operations.cancel_message_web_post import CancelMessageWebPost
from countermand_bindings.esendex.operations.get_keywords_web_post import GetKeywordsWebPost
from countermand_bindings.esendex.operations.get_message_status_by_reference_id import GetMessageStatusByReferenceID
from countermand_bindings.esendex.operations.get_message_status_web_post import GetMessageStatusWebPost
from countermand_bindings.esendex.operations.get_unread_incoming_messages_web_post import (
    GetUnreadIncomingMessagesWebPost,
)
from countermand_bindings.esendex.operations.simple_sms_send import SimpleSMSsend
from countermand_bindings.esendex.operations.simple_sms_send_with_postback import SimpleSMSsendWithPostback
from countermand_wire.absent import ABSENT, Absent
from tests.sandbox.support import Wire, advanced, ask, call, items, there

EMPTY = UUID(int=0)
SOAP: list[Wire] = ["soap11", "soap12"]
ALL: list[Wire] = ["json", "xml", "soap11", "soap12"]


@pytest.mark.parametrize("wire", ["json", "xml", "query", "soap11", "soap12"])
def test_simple_send(sandbox: Sandbox, wire: Wire) -> None:
    request = SimpleSMSsend(phone_number="15550100", message="Hi <&> \x01", license_key=LICENSE_KEY)
    result = there(call(sandbox, contract.SIMPLE_SMS_SEND, request, wire).simple_sms_send_result)
    assert (result.queued, result.sent, result.sms_error) == (True, False, SMSErrors.NO_ERROR)
    assert sandbox.esendex.messages[result.message_id].body == "Hi <&> \x01"


@pytest.mark.parametrize("wire", ["json", "soap12"])
def test_simple_send_with_postback(sandbox: Sandbox, wire: Wire) -> None:
    request = SimpleSMSsendWithPostback(
        phone_number="15550100", message="Hi", license_key=LICENSE_KEY, status_post_back_url="http://e.org/p"
    )
    response = call(sandbox, contract.SIMPLE_SMS_SEND_WITH_POSTBACK, request, wire)
    result = there(response.simple_sms_send_with_postback_result)
    assert sandbox.esendex.messages[result.message_id].postback_url == "http://e.org/p"


@pytest.mark.parametrize(
    ("number", "text", "key", "error", "has_id"),
    [
        ("15550100", "Hi", REFUSED_LICENSE_KEY, SMSErrors.LICENSE_KEY_INVALID, True),
        ("nobody", "Hi", LICENSE_KEY, SMSErrors.PHONE_NUMBER_INVALID, False),
        (ABSENT, "Hi", LICENSE_KEY, SMSErrors.PHONE_NUMBER_INVALID, False),
        ("15550100", None, LICENSE_KEY, SMSErrors.MESSAGE_INVALID, False),
    ],
)
def test_simple_send_that_is_refused(
    sandbox: Sandbox, number: str | Absent, text: str | None, key: UUID, error: SMSErrors, has_id: bool
) -> None:
    request = SimpleSMSsend(phone_number=number, message=text, license_key=key)
    result = there(call(sandbox, contract.SIMPLE_SMS_SEND, request).simple_sms_send_result)
    assert (result.queued, result.sms_error, result.message_id != EMPTY) == (False, error, has_id)
    assert len(sandbox.esendex.messages) == 0


@pytest.mark.parametrize("wire", ALL)
def test_advanced_send(sandbox: Sandbox, wire: Wire) -> None:
    at = sandbox.clock.now() + timedelta(hours=1)
    results = advanced(
        sandbox,
        wire,
        SMSRequest(message="a", phone_numbers=["15550100", "15550101"], reference_id="r", scheduled_date_time=at),
        SMSRequest(message="b", phone_numbers=["15550102"], assigned_did="7575550000"),
    )
    stored = [sandbox.esendex.messages[result.message_id] for result in results]
    assert [(message.body, message.to, message.due == at) for message in stored] == [
        ("a", "15550100", True),
        ("a", "15550101", True),
        ("b", "15550102", False),
    ]
    assert [result.reference_id for result in results] == ["r", "r", ABSENT]


def test_advanced_send_refuses_a_schedule_that_is_not_in_utc(sandbox: Sandbox) -> None:
    body = (
        '{"LicenseKey":"00000000-0000-0000-0000-000000000000","SMSRequests":'
        '[{"Message":"a","PhoneNumbers":["1"],"ScheduledDateTime":"/Date(9999999999999-0500)/"}]}'
    )
    reply = ask(sandbox, "POST /AdvancedSMSsend", "Content-Type: application/json", body=body)
    assert '"SMSError":5' in reply.body


@pytest.mark.parametrize("wire", ALL)
def test_status_by_reference(sandbox: Sandbox, wire: Wire) -> None:
    sent = advanced(sandbox, "json", SMSRequest(message="a", phone_numbers=["15550100", "15550101"], reference_id="r"))
    advanced(sandbox, "json", SMSRequest(message="a", phone_numbers=["15550102"], reference_id="r"), key=EMPTY)

    def look_up(reference: str, key: UUID) -> list[SMSResponse]:
        request = GetMessageStatusByReferenceID(reference_id=reference, license_key=key)
        response = call(sandbox, contract.GET_MESSAGE_STATUS_BY_REFERENCE_ID, request, wire)
        return items(response.get_message_status_by_reference_id_result)

    found = look_up("r", LICENSE_KEY)
    assert [each.message_id for each in found] == [each.message_id for each in sent]
    assert {(each.sent, each.reference_id) for each in found} == {(True, "r")}
    assert look_up("nothing", LICENSE_KEY) == []
    assert [each.sms_error for each in look_up("r", REFUSED_LICENSE_KEY)] == [SMSErrors.LICENSE_KEY_INVALID]


@pytest.mark.parametrize("wire", SOAP)
def test_the_web_post_twins(sandbox: Sandbox, wire: Wire) -> None:
    at = sandbox.clock.now() + timedelta(hours=1)
    [sent] = advanced(sandbox, wire, SMSRequest(message="a", phone_numbers=["15550100"], scheduled_date_time=at))
    cancel = CancelMessageWebPost(message_id=sent.message_id)
    response = call(sandbox, contract.CANCEL_MESSAGE_WEB_POST, cancel, wire)
    assert response.cancel_message_web_post_result is True
    look = GetMessageStatusWebPost(message_id=sent.message_id)
    status = call(sandbox, contract.GET_MESSAGE_STATUS_WEB_POST, look, wire).get_message_status_web_post_result
    assert there(status).cancelled is True
    sandbox.esendex.receive("15550100", "7575550000", "Hello")
    fetch = GetUnreadIncomingMessagesWebPost(license_key=LICENSE_KEY)
    unread = call(sandbox, contract.GET_UNREAD_INCOMING_MESSAGES_WEB_POST, fetch, wire)
    assert [each.message for each in items(unread.get_unread_incoming_messages_web_post_result)] == ["Hello"]
    keywords = call(sandbox, contract.GET_KEYWORDS_WEB_POST, GetKeywordsWebPost(license_key=LICENSE_KEY), wire)
    assert there(keywords.get_keywords_web_post_result).sms_keyword == []
