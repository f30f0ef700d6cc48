"""`now --follow`: from the app that runs, by readings of its own without one, and back; how it ends."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from spotintro.cli import following
from spotintro.cli.following import Following, first_of
from spotintro.music import PlaybackState
from spotintro.players.base import PlayerUnreachable
from spotintro.remote.status import Status
from tests.cli.commands import Commands, Result, run, start
from tests.fakes.tui_parts import FOLLOWING, FakeParts, playing
from tests.remote.serving import served
from tests.tui.running import user

FORMAT = ("--format", "{artist} – {title} · {credits}")


async def told(*arguments: str) -> Result:
    return await asyncio.to_thread(run, *arguments)


async def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return (await asyncio.wait_for(asyncio.to_thread(process.stdout.readline), 20)).rstrip("\n")


# In this process, by scripted parts


class Shown:
    def __init__(self) -> None:
        self.statuses: list[Status] = []

    def __call__(self, status: Status) -> None:
        self.statuses.append(status)

    @property
    def titles(self) -> list[str]:
        return [status.title for status in self.statuses]

    async def until(self, title: str) -> None:
        for _ in range(400):
            if self.titles[-1:] == [title]:
                return
            await asyncio.sleep(0.01)
        raise AssertionError(self.titles)


@asynccontextmanager
async def following_with(parts: FakeParts, *, attaches: bool = True) -> AsyncIterator[Shown]:
    shown = Shown()
    task = asyncio.create_task(Following(parts, shown, attaches=attaches).run())  # type: ignore[arg-type]
    try:
        yield shown
    finally:
        task.cancel()
        await asyncio.wait({task})


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "LOOK_S", 0.02)
    monkeypatch.setattr(following, "BALANCE_S", 0.02)


async def test_an_app_that_runs_is_asked_and_no_player(tmp_path: Path) -> None:
    own = FakeParts(playback=playing(FOLLOWING), data_dir=tmp_path)
    app = FakeParts(playback=playing())
    async with served(app, tmp_path) as here, following_with(own) as shown:
        await shown.until("Clair de lune")
        assert (shown.statuses[-1].credits, shown.statuses[-1].price) == (10, 2)
        app.the_player.set(playing(FOLLOWING))
        await shown.until("Für Elise")
        assert here.connections == 1
        assert (own.the_player.opened, own.the_player.watched) == (0, [])


async def test_the_own_readings_follow_the_app_and_give_way_to_the_next(tmp_path: Path) -> None:
    own = FakeParts(playback=playing(FOLLOWING), data_dir=tmp_path)
    own.glanced = user(3)
    async with following_with(own) as shown:
        await shown.until("Für Elise")
        assert (shown.statuses[-1].credits, shown.statuses[-1].low) == (3, True)
        assert own.the_player.watched == [False]
        async with served(FakeParts(playback=playing()), tmp_path):
            await shown.until("Clair de lune")
            before = len(shown.statuses)
            own.the_player.set(playing(FOLLOWING, state=PlaybackState.PAUSED))
            await asyncio.sleep(0.1)
            assert len(shown.statuses) == before, "nobody hears the own player now"
        await shown.until("Für Elise")
        assert shown.statuses[-1].state == "paused"
        assert own.the_player.opened == 1
        async with served(FakeParts(playback=playing()), tmp_path):
            await shown.until("Clair de lune")


async def test_a_balance_that_changes_elsewhere_is_seen(tmp_path: Path) -> None:
    own = FakeParts(playback=playing(), data_dir=tmp_path)
    own.glanced = user(3)
    async with following_with(own) as shown:
        await shown.until("Clair de lune")
        own.glanced = user(1)
        for _ in range(400):
            if shown.statuses[-1].credits == 1:
                break
            await asyncio.sleep(0.01)
        assert (shown.statuses[-1].credits, shown.statuses[-1].low) == (1, True)
        own.glanced = None
        await asyncio.sleep(0.1)
        assert shown.statuses[-1].credits == 1, "a glance that can't tell changes nothing"


async def test_where_a_player_was_named_no_app_is_asked(tmp_path: Path) -> None:
    own = FakeParts(playback=playing(FOLLOWING), data_dir=tmp_path)
    async with served(FakeParts(playback=playing()), tmp_path) as here:
        async with following_with(own, attaches=False) as shown:
            await shown.until("Für Elise")
        assert here.connections == 0


async def test_a_player_that_cannot_be_had_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = FakeParts(playback=None, data_dir=tmp_path)
    own.fail["player"] = PlayerUnreachable("There is no bus.", "Start one.")
    async with following_with(own) as shown:
        await shown.until("")
        assert shown.statuses[-1].state == "none"
        await asyncio.sleep(0.05)
    assert capsys.readouterr().err == "There is no bus. Start one.\n"


async def test_what_cannot_be_shown_ends_it(tmp_path: Path) -> None:
    def closed(_status: Status) -> None:
        raise BrokenPipeError

    own = FakeParts(playback=playing(), data_dir=tmp_path)
    with pytest.raises(BrokenPipeError):
        await asyncio.wait_for(Following(own, closed, attaches=True).run(), 10)  # type: ignore[arg-type]
    async with served(FakeParts(playback=playing()), tmp_path) as here:
        with pytest.raises(BrokenPipeError):
            await asyncio.wait_for(Following(own, closed, attaches=True).run(), 10)  # type: ignore[arg-type]
        await here.until(lambda: here.connections == 0)


async def test_the_first_of_several_ends_the_others() -> None:
    ended: list[str] = []

    async def long(name: str) -> int:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(name)
        return 1

    async def short() -> int:
        await asyncio.sleep(0)
        return 2

    assert await first_of(long("a"), short(), long("b")) == 2
    assert sorted(ended) == ["a", "b"]


# The program itself


async def test_lines_come_with_changes_alone(spotintro: Commands) -> None:
    app = FakeParts(playback=playing())
    async with served(app, spotintro.data_dir) as here:
        with start("now", "--follow", *FORMAT) as process:
            try:
                assert await line_of(process) == "Claude Debussy, Ana Ferreira – Clair de lune · 10"
                here.face.session.say("No change.")
                app.the_player.set(playing(position_ms=200_000))  # of no interest to this format
                app.the_player.set(playing(FOLLOWING))
                assert await line_of(process) == "Ludwig van Beethoven – Für Elise · 10"
                await here.server.close()
                assert await line_of(process) == "", "nothing plays where no app tells of it"
            finally:
                process.kill()


async def test_json_lines(spotintro: Commands) -> None:
    async with served(FakeParts(playback=playing()), spotintro.data_dir):
        with start("now", "--follow", "--json") as process:
            try:
                document = json.loads(await line_of(process))
            finally:
                process.kill()
    assert (document["title"], document["credits"], document["state"]) == ("Clair de lune", 10, "playing")
    assert set(document) == set(Status.__struct_fields__)


async def test_waybar_s_lines(spotintro: Commands) -> None:
    async with served(FakeParts(playback=playing()), spotintro.data_dir):
        with start("now", "--follow", "--for", "waybar", "--format", "<b>{title}</b>") as process:
            try:
                document = json.loads(await line_of(process))
            finally:
                process.kill()
    assert (document["text"], document["class"]) == ("<b>Clair de lune</b>", ["playing"])


def test_the_position_ticks_where_the_format_has_it(spotintro: Commands) -> None:
    with start("now", "--follow", "--player", "demo", "--format", "{position} of {duration}") as process:
        assert process.stdout is not None
        lines = [process.stdout.readline().strip() for _ in range(3)]
        process.kill()
    assert lines == ["0:00 of 3:34", "0:01 of 3:34", "0:02 of 3:34"]


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it(spotintro: Commands, number: signal.Signals, status: int) -> None:
    with start("now", "--follow", "--player", "demo") as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("▶ Amélie Sørensen – Nuit blanche à Ålesund")
        process.send_signal(number)
        _out, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (status, "Stopped.\n")


def test_a_reader_that_leaves_ends_it_before_the_next_change(spotintro: Commands) -> None:
    with start("now", "--follow", "--player", "demo") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        process.wait(timeout=5)
        assert (process.returncode, process.stderr.read()) == (141, "")


def test_a_file_is_no_reader_that_leaves(spotintro: Commands, tmp_path: Path) -> None:
    with (
        (tmp_path / "lines").open("w") as lines,
        start("now", "--follow", "--player", "demo", stdout=lines) as process,
    ):
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=2)
        process.terminate()
        process.communicate(timeout=20)
    assert process.returncode == 143
    assert (tmp_path / "lines").read_text().count("\n") == 1


async def test_once_by_the_app_and_without_it(spotintro: Commands) -> None:
    async with served(FakeParts(playback=playing()), spotintro.data_dir):
        result = await told("now", *FORMAT)
    assert (result.status, result.out) == (0, "Claude Debussy, Ana Ferreira – Clair de lune · 10\n")
    result = await told("now", *FORMAT, "--player", "demo")
    assert (result.status, result.out) == (
        0,
        "Amélie Sørensen – Nuit blanche à Ålesund\n",
    )
    result = await told("now", *FORMAT)
    assert (result.status, result.out) == (1, "")
    assert "No music player can be seen" in result.err


def test_the_credits_are_read_from_the_account_s_file(spotintro: Commands) -> None:
    assert spotintro("credits").status == 0
    assert "DBUS_SESSION_BUS_ADDRESS" not in os.environ
    assert spotintro("now", "--format", "{credits}", "--player", "demo").out == "10\n"
