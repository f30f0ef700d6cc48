"""How the host's words and the log share the rows of the screen."""

from __future__ import annotations

import pytest

from spotintro.host.events import Finished, Held, Sentence, Speaking, Spoken
from spotintro.session.events import Weight
from tests.fakes.tui_parts import FakeParts
from tests.tui.running import Running, running, whole_intro

SIZES = [(30, 12), (50, 15), (40, 20), (36, 70), (80, 24), (100, 32), (200, 60)]
LONG = tuple(f"Sentence {number} of a host who has very much to tell of this one song." for number in range(80))


async def _speaking(here: Running, *, long: bool) -> None:
    run = await here.introduced()
    held, *rest = whole_intro()
    run.put(held, *(Sentence(index, text) for index, text in enumerate(LONG)) if long else ())
    run.put(*(event for event in rest if not isinstance(event, Spoken | Finished | (Sentence if long else Held))))
    await here.until(lambda: here.main.host_text.speaking == 2)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
async def test_while_it_speaks_the_host_has_rows_and_the_log_a_line(
    parts: FakeParts, size: tuple[int, int], long: bool
) -> None:
    async with running(parts, size) as here:
        for number in range(30):
            here.app.session.say(f"message {number}")
        await _speaking(here, long=long)
        await here.until_seen("♪ speaking")
        host, log = here.main.host_text, here.main.message_log
        await here.until(lambda: host.scrollable_content_region.height >= 2, "two rows of the host")
        assert log.content_size.height >= 1
        if long:
            await here.until(lambda: log.content_size.height == 1, "the log gives way")


@pytest.mark.parametrize("size", SIZES)
async def test_the_log_grows_to_a_third_and_shows_its_end(parts: FakeParts, size: tuple[int, int]) -> None:
    async with running(parts, size) as here:
        log = here.main.message_log
        assert not log.display
        here.app.session.say("message 0")
        await here.until_seen("message 0")
        assert log.content_size.height == 1
        for number in range(1, 40):
            here.app.session.say(f"message {number}")
        await here.until_seen("message 39")
        assert log.content_size.height <= size[1] // 3
        await here.pilot.resize_terminal(60, 18)
        await here.until_seen("message 39")
        await here.pilot.resize_terminal(*size)
        await here.until_seen("message 39")


async def test_what_came_last_is_read_whole_once_the_host_is_done(parts: FakeParts) -> None:
    last = "This one line is too long for a single row of a phone, and of two as well, whatever it says."
    async with running(parts, (40, 20)) as here:
        run = await here.introduced()
        held, *_ = whole_intro()
        run.put(held, *(Sentence(index, text) for index, text in enumerate(LONG)), Speaking(0))
        await here.until_seen("♪ speaking")
        here.app.session.say(last)
        await here.until_logged(last)
        run.put(*whole_intro()[-2:])
        run.end()
        await here.until_seen("✓ said")
        here.app.session.say(last)
        await here.until(lambda: last.replace(" ", "") in "".join(here.seen.split()), "all of it")


@pytest.mark.parametrize("size", [(40, 20), (100, 32)])
async def test_a_charge_stays_in_view_with_the_lines_that_come_of_it(
    parts: FakeParts, size: tuple[int, int]
) -> None:
    async with running(parts, size) as here:
        run = await here.introduced()
        held, *_ = whole_intro()
        run.put(held, *(Sentence(index, text) for index, text in enumerate(LONG)), Speaking(0))
        await here.until_seen("♪ speaking")
        run.put(*whole_intro()[-2:])
        run.end()
        await here.until_logged("8 left")
        here.app.session.say("Low: 3 credits left; s shows how to get more.", Weight.WARNING)
        here.app.session.say("i introduces what plays now.")
        await here.until_seen("i introduces what plays now.")
        await here.until_seen("text 1 + voice 1 · 8 left")
