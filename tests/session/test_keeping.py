"""How long intros are kept: deleted at the start and once a day by the clock, and nothing waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from spotintro.config.settings import HistorySettings, Settings
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.session.events import BalanceRead
from tests.fakes.tui_parts import FakeParts, playing
from tests.fakes.virtual_loop import LoopClock, VirtualLoop, run_in_virtual_time
from tests.session.test_following_time import SetClock
from tests.session.test_session import Face, facing
from tests.tui.running import user

DAY = 86_400.0
HOUR = 3_600.0


def session(work: Callable[[FakeParts, Face, SetClock], Awaitable[None]], *, keep_days: int = 30) -> None:
    async def run(_: VirtualLoop, loop: LoopClock) -> None:
        parts = FakeParts(playback=playing(), settings=Settings(history=HistorySettings(keep_days=keep_days)))
        parts.clock = clock = SetClock(loop)
        parts.the_account.old_intros = [3, 0, 1]
        async with facing(parts) as face:
            await work(parts, face, clock)

    run_in_virtual_time(run)


@pytest.mark.slow
def test_at_the_start_and_then_once_a_day() -> None:
    async def work(parts: FakeParts, face: Face, _: SetClock) -> None:
        await face.until(lambda: parts.the_account.forgotten == [30])
        assert face.said[-1] == "3 intros older than history.keep_days (30) were deleted; favourites stay."
        await asyncio.sleep(DAY / 2)
        assert len(parts.the_account.forgotten) == 1
        await asyncio.sleep(DAY / 2 + HOUR)
        assert len(parts.the_account.forgotten) == 2
        await asyncio.sleep(3 * DAY)
        assert len(parts.the_account.forgotten) == 5
        assert [line for line in face.said if "deleted" in line][1:] == [
            "1 intro older than history.keep_days (30) was deleted; favourites stay."
        ]

    session(work)


def test_a_machine_that_slept_makes_up_for_it_within_the_hour() -> None:
    async def work(parts: FakeParts, face: Face, clock: SetClock) -> None:
        await face.until(lambda: len(parts.the_account.forgotten) == 1)
        clock.moved += clock.moved.resolution * int(5 * DAY * 1e6)
        await asyncio.sleep(HOUR + 1)
        assert len(parts.the_account.forgotten) == 2

    session(work)


@pytest.mark.slow
def test_kept_without_end_nothing_is_asked() -> None:
    async def work(parts: FakeParts, _: Face, __: SetClock) -> None:
        await asyncio.sleep(3 * DAY)
        assert parts.the_account.forgotten == []

    session(work, keep_days=0)


@pytest.mark.slow
def test_what_cannot_be_deleted_is_tried_again_the_next_day() -> None:
    async def work(parts: FakeParts, face: Face, _: SetClock) -> None:
        await face.until(lambda: len(parts.the_account.forgotten) == 1)
        parts.the_account.fail = CreditError(CreditErrorCode.SYSTEM_ERROR, "It is locked.", "Wait.")
        await asyncio.sleep(DAY + HOUR)
        parts.the_account.fail = None
        assert len(parts.the_account.forgotten) == 1
        await asyncio.sleep(DAY + HOUR)
        assert len(parts.the_account.forgotten) >= 2

    session(work)


def test_nothing_waits_for_it() -> None:
    async def work(parts: FakeParts, face: Face, _: SetClock) -> None:
        never = asyncio.Event()

        async def stuck(*, keep_days: int) -> int:
            await never.wait()
            return keep_days

        parts.the_account.forget_old_intros = stuck  # type: ignore[method-assign]
        await asyncio.sleep(DAY + HOUR)
        parts.the_account.balance = user(3)
        face.session.read_balance()
        await face.until(lambda: face.of(BalanceRead)[-1].user == user(3))
        face.session.replay("w1")
        await face.until(lambda: parts.the_host.asked == [("replay w1", True)])
        parts.the_host.run.end()
        await face.until(lambda: not face.session.intros.busy)

    session(work)
