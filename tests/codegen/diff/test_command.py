"""The command: what its inputs may be, what it prints, and its exit status."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import attrs
import pytest

from countermand_codegen.cli import main
from countermand_codegen.diff.report import render
from tests.codegen import small
from tests.codegen.diff.esendex import FOLDER, copied
from tests.codegen.diff.pair import report, side
from tests.codegen.diff.rows import ROWS
from tests.codegen.parts import member
from tests.codegen.soap.constructs import BASE, Construct, complex_type, element, extension, sequence

WIDER = small.wsdl(request=small.MEMBER + member("xs:int"))
REMOVED = small.wsdl(request="")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a git repository with two commits, the second of which adds a member; the files now lack one."""
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "wsdl/small").mkdir(parents=True)
    document = folder / "wsdl/small/small.wsdl"
    git(folder, "init", "--quiet")
    for text in (small.wsdl(), WIDER):
        document.write_text(text)
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message", "x")
    git(folder, "tag", "v1")
    document.write_text(REMOVED)
    return folder


def git(folder: Path, *arguments: str) -> None:
    names = {f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", "-C", str(folder), *arguments], env={**os.environ, **names, **quiet}, check=True)


def changes(root: Path, old: str, new: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Run the command; return each change as `place: summary`."""
    assert main(["--root", str(root), "diff", old, new, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["changes"]
    return [f"{change['place']['member']} {change['kind']}" for change in found]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("HEAD~1", "HEAD", ["B added"]),
        ("HEAD", "HEAD~1", ["B removed"]),
        ("v1", "v1:wsdl/small", []),
        ("v1:wsdl/small/small.wsdl", "v1:wsdl", []),
        ("v1", "wsdl", ["A removed", "B removed"]),
        ("HEAD~1:wsdl/small", "wsdl/small", ["A removed"]),
        ("wsdl/small/small.wsdl", "wsdl", []),
    ],
)
def test_inputs(old: str, new: str, expected: list[str], root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert changes(root, old, new, capsys) == expected


def test_paths_begin_where_the_caller_stands(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And those in revisions, and those of who names the root, where the project does."""
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "wsdl/small").mkdir(parents=True)
    (elsewhere / "wsdl/small/small.wsdl").write_text(WIDER)
    monkeypatch.chdir(elsewhere)
    assert main(["diff", "HEAD", "wsdl", "--fail-on", "any"], root) == 0
    assert main(["diff", "HEAD:wsdl/small", "wsdl/small/small.wsdl", "--fail-on", "any"], root) == 0
    assert main(["diff", "HEAD", "../project/wsdl", "--fail-on", "any"], root) == 1
    capsys.readouterr()
    assert changes(root, "HEAD", "wsdl", capsys) == ["A removed", "B removed"]


def test_links_to_folders_are_followed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A service behind a link is there; a link that leads back up is no service more, and ends."""
    (root / "links").mkdir()
    (root / "links/small").symlink_to(root / "wsdl/small")
    (root / "linked").symlink_to(root / "links")
    (root / "wsdl/small/up").symlink_to(root / "wsdl")
    assert changes(root, "links", "wsdl", capsys) == []
    assert changes(root, "linked", "HEAD", capsys) == ["A added", "B added"]


def test_two_files_of_other_names(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "a.wsdl").write_text(small.wsdl())
    (root / "b.wsdl").write_text(WIDER)
    assert changes(root, "a.wsdl", str(root / "b.wsdl"), capsys) == ["B added"]


def test_a_folder_with_a_service_more(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(root / "wsdl", root / "more")
    shutil.copytree(root / "more/small", root / "more/other")
    assert changes(root, "wsdl", "more", capsys) == [" added"]


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("nowhere", "nowhere: is no file or folder, and no revision that has it"),
        ("HEAD:nowhere", "HEAD:nowhere: is no file or folder, and no revision that has it"),
        ("--output=x", "--output=x: is no file or folder, and no revision that has it"),
        ("$(touch x)", "$(touch x): is no file or folder, and no revision that has it"),
        ("", "diff: one of the two inputs is empty: give a file, a folder, an address or a revision"),
        (" ", "diff: one of the two inputs is empty: give a file, a folder, an address or a revision"),
        ("x" * 300, f"{'x' * 300}: is no file or folder"),
        ("http://vendor.example/x", "the address: 'http://vendor.example/x' is refused: http is for"),
        ("HTTPS://a:b@vendor.example/x", "the address: an address of 'vendor.example' holds a user name"),
        ("interrupted", ".: a fetch was cut off here"),
        ("empty", "empty: holds no WSDL that declares a service"),
        ("broken", "small.wsdl, line 1: is not well-formed XML"),
    ],
)
def test_what_cannot_be_compared(old: str, said: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "empty").mkdir()
    (root / "empty/folder.wsdl").mkdir()
    (root / "interrupted/.fetch-old").mkdir(parents=True)
    (root / "interrupted/small.wsdl").write_text(small.wsdl())
    (root / "broken").mkdir()
    (root / "broken/small.wsdl").write_text("<")
    assert main(["--root", str(root), "diff", "--fail-on", "any", "--", old, "wsdl"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"codegen: {said}")
    assert err.count("\n") == 1
    assert not (root / "x").exists()


@pytest.mark.parametrize(
    ("new", "fail_on", "status"),
    [
        ("HEAD~1", "any", 0),
        ("HEAD~1", "breaking", 0),
        ("HEAD", "breaking", 0),
        ("HEAD", "any", 1),
        ("wsdl", "breaking", 1),
        ("wsdl", "never", 0),
    ],
)
def test_the_exit_status(new: str, fail_on: str, status: int, root: Path) -> None:
    assert main(["--root", str(root), "diff", "HEAD~1", new, "--fail-on", fail_on]) == status


def test_the_rest_descriptor_counts_in_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = copied(tmp_path / "esendex", ("  /CancelMessage:\n", "  /Cancel:\n"))
    assert main(["diff", str(FOLDER), str(new)]) == 0
    out = capsys.readouterr().out
    assert out.count("path changed: /CancelMessage -> /Cancel") == 3  # Two verbs, one of them of two operations.


# What is printed.


def test_text() -> None:
    assert render(report(side(small.wsdl()), side(WIDER))) == (
        "small: operation Op, request, B\n"
        "  member added: int, optional\n"
        "    old client, new server  compatible\n"
        "    new client, old server  depends     a server drops a member that it does not know, without a word\n"
        "    Python source           compatible\n"
        "\n"
        "1 change\n"
        "version advice: minor (no program has to change; 1 thing is new and 1 change shows on the wire)\n"
    )


def test_markdown() -> None:
    assert render(report(side(small.wsdl()), side(REMOVED)), "markdown") == (
        "### Removed\n"
        "\n"
        "- **Breaking.** small: operation Op, request, A: member removed: string, optional, nillable.\n"
        "  - old client, new server: depends, a server drops a member that it does not know, without a word.\n"
        "  - Python source: breaking, a is gone.\n"
        "\n"
        "Version advice: **major** (1 change breaks the source of programs).\n"
    )


def test_json_has_it_all() -> None:
    [change] = json.loads(render(report(side(small.wsdl()), side(WIDER)), "json"))["changes"]
    assert change == {
        "rule": "member",
        "kind": "added",
        "place": {
            "service": "small",
            "port": "",
            "operation": "Op",
            "message": "request",
            "type": "",
            "member": "B",
        },
        "what": "member",
        "old": "",
        "new": "int, optional",
        "old_client": {"grade": "compatible", "reason": "", "fate": "carried"},
        "new_client": {
            "grade": "depends",
            "reason": "a server drops a member that it does not know, without a word",
            "fate": "sometimes",
        },
        "python": {"grade": "compatible", "reason": "", "fate": "carried"},
        "carried_by": [],
        "grade": "depends",
    }


def test_nothing_has_changed() -> None:
    same = report(side(small.wsdl()), side(small.wsdl()))
    assert render(same) == "no change\nversion advice: none (the contracts are the same)\n"
    assert render(same, "markdown") == "Version advice: **none** (the contracts are the same).\n"


def test_a_hostile_name_stays_one_harmless_line() -> None:
    name = "urn:&#10;[x](javascript:1) `*_&lt;b&gt; &#x202e;"
    found = report(side(small.wsdl()), side(small.wsdl(action=name)))
    for form in ("text", "markdown"):
        text = render(found, form)
        [line] = [line for line in text.splitlines() if "action changed" in line and "reply" not in line]
        assert "\\x0a" in line
        assert "\u202e" not in text
    assert "\\[x\\](javascript:1) \\`\\*\\_\\<b\\>" in render(found, "markdown")


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("an optional member is added to a request", "minor"),
        ("a required member is added to a request", "major"),
        ("a value is added that a reply may have", "minor"),
        ("members of a reply change places", "patch"),
        ("members of a request change places", "major"),
        ("a type has another name", "major"),
        ("a number of a reply is widened", "minor"),
    ],
)
def test_the_version_advice(name: str, level: str) -> None:
    row = next(row for row in ROWS if row.name == name)
    assert report(row.side(old=True), row.side(old=False)).advice.level == level


def test_what_speaks_soap_alone(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = Construct(types=BASE, request=sequence(element("One", "tns:Shape")))
    new = attrs.evolve(old, types=BASE + complex_type("Line", extension("tns:Shape", "")))
    (root / "old.wsdl").write_text(old.document())
    (root / "new.wsdl").write_text(new.document())
    assert main(["--root", str(root), "diff", "old.wsdl", "new.wsdl"]) == 0
    printed = capsys.readouterr().out
    assert (
        "type Shape\n  in Do request: One\n  derived types changed: Circle, Cube, Square -> Circle, Cube, Line"
        in printed
    )
    assert "a server refuses a value that says by i:type that it is a Line" in printed


def test_a_schema_that_is_not_there_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import_ = '<xs:import namespace="urn:far" schemaLocation="far.xsd"/>'
    for name, types in (("old.wsdl", ""), ("new.wsdl", import_)):
        (root / name).write_text(Construct(types=types).document())
    assert main(["--root", str(root), "diff", "old.wsdl", "new.wsdl", "--format", "json"]) == 0
    [change] = json.loads(capsys.readouterr().out)["changes"]
    assert (change["what"], change["grade"]) == ("what is left out", "compatible")
    assert "far.xsd" in change["new"]


def test_a_copy_without_its_descriptor_is_lowered_as_what_it_is_compared_with(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only what the descriptor adds differs."""
    copied(root / "esendex")
    copied(root / "other")
    (root / "other/rest.yaml").unlink()
    assert main(["--root", str(root), "diff", "esendex", "other", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["changes"]
    assert {change["rule"] for change in found} == {"REST form", "member.sensitive", "enumeration.aliases"}
