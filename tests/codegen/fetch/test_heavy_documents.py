"""Documents that are small and do much: each in a process of its own, which has so much memory and no more."""

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.codegen.fetch.documents import SCHEMA, WSDL
from tests.codegen.fetch.site import SECONDS, Site

MEMORY = 1 << 30
CODEGEN = Path(__file__).parents[3] / "codegen.py"

LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
BILLION = f'<!DOCTYPE x [<!ENTITY a0 "lol">{LAUGHS}]>'
QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"A" * 100_000}">]>'


def document(inside: str, doctype: str = "") -> str:
    return f'{doctype}<wsdl:definitions {WSDL} {SCHEMA} targetNamespace="urn:x">{inside}</wsdl:definitions>'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(lambda: document("&a11;", BILLION), ("not well-formed", "document type"), id="billion-laughs"),
        pytest.param(lambda: document('<a b="&a11;"/>', BILLION), ("not well-formed", "document type"), id="in-an-attribute"),
        pytest.param(lambda: document("&a;" * 100_000, QUADRATIC), ("not well-formed", "document type"), id="quadratic"),
        pytest.param(lambda: document("&a;", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), ("document type",), id="external-entity"),
        pytest.param(lambda: document("", '<!DOCTYPE x SYSTEM "{url}/never">'), ("document type",), id="external-dtd"),
        pytest.param(lambda: document("", '<!DOCTYPE x [<!ENTITY % a SYSTEM "{url}/never"> %a;]>'), ("document type",), id="parameter-entity"),
        pytest.param(lambda: document("<a>" * 200 + "</a>" * 200), ("too deep",), id="deep"),
        pytest.param(lambda: document("<a>" * 100_000 + "</a>" * 100_000), ("not well-formed",), id="deeper"),
        pytest.param(lambda: document("<a>" * 4_000_000), ("tags and attributes",), id="deepest"),
        pytest.param(lambda: document(" " * (1 << 24)), ("more than 16777216 bytes",), id="white-space"),
        pytest.param(lambda: document(" " * (15 << 20)), ("not well-formed",), id="less-white-space"),
        pytest.param(lambda: document("<a/>" * 4_000_000), ("tags and attributes",), id="elements"),
        pytest.param(lambda: document("<a/>" * 490_000), ("declares no service",), id="fewer-elements"),
        pytest.param(lambda: document("<!-- -->" * 490_000), ("declares no service",), id="comments"),
        pytest.param(lambda: document(f"<a {' '.join(f'a{n}=' + chr(39) * 2 for n in range(400_000))}/>"), ("more than 512 attributes",), id="attributes"),
        pytest.param(lambda: document(f"<a {' '.join(f'xmlns:a{n}=' + chr(39) * 2 for n in range(400_000))}/>"), ("more than 512 attributes",), id="prefixes"),
        pytest.param(lambda: document(f"<a {' '.join(f'xmlns:a{n}=' + repr(f'u{n}') for n in range(400))}>{'<b c=' + repr('a1:x') + '/>'}</a>" * 500), ("declares no service",), id="prefixes-again"),
        pytest.param(lambda: document(f"<wsdl:types><xs:schema targetNamespace='urn:x'><xs:group name='g'>{'<xs:choice>' * 100}{'<xs:any/>' * 200_000}{'</xs:choice>' * 100}</xs:group></xs:schema></wsdl:types>"), ("declares no service",), id="sorted-again-and-again"),
    ],
)  # fmt: skip
def test_a_document_that_would_take_much(
    text: Callable[[], str], reason: tuple[str, ...], site: Site, tmp_path: Path
) -> None:
    site.pages["/"] = text()
    command = [sys.executable, str(CODEGEN), "--root", str(tmp_path), "fetch", "small", "--url", site.url]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    done = subprocess.run(
        command, env=env, preexec_fn=bounded, capture_output=True, text=True, check=False, timeout=SECONDS
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"codegen: {site.url}/")
    assert any(part in done.stderr for part in reason)
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())
    assert site.asked == ["/"]
