"""The packages of the small WSDLs as they are kept in tests/golden/soap, one file for each, and how they are renewed.

When a change of the generator is meant, run this from the project's folder, then read the difference::

    python -m tests.codegen.soap.golden
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from countermand_codegen.standalone import make_package
from tests.codegen.soap.constructs import CONSTRUCTS
from tests.codegen.soap.made import write_documents

GOLDEN = Path(__file__).parents[2] / "golden/soap"
PARTS = ("contracts/", "operations/do.py", "service.py", "ports.py")
"""What differs from service to service; the contents pages follow from it."""


def path_of(name: str) -> Path:
    """Return where the package of a construct is kept."""
    return GOLDEN / f"{name.replace(' ', '_')}.txt"


def text_of(name: str) -> str:
    """Generate the package of a construct, as one text."""
    with tempfile.TemporaryDirectory() as folder:
        wsdl = write_documents(Path(folder), CONSTRUCTS[name].document(), CONSTRUCTS[name].files)
        made = make_package(wsdl, "shop")
    kept = {
        path: text for path, text in made.files.items() if path.startswith(PARTS) and not path.endswith("__init__.py")
    }
    lines = [f"left out: {reason}\n" for reason in made.left_out]
    return "\n".join([*lines, *(f"==== {path}\n{text}" for path, text in kept.items())])


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for construct in CONSTRUCTS:
        path_of(construct).write_text(text_of(construct), encoding="utf-8")
    for path in set(GOLDEN.glob("*.txt")) - set(map(path_of, CONSTRUCTS)):
        path.unlink()
