"""A session without a screen: commands in, events out."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from spotintro.credits.base import AuditProblem, AuditReport, Redemption, VoucherTerms
from spotintro.credits.errors import CreditError, CreditErrorCode, Unconfirmed
from spotintro.credits.features import UserTransaction
from spotintro.host.events import Failed, Finished, HostEvent, LeftPaused, Quote, Speaking, Stopped
from spotintro.music import Device, Playback, PlaybackState, Track, TrackKind
from spotintro.players.base import CommandFailed, PlayerUnreachable
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
from spotintro.session.standing import Phase
from spotintro.session.wording import UNKEPT_ANSWER
from spotintro.writers.local_servers import LocalServer
from tests.fakes.tui_parts import FOLLOWING, INTRO, MORE, TRACK, VOICE, FakeParts, playing
from tests.tui.running import until, user, whole_intro
from tests.tui.test_vouchers import trust, voucher

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
        (feature, quote), (more, price_of_more) = face.of(Quoted)[-1].quotes
        assert (more, price_of_more.charges) == (UserTransaction.TELL_MORE, (MORE, VOICE))
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
        assert lines == ["Clair de lune · text 1 + voice 1 · 8 left"]
        assert face.of(BalanceRead)[-1].user == user(8, used=2)
    assert parts.the_host.asked == [(TRACK.id, True)]


async def stopped_while_the_account_opens(parts: FakeParts) -> Face:
    """A face whose user asked for an intro and stopped it before it could begin."""
    parts.hold_account()
    face = Face(parts)
    face.session.begin()
    await face.until(lambda: bool(face.of(PlaybackRead)))
    face.session.perform(FEATURE)
    await face.until(lambda: face.session.intros.busy)
    face.session.stop_host()
    await asyncio.sleep(0)
    parts.release_account()
    await face.until(lambda: not face.session.intros.busy)
    return face


async def test_an_intro_that_is_stopped_before_it_begins_does_not_begin(parts: FakeParts) -> None:
    face = await stopped_while_the_account_opens(parts)
    assert parts.the_host.run.stopped
    await face.session.close()


async def test_one_that_is_stopped_before_its_question_does_not_ask(parts: FakeParts) -> None:
    parts.the_host.disclosure = "The title goes to model.example."
    face = await stopped_while_the_account_opens(parts)
    assert face.of(ConsentAsked) == []
    assert "Stopped before it began; nothing was charged." in face.said
    await face.session.close()


async def test_an_intro_is_asked_for_with_what_was_heard_and_what_comes(parts: FakeParts) -> None:
    async with facing(parts) as face:
        parts.the_player.set(replace(playing(FOLLOWING, following=TRACK), read_at_s=60.0))
        await face.until(lambda: face.of(PlaybackRead)[-1].playback == parts.the_player.playback)
        face.session.perform(FEATURE)
        await face.until(lambda: bool(parts.the_host.runs))
        parts.the_host.run.end()
        await face.until(lambda: not face.session.intros.busy)
    (show,) = parts.the_host.shows
    assert (show.heard, show.coming) == (TRACK, TRACK)


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
        await face.until(lambda: parts.the_player.fixes == [True, False])
        face.session.answer(agreed=True)
        await face.until(lambda: len(parts.the_host.runs) == 1)
        assert face.of(ConsentAsked)[-1] == ConsentAsked(None)


async def test_an_answer_to_the_writers_question_that_cant_be_kept_holds_for_this_run(parts: FakeParts) -> None:
    parts.the_host.disclosure = "The title goes to model.example."
    parts.the_host.keeps_answers = False
    async with facing(parts) as face:
        face.session.perform(FEATURE)
        await face.until(lambda: bool(face.of(ConsentAsked)))
        face.session.answer(agreed=True)
        await face.until(lambda: len(parts.the_host.runs) == 1)
        assert Said(UNKEPT_ANSWER, Weight.WARNING) in face.told


async def test_a_failing_command_is_one_line_and_the_rest_goes_on(parts: FakeParts) -> None:
    async with facing(parts) as face:
        parts.the_player.fail_command = CommandFailed("mpv ignored it.", "Try again.")
        face.session.steer("play_pause")
        await face.until(lambda: Said("mpv ignored it. Try again.", Weight.FAILURE) in face.told)
        parts.the_player.fail_command = None
        face.session.list_devices()
        await face.until(lambda: bool(face.of(DevicesRead)))
        assert face.of(DevicesRead)[-1].devices == parts.the_player.all_devices


async def test_the_host_is_told_of_a_pause_by_the_user_and_of_no_other_command(parts: FakeParts) -> None:
    async with facing(parts) as face:
        face.session.steer("play_pause")
        await face.until(lambda: parts.the_host.left_paused == 1)
        for command in ("play_pause", "louder"):
            face.session.steer(command)
        await face.until(lambda: len(parts.the_player.asked) == 3)
        assert parts.the_host.left_paused == 1


async def test_play_and_pause_are_not_turned_round(parts: FakeParts) -> None:
    async with facing(parts) as face:
        for command in ("play", "pause", "pause", "play"):
            await face.session.steer(command)
        assert parts.the_player.asked == ["pause", "play"]
        assert parts.the_host.left_paused == 1


def stopped() -> Stopped:
    return Stopped("", (), (INTRO, VOICE), user(10))


async def test_a_skip_ends_a_spoken_run_before_it_is_heard_and_offers_the_next(parts: FakeParts) -> None:
    async with facing(parts) as face:
        face.session.perform(FEATURE)
        await face.until(lambda: bool(parts.the_host.runs))
        parts.the_host.run.stop_ending = stopped()
        parts.the_player.set(playing(FOLLOWING))
        face.session.steer("next_track")
        await face.until(lambda: bool(face.host) and not face.session.intros.busy)
        assert face.host == [replace(stopped(), moved_on=True)]
        await face.until(lambda: f"<introduce> introduces “{FOLLOWING.title}”." in face.said)


@pytest.mark.parametrize("heard", [True, False])
async def test_a_seek_ends_a_run_only_where_it_is_heard(parts: FakeParts, heard: bool) -> None:
    async with facing(parts) as face:
        face.session.perform(FEATURE)
        await face.until(lambda: bool(parts.the_host.runs))
        parts.the_host.run.stop_ending = stopped()
        if heard:
            parts.the_host.run.put(Speaking(0))
            await face.until(lambda: face.host == [Speaking(0)])
        face.session.steer("forward")
        await face.until(lambda: bool(parts.the_player.asked))
        await face.until(lambda: face.session.intros.busy is not heard)
        assert ("<introduce> introduces what plays now." in face.said) is heard


async def test_a_text_that_is_only_shown_is_not_ended_by_a_skip(parts: FakeParts) -> None:
    async with facing(parts) as face:
        face.session.toggle_voice()
        face.session.perform(FEATURE)
        await face.until(lambda: bool(parts.the_host.runs))
        face.session.steer("next_track")
        await face.until(lambda: parts.the_player.asked == ["next"])
        parts.the_host.run.put(*whole_intro())
        parts.the_host.run.end()
        await face.until(lambda: not face.session.intros.busy)
        assert isinstance(face.host[-1], Finished)


async def test_music_that_stays_paused_is_one_line_with_the_key_that_plays_it(parts: FakeParts) -> None:
    async with facing(parts) as face:
        face.session.perform(FEATURE)
        await face.until(lambda: bool(parts.the_host.runs))
        parts.the_host.run.put(LeftPaused(), LeftPaused("mpv ignored it. Try again."), *whole_intro())
        parts.the_host.run.end()
        await face.until(lambda: not face.session.intros.busy)
        lines = [event.line.text for event in face.of(HostSaid) if event.line is not None]
        assert lines[:2] == [
            "The music stays paused, as it was left; <play_pause> plays it.",
            "The music stays paused: mpv ignored it. Try again. To go on, <play_pause> plays it.",
        ]


async def test_an_account_that_cant_be_opened_is_told_and_music_goes_on(parts: FakeParts) -> None:
    parts.the_account.fail = CreditError(CreditErrorCode.SYSTEM_ERROR, "It is locked.", "Close the other one.")
    async with facing(parts) as face:
        assert face.of(BalanceRead)[0] == BalanceRead(None)
        assert "It is locked. Close the other one." in face.said
        face.session.steer("play_pause")
        await face.until(lambda: parts.the_player.asked == ["pause"])


async def refused_for_want_of_credits(face: Face, parts: FakeParts) -> None:
    face.session.perform(FEATURE)
    await face.until(lambda: bool(parts.the_host.runs))
    parts.the_host.run.put(Failed("INSUFFICIENT_CREDITS", "This needs 2.", "Ask for more.", "", (), user(1)))
    parts.the_host.run.end()
    await face.until(lambda: not face.session.intros.busy)


async def test_what_was_refused_is_wanted_no_more_than_it_costs_by_now(parts: FakeParts) -> None:
    async with facing(parts) as face:
        await refused_for_want_of_credits(face, parts)
        refused = face.session.standing
        parts.the_host.charges = ()
        await face.session.setting_up.make_free()
        free = face.session.standing
        assert [standing.on_air.phase for standing in (refused, free)] == [Phase.REFUSED, Phase.IDLE]
        assert [standing.refusal and standing.refusal.quote.total for standing in (refused, free)] == [2, 0]


async def test_the_prices_follow_who_the_host_is(parts: FakeParts) -> None:
    """Another persona's voice may be there where the one before it was not."""
    parts.the_host.charges = (INTRO,)
    async with facing(parts) as face:
        assert dict(face.session.standing.quotes)[FEATURE].total == 1
        parts.the_host.charges = (INTRO, VOICE)
        face.session.choose_persona("club")
        await face.until(lambda: bool(parts.chosen_personas))
        await face.until(lambda: dict(face.session.standing.quotes)[FEATURE].total == 2)


