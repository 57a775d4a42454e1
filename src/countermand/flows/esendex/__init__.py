"""The jobs of Messaging.svc.

Contents:
    cancel, verdict: One message, and the truth about it.
    cancel_all: The vendor's own call, by license key.
    schedule: A message to several recipients.
    status: What the vendor says of a message; also what a cancel looks up.
    phases: The vendor's statuses in our words.
    dates: What this service's clock means.
"""
