"""An error's traceback ends at the facade: what shows locals finds no key, id, number or text in it."""

import traceback
from datetime import UTC, datetime, timedelta

import pytest

from countermand import (
    AmbiguousOutcome,
    ConfigurationError,
    CountermandError,
    Esendex,
    HttpRequest,
    HttpResponse,
    InvalidMessageId,
    RequestTimeout,
    SmsPartner,
)
from countermand.traceless import traceless
from tests.facade.vendor import KEY, MESSAGE


class Lost:
    def send(self, request: HttpRequest, /) -> HttpResponse:
        raise RequestTimeout("no reply in time")


def shown_with_locals(error: BaseException) -> str:
    """Return the traceback as an error tracker has it, without the frame of the test itself."""
    assert error.__traceback__ is not None
    below = error.__traceback__.tb_next
    return "".join(traceback.TracebackException(type(error), error, below, capture_locals=True).format())


def test_no_local_of_ours_is_in_a_traceback() -> None:
    client = Esendex(license_key=KEY, transport=Lost())
    with pytest.raises(AmbiguousOutcome) as caught:
        client.cancel(MESSAGE)
    shown = shown_with_locals(caught.value)
    assert "RequestTimeout: no reply in time" in shown
    assert shown.count("File ") == 1
    assert "in called" in shown
    assert str(MESSAGE) not in shown
    assert str(KEY) not in shown


def test_nor_of_a_schedule_a_wrong_id_and_a_wrong_key() -> None:
    partner = SmsPartner(api_key="canary-key", transport=Lost())
    at = (datetime.now(UTC) + timedelta(days=3)).replace(hour=12, minute=0, second=0, microsecond=0)
    with pytest.raises(AmbiguousOutcome) as lost:
        partner.schedule(["+33639980042"], "canary text", at)
    with pytest.raises(InvalidMessageId) as wrong:
        partner.cancel("canary id")
    with pytest.raises(ConfigurationError) as key:
        Esendex(license_key="canary-key")
    with pytest.raises(CountermandError) as typed:
        partner.api.me()
    for caught in (lost, wrong, key):
        shown = shown_with_locals(caught.value)
        assert "canary" not in shown
        assert "39980042" not in shown
    assert "canary" not in shown_with_locals(typed.value)


def test_what_is_no_error_of_ours_keeps_its_frames() -> None:
    @traceless
    def buggy(value: str) -> str:
        def inner() -> str:
            raise KeyError(value)

        return inner()

    with pytest.raises(KeyError) as caught:
        buggy("x")
    assert "in inner" in shown_with_locals(caught.value)
    assert buggy.__name__ == "buggy"


def test_a_foreign_cause_keeps_its_frames() -> None:
    class Own:
        def send(self, request: HttpRequest, /) -> HttpResponse:
            try:
                open("/nowhere/at/all")  # noqa: PTH123, SIM115
            except OSError as error:
                raise RequestTimeout("no reply") from error
            raise AssertionError

    with pytest.raises(AmbiguousOutcome) as caught:
        Esendex(license_key=KEY, transport=Own()).cancel_all()
    cause = caught.value.__cause__
    assert isinstance(cause, RequestTimeout)
    assert cause.__traceback__ is None
    assert isinstance(cause.__cause__, OSError)
    assert cause.__cause__.__traceback__ is not None
