"""The guard over the quick tests, on small tests of its own in another pytest."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

TESTS = """
import os, socket, subprocess, sys, pytest

def start():
    subprocess.run([sys.executable, "-c", ""], check=True)

@pytest.fixture(scope="module")
def program():
    start()

def test_program(): start()
def test_fixture(program): pass
def test_fork():
    if os.fork() == 0: os._exit(0)
    os.wait()
def test_server(): socket.create_server(("127.0.0.1", 0)).close()
@pytest.mark.slow
def test_marked(): start()
def test_quick(): assert sys.executable
"""


def test_who_starts_something_without_saying_it_fails(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = slow")
    (tmp_path / "tui").mkdir()
    (tmp_path / "tui" / "test_face.py").write_text("import os\ndef test_face(): os.system('true')")
    plugins = ["-p", "tests.starts", "-p", "no:randomly", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rA", "--rootdir", tmp_path, *plugins, tmp_path],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    ends = {line.split("::")[1].split()[0]: line.split()[0] for line in done.stdout.splitlines() if "::" in line}
    failing = {"test_program", "test_fixture", "test_fork", "test_server"}
    assert {name for name, end in ends.items() if end == "FAILED"} == failing, done.stdout
    assert {name for name, end in ends.items() if end == "PASSED"} == {"test_marked", "test_quick", "test_face"}
    assert "mark it with @pytest.mark.slow" in done.stdout
