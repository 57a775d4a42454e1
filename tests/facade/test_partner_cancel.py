"""What a cancel at SMS Partner and Mail Partner answers, and what it asks to find out."""

import pytest

from countermand import (
    AccountSuspended,
    AmbiguousOutcome,
    AuthenticationError,
    ConnectError,
    CountermandError,
    MailPartner,
    Outcome,
    PermissionDenied,
    ProtocolError,
    RateLimited,
    ServiceError,
    SmsPartner,
    TransportError,
)
from countermand_wire.http import HttpResponse
from tests.facade.partners import KEY, MAIL, PRODUCTS, SMS, SMS_XML, Product
from tests.facade.script import LOST, UNSENT, Script, http, page, positional, query

EMPTY = http(b"")
TRUNCATED = http(b'{"success": true, "code": 20')


@pytest.fixture(params=PRODUCTS, ids=str)
def product(request: pytest.FixtureRequest) -> Product:
    chosen: Product = request.param
    return chosen


def test_a_yes_is_the_end_of_it(product: Product) -> None:
    script = Script(product.says(True, 200))
    result = product.client(script).cancel(300)
    assert result.outcome is Outcome.CANCELLED
    assert (result.message_id, result.code, result.text, result.attempts) == ("300", 200, "text", 1)
    assert result.stopped
    assert not result.verified
    assert result.inside_cutoff is None
    assert result.response is not None
    assert len(script.requests) == 1


@pytest.mark.parametrize(("product", "host"), [(SMS, "api.smspartner.fr"), (MAIL, "api.mailpartner.fr")], ids=str)
def test_what_is_asked(product: Product, host: str) -> None:
    script = Script(product.says(True, 200))
    product.client(script).cancel("300")
    (request,) = script.requests
    assert request.method == "GET"
    assert request.url.startswith(f"https://{host}/v1/message-cancel?")
    assert query(request) == {"apiKey": KEY, "messageId": "300"}
    assert request.headers["Cache-Control"] == "no-cache"
    assert request.headers["Accept"] == "application/json"
    assert request.body is None
    assert request.timeout == 30


def test_xml_is_asked_for() -> None:
    script = Script(SMS_XML.says(True, 200))
    SMS_XML.client(script).cancel("300")
    assert query(script.requests[0]) == {"apiKey": KEY, "messageId": "300", "_format": "xml"}


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (4, Outcome.NOT_FOUND),
        (5, Outcome.ALREADY_CANCELLED),
        (6, Outcome.TOO_LATE),
        (7, Outcome.ALREADY_SENT),
    ],
)
@pytest.mark.parametrize("status", [200, 400, 404, 500])
def test_the_code_says_why_whatever_the_status(product: Product, code: int, outcome: Outcome, status: int) -> None:
    result = product.client(Script(product.says(False, code, status=status))).cancel(300)
    assert (result.outcome, result.code, result.text, result.attempts) == (outcome, code, "text", 1)
    assert result.stopped is (outcome is Outcome.ALREADY_CANCELLED)


def test_success_decides_over_the_code(product: Product) -> None:
    assert product.client(Script(product.says(True, 4))).cancel(300).outcome is Outcome.CANCELLED
    with pytest.raises(ServiceError) as caught:
        product.client(Script(product.says(False, 200))).cancel(300)
    assert caught.value.code == 200


@pytest.mark.parametrize("code", [5, "5"])
def test_a_code_may_be_text(code: int | str) -> None:
    script = Script(http({"success": False, "code": code}))
    assert SMS.client(script).cancel(300).outcome is Outcome.ALREADY_CANCELLED


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (1, AuthenticationError),
        (3, ServiceError),
        (10, AuthenticationError),
        (20, AccountSuspended),
        (30, AccountSuspended),
        (40, AccountSuspended),
        (90, ServiceError),
        (96, PermissionDenied),
        (429, RateLimited),
        (777, ServiceError),
    ],
)
def test_other_codes_refuse(product: Product, code: int, kind: type[ServiceError]) -> None:
    script = Script(product.says(False, code, "the vendor's text"))
    with pytest.raises(ServiceError) as caught:
        product.client(script).cancel(300)
    assert type(caught.value) is kind
    assert (caught.value.code, caught.value.text) == (code, "the vendor's text")
    assert len(script.requests) == 1


@pytest.mark.parametrize(("status", "kind"), [(401, AuthenticationError), (403, PermissionDenied), (429, RateLimited)])
def test_a_status_refuses_where_the_body_is_not_the_vendors(
    product: Product, status: int, kind: type[ServiceError]
) -> None:
    script = Script(page(status))
    with pytest.raises(kind) as caught:
        product.client(script).cancel(300)
    assert caught.value.code == status
    assert len(script.requests) == (3 if status == 429 else 1)


def test_how_long_to_wait_is_told() -> None:
    refusal = http({"success": False, "code": 429, "message": "slow"}, 429, Retry_After="7")
    with pytest.raises(RateLimited) as caught:
        SMS.client(Script(refusal)).cancel(300)
    assert caught.value.retry_after == 7


def test_already_cancelled_after_a_lost_reply_is_our_doing(product: Product) -> None:
    script = Script(LOST, product.says(False, 5))
    result = product.client(script).cancel(300)
    assert (result.outcome, result.code, result.attempts) == (Outcome.CANCELLED, 5, 2)
    assert script.requests[0] == script.requests[1]


def test_already_cancelled_after_an_unsent_request_is_not(product: Product) -> None:
    result = product.client(Script(UNSENT, product.says(False, 5))).cancel(300)
    assert (result.outcome, result.attempts) == (Outcome.ALREADY_CANCELLED, 1)


