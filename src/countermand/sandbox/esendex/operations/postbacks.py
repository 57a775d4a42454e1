"""The six operations on postback settings, of a license key or of one of its numbers."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from countermand.sandbox.esendex.account import EsendexSandbox
from countermand.sandbox.esendex.keys import EMPTY
from countermand.sandbox.esendex.postbacks import Subject
from countermand.sandbox.esendex.values import is_phone_number, or_default
from countermand_bindings.esendex import PostbackSettingsResponse, SMSPostbackReturnCode, SMSPostbackType
from countermand_bindings.esendex.operations.get_postback_settings_for_license_key import (
    GetPostbackSettingsForLicenseKey,
    GetPostbackSettingsForLicenseKeyResponse,
)
from countermand_bindings.esendex.operations.get_postback_settings_for_phone_number import (
    GetPostbackSettingsForPhoneNumber,
    GetPostbackSettingsForPhoneNumberResponse,
)
from countermand_bindings.esendex.operations.set_postback_enabled_for_license_key import (
    SetPostbackEnabledForLicenseKey,
    SetPostbackEnabledForLicenseKeyResponse,
)
from countermand_bindings.esendex.operations.set_postback_enabled_for_phone_number import (
    SetPostbackEnabledForPhoneNumber,
    SetPostbackEnabledForPhoneNumberResponse,
)
from countermand_bindings.esendex.operations.set_postback_url_for_license_key import (
    SetPostbackUrlForLicenseKey,
    SetPostbackUrlForLicenseKeyResponse,
)
from countermand_bindings.esendex.operations.set_postback_url_for_phone_number import (
    SetPostbackUrlForPhoneNumber,
    SetPostbackUrlForPhoneNumberResponse,
)
from countermand_wire.absent import Absent
from countermand_wire.enumeration import UnknownValue

__all__ = [
    "get_postback_settings_for_license_key",
    "get_postback_settings_for_phone_number",
    "set_postback_enabled_for_license_key",
    "set_postback_enabled_for_phone_number",
    "set_postback_url_for_license_key",
    "set_postback_url_for_phone_number",
]

_COUNTRY = re.compile(r"[A-Z]{2}")
_OF_NUMBER = SetPostbackEnabledForPhoneNumber | SetPostbackUrlForPhoneNumber | GetPostbackSettingsForPhoneNumber
_OF_KEY = SetPostbackEnabledForLicenseKey | SetPostbackUrlForLicenseKey | GetPostbackSettingsForLicenseKey


def get_postback_settings_for_license_key(
    account: EsendexSandbox, request: GetPostbackSettingsForLicenseKey
) -> GetPostbackSettingsForLicenseKeyResponse:
    """Return the settings of a license key; none where there are none."""
    settings = _settings(account, _subject(request), if_none=None)
    return GetPostbackSettingsForLicenseKeyResponse(get_postback_settings_for_license_key_result=settings)


def get_postback_settings_for_phone_number(
    account: EsendexSandbox, request: GetPostbackSettingsForPhoneNumber
) -> GetPostbackSettingsForPhoneNumberResponse:
    """Return the settings of one number; NotFound where there are none."""
    settings = _settings(account, _subject(request), if_none=SMSPostbackReturnCode.NOT_FOUND)
    return GetPostbackSettingsForPhoneNumberResponse(get_postback_settings_for_phone_number_result=settings)


def set_postback_url_for_license_key(
    account: EsendexSandbox, request: SetPostbackUrlForLicenseKey
) -> SetPostbackUrlForLicenseKeyResponse:
    """Set where to post, for a license key."""
    code = _set_url(account, _subject(request), request.postback_type, or_default(request.url, ""))
    return SetPostbackUrlForLicenseKeyResponse(set_postback_url_for_license_key_result=code)


def set_postback_url_for_phone_number(
    account: EsendexSandbox, request: SetPostbackUrlForPhoneNumber
) -> SetPostbackUrlForPhoneNumberResponse:
    """Set where to post, for one number."""
    code = _set_url(account, _subject(request), request.postback_type, or_default(request.url, ""))
    return SetPostbackUrlForPhoneNumberResponse(set_postback_url_for_phone_number_result=code)


def set_postback_enabled_for_license_key(
    account: EsendexSandbox, request: SetPostbackEnabledForLicenseKey
) -> SetPostbackEnabledForLicenseKeyResponse:
    """Switch posting on or off, for a license key."""
    enabled = or_default(request.enabled, default=False)
    code = _set_enabled(account, _subject(request), request.postback_type, enabled=enabled)
    return SetPostbackEnabledForLicenseKeyResponse(set_postback_enabled_for_license_key_result=code)


def set_postback_enabled_for_phone_number(
    account: EsendexSandbox, request: SetPostbackEnabledForPhoneNumber
) -> SetPostbackEnabledForPhoneNumberResponse:
    """Switch posting on or off, for one number."""
    enabled = or_default(request.enabled, default=False)
    code = _set_enabled(account, _subject(request), request.postback_type, enabled=enabled)
    return SetPostbackEnabledForPhoneNumberResponse(set_postback_enabled_for_phone_number_result=code)


def _subject(request: _OF_NUMBER | _OF_KEY) -> Subject:
    license_key = or_default(request.license_key, EMPTY)
    if isinstance(request, _OF_KEY):
        return Subject(license_key)
    return Subject(
        license_key,
        or_default(request.phone_number, "").strip() or "?",
        or_default(request.country, "").strip().upper() or "US",
    )


def _refuse(account: EsendexSandbox, subject: Subject) -> SMSPostbackReturnCode | None:
    if not account.knows(subject.license_key):
        return SMSPostbackReturnCode.INVALID_LICENSE_KEY
    if subject.phone_number and not is_phone_number(subject.phone_number):
        return SMSPostbackReturnCode.INVALID_PHONE_NUMBER
    if subject.country and not _COUNTRY.fullmatch(subject.country):
        return SMSPostbackReturnCode.INVALID_COUNTRY
    return None


def _set_url(
    account: EsendexSandbox, subject: Subject, kind: SMSPostbackType | UnknownValue | Absent, url: str
) -> SMSPostbackReturnCode:
    refused = _refuse(account, subject)
    known = _kind(kind)
    if refused is not None or known is None:
        return refused or SMSPostbackReturnCode.INVALID_POSTBACK_TYPE
    if not _is_url(url):
        return SMSPostbackReturnCode.INVALID_URL
    account.postbacks.set_url(subject, known, url)
    return SMSPostbackReturnCode.NO_ERROR


def _set_enabled(
    account: EsendexSandbox, subject: Subject, kind: SMSPostbackType | UnknownValue | Absent, *, enabled: bool
) -> SMSPostbackReturnCode:
    refused = _refuse(account, subject)
    known = _kind(kind)
    if refused is not None or known is None:
        return refused or SMSPostbackReturnCode.INVALID_POSTBACK_TYPE
    if not account.postbacks.set_enabled(subject, known, enabled=enabled):
        return SMSPostbackReturnCode.NOT_FOUND
    return SMSPostbackReturnCode.NO_ERROR


def _settings(
    account: EsendexSandbox, subject: Subject, if_none: SMSPostbackReturnCode | None
) -> list[PostbackSettingsResponse]:
    refused = _refuse(account, subject)
    found = [] if refused is not None else account.postbacks.of(subject)
    code = refused or (None if found else if_none)
    if code is not None:
        return [_setting(subject, SMSPostbackType.ALL, None, enabled=False, code=code)]
    fine = SMSPostbackReturnCode.NO_ERROR
    return [_setting(subject, each.kind, each.url, enabled=each.enabled, code=fine) for each in found]


def _setting(
    subject: Subject, kind: SMSPostbackType, url: str | None, *, enabled: bool, code: SMSPostbackReturnCode
) -> PostbackSettingsResponse:
    return PostbackSettingsResponse(
        country=subject.country or None,
        phone_number=subject.phone_number or None,
        postback_enabled=enabled,
        postback_type=kind,
        postback_url=url,
        return_code=code,
    )


def _kind(value: SMSPostbackType | UnknownValue | Absent) -> SMSPostbackType | None:
    """Return the kind; a query may spell it in any letter case, or as its number."""
    if isinstance(value, SMSPostbackType):
        return value
    if isinstance(value, Absent):
        return SMSPostbackType.ALL
    spelt = (value.xml_name or "").casefold()
    return next((kind for kind in SMSPostbackType if spelt in (kind.xml_name.casefold(), str(kind.number))), None)


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
