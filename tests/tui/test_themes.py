"""The screen's own colours: contrasts computed from what is on the screen, and every state told without colour."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from textual.color import Color

from spotintro.config import ScreenSettings, Settings
from spotintro.host.events import Sentence
from spotintro.music import PlaybackState
from spotintro.tui import themes
from spotintro.tui.widgets.code_field import CodeField
from tests.fakes.tui_parts import FakeParts, playing
from tests.tui.running import Running, running, whole_intro
from tests.tui.test_account import USED
from tests.tui.test_intros import said
from tests.tui.test_retry import refused

if TYPE_CHECKING:
    from rich.style import Style
    from textual.theme import Theme

READABLE, VISIBLE = 4.5, 3.0
"""WCAG 2.2, success criteria 1.4.3 and 1.4.11."""
LINES = frozenset("─━╸│╭╮╰╯▁▂▃▄▅▆▇█▔▕▏ ")

Act = Callable[[Running], Awaitable[object]]


def contrast(one: Color, other: Color) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_contrast_is_the_standards() -> None:
    black, white, grey = Color(0, 0, 0), Color(255, 255, 255), Color.parse("#767676")
    assert contrast(black, white) == pytest.approx(21)
    assert contrast(grey, white) == pytest.approx(4.54, abs=0.01)


# What the theme says


def _pairs(theme: Theme) -> Iterator[tuple[str, str, float]]:
    for ground in ("background", "surface", "panel"):
        for text in (
            *("foreground", "foreground-muted", "text-accent", "text-success", "text-warning", "text-error"),
            *("text-muted", "text-disabled", "text-primary"),
        ):
            yield text, ground, READABLE
        for line in ("rule", "border", "border-blurred", "scrollbar", "scrollbar-hover", "scrollbar-active"):
            yield line, ground, VISIBLE
        yield "input-cursor-background", ground, VISIBLE
        yield "block-cursor-background", ground, VISIBLE
    for text in ("block-cursor", "input-selection", "screen-selection", "input-cursor"):
        yield f"{text}-foreground", f"{text}-background", READABLE
    for part in ("scrollbar", "scrollbar-hover", "scrollbar-active"):
        yield part, "scrollbar-background", VISIBLE


def _colours(theme: Theme) -> dict[str, str]:
    return {**theme.to_color_system().generate(), **theme.variables}


@pytest.mark.parametrize("theme", themes.OWN, ids=lambda theme: theme.name)
def test_text_and_lines_stand_out_from_what_is_behind_them(theme: Theme) -> None:
    colours = _colours(theme)
    for front, back, least in _pairs(theme):
        found = contrast(Color.parse(colours[front]), Color.parse(colours[back]))
        assert found >= least, f"{front} on {back}: {found:.2f}"


@pytest.mark.parametrize("theme", themes.OWN, ids=lambda theme: theme.name)
def test_on_16_colours_nothing_falls_into_what_is_behind_it(theme: Theme) -> None:
    """As Rich chooses the nearest; a terminal's own 16 are nearer to each other than what we ask for elsewhere."""
    colours = _colours(theme)
    for front, back, _ in _pairs(theme):
        found = contrast(_of_16(colours[front]), _of_16(colours[back]))
        assert found >= VISIBLE, f"{front} on {back}: {found:.2f}"


def _of_16(colour: str) -> Color:
    nearest = RichColor.parse(Color.parse(colour).hex6).downgrade(ColorSystem.STANDARD)
    return Color(*nearest.get_truecolor(DEFAULT_TERMINAL_THEME))


# What is on the screen


async def _nothing(_here: Running) -> None: ...


async def _speaking(here: Running) -> None:
    run = await here.introduced()
    run.put(*whole_intro()[:7])
    await here.until(lambda: "1 reserved" in here.bar)


async def _refused(here: Running) -> None:
    await refused(here)
    await here.until_seen("2 needed, 0 left: s get more · R retry")


def _page(*keys: str, seen: str) -> Act:
    async def go(here: Running) -> None:
        await here.press(*keys)
        await here.until_seen(seen)
        await here.pilot.pause()

    return go


async def _field(here: Running) -> None:
    await here.press("s")
    await here.until(lambda: bool(here.app.screen.query(CodeField)))
    field = here.app.screen.query_one(CodeField)
    field.focus()
    field.fill("ABCDEFGH")
    field.action_select_all()
    await here.pilot.pause()


async def _selected(here: Running) -> None:
    here.main.text_select_all()
    await here.pilot.pause()


