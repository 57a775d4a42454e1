"""What can go wrong between a client and a service, on purpose.

Contents:
    Fault, Kind: One thing that goes wrong with one call.
    Plan: Which fault befalls which call: `at` given calls, or `at_random` from a seed.
    FaultyServer: Serves an application, and lets the faults happen.
"""

from countermand.sandbox.faults.fault import Fault, Kind
from countermand.sandbox.faults.plan import Befallen, Plan, at, at_random
from countermand.sandbox.faults.server import FaultyServer

__all__ = ["Befallen", "Fault", "FaultyServer", "Kind", "Plan", "at", "at_random"]