async def test_who_looks_anew_is_told_what_saying_the_last_intro_again_costs_by_now(parts: FakeParts) -> None:
    """Another terminal may have introduced something on the same account."""
    parts.the_host.replay_charge = Quote(())
    async with facing(parts) as face:
        await face.until(lambda: face.session.standing.replay == Quote(()))
        parts.the_host.replay_charge = Quote((VOICE,))
        face.session.set_watched(False)
        face.session.set_watched(True)
        await face.until(lambda: face.session.standing.replay == Quote((VOICE,)))


async def test_where_the_account_cant_be_read_after_a_run_no_old_balance_stands(parts: FakeParts) -> None:
    """It may have been charged: the balance shows it once it can be read."""
    async with facing(parts) as face:
        face.session.perform(FEATURE)
        await face.until(lambda: bool(parts.the_host.runs))
        parts.the_account.fail = CreditError(CreditErrorCode.SYSTEM_ERROR, "It is gone.", "Find it.")
        parts.the_host.run.put(Failed("SYSTEM_ERROR", "It is gone.", "", "t", (), None, unconfirmed=(INTRO,)))
        parts.the_host.run.end()
        await face.until(lambda: not face.session.intros.busy)
        assert face.session.standing.account_fails
        parts.the_account.fail = None


async def test_a_voucher_that_may_be_booked_has_the_balance_read(parts: FakeParts) -> None:
    async def lost(terms: VoucherTerms) -> Redemption:
        parts.the_account.balance = user(15)
        raise Unconfirmed(
            CreditErrorCode.SYSTEM_ERROR,
            f"The store was lost while it booked {terms.serial}.",
            "The balance shows it.",
        )

    parts.demo = False
    trust(parts)
    parts.the_account.redeem = lost  # type: ignore[method-assign]  # an account in the fake's place
    async with facing(parts) as face:
        told, problems = await face.session.redeem(voucher())
        assert (told, [problem.code for problem in problems]) == ((), ["SYSTEM_ERROR"])
        await face.until(lambda: face.of(BalanceRead)[-1].user == user(15))


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


