"""The cover beside the text: there where there is room, whole, and never in the way."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from textual.geometry import Region

from spotintro.artwork.covers import draw as draw_cover
from spotintro.artwork.picture import Picture, scaled
from spotintro.config.settings import AlbumArt as Way
from spotintro.config.settings import ScreenSettings, Settings
from spotintro.tui.widgets.album_art import AlbumArt
from tests.fakes.tui_parts import FOLLOWING, TRACK, FakeParts, playing
from tests.tui.running import Running, running

WITH_COVER = replace(TRACK, art_url="https://i.scdn.co/image/1")
OTHER = replace(FOLLOWING, art_url="https://i.scdn.co/image/2")


def cover(name: str) -> Callable[[int, int], Picture]:
    return lambda width, height: scaled(draw_cover(name), width=width, height=height)


def having_covers(way: Way = Way.BLOCKS) -> FakeParts:
    parts = FakeParts(playback=playing(WITH_COVER), settings=Settings(screen=ScreenSettings(album_art=way)))
    for track in (WITH_COVER, OTHER):
        assert track.art_url is not None
        parts.artwork.pictures[track.art_url] = cover(track.title)
    return parts


def art(here: Running) -> AlbumArt:
    return here.app.main.query_one(AlbumArt)


def rows_of(here: Running) -> int:
    return sum("▀▀▀▀▀▀" in line for line in here.seen.splitlines())


@pytest.fixture(autouse=True)
def _a_terminal_with_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.mark.parametrize(("size", "cells"), [((80, 24), (12, 6)), ((100, 32), (16, 8)), ((200, 60), (40, 20))])
async def test_the_cover_stands_beside_the_text(size: tuple[int, int], cells: tuple[int, int]) -> None:
    parts = having_covers()
    async with running(parts, size) as here:
        await here.until(lambda: rows_of(here) == cells[1])
        assert parts.artwork.asked == [(WITH_COVER.art_url, cells[0], 2 * cells[1])]
        region = art(here).region
        assert (region.width, region.height) == cells
        assert here.main.header.content_region.contains_region(region)
        for line in here.seen.splitlines()[region.y : region.bottom]:
            text = line[region.right :]
            assert not text.strip() or text.startswith("   ")
            assert "▀" not in text
        assert "Demo · Kitchen · − volume 70 % +" in here.seen


@pytest.mark.parametrize("size", [(40, 20), (79, 24), (59, 40), (20, 5)])
async def test_where_there_is_no_room_there_is_none(size: tuple[int, int]) -> None:
    parts = having_covers()
    async with running(parts, size) as here:
        await here.until(lambda: bool(here.main.query(AlbumArt)))
        await here.pilot.pause()
        assert not art(here).display
        assert parts.artwork.asked == []


async def test_it_comes_and_goes_with_the_screens_size() -> None:
    async with running(having_covers()) as here:
        await here.until(lambda: rows_of(here) == 8)
        await here.pilot.resize_terminal(40, 20)
        await here.until(lambda: rows_of(here) == 0)
        assert here.main.now_playing.content_region.width == 40
        await here.pilot.resize_terminal(36, 70)
        await here.until(lambda: rows_of(here) == 18)
        assert art(here).region.right <= 36
        assert here.main.now_playing.region.y >= art(here).region.bottom
        await here.pilot.resize_terminal(200, 60)
        await here.until(lambda: rows_of(here) == 20)


async def test_another_track_never_stands_beside_the_cover_of_the_one_before() -> None:
    parts = having_covers()
    may_come = threading.Event()
    assert OTHER.art_url is not None

    def late(width: int, height: int) -> Picture:
        may_come.wait(20)
        return cover("late")(width, height)

    parts.artwork.pictures[OTHER.art_url] = late
    async with running(parts) as here:
        await here.until(lambda: rows_of(here) == 8)
        parts.the_player.set(playing(OTHER))
        await here.until_seen("Für Elise")
        await here.until(lambda: rows_of(here) == 0)
        may_come.set()
        await here.until(lambda: rows_of(here) == 8)


@pytest.mark.parametrize("art_url", [None, "https://i.scdn.co/image/missing"])
async def test_without_a_cover_the_text_has_the_room_and_nothing_is_said(art_url: str | None) -> None:
    parts = having_covers()
    async with running(parts) as here:
        await here.until(lambda: rows_of(here) == 8)
        parts.the_player.set(playing(replace(OTHER, art_url=art_url)))
        await here.until(lambda: not art(here).display)
        await here.until_seen("Für Elise")
        assert here.log == []
        parts.the_player.set(playing(WITH_COVER))
        await here.until(lambda: rows_of(here) == 8)
        parts.the_player.set(None)
        await here.until(lambda: not art(here).display)


async def test_a_defect_in_drawing_ends_nothing_and_the_next_cover_comes(caplog: pytest.LogCaptureFixture) -> None:
    parts = having_covers()
    assert OTHER.art_url is not None
    parts.artwork.pictures[OTHER.art_url] = lambda _width, _height: Picture(5, 5, b"")
    async with running(parts) as here:
        await here.until(lambda: rows_of(here) == 8)
        parts.the_player.set(playing(OTHER))
        await here.until(lambda: "a cover can't be drawn" in caplog.text)
        assert here.log == []
        parts.the_player.set(playing(WITH_COVER))
        await here.until(lambda: rows_of(here) == 8)


async def test_who_skips_fast_waits_for_no_cover_in_between_and_sees_none_of_them() -> None:
    parts = having_covers()
    first_may_come, last_may_come = threading.Event(), threading.Event()

    def after(event: threading.Event) -> Callable[[int, int], Picture]:
        def late(width: int, height: int) -> Picture:
            event.wait(20)
            return cover("late")(width, height)

        return late

    urls = [f"https://i.scdn.co/image/skipped{number}" for number in range(5)]
    parts.artwork.pictures.update(dict.fromkeys(urls, after(last_may_come)))
    parts.artwork.pictures[urls[0]] = after(first_may_come)
    async with running(parts) as here:
        await here.until(lambda: rows_of(here) == 8)
        for url in urls:
            parts.the_player.set(playing(replace(OTHER, id=url, title=url, art_url=url)))
            await here.until_seen(url)
        first_may_come.set()
        await here.until(lambda: len(parts.artwork.asked) == 3)
        await here.pilot.pause()
        assert art(here).drawing is None
        last_may_come.set()
        await here.until(lambda: rows_of(here) == 8)
        assert [url for url, _, _ in parts.artwork.asked][1:] == [urls[0], urls[-1]]


async def test_off_is_off() -> None:
    parts = having_covers(Way.OFF)
    async with running(parts) as here:
        await here.pilot.pause()
        assert not here.main.query(AlbumArt)
        assert parts.artwork.asked == []


@pytest.mark.parametrize("way", [Way.BLOCKS, Way.KITTY])
async def test_nothing_is_drawn_under_the_palette_or_a_page(way: Way) -> None:
    async with running(having_covers(way)) as here:
        mark = {Way.BLOCKS: "▀▀▀▀▀▀", Way.KITTY: "\U0010eeee"}[way]
        await here.until_seen(mark)
        await here.press("ctrl+p")
        await here.until(lambda: here.app.screen is not here.main)
        await here.pilot.pause()
        assert mark not in whole(here)
        await here.press("escape")
        await here.until_seen(mark)
        await here.press("?")
        await here.until(lambda: here.app.screen.id == "help")
        assert mark not in whole(here)
        await here.press("escape")
        await here.until_seen(mark)


def whole(here: Running) -> str:
    """Every screen that is painted, the ones behind included."""
    return here.app.export_screenshot()


async def test_a_part_is_not_shown() -> None:
    async with running(having_covers()) as here:
        await here.until(lambda: rows_of(here) == 8)
        [*lines] = art(here).render_lines(Region(0, 0, 12, 5))
        assert [strip.text.strip() for strip in lines] == [""] * 5


async def test_sixels_are_written_after_the_cells_they_lie_on(monkeypatch: pytest.MonkeyPatch) -> None:
    import spotintro.tui.showing_covers as showing
    from spotintro.tui.pictures.terminal import CellSize

    monkeypatch.setattr(showing, "cell_size", lambda _columns, _rows: CellSize(10, 20))
    async with running(having_covers(Way.SIXEL), (80, 24)) as here:
        await here.until(lambda: bool(here.main.query(AlbumArt)) and art(here).drawing is not None)
        picture = art(here)
        await here.until(lambda: picture.region.height == 6)
        strips = picture.render_lines(Region(0, 0, 12, 6))
        assert [strip.cell_length for strip in strips] == [12] * 6
        x, y = picture.region.offset
        *cells, over = strips[-1]
        assert "".join(cell.text for cell in cells) == " " * 12
        assert over.text.startswith(f"\x1b7\x1b[{y + 1};{x + 1}H\x1bP0;1;0q")
        assert over.text.endswith("\x1b\\\x1b8")
        assert over.cell_length == 0
        assert not any("\x1b" in segment.text for strip in strips[:-1] for segment in strip)
