"""The build step: makes the bindings in generated/ from the documents in wsdl/.

    python codegen.py generate              write what has changed
    python codegen.py generate --wsdl PATH --package NAME --out DIR
                                            make a package of its own from any WSDL
    python codegen.py check                 write nothing; exit 1 when anything differs, 2 when that cannot be told
    python codegen.py check --live SERVICE  compare what a service offers now with the vendored WSDL
    python codegen.py fetch SERVICE         vendor the WSDL that a service offers now
    python codegen.py diff OLD NEW          compare two contracts, and tell what a change does to whom

Needs the extra `codegen` of this project: `python -m pip install -e '.[codegen]'`.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "src"))

from countermand_codegen.cli import main  # noqa: E402  # The path to it is set here.

if __name__ == "__main__":
    sys.exit(main(root=ROOT))
