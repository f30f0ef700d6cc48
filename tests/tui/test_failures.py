"""What fails behind any key is told by its own sentence: in the log, or on the page that the key belongs to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from spotintro.config.errors import FolderUnavailable
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.credits.referral import written
from spotintro.host.events import Failed
from spotintro.host.research import Answer
from spotintro.operators.demo_desk import KEY_FILE
from spotintro.players.base import CommandFailed, PlayerUnreachable
from spotintro.secrets.errors import SecretFileFailed
from spotintro.session.phones import Phones
from spotintro.tui.commands import COMMANDS
from spotintro.tui.phones import Served
from spotintro.voices.base import VoiceUnavailable
from spotintro.writers.local_servers import LocalServer
from tests.fakes.facts import FACTS, FakeSource, research_of
from tests.fakes.tui_parts import TRACK, FakeParts, playing
from tests.store.requests import intro
from tests.tui.running import Running, running, user

SENTENCE, NEXT_STEP = "It broke in a way of its own.", "Mend it like this."
TOLD = f"{SENTENCE} {NEXT_STEP}"
FOLDER = FolderUnavailable(None, None, SENTENCE, NEXT_STEP)
ACCOUNT = CreditError(CreditErrorCode.SYSTEM_ERROR, SENTENCE, NEXT_STEP)
PLAYER = CommandFailed(SENTENCE, NEXT_STEP)
SECRET = SecretFileFailed(SENTENCE, NEXT_STEP)
VOICE = VoiceUnavailable(SENTENCE, NEXT_STEP)

Arrange = Callable[[FakeParts], None]
Act = Callable[[Running], Awaitable[None]]

FAILS_AT_NOTHING = {
    # What moves on the screen, or tells what was read.
    *(
        "facts",
        "help",
        "close",
        "quit",
        "palette",
        "up",
        "down",
        "page_up",
        "page_down",
        "home",
        "end",
    ),
    *("device_up", "device_down", "close_devices", "copy_address", "copy", "sign_in_qr_code", "qr_code", "mail"),
    *("stop", "decline", "decline_facts", "suspend"),  # take back what was begun
    *("read_intro", "copy_intro"),  # of what was read
    "confirm",  # as `retry`
    *("send_field", "leave_field"),  # what is sent has the tests of its page
    "enter_address",  # as `sign_in`; what is pasted has the tests of its page
    "keep_in_file",  # likewise
    "writer_file",  # as `writer_key`
    *("writer", "unfold", "demo"),
    *(f"package_{number}" for number in range(1, 10)),  # write the request anew, from what was read
}


# What is broken from the start


def part(name: str, error: Exception) -> Arrange:
    return lambda parts: parts.fail.update({name: error})


def host(error: Exception) -> Arrange:
    return lambda parts: setattr(parts, "fail_host", error)


def account(parts: FakeParts) -> None:
    parts.the_account.fail = ACCOUNT


def player(parts: FakeParts) -> None:
    parts.the_player.fail_command = PLAYER


def player_that_does_not_open(parts: FakeParts) -> None:
    parts.the_player.fail_open = [PlayerUnreachable(SENTENCE, NEXT_STEP)]


def stream(parts: FakeParts) -> None:
    parts.the_player.break_stream(PLAYER)


def price_of_saying_again(parts: FakeParts) -> None:
    parts.the_host.fail_quote = ACCOUNT


def answer(parts: FakeParts) -> None:
    parts.the_host.disclosure = "Title and artists go to model.example."
    parts.the_host.fail_agree = FOLDER


def facts_unanswered(parts: FakeParts) -> None:
    parts.research = research_of(parts.source, answers=parts.answers)


def agreed_to_auto(parts: FakeParts) -> None:
    parts.auto_answers.given["pause"] = True


def something_said(parts: FakeParts) -> None:
    parts.the_account.intros = [intro("w")]


def nothing(_parts: FakeParts) -> None: ...


# What is done


def press(*keys: str, after: Arrange = nothing) -> Act:
    """Press the keys; `after` breaks what works until then."""

    async def act(here: Running) -> None:
        after(here.parts)
        await here.press(*keys)

    return act


def on_page(key: str, shown: str, *then: str, after: Arrange = nothing) -> Act:
    """Open a page, and go on there once this is shown."""

    async def act(here: Running) -> None:
        await here.press(key)
        await here.until_seen(shown)
        after(here.parts)
        await here.press(*then)

    return act


async def run_breaks(here: Running) -> None:
    (await here.introduced()).put(FOLDER)


async def saying_again_breaks(here: Running) -> None:
    (await here.introduced("r")).put(FOLDER)


async def saying_that_again_breaks(here: Running) -> None:
    await here.press("Y")
    await here.until_seen("1 of 1")
    (await here.introduced("r")).put(FOLDER)


async def run_tells(here: Running) -> None:
    run = await here.introduced()
    run.put(Failed("VOICE_UNAVAILABLE", SENTENCE, NEXT_STEP, text="", charges=(), balance=user(10)))
    run.end()


async def what_was_refused_breaks(here: Running) -> None:
    run = await here.introduced()
    run.put(Failed("INSUFFICIENT_CREDITS", "This needs 2.", "", text="", charges=(), balance=user(0)))
    run.end()
    await here.until_logged("too few credits · nothing was charged")
    await here.until(lambda: not here.app.session.intros.busy, "the end of the run")
    (await here.introduced("R")).put(FOLDER)


async def agree(here: Running) -> None:
    await here.press("i")
    await here.until_seen("model.example")
    await here.press("y")


async def tell_more_breaks(here: Running) -> None:
    here.parts.the_host.research = research = research_of(FakeSource(*FACTS), fixed=Answer.SET_ON)
    await research.find(TRACK)
    (await here.introduced("m")).put(FOLDER)


async def agree_to_facts(here: Running) -> None:
    here.parts.answers.fail = FOLDER
    await here.press("f")
    await here.until_seen("Facts are not looked up yet.")
    await here.press("y")


async def choose_a_device(here: Running) -> None:
    await here.press("d")
    await here.until_seen("Phone")
    player(here.parts)
    await here.press("down", "enter")


async def wait(_here: Running) -> None: ...


async def serving_fails(here: Running) -> None:
    def make(_: object) -> Phones:
        raise FOLDER

    here.app.served = Served(make, at_once=False)
    await here.press("P")


IN_THE_LOG: dict[str, tuple[Arrange, Act]] = {
    "start, the player can't be made": (part("player", PLAYER), wait),
    "start, the player does not open": (player_that_does_not_open, wait),
    "start, the readings break off": (nothing, press(after=stream)),
    "start, the account": (account, wait),
    "start, the host for its voice": (host(VOICE), wait),
    "start, the host for a folder": (host(FOLDER), wait),
    "start, the host for a key": (host(SECRET), wait),
    "start, the books": (part("check_books", ACCOUNT), wait),
    "introduce": (nothing, run_breaks),
    "tell_more": (nothing, tell_more_breaks),
    "introduce_next": (nothing, press("I", after=account)),
    "auto": (agreed_to_auto, press("a", after=account)),
    "agree_facts": (facts_unanswered, agree_to_facts),
    "replay": (nothing, saying_again_breaks),
    "retry": (nothing, what_was_refused_breaks),
    "agree": (answer, agree),
    "voice": (nothing, press("v", after=price_of_saying_again)),
    "play_pause": (player, press("space")),
    "next": (player, press("n")),
    "previous": (player, press("p")),
    "like": (player, press("l")),
    "shuffle": (player, press("z")),
    "repeat": (player, press("t")),
    "back": (player, press("left")),
    "forward": (player, press("right")),
    "louder": (player, press("plus")),
    "quieter": (player, press("minus")),
    "devices": (player, press("d")),
    "transfer": (nothing, choose_a_device),
    "account": (nothing, press("u", after=account)),
    "history": (nothing, press("h", after=account)),
    "intros": (nothing, press("Y", after=account)),
    "keep_intro": (something_said, on_page("Y", "1 of 1", "k", after=account)),
    "say_intro": (something_said, saying_that_again_breaks),
    "support": (nothing, press("s", after=account)),
    "sign_out": (nothing, on_page("u", "sign out", "o", "o", after=part("sign_out", SECRET))),
    "sign_out_history": (nothing, on_page("u", "sign out", "o", "d", after=part("sign_out", FOLDER))),
}
ON_THE_PAGE: dict[str, tuple[Act, str]] = {
    "voucher": (on_page("s", "request code", "enter", "V", "enter", after=part("read_voucher", FOLDER)), TOLD),
    "demo_desk": (on_page("s", "request code", "d", after=part("ask_demo_desk", FOLDER)), TOLD),
    "friend_code": (
        on_page("u", "sign out", "f", *"hello", "enter"),
        "This is no referral code.",
    ),
    "friend_code, the account": (
        on_page("u", "sign out", "f", *written("aabb" * 5).replace("-", ""), "enter", after=account),
        TOLD,
    ),
    "sign_in": (on_page("L", "Spotify"), "Spotify lets SpotIntro in by an app of your own"),
    "client_id": (
        on_page("L", "Redirect URI", "i", *"a" * 32, "enter", after=part("change_setting", FOLDER)),
        TOLD,
    ),
    "writer_key": (on_page("W", "model", "k", *"sk", "enter", after=part("keep_writer_key", SECRET)), TOLD),
    "writer_address": (
        on_page("W", "model", "a", *"http://localhost:1/v1", "enter", after=part("change_setting", FOLDER)),
        TOLD,
    ),
    "writer_model": (on_page("W", "model", "m", "x", "enter", after=part("change_setting", FOLDER)), TOLD),
    "writer_server": (on_page("W", "llama3.2", "l", after=part("change_setting", FOLDER)), TOLD),
    "writer_test": (on_page("W", "model", "t", after=part("ask_writer", FOLDER)), TOLD),
    "make_free": (on_page("s", "everything free", "f", "f", after=part("change_setting", FOLDER)), TOLD),
    "phone": (serving_fails, TOLD),
}


IN_THE_DEMO = {"voucher", "demo_desk", "friend_code", "friend_code, the account"}


def test_each_key_is_walked() -> None:
    walked = {name.partition(",")[0] for name in (*IN_THE_LOG, *ON_THE_PAGE)} - {"start"}
    assert walked | FAILS_AT_NOTHING == {command.id for command in COMMANDS}
    assert not walked & FAILS_AT_NOTHING


def nothing_unexpected(here: Running) -> None:
    assert not [line for line in here.log if "unexpected" in line]


@pytest.mark.parametrize("name", IN_THE_LOG)
async def test_what_fails_is_told_in_the_log(name: str) -> None:
    arrange, act = IN_THE_LOG[name]
    parts = FakeParts(playback=playing())
    arrange(parts)
    async with running(parts, ready=not name.startswith("start")) as here:
        await act(here)
        await here.until_logged(TOLD)
        nothing_unexpected(here)


@pytest.mark.parametrize("name", ON_THE_PAGE)
async def test_what_fails_on_a_page_is_told_there(name: str, tmp_path: Path) -> None:
    act, sentence = ON_THE_PAGE[name]
    parts = FakeParts(playback=playing(), demo=name in IN_THE_DEMO, data_dir=tmp_path)
    parts.found_servers = (LocalServer("Ollama", 11434, ("llama3.2",)),)
    async with running(parts) as here:
        await act(here)
        await here.until(lambda: sentence in " ".join(here.seen.split()), sentence)
        nothing_unexpected(here)


@pytest.mark.parametrize("key", ["d", "enter"])
async def test_a_demo_desk_that_cannot_use_its_folder_says_so(key: str, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    parts = FakeParts(playback=playing(), data_dir=folder)
    async with running(parts) as here:
        await on_page("s", "request code")(here)
        folder.rmdir()
        await here.press(*("d",) if key == "d" else ("enter", "V", "enter"))
        await here.until(lambda: f"{KEY_FILE} can't be had" in " ".join(here.seen.split()), "the sentence")
        nothing_unexpected(here)
