"""The generated code of the WSDL in `vectors.py`, importable while a file's tests run."""

import importlib
from collections.abc import Iterator
from typing import Any

import pytest

from tests.codegen import vectors
from tests.codegen.small import Project, importable, use


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    root = tmp_path_factory.mktemp("vectors")
    with pytest.MonkeyPatch.context() as patch:
        small = use(patch, root, with_rest=True)
        small.write("small.wsdl", vectors.wsdl())
        small.write("rest.yaml", vectors.descriptor())
        assert small.run("generate") == 0
    with importable(root):
        yield small


@pytest.fixture
def small(project: Project) -> Any:
    return importlib.import_module("countermand_bindings.small")
