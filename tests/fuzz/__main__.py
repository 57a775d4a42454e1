"""Fuzz with coverage guidance, as long as one likes: `python -m tests.fuzz TARGET [libFuzzer's arguments]`.

Needs atheris. A find is written to the current folder as `crash-...`, and belongs into tests/fuzz/hostile.py.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["countermand", "countermand_wire", "countermand_bindings"]):
    from tests.fuzz.hostile import PLAIN
    from tests.fuzz.targets import TARGETS

CHOSEN = 6
"""Bytes by which a target chooses what it does."""


def main() -> None:
    """Fuzz the target that is named, from the corpus on."""
    name, *arguments = sys.argv[1:]
    target = TARGETS[name]
    with TemporaryDirectory() as folder:
        for number, body in enumerate(PLAIN.values()):
            Path(folder, str(number)).write_bytes(bytes(CHOSEN) + body)
        atheris.Setup([sys.argv[0], folder, *arguments], target)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
