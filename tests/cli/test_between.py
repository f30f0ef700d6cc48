"""`spotintro intro --next` and `spotintro auto`, on the demo player in virtual time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, cast

import pytest

from spotintro.cli import auto, delivering
from spotintro.cli.failures import CommandFailed
from spotintro.cli.next_intro import deliver_next
from spotintro.config import OverMusicMode, Paths, Settings
from spotintro.credits.base import User
from spotintro.credits.errors import InsufficientCredits
from spotintro.errors import SpotIntroError
from spotintro.host.events import Composed, Finished, Held, Quote, Sentence
from spotintro.music import Repeat, Track
from spotintro.players.base import CommandUnsupported, NextUntold
from spotintro.players.demo import DemoPlayer
from spotintro.session.events import HostSaid
from spotintro.wiring.parts import Parts
from tests.cli.commands import Commands
from tests.fakes.facts import ARTICLE
from tests.fakes.virtual_loop import LoopClock, VirtualLoop, run_in_virtual_time
from tests.session.evening import Evening

SONGS = tuple(Track(f"demo:{number}", f"Song {number}", ("Someone",), duration_ms=60_000) for number in range(12))


@dataclass
class Ran:
    """How a command ended."""

    evening: Evening
    out: str
    err: str
    error: BaseException | None = None

    @property
    def used(self) -> int:
        return self.evening.ledger.user().used_credits

    @property
    def documents(self) -> list[dict[str, Any]]:
        return [cast("dict[str, Any]", json.loads(line)) for line in self.out.splitlines()]


Act = Callable[[DemoPlayer], Coroutine[Any, Any, object]]
Command = Callable[["Parts"], Coroutine[Any, Any, int]]


class ClosedStdout(StringIO):
    """Takes nothing, as a pipe whose reader is gone."""

    def write(self, _text: str) -> int:
        raise BrokenPipeError


@pytest.fixture
def run_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Return a function that runs a command beside the demo player, while this is done to it."""

    def run(
        command: Command,
        act: Act | None = None,
        *,
        stop_after_s: float | None = None,
        songs: tuple[Track, ...] = SONGS,
        stdout: StringIO | None = None,
        **options: Any,
    ) -> Ran:
        out, err = stdout or StringIO(), StringIO()
        monkeypatch.setattr("sys.stdout", out)
        monkeypatch.setattr("sys.stderr", err)

        async def work(loop: VirtualLoop, clock: LoopClock) -> Ran:
            player = DemoPlayer(clock)
            player._tracks, player._order = songs, list(range(len(songs)))
            evening = Evening(player, clock, tmp_path, **options)
            task = asyncio.ensure_future(command(cast("Parts", evening.parts)))
            if stop_after_s is not None:
                loop.call_later(stop_after_s, task.cancel)
            acting = None if act is None else asyncio.ensure_future(act(player))
            error: BaseException | None = None
            try:
                assert await task == 0
            except (SpotIntroError, OSError, asyncio.CancelledError) as problem:
                error = problem
            if acting is not None:
                await acting
            await evening.host.close()
            await evening.gate.close()
            await player.close()
            return Ran(evening, out.getvalue(), err.getvalue(), error)

        return run_in_virtual_time(work)

    return run


def next_one(*, as_json: bool = False) -> Command:
    return lambda parts: deliver_next(parts, delivering.Manner(speak=True, as_json=as_json))


def again(*, as_json: bool = False, count: int | None = None, is_agreed: bool = True) -> Command:
    return lambda parts: auto.run_auto(parts, speak=True, as_json=as_json, count=count, is_agreed=is_agreed)


# intro --next


def test_the_next_track_is_introduced_when_the_current_one_has_ended(run_it: Callable[..., Ran]) -> None:
    ran = run_it(next_one())
    assert ran.error is None
    assert ran.out == "A good 0 to you.\nHere comes 0.\nEnjoy 0.\n"
    first, *_, last = ran.err.splitlines()
    assert first == "“Song 1” is introduced when it begins."
    assert last == "Balance: 198 credits"
    assert [each.track.title for each in ran.evening.ledger.intros] == ["Song 1"]
    assert ran.evening.clock.monotonic_s() > 1_060, "it waited for the end of the current one"
    assert ran.used == 2