STATES: dict[str, Act] = {
    "the start": _nothing,
    "speaking": _speaking,
    "refused": _refused,
    "a device": _page("d", seen="▸ ♪ Kitchen"),
    "all selected": _selected,
    "a field": _field,
    "the palette": _page("ctrl+p", seen="Introduce this track"),
    "the palette, searched": _page("ctrl+p", *"intro", "down", seen="intro"),
    "help": _page("?", seen="The host"),
    "account": _page("u", seen="Your account"),
    "history": _page("h", seen="History"),
    "what was said": _page("Y", "enter", seen="1 of 9"),
    "facts": _page("f", seen="Facts"),
    "signing in": _page("L", seen="Sign in"),
}


@pytest.mark.parametrize("size", [(100, 32), (40, 20)], ids=["100x32", "40x20"])
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("theme", [theme.name for theme in themes.OWN])
async def test_every_screen_can_be_read(
    theme: str, state: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    parts = FakeParts(settings=Settings(screen=ScreenSettings(theme=theme)), playback=playing())
    parts.the_account.used = USED
    parts.the_account.intros = [said(number) for number in range(1, 10)]
    async with running(parts, size) as here:
        await STATES[state](here)
        found = list(_painted(here))
        assert len(found) >= 4
        for text, style, behind in found:
            assert style.color is not None
            assert style.bgcolor is not None
            if behind:
                continue
            front, back = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
            least = VISIBLE if set(text) <= LINES else READABLE
            assert contrast(front, back) >= least, f"{text!r}: {front.hex} on {back.hex}"


def _painted(here: Running) -> Iterator[tuple[str, Style, bool]]:
    """Yield each piece of text with its style, and whether it stands dimmed behind the palette's box."""
    width, height = here.app.size
    screen = here.app.screen
    box = screen.query("#--container")
    for y, strip in enumerate(screen._compositor.render_strips()[:height]):
        x = 0
        for segment in strip:
            behind = bool(box) and not box.first().region.contains(x, y)
            if segment.text.strip() and segment.style is not None and x < width:
                yield segment.text, segment.style, behind
            x += segment.cell_length


# Without colour


@pytest.fixture
def colourless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.mark.usefixtures("colourless")
@pytest.mark.parametrize("theme", ["spotintro-dark", "spotintro-light", "ansi-dark"])
async def test_each_state_is_told_by_its_text(theme: str) -> None:
    settings = Settings(screen=ScreenSettings(theme=theme))
    parts = FakeParts(settings=settings, playback=playing())
    async with running(parts) as here:
        assert here.app.no_color
        await here.until_seen("▶ playing")
        parts.the_player.set(playing(state=PlaybackState.PAUSED))
        await here.until_seen("‖ paused")
        run = await here.introduced()
        held, *rest = whole_intro()
        run.put(held, Sentence(0, "This is Clair de lune."))
        await here.until_seen("writing")
        await here.until_seen("8 credits · 2 reserved")
        run.put(*rest[3:6])
        await here.until_seen("♪ speaking")
        _no_colours(here)
        run.end()
    parts = FakeParts(settings=settings, playback=None, available=2)
    async with running(parts) as here:
        await here.until_seen("▲ 2 credits · low")
        await here.until_seen("○ nothing playing")
        _no_colours(here)
    parts = FakeParts(settings=settings, playback=playing(), available=0)
    async with running(parts) as here:
        await here.until_seen("○ 0 credits · s get more")
        await refused(here)
        await here.until_seen("2 needed, 0 left: s get more · R retry")
        await here.until_logged("too few credits")
        _no_colours(here)


@pytest.mark.usefixtures("colourless")
@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
@pytest.mark.parametrize(
    ("state", "text"),
    [("the palette", "Introduce this track"), ("a field", "ABCDEFGH"), ("all selected", "Clair de lune")],
)
async def test_what_is_chosen_is_marked_where_there_is_no_other_background(
    theme: str, state: str, text: str
) -> None:
    parts = FakeParts(settings=Settings(screen=ScreenSettings(theme=theme)), playback=playing())
    async with running(parts) as here:
        await STATES[state](here)
        chosen = next(style for piece, style, _ in _painted(here) if text in piece)
        assert chosen.reverse or (chosen.underline and chosen.bold)


def _no_colours(here: Running) -> None:
    """See that what is painted has grey alone, or no colour at all."""
    for _, style, _ in _painted(here):
        for colour in (style.color, style.bgcolor):
            if colour is not None and colour.triplet is not None:
                assert len(set(colour.triplet)) == 1
