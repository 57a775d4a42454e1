"""The small services whose whole output is kept in tests/golden/codegen, and how that is renewed.

One has a WSDL, the other a descriptor of its own.

When a change of the generator is meant, run this from the project's folder, then read the difference::

    python -m tests.codegen.booking

With the sources not installed, put them on the path first: PYTHONPATH=src:generated.
"""

from pathlib import Path
from unittest.mock import patch

from countermand_codegen import emit, project

ROOT = Path(__file__).parent
GOLDEN = Path(__file__).parents[1] / "golden/codegen"

SERVICES = (
    project.ServiceInput(package="booking", wsdl="wsdl/booking/booking.wsdl", rest="wsdl/booking/rest.yaml"),
    project.ApiInput(package="parcel", openapi="wsdl/parcel/openapi.yaml"),
)


def build() -> dict[str, str]:
    """Make the outputs in memory."""
    with patch.object(project, "SERVICES", SERVICES):
        return project.build(ROOT)


if __name__ == "__main__":
    for changed in emit.write(GOLDEN, build()):
        print(changed)
