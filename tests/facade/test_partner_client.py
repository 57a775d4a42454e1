"""The options of SmsPartner and MailPartner, and their generated operations."""

from typing import Any

import pytest

from countermand import ConfigurationError, MailPartner, SmsPartner
from countermand.testing import RecordingTransport
from tests.facade.partners import KEY, SMS
from tests.facade.script import Script, http, positional, query, sent


@pytest.fixture(params=[SmsPartner, MailPartner])
def facade(request: pytest.FixtureRequest) -> Any:
    return request.param


def test_the_key_comes_from_the_environment(facade: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    variable = f"COUNTERMAND_{facade.__name__.upper()}_API_KEY"
    with pytest.raises(ConfigurationError, match=f"no api key: pass api_key=... or set {variable}"):
        facade()
    monkeypatch.setenv(variable, f" {KEY} ")
    script = Script(http({"success": True}))
    facade(transport=script).cancel(1)
    assert query(script.requests[0])["apiKey"] == KEY


@pytest.mark.parametrize("key", ["", "  ", "two words", "caf\xe9", "a\nb", 5])
def test_a_key_that_is_none_is_refused_and_not_quoted(facade: Any, key: object) -> None:
    with pytest.raises(ConfigurationError, match="api_key") as caught:
        facade(api_key=key)
    assert "words" not in str(caught.value)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"base_url": "http://api.smspartner.fr/v1"}, "in the clear"),
        ({"base_url": "https://api.smspartner.fr/v1?x=1"}, "without a query"),
        ({"timeout": 0}, "timeout"),
        ({"transport": object()}, "transport"),
    ],
)
def test_an_option_that_is_wrong_is_refused(facade: Any, options: dict[str, object], problem: str) -> None:
    with pytest.raises(ConfigurationError, match=problem):
        facade(api_key=KEY, **options)


def test_a_wire_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="wire is not one of: json, xml"):
        SmsPartner(api_key=KEY, wire="soap11")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_reprs_show_no_key(facade: Any) -> None:
    client = facade(api_key=KEY)
    assert KEY not in repr(client) + repr(client._channel) + str(client)
    assert facade.__name__ in repr(client)


def test_a_base_url_of_ones_own() -> None:
    script = Script(http({"success": True}))
    SmsPartner(api_key=KEY, base_url="http://127.0.0.1:8025/smspartner/v1/", transport=script, timeout=3).cancel(1)
    assert script.requests[0].url.startswith("http://127.0.0.1:8025/smspartner/v1/message-cancel?")
    assert script.requests[0].timeout == 3


def test_an_own_transport_is_closed_and_a_given_one_is_not(facade: Any) -> None:
    closed = []

    class Transport(RecordingTransport):
        def close(self) -> None:
            closed.append(self)

    with facade(api_key=KEY, transport=Transport(lambda _: http({}))):
        pass
    assert closed == []
    with facade(api_key=KEY) as client:
        assert client.service == facade.__name__.lower()
    client.close()


def test_the_operations_have_the_key_filled_in() -> None:
    script = Script(http({"success": True, "code": 200, "stopId": 19}))
    api = SmsPartner(api_key=KEY, transport=script).api
    assert api.me().success
    api.stop_sms_add(phone_number="+33639980001")
    api.message_cancel(message_id="300")
    api.message_cancel(message_id="300", api_key="another")
    assert query(script.requests[0]) == {"apiKey": KEY}
    assert sent(script.requests[1]) == {"apiKey": KEY, "phoneNumber": "+33639980001"}
    assert query(script.requests[2]) == {"apiKey": KEY, "messageId": "300"}
    assert query(script.requests[3]) == {"apiKey": "another", "messageId": "300"}


def test_a_refusal_of_an_operation_is_a_reply() -> None:
    reply = SMS.client(Script(http({"success": False, "code": 10, "message": "no"}))).api.me()
    assert (reply.success, reply.code, reply.message) == (False, 10, "no")


def test_xml_is_asked_for_where_there_is_some() -> None:
    script = Script(positional(True, 200, "ok"), http({"success": True}))
    client = SmsPartner(api_key=KEY, wire="xml", transport=script)
    assert client.api.message_cancel(message_id="300").success
    assert client.api.me().success
    assert query(script.requests[0]) == {"apiKey": KEY, "messageId": "300", "_format": "xml"}
    assert script.requests[0].headers["Accept"] == "application/xml"
    assert query(script.requests[1]) == {"apiKey": KEY}
    assert script.requests[1].headers["Accept"] == "application/json"


def test_mail_operations() -> None:
    script = Script(http({"success": True}))
    client = MailPartner(api_key=KEY, transport=script)
    assert client.api is client.api
    client.api.bulk_status(message_id="xxx")
    assert query(script.requests[0]) == {"apiKey": KEY, "messageId": "xxx"}
