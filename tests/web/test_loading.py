"""What is loaded when: nothing of the page before it is served."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

LIBRARIES = ("starlette", "uvicorn", "jinja2", "h11", "spotintro.web", "segno")
SCRIPT = """
import sys
{what}
print([name for name in {libraries!r} if name in sys.modules])
"""


@pytest.mark.parametrize(
    "what",
    [
        "import spotintro.__main__, spotintro.cli.root, spotintro.cli.app",
        "import spotintro.cli.serve, spotintro.cli.demo",
        "import spotintro.tui.app, spotintro.tui.phones, spotintro.tui.screens.phone, spotintro.session.session",
        "from spotintro.cli.root import invoke; assert invoke(['--help']) == 0; print()",
    ],
)
def test_without_serving_none_of_it_is_loaded(what: str) -> None:
    script = SCRIPT.format(what=what, libraries=LIBRARIES)
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert loaded.stdout.splitlines()[-1] == "[]"


def test_the_page_brings_all_its_files_along() -> None:
    package = Path(__file__).parents[2] / "spotintro" / "web"
    named = {"page.css", "page.js", "icon.svg", "icon-192.png"}
    assert {file.name for file in (package / "static").iterdir()} == named
    for file in (package / "static").glob("page.*"):
        text = file.read_text()
        assert "http:" not in text
        assert "https:" not in text
    for template in (package / "templates").iterdir():
        text = template.read_text()
        assert "<script>" not in text
        assert "style=" not in text
        assert "| safe" not in text.replace("{{ live | safe }}", "")
