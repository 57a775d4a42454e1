"""Faults of the library itself, made by hand: each must make the campaign fail, or the campaign proves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import FunctionType
from typing import Final

from attrs import frozen

from countermand.sandbox.faults import Kind

__all__ = ["MUTATIONS", "Mutation", "apply"]


@frozen
class Mutation:
    """A line of the library, and what it becomes."""

    module: str
    old: str
    new: str
    kinds: tuple[Kind, ...] = ()
    """What brings it out soonest."""


CALL: Final = "countermand.flows.call"
STATUS: Final = (Kind.STATUS,)

MUTATIONS: Final[Mapping[str, Mutation]] = {
    "may_have_arrived ignored": Mutation(CALL, "return error.may_have_arrived", "return False"),
    "leaves_open always false": Mutation(CALL, "return status not in UNTOUCHED and status // 100 != 3", "return False"),
    "a 500 leaves nothing open": Mutation(CALL, "({404, 405,", "({500, 404, 405,", STATUS),
    "a 400 leaves nothing open": Mutation(CALL, "({404, 405,", "({400, 404, 405,", STATUS),
    "a hollow reply is an answer": Mutation(
        "countermand.flows.reply", "return len(names) == 1 and ", "return False and ", (Kind.HOLLOW,)
    ),
    "sent anew although it may have arrived": Mutation(
        CALL, "repeatable = (harmless or not lost.may_have_arrived) and ", "repeatable = True and "
    ),
    "a lost reply never arrived": Mutation(
        "countermand.transport.mapping",
        'TransportError("the connection broke before the reply was complete")\n\n\ndef _undecodable',
        'TransportError("it broke", may_have_arrived=False)\n\n\ndef _undecodable',
    ),
    "a partner's cancel forgets its lost try": Mutation(
        "countermand.flows.partner.cancel", "Outcome.CANCELLED if lost and ", "Outcome.CANCELLED if False and "
    ),
    "Esendex's verdict forgets the lost try": Mutation(
        "countermand.flows.esendex.verdict", "Outcome.CANCELLED if lost and ", "Outcome.CANCELLED if False and "
    ),
    "Volt MX's verdict forgets the lost try": Mutation(
        "countermand.flows.voltmx.verdict", "Outcome.CANCELLED if lost else ", ""
    ),
    "frames are kept": Mutation("countermand.traceless", "link.__traceback__ = None", "pass"),
    "queries are logged": Mutation(
        "countermand.transport.discretion",
        "redact.text(argument) if isinstance(argument, str) else argument",
        "argument",
    ),
    "replies are kept as they came": Mutation("countermand.redact", "body = text(decoded(body)", "text(decoded(body)"),
}


def apply(name: str | None) -> None:
    """Break the library in this process; None leaves it whole.

    The code of functions is exchanged where it is, so that whoever has imported one has the broken one.
    """
    if name is None:
        return
    mutation = MUTATIONS[name]
    module = import_module(mutation.module)
    path = Path(str(module.__file__))
    source = path.read_text(encoding="utf-8")
    if source.count(mutation.old) != 1:
        raise LookupError(f"{name}: the line to break is not there, or not alone")
    broken = dict(vars(module))
    exec(compile(source.replace(mutation.old, mutation.new), str(path), "exec"), broken)
    for key, value in vars(module).copy().items():
        if isinstance(value, FunctionType) and value.__module__ == mutation.module:
            value.__code__ = broken[key].__code__
        elif isinstance(value, frozenset):
            setattr(module, key, broken[key])
