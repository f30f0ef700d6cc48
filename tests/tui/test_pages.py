"""Help, history and support."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest

from spotintro.config import Settings, SupportSettings
from spotintro.config.errors import PersonaUnknown
from spotintro.config.personas.reading import BUILT_IN
from spotintro.credits.base import Entry, EntryKind
from spotintro.credits.errors import CreditError, CreditErrorCode
from spotintro.credits.features import UserTransaction
from spotintro.tui.commands import COMMANDS
from spotintro.tui.screens.help import PAIRS
from spotintro.tui.screens.support import SupportPage
from tests.fakes.tui_parts import FakeParts, playing
from tests.tui.running import Running, running, user


def entries(count: int) -> list[Entry]:
    """Newest first, one grant of ten at the beginning."""
    captures = [
        Entry(
            sequence=number,
            at=datetime(2026, 11, 22, 18, number % 60, tzinfo=UTC),
            kind=EntryKind.CAPTURE,
            amount=-1,
            balance_after=500 - number,
            step=UserTransaction.GENERATE_TRACK_INTRO,
            description=f"Track [b]{number}[/b]",
        )
        for number in range(count, 1, -1)
    ]
    grant = Entry(1, datetime(2026, 11, 22, 18, 0, tzinfo=UTC), EntryKind.GRANT, 500, 500, None, "demo credits")
    return [*captures, grant]


@pytest.mark.parametrize("key", ["?", "f1"])
async def test_help_names_every_command_with_its_keys(parts: FakeParts, key: str) -> None:
    async with running(parts, (100, 70)) as here:
        await here.press(key)
        await here.until(lambda: here.app.screen.id == "help")
        await here.pilot.pause()
        together = dict(PAIRS.values())
        for command in COMMANDS:
            said = PAIRS[command.id][1] if command.id in PAIRS else together.get(command.id, command.help)
            keys = here.app.keys_in_force.all_written(command.id)
            assert not command.listed or any(said in line and keys in line for line in here.seen.splitlines())
        await here.press("escape")
        await here.until(lambda: here.app.screen is here.main)


async def test_help_has_the_name_of_each_key_that_the_settings_can_change(parts: FakeParts) -> None:
    async with running(parts, (100, 90)) as here:
        await here.press("?")
        await here.until(lambda: "by these names" in here.seen)
        names = set(re.findall(r"\w+", here.seen.partition("by these names")[2]))
        missing = {command.id for command in COMMANDS} - names
        assert missing == {f"package_{number}" for number in range(2, 10)}


async def test_help_can_be_scrolled_to_its_end_on_a_small_screen(parts: FakeParts) -> None:
    async with running(parts, (40, 20)) as here:
        await here.press("?")
        await here.until(lambda: "The host" in here.seen)
        for _ in range(8):
            await here.press("pagedown")
        await here.until(lambda: "help, quit." in here.seen)


async def test_the_music_keys_work_on_every_page(parts: FakeParts) -> None:
    async with running(parts) as here:
        for number, key in enumerate(("?", "h", "s"), start=1):
            await here.press(key)
            await here.press("space")
            await here.asked(number)
        assert len(here.app.screen_stack) == 2


async def test_help_leads_back_to_the_page_it_was_asked_for_on(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.press("h")
        await here.until(lambda: here.app.screen.id == "history")
        page = here.app.screen
        for leave in ("escape", "?", "h"):
            await here.press("?")
            await here.until(lambda: here.app.screen.id == "help")
            await here.press(leave)
            await here.until(lambda: here.app.screen is page, leave)
        await here.press("?", "s")
        await here.until(lambda: here.app.screen.id == "support")
        assert len(here.app.screen_stack) == 2
        await here.press("?")
        await here.introduced()
        assert here.app.screen is here.main


async def test_help_on_a_page_has_what_can_be_done_there_now(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.press("W")
        await here.until_seen("no key is needed")
        await here.press("?")
        await here.until_seen("On the page you came from: The AI writer")
        assert "Leave this page" in here.seen
        assert "Enter the model's name" not in here.seen, "in the demo there is none"


@pytest.mark.parametrize("size", [(100, 32), (36, 70)])
async def test_a_page_offers_help_where_that_takes_no_row_of_its_own(
    parts: FakeParts, size: tuple[int, int]
) -> None:
    async with running(parts, size) as here:
        await here.press("u")
        await here.until_seen("esc back  ? help")
        await here.press("?")
        await here.until_seen("On the page you came from: Your account")
        assert "? help" not in here.seen
        await here.press("escape")
        await here.until(lambda: here.app.screen.id == "account")


async def test_q_leaves_a_page_and_not_the_app(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.press("?", "q")
        await here.until(lambda: here.app.screen is here.main)
        assert not parts.closed


async def test_the_same_key_closes_its_page(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.press("h")
        await here.until(lambda: here.app.screen.id == "history")
        await here.press("h")
        await here.until(lambda: here.app.screen is here.main)


async def test_i_on_a_page_goes_back_to_the_text(parts: FakeParts) -> None:
    async with running(parts) as here:
        await here.press("?")
        await here.introduced()
        assert here.app.screen is here.main


async def test_history_tells_time_step_track_cost_and_balance(parts: FakeParts) -> None:
    parts.the_account.entries = entries(3)
    async with running(parts) as here:
        await here.press("h")
        await here.until(lambda: "That is all." in here.seen)
        assert "2026-11-22 18:03  text                   -1      497  Track [b]3[/b]" in here.seen
        assert "credits added" in here.seen


async def test_history_is_readable_on_a_narrow_screen(parts: FakeParts) -> None:
    parts.the_account.entries = entries(2)
    async with running(parts, (40, 20)) as here:
        await here.press("h")
        await here.until(lambda: "That is all." in here.seen)
        assert "11-22 18:02  text -1 · 498 left" in here.seen
        assert "Track [b]2[/b]" in here.seen


async def test_a_history_that_cannot_be_read_is_one_line(parts: FakeParts) -> None:
    async with running(parts) as here:
        parts.the_account.fail = CreditError(CreditErrorCode.SYSTEM_ERROR, "The store is gone.", "Look for it.")
        await here.press("h")
        await here.until_logged("The store is gone. Look for it.")
        await here.until(lambda: "The store is gone." in here.seen)


async def test_history_without_an_account_says_so() -> None:
    parts = FakeParts(playback=playing())
    parts.the_account.fail = CreditError(CreditErrorCode.SYSTEM_ERROR, "The store is gone.", "Look for it.")
    async with running(parts) as here:
        await here.until_logged("The store is gone.")
        await here.press("h")
        await here.until(lambda: "The account is unavailable" in here.seen)


def _supported(folder: Path, email: str = "credits@example.org") -> FakeParts:
    support = SupportSettings(
        name="Ana's shop", email=email, instructions="Write to Ana.", url="https://example.org"
    )
    return FakeParts(settings=Settings(support=support), playback=playing(), data_dir=folder)


async def _open_support(here: Running) -> SupportPage:
    await here.press("s")
    await here.until(lambda: "10 credits available" in here.seen)
    page = here.app.screen
    assert isinstance(page, SupportPage)
    return page


async def test_support_shows_the_instructions_and_the_message(tmp_path: Path) -> None:
    async with running(_supported(tmp_path)) as here:
        await _open_support(here)
        for part in (
            "Ana's shop",
            "Write to Ana.",
            "credits@example.org",
            "https://example.org",
        ):
            assert part in here.seen
        assert "Account: local" not in here.seen
        await here.press("m")
        await here.until_seen("Account: local")


async def test_c_copies_the_message(tmp_path: Path) -> None:
    async with running(_supported(tmp_path)) as here:
        page = await _open_support(here)
        await here.press("c")
        await here.until(lambda: "Copied" in here.seen)
        assert here.app.clipboard == page.message.body
        assert "Account: local" in here.app.clipboard


async def test_o_opens_a_mail_with_the_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    async with running(_supported(tmp_path)) as here:
        page = await _open_support(here)
        opened: list[str] = []
        monkeypatch.setattr(here.app, "open_url", opened.append)
        await here.press("o")
        await here.until(lambda: len(opened) == 1)
        assert opened[0].startswith("mailto:credits@example.org?")
        assert page.message.body in unquote(opened[0]).replace("\r\n", "\n")


async def test_o_without_a_desktop_or_an_address_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    for email, told in (("credits@example.org", "no desktop"), ("", "No mail address")):
        async with running(_supported(tmp_path, email)) as here:
            await _open_support(here)
            await here.press("o")
            await here.until_seen(told)


async def test_support_works_where_the_account_does_not(tmp_path: Path) -> None:
    parts = _supported(tmp_path)
    parts.the_account.fail = CreditError(CreditErrorCode.SYSTEM_ERROR, "The store is gone.", "Look for it.")
    async with running(parts) as here:
        await here.press("s")
        await here.until(lambda: "The balance is not readable" in here.seen)


@pytest.mark.parametrize("fails", [False, True])
async def test_support_that_is_asked_for_before_the_account_is_there_is_filled_later(
    tmp_path: Path, fails: bool
) -> None:
    parts = _supported(tmp_path)
    if fails:
        parts.the_account.fail = CreditError(CreditErrorCode.SYSTEM_ERROR, "The store is gone.", "Look for it.")
    parts.hold_account()
    async with running(parts, ready=False) as here:
        await here.press("s")
        await here.until_seen("The balance is not known yet.")
        parts.release_account()
        await here.until_seen("The balance is not readable" if fails else "● 10 credits available")


async def test_support_follows_the_balance_while_it_is_open(tmp_path: Path) -> None:
    parts = _supported(tmp_path)
    async with running(parts) as here:
        page = await _open_support(here)
        parts.the_account.balance = user(7, used=3)
        here.app.session.read_balance()
        await here.until_seen("7 credits available, 3 used")
        assert "Available: 7 credits" in page.message.body


async def test_a_field_has_its_keys_alone_whatever_comes_meanwhile(tmp_path: Path) -> None:
    async with running(_supported(tmp_path)) as here:
        page = await _open_support(here)
        await here.press("enter")
        await here.until_seen("enter send  esc leave")
        page.action_unfold()  # as a click on the message does
        await here.until_seen("Account: local")
        assert "enter send  esc leave" in here.seen
        assert "c copy" not in here.seen
        await here.press("escape")
        await here.until_seen("c copy")


async def test_the_palette_offers_the_same_commands(parts: FakeParts) -> None:
    async with running(parts) as here:
        offered = {command.title for command in here.app.get_system_commands(here.main)}
        no_use = {"stop", "replay", "retry", "sign_in", "writer", "demo"}
        of_app = {c.does for c in COMMANDS if c.in_palette and c.scope == "app" and c.id not in no_use}
        assert offered == of_app | {
            "Choose the colours",
            *(f"Persona: {name}{', now' if name == 'late-night' else ''}" for name in BUILT_IN),
        }
        await here.press("ctrl+p")
        await here.until(lambda: "Introduce this track" in here.seen)
        await here.press(*"pause", "enter")
        await here.until(lambda: parts.the_player.asked == ["pause"])


async def test_a_persona_is_chosen_in_the_palette_for_this_session(parts: FakeParts) -> None:
    async with running(parts) as here:
        commands = {command.title: command.callback for command in here.app.get_system_commands(here.main)}
        run = await here.introduced()
        commands["Persona: club"]()
        await here.until_logged('The host: Club. To keep it, set host.persona = "club".')
        assert parts.chosen_personas == ["club"]
        assert run.stopped
        offered = {command.title for command in here.app.get_system_commands(here.main)}
        assert {"Persona: club, now", "Persona: late-night"} <= offered
        parts.fail["choose_persona"] = PersonaUnknown("club", BUILT_IN)
        commands["Persona: club"]()
        await here.until_logged("There is no persona “club”. Nearest: club")
