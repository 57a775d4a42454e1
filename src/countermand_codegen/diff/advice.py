"""By how much the version of the bindings should rise, and why."""

from __future__ import annotations

from collections.abc import Sequence

from countermand_codegen.diff.model import Advice, Change, Grade

__all__ = ["advise"]


def advise(changes: Sequence[Change]) -> Advice:
    """Return the advice for a release of bindings that are made from the new contract.

    It rises with what the release asks of those who install it: their source, and the servers that they talk to. That
    installed bindings break with the new server is a reason to release, whatever the number.
    """
    if not changes:
        return Advice(level="none", reason="the contracts are the same")
    source, older = _count(changes, "breaking", "python"), _count(changes, "breaking", "new_client")
    if source or older:
        reasons = [
            *([f"{_changes(source)} the source of programs"] if source else []),
            *([f"{_changes(older)} calls of servers that are still of the old contract"] if older else []),
        ]
        return Advice(level="major", reason=" and ".join(reasons))
    added = sum(change.kind == "added" for change in changes)
    judged = sum(change.grade != "compatible" for change in changes)
    if added or judged:
        news = [f"{added} {'thing is' if added == 1 else 'things are'} new"] if added else []
        wire = [f"{judged} {'change shows' if judged == 1 else 'changes show'} on the wire"] if judged else []
        return Advice(level="minor", reason=f"no program has to change; {' and '.join([*news, *wire])}")
    return Advice(level="patch", reason="neither programs nor servers notice")


def _count(changes: Sequence[Change], grade: Grade, column: str) -> int:
    return sum(getattr(change, column).grade == grade for change in changes)


def _changes(number: int) -> str:
    return f"{number} change breaks" if number == 1 else f"{number} changes break"
