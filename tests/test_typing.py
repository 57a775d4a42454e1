"""What a type checker tells the users of the library, and of the bindings."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

CONSUMERS = Path(__file__).parent / "typing"
PACKAGES = ["countermand", "countermand_bindings", "countermand_codegen", "countermand_wire"]
MARK = re.compile(r"# wrong: (?P<mypy>[\w-]+), (?P<pyright>\w+)$")

Finding = tuple[int, str]
Checker = Callable[[Path], set[Finding]]


def roots() -> list[str]:
    """Return where the packages are, if not installed: a user's checker would then not find them by itself."""
    specs = filter(None, map(importlib.util.find_spec, PACKAGES))
    found = {str(Path(spec.origin).parents[1]) for spec in specs if spec.origin}
    return sorted(root for root in found if not root.endswith("site-packages"))


def run(*command: str, cwd: Path, **env: str) -> str:
    env = {**os.environ, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1", **env}
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=cwd, env=env, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    return done.stdout


def mypy(file: Path) -> set[Finding]:
    """Return line and code of each error that ``mypy --strict`` reports in a file."""
    # A configuration of its own, or mypy would look for one in the folders above.
    command = ("mypy", "--config-file=", "--strict", "--output=json", file.name)
    output = run(*command, cwd=file.parent, MYPYPATH=os.pathsep.join(roots()))
    findings = [json.loads(line) for line in output.splitlines() if line]
    return {(finding["line"], finding["code"]) for finding in findings if finding["severity"] == "error"}


def pyright(file: Path) -> set[Finding]:
    """Return line and rule of each error that pyright reports in a file in strict mode."""
    settings = {"include": [file.name], "extraPaths": roots(), "typeCheckingMode": "strict"}
    (file.parent / "pyrightconfig.json").write_text(json.dumps(settings))
    output = run("pyright", "--outputjson", "--pythonpath", sys.executable, "--project", ".", cwd=file.parent)
    findings = json.loads(output)["generalDiagnostics"]
    return {(finding["range"]["start"]["line"] + 1, finding["rule"]) for finding in findings}


def marked(file: Path, checker: str) -> set[Finding]:
    """Return line and code of each error that a file says it holds."""
    lines = enumerate(file.read_text().splitlines(), start=1)
    return {(number, mark[checker]) for number, line in lines if (mark := MARK.search(line))}


@pytest.fixture(params=[mypy, pyright])
def checker(request: pytest.FixtureRequest) -> Checker:
    chosen: Checker = request.param
    return chosen


@pytest.fixture
def consumer(tmp_path: Path) -> Callable[[str], Path]:
    """Copy a consumer out of the checkout, so that what is checked is what is installed."""
    return lambda name: Path(shutil.copy(CONSUMERS / name, tmp_path))


def test_a_right_program_passes(checker: Checker, consumer: Callable[[str], Path]) -> None:
    assert sorted(checker(consumer("consumer_ok.py"))) == []


def test_every_mistake_is_found(checker: Checker, consumer: Callable[[str], Path]) -> None:
    file = consumer("consumer_wrong.py")
    found, expected = checker(file), marked(file, checker.__name__)
    assert expected - found == set()
    assert {line for line, _ in found} == {line for line, _ in expected}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_name_has_a_known_type(package: str, tmp_path: Path) -> None:
    path = os.pathsep.join(roots())
    output = run("pyright", "--outputjson", "--ignoreexternal", "--verifytypes", package, cwd=tmp_path, PYTHONPATH=path)
    report = json.loads(output)["typeCompleteness"]
    unknown = [symbol["name"] for symbol in report["symbols"] if symbol["isExported"] and not symbol["isTypeKnown"]]
    assert not unknown, f"{len(unknown)} names, such as {', '.join(unknown[:8])}"
    assert report["completenessScore"] == 1
