"""Each row of the tables, run: messages cross from one contract's bindings to the other's, in all four ways."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from countermand_codegen.diff.model import Change
from tests.codegen.diff.pair import Fate, bindings, compare, crossing
from tests.codegen.diff.row import Row
from tests.codegen.diff.rows import ROWS

OLD, NEW = "evidence_old", "evidence_new"


def found(row: Row) -> Change:
    changes = [change for change in compare(row.side(old=True), row.side(old=False)) if change.rule == row.rule]
    assert changes
    return changes[0]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_comparison_says(row: Row) -> None:
    change = found(row)
    assert tuple(effect.grade for _, effect in change.effects) == row.grades
    for heading, effect in change.effects:
        assert effect.reason or effect.grade == "compatible", heading


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_bindings_prove_it(row: Row, tmp_path: Path) -> None:
    number = ROWS.index(row)
    names = (f"{OLD}_{number}", f"{NEW}_{number}")
    with bindings(tmp_path, dict(zip(names, (row.side(old=True), row.side(old=False)), strict=True))) as made:
        old, new = (_speaking(made[name], row) for name in names)
        columns = {
            "old_client": crossed(row, old, new, old_is_client=True),
            "new_client": crossed(row, old, new, old_is_client=False),
        }
    change = found(row)
    for column, fates in columns.items():
        effect = getattr(change, column)
        assert proves(effect.grade, effect.fate, fates), (column, effect, fates)


def _speaking(made: Any, row: Row) -> Any:
    message = made.OpResponse if row.reply else made.Op
    codec = made.OP.response if row.reply else made.OP.request
    return SimpleNamespace(**vars(made), message=message, codec=codec)


def crossed(row: Row, old: Any, new: Any, *, old_is_client: bool) -> list[Fate]:
    """Let one of the two be the client; the client writes requests, and reads replies."""
    writes_old = old_is_client is not row.reply
    writer, reader = (old, new) if writes_old else (new, old)
    messages = [make(writer) for make in (row.writes_old if writes_old else row.writes_new)]
    return crossing(
        writer.codec, reader.codec, messages, "client" if row.reply else "server", xml=row.xml, json=row.json
    )


def proves(grade: str, fate: str, fates: list[Fate]) -> bool:
    lost = [fate for fate in fates if fate != "same"]
    if grade == "compatible":
        return not lost
    return len(lost) == len(fates) if fate == "never" else bool(lost)


def test_the_rows_hold_every_grade_of_every_column() -> None:
    for column in range(3):
        grades = {row.grades[column] for row in ROWS}
        assert grades == ({"compatible", "depends", "breaking"} if column < 2 else {"compatible", "breaking"})
