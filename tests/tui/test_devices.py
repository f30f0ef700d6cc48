"""Choosing the device that plays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spotintro.music import Device
from spotintro.players.base import CommandFailed
from tests.fakes.tui_parts import FakeParts, playing
from tests.tui.running import running


@pytest.mark.parametrize("size", [(100, 32), (40, 20), (40, 10), (200, 60)])
async def test_the_list_shows_which_one_plays_and_enter_moves_the_music(
    parts: FakeParts, size: tuple[int, int]
) -> None:
    async with running(parts, size) as here:
        await here.press("d")
        await here.until_seen("▸ ♪ Kitchen · speaker")
        assert "Phone · smartphone" in here.seen
        await here.press("down")
        await here.until_seen("▸   Phone")
        await here.press("enter")
        await here.until(lambda: parts.the_player.asked == ["devices", "transfer phone"])
        await here.until_logged("It plays on Phone.")
        assert here.main.device_list is None
        assert "▸" not in here.seen


async def test_the_marks_go_round(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.press("d")
        await here.until_seen("▸ ♪ Kitchen")
        await here.press("up")
        await here.until_seen("▸   Phone")
        await here.press("down")
        await here.until_seen("▸ ♪ Kitchen")


@pytest.mark.parametrize("key", ["escape", "d"])
async def test_it_is_left_without_a_change(parts: FakeParts, key: str) -> None:
    async with running(parts) as here:
        await here.press("d")
        await here.until_seen("▸ ♪ Kitchen")
        assert "esc back" in here.seen
        await here.press(key)
        await here.until_seen("host introduces the track")
        assert "space pause" in here.seen
        assert parts.the_player.asked == ["devices"]


async def test_what_takes_time_says_so_and_can_be_left(parts: FakeParts) -> None:
    async with running(parts) as here:
        parts.the_player.may_list.clear()
        await here.press("d")
        await here.until_seen("… asking for the devices")
        await here.press("escape")
        await here.until_seen("host introduces the track")
        parts.the_player.may_list.set()
        await here.pilot.pause()
        assert here.main.device_list is None
        assert here.log == []


async def test_no_device_says_what_to_do() -> None:
    parts = FakeParts(playback=None)
    parts.the_player.all_devices = ()
    async with running(parts) as here:
        await here.press("d")
        await here.until_seen("Open Spotify on a phone, a computer or a speaker, then press d again.")
        await here.press("enter", "down", "escape")
        await here.until_seen("host introduces the track")


async def test_a_failure_is_one_line_and_closes_the_list(parts: FakeParts) -> None:
    async with running(parts) as here:
        parts.the_player.fail_command = CommandFailed("Spotify did not answer.", "Try again.")
        await here.press("d")
        await here.until_logged("Spotify did not answer. Try again.")
        await here.until(lambda: here.main.device_list is None)


async def test_the_one_that_plays_and_one_that_cannot_be_chosen_are_not_asked_for(parts: FakeParts) -> None:
    parts.the_player.all_devices = (Device("Here", 10, id="here"), Device("TV", None, active=False))
    async with running(parts) as here:
        await here.press("d")
        await here.until_seen("can't be chosen")
        await here.press("enter")
        await here.until_logged("Here plays already.")
        await here.press("d")
        await here.until_seen("▸ ♪ Here")
        await here.press("down", "enter")
        await here.until_logged("TV can't be chosen.")
        assert parts.the_player.asked == ["devices", "devices"]


async def test_more_devices_than_rows_are_scrolled_to(parts: FakeParts) -> None:
    parts.the_player.all_devices = tuple(
        Device(f"Device {number}", None, id=str(number), active=number == 0) for number in range(50)
    )
    async with running(parts, (40, 20)) as here:
        await here.press("d")
        await here.until_seen("▸ ♪ Device 0")
        await here.press("up")
        await here.until_seen("▸   Device 49")
        await here.press("down")
        await here.until_seen("▸ ♪ Device 0")


async def test_a_device_can_not_write_markup(parts: FakeParts) -> None:
    parts.the_player.all_devices = (Device("[red]x[/] [@click=app.quit]y", None, id="x"),)
    async with running(parts) as here:
        await here.press("d")
        await here.until_seen("[red]x[/] [@click=app.quit]y")


async def test_the_other_keys_go_on_working_beside_the_list(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.press("d")
        await here.until_seen("▸ ♪ Kitchen")
        await here.press("n")
        await here.until(lambda: "next" in parts.the_player.asked)
        await here.press("?")
        await here.until(lambda: here.app.screen.id == "help")
        await here.press("escape")
        await here.until_seen("▸ ♪ Kitchen")


async def test_a_question_that_the_list_covers_is_not_answered(parts: FakeParts) -> None:
    parts.the_host.disclosure = "The title goes to a server."
    async with running(parts) as here:
        await here.press("i")
        await here.until_seen("May the AI writer know what plays?")
        await here.press("d")
        await here.until_seen("▸ ♪ Kitchen")
        await here.press("n")
        await here.until(lambda: "next" in parts.the_player.asked)
        await here.press("escape")
        await here.until_seen("May the AI writer know what plays?")
        assert parts.the_host.agreed is None


async def test_a_question_comes_before_the_list(parts: FakeParts) -> None:
    parts.the_host.disclosure = "The title goes to a server."
    parts.the_player.playback = replace(playing(), liked=True)
    async with running(parts) as here:
        await here.press("d")
        await here.until_seen("▸ ♪ Kitchen")
        await here.press("i")
        await here.until_seen("May the AI writer know what plays?")
        assert here.main.device_list is None
        assert "y yes" in here.main.key_bar.lines(100)[0].plain
