"""The build step: makes the bindings in generated/ from the documents in wsdl/.

    python codegen.py generate      write what has changed
    python codegen.py check         write nothing; exit 1 when anything differs
    python codegen.py diff OLD NEW  compare two contracts, and tell what a change does to whom

Needs the extra `codegen` of this project: `python -m pip install -e '.[codegen]'`.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "src"))

from countermand_codegen.cli import main  # noqa: E402  # The path to it is set here.

if __name__ == "__main__":
    try:
        sys.exit(main(root=ROOT))
    except ModuleNotFoundError as error:
        sys.stderr.write(f"codegen: {error.name} is not installed; run: python -m pip install -e '.[codegen]'\n")
        sys.exit(2)
