"""What the log makes of its lines: what is said again, and what a narrow screen breaks."""

from __future__ import annotations

import pytest

from spotintro.session.events import Weight
from tests.fakes.tui_parts import FakeParts
from tests.tui.running import running, whole_intro


async def test_a_notice_folds_across_other_lines_within_a_minute(parts: FakeParts) -> None:
    async with running(parts) as here:
        for text in ("No player is running.", "Auto is off.", "No player is running."):
            here.app.session.say(text)
        await here.until_seen("No player is running. (×2)")
        assert here.log == ["Auto is off.", "No player is running."]
        parts.clock.elapsed_s += 61
        for text in ("Auto is on.", "No player is running."):
            here.app.session.say(text)
        await here.until(lambda: here.log[-2:] == ["Auto is on.", "No player is running."])
        assert here.log.count("No player is running.") == 2


async def test_what_was_charged_is_never_folded_across_another_line(parts: FakeParts) -> None:
    async with running(parts) as here:
        for text in ("Blue in Green · text 1", "So What · text 1", "Blue in Green · text 1"):
            here.app.session.say(text, Weight.CHARGE)
        await here.until(lambda: len(here.log) == 3)


@pytest.mark.parametrize("size", [(40, 20), (36, 70)])
async def test_a_charge_breaks_between_the_track_and_what_it_cost(parts: FakeParts, size: tuple[int, int]) -> None:
    async with running(parts, size) as here:
        run = await here.introduced()
        run.put(*whole_intro())
        run.end()
        await here.until_logged("8 left")
        await here.until(
            lambda: "20:15 ● Clair de lune\n        text 1 + voice 1 · 8 left" in here.seen, "the charge"
        )
