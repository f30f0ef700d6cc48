"""What is said while another screen is shown."""

from __future__ import annotations

from tests.fakes.tui_parts import FakeParts
from tests.tui.running import running


async def test_what_came_meanwhile_is_seen_on_the_way_back(parts: FakeParts) -> None:
    async with running(parts, (40, 20)) as here:
        for number in range(6):
            here.app.session.say(f"before {number}")
        await here.until_seen("before 5")
        await here.press("h")
        await here.until(lambda: here.app.screen.id == "history")
        for number in range(6):
            here.app.session.say(f"meanwhile {number}")
        await here.until_logged("meanwhile 5")
        await here.press("escape")
        await here.until(lambda: here.app.screen is here.main)
        await here.until_seen("meanwhile 5")
        here.app.session.say("afterwards")
        await here.until_seen("afterwards")


async def test_who_had_scrolled_back_stays_there(parts: FakeParts) -> None:
    async with running(parts, (40, 20)) as here:
        for number in range(30):
            here.app.session.say(f"message {number:02}")
        await here.until_seen("message 29")
        for _ in range(30):
            await here.press("pageup")
        await here.until_seen("message 00")
        await here.press("h")
        await here.until(lambda: here.app.screen.id == "history")
        await here.press("escape")
        await here.until(lambda: here.app.screen is here.main)
        await here.pilot.pause()
        assert "message 00" in here.seen