def test_the_next_track_as_json(run_it: Callable[..., Ran]) -> None:
    ran = run_it(next_one(as_json=True))
    document = json.loads(ran.out)
    assert document["track"]["title"] == "Song 1"
    assert document["charged"] == {"GENERATE_TRACK_INTRO": 1, "SPEAK_TRACK_INTRO": 1}


def test_stopped_before_the_current_one_has_ended_nothing_is_charged(run_it: Callable[..., Ran]) -> None:
    ran = run_it(next_one(), stop_after_s=30)
    assert isinstance(ran.error, asyncio.CancelledError)
    assert (ran.out, ran.used) == ("", 0)
    assert len(ran.evening.writer.asked) == 1


def test_another_track_in_its_place_ends_it(run_it: Callable[..., Ran]) -> None:
    async def other(player: DemoPlayer) -> None:
        await asyncio.sleep(20)
        player._order[1], player._order[5] = player._order[5], player._order[1]
        player._changed()

    ran = run_it(next_one(), other)
    assert isinstance(ran.error, CommandFailed)
    assert (ran.error.code, ran.error.status, ran.used) == ("ANOTHER_CAME", 1, 0)
    assert "“Song 1”" in ran.error.message


def test_a_change_that_is_seen_late_ends_it(run_it: Callable[..., Ran]) -> None:
    async def late(player: DemoPlayer) -> None:
        await asyncio.sleep(20)
        player._index = 1
        player._anchor(8_000)
        player._changed()

    ran = run_it(next_one(), late)
    assert isinstance(ran.error, CommandFailed)
    assert (ran.error.code, ran.used) == ("SEEN_LATE", 0)


def test_what_comes_next_has_to_be_known(run_it: Callable[..., Ran]) -> None:
    async def nothing_follows(player: DemoPlayer) -> None:
        player._repeat = Repeat.OFF

    one = SONGS[:1]
    assert isinstance(run_it(next_one(), songs=one).error, CommandUnsupported)
    assert isinstance(run_it(next_one(), nothing_follows, songs=one).error, NextUntold)


def test_who_cant_pay_for_the_next_is_refused_at_once(run_it: Callable[..., Ran]) -> None:
    ran = run_it(next_one(), credits=1)
    assert isinstance(ran.error, InsufficientCredits)
    assert ran.evening.writer.asked == []


@pytest.mark.parametrize("words", [("--facts",), ("--out", "x.wav")])
def test_what_does_not_go_with_the_next(spotintro: Commands, words: tuple[str, ...]) -> None:
    result = spotintro("intro", "--next", "--player", "demo", *words)
    assert result.status == 2
    assert "--next waits for the music" in result.err


# auto


def test_so_many_intros_and_no_more(run_it: Callable[..., Ran]) -> None:
    ran = run_it(again(count=2), every="2 tracks")
    assert ran.error is None
    assert ran.out.splitlines() == [
        "A good 0 to you.",
        "Here comes 0.",
        "Enjoy 0.",
        "A good 1 to you.",
        "Here comes 1.",
        "Enjoy 1.",
    ]
    assert [each.track.title for each in ran.evening.ledger.intros] == ["Song 2", "Song 4"]
    assert "Auto is on: an intro every 2 tracks." in ran.err
    assert "Next: Song 2" in ran.err
    assert ran.err.count("Charged: ") == 4
    assert ran.used == 4


def test_auto_as_json_lines(run_it: Callable[..., Ran]) -> None:
    ran = run_it(again(as_json=True, count=1), every="1 track", session_cap=10)
    first, *_ = ran.documents
    assert first == {
        "event": "auto",
        "on": True,
        "every": "every track",
        "tracks_to_go": 1,
        "waits_for": None,
        "used": 0,
        "cap": 10,
    }
    (text,) = [each for each in ran.documents if each["event"] == "text"]
    (end,) = [each for each in ran.documents if each["event"] == "end"]
    assert (text["track"]["title"], text["text"]) == ("Song 1", "A good 0 to you. Here comes 0. Enjoy 0.")
    assert end == {
        "event": "end",
        "finished": True,
        "spoken": True,
        "charged": {"GENERATE_TRACK_INTRO": 1, "SPEAK_TRACK_INTRO": 1},
        "available": 198,
    }
    assert ran.documents.index(text) < ran.documents.index(end)


