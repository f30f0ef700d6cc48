"""The palette is a box that tells what each command does, costs and is called by; a theme chosen there is kept."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from spotintro.config import Paths, ScreenSettings, Settings
from spotintro.tui.palette import MAX_WIDTH
from spotintro.tui.screens.help import HelpPage
from spotintro.tui.widgets.code_field import CodeField
from tests.fakes.tui_parts import FakeParts, playing
from tests.tui.running import Running, running


async def opened(here: Running, *search: str) -> list[str]:
    """Open the palette and return its lines, as they are seen."""
    await here.press("ctrl+p", *search)
    await here.until(lambda: here.app.screen.has_class("-ready") and bool(box(here)))
    await here.pilot.pause()
    return box(here)


def box(here: Running) -> list[str]:
    region = here.app.screen.query_one("#--container").region
    return [line[region.x : region.right] for line in here.seen.split("\n")[region.y : region.bottom]]


@pytest.mark.parametrize(("columns", "left", "width"), [(200, 60, MAX_WIDTH), (100, 10, MAX_WIDTH), (40, 0, 40)])
async def test_it_is_a_box_in_the_middle_and_all_of_a_narrow_screen(
    parts: FakeParts, columns: int, left: int, width: int
) -> None:
    async with running(parts, (columns, 32)) as here:
        await opened(here)
        region = here.app.screen.query_one("#--container").region
        assert (region.x, region.width) == (left, width)


@pytest.mark.parametrize("size", [(100, 32), (40, 20), (36, 70)])
async def test_each_row_has_what_it_does_its_key_and_its_price(parts: FakeParts, size: tuple[int, int]) -> None:
    async with running(parts, size) as here:
        told = " ".join(" ".join(await opened(here)).split())
        for part in ("Introduce this track", "text 1 + voice 1", " i ", "Pause or play", " space "):
            assert part in told
        first = box(here)[3]
        assert first.rstrip("│▁▂▃▄▅▆▇█ ").endswith("i")


async def test_the_price_is_that_of_the_voice_in_force(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.press("v")
        await here.until(lambda: "voice off" in here.seen)
        await here.until(lambda: "i 1: text" in here.bar)
        rows = await opened(here)
        assert next(row for row in rows if "Introduce this track" in row).split()[-4:-1] == ["1:", "text", "i"]


async def test_what_was_used_last_comes_first(parts: FakeParts) -> None:
    async with running(parts) as here:
        await opened(here, *"nexttrack")
        await here.press("enter")
        await here.asked(1)
        await opened(here, *"pause")
        await here.press("enter")
        await here.asked(2)
        titles = [row.strip("│ ").partition("  ")[0] for row in await opened(here)][3:6]
        assert titles == ["Pause or play", "Next track", "Introduce this track"]


async def test_a_theme_is_taken_at_once_and_kept_with_the_files_comments(parts: FakeParts, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('# Mine.\n[screen]\ntheme = "spotintro-dark"  # for now\n')
    parts.paths = Paths(config_file=file, data_dir=tmp_path)
    async with running(parts) as here:
        await opened(here, *"colours")
        await here.press("enter")
        await here.until_seen("now")
        await here.press("down", "enter")
        await here.until_logged(f"The colours: spotintro-light. Kept in {file}.")
        assert here.app.theme == "spotintro-light"
    assert file.read_text() == '# Mine.\n[screen]\ntheme = "spotintro-light"  # for now\n'


async def test_where_there_is_no_file_one_is_made(parts: FakeParts, tmp_path: Path) -> None:
    parts.paths = Paths(config_file=tmp_path / "new" / "config.toml", data_dir=tmp_path)
    async with running(parts) as here:
        here.app.choose_theme("nord")
        await here.until_logged("The colours: nord.")
    assert tomllib.loads(parts.paths.config_file.read_text())["screen"] == {"theme": "nord"}


async def test_a_theme_that_cannot_be_kept_is_told_and_stays_for_this_session(
    parts: FakeParts, tmp_path: Path
) -> None:
    file = tmp_path / "config.toml"
    file.write_text('screen = {theme = "dracula"}\n')
    parts.paths = Paths(config_file=file, data_dir=tmp_path)
    async with running(parts) as here:
        here.app.choose_theme("nord")
        await here.until_logged('Set it there yourself: theme = "nord" under [screen].')
        assert here.app.theme == "nord"


async def test_help_asked_for_on_a_page_begins_with_its_keys(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.press("?")
        await here.until(lambda: isinstance(here.app.screen, HelpPage))
        assert "page you came from" not in here.seen
        await here.press("escape", "u")
        await here.until_seen("Your account")
        await here.press("?")
        await here.until_seen("On the page you came from: Your account")
        lines = [line.strip() for line in here.seen.splitlines()]
        at = lines.index("On the page you came from: Your account")
        assert [line.split()[0] for line in lines[at + 1 : at + 3]] == ["o", "f"]


@pytest.mark.parametrize("animation", [True, False])
async def test_not_even_a_cursor_moves_without_animation(animation: bool) -> None:
    parts = FakeParts(playback=playing(), settings=Settings(screen=ScreenSettings(animation=animation)))
    async with running(parts) as here:
        await opened(here)
        assert here.app.screen.query_one("CommandInput").cursor_blink is animation  # type: ignore[attr-defined]
        await here.press("escape", "s")
        await here.until(lambda: bool(here.app.screen.query(CodeField)))
        assert here.app.screen.query_one(CodeField).cursor_blink is animation
