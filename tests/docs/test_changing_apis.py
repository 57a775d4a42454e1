"""The page on changing APIs: every command on it is run, and prints what the page says."""

import json
from pathlib import Path

from tests.docs.walk import BLOCK, CHECKOUT, PAGE, walk


def test_every_command_prints_what_the_page_says(tmp_path: Path) -> None:
    page = PAGE.read_text()
    assert len(BLOCK.findall(page)) == 5
    assert walk(page, tmp_path) == page
    assert json.loads((tmp_path / "changes.json").read_text())["advice"]["level"] == "major"


def test_the_readme_leads_to_it() -> None:
    assert "(docs/changing-apis.md)" in (CHECKOUT / "README.md").read_text()
