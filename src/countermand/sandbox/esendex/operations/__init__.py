"""What each operation of Messaging.svc does: functions from the account and a request to a reply.

They are joined to their codecs in `countermand.sandbox.esendex.service`, one by one.
"""

from countermand.sandbox.esendex.operations.cancelling import (
    cancel_all_messages,
    cancel_message,
    cancel_message_web_post,
)
from countermand.sandbox.esendex.operations.keywords import (
    assign_keyword,
    get_keywords,
    get_keywords_web_post,
    remove_keyword,
)
from countermand.sandbox.esendex.operations.media import (
    create_media_from_content,
    create_media_from_url,
    get_media,
    get_media_info,
    remove_media,
)
from countermand.sandbox.esendex.operations.postbacks import (
    get_postback_settings_for_license_key,
    get_postback_settings_for_phone_number,
    set_postback_enabled_for_license_key,
    set_postback_enabled_for_phone_number,
    set_postback_url_for_license_key,
    set_postback_url_for_phone_number,
)
from countermand.sandbox.esendex.operations.reading import (
    get_system_keyword_responses,
    get_unread_incoming_messages,
    get_unread_incoming_messages_web_post,
    get_unsubscribed_numbers,
    read_incoming_messages,
)
from countermand.sandbox.esendex.operations.sending import (
    advanced_sms_send,
    send_message,
    simple_sms_send,
    simple_sms_send_with_postback,
)
from countermand.sandbox.esendex.operations.status import (
    get_message_status,
    get_message_status_by_reference_id,
    get_message_status_web_post,
    read_message_status,
)

__all__ = [
    "advanced_sms_send",
    "assign_keyword",
    "cancel_all_messages",
    "cancel_message",
    "cancel_message_web_post",
    "create_media_from_content",
    "create_media_from_url",
    "get_keywords",
    "get_keywords_web_post",
    "get_media",
    "get_media_info",
    "get_message_status",
    "get_message_status_by_reference_id",
    "get_message_status_web_post",
    "get_postback_settings_for_license_key",
    "get_postback_settings_for_phone_number",
    "get_system_keyword_responses",
    "get_unread_incoming_messages",
    "get_unread_incoming_messages_web_post",
    "get_unsubscribed_numbers",
    "read_incoming_messages",
    "read_message_status",
    "remove_keyword",
    "remove_media",
    "send_message",
    "set_postback_enabled_for_license_key",
    "set_postback_enabled_for_phone_number",
    "set_postback_url_for_license_key",
    "set_postback_url_for_phone_number",
    "simple_sms_send",
    "simple_sms_send_with_postback",
]
