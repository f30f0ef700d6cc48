"""What every test stands on: its own data folder, and no setting of the developer's machine."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.starts"]
# A busy machine is no finding. A change is checked with the same examples each time, so that a red run is its own;
# the soak looks for others, by `--hypothesis-profile chance`.
_BUSY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("chance", _BUSY)
settings.register_profile("same", _BUSY, derandomize=True)
settings.load_profile("same")
_HOMES = itertools.count()
REQUIRE_SERVICES = os.environ.get("SPOTINTRO_REQUIRE_SERVICES") == "1"


def pytest_configure() -> None:
    """A shell in the background ignores these, and would hand that on to the programs that a test ends."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(autouse=True)
def _own_surroundings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's config, data, keys, bus, colours and proxies never leak into a test."""
    # Not by mktemp, which reads the names of all that went before, each time.
    home = tmp_path_factory.getbasetemp() / f"home-{next(_HOMES)}"
    home.mkdir(mode=0o700)  # the socket's folder is refused where others could read it
    for name in list(os.environ):
        if name.startswith("TEXTUAL_SNAPSHOT"):  # the snapshot plug-in's own, set for the whole session
            continue
        if (
            name.startswith(("SPOTINTRO_", "XDG_", "OPENAI_", "TEXTUAL"))
            or name
            in {
                "NO_COLOR",
                "DBUS_SESSION_BUS_ADDRESS",
                "PULSE_SERVER",
                "COLUMNS",
                "LINES",
                "SSL_CERT_FILE",
                "SSL_CERT_DIR",
            }
            or name.lower().endswith("_proxy")
        ):
            monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


def require_program(*names: str) -> dict[str, Path]:
    """Paths of programs from system packages; without them the test skips, or fails where they are required."""
    found = {name: shutil.which(name) for name in names}
    missing = [name for name, path in found.items() if path is None]
    if missing:
        reason = f"needs {', '.join(missing)} from the system's packages"
        if REQUIRE_SERVICES:
            pytest.fail(reason)
        pytest.skip(reason)
    return {name: Path(path) for name, path in found.items() if path is not None}
