"""Names on the wire to names in Python."""

import builtins
import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from countermand_codegen.names import class_name, constant_name, distinct, snake_name


@pytest.mark.parametrize(
    ("wire", "expected"),
    [
        ("MessageID", "message_id"),
        ("MessageId", "message_id"),
        ("From", "from_"),
        ("To", "to"),
        ("UseMMS", "use_mms"),
        ("StatusPostBackURL", "status_post_back_url"),
        ("PostbackUrl", "postback_url"),
        ("SimpleSMSsend", "simple_sms_send"),
        ("SimpleSMSsendWithPostback", "simple_sms_send_with_postback"),
        ("AdvancedSMSsendResult", "advanced_sms_send_result"),
        ("SMSError", "sms_error"),
        ("SMSIncomingMessages", "sms_incoming_messages"),
        ("STOPfromPhoneNumber", "stop_from_phone_number"),
        ("AssignedDID", "assigned_did"),
        ("DIDs", "did_s"),
        ("ScheduledDateTime", "scheduled_date_time"),
        ("ReferenceID", "reference_id"),
        ("IsUnicode", "is_unicode"),
        ("request", "request"),
        ("GetMessageStatusByReferenceID", "get_message_status_by_reference_id"),
        ("CancelMessageWebPost", "cancel_message_web_post"),
        ("ArrayOfSMSRequest", "array_of_sms_request"),
        ("ArrayOfstring", "array_of_string"),
        ("ArrayOfArrayOfint", "array_of_array_of_int"),
        ("ArrayOf", "array_of"),
        ("HTTPServer", "http_server"),
        ("already_snake", "already_snake"),
        ("with-dash.dot", "with_dash_dot"),
        ("with space", "with_space"),
        ("A", "a"),
        ("1digit", "_1_digit"),
        ("_x", "x"),
        ("__class__", "class_"),
        ("", "unnamed"),
        ("日本", "unnamed"),
        ("class", "class_"),
        ("None", "none"),
        ("match", "match_"),
        ("type", "type_"),
        ("self", "self_"),
        ("Int", "int_"),
        ("Bool", "bool_"),
        ("attrs", "attrs_"),
        ("Bytes", "bytes_"),
    ],
)
def test_snake_names(wire: str, expected: str) -> None:
    assert snake_name(wire) == expected


@pytest.mark.parametrize(
    ("wire", "expected"),
    [
        ("NoError", "NO_ERROR"),
        ("MissingDidOrInvalidMessageId", "MISSING_DID_OR_INVALID_MESSAGE_ID"),
        ("ScheduledDateTimeIsNotUTC", "SCHEDULED_DATE_TIME_IS_NOT_UTC"),
        ("All", "ALL"),
        ("None", "NONE"),
        ("True", "TRUE"),
        ("200", "_200"),
        ("", "UNNAMED"),
        ("first-one", "FIRST_ONE"),
    ],
)
def test_constants(wire: str, expected: str) -> None:
    assert constant_name(wire) == expected


@pytest.mark.parametrize(
    ("wire", "expected"),
    [
        ("OutgoingMessageRequest", "OutgoingMessageRequest"),
        ("SMSErrors", "SMSErrors"),
        ("lower", "lower"),
        ("with.dot-dash", "with_dot_dash"),
        ("1st", "_1st"),
        ("None", "None_"),
        ("class", "class_"),
        ("list", "list_"),
        ("Exception", "Exception_"),
        ('x"""; import os', "x_import_os"),
        ("日本", "__"),
        ("", "__"),
    ],
)
def test_class_names(wire: str, expected: str) -> None:
    assert class_name(wire) == expected


@given(st.text(max_size=20))
def test_any_text_gives_a_legal_name(text: str) -> None:
    for make in (snake_name, constant_name, class_name):
        name = make(text)
        assert name.isidentifier()
        assert name.isascii()
        assert not keyword.iskeyword(name)
    assert not hasattr(builtins, class_name(text))
    assert snake_name(text) == snake_name(text).lower()


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], []),
        (["a", "b"], ["a", "b"]),
        (["a", "a", "a"], ["a", "a_2", "a_3"]),
        (["a", "a", "a_2"], ["a", "a_3", "a_2"]),
        (["a_2", "a", "a"], ["a_2", "a", "a_3"]),
    ],
)
def test_distinct(names: list[str], expected: list[str]) -> None:
    assert distinct(names) == expected


@given(st.lists(st.sampled_from(["a", "a_2", "a_3", "a_2_2", "b"]), max_size=8))
def test_distinct_names_are_distinct_and_the_first_keeps_its_own(names: list[str]) -> None:
    result = distinct(iter(names))
    assert len(set(result)) == len(result) == len(names)
    for index, (name, found) in enumerate(zip(names, result, strict=True)):
        assert found == name if name not in names[:index] else found.startswith(f"{name}_")
