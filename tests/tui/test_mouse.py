"""All that has a key can be done by the mouse alone, on the text that names it; and by the keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import pairwise

import pytest
from textual import events
from textual.geometry import Offset

from spotintro.config import ScreenSettings, Settings
from spotintro.host.research import Answer
from spotintro.music import Repeat
from spotintro.tui.app import SpotIntroApp
from spotintro.tui.palette import Palette
from spotintro.tui.running import run_app
from spotintro.tui.screens.support import SupportPage
from tests.fakes.facts import research_of
from tests.fakes.tui_parts import FakeParts, playing
from tests.store.requests import intro
from tests.tui.running import Running, running, whole_intro

_WHOLE = 20
"""Of a title, what stands in one line on a phone."""
PHONE, TINY = (36, 70), (20, 5)


def targets(here: Running) -> Iterator[tuple[str, str, Offset]]:
    """Yield each target that is seen: the action of a click, its text, and where it begins."""
    width, height = here.app.size
    lines = here.seen.split("\n")
    for y in range(height):
        began, before = 0, ""
        for x in range(width + 1):
            action = here.app.screen.get_style_at(x, y).meta.get("@click", "") if x < width else ""
            if action != before:
                if before:
                    yield before, lines[y].ljust(width)[began:x], Offset(began, y)
                began, before = x, action


def target(here: Running, action: str) -> Offset:
    found = next((at for each, _, at in targets(here) if each == action), None)
    assert found is not None, f"no target for {action}:\n{here.seen}"
    return found


def command(command_id: str) -> str:
    return f"app.do('{command_id}')"


async def tap(here: Running, at: Offset, *, until: Offset | None = None, button: int = 1, times: int = 1) -> None:
    """Press and release the mouse as a terminal tells it; what lies at its place is the app's to find."""
    for _ in range(times):
        for kind, place in (
            (events.MouseDown, at),
            (events.MouseMove, until or at),
            (events.MouseUp, until or at),
        ):
            here.app.post_message(kind(None, place.x, place.y, 0, 0, button, False, False, False))
    await here.pilot.pause()


def _is_last(asked: list[str], expected: str) -> bool:
    return asked[-1:] == [expected]


def _is_on(here: Running, page: str) -> bool:
    return here.app.screen.id == page


async def click(here: Running, action: str) -> None:
    at = target(here, action)
    await tap(here, at)


