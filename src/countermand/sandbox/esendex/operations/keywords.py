"""GetKeywords and its WebPost twin, AssignKeyword, RemoveKeyword."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from countermand.sandbox.esendex.account import EsendexSandbox
from countermand.sandbox.esendex.keys import EMPTY
from countermand.sandbox.esendex.values import or_default, wall_clock
from countermand.sandbox.wcf import NullRequest
from countermand_bindings.esendex import (
    KeywordRequestInfo,
    KeywordResponseInfo,
    SMSKeywordRequest,
    SMSKeywordResponse,
    SMSKeywordReturnCode,
)
from countermand_bindings.esendex.operations.assign_keyword import AssignKeyword, AssignKeywordResponse
from countermand_bindings.esendex.operations.get_keywords import GetKeywords, GetKeywordsResponse
from countermand_bindings.esendex.operations.get_keywords_web_post import GetKeywordsWebPost, GetKeywordsWebPostResponse
from countermand_bindings.esendex.operations.remove_keyword import RemoveKeyword, RemoveKeywordResponse
from countermand_wire.absent import Absent

__all__ = ["assign_keyword", "get_keywords", "get_keywords_web_post", "remove_keyword"]


def get_keywords(account: EsendexSandbox, request: GetKeywords) -> GetKeywordsResponse:
    """Return the keywords of a license key."""
    return GetKeywordsResponse(get_keywords_result=_list(account, or_default(request.license_key, EMPTY)))


def get_keywords_web_post(account: EsendexSandbox, request: GetKeywordsWebPost) -> GetKeywordsWebPostResponse:
    """Do as `get_keywords` does."""
    keywords = _list(account, or_default(request.license_key, EMPTY))
    return GetKeywordsWebPostResponse(get_keywords_web_post_result=keywords)


def assign_keyword(account: EsendexSandbox, request: AssignKeyword) -> AssignKeywordResponse:
    """Put keywords on short codes; each one has its own return code."""

    def assign(license_key: UUID, keyword: str, short_code: str) -> SMSKeywordReturnCode:
        return account.keywords.assign(license_key, keyword, short_code, account.clock.now())

    return AssignKeywordResponse(assign_keyword_result=_each(account, request.keyword_request, assign))


def remove_keyword(account: EsendexSandbox, request: RemoveKeyword) -> RemoveKeywordResponse:
    """Take keywords off short codes; each one has its own return code."""
    return RemoveKeywordResponse(remove_keyword_result=_each(account, request.keyword_request, account.keywords.remove))


def _list(account: EsendexSandbox, license_key: UUID) -> SMSKeywordResponse:
    if not account.knows(license_key):
        return _refused()
    infos = [
        KeywordResponseInfo(
            entry_date=wall_clock(word.entered),
            keyword=word.keyword,
            return_code=SMSKeywordReturnCode.NO_ERROR,
            short_code=word.short_code,
        )
        for word in account.keywords.of(license_key)
    ]
    return SMSKeywordResponse(return_code=SMSKeywordReturnCode.NO_ERROR, sms_keyword=infos)


def _each(
    account: EsendexSandbox,
    request: SMSKeywordRequest | Absent | None,
    change: Callable[[UUID, str, str], SMSKeywordReturnCode],
) -> SMSKeywordResponse:
    if not request:
        raise NullRequest("the operation was called without a request")
    if not account.knows(request.license_key):
        return _refused()
    nothing: Sequence[KeywordRequestInfo | None] = ()
    infos = [
        _changed(account, request.license_key, info, change)
        for info in or_default(request.sms_keywords, nothing)
        if info is not None
    ]
    return SMSKeywordResponse(return_code=SMSKeywordReturnCode.NO_ERROR, sms_keyword=infos)


def _changed(
    account: EsendexSandbox,
    license_key: UUID,
    info: KeywordRequestInfo,
    change: Callable[[UUID, str, str], SMSKeywordReturnCode],
) -> KeywordResponseInfo:
    keyword, short_code = or_default(info.keyword, ""), or_default(info.short_code, "")
    return KeywordResponseInfo(
        entry_date=wall_clock(account.clock.now()),
        keyword=keyword,
        return_code=change(license_key, keyword, short_code),
        short_code=short_code,
    )


def _refused() -> SMSKeywordResponse:
    return SMSKeywordResponse(return_code=SMSKeywordReturnCode.LICENSE_KEY_INVALID, sms_keyword=None)
