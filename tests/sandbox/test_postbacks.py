"""Postback settings of a license key and of a number."""

from uuid import UUID

import pytest

from countermand.sandbox import LICENSE_KEY, REFUSED_LICENSE_KEY
from countermand.testing import Sandbox
from countermand_bindings.esendex import (
    SMSPostbackReturnCode,
    SMSPostbackType,
)
from countermand_bindings.esendex import operations as contract
from countermand_bindings.esendex.operations.get_postback_settings_for_license_key import (
    GetPostbackSettingsForLicenseKey,
)
from countermand_bindings.esendex.operations.get_postback_settings_for_phone_number import (
    GetPostbackSettingsForPhoneNumber,
)
from countermand_bindings.esendex.operations.set_postback_enabled_for_license_key import (
    SetPostbackEnabledForLicenseKey,
)
from countermand_bindings.esendex.operations.set_postback_enabled_for_phone_number import (
    SetPostbackEnabledForPhoneNumber,
)
from countermand_bindings.esendex.operations.set_postback_url_for_license_key import SetPostbackUrlForLicenseKey
from countermand_bindings.esendex.operations.set_postback_url_for_phone_number import SetPostbackUrlForPhoneNumber
from tests.sandbox.support import Wire, ask, call, items

EMPTY = UUID(int=0)
SOAP: list[Wire] = ["soap11", "soap12"]
ALL: list[Wire] = ["json", "xml", "soap11", "soap12"]


@pytest.mark.parametrize("wire", ["json", "xml", "soap11", "soap12"])
def test_postbacks_of_a_license_key(sandbox: Sandbox, wire: Wire) -> None:
    code, kind = SMSPostbackReturnCode, SMSPostbackType

    def url(key: UUID, which: SMSPostbackType, where: str) -> object:
        request = SetPostbackUrlForLicenseKey(license_key=key, postback_type=which, url=where)
        response = call(sandbox, contract.SET_POSTBACK_URL_FOR_LICENSE_KEY, request, wire)
        return response.set_postback_url_for_license_key_result

    def enabled(which: SMSPostbackType, on: bool) -> object:
        request = SetPostbackEnabledForLicenseKey(license_key=LICENSE_KEY, postback_type=which, enabled=on)
        response = call(sandbox, contract.SET_POSTBACK_ENABLED_FOR_LICENSE_KEY, request, wire)
        return response.set_postback_enabled_for_license_key_result

    def settings(key: UUID) -> list[tuple[object, ...]]:
        request = GetPostbackSettingsForLicenseKey(license_key=key)
        response = call(sandbox, contract.GET_POSTBACK_SETTINGS_FOR_LICENSE_KEY, request, wire)
        found = items(response.get_postback_settings_for_license_key_result)
        return [(each.postback_type, each.postback_url, each.postback_enabled, each.return_code) for each in found]

    assert settings(LICENSE_KEY) == []
    assert enabled(kind.ALL, on=True) is code.NOT_FOUND
    assert url(REFUSED_LICENSE_KEY, kind.ALL, "http://e.org") is code.INVALID_LICENSE_KEY
    assert url(LICENSE_KEY, kind.ALL, "e.org") is code.INVALID_URL
    assert url(LICENSE_KEY, kind.INCOMING_MESSAGE, "http://e.org/?a=1&b=ü") is code.NO_ERROR
    assert url(LICENSE_KEY, kind.DELIVERY_RECEIPT, "https://e.org") is code.NO_ERROR
    assert enabled(kind.INCOMING_MESSAGE, on=False) is code.NO_ERROR
    assert settings(LICENSE_KEY) == [
        (kind.INCOMING_MESSAGE, "http://e.org/?a=1&b=ü", False, code.NO_ERROR),
        (kind.DELIVERY_RECEIPT, "https://e.org", True, code.NO_ERROR),
    ]
    assert settings(REFUSED_LICENSE_KEY) == [(kind.ALL, None, False, code.INVALID_LICENSE_KEY)]


@pytest.mark.parametrize("wire", ["json", "xml", "soap11", "soap12"])
def test_postbacks_of_a_number(sandbox: Sandbox, wire: Wire) -> None:
    code, kind = SMSPostbackReturnCode, SMSPostbackType

    def url(number: str, country: str) -> object:
        request = SetPostbackUrlForPhoneNumber(
            license_key=LICENSE_KEY, phone_number=number, country=country, postback_type=kind.ALL, url="http://e.org"
        )
        response = call(sandbox, contract.SET_POSTBACK_URL_FOR_PHONE_NUMBER, request, wire)
        return response.set_postback_url_for_phone_number_result

    def off(number: str) -> object:
        request = SetPostbackEnabledForPhoneNumber(
            license_key=LICENSE_KEY, phone_number=number, country="US", postback_type=kind.ALL, enabled=False
        )
        response = call(sandbox, contract.SET_POSTBACK_ENABLED_FOR_PHONE_NUMBER, request, wire)
        return response.set_postback_enabled_for_phone_number_result

    def settings(number: str) -> list[tuple[object, ...]]:
        request = GetPostbackSettingsForPhoneNumber(license_key=LICENSE_KEY, phone_number=number, country="us")
        response = call(sandbox, contract.GET_POSTBACK_SETTINGS_FOR_PHONE_NUMBER, request, wire)
        found = items(response.get_postback_settings_for_phone_number_result)
        return [(each.phone_number, each.country, each.postback_enabled, each.return_code) for each in found]

    assert url("nobody", "US") is code.INVALID_PHONE_NUMBER
    assert url("7575550000", "America") is code.INVALID_COUNTRY
    assert url("7575550000", "US") is code.NO_ERROR
    assert settings("7575550000") == [("7575550000", "US", True, code.NO_ERROR)] * 3
    assert off("7575550000") is code.NO_ERROR
    assert settings("7575550000") == [("7575550000", "US", False, code.NO_ERROR)] * 3
    assert settings("7575550001") == [("7575550001", "US", False, code.NOT_FOUND)]
    assert off("7575550001") is code.NOT_FOUND


@pytest.mark.parametrize(("spelt", "expected"), [("All", 0), ("all", 0), ("0", 0), ("2", 0), ("9", 4), ("Never", 4)])
def test_postback_type_in_a_query(sandbox: Sandbox, spelt: str, expected: int) -> None:
    line = f"GET /SetPostbackUrlForLicenseKey?LicenseKey={LICENSE_KEY}&PostBackType={spelt}&Url=http://e.org"
    assert ask(sandbox, line, "Accept: application/json").body == str(expected)
