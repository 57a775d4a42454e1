"""What a cancel at SMS Partner and Mail Partner takes: an id or a message, and the time that it is due."""

from datetime import UTC, datetime, timedelta

import pytest

from countermand import InvalidArgument, InvalidMessageId, Outcome, Phase, ScheduledMessage
from tests.facade.partners import MAIL, PRODUCTS, SMS, Product
from tests.facade.script import Script, query


def soon(minutes: float) -> datetime:
    return datetime.now(UTC) + timedelta(minutes=minutes)


@pytest.fixture(params=PRODUCTS, ids=str)
def product(request: pytest.FixtureRequest) -> Product:
    chosen: Product = request.param
    return chosen


@pytest.mark.parametrize(("minutes", "inside"), [(4, True), (-10, True), (6, False)])
def test_our_clock_is_told_beside_the_answer(product: Product, minutes: float, inside: bool) -> None:
    script = Script(product.says(False, 6))
    result = product.client(script).cancel(300, at=soon(minutes))
    assert (result.outcome, result.inside_cutoff) == (Outcome.TOO_LATE, inside)
    assert len(script.requests) == 1
    assert product.client(Script(product.says(True, 200))).cancel(300, at=soon(minutes)).inside_cutoff is inside


def scheduled(service: str, minutes: float = 4) -> ScheduledMessage:
    return ScheduledMessage(
        service=service, message_id="300", to="x", phase=Phase.SCHEDULED, scheduled_at=soon(minutes)
    )


def test_what_schedule_gave_is_cancelled_by_its_id_and_time(product: Product) -> None:
    script = Script(product.says(False, 6))
    client = product.client(script)
    assert client.cancel(scheduled(client.service)).inside_cutoff is True
    assert client.cancel(scheduled(client.service), at=soon(6)).inside_cutoff is False
    assert query(script.requests[0])["messageId"] == "300"


def test_a_message_of_another_product_is_not_sent() -> None:
    script = Script(SMS.says(True, 200))
    with pytest.raises(InvalidMessageId, match="is a message of mailpartner, and this is smspartner"):
        SMS.client(script).cancel(scheduled("mailpartner"))
    with pytest.raises(InvalidMessageId, match="is a message of smspartner, and this is mailpartner"):
        MAIL.client(script).cancel(scheduled("smspartner"))
    assert script.requests == []


def test_an_id_that_is_none_is_not_sent(product: Product) -> None:
    script = Script(product.says(True, 200))
    for wrong in (None, "", "3 00", True, 3.5):
        with pytest.raises(InvalidMessageId):
            product.client(script).cancel(wrong)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert script.requests == []


def test_only_mail_takes_an_id_that_is_no_number() -> None:
    script = Script(MAIL.says(True, 200))
    MAIL.client(script).cancel("xxx")
    assert query(script.requests[0])["messageId"] == "xxx"
    with pytest.raises(InvalidMessageId, match="digits alone"):
        SMS.client(script).cancel("xxx")


@pytest.mark.parametrize("at", [datetime(2030, 1, 1), "tomorrow"])  # noqa: DTZ001
def test_a_time_that_is_none_is_refused_before_anything_is_sent(product: Product, at: datetime) -> None:
    script = Script(product.says(True, 200))
    with pytest.raises(InvalidArgument) as caught:
        product.client(script).cancel(300, at=at)
    assert caught.value.path == "at"
    assert script.requests == []
