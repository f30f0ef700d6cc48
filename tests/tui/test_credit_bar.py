"""Balance and price: whole at every size and in every state, and each state told by its text alone."""

from __future__ import annotations

import pytest

from spotintro.credits.errors import CreditErrorCode
from spotintro.host.events import Failed, HostEvent
from spotintro.session.events import BalanceRead
from tests.fakes.tui_parts import FakeParts, playing
from tests.tui.running import Running, running, user, whole_intro

SIZES = [(30, 10), (40, 20), (36, 70), (80, 24), (100, 32), (200, 60)]
at_every_size = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@pytest.fixture(autouse=True)
def _without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


async def _told(here: Running, *parts: str) -> None:
    for part in parts:
        await here.until_seen(part)


async def _refused(here: Running, *, left: int) -> None:
    run = await here.introduced()
    message = f"This needs 2 credits and you have {left} credits."
    run.put(Failed(CreditErrorCode.INSUFFICIENT_CREDITS, message, "", "", (), user(left)))
    run.end()
    await here.until(lambda: here.app.session.intros.refused is not None and not here.app.session.intros.busy)


@at_every_size
async def test_while_music_plays(parts: FakeParts, size: tuple[int, int]) -> None:
    async with running(parts, size) as here:
        await _told(here, "● 10 credits", "i 2: text 1 + voice 1", "m 3")


@at_every_size
@pytest.mark.parametrize("until", [1, 6], ids=["writing", "speaking"])
async def test_while_an_intro_is_under_way(parts: FakeParts, size: tuple[int, int], until: int) -> None:
    async with running(parts, size) as here:
        run = await here.introduced()
        events: list[HostEvent] = whole_intro()
        run.put(*events[:until])
        await _told(here, "● 8 credits", " reserved", "i 2: text 1 + voice 1")
        run.put(*events[until:])
        run.end()
        await here.until(lambda: "reserved" not in here.bar)
        assert here.log == ["Clair de lune · text 1 + voice 1 · 8 left"]


@at_every_size
async def test_what_is_refused_stands_with_its_ways_out(size: tuple[int, int]) -> None:
    async with running(FakeParts(playback=playing(), available=1), size) as here:
        await _told(here, "▲ 1 credit", "⊘ i needs 2")
        await _refused(here, left=1)
        await _told(here, "▲ 1 credit", "2 needed", "v text only (1)", "s get more", "R retry")
        assert "i needs" not in here.bar


@at_every_size
async def test_an_empty_account_names_the_way_to_more(size: tuple[int, int]) -> None:
    async with running(FakeParts(playback=playing(), available=0), size) as here:
        await _told(
            here, "○ 0 credits", "s more" if size == (30, 10) else "s get more", "⊘ i needs 2: text 1 + voice 1"
        )
        await here.until_logged("Everything free still works")


@at_every_size
async def test_few_credits_are_called_low(size: tuple[int, int]) -> None:
    async with running(FakeParts(playback=playing(), available=2), size) as here:
        await _told(here, "▲ 2 credits · low", "i 2: text 1 + voice 1")


@at_every_size
async def test_after_credits_came_nothing_is_too_few(size: tuple[int, int]) -> None:
    async with running(FakeParts(playback=playing(), available=0), size) as here:
        await _refused(here, left=0)
        await here.until(lambda: "too few" in here.main.host_text.status)
        here.app.session._tell(BalanceRead(user(10)))  # as another program's voucher is seen
        await _told(here, "● 10 credits", "i 2: text 1 + voice 1")
        assert here.main.host_text.status == ""
        assert "needed" not in here.bar
        assert here.app.session.standing.on_air.phase.value == "idle"
        assert "R retry" in "\n".join(line.plain for line in here.main.key_bar.lines(200))


async def test_the_text_alone_can_be_had_for_what_is_left() -> None:
    async with running(FakeParts(playback=playing(), available=1)) as here:
        await _refused(here, left=1)
        await here.press("v")
        await _told(here, "▲ 1 credit · low", "i 1: text")
        assert "needed" not in here.bar
        await here.introduced("R")
        assert here.parts.the_host.asked[-1][1] is False
        await here.until(lambda: "retry" not in here.main.key_bar.lines(20)[0].plain)


async def test_the_text_alone_is_no_choice_where_it_cannot_be_paid() -> None:
    async with running(FakeParts(playback=playing(), available=0)) as here:
        await _refused(here, left=0)
        await _told(here, "2 needed, 0 left: s get more · R retry")


async def test_a_screen_that_grows_lower_alone_is_laid_out_again(parts: FakeParts) -> None:
    async with running(parts, (36, 40)) as here:
        assert len(here.main.credit_bar.lines(36)) > 1
        await here.pilot.resize_terminal(36, 7)
        await here.until(lambda: here.main.credit_bar.size.height == 1)
