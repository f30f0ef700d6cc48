"""Every size, theme and terminal."""

from __future__ import annotations

import pytest
from textual.app import App

from spotintro.config import ScreenSettings, Settings
from spotintro.host.events import Sentence, Speaking
from spotintro.tui import themes
from tests.fakes.tui_parts import FakeParts, playing
from tests.tui.running import SENTENCES, running, whole_intro

SIZES = [(40, 20), (80, 24), (100, 32), (200, 60)]


@pytest.mark.parametrize("size", SIZES)
async def test_the_essential_is_on_the_screen_at_every_size(parts: FakeParts, size: tuple[int, int]) -> None:
    async with running(parts, size) as here:
        for part in (
            "10 credits",
            "i 2: text 1 + voice 1",
            "m 3",
            "Clair de lune",
            "i introduce",
            "? help",
            "q quit",
        ):
            assert part in here.seen
        assert here.times == "1:23 / 5:04"
        run = await here.introduced()
        run.put(*whole_intro())
        run.end()
        await here.until_seen("8 left")
        assert here.log == ["Clair de lune · text 1 + voice 1 · 8 left"]
        for part in (*SENTENCES, "8 credits"):
            assert part in here.seen


@pytest.mark.parametrize("size", [(20, 5), (12, 3), (1, 1), (300, 100)])
async def test_no_size_breaks_it(parts: FakeParts, size: tuple[int, int]) -> None:
    async with running(parts, size) as here:
        run = await here.introduced()
        run.put(*whole_intro())
        run.end()
        await here.until(lambda: "8 credits" in here.bar)
        for key in ("?", "h", "s", "escape"):
            await here.press(key)
        await here.until(lambda: here.app.screen is here.main)


async def test_a_tiny_screen_keeps_balance_track_and_the_last_message(parts: FakeParts) -> None:
    async with running(parts, (20, 5)) as here:
        await here.press("x")
        await here.until_logged("nothing to stop")
        assert "10 credits" in here.seen
        assert "Clair de lune" in here.seen
        await here.until(lambda: "to stop." in here.seen)


async def test_a_tiny_screen_shows_what_came_last_the_text_or_a_message(parts: FakeParts) -> None:
    async with running(parts, (20, 5)) as here:
        run = await here.introduced()
        run.put(Sentence(0, "Good evening to you."), Speaking(0))
        await here.until_seen("▸ Good evening to")
        here.app.session.say("The door is open.")
        await here.until_seen("The door is open.")
        assert "Good evening" not in here.seen


@pytest.mark.parametrize("size", [(80, 24), (100, 32), (200, 60)])
async def test_everything_begins_in_the_same_column(parts: FakeParts, size: tuple[int, int]) -> None:
    async with running(parts, size) as here:
        lines = here.seen.splitlines()
        begins = [
            next(line for line in lines if part in line)
            for part in ("▶ playing", "Clair de lune", "next  ", "10 credits", "i introduce")
        ]
        await here.press("u")
        await here.until_seen("available")
        begins += [
            next(line for line in here.seen.splitlines() if part in line) for part in ("‹ back", "esc back")
        ]
        assert len({len(line) - len(line.lstrip()) for line in begins}) == 1


async def test_help_fits_without_scrolling(parts: FakeParts) -> None:
    async with running(parts, (100, 32)) as here:
        await here.press("?")
        await here.until_seen("Scroll up")
        for part in ("Introduce this track", "To the top", "This help", "the sentence that is heard"):
            assert part in here.seen


async def test_a_resize_lays_everything_out_again(parts: FakeParts) -> None:
    async with running(parts, (100, 32)) as here:
        await here.pilot.resize_terminal(40, 20)
        await here.until(lambda: here.main.has_class("-narrow"))
        assert "i 2: text 1 + voice 1" in here.seen
        assert "vol 70 %" in here.seen
        await here.pilot.resize_terminal(200, 60)
        await here.until(lambda: here.main.has_class("-wide"))
        assert "volume 70 %" in here.seen


async def test_a_resize_on_a_page_reaches_the_main_screen(parts: FakeParts) -> None:
    async with running(parts, (100, 32)) as here:
        await here.press("?")
        await here.until(lambda: here.app.screen.id == "help")
        await here.pilot.resize_terminal(40, 20)
        await here.pilot.pause()
        await here.press("escape")
        await here.until(lambda: here.main.has_class("-narrow"))
        assert "i 2: text 1 + voice 1" in here.seen


@pytest.mark.parametrize("theme", [*themes.names()[:4], "textual-dark", "textual-light", "nord"])
async def test_every_theme_shows_the_same_words(theme: str) -> None:
    parts = FakeParts(settings=Settings(screen=ScreenSettings(theme=theme)), playback=playing())
    async with running(parts) as here:
        run = await here.introduced()
        run.put(*whole_intro())
        run.end()
        await here.until(lambda: "● 8 credits" in here.seen)
        assert here.app.theme == theme
        assert "▶ playing" in here.seen
        await here.press("?")
        await here.until(lambda: "Signs" in here.seen or "The host" in here.seen)


async def test_without_colours_every_state_is_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(FakeParts(playback=playing(), available=2)) as here:
        assert here.app.no_color
        for part in ("▶ playing", "▲ 2 credits · low"):
            assert part in here.seen


@pytest.mark.parametrize("theme", themes.names()[:4])
async def test_without_colours_text_can_be_told_from_its_background(
    theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    parts = FakeParts(settings=Settings(screen=ScreenSettings(theme=theme)), playback=playing())
    async with running(parts) as here:
        styles = [
            segment.style
            for strip in here.app.screen._compositor.render_strips()
            for segment in strip
            if segment.text.strip() and segment.style is not None
        ]
        assert styles
        for style in styles:
            assert style.color is None or style.color.is_default or style.color != style.bgcolor


@pytest.mark.parametrize("animation", [True, False])
async def test_animations_are_the_users_choice(animation: bool) -> None:
    settings = Settings(screen=ScreenSettings(animation=animation))
    async with running(FakeParts(settings=settings, playback=playing())) as here:
        assert (here.app.animation_level == "none") is not animation


async def test_nothing_pops_up(parts: FakeParts, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(App, "notify", lambda _self, *args, **_options: told.append(args))
    async with running(parts) as here:
        await here.press("ctrl+c", "x", "v", "i")
        await here.until_logged("q quits")
        assert told == []
        assert len(here.app.screen_stack) == 1


async def test_the_log_is_bounded_and_can_be_scrolled_back(parts: FakeParts) -> None:
    async with running(parts) as here:
        for number in range(230):
            here.app.session.say(f"message {number}")
        await here.until(lambda: "message 229" in here.seen)
        assert len(here.log) == 200
        for _ in range(60):
            await here.press("pageup")
        await here.until(lambda: "message 30" in here.seen)
        here.app.session.say("a new one")
        await here.until(lambda: here.log[-1] == "a new one")
        await here.pilot.pause()
        assert "message 31" in here.seen


async def test_long_text_can_be_scrolled(parts: FakeParts) -> None:
    async with running(parts, (40, 20)) as here:
        run = await here.introduced()
        run.put(*(Sentence(index, f"Sentence number {index}.") for index in range(24)))
        await here.until(lambda: "Sentence number 0." in here.seen)
        for _ in range(4):
            await here.press("down")
        await here.until(lambda: here.main.host_text.scroll_y == 4)
        await here.press("up")
        await here.until(lambda: here.main.host_text.scroll_y == 3)
