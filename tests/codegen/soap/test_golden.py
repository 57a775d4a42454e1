"""What is generated from each small WSDL, word for word."""

import pytest

from tests.codegen.soap.constructs import CONSTRUCTS
from tests.codegen.soap.golden import GOLDEN, path_of, text_of


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_the_package_is_the_one_that_is_kept(name: str) -> None:
    assert text_of(name) == path_of(name).read_text(encoding="utf-8")


def test_no_other_is_kept() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {path_of(name).name for name in CONSTRUCTS}
