"""A running app on scripted parts."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.fakes.tui_parts import FakeParts, playing


@pytest.fixture(autouse=True)
def _one_time_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The log tells local times."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def parts() -> FakeParts:
    return FakeParts(playback=playing())
