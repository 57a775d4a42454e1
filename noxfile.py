"""What can be run on the project: ``python -m nox -l`` lists it, ``python -m nox`` runs the tests."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import nox
from nox.command import CommandFailed
from packaging.requirements import Requirement

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "venv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["tests"]

PYPROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = nox.project.python_versions(PYPROJECT)
LOCK = ".ci/requirements.txt"
"""What CI runs with: every library with its version and hashes, for every platform."""


@nox.session
def demo(session: nox.Session) -> None:
    """Schedule and cancel messages over every wire form, against the sandbox."""
    session.install(".[cli,sandbox]")
    session.run("countermand", "demo", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Lint, types, bindings, and the tests on the built wheel; with arguments after `--`, pytest alone, given them."""
    _install_locked_wheel(session)
    _run_all(session, [_pytest] if session.posargs else [_rules, _layout, _mypy, _pyright, _bindings, _pytest])


@nox.session(python=PYTHONS)
def matrix(session: nox.Session) -> None:
    """The tests on the built wheel, under every supported Python that is installed."""
    _install_wheel(session, *_group("test"))
    _pytest(session)


@nox.session
def lowest(session: nox.Session) -> None:
    """The tests on the built wheel, with the oldest libraries that pyproject.toml allows."""
    _install_wheel(session, *_group("test"), *_lower_bounds())
    _pytest(session)