@pytest.mark.parametrize("as_json", [True, False])
def test_auto_names_the_sources_of_what_it_tells_and_what_is_added(
    capsys: pytest.CaptureFixture[str], *, as_json: bool
) -> None:
    face = auto._AutoFace(as_json=as_json, count=None)
    balance = User("local", available_credits=8, used_credits=2, held_credits=0)
    told = ("One.", "It sold well.")
    for event in (
        Held(SONGS[0], Quote(()), balance),
        Sentence(0, told[0], fact=ARTICLE),
        Sentence(1, told[1], added=True),
        Composed(SONGS[0], " ".join(told), "openai"),
        Finished(" ".join(told), "openai", spoken=True, speech_s=1.0, charges=(), balance=balance),
    ):
        face.hear(HostSaid(event, None))
    out, err = capsys.readouterr()
    if as_json:
        text = json.loads(out.splitlines()[0])
        assert [each["source"]["licence"] for each in text["facts"]] == ["CC BY-SA 4.0"]
        assert (text["added"], text["left_out"]) == ([told[1]], [])
    else:
        assert "Facts: Wikipedia (CC BY-SA 4.0)" in err
        assert f"Added by the model, no fact carries it: {told[1]}" in err


def test_a_cap_that_is_reached_has_it_wait_until_it_is_stopped(run_it: Callable[..., Ran]) -> None:
    ran = run_it(again(), stop_after_s=400, every="1 track", session_cap=4)
    assert isinstance(ran.error, asyncio.CancelledError)
    assert ran.used == 4
    assert ran.err.count("Auto waits: this session's cap is 4 credits") == 1


def test_nobody_has_agreed(run_it: Callable[..., Ran]) -> None:
    ran = run_it(again(is_agreed=False))
    assert isinstance(ran.error, CommandFailed)
    assert (ran.error.code, ran.error.status) == ("AUTO_NOT_AGREED", 2)
    assert "every 3 tracks: text 1 + voice 1 each" in ran.error.message
    assert "--every or --cap" in ran.error.next_step


def test_nothing_to_pay_a_single_one_with(run_it: Callable[..., Ran]) -> None:
    assert isinstance(run_it(again(), credits=1).error, InsufficientCredits)


@pytest.mark.parametrize("as_json", [True, False])
def test_a_reader_that_is_gone_ends_it_and_pays_nothing(run_it: Callable[..., Ran], as_json: bool) -> None:
    ran = run_it(again(as_json=as_json), every="1 track", stdout=ClosedStdout())
    assert isinstance(ran.error, BrokenPipeError)
    assert ran.used == 0


def test_a_rhythm_that_is_none(spotintro: Commands) -> None:
    result = spotintro("auto", "--player", "demo", "--every", "3 songs")
    assert result.status == 2
    assert "neither like" in result.err


def test_auto_takes_a_persona_and_a_way_with_the_music(spotintro: Commands, tmp_path: Path) -> None:
    refused = spotintro("auto", "--count", "1", "--persona", "clup", "--json")
    assert (refused.status, "club" in refused.error()["message"] + refused.error()["next_step"]) == (2, True)
    parts = Parts(Settings(), Paths(config_file=tmp_path / "config.toml", data_dir=tmp_path))
    auto._set(parts, every=None, cap=None, over_music=OverMusicMode.GAP)
    assert parts.settings.host.over_music is OverMusicMode.GAP
    auto._set(parts, every="2 tracks", cap=None, over_music=None)
    assert (parts.settings.host.over_music, parts.settings.host.auto_every) == (OverMusicMode.GAP, "2 tracks")
