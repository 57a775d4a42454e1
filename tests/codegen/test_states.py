"""The states that `check` tells apart, alone and together: each with its lines, its remedy and its exit status."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from countermand_codegen import emit, project, states
from countermand_codegen.errors import CodegenError
from tests.codegen.small import Project, use, wsdl

OUTPUT = "generated/countermand_bindings/small/ports.py"
SOURCE = "wsdl/small/small.wsdl"
REMEDIES = {
    "source": "codegen: a source has changed since the lock: run `python codegen.py generate`, and read what it changes",
    "generator": "codegen: the generator has changed since the lock: run `python codegen.py generate`, and read what it changes",
    "edit": (
        "codegen: the output was edited by hand: `python codegen.py generate` takes that back; what should be otherwise "
        "is changed in wsdl/ or in the generator"
    ),
}  # fmt: skip


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Project:
    made = use(monkeypatch, tmp_path)
    made.write("small.wsdl", wsdl())
    assert made.run("generate") == 0
    capsys.readouterr()
    return made


def lock(small: Project) -> Path:
    return small.root / emit.LOCK


def change_source(small: Project) -> None:
    small.write("small.wsdl", wsdl().replace('name="A"', 'name="Z"'))


def change_generator(small: Project) -> None:
    lock(small).write_text(lock(small).read_text().replace(f'"generator": "{project.GENERATOR}"', '"generator": "old"'))


def edit(small: Project) -> None:
    (small.root / OUTPUT).write_text("# mine\n")


STATES: dict[str, tuple[Callable[[Project], None], str]] = {
    "source": (change_source, f"{SOURCE}: has changed"),
    "generator": (change_generator, f"{emit.LOCK}: was written by generator old, this is {project.GENERATOR}"),
    "edit": (edit, f"{OUTPUT}: has been edited"),
}


@pytest.mark.parametrize(
    "found", [["source"], ["generator"], ["edit"], ["source", "edit"], ["source", "generator"], [*STATES]], ids="+".join
)
def test_each_state_is_told_with_its_remedy(
    found: list[str], small: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    for state in found:
        STATES[state][0](small)
    before = small.files()
    assert small.run("check") == 1
    out, err = capsys.readouterr()
    assert out.splitlines() == [STATES[state][1] for state in found]
    assert err.splitlines() == [REMEDIES[state] for state in found]
    assert small.files() == before
    assert small.run("generate") == 0
    assert small.run("check") == 0


def test_even_a_comment_in_a_source_is_a_change(small: Project, capsys: pytest.CaptureFixture[str]) -> None:
    small.write("small.wsdl", wsdl() + "<!-- -->\n")
    assert small.run("check") == 1
    assert capsys.readouterr().out == f"{SOURCE}: has changed\n"


def test_a_generator_that_makes_other_output_under_the_same_number(
    small: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(project.ROOT_FILES, "__init__.py", '"""Other."""\n')
    monkeypatch.setitem(project.ROOT_FILES, "more.py", "")
    monkeypatch.delitem(project.ROOT_FILES, "py.typed")
    assert small.run("check") == 1
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "generated/countermand_bindings/__init__.py: is made otherwise now",
        "generated/countermand_bindings/more.py: is made now, and was not",
        "generated/countermand_bindings/py.typed: is no longer made",
    ]
    assert err.splitlines() == [REMEDIES["generator"]]


def test_a_source_that_is_new(small: Project, capsys: pytest.CaptureFixture[str]) -> None:
    text = lock(small).read_text()
    lock(small).write_text(json.dumps({**json.loads(text), "inputs": {}}))
    assert small.run("check") == 1
    out, err = capsys.readouterr()
    assert out == f"{SOURCE}: is new\n"
    assert err.splitlines() == [REMEDIES["source"]]


def test_a_lock_that_was_touched(small: Project, capsys: pytest.CaptureFixture[str]) -> None:
    lock(small).write_text(lock(small).read_text() + " ")
    assert small.run("check") == 1
    assert capsys.readouterr().out == f"{emit.LOCK}: has been edited\n"


def test_a_hand_edit_whose_hash_was_put_into_the_lock(small: Project, capsys: pytest.CaptureFixture[str]) -> None:
    edit(small)
    content = json.loads(lock(small).read_text())
    content["outputs"][OUTPUT] = emit.digest(b"# mine\n")
    lock(small).write_text(json.dumps(content))
    assert small.run("check") == 1
    assert capsys.readouterr().out == f"{OUTPUT}: is made otherwise now\n"


# Could not compare: exit status 2, whatever else is found.


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "there is no such file"),
        ("", "is not JSON"),
        ("<<<<<<< HEAD\n{}", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "is not a lock: it lacks the generator, the inputs or the outputs"),
        ('{"generator": 1, "inputs": {}, "outputs": {}}', "is not a lock: it lacks the generator, the inputs or the outputs"),
        ('{"generator": "1", "inputs": {"a": 1}, "outputs": {}}', "is not a lock: it lacks the generator, the inputs or the outputs"),
    ],
)  # fmt: skip
def test_a_lock_that_cannot_be_read(
    text: str | None, reason: str, small: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    lock(small).unlink()
    if text is not None:
        lock(small).write_text(text)
    assert small.run("check") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"codegen: could not compare: {emit.LOCK}: {reason}; run `python codegen.py generate`\n"


@pytest.mark.parametrize("name", ["src/countermand/client.py", f"{emit.GENERATED}/../../src/x.py"])
def test_a_lock_that_names_what_is_no_output(name: str, small: Project, capsys: pytest.CaptureFixture[str]) -> None:
    lock(small).write_text(json.dumps({"generator": "1", "inputs": {}, "outputs": {name: "sha256:0"}}))
    assert small.run("check") == 2
    assert f"could not compare: {emit.LOCK}: names {name!r}, which is no output" in capsys.readouterr().err


def test_a_source_that_is_gone(small: Project, capsys: pytest.CaptureFixture[str]) -> None:
    edit(small)
    (small.root / SOURCE).unlink()
    assert small.run("check") == 2
    out, err = capsys.readouterr()
    assert out.splitlines() == [f"{SOURCE}: is gone", f"{OUTPUT}: has been edited"]
    assert err.splitlines() == [
        REMEDIES["source"],
        REMEDIES["edit"],
        f"codegen: could not compare: {SOURCE}: there is no such file",
    ]


@pytest.mark.parametrize("name", [SOURCE, OUTPUT])
def test_a_file_that_cannot_be_read(name: str, small: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (small.root / name).unlink()
    (small.root / name).mkdir()
    assert small.run("check") == 2
    assert f"codegen: could not compare: {name}: cannot be read: Is a directory\n" in capsys.readouterr().err


def test_a_fetch_that_was_cut_off(small: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (small.root / "wsdl/small/.fetch-old").mkdir()
    reason = "wsdl/small: a fetch was cut off here: run `python codegen.py fetch small` again\n"
    assert small.run("check") == 2
    assert f"codegen: could not compare: {reason}" in capsys.readouterr().err
    assert small.run("generate") == 2
    assert capsys.readouterr().err == f"codegen: {reason}"


def test_a_generator_that_fails(
    small: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(root: Path) -> dict[str, str]:
        raise CodegenError("ruff format", "exit status 1")

    monkeypatch.setattr(states, "build", fail)
    assert small.run("check") == 2
    assert capsys.readouterr().err == "codegen: could not compare: ruff format: exit status 1\n"


def test_all_outputs_are_gone(small: Project, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(small.root / "generated")
    assert small.run("check") == 1
    out, err = capsys.readouterr()
    assert f"{OUTPUT}: is missing" in out.splitlines()
    assert err.splitlines() == [REMEDIES["edit"]]


def test_flags_of_a_live_check_without_it(small: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert small.run("check", "--url", "https://vendor.example") == 2
    assert capsys.readouterr().err == "codegen: --url and --allow-host: are for check --live\n"


def test_line_endings_that_a_tool_has_changed(small: Project, capsys: pytest.CaptureFixture[str]) -> None:
    path = small.root / OUTPUT
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert small.run("check") == 1
    assert capsys.readouterr().out == f"{OUTPUT}: has been edited\n"
    assert small.run("generate") == 0
    assert b"\r" not in path.read_bytes()
    assert small.run("check") == 0


def test_folders_that_are_links(small: Project) -> None:
    for name in ("wsdl", "generated"):
        (small.root / name).rename(small.root / f"real-{name}")
        (small.root / name).symlink_to(small.root / f"real-{name}")
    assert small.run("check") == 0
    edit(small)
    assert small.run("check") == 1
    assert small.run("generate") == 0
    assert small.run("check") == 0
    assert (small.root / "generated").is_symlink()


@pytest.mark.parametrize("step", ["read_bytes", "write_bytes", "mkdir", "unlink"])
def test_outputs_that_cannot_be_written(step: str, small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a folder that may only be read; who runs the tests may write everywhere."""
    made = small.build()
    stray = f"{emit.GENERATED}/stray.py"
    if step == "unlink":
        (small.root / stray).write_text("")
    elif step == "write_bytes":
        edit(small)
    elif step == "mkdir":
        shutil.rmtree(small.root / emit.GENERATED)

    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, step, refuse)
    with pytest.raises(CodegenError, match=r"cannot be (written|removed): Permission denied$") as raised:
        emit.write(small.root, made)
    assert raised.value.place.startswith(stray if step == "unlink" else emit.GENERATED)


def test_a_generation_that_was_killed_half_way(small: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """The lock is written last: what stands there is not what it says, and the next run makes it whole."""
    change_source(small)
    made = small.build()
    half = [name for name in made if name != emit.LOCK][: len(made) // 2]
    for name in half:
        (small.root / name).write_text(made[name], encoding="utf-8")
    (small.root / half[-1]).write_text(made[half[-1]][:20])
    assert small.run("check") == 1
    assert f"{SOURCE}: has changed" in capsys.readouterr().out
    assert small.run("generate") == 0
    assert small.run("check") == 0
