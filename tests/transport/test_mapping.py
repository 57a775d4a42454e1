"""The table of foreign exceptions, for those that no peer on loopback brings about."""

import ssl

import pytest
import requests
import urllib3.exceptions

from countermand.errors import ConnectError, CountermandError, RequestTimeout, TlsError, TransportError
from countermand.transport.mapping import TABLE, Foreign, mapped


def tls(reason: ssl.SSLError) -> requests.exceptions.SSLError:
    return requests.exceptions.SSLError(
        urllib3.exceptions.MaxRetryError(
            None,  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
            "/x",
            urllib3.exceptions.SSLError(reason),
        )
    )


def ssl_error(reason: str) -> ssl.SSLError:
    error = ssl.SSLError(1, reason)
    error.reason = reason
    return error


@pytest.mark.parametrize(
    ("error", "kind", "may_have_arrived"),
    [
        (requests.exceptions.ConnectTimeout("late"), ConnectError, False),
        (requests.exceptions.ProxyError("407"), ConnectError, False),
        (tls(ssl.SSLCertVerificationError(1, "self-signed")), TlsError, False),
        (tls(ssl_error("TLSV1_ALERT_PROTOCOL_VERSION")), TlsError, False),
        (tls(ssl_error("TLSV13_ALERT_CERTIFICATE_REQUIRED")), TlsError, True),
        (tls(ssl_error("DECRYPTION_FAILED_OR_BAD_RECORD_MAC")), TlsError, True),
        (requests.exceptions.ReadTimeout("late"), RequestTimeout, True),
        (requests.exceptions.ConnectionError("reset"), TransportError, True),
        (requests.exceptions.RetryError("too many"), TransportError, True),
        (urllib3.exceptions.ProtocolError("broken"), TransportError, True),
        (ConnectionResetError(104, "reset"), TransportError, True),
        (ValueError("what?"), TransportError, True),
    ],
)
def test_table(error: BaseException, kind: type[TransportError], may_have_arrived: bool) -> None:
    ours = mapped(error)
    assert type(ours) is kind
    assert ours.may_have_arrived is may_have_arrived


def test_the_most_specific_stands_first() -> None:
    kinds = [row.kind for row in TABLE]
    for position, kind in enumerate(kinds):
        assert not any(issubclass(kind, above) for above in kinds[:position]), kind


def test_a_foreign_exception_is_told_without_what_it_holds() -> None:
    error = requests.exceptions.ConnectionError(
        "Max retries exceeded with url: /S.svc/Read?LicenseKey=canary (Caused by x)"
    )
    told = Foreign.of(error)
    assert str(told) == (
        "requests.exceptions.ConnectionError: Max retries exceeded with url: /S.svc/Read?*** (Caused by x)"
    )
    assert told.args == (str(told),)


def test_every_row_gives_one_of_ours() -> None:
    for row in TABLE:
        assert isinstance(row.becomes(OSError("x")), CountermandError)
