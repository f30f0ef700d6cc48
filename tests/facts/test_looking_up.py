from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from spotintro.facts.base import SourceUnreachable
from spotintro.facts.looking_up import AGAIN_AFTER_S, MOST_KNOWN, MOST_WAITING, LookingUp
from spotintro.knowledge import About, Fact, Relation, Source
from spotintro.music import Track, TrackKind

if TYPE_CHECKING:
    import pytest

MUSICBRAINZ = Source("MusicBrainz", "https://musicbrainz.org/recording/1", "CC0")


def track(number: int) -> Track:
    return Track(id=f"spotify:track:{number}", title=f"Song {number}", artists=("Somebody",))


def fact(text: str) -> Fact:
    return Fact(Relation.LABEL, About.ALBUM, "An Album", MUSICBRAINZ, text=text)


class FakeSource:
    """Tells the track's title behind its own name, when it is let; counts what it is asked."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.asked: list[str] = []
        self.failing = False
        self.broken = False
        self.empty = False
        self.closed = False
        self.begun = asyncio.Event()
        self.free = asyncio.Event()
        self.free.set()
        self.last = asyncio.Event()
        """Set when the fourth track is asked about."""

    async def look_up(self, track: Track, *, language: str) -> tuple[Fact, ...]:
        self.asked.append(track.title)
        self.begun.set()
        if len(self.asked) == 4:
            self.last.set()
        await self.free.wait()
        if self.broken:
            raise ZeroDivisionError
        if self.failing:
            raise SourceUnreachable("It is not there.")
        return () if self.empty else (fact(f"{self.name}: {track.title} ({language})"),)

    async def close(self) -> None:
        self.closed = True


def texts(facts: tuple[Fact, ...]) -> list[str]:
    return [each.text for each in facts]


async def test_what_has_arrived_is_told_at_once_source_by_source() -> None:
    one, two = FakeSource("One"), FakeSource("Two")
    heard: list[str] = []
    here = LookingUp([one, two], on_change=lambda track: heard.append(track.title))
    assert here.names == ("One", "Two")
    two.free.clear()
    here.begin(track(1), language="en")
    assert here.known(track(1), language="en") == ()
    assert here.is_looking_up(track(1), language="en")
    await two.begun.wait()
    assert texts(here.known(track(1), language="en")) == ["One: Song 1 (en)"]
    two.free.set()
    assert texts(await here.find(track(1), language="en")) == ["One: Song 1 (en)", "Two: Song 1 (en)"]
    assert heard == ["Song 1", "Song 1"]
    assert not here.is_looking_up(track(1), language="en")
    await here.close()
    assert one.closed
    assert two.closed


async def test_one_track_at_a_time_the_newest_wish_first() -> None:
    source = FakeSource("One")
    here = LookingUp([source])
    source.free.clear()
    here.begin(track(1), track(2), None, language="en")
    await source.begun.wait()
    here.begin(track(3), track(4), language="en")
    assert source.asked == ["Song 1"]
    source.free.set()
    await source.last.wait()
    assert source.asked == ["Song 1", "Song 3", "Song 4", "Song 2"]
    await here.close()


async def test_what_is_known_is_not_asked_again_but_in_another_language() -> None:
    source = FakeSource("One")
    source.empty = True
    here = LookingUp([source])
    for language in ("en", "en", "de"):
        assert await here.find(track(1), language=language) == ()
    assert source.asked == ["Song 1", "Song 1"]
    await here.close()


async def test_what_is_no_music_is_passed_over() -> None:
    source = FakeSource("One")
    here = LookingUp([source])
    episode = Track(id="x", title="An Episode", artists=("A Show",), kind=TrackKind.EPISODE)
    for each in (episode, Track(id="y", title="", artists=("A",)), Track(id="z", title="A", artists=())):
        assert await here.find(each, language="en") == ()
    assert source.asked == []
    await here.close()


async def test_a_source_that_fails_is_passed_over_told_and_asked_again(caplog: pytest.LogCaptureFixture) -> None:
    one, two = FakeSource("One"), FakeSource("Two")
    one.failing = True
    here = LookingUp([one, two])
    with caplog.at_level(logging.INFO):
        assert texts(await here.find(track(1), language="en")) == ["Two: Song 1 (en)"]
    assert "It is not there." in caplog.text
    assert str(here.problem(track(1), language="en")) == "It is not there."
    assert here.problem(track(2), language="en") is None
    one.failing = False
    assert texts(await here.find(track(1), language="en")) == ["One: Song 1 (en)", "Two: Song 1 (en)"]
    assert here.problem(track(1), language="en") is None
    assert two.asked == ["Song 1"]
    await here.close()


async def test_a_failure_is_not_repeated_with_each_reading() -> None:
    source = FakeSource("One")
    source.failing = True
    now_s = 1_000.0
    here = LookingUp([source], monotonic_s=lambda: now_s)
    await here.find(track(1), language="en")
    here.begin(track(1), language="en")
    assert not here.is_looking_up(track(1), language="en")
    now_s += AGAIN_AFTER_S
    here.begin(track(1), language="en")
    assert here.is_looking_up(track(1), language="en")
    await here.find(track(1), language="en")
    assert source.asked == ["Song 1", "Song 1"]
    await here.close()


async def test_a_mistake_in_a_source_is_told_in_the_log_and_the_others_go_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    one, two = FakeSource("One"), FakeSource("Two")
    one.broken = True
    here = LookingUp([one, two])
    assert texts(await here.find(track(1), language="en")) == ["Two: Song 1 (en)"]
    assert texts(await here.find(track(2), language="en")) == ["Two: Song 2 (en)"]
    assert "ZeroDivisionError" in caplog.text
    assert here.problem(track(1), language="en") is not None
    await here.close()


async def test_nobody_waits_longer_than_wanted_and_closing_ends_it() -> None:
    source = FakeSource("One")
    source.free.clear()
    here = LookingUp([source])
    assert await here.find(track(1), language="en", within_s=0.0) == ()
    assert await here.find(track(1), language="en", within_s=0.01) == ()
    await here.close()
    assert not here.is_looking_up(track(1), language="en")
    here.begin(track(2), language="en")
    assert source.asked == ["Song 1"]


async def test_memory_is_bounded() -> None:
    source = FakeSource("One")
    here = LookingUp([source])
    here.begin(*(track(number) for number in range(MOST_WAITING + 5)), language="en")
    assert not here.is_looking_up(track(MOST_WAITING + 1), language="en")
    for number in range(MOST_KNOWN + 1):
        await here.find(track(1_000 + number), language="en")
    assert here.known(track(1_000), language="en") == ()
    assert here.known(track(1_000 + MOST_KNOWN), language="en") != ()
    await here.close()
