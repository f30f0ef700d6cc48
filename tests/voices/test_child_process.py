"""How a child is started, where that differs by system."""

from __future__ import annotations

import asyncio

import pytest

from spotintro.voices import child_process
from spotintro.voices.child_process import ChildProcess
from spotintro.voices.pyttsx3_engine import _SoundFile
from tests.open_names import is_open


async def test_a_ctrl_c_reaches_no_child_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has no sessions: there a group of the child's own keeps it away."""
    asked: dict[str, object] = {}

    async def start(*_command: str, **options: object) -> None:
        asked.update(options)
        raise FileNotFoundError

    monkeypatch.setattr(asyncio, "create_subprocess_exec", start)
    monkeypatch.setattr(child_process, "_NEW_GROUP", 0x200)
    with pytest.raises(FileNotFoundError):
        await ChildProcess.start("spotintro.voices.synthesis_child", lambda *_: None, lambda _: None)
    assert asked["creationflags"] == 0x200


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_the_engine_has_its_file_for_itself(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", system)
    with _SoundFile() as file:
        assert not is_open(file.path)
        assert file.content() == b""
