"""The sandbox's own pages and log tell nothing of what it was given, whoever opens them."""

import logging
from datetime import timedelta

import pytest
import requests

from countermand import BasicAuth, Esendex, MailPartner, ServiceError, SmsPartner, VoltMx
from countermand.sandbox import API_KEY, LICENSE_KEY, VOLTMX_PASSWORD, VOLTMX_USER
from countermand.testing import Sandbox
from tests.facade.canaries import ADDRESS, NUMBER, TEXT, assert_clean, logged

PAGES = (
    "/",
    "/nothing/here",
    "/esendex/Messaging.svc",
    "/esendex/Messaging.svc?wsdl",
    "/esendex/Messaging.svc?singleWsdl",
    "/esendex/Messaging.svc/help",
    "/esendex/Messaging.svc/help/operations/SendMessage",
    "/esendex/Messaging.svc/help/operations/Nothing",
    "/esendex/Messaging.svc/Nothing",
    "/smspartner/v1",
    "/mailpartner/v1",
    "/voltmx/vpns",
    "/voltmx/vpns/nothing",
)


@pytest.mark.parametrize("secret", [NUMBER, TEXT, ADDRESS])
def test_no_page_tells_what_the_sandbox_was_given(secret: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with Sandbox() as sandbox:
        ids = schedule_everywhere(sandbox)
        said = "".join(requests.get(f"{sandbox.url}{page}", timeout=30).text for page in PAGES)
    assert_clean(said + logged(caplog))
    assert [each for each in (*ids, secret, API_KEY, VOLTMX_PASSWORD) if each in said] == []


def schedule_everywhere(sandbox: Sandbox) -> list[str]:
    at = (sandbox.clock.now() + timedelta(days=2)).replace(hour=10, minute=0, second=0, microsecond=0)
    auth = BasicAuth(VOLTMX_USER, VOLTMX_PASSWORD)
    with (
        Esendex(license_key=LICENSE_KEY, base_url=sandbox.esendex_url) as esendex,
        SmsPartner(api_key=API_KEY, base_url=sandbox.smspartner_url) as sms,
        MailPartner(api_key=API_KEY, base_url=sandbox.mailpartner_url) as mail,
        VoltMx(base_url=sandbox.voltmx_url, auth=auth) as volt,
    ):
        sent = esendex.schedule([NUMBER], TEXT, at)
        sent += sms.schedule([NUMBER], TEXT, at)
        sent += mail.schedule([ADDRESS], TEXT, TEXT, at, sender=ADDRESS)
        sent += volt.schedule([NUMBER], TEXT, at, registered_only=False)
    return [each.message_id for each in sent if each.message_id is not None and len(each.message_id) > 5]


def test_its_log_of_a_fault_of_its_own_tells_nothing_of_the_call(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise ValueError(f"cannot take {TEXT} to {NUMBER}")

    monkeypatch.setattr("countermand.sandbox.routes.Routes.find", fail)
    with Sandbox() as sandbox, SmsPartner(api_key=API_KEY, base_url=sandbox.smspartner_url) as sms:
        at = (sandbox.clock.now() + timedelta(days=2)).replace(hour=10, minute=0, second=0, microsecond=0)
        with pytest.raises(ServiceError):
            sms.schedule([NUMBER], TEXT, at)
    assert "/smspartner failed to answer" in caplog.text
    assert "ValueError: cannot take *** to ***" in caplog.text
    assert_clean(logged(caplog))
