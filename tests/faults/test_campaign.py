"""A short run of the campaign; `nox -s faults` makes the long one."""

import pytest

from countermand.sandbox.faults import Kind
from tests.faults.campaign import run_seed
from tests.faults.fleet import run_mutated, run_seeds
from tests.faults.mutations import MUTATIONS, apply


def test_what_is_told_is_the_truth() -> None:
    seen = run_seeds(range(90))
    assert seen.wrong == []
    assert set(seen.befallen) == {kind.name for kind in Kind}
    definite = sum(count for name, count in seen.told.items() if not name.endswith(("Error", "AmbiguousOutcome")))
    assert definite > seen.told.total() * 0.6


def test_a_seed_repeats_itself() -> None:
    assert run_seed(4) == run_seed(4)


def test_a_broken_library_is_found_out() -> None:
    assert run_mutated("sent anew although it may have arrived", 48).wrong


def test_a_mutation_whose_line_is_gone_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    apply(None)
    monkeypatch.setattr("tests.faults.mutations.Path.read_text", lambda self, encoding: "")
    for name in MUTATIONS:
        with pytest.raises(LookupError, match="not there"):
            apply(name)
