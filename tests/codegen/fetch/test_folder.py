"""The folder of a service: its documents are replaced all together, or none is, even if the process dies."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from countermand_codegen.errors import CodegenError
from countermand_codegen.fetch.folder import replace_documents, restore

NAME = "wsdl/small"
OLD = {"a.wsdl": b"old a", "b.xsd": b"old b", "gone.xsd": b"old gone", "rest.yaml": b"rest", "same.xsd": b"same"}
NEW = {"a.wsdl": b"new a", "b.xsd": b"new b", "c.xsd": b"new c", "same.xsd": b"same"}
STEPS = 7
"""One more than the renames and removals of one replacement."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / NAME
    made.mkdir(parents=True)
    for name, content in OLD.items():
        (made / name).write_bytes(content)
    return made


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_only_the_documents_are_replaced(folder: Path, tmp_path: Path) -> None:
    assert replace_documents(tmp_path, NAME, NEW) == [f"{NAME}/{name}" for name in ("a.wsdl", "b.xsd", "c.xsd", "gone.xsd")]  # fmt: skip
    assert held(folder) == {**NEW, "rest.yaml": b"rest"}


def test_what_is_there_already_is_not_written(folder: Path, tmp_path: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    documents = {name: content for name, content in OLD.items() if name != "rest.yaml"}
    assert replace_documents(tmp_path, NAME, documents) == []
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before


@pytest.mark.parametrize("step", range(1, STEPS))
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["disk", "ctrl-c"])
def test_a_failure_at_any_step_leaves_the_old_documents(
    step: int, error: BaseException, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_at(step, error, monkeypatch)
    with pytest.raises((CodegenError, KeyboardInterrupt)):
        replace_documents(tmp_path, NAME, NEW)
    assert held(folder) == OLD


def fail_at(step: int, error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    done = 0

    def counting(real: Any) -> Any:
        def wrapped(*arguments: Any, **options: Any) -> Any:
            nonlocal done
            done += 1
            if done == step:
                raise error
            return real(*arguments, **options)

        return wrapped

    monkeypatch.setattr(Path, "replace", counting(Path.replace))
    monkeypatch.setattr(Path, "unlink", counting(Path.unlink))


DYING = """
import os, sys
from pathlib import Path
from countermand_codegen.fetch.folder import replace_documents
from tests.codegen.fetch.test_folder import NAME, NEW

left = int(sys.argv[2])
def dying(real):
    def wrapped(*arguments, **options):
        global left
        left -= 1
        if not left:
            os._exit(9)
        return real(*arguments, **options)
    return wrapped

Path.replace, Path.unlink = dying(Path.replace), dying(Path.unlink)
replace_documents(Path(sys.argv[1]), NAME, NEW)
"""


@pytest.mark.parametrize("step", range(1, STEPS + 1))
def test_a_process_that_dies_at_any_step_leaves_the_old_documents_or_all_new_ones(
    step: int, folder: Path, tmp_path: Path
) -> None:
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(os.path.abspath, [*sys.path, str(Path(__file__).parents[3])])),
    }
    done = subprocess.run([sys.executable, "-c", DYING, str(tmp_path), str(step)], env=env, check=False)
    assert done.returncode == (0 if step == STEPS else 9)
    if not (folder / ".fetch-old").exists():
        left = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        assert left in (OLD, {**NEW, "rest.yaml": b"rest"})
    restore(tmp_path, NAME)
    assert held(folder) == (OLD if step < STEPS else {**NEW, "rest.yaml": b"rest"})


def test_a_restoration_that_is_cut_off_is_taken_up_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_at(3, KeyboardInterrupt(), monkeypatch)
    monkeypatch.setattr("countermand_codegen.fetch.folder._restore", lambda folder: None)
    with pytest.raises(KeyboardInterrupt):
        replace_documents(tmp_path, NAME, NEW)
    monkeypatch.undo()
    assert (folder / ".fetch-old").is_dir()
    fail_at(2, KeyboardInterrupt(), monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        restore(tmp_path, NAME)
    monkeypatch.undo()
    assert (folder / ".fetch-old").is_dir()
    restore(tmp_path, NAME)
    assert held(folder) == OLD


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "wsdl").write_text("in the way")
    with pytest.raises(CodegenError, match=r"^wsdl/small: cannot be written: "):
        replace_documents(tmp_path, NAME, NEW)
    assert [path.name for path in tmp_path.iterdir()] == ["wsdl"]


def test_a_new_folder_goes_when_it_cannot_be_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_at(2, OSError(28, "No space left on device"), monkeypatch)
    with pytest.raises(CodegenError, match="No space left on device"):
        replace_documents(tmp_path, NAME, NEW)
    assert not (tmp_path / NAME).exists()
