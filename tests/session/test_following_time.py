"""The balance while a session stays open: read again at the moment at which time changes it, and not before."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from spotintro.credits.base import ClockDoubt, Outlook
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.session.account import AGAIN_S, LOOK_S
from spotintro.session.events import BalanceRead
from tests.fakes.tui_parts import FakeParts, FrozenClock, playing
from tests.fakes.virtual_loop import LoopClock, VirtualLoop, run_in_virtual_time
from tests.session.test_session import Face, facing
from tests.tui.running import user


class SetClock(FrozenClock):
    """The loop's, which can be set."""

    def __init__(self, loop: LoopClock) -> None:
        super().__init__()
        self.loop = loop
        self.moved = timedelta()

    def now(self) -> datetime:
        return self.loop.now() + self.moved


def session(work: Callable[[FakeParts, Face, SetClock], Awaitable[None]], coming: Outlook) -> None:
    """Begin a session whose balance is 10, and say what the account tells of the time to come."""

    async def run(_: VirtualLoop, loop: LoopClock) -> None:
        parts = FakeParts(playback=playing())
        parts.clock = clock = SetClock(loop)
        parts.the_account.coming = coming
        async with facing(parts) as face:
            await work(parts, face, clock)

    run_in_virtual_time(run)


def balance(face: Face) -> int | None:
    told = face.of(BalanceRead)[-1].user
    return None if told is None else told.available_credits


def test_it_is_read_again_at_its_moment() -> None:
    async def work(parts: FakeParts, face: Face, _: SetClock) -> None:
        parts.the_account.balance = user(3)
        await asyncio.sleep(3500)
        assert balance(face) == 10
        await asyncio.sleep(101)
        assert balance(face) == 3
        parts.the_account.balance = user(2)
        await asyncio.sleep(3601)
        assert balance(face) == 2

    session(work, Outlook(3600.0))


def test_what_was_booked_meanwhile_moves_the_moment() -> None:
    async def work(parts: FakeParts, face: Face, _: SetClock) -> None:
        await asyncio.sleep(60)
        parts.the_account.coming = Outlook(100.0)
        face.session.read_balance()
        await asyncio.sleep(50)
        parts.the_account.balance = user(3)
        await asyncio.sleep(51)
        assert balance(face) == 3

    session(work, Outlook(None))


def test_it_is_read_again_as_soon_as_the_clock_went_back_or_leapt() -> None:
    async def work(parts: FakeParts, face: Face, clock: SetClock) -> None:
        for number, days in enumerate((-3, 40), start=1):
            parts.the_account.balance = user(number)
            clock.moved += timedelta(days=days)
            await asyncio.sleep(LOOK_S + 1)
            assert balance(face) == number

    session(work, Outlook(30 * 86_400.0))


@pytest.mark.slow
def test_nothing_is_read_while_nothing_changes() -> None:
    async def work(parts: FakeParts, face: Face, _: SetClock) -> None:
        before = len(face.of(BalanceRead))
        await asyncio.sleep(7 * 86_400)
        assert len(face.of(BalanceRead)) == before

    session(work, Outlook(None))


def test_a_doubted_clock_is_told_in_one_line_once() -> None:
    doubt = ClockDoubt(datetime(2036, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))

    async def work(parts: FakeParts, face: Face, _: SetClock) -> None:
        face.session.read_balance()
        await asyncio.sleep(60)
        assert face.said.count(doubt.line) == 1
        assert "3652 days" in doubt.line
        assert "`spotintro credits confirm-clock`" in doubt.line
        assert "\n" not in doubt.line

    session(work, Outlook(None, doubt))


def test_a_clock_that_goes_back_while_the_balance_is_read_is_noticed_at_once() -> None:
    async def work(parts: FakeParts, face: Face, clock: SetClock) -> None:
        read = parts.the_account.outlook

        async def setting_the_clock() -> Outlook:
            parts.the_account.outlook = read  # type: ignore[method-assign]  # once
            clock.moved -= timedelta(days=3)
            parts.the_account.balance = user(7)
            return await read()

        parts.the_account.outlook = setting_the_clock  # type: ignore[method-assign]  # an account in the fake's place
        face.session.read_balance()
        await asyncio.sleep(1)
        assert balance(face) == 7

    session(work, Outlook(None))