async def choose_in_palette(here: Running, title: str) -> None:
    """Open the palette by a tap, scroll to the row, and tap it."""
    await click(here, command("palette"))
    await here.until(lambda: here.app.screen.has_class("-ready"))
    commands = here.app.screen.query_one("CommandList")
    for top in range(0, 2 * int(commands.max_scroll_y) + 2, max(1, commands.size.height // 2)):
        commands.scroll_to(y=top, animate=False)
        await here.pilot.pause()
        lines = here.seen.split("\n")
        row = next((y for y, seen in enumerate(lines) if title[:_WHOLE] in seen), None)
        if row is not None:
            await tap(here, Offset(lines[row].index(title[:_WHOLE]), row))
            return
    raise AssertionError(f"{title} is not in the palette:\n{here.seen}")


@pytest.mark.parametrize("size", [(100, 32), PHONE, (40, 20)])
async def test_a_click_on_a_key_does_what_the_key_does(parts: FakeParts, size: tuple[int, int]) -> None:
    async with running(parts, size) as here:
        await click(here, command("next"))
        await here.until(lambda: parts.the_player.asked == ["next"])
        await click(here, command("play_pause"))
        await here.until(lambda: parts.the_player.asked == ["next", "pause"])
        await click(here, command("introduce"))
        await here.until(lambda: len(parts.the_host.runs) == 1)


async def test_label_and_key_are_one_target(parts: FakeParts) -> None:
    async with running(parts) as here:
        texts = {action: text for action, text, at in targets(here) if at.y >= here.main.key_bar.region.y}
        assert texts[command("next")] == "n next"
        assert texts[command("play_pause")].rstrip() == "space pause"


async def test_a_target_keeps_the_look_of_its_text(parts: FakeParts) -> None:
    async with running(parts) as here:
        at = target(here, command("next"))
        key = here.app.screen.get_style_at(at.x, at.y)
        label = here.app.screen.get_style_at(at.x + 3, at.y)
        assert (key.underline, label.underline) != (True, True)
        assert key.color != label.color


async def test_what_is_told_of_the_playback_is_a_target(parts: FakeParts) -> None:
    parts.the_player.playback = replace(playing(), liked=False, shuffle=False, repeat=Repeat.OFF)
    asked = parts.the_player.asked
    async with running(parts) as here:
        for command_id, expected in (
            ("play_pause", "pause"),
            ("like", "liked True"),
            ("shuffle", "shuffle True"),
            ("repeat", "repeat context"),
            ("louder", "volume 75"),
            ("quieter", "volume 70"),
            ("devices", "devices"),
        ):
            at = next(at for each, _, at in targets(here) if each == command(command_id))
            assert at.y < here.main.credit_bar.region.y
            await tap(here, at)
            await here.until(partial(_is_last, asked, expected), expected)
            await here.pilot.pause()


async def test_a_player_without_a_volume_to_set_has_no_signs_for_it() -> None:
    capabilities = frozenset(each for each in playing().capabilities if each != "volume")
    async with running(FakeParts(playback=playing(capabilities=capabilities))) as here:
        assert "volume 70 %" in here.seen
        assert command("louder") not in {action for action, _, _ in targets(here)}


@pytest.mark.parametrize("share", [0.0, 0.5])
async def test_a_click_on_the_progress_goes_there(parts: FakeParts, share: float) -> None:
    async with running(parts) as here:
        _, bar, at = next(each for each in targets(here) if each[0].startswith("seek("))
        await tap(here, at + Offset(int(share * len(bar)), 0))
        await here.until(lambda: bool(parts.the_player.asked))
        position = int(parts.the_player.asked[0].removeprefix("seek "))
        assert abs(position - share * 304_000) <= 304_000 / len(bar)


async def test_the_credits_lead_to_the_account_or_where_none_is_left_to_support(parts: FakeParts) -> None:
    async with running(parts) as here:
        await tap(here, next(at for _, text, at in targets(here) if "10 credits" in text))
        await here.until(lambda: here.app.screen.id == "account")
    empty = FakeParts(playback=playing(), available=0)
    async with running(empty) as here:
        await tap(here, next(at for _, text, at in targets(here) if "0 credits" in text))
        await here.until(lambda: here.app.screen.id == "support")


async def test_the_hosts_status_stops_it_while_it_speaks(parts: FakeParts) -> None:
    async with running(parts) as here:
        run = await here.introduced()
        run.put(*whole_intro()[:5])
        await here.until_seen("♪ speaking")
        at = next(at for _, text, at in targets(here) if text == "♪ speaking")
        await tap(here, at)
        await here.until(lambda: run.stopped)


@pytest.mark.parametrize("size", [(100, 32), TINY])
async def test_the_answers_to_a_question_are_targets(parts: FakeParts, size: tuple[int, int]) -> None:
    parts.the_host.disclosure = "The title goes to a server."
    async with running(parts, size) as here:
        await here.press("i")
        await here.until(lambda: here.main.host_text.status == "? a question")
        await here.pilot.pause()
        if size == TINY:
            await choose_in_palette(here, "Decline")
        else:
            at = next(at for _, text, at in targets(here) if text == "n takes the announcer")
            await tap(here, at)
        await here.until_logged("The announcer introduces in this session")


async def test_the_question_about_facts_is_answered_in_the_bar_and_on_its_page(parts: FakeParts) -> None:
    parts.research = research_of(parts.source, answers=parts.answers)
    async with running(parts) as here:
        await here.until_logged("Facts worth hearing?")
        assert {command("agree_facts"), command("decline_facts")} <= {action for action, _, _ in targets(here)}
        await click(here, command("facts"))
        await here.until_seen("Facts are not looked up yet.")
        await click(here, command("agree_facts"))
        await here.until(lambda: parts.research.answer is Answer.AGREED)


async def test_a_row_of_the_devices_is_a_target_of_the_whole_width(parts: FakeParts) -> None:
    async with running(parts) as here:
        await click(here, command("devices"))
        await here.until_seen("▸ ♪ Kitchen")
        await tap(here, target(here, "choose(1)") + Offset(60, 0))
        await here.until(lambda: parts.the_player.asked == ["devices", "transfer phone"])


async def test_a_row_of_what_was_said_is_chosen_and_chosen_again_read(parts: FakeParts) -> None:
    parts.the_account.intros = [intro("a"), intro("b")]
    async with running(parts) as here:
        await here.press("Y")
        await here.until_seen("1 of 2")
        await click(here, "screen.choose_intro(1)")
        await here.until_seen("2 of 2")
        await click(here, "screen.choose_intro(1)")
        await here.until_seen("enter list")


@pytest.mark.parametrize("size", [(100, 32), PHONE, TINY])
@pytest.mark.parametrize("page", ["help", "history", "intros", "account", "support", "sign_in", "facts"])
async def test_each_page_is_left_at_its_upper_left(parts: FakeParts, page: str, size: tuple[int, int]) -> None:
    async with running(parts, size) as here:
        await here.app.action_show(page)
        await here.until(lambda: here.app.screen.id == page)
        await here.pilot.pause()
        _, text, at = next(targets(here))
        assert (text, at.y < 3, at.x < 5) == ("‹ back", True, True)
        await tap(here, at)
        await here.until(lambda: here.app.screen is here.main)


async def test_a_field_is_sent_and_left_by_a_click(parts: FakeParts) -> None:
    async with running(parts, PHONE) as here:
        await here.press("s", "enter")
        page = here.app.screen
        assert isinstance(page, SupportPage)
        await here.until(lambda: page.field.has_focus)
        await here.press(*"abc")
        await click(here, command("send_field"))
        await here.until(lambda: page.status.text.startswith("✖"))
        await click(here, command("leave_field"))
        await here.until(lambda: not page.field.has_focus)
        await here.until_seen("enter voucher")


async def test_a_drag_selects_and_does_nothing_else(parts: FakeParts) -> None:
    async with running(parts) as here:
        start, end = target(here, command("devices")), target(here, command("louder"))
        await tap(here, start, until=end)
        assert "Kitchen" in (here.app.screen.get_selected_text() or "")
        assert parts.the_player.asked == []


async def test_a_drag_over_the_whole_screen_leaves_the_keys_out(parts: FakeParts) -> None:
    async with running(parts) as here:
        await tap(here, Offset(0, 1), until=Offset(99, 31))
        selected = here.app.screen.get_selected_text() or ""
        assert "Clair de lune" in selected
        assert "n next" not in selected


async def test_a_selection_of_everything_leaves_the_keys_out(parts: FakeParts) -> None:
    async with running(parts) as here:
        here.app.screen.text_select_all()
        await here.pilot.pause()
        selected = here.app.screen.get_selected_text() or ""
        assert "Clair de lune" in selected
        assert "introduce" in here.main.key_bar.lines(100)[0].plain
        assert "n next" not in selected


async def test_two_quick_clicks_are_two_and_select_nothing(parts: FakeParts) -> None:
    async with running(parts) as here:
        at = target(here, command("louder"))
        await tap(here, at, times=2)
        await here.until(lambda: parts.the_player.asked == ["volume 75", "volume 80"])
        assert not here.app.screen.get_selected_text()


async def test_only_the_left_button_acts(parts: FakeParts) -> None:
    async with running(parts) as here:
        await tap(here, target(here, command("next")), button=3)
        await here.pilot.pause()
        assert parts.the_player.asked == []


@pytest.mark.parametrize("size", [(30, 30), PHONE, (45, 32)])
async def test_on_a_phone_a_finger_can_hit_each_target(size: tuple[int, int]) -> None:
    playback = replace(playing(), liked=True, shuffle=True, repeat=Repeat.CONTEXT)
    parts = FakeParts(playback=playback)
    async with running(parts, size) as here:
        for name in ("", "help", "account", "support", "sign_in", "facts", "intros"):
            if name:
                await here.app.action_show(name)
                await here.until(partial(_is_on, here, name), name)
                await here.pilot.pause()
            seen = list(targets(here))
            assert seen
            assert [text for _, text, _ in seen if len(text) < 6] == []
            for (_, text, at), (_, _, following) in pairwise(seen):
                assert at.y != following.y or at.x + len(text) < following.x, text
            assert any(action == command("palette") for action, _, _ in seen)


async def test_on_a_phone_a_finger_can_hit_the_answers(parts: FakeParts) -> None:
    parts.the_host.disclosure = "The title goes to a server."
    async with running(parts, PHONE) as here:
        await here.press("i")
        await here.until(lambda: here.main.host_text.status == "? a question")
        await here.pilot.pause()
        in_bar = {action: text for action, text, at in targets(here) if at.y >= here.main.key_bar.region.y}
        assert {command("agree"), command("decline")} <= set(in_bar)
        assert min(len(text) for text in in_bar.values()) >= 6


@pytest.mark.parametrize("size", [TINY, (40, 10), (40, 20), (50, 15)])
async def test_on_a_small_screen_one_tap_opens_the_palette_and_another_closes_it(
    parts: FakeParts, size: tuple[int, int]
) -> None:
    async with running(parts, size) as here:
        await click(here, command("palette"))
        await here.until(lambda: isinstance(here.app.screen, Palette) and here.app.screen.has_class("-ready"))
        await click(here, "screen.escape")
        await here.until(lambda: here.app.screen is here.main)
        await choose_in_palette(here, "Next track")
        await here.until(lambda: parts.the_player.asked == ["next"])


async def test_the_palette_on_a_page_begins_with_its_commands(parts: FakeParts) -> None:
    parts.the_account.intros = [intro("a")]
    async with running(parts) as here:
        await here.press("Y")
        await here.until_seen("1 of 1")
        titles = [each.title for each in here.app.get_system_commands(here.app.screen)]
        assert titles[:2] == ["The whole text with its sources, or the list", "Say this intro again"]
        await choose_in_palette(here, "Keep it as a favourite")
        await here.until(lambda: parts.the_account.intros[0].favourite)


async def test_what_can_do_nothing_is_not_offered(parts: FakeParts) -> None:
    async with running(parts) as here:
        assert "x stop" not in here.seen
        assert "r again" not in here.seen
        run = await here.introduced()
        run.put(*whole_intro()[:1])
        await here.until_seen("x stop")
        run.put(*whole_intro()[1:])
        run.end()
        await here.until(lambda: "x stop" not in here.seen)
        parts.the_player.set(None)
        await here.until(lambda: "i introduce" not in here.seen)
        assert "n next" not in here.seen
        assert "s credits" in here.seen or "s support" in here.seen


@pytest.mark.parametrize("mouse", [True, False])
def test_the_mouse_can_be_left_to_the_terminal(mouse: bool) -> None:
    asked: list[bool] = []

    class App(SpotIntroApp):
        def run(self, *_: object, mouse: bool = True, **__: object) -> int:
            asked.append(mouse)
            return 0

    run_app(FakeParts(settings=Settings(screen=ScreenSettings(mouse=mouse))), App)
    assert asked == [mouse]
