"""From nothing to the first request; its body goes to standard output."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.contenders.with_xsdata import Xsdata  # Found through the line above.

sys.stdout.buffer.write(Xsdata().encode_cancel())