def test_a_clock_that_goes_back_as_the_account_has_just_been_opened_is_noticed() -> None:
    async def run(_: VirtualLoop, loop: LoopClock) -> None:
        parts = FakeParts(playback=playing())
        parts.clock = clock = SetClock(loop)
        clock.moved = timedelta(days=3)
        read = parts.the_account.outlook

        async def setting_the_clock() -> Outlook:
            parts.the_account.outlook = read  # type: ignore[method-assign]  # once
            clock.moved = timedelta()
            parts.the_account.balance = user(7)
            return await read()

        parts.the_account.outlook = setting_the_clock  # type: ignore[method-assign]  # an account in the fake's place
        async with facing(parts) as face:
            await asyncio.sleep(1)
            assert balance(face) == 7

    run_in_virtual_time(run)


def test_a_balance_that_is_read_by_a_clock_ahead_is_read_again_when_it_is_back() -> None:
    async def work(parts: FakeParts, face: Face, clock: SetClock) -> None:
        await asyncio.sleep(1)
        clock.moved = timedelta(days=3)
        parts.the_account.balance = user(3)
        face.session.read_balance()
        await asyncio.sleep(1)
        assert balance(face) == 3
        clock.moved = timedelta()
        parts.the_account.balance = user(7)
        await asyncio.sleep(2 * LOOK_S)
        assert balance(face) == 7

    session(work, Outlook(None))


def test_an_account_that_opens_only_later_is_followed_as_well() -> None:
    async def run(_: VirtualLoop, loop: LoopClock) -> None:
        parts = FakeParts(playback=playing())
        parts.clock = SetClock(loop)
        parts.the_account.coming = Outlook(3600.0)
        parts.the_account.fail = lost()
        async with facing(parts) as face:
            assert balance(face) is None
            parts.the_account.fail = None
            face.session.introduce_next()
            await asyncio.sleep(1)
            assert balance(face) == 10
            parts.the_account.balance = user(3)
            await asyncio.sleep(3601)
            assert balance(face) == 3

    run_in_virtual_time(run)


def test_a_balance_that_cant_be_read_at_its_moment_is_read_as_soon_as_it_can() -> None:
    """Its moment is over then: the account has none to come."""

    async def work(parts: FakeParts, face: Face, _: SetClock) -> None:
        parts.the_account.balance = user(3)
        parts.the_account.coming = Outlook(None)
        parts.the_account.fail = lost()
        await asyncio.sleep(3700)
        assert balance(face) == 10
        told = len(face.said)
        await asyncio.sleep(3600)
        assert len(face.said) == told, "once is enough"
        parts.the_account.fail = None
        await asyncio.sleep(AGAIN_S + 1)
        assert balance(face) == 3

    session(work, Outlook(3600.0))


def test_an_account_that_cant_say_when_its_balance_changes_is_asked_again() -> None:
    async def work(parts: FakeParts, face: Face, _: SetClock) -> None:
        parts.the_account.coming = Outlook(3600.0)
        read = parts.the_account.outlook

        async def losing() -> Outlook:
            parts.the_account.outlook = read  # type: ignore[method-assign]  # once
            raise lost()

        parts.the_account.outlook = losing  # type: ignore[method-assign]  # an account in the fake's place
        face.session.read_balance()
        await asyncio.sleep(1)
        parts.the_account.balance = user(3)
        await asyncio.sleep(3600 + AGAIN_S + 1)
        assert balance(face) == 3

    session(work, Outlook(None))


def test_a_balance_that_a_run_could_not_tell_is_read_as_soon_as_it_can() -> None:
    async def work(parts: FakeParts, face: Face, _: SetClock) -> None:
        face.session._tell(BalanceRead(None))
        parts.the_account.fail = lost()
        await asyncio.sleep(3600)
        assert balance(face) is None
        parts.the_account.fail, parts.the_account.balance = None, user(9)
        await asyncio.sleep(AGAIN_S + 1)
        assert balance(face) == 9

    session(work, Outlook(None))


def lost() -> CreditError:
    return CreditError(CreditErrorCode.SYSTEM_ERROR, "The store is gone.", "Find it.")
