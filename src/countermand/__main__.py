"""`python -m countermand`: the command."""

import sys

from countermand.cli import main

if __name__ == "__main__":
    sys.exit(main())
