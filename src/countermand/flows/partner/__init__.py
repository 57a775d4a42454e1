"""The jobs of SMS Partner and Mail Partner, two products of one maker.

Contents:
    paris: The vendor's wall clock, its step of five minutes and its cut-off.
    judge: What a reply says: success first, then the operation's own code.
    cancel, schedule, status, credits: The jobs.
    sms, mail: What is to be sent, from arguments that are checked before any I/O.
    credential: The key, filled into calls that the caller makes by hand.
"""
