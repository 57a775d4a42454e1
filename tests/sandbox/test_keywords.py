"""Keywords on short codes."""

from uuid import UUID

import pytest

from countermand.sandbox import LICENSE_KEY, REFUSED_LICENSE_KEY
from countermand.testing import Sandbox
from countermand_bindings.esendex import (
    KeywordRequestInfo,
    SMSKeywordRequest,
    SMSKeywordReturnCode,
)
from countermand_bindings.esendex import operations as contract
from countermand_bindings.esendex.operations.assign_keyword import AssignKeyword
from countermand_bindings.esendex.operations.get_keywords import GetKeywords
from countermand_bindings.esendex.operations.remove_keyword import RemoveKeyword
from tests.sandbox.support import Wire, call, items, there

EMPTY = UUID(int=0)
SOAP: list[Wire] = ["soap11", "soap12"]
ALL: list[Wire] = ["json", "xml", "soap11", "soap12"]


def keywords(key: UUID, *pairs: tuple[str | None, str]) -> SMSKeywordRequest:
    infos = [KeywordRequestInfo(keyword=word, short_code=code) for word, code in pairs]
    return SMSKeywordRequest(license_key=key, sms_keywords=infos)


@pytest.mark.parametrize("wire", ALL)
def test_keywords(sandbox: Sandbox, wire: Wire) -> None:
    code = SMSKeywordReturnCode

    def assign(key: UUID, *pairs: tuple[str | None, str]) -> list[object]:
        request = AssignKeyword(keyword_request=keywords(key, *pairs))
        response = there(call(sandbox, contract.ASSIGN_KEYWORD, request, wire).assign_keyword_result)
        if response.return_code is not code.NO_ERROR:
            return [response.return_code]
        return [each.return_code for each in items(response.sms_keyword)]

    def remove(key: UUID, *pairs: tuple[str | None, str]) -> list[object]:
        request = RemoveKeyword(keyword_request=keywords(key, *pairs))
        response = there(call(sandbox, contract.REMOVE_KEYWORD, request, wire).remove_keyword_result)
        return [each.return_code for each in items(response.sms_keyword)]

    def listed() -> list[tuple[object, object]]:
        request = GetKeywords(license_key=LICENSE_KEY)
        response = there(call(sandbox, contract.GET_KEYWORDS, request, wire).get_keywords_result)
        return [(each.keyword, each.short_code) for each in items(response.sms_keyword)]

    assert assign(LICENSE_KEY, ("Sale", "12345"), ("SALE", "12345"), ("Sale", "54321")) == [
        code.KEYWORD_ADDED,
        code.KEYWORD_ALREADY_IN_USE,
        code.KEYWORD_ADDED,
    ]
    assert assign(LICENSE_KEY, ("", "12345"), (None, "12345"), ("a b", "12345"), ("ok", "x")) == [
        code.KEYWORD_INVALID,
        code.KEYWORD_INVALID,
        code.KEYWORD_INVALID,
        code.SHORT_CODE_INVALID,
    ]
    assert assign(EMPTY, ("Other", "12345")) == [code.SHORT_CODE_NOT_ASSIGNED_TO_KEY]
    assert assign(REFUSED_LICENSE_KEY, ("Sale", "12345")) == [code.LICENSE_KEY_INVALID]
    assert listed() == [("Sale", "12345"), ("Sale", "54321")]
    assert remove(EMPTY, ("Sale", "12345")) == [code.SHORT_CODE_NOT_ASSIGNED_TO_KEY]
    assert remove(LICENSE_KEY, ("sale", "12345"), ("sale", "12345")) == [code.KEYWORD_REMOVED, code.KEYWORD_NOT_FOUND]
    assert listed() == [("Sale", "54321")]