ADVERT = Track("spotify:ad:1", "Buy now", ("Shop",), kind=TrackKind.AD)


@pytest.mark.parametrize(
    ("track", "why", "next_step"),
    [
        (
            ADVERT,
            "This is an advert; there is nothing to introduce.",
            "Ask again when the music goes on.",
        ),
        (
            Track("spotify:track:1", "", ("Unknown Artist",)),
            "The player doesn't tell what plays: no title, no artist, no album.",
            "Ask again at the next track.",
        ),
    ],
)
async def test_what_the_host_refuses_is_one_line_and_no_question(track: Track, why: str, next_step: str) -> None:
    parts = FakeParts(playback=playing(track))
    parts.the_host.disclosure = "The title goes to model.example."
    async with facing(parts) as face:
        face.session.perform(FEATURE)
        await face.until(lambda: bool(face.host) and not face.session.intros.busy)
        assert [event.line.text for event in face.of(HostSaid) if event.line is not None] == [
            f"{track.title} · {why} Nothing was charged. {next_step}".removeprefix(" · ")
        ]
        assert face.of(ConsentAsked) == []
        assert parts.the_player.fixes == [True, False]


async def test_what_plays_without_being_told_is_not_called_nothing() -> None:
    """Spotify's own DJ speaks: `is_playing` and no item."""
    async with facing(FakeParts(playback=playing(None))) as face:
        face.session.perform(FEATURE)
        line = "Something plays that the player doesn't tell. Ask again at the next track. Nothing was charged."
        await face.until(lambda: line in face.said)
    async with facing(FakeParts(playback=playing(None, state=PlaybackState.STOPPED))) as face:
        face.session.perform(FEATURE)
        await face.until(lambda: "Nothing is playing: start a track, then ask again." in face.said)


