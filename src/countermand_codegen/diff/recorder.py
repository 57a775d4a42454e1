"""Applies rules to pairs of nodes, and keeps what they find."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import attrs

from countermand_codegen.diff.model import Change, Effect, Place
from countermand_codegen.diff.pairs import either
from countermand_codegen.diff.reach import Use
from countermand_codegen.diff.rules import Presence, Rule, effects

__all__ = ["Recorder"]

Node = TypeVar("Node")


@attrs.define
class Recorder:
    """The changes so far, in the order in which they were found."""

    changes: list[Change] = attrs.field(factory=list)

    def compare(self, rules: Iterable[Rule[Node]], old: Node, new: Node, place: Place, use: Use) -> None:
        """Apply rules to a node that both contracts have."""
        for rule in rules:
            if rule.value(old) != rule.value(new):
                self.changes.append(_changed(rule, old, new, place, use))

    def present(self, presence: Presence[Node], old: Node | None, new: Node | None, place: Place, use: Use) -> None:
        """Record that only one of the contracts has a node."""
        before = "" if old is None else presence.shown(old)
        after = "" if new is None else presence.shown(new)
        node = either(old, new)
        python = presence.added(node, use) if old is None else presence.removed(node, use)

        old_client, new_client = effects(
            use,
            lambda old_writes, party: (
                presence.unknown(node, party, use)
                if old_writes is (old is not None)
                else presence.missing(node, party, use)
            ),
        )
        self.changes.append(
            Change(
                rule=presence.name,
                kind="added" if old is None else "removed",
                place=place,
                what=presence.name,
                old=before,
                new=after,
                old_client=old_client,
                new_client=new_client,
                python=python,
            )
        )

    def add(self, change: Change) -> None:
        """Keep a change that was found otherwise."""
        self.changes.append(change)


def _changed(rule: Rule[Node], old: Node, new: Node, place: Place, use: Use) -> Change:
    old_client, new_client = effects(
        use,
        lambda old_writes, party: (
            rule.carried(old, new, party, use) if old_writes else rule.carried(new, old, party, use)
        ),
    )
    python: Effect = rule.python(old, new, use)
    return Change(
        rule=rule.name,
        kind="changed",
        place=place,
        what=rule.name.partition(".")[2],
        old=rule.shown(old),
        new=rule.shown(new),
        old_client=old_client,
        new_client=new_client,
        python=python,
    )
