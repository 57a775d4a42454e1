"""The Python column, proved by a type checker: a program for the old bindings is checked with the new ones.

Each program uses its bindings as fully as its row needs: it gives what it can give, and reads what it can read as
precisely as the old bindings let it.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

import countermand_wire
from countermand_codegen.render import render_package
from tests.codegen.diff.pair import compare
from tests.codegen.diff.row import Row
from tests.codegen.diff.rows import ROWS

READ_TEXT = "def read(reply: OpResponse) -> str | Absent: return reply.a"
GIVE = "Op(a='x')"
CALL = "def call(small: Small) -> str: return small.op()"
"""The method gives the one member of a reply, and the whole reply once there are two."""

PROGRAMS = {
    "an optional member is added to a request": GIVE,
    "a required member is added to a request": GIVE,
    "an optional member is removed from a request": "Op(a='x', b='y')",
    "an optional member is added to a reply": CALL,
    "a required member is added to a reply": CALL,
    "a required member is removed from a reply": "def read(reply: OpResponse) -> str: return reply.b",
    "a member of a request becomes required": "Op()",
    "a member of a reply becomes optional": "def read(reply: OpResponse) -> str: return reply.a",
    "a member of a request may be nil": GIVE,
    "a number of a reply may be nil": "def read(reply: OpResponse) -> int | Absent: return reply.a",
    "members of a request change places": "Op(a='x', b='y')",
    "members of a reply change places": READ_TEXT,
    "a member is put between two others": "Op(a='x', b='y')",
    "a number of a request is widened": "Op(a=1)",
    "a number of a reply is widened": "def read(reply: OpResponse) -> int | Absent: return reply.a",
    "a member of a request becomes a list": "def read(request: Op) -> str | Absent: return request.a",
    "the items of a list have another name": (
        "def read(reply: OpResponse) -> str | Absent: return ABSENT if reply.a is ABSENT else reply.a[0]"
    ),
    "a value is added that a request may have": "Op(a=S.ONE)",
    "a value is removed that a request may have": "Op(a=S.TWO)",
    "a value is added that a reply may have": (
        "def read(reply: OpResponse) -> S | UnknownValue | Absent: return reply.a"
    ),
    "a value has another number, and no JSON": "Op(a=S.ONE)",
    "a value has another number, and there is JSON": "Op(a=S.ONE)",
    "two values change numbers": "def read(reply: OpResponse) -> bool: return reply.a is S.TWO",
    "a type has another name": "Op(a=C(x='1', y='2'))",
    "a member has a type that is like its own but for a member": "Op(a=C(x='1', y='2'))",
    "a type is of another namespace": "Op(a=C(x='1'))",
    "an enumeration of a request becomes text": "Op(a=S.ONE)",
}


def test_every_row_has_its_program() -> None:
    assert [row.name for row in ROWS] == list(PROGRAMS)


@attrs.frozen
class Checked:
    errors: frozenset[str]
    """Names of the programs in which mypy finds something."""


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    folder = tmp_path_factory.mktemp("programs")
    bindings = folder / "countermand_bindings"
    bindings.mkdir()
    (bindings / "__init__.py").touch()
    (bindings / "py.typed").touch()
    for number, row in enumerate(ROWS):
        for which in ("old", "new"):
            package = f"row_{number}_{which}"
            service = attrs.evolve(row.side(old=which == "old").service, package=package)
            for name, text in render_package(service).items():
                path = bindings / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
            (folder / f"program_{number}_{which}.py").write_text(program(row, package))
    return Checked(frozenset(wrong(folder)))


def program(row: Row, package: str) -> str:
    text = PROGRAMS[row.name]
    names = [name for name in ("C", "S") if f"{name}." in text or f"{name}(" in text or f" {name} " in text]
    return "\n".join(
        [
            "from countermand_wire import ABSENT, UnknownValue",
            "from countermand_wire.absent import Absent",
            f"from countermand_bindings.{package}.operations.op import Op, OpResponse",
            f"from countermand_bindings.{package}.service import Small",
            *(f"from countermand_bindings.{package}.contracts.{name.lower()} import {name}" for name in names),
            text,
            "",
        ]
    )


def wrong(folder: Path) -> Iterator[str]:
    programs = sorted(path.name for path in folder.glob("program_*.py"))
    options = ["--strict", "--no-error-summary", "--config-file=", "--cache-dir", str(folder / "cache")]
    # Installed, the wire is found by itself; in a checkout it stands beside.
    home = Path(countermand_wire.__file__).parents[1]
    beside = [] if home.name == "site-packages" else [str(home)]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *options, *programs],
        cwd=folder,
        env={**os.environ, "MYPYPATH": os.pathsep.join([str(folder), *beside])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    for line in done.stdout.splitlines():
        name = line.partition(":")[0]
        assert name in programs, line
        yield name.removesuffix(".py")


@pytest.mark.parametrize("number", range(len(ROWS)), ids=lambda number: ROWS[number].name)
def test_the_type_checker_proves_it(number: int, checked: Checked) -> None:
    row = ROWS[number]
    assert f"program_{number}_old" not in checked.errors
    found = compare(row.side(old=True), row.side(old=False))
    breaking = any(change.python.grade == "breaking" for change in found)
    assert (f"program_{number}_new" in checked.errors) == breaking