@pytest.mark.parametrize(
    ("success", "code", "outcome"),
    [
        (True, 200, Outcome.CANCELLED),
        (False, 4, Outcome.NOT_FOUND),
        (False, 6, Outcome.TOO_LATE),
        (False, 7, Outcome.ALREADY_SENT),
    ],
)
def test_any_other_answer_after_a_lost_reply_is_taken(
    product: Product, success: bool, code: int, outcome: Outcome
) -> None:
    result = product.client(Script(LOST, product.says(success, code))).cancel(300)
    assert (result.outcome, result.attempts) == (outcome, 2)


def test_replies_that_stay_lost_are_ambiguous(product: Product) -> None:
    script = Script(LOST)
    with pytest.raises(AmbiguousOutcome) as caught:
        product.client(script).cancel(300)
    assert len(script.requests) == 3
    assert (caught.value.attempts, caught.value.message_id) == (3, "300")
    assert caught.value.__cause__ is LOST
    assert "300" not in str(caught.value)


@pytest.mark.parametrize("garbage", [page(), EMPTY, TRUNCATED, http([]), http("true"), http({}), http({"code": 200})])
def test_an_answer_that_is_none_leaves_it_open(product: Product, garbage: HttpResponse) -> None:
    result = product.client(Script(garbage, product.says(False, 5))).cancel(300)
    assert (result.outcome, result.attempts) == (Outcome.CANCELLED, 2)
    script = Script(garbage)
    with pytest.raises(ProtocolError):
        product.client(script).cancel(300)
    assert len(script.requests) == 3


@pytest.mark.parametrize(
    "body",
    [
        b"<result></result>",
        b"<result><entry>true</entry></result>",
        b"<result><entry>true</entry><entry>200</entry>",
        b"<other><entry>true</entry><entry>200</entry><entry>x</entry></other>",
        b"<result><entry>perhaps</entry><entry>200</entry><entry>x</entry></result>",
    ],
)
def test_xml_that_is_no_answer_leaves_it_open(body: bytes) -> None:
    garbage = http(body, 200, "application/xml")
    result = SMS_XML.client(Script(garbage, SMS_XML.says(False, 5))).cancel(300)
    assert (result.outcome, result.attempts) == (Outcome.CANCELLED, 2)


def test_json_is_read_where_xml_was_asked_for_and_the_other_way_round() -> None:
    assert SMS_XML.client(Script(SMS.says(False, 5))).cancel(300).outcome is Outcome.ALREADY_CANCELLED
    assert SMS.client(Script(SMS_XML.says(False, 5))).cancel(300).outcome is Outcome.ALREADY_CANCELLED


@pytest.mark.parametrize("status", [301, 302, 404, 405])
def test_a_server_that_did_not_call_is_asked_once(product: Product, status: int) -> None:
    script = Script(page(status))
    with pytest.raises(ProtocolError) as caught:
        product.client(script).cancel(300)
    assert caught.value.status == status
    assert len(script.requests) == 1


@pytest.mark.parametrize("answer", [UNSENT, ConnectError("down")])
def test_a_request_that_did_not_arrive_is_no_riddle(product: Product, answer: ConnectError) -> None:
    script = Script(answer)
    with pytest.raises(TransportError) as caught:
        product.client(script).cancel(300)
    assert caught.value is answer
    assert len(script.requests) == 3


@pytest.mark.parametrize("code", [10, 96, 429, 777])
def test_a_refusal_after_a_lost_reply_does_not_hide_it(product: Product, code: int) -> None:
    script = Script(LOST, product.says(False, code))
    with pytest.raises(AmbiguousOutcome) as caught:
        product.client(script).cancel(300)
    assert caught.value.__cause__ is LOST
    assert len(script.requests) == 2


def test_a_lost_reply_outweighs_one_that_is_none(product: Product) -> None:
    for script in (Script(LOST, page()), Script(page(), LOST, page())):
        with pytest.raises(AmbiguousOutcome) as caught:
            product.client(script).cancel(300)
        assert caught.value.__cause__ is LOST


def test_the_kept_reply_and_text_do_not_show_the_id() -> None:
    result = SMS.client(Script(SMS.says(False, 4, "message 300 is none of 2301"))).cancel(300)
    assert result.text == "message *** is none of 2301"
    assert result.response is not None
    assert b"300" not in result.response.body


def test_a_long_text_is_cut() -> None:
    result = SMS.client(Script(SMS.says(False, 4, "x" * 5000))).cancel(300)
    assert len(result.text or "") == 300


def test_a_code_without_a_text_has_the_tables() -> None:
    assert SMS.client(Script(http({"success": False, "code": 4}))).cancel(300).text == "Message not found"


def test_cancel_of_xml_reads_sections() -> None:
    body = b"<result><entry>false</entry><entry> 6 </entry><entry><![CDATA[ too late ]]></entry></result>"
    assert SMS_XML.client(Script(http(body, 200, "text/xml"))).cancel(300).outcome is Outcome.TOO_LATE


def test_errors_are_ours_alone() -> None:
    for answer in (LOST, page(), EMPTY, SMS.says(False, 10), positional("?")):
        with pytest.raises(CountermandError):
            SMS.client(Script(answer)).cancel(300)


def test_the_two_products_are_two_classes() -> None:
    assert not issubclass(SmsPartner, MailPartner)
    assert not issubclass(MailPartner, SmsPartner)


def test_the_tables_word_for_a_code_that_contradicts_is_not_repeated() -> None:
    assert SMS.client(Script(http({"success": True, "code": 5}))).cancel(300).text is None
    with pytest.raises(ServiceError) as caught:
        SMS.client(Script(http({"success": False, "code": 200}))).cancel(300)
    assert str(caught.value) == "the service refuses to cancel (200)"
