"""`python -m countermand_codegen`."""

import sys

from countermand_codegen.cli import main

sys.exit(main())
