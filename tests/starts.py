"""A guard over the quick tests: one that starts a program or a server without the marker `slow` fails.

An audit hook sees every such start in this process, whoever begins it: a test, a fixture or the code under test.
"""

from __future__ import annotations

import sys
from collections.abc import Generator

import pytest

PROGRAMS = {"subprocess.Popen", "os.posix_spawn", "os.fork", "os.forkpty", "os.system"}
FOLDERS = {"benchmarks", "cli", "e2e", "tui"}
"""All tests in these drive the whole program or its screen, so they are slow without saying it."""

_started: list[str] = []
_watching = False


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if not _watching:
        return
    if event in PROGRAMS:
        _started.append(f"the program {arguments[0]}" if arguments else "a copy of itself")
    elif event == "socket.bind":
        _started.append(f"a server at {arguments[1]}")


def pytest_configure() -> None:
    sys.addaudithook(_note)  # it can't be taken back, so it looks away between the tests


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests in `FOLDERS` and those with `service` or `soak`, before pytest chooses by marker."""
    for item in items:
        driving = FOLDERS.intersection(item.path.relative_to(config.rootpath).parts)
        if driving or item.get_closest_marker("service") or item.get_closest_marker("soak"):
            item.add_marker("slow")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Fail a test without the marker for what it or its fixtures started."""
    yield
    _judge(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Generator[None]:
    global _watching  # noqa: PLW0603 - the hook is the process's own, as this is
    _started.clear()
    _watching = True
    yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None]:
    global _watching  # noqa: PLW0603
    _watching = False
    yield


def _judge(item: pytest.Item) -> None:
    if _started and item.get_closest_marker("slow") is None:
        pytest.fail(f"it starts {_started[0]}: mark it with @pytest.mark.slow", pytrace=False)
