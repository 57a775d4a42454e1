"""SMS Partner and Mail Partner, two products of one maker, as the sandbox plays them.

`PartnerSandbox` is what one of them remembers, `sms_partner` and `mail_partner` are the services in front of that.
"""

from countermand.sandbox.partner.account import Account, PartnerSandbox
from countermand.sandbox.partner.keys import API_KEY, REFUSED_API_KEY
from countermand.sandbox.partner.mail.service import mail_partner
from countermand.sandbox.partner.options import PartnerOptions
from countermand.sandbox.partner.sends import OutgoingSend, Recipient
from countermand.sandbox.partner.sms.service import sms_partner

__all__ = [
    "API_KEY",
    "REFUSED_API_KEY",
    "Account",
    "OutgoingSend",
    "PartnerOptions",
    "PartnerSandbox",
    "Recipient",
    "mail_partner",
    "sms_partner",
]
