"""A session without a screen: commands in, events out."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import pytest

from spotintro.credits.base import AuditProblem, AuditReport
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.credits.features import UserTransaction
from spotintro.host.events import Finished, HostEvent
from spotintro.players.base import CommandFailed
from spotintro.session.events import (
    BalanceRead,
    BooksDisagreed,
    ConsentAsked,
    DevicesRead,
    HostSaid,
    MadeReady,
    PlaybackRead,
    Quoted,
    Said,
    SessionEvent,
    Weight,
)
from spotintro.session.session import Session
from tests.fakes.tui_parts import INTRO, TRACK, VOICE, FakeParts, playing
from tests.tui.running import until, user, whole_intro

FEATURE = UserTransaction.GENERATE_TRACK_INTRO
_E = TypeVar("_E", bound=SessionEvent)


class Face:
    """Keeps what the session tells it."""

    def __init__(self, parts: FakeParts) -> None:
        self.told: list[SessionEvent] = []
        self.session = Session(parts, self.told.append, key_of=lambda command: f"<{command}>")

    def of(self, kind: type[_E]) -> list[_E]:
        return [event for event in self.told if isinstance(event, kind)]

    @property
    def said(self) -> list[str]:
        return [event.text for event in self.of(Said)]

    @property
    def host(self) -> list[HostEvent]:
        return [event.event for event in self.of(HostSaid)]

    async def until(self, reached: Callable[[], bool]) -> None:
        for _ in range(200):
            if reached():
                return
            await asyncio.sleep(0.005)  # threads work beside the loop
        raise AssertionError(f"never reached: {self.told}")


@asynccontextmanager
async def facing(parts: FakeParts) -> AsyncIterator[Face]:
    """Begin a session; yield it once its account, its host and the first reading are there."""
    face = Face(parts)
    face.session.begin()
    await face.until(lambda: bool(face.of(MadeReady)) and bool(face.of(PlaybackRead)))
    yield face
    await face.session.close()


@pytest.fixture
def parts() -> FakeParts:
    return FakeParts(playback=playing())


@pytest.mark.slow
def test_it_loads_no_screen_and_no_command_line() -> None:
    probe = (
        "import sys, pkgutil, importlib, spotintro.session as room\n"
        "for each in pkgutil.iter_modules(room.__path__):\n"
        "    importlib.import_module(f'spotintro.session.{each.name}')\n"
        "print(sorted({'textual', 'rich', 'click', 'spotintro.tui', 'spotintro.cli'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, check=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]"


async def test_it_begins_with_what_plays_the_balance_and_the_prices(parts: FakeParts) -> None:
    async with facing(parts) as face:
        assert face.of(PlaybackRead)[-1].playback == parts.the_player.playback
        assert face.of(BalanceRead)[-1].user == user(10)
        ((feature, quote),) = face.of(Quoted)[-1].quotes
        assert (feature, quote.charges, face.of(Quoted)[-1].speak) == (FEATURE, (INTRO, VOICE), True)
    assert parts.closed


async def test_an_intro_is_told_from_its_hold_to_its_end(parts: FakeParts) -> None:
    async with facing(parts) as face:
        face.session.perform(FEATURE)
        await face.until(lambda: bool(parts.the_host.runs))
        parts.the_host.run.put(*whole_intro())
        parts.the_host.run.end()
        await face.until(lambda: not face.session.intros.busy)
        assert face.host == whole_intro()
        assert isinstance(face.host[-1], Finished)
        lines = [event.line.text for event in face.of(HostSaid) if event.line is not None]
        assert lines == ["intro 1 credit · 9 left", "voice 1 credit · 8 left"]
        assert face.of(BalanceRead)[-1].user == user(8, used=2)
    assert parts.the_host.asked == [(TRACK.id, True)]


async def test_two_faces_commands_at_once_begin_one_intro(parts: FakeParts) -> None:
    async with facing(parts) as face:
        face.session.perform(FEATURE)
        face.session.perform(FEATURE)
        await face.until(lambda: "The host is at it already; <stop> stops." in face.said)
        assert len(parts.the_host.runs) == 1


async def test_the_question_waits_for_its_answer(parts: FakeParts) -> None:
    parts.the_host.disclosure = "The title goes to model.example."
    async with facing(parts) as face:
        face.session.perform(FEATURE)
        await face.until(lambda: face.of(ConsentAsked) == [ConsentAsked(parts.the_host.disclosure)])
        assert parts.the_host.runs == []
        face.session.answer(agreed=True)
        await face.until(lambda: len(parts.the_host.runs) == 1)
        assert face.of(ConsentAsked)[-1] == ConsentAsked(None)


async def test_a_failing_command_is_one_line_and_the_rest_goes_on(parts: FakeParts) -> None:
    async with facing(parts) as face:
        parts.the_player.fail_command = CommandFailed("mpv ignored it.", "Try again.")
        face.session.steer("play_pause")
        await face.until(lambda: Said("mpv ignored it. Try again.", Weight.FAILURE) in face.told)
        parts.the_player.fail_command = None
        face.session.list_devices()
        await face.until(lambda: bool(face.of(DevicesRead)))
        assert face.of(DevicesRead)[-1].devices == parts.the_player.all_devices


async def test_an_account_that_cant_be_opened_is_told_and_music_goes_on(parts: FakeParts) -> None:
    parts.the_account.fail = CreditError(CreditErrorCode.SYSTEM_ERROR, "It is locked.", "Close the other one.")
    async with facing(parts) as face:
        assert face.of(BalanceRead)[0] == BalanceRead(None)
        assert "It is locked. Close the other one." in face.said
        face.session.steer("play_pause")
        await face.until(lambda: parts.the_player.asked == ["pause"])


async def test_books_that_disagree_are_told(parts: FakeParts) -> None:
    parts.audit_report = AuditReport(7, (AuditProblem("chain", "entry 3", "It was changed."),))
    async with facing(parts) as face:
        await face.until(lambda: bool(face.of(BooksDisagreed)))
        assert face.said[-1].startswith("The account's books: entry 3: It was changed.")


async def test_closing_stops_the_intro_and_closes_the_parts(parts: FakeParts) -> None:
    async with facing(parts) as face:
        face.session.perform(FEATURE)
        await until(lambda: bool(parts.the_host.runs))
    assert parts.the_host.run.stopped
    assert parts.closed
