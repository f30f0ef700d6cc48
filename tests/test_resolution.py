"""Every Python and system that is promised has a wheel of all that is installed, so that none needs a compiler.

A registry is asked; where none answers, or uv isn't there, this is skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

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
# It has no wheel for musl. Alpine's own kernels are told by a marker; whoever installs into a container, or on
# another system of that kind, leaves it out by this line (`uv tool install --overrides FILE`).
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


@pytest.mark.parametrize(
    ("kernel", "is_wanted"),
    [
        ("#1-Alpine SMP PREEMPT_DYNAMIC 2026-03-04 10:20:30", False),
        ("#1 SMP PREEMPT_DYNAMIC Debian 6.12.63-1 (2025-12-30)", True),
        ("#14~24.04.1-Ubuntu SMP PREEMPT_DYNAMIC Thu Nov 20 10:25:38 UTC 2", True),
    ],
)
def test_alpine_speaks_with_its_own_espeak(kernel: str, is_wanted: bool) -> None:
    declared = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["dependencies"]
    (loader,) = (Requirement(line) for line in declared if line.startswith("espeakng-loader"))
    assert loader.marker is not None
    assert loader.marker.evaluate({"sys_platform": "linux", "platform_version": kernel}) is is_wanted
