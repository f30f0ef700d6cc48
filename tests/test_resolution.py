"""Every Python and system that is promised has a wheel of all that is installed, so that none needs a compiler.

A registry is asked; where none answers, or uv isn't there, this is skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
SYSTEMS = (
    "x86_64-manylinux_2_28",
    "aarch64-manylinux_2_28",
    "x86_64-unknown-linux-musl",
    "aarch64-unknown-linux-musl",
    "x86_64-apple-darwin",
    "aarch64-apple-darwin",
    "x86_64-pc-windows-msvc",
)
PYTHONS = ("3.11", "3.12", "3.13", "3.14", "3.15")
# It has no wheel for musl, and no marker tells musl from glibc: whoever installs there leaves it out by this line.
WITHOUT_ESPEAK = "espeakng-loader>=0.2.4; sys_platform == 'never'\n"
ENVIRON = dict(os.environ)
"""As it was before the tests' own: the registry's client needs its certificates, and its cache."""
NO_REGISTRY = ("Failed to fetch", "error sending request", "Could not connect", "dns error")

pytestmark = pytest.mark.slow


def _uv() -> str:
    own = PROJECT / ".uv/bin/uv"
    found = os.environ.get("UV") or shutil.which("uv") or (str(own) if own.exists() else None)
    if found is None:
        pytest.skip("uv isn't installed")
    return found


def _compile(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [_uv(), "pip", "compile", "--quiet", *arguments, "--extra", "postgres", "--output-file", os.devnull,
         "pyproject.toml"],
        cwd=PROJECT,
        env=ENVIRON,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def asked() -> None:
    """Ask the registry once for all systems; what uv keeps of that answers nearly every question behind it."""
    done = _compile("--universal")
    if any(sign in done.stderr for sign in NO_REGISTRY):
        pytest.skip("no package registry answers")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.usefixtures("asked")
def test_nothing_has_to_be_compiled(system: str, python: str, tmp_path: Path) -> None:
    overrides = tmp_path / "overrides.txt"
    overrides.write_text(WITHOUT_ESPEAK if "musl" in system else "")
    wanted = (
        "--only-binary", ":all:", "--python-platform", system, "--python-version", python,
        "--overrides", str(overrides),
    )  # fmt: skip
    done = _compile("--offline", *wanted)
    if done.returncode != 0:
        done = _compile(*wanted)
    if any(sign in done.stderr for sign in NO_REGISTRY):
        pytest.skip("no package registry answers")
    assert done.returncode == 0, done.stderr
