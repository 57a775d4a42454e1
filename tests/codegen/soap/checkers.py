"""What type checkers, at their strictest, say about a package that was made."""

import json
import os
import sys
from pathlib import Path

from tests.test_typing import roots, run


def complaints(folder: Path, package: str) -> list[str]:
    """Return what mypy and pyright find in a package that stands in a folder."""
    path = os.pathsep.join(roots())
    command = ("mypy", "--config-file=", "--strict", "--no-incremental", "--output=json", "-p", package)
    output = run(*command, cwd=folder, MYPYPATH=path)
    found = [json.loads(line) for line in output.splitlines() if line]
    settings = {"include": [package], "extraPaths": roots(), "typeCheckingMode": "strict"}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    report = json.loads(run("pyright", "--outputjson", "--pythonpath", sys.executable, "--project", ".", cwd=folder))
    assert report["summary"]["filesAnalyzed"] == len([*(folder / package).rglob("*.py")])
    places = [("mypy", one["file"], one["line"], one["message"]) for one in found if one["severity"] == "error"]
    places += [
        ("pyright", one["file"], one["range"]["start"]["line"] + 1, one["message"])
        for one in report["generalDiagnostics"]
    ]
    return [f"{checker}: {Path(file).name}:{line}: {message}" for checker, file, line, message in places]
