"""A window that is drawn larger while the app is busy: what is laid out, and how often."""

from __future__ import annotations

import asyncio

import pytest
from textual.events import Resize
from textual.geometry import Size

from tests.fakes.tui_parts import FakeParts
from tests.tui.running import running


@pytest.mark.parametrize("opens", ["", "s", "question_mark", "ctrl+p"])
async def test_sizes_that_come_together_are_laid_out_once(parts: FakeParts, opens: str) -> None:
    async with running(parts, (80, 24)) as app:
        if opens:
            await app.pilot.press(opens)
            await app.until(lambda: app.app.screen is not app.main and app.app.screen.is_running)
        screen = app.app.screen
        laid_out: list[Size] = []
        told = screen.screen_layout_refresh_signal
        told.subscribe(screen, lambda _: laid_out.append(screen.outer_size), immediate=True)
        for size in (Size(80, 25), Size(80, 24), Size(80, 25)):
            screen.post_message(Resize(size, size))
        for _ in range(300):  # turns of the loop: without an end, it would be laid out in every few of them
            await asyncio.sleep(0)
        assert screen.outer_size == app.app.size
        assert len(laid_out) <= 3, laid_out