async def test_what_plays_and_cannot_be_read_is_not_called_nothing(parts: FakeParts) -> None:
    parts.the_player.fail_open = [PlayerUnreachable("There is no session bus.", "Start one.")] * 100
    async with facing(parts) as face:
        face.session.perform(FEATURE)
        await face.until(lambda: face.said.count("There is no session bus. Start one.") == 2)
        assert not any("Nothing is playing" in line for line in face.said)


async def test_the_player_is_fixed_for_as_long_as_an_intro_lasts(parts: FakeParts) -> None:
    async with facing(parts) as face:
        face.session.perform(FEATURE)
        await face.until(lambda: bool(parts.the_host.runs))
        assert parts.the_player.fixes == [True]
        parts.the_host.run.put(*whole_intro())
        parts.the_host.run.end()
        await face.until(lambda: not face.session.intros.busy)
        assert parts.the_player.fixes == [True, False]
        face.session.perform(FEATURE)
        await face.until(lambda: len(parts.the_host.runs) == 2)
        face.session.stop_host()
        await face.until(lambda: not face.session.intros.busy)
        assert parts.the_player.fixes == [True, False, True, False]


async def test_a_switch_of_players_is_one_line(parts: FakeParts) -> None:
    def shown(player: str, name: str, device: str, track: Track = TRACK) -> Playback:
        return replace(playing(track), player=player, player_name=name, device=Device(device))

    async with facing(parts) as face:
        other = replace(TRACK, id="other")
        for playback in (
            shown("vlc", "VLC media player", "VLC media player", other),
            shown("vlc", "VLC", "VLC"),
            shown("Spotify", "", "Kitchen"),
            shown("firefox.instance_1_84", "Firefox", "Firefox", other),
            None,
            shown("vlc", "VLC", "VLC"),
        ):
            seen = len(face.of(PlaybackRead))
            parts.the_player.set(playback)
            await face.until(lambda seen=seen: len(face.of(PlaybackRead)) > seen)  # type: ignore[misc]
        assert [line for line in face.said if "shown now" in line] == [
            "VLC media player is shown now, in place of Demo on Kitchen.",
            "Firefox is shown now, in place of Spotify on Kitchen.",
        ]


async def test_without_a_device_on_spotify_no_line_speaks_of_players_here() -> None:
    parts = FakeParts(playback=None)
    parts.the_player.name = "spotify"
    async with facing(parts) as face:
        face.session.steer("play_pause")
        line = "Nothing plays on Spotify. Start a track there; it appears here by itself."
        await face.until(lambda: line in face.said)


OLLAMA = LocalServer("Ollama", 11434, ("llama3.2",))


async def test_a_local_ai_server_is_told_of_once(tmp_path: Path) -> None:
    said = "A local AI server runs here (Ollama: llama3.2): <writer> has it write."
    for times in (1, 0):
        parts = FakeParts(demo=False, data_dir=tmp_path / "data", playback=playing())
        parts.found_servers = (OLLAMA,)
        async with facing(parts) as face:
            if times:
                await face.until(lambda face=face: said in face.said)  # type: ignore[misc]
        assert face.said.count(said) == times


async def test_nobody_looks_for_one_in_the_demo(tmp_path: Path) -> None:
    parts = FakeParts(data_dir=tmp_path / "data", playback=playing())
    parts.fail["local_servers"] = AssertionError("nobody may look")
    async with facing(parts) as face:
        face.session.read_balance()
    assert not [line for line in face.said if "unexpected" in line]
