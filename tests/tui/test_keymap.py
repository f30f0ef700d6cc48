from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotintro.config import ScreenSettings, Settings
from spotintro.tui.commands import COMMANDS, Scope
from spotintro.tui.keymap import lay_over, written
from tests.fakes.tui_parts import FakeParts, playing
from tests.tui.running import running


def _parts(**keys: str) -> FakeParts:
    return FakeParts(settings=Settings(screen=ScreenSettings(keys=keys)), playback=playing())


def test_no_two_commands_share_an_id_or_a_key_where_they_meet() -> None:
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    for scope in Scope:
        keys = [key for command in COMMANDS if command.scope is scope for key in command.keys]
        assert len(set(keys)) == len(keys)


def test_a_chosen_key_replaces_the_commands_own() -> None:
    keymap = lay_over({"introduce": "f5,ctrl+i"})
    assert keymap.keys["introduce"] == ("f5", "ctrl+i")
    assert keymap.overrides == {"introduce": "f5,ctrl+i"}
    assert keymap.problems == ()


@pytest.mark.parametrize("name", ["?", "question_mark"])
def test_a_key_is_the_same_by_character_and_by_name(name: str) -> None:
    assert lay_over({"stop": name}).keys["stop"] == ("?",)


@pytest.mark.parametrize("key", ["", "f99x", "hyper+i", "ctrl+", "whatever", "i,,x"])
def test_an_unknown_key_is_told_and_the_default_stays(key: str) -> None:
    keymap = lay_over({"introduce": key})
    assert keymap.keys["introduce"] == ("i",)
    assert len(keymap.problems) == 1
    assert "screen.keys.introduce" in keymap.problems[0]


def test_an_unknown_command_is_told() -> None:
    assert "fly" in lay_over({"fly": "f"}).problems[0]


def test_a_taken_key_is_told_and_the_other_command_has_none() -> None:
    keymap = lay_over({"introduce": "n"})
    assert keymap.keys["introduce"] == ("n",)
    assert keymap.keys["next"] == ()
    assert "next" in keymap.problems[0]


def test_two_commands_can_swap_their_keys() -> None:
    keymap = lay_over({"next": "p", "previous": "n"})
    assert (keymap.keys["next"], keymap.keys["previous"]) == (("p",), ("n",))
    assert keymap.problems == ()


def test_the_second_choice_of_one_key_is_told() -> None:
    keymap = lay_over({"next": "j", "previous": "j"})
    assert keymap.keys["next"] == ("j",)
    assert keymap.keys["previous"] == ("p",)
    assert "next has this key already" in keymap.problems[0]


def test_the_question_may_use_a_key_of_the_music() -> None:
    assert lay_over({"decline": "p"}).problems == ()


@given(st.dictionaries(st.sampled_from([c.id for c in COMMANDS]) | st.text(max_size=8), st.text(max_size=12)))
def test_any_setting_leaves_each_key_to_one_command(settings: dict[str, str]) -> None:
    keymap = lay_over(settings)
    for scope in Scope:
        keys = [key for command in COMMANDS if command.scope is scope for key in keymap.keys[command.id]]
        assert len(set(keys)) == len(keys)
    assert all(line.isprintable() for line in keymap.problems)


def test_keys_are_written_for_a_person() -> None:
    assert [written(key) for key in ("left", "escape", "f1", "+", "ctrl+p")] == ["←", "esc", "f1", "+", "ctrl+p"]


async def test_the_chosen_key_works_and_the_old_one_does_not() -> None:
    async with running(_parts(introduce="f5")) as here:
        await here.press("i")
        await here.pilot.pause()
        assert here.parts.the_host.runs == []
        await here.introduced("f5")
        assert "f5 2: text 1 + voice 1" in here.bar
        assert "f5 introduce" in here.seen


async def test_swapped_keys_work_swapped() -> None:
    async with running(_parts(next="p", previous="n")) as here:
        await here.press("n")
        await here.until(lambda: here.parts.the_player.asked == ["previous"])
        await here.press("p")
        await here.until(lambda: here.parts.the_player.asked == ["previous", "next"])


async def test_problems_of_the_settings_stand_in_the_log() -> None:
    settings = Settings(screen=ScreenSettings(keys={"fly": "f", "stop": "whatever"}, theme="no-such"))
    async with running(FakeParts(settings=settings, playback=playing())) as here:
        assert len([line for line in here.log if line.startswith("screen.")]) == 3


async def test_ctrl_q_quits_whatever_the_settings_say() -> None:
    async with running(_parts(quit="f10")) as here:
        await here.press("ctrl+q")
        await here.until(lambda: not here.app.is_running or here.app._exit)
