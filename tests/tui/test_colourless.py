"""Each state is told by words and signs alone: drawn without a colour, it is found by its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.running import running
from tests.tui.scenes import SCENES

SAID = {
    "start": "… account",
    "playing": "▶ playing",
    "writing": "… writing",
    "speaking": "♪ speaking",
    "refused": "R retry",
    "low": "· low",
    "empty": "s get more",
    "support": "Send the request",
    "redeemed": "● 25 credits added",
    "account": "‹ back  Your account",
    "history": "‹ back  History",
    "help": "Say it again; do what was",
    "palette": "What shall it do?",
    "first minute": "Three ways to begin",
    "devices": "─Devices",
}
ALSO_SAID = {
    "start": {"playing"},
    "writing": {"playing"},
    "speaking": {"playing"},
    "refused": {"playing", "empty"},
    "low": {"playing"},
    "empty": {"playing"},
    "redeemed": {"support"},
    "palette": {"playing"},
    "devices": {"playing"},
}
"""What is so besides: of one that is refused, the account is empty too."""


@pytest.mark.parametrize("size", [(100, 32), (40, 20)], ids=["100x32", "40x20"])
@pytest.mark.parametrize("name", SCENES)
async def test_each_state_is_told_without_colour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, size: tuple[int, int]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    scene = SCENES[name]
    async with running(scene.parts(tmp_path), size, ready=name != "start") as here:
        await scene.play(here)
        colours = {
            segment.style.color.get_truecolor()
            for strip in here.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style is not None and segment.style.color is not None
        }
        assert all(red == green == blue for red, green, blue in colours), "shades of grey alone"
        told = {state for state, said in SAID.items() if said in here.seen}
    assert name in told
    assert told <= {name, *ALSO_SAID.get(name, ())}