@nox.session
def peers(session: nox.Session) -> None:
    """SOAP clients of PHP and Node against the sandbox; needs php with its soap and xml extensions, node and npm."""
    _install_locked_wheel(session)
    home = Path(session.create_tmp()).resolve()
    for name in ("job.mjs", "package.json"):
        shutil.copy(Path("tests/peers/foreign", name), home)
    session.run("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(home), external=True)
    session.env["COUNTERMAND_PEERS"] = str(home)
    session.run("pytest", "tests/peers/foreign", *session.posargs, env={"PYTHONPATH": None})


@nox.session
def faults(session: nox.Session) -> None:
    """Thousands of sequences of faults against the built wheel; then it is broken on purpose, and must be found out."""
    _install_locked_wheel(session)
    session.run("python", "-m", "tests.faults", *session.posargs, env={"PYTHONPATH": None})


@nox.session
def lock(session: nox.Session) -> None:
    """Write the lock of CI anew; after `--`, arguments such as `--upgrade`."""
    session.install("uv")
    groups = [part for group in ("test", "lint") for part in ("--group", group)]
    quiet = ["--quiet", "--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "nox -s lock"]
    wide = ["--all-extras", *groups, "--universal", "--generate-hashes", "--python-version", PYTHONS[0]]
    session.run("uv", "pip", "compile", "pyproject.toml", *wide, *quiet, "--output-file", LOCK, *session.posargs)


@nox.session
def audit(session: nox.Session) -> None:
    """Build twice and compare, write the SBOM to dist/, and ask for known vulnerabilities of all that is locked."""
    session.install("--require-hashes", "-r", LOCK)
    wheels = [_build(session, f"{session.name}/{number}") for number in (1, 2)]
    if len({wheel.read_bytes() for wheel in wheels}) != 1:
        session.error("two builds gave different wheels")
    _sbom(session, wheels[0])
    session.install("pip-audit")
    session.run("pip-audit", "--require-hashes", "--disable-pip", "--strict", "-r", LOCK)


@nox.session
def lint(session: nox.Session) -> None:
    """Check with ruff: rules and layout."""
    session.install(*_group("lint"))
    _run_all(session, [_rules, _layout])


@nox.session
def fix(session: nox.Session) -> None:
    """Mend what ruff can mend."""
    session.install(*_group("lint"))
    session.run("ruff", "check", "--fix", "--exit-zero", "--quiet")
    session.run("ruff", "format")


@nox.session
def types(session: nox.Session) -> None:
    """Check the tree with mypy and pyright, both strict."""
    session.install("--editable", ".[all]", *_group("types"))
    _run_all(session, [_mypy, _pyright])


@nox.session
def codegen(session: nox.Session) -> None:
    """Write the bindings anew from wsdl/; arguments after `--` go to codegen.py instead of `generate`."""
    session.install("--editable", ".[codegen]")
    session.run("python", "codegen.py", *(session.posargs or ["generate"]))


@nox.session
def fuzz(session: nox.Session) -> None:
    """Fuzz each target for a minute, guided by coverage; after `--`, a target and libFuzzer's arguments."""
    session.install(".[sandbox]", *_group("test"), "atheris")
    targets = ["replies", "contracts", "descriptors", "faults", "scalars", "parts", "redaction", "sandbox"]
    runs = [session.posargs] if session.posargs else [[name, "-max_total_time=60"] for name in targets]
    for arguments in runs:
        session.run("python", "-m", "tests.fuzz", *arguments)


@nox.session
def load(session: nox.Session) -> None:
    """Hold a thousand connections to the sandbox; after `--`, arguments such as `--connections 2000`."""
    session.install(".[cli,sandbox]")
    session.run("python", "-m", "benchmarks.load", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure against zeep and xsdata, side by side in one run."""
    session.install(".[all]", "xsdata[cli]")
    session.run("python", "-m", "benchmarks", *session.posargs)
    session.run("python", "-m", "benchmarks.generation")


def _group(name: str) -> tuple[str, ...]:
    return nox.project.dependency_groups(PYPROJECT, name)


def _lower_bounds() -> Iterator[str]:
    optional = PYPROJECT["project"]["optional-dependencies"].items()
    extras = [text for extra, texts in optional if extra != "all" for text in texts]
    for requirement in map(Requirement, [*PYPROJECT["project"]["dependencies"], *extras]):
        for specifier in requirement.specifier:
            if specifier.operator == ">=":
                yield f"{requirement.name}=={specifier.version}"


def _install_locked_wheel(session: nox.Session) -> None:
    """Install what is locked, nothing else, and a wheel that was built with it."""
    session.install("--require-hashes", "-r", LOCK)
    wheel = _build(session, session.name)
    session.install("--no-deps", "--force-reinstall", str(wheel))
    session.env["COUNTERMAND_WHEEL"] = str(wheel)


def _install_wheel(session: nox.Session, *requirements: str) -> None:
    """Install the built wheel with every extra, and tell the tests where it is."""
    session.install(*_group("build"))
    wheel = _build(session, session.name)
    session.install(f"{wheel}[all]", *requirements)
    # The version is the same from build to build, so pip would keep what an earlier run installed.
    session.install("--force-reinstall", "--no-deps", str(wheel))
    session.env["COUNTERMAND_WHEEL"] = str(wheel)


def _build(session: nox.Session, folder: str) -> Path:
    """Build an sdist, from it a wheel, and check the wheel's contents."""
    dist = Path(session.cache_dir).resolve() / "dist" / folder
    shutil.rmtree(dist, ignore_errors=True)
    session.run("python", "-m", "build", "--no-isolation", "--outdir", str(dist), silent=True)
    [wheel] = dist.glob("*.whl")
    session.run("check-wheel-contents", str(wheel))
    return wheel


def _sbom(session: nox.Session, wheel: Path) -> None:
    """Write the bill of materials of the wheel and what it needs, from an environment that has nothing else."""
    home = Path(session.create_tmp()).resolve() / "wheel"
    session.run("python", "-m", "venv", "--clear", "--without-pip", str(home))
    session.run(
        "python", "-m", "pip", "--python", str(home), "install", "--quiet", "-c", _versions(session), str(wheel)
    )
    session.install("cyclonedx-bom")
    output = Path("dist", f"{wheel.stem.split('-py')[0]}.cdx.json")
    output.parent.mkdir(exist_ok=True)
    pyproject = ["--pyproject", "pyproject.toml", "--mc-type", "library", "--output-reproducible"]
    session.run("cyclonedx-py", "environment", str(home), *pyproject, "-o", str(output))


def _versions(session: nox.Session) -> str:
    """Write the lock's versions without the hashes: pip takes no hashes for a wheel that is a local file."""
    lines = Path(LOCK).read_text().splitlines()
    pinned = [line.rstrip(" \\") for line in lines if line and line[0] not in " #"]
    path = Path(session.create_tmp(), "versions.txt")
    path.write_text("\n".join(pinned))
    return str(path)


def _run_all(session: nox.Session, checks: list[Callable[[nox.Session], None]]) -> None:
    """Run every check, so that one failure does not hide another, then fail with the names of those that did."""
    failed = [check.__name__.strip("_") for check in checks if not _passes(session, check)]
    if failed:
        session.error(f"failed: {', '.join(failed)}")


def _passes(session: nox.Session, check: Callable[[nox.Session], None]) -> bool:
    try:
        check(session)
    except CommandFailed:
        return False
    return True


def _rules(session: nox.Session) -> None:
    session.run("ruff", "check")


def _layout(session: nox.Session) -> None:
    session.run("ruff", "format", "--check")


def _mypy(session: nox.Session) -> None:
    session.run("mypy")


def _pyright(session: nox.Session) -> None:
    session.run("pyright", "--warnings", env={"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"})


def _bindings(session: nox.Session) -> None:
    session.run("python", "codegen.py", "check")


def _pytest(session: nox.Session) -> None:
    # Not `python -m pytest`, which would put the checkout itself first on the path.
    session.run("pytest", *session.posargs, env={"PYTHONPATH": None})
