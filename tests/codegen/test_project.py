"""The build step on the project itself: repeatable, and what it finds changed, missing or stray."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from countermand_codegen import emit, project
from countermand_codegen.cli import main
from tests.codegen.small import Project, use, wsdl

CHECKOUT = Path(__file__).parents[2]
CODEGEN = CHECKOUT / "codegen.py"
ONE = "generated/countermand_bindings/esendex/operations/cancel_message.py"


@pytest.fixture
def copy(tmp_path: Path) -> Project:
    """Copy the inputs and outputs of the project."""
    for name in ("wsdl", "generated"):
        shutil.copytree(CHECKOUT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return Project(tmp_path)


def run(*arguments: str, cwd: Path, seed: str = "random") -> "subprocess.CompletedProcess[str]":
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, str(CODEGEN), *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )


def times(root: Path) -> dict[str, int]:
    folders = (root / "wsdl", root / "generated")
    found = (path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path.relative_to(root).as_posix(): path.stat().st_mtime_ns for path in found}


def test_the_project_is_current_and_checking_writes_nothing(tmp_path: Path) -> None:
    before = times(CHECKOUT)
    done = run("check", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "codegen: all files are current\n", "")
    assert times(CHECKOUT) == before
    assert list(tmp_path.iterdir()) == []


def test_two_runs_with_any_hash_seed_and_folder_give_the_same_bytes(copy: Project, tmp_path: Path) -> None:
    outputs = []
    for seed, cwd in (("0", copy.root), ("12345", tmp_path / "wsdl")):
        shutil.rmtree(copy.root / "generated")
        (copy.root / emit.LOCK).unlink()
        done = run("--root", str(copy.root), "generate", cwd=cwd, seed=seed)
        assert done.returncode == 0, done.stderr
        outputs.append(copy.files())
    first, second = outputs
    assert first == second
    committed = {name: (CHECKOUT / name).read_bytes() for name in first}
    assert first == committed


def test_generating_what_is_current_touches_no_file(copy: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = times(copy.root)
    assert copy.run("generate") == 0
    assert capsys.readouterr().out == "codegen: all files are current\n"
    assert times(copy.root) == before


def test_each_difference_is_named_and_repaired(copy: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = copy.files()
    changed, missing = copy.root / ONE, copy.root / "generated/countermand_bindings/py.typed"
    stray = copy.root / "generated/countermand_bindings/esendex/contracts/old.py"
    deep = copy.root / "generated/countermand_bindings/gone/deep/old.txt"
    changed.write_text(changed.read_text() + "\n")
    missing.unlink()
    stray.write_text("")
    deep.parent.mkdir(parents=True)
    deep.write_text("")
    damaged = copy.files()

    assert copy.run("check") == 1
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "generated/countermand_bindings/esendex/contracts/old.py: is not made by codegen.py",
        f"{ONE}: has been edited",
        "generated/countermand_bindings/gone/deep/old.txt: is not made by codegen.py",
        "generated/countermand_bindings/py.typed: is missing",
    ]
    assert err.startswith("codegen: the output was edited by hand: ")
    assert err.count("\n") == 1
    assert copy.files() == damaged

    assert copy.run("generate") == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[-1] == "codegen: 4 files changed"
    assert ONE in out.splitlines()
    assert copy.files() == before
    assert not deep.parent.parent.exists()
    assert copy.run("check") == 0


def test_a_change_of_an_input_reaches_the_output(copy: Project) -> None:
    schema = copy.root / "wsdl/esendex/messaging.xsd"
    schema.write_text(schema.read_text().replace('value="Hold"', 'value="Held"'))
    assert copy.run("check") == 1
    assert copy.run("generate") == 0
    assert copy.run("check") == 0
    text = (copy.root / "generated/countermand_bindings/esendex/contracts/message_status.py").read_text()
    assert 'HELD = "Held", 0' in text


def test_a_failure_leaves_everything_as_it_was(copy: Project, capsys: pytest.CaptureFixture[str]) -> None:
    schema = copy.root / "wsdl/esendex/messaging.xsd"
    schema.write_text(schema.read_text()[:1000])
    before = copy.files()
    assert copy.run("generate") == 2
    assert copy.run("check") == 2
    assert copy.files() == before
    generate, changed, check = capsys.readouterr().err.splitlines()
    assert generate.startswith("codegen: wsdl/esendex/messaging.xsd, line ")
    assert changed.startswith("codegen: a source has changed since the lock: ")
    assert check == generate.replace("codegen: ", "codegen: could not compare: ")


def test_byte_code_is_no_stray_and_goes_with_its_folder(copy: Project) -> None:
    bindings = copy.root / "generated/countermand_bindings"
    cached = bindings / "esendex/__pycache__/ports.pyc"
    gone = bindings / "gone/__pycache__/old.pyc"
    for path in (cached, gone):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"")
    assert copy.run("check") == 0
    assert copy.run("generate") == 0
    assert cached.exists()
    assert not gone.parent.parent.exists()


# The lock, and the command line.


def test_the_lock_has_every_input_and_output_and_no_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import hashlib
    import json

    small = use(monkeypatch, tmp_path)
    small.write("small.wsdl", wsdl())
    files = small.build()
    lock = json.loads(files[emit.LOCK])
    assert list(lock) == ["generator", "inputs", "outputs"]
    assert lock["generator"] == project.GENERATOR
    assert lock["inputs"] == {"wsdl/small/small.wsdl": f"sha256:{hashlib.sha256(wsdl().encode()).hexdigest()}"}
    made = {
        name: f"sha256:{hashlib.sha256(text.encode()).hexdigest()}" for name, text in files.items() if name != emit.LOCK
    }
    assert lock["outputs"] == made


def test_the_projects_lock_names_its_inputs() -> None:
    import json

    lock = json.loads((CHECKOUT / emit.LOCK).read_text())
    documents = (path for path in (CHECKOUT / "wsdl").rglob("*") if path.suffix in (".wsdl", ".xsd", ".yaml"))
    assert list(lock["inputs"]) == sorted(path.relative_to(CHECKOUT).as_posix() for path in documents)


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["generate", "more"], ["--nonsense", "check"]])
def test_wrong_use(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments, CHECKOUT)
    assert caught.value.code == 2
    assert "usage: codegen.py" in capsys.readouterr().err


def test_a_folder_without_inputs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tmp_path / "nowhere"), "generate"]) == 2
    assert capsys.readouterr().err == "codegen: wsdl/esendex/messaging.wsdl: there is no such file\n"


def test_the_module_is_the_command_too(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "countermand_codegen", "generate"]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "codegen: wsdl/esendex/messaging.wsdl: there is no such file\n"


def test_a_missing_library_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "xsdata.py").write_text("raise ModuleNotFoundError(\"No module named 'xsdata'\", name='xsdata')")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run([sys.executable, str(CODEGEN), "check"], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "codegen: xsdata is not installed; run: python -m pip install -e '.[codegen]'\n"
