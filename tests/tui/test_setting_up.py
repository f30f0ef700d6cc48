"""What a newcomer sets up from inside the app: real parts, a real settings file, servers on loopback."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import keyring
import pytest
from keyring.backends import null

from spotintro.config import CreditSettings, Paths, PlayerProvider, Settings, StoreSettings
from spotintro.config.loading import load_settings
from spotintro.credits.features import UserTransaction
from spotintro.players.base import PlayerUnreachable
from spotintro.tui.app import SpotIntroApp
from spotintro.tui.running import run_app
from spotintro.tui.screens.sign_in import SignInPage
from spotintro.tui.screens.writer import WriterPage
from spotintro.wiring.options import RunOptions
from spotintro.wiring.parts import Parts
from spotintro.wiring.setting_up import ask_for_a_line
from spotintro.writers.base import WriterUnavailable
from spotintro.writers.local_servers import LocalServer
from tests.credits.vouchers import PUBLIC
from tests.fakes.keyrings import MemoryKeyring
from tests.fakes.openai_server import Answer, Ending, OpenAIServer
from tests.fakes.spotify_server import SpotifyServer
from tests.fakes.tui_parts import FakeParts, playing
from tests.tui.running import Running, running

SECRET = "sk-not-to-be-seen-anywhere"
ALL_FREE = {step.value: 0 for step in UserTransaction}


@pytest.fixture(autouse=True)
def ring() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


def fake_parts(folder: Path, **settings: object) -> FakeParts:
    made = Settings(**settings)  # type: ignore[arg-type]  # the sections of a test's choice
    return FakeParts(settings=made, playback=None, demo=False, data_dir=folder)


def real_parts(folder: Path, text: str = "# mine\n", *, player: PlayerProvider = PlayerProvider.DEMO) -> Parts:
    file = folder / "config.toml"
    file.write_text(text)
    settings = load_settings(file, cost_names=lambda: set(ALL_FREE))
    return Parts(settings, Paths(file, folder / "data"), RunOptions(player=player))


async def on_page(here: Running, key: str, name: str) -> None:
    await here.press(key)
    await here.until(lambda: here.app.screen.id == name, name)


async def test_who_pays_alone_sets_the_prices_to_0(tmp_path: Path) -> None:
    before = '# mine\n[writer.openai]\nbase_url = "http://127.0.0.1:9/v1"\n'
    parts = real_parts(tmp_path, before)
    async with running(parts, (100, 40), ready=False) as here:  # type: ignore[arg-type]  # real ones
        await here.until(lambda: "i 1: text 1" in here.bar, "the price before")
        await on_page(here, "s", "support")
        await here.until_seen("f makes everything free")
        await here.press("f")
        await here.until_seen("? Set every price to 0")
        assert (tmp_path / "config.toml").read_text() == before
        await here.press("f")
        await here.until_seen("To undo it, delete the lines under [credits.costs]")
        await here.until(lambda: "makes everything free" not in here.seen)
        assert parts.prices.of(UserTransaction.GENERATE_TRACK_INTRO) == 0
        await here.until(lambda: "i free" in here.bar, "the price in the bar")
    text = (tmp_path / "config.toml").read_text()
    assert text.startswith(before)
    assert "# Everything is free. To undo it" in text
    kept = load_settings(tmp_path / "config.toml", cost_names=lambda: set(ALL_FREE))
    assert dict(kept.credits.costs) == ALL_FREE


async def test_another_key_takes_the_question_back(tmp_path: Path) -> None:
    parts = fake_parts(tmp_path)
    async with running(parts) as here:
        await on_page(here, "s", "support")
        await here.until_seen("f makes everything free")
        await here.press("f", "m", "f")
        await here.until_seen("? Set every price to 0")
        assert parts.changed_settings == []


@pytest.mark.parametrize("why", ["operator", "store", "demo", "free already"])
async def test_elsewhere_that_is_not_offered(why: str, tmp_path: Path) -> None:
    prices = CreditSettings(costs=ALL_FREE if why == "free already" else {})
    store = StoreSettings(url="postgresql+psycopg://db.example/credits" if why == "store" else "")
    parts = fake_parts(tmp_path, credits=prices, store=store)
    parts.demo = why == "demo"
    if why == "operator":
        parts.operator_keys.append(PUBLIC)
    async with running(parts, ready=False) as here:
        await on_page(here, "s", "support")
        await here.until_seen("10 credits available")
        await here.press("f", "f")
        await here.pilot.pause()
        assert "makes everything free" not in here.seen
        assert parts.changed_settings == []


async def test_three_ways_to_begin_while_nothing_plays(tmp_path: Path) -> None:
    parts = fake_parts(tmp_path)
    parts.is_set_up = type(parts.is_set_up)(spotify=True, writer=False)
    parts.found_servers = (LocalServer("Ollama", 11434, ("llama3.2",)),)
    for size in ((36, 70), (40, 20), (100, 32)):
        async with running(parts, size) as here:
            await here.until_seen("W  AI writer:")
            shown = " ".join(here.seen.split())
            assert "Three ways to begin" in shown
            assert "D the demo" in shown
            assert "(done)" in shown
            assert "W AI writer: Ollama on this machine" in shown


async def test_where_nothing_can_be_read_no_music_of_this_machine_is_promised(tmp_path: Path) -> None:
    parts = fake_parts(tmp_path)
    parts.is_set_up = type(parts.is_set_up)(spotify=False, writer=False)
    async with running(parts) as here:
        await here.until_seen("it appears here by itself")
    parts.the_player.fail_open = [PlayerUnreachable("There is no session bus.", "Start one.")] * 100
    async with running(parts) as here:
        await here.until_logged("There is no session bus.")
        await here.until_seen("Three ways to begin")
        await here.until(lambda: "it appears here by itself" not in here.seen)
        assert "Nothing plays yet" not in here.seen


async def test_what_plays_has_the_hosts_place(tmp_path: Path) -> None:
    parts = FakeParts(playback=playing(), demo=False, data_dir=tmp_path)
    parts.is_set_up = type(parts.is_set_up)(spotify=False, writer=False)
    async with running(parts) as here:
        await here.pilot.pause(0.05)
        assert "ways to begin" not in here.seen


async def test_a_way_to_begin_can_be_clicked(tmp_path: Path) -> None:
    parts = fake_parts(tmp_path)
    parts.is_set_up = type(parts.is_set_up)(spotify=False, writer=False)
    async with running(parts) as here:
        await here.until_seen("AI writer")
        row = next(number for number, line in enumerate(here.seen.splitlines()) if "AI writer:" in line)
        await here.pilot.click(offset=(here.seen.splitlines()[row].index("AI writer"), row))
        await here.until(lambda: here.app.screen.id == "writer", "the writer's page")


def test_the_demo_runs_in_place_and_leads_back(tmp_path: Path) -> None:
    made: list[bool] = []
    ran: list[tuple[bool, bool]] = []

    class Scripted(SpotIntroApp):
        def run(self, *_args: object, **_options: object) -> None:  # nothing is drawn
            ran.append((self.parts.demo, self.comes_back))
            self.goes_to_demo = len(ran) == 1

    def again(in_demo: bool) -> FakeParts:
        made.append(in_demo)
        return FakeParts(demo=in_demo, data_dir=tmp_path)

    assert run_app(FakeParts(demo=False, data_dir=tmp_path), Scripted, again=again) == 0
    assert made == [True, False]
    assert ran == [(False, False), (True, True), (False, False)]


async def test_the_key_for_the_demo_ends_the_app_in_order(tmp_path: Path) -> None:
    parts = fake_parts(tmp_path)
    async with running(parts) as here:
        await here.press("D")
        await here.until(lambda: here.app.goes_to_demo, "the end")
    assert parts.closed


async def test_a_client_id_is_checked_kept_and_signed_in_with(tmp_path: Path) -> None:
    parts = fake_parts(tmp_path)
    async with running(parts, (40, 20)) as here:
        await on_page(here, "L", "sign_in")
        await here.until_seen("Create app")
        await here.press("c")
        await here.until(lambda: here.app.clipboard == "http://127.0.0.1", "the address to copy")
        await here.press("i", *"short", "enter")
        await here.until_seen("A client ID is 32 letters")
        assert parts.changed_settings == []
        await here.press(*"x" * 27, "enter")
        await here.until(lambda: parts.changed_settings != [], "the setting")
        assert parts.changed_settings == [(("spotify", "client_id"), "short" + "x" * 27)]


async def test_a_key_is_masked_kept_and_seen_nowhere(
    tmp_path: Path, ring: MemoryKeyring, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    parts = real_parts(tmp_path)
    async with running(parts, (40, 20), ready=False) as here:  # type: ignore[arg-type]  # real ones
        await on_page(here, "W", "writer")
        await here.press("k", *SECRET)
        page = here.app.screen
        assert isinstance(page, WriterPage)
        assert page.field.value == SECRET
        assert SECRET[:6] not in here.seen
        await here.press("enter")
        await here.until_seen("The key is kept, and in force.")
        assert (await parts.host()).writer.is_ai
        assert page.field.value == ""
        assert not any(SECRET in line for line in here.log)
    assert SECRET in ring.kept.values()
    assert SECRET not in caplog.text
    assert SECRET not in (tmp_path / "config.toml").read_text()


async def test_without_a_keyring_a_file_is_asked_for(tmp_path: Path) -> None:
    keyring.set_keyring(null.Keyring())  # type: ignore[no-untyped-call]  # keyring's constructors are untyped
    parts = real_parts(tmp_path)
    async with running(parts, ready=False) as here:  # type: ignore[arg-type]  # real ones
        await on_page(here, "W", "writer")
        await here.press("k", *SECRET, "enter")
        await here.until_seen("This system has no keyring. f keeps")
        await here.press("f")
        await here.until_seen("The key is kept")
        file = parts.paths.data_dir / "secrets" / "openai"
        assert file.stat().st_mode & 0o777 == 0o600


async def tried_without_a_writer(here: Running) -> None:
    """Open the writer's page and make its test, while none is set up."""
    await on_page(here, "W", "writer")
    await here.until_seen("a fraction of a cent")
    await here.press("t")
    await here.until_seen("No AI writer is set up yet.")


async def test_a_local_server_is_taken_and_answers_a_test(tmp_path: Path) -> None:
    with OpenAIServer() as server:
        parts = real_parts(tmp_path)
        async with running(parts, ready=False) as here:  # type: ignore[arg-type]  # real ones
            await tried_without_a_writer(here)
            await here.press("a", *server.base_url, "enter")
            await here.until_seen("and in force")
            await here.press("t")
            await here.until_seen("✓ It answered:")
            assert len(server.requests) == 1
        assert server.base_url in (tmp_path / "config.toml").read_text()


async def test_a_test_is_stopped_by_the_same_key(tmp_path: Path) -> None:
    with OpenAIServer(Answer(first_token_s=600)) as server:
        parts = real_parts(tmp_path, f'[writer.openai]\nbase_url = "{server.base_url}"\n')
        async with running(parts, ready=False) as here:  # type: ignore[arg-type]  # real ones
            await on_page(here, "W", "writer")
            await here.press("t")
            await here.until(lambda: len(server.requests) == 1, "the request")
            await here.press("t")
            await here.until_seen("■ The test was stopped.")


async def test_a_test_is_bounded_in_time(tmp_path: Path) -> None:
    with OpenAIServer(Answer(ending=Ending.SILENCE)) as server:
        parts = real_parts(tmp_path, f'[writer.openai]\nbase_url = "{server.base_url}"\n')
        writer = (await parts.host()).writer
        persona = parts.persona()
        with pytest.raises(WriterUnavailable, match="not answered within 1 s"):
            await ask_for_a_line(writer, parts.settings, persona, timeout_s=1.0)
        await parts.close()


async def test_a_refused_key_is_told_with_the_next_step_and_without_the_key(
    tmp_path: Path, ring: MemoryKeyring, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ring.set_password("spotintro", "openai", SECRET)
    refused = Answer(status=401, body=f'{{"error": {{"message": "Incorrect API key: {SECRET}"}}}}')
    with OpenAIServer(refused, refused) as server:
        parts = real_parts(tmp_path, f'[writer.openai]\nbase_url = "{server.base_url}"\n')
        async with running(parts, ready=False) as here:  # type: ignore[arg-type]  # real ones
            await on_page(here, "W", "writer")
            await here.press("t")
            await here.until(lambda: "✖" in here.seen, "what is wrong")
            assert SECRET not in here.seen
    assert SECRET not in caplog.text


async def test_with_the_client_id_the_sign_in_goes_on_to_what_plays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    with SpotifyServer() as server:
        text = f'# mine\n[spotify]\napi_url = "{server.api_url}"\naccounts_url = "{server.accounts_url}"\n'
        parts = real_parts(tmp_path, text, player=PlayerProvider.SPOTIFY)
        before = await parts.player()
        async with running(parts, (100, 70), ready=False) as here:  # type: ignore[arg-type]  # real ones
            await on_page(here, "L", "sign_in")
            await here.until_seen("Create app")
            await here.press("i", *"c" * 32, "enter")
            page = here.app.screen
            assert isinstance(page, SignInPage)
            await here.until(lambda: page._text.address != "", "the address")
            assert f"client_id={'c' * 32}" in page._text.address
            query = {name: each[0] for name, each in parse_qs(urlsplit(page._text.address).query).items()}
            page.field.fill(server.authorize(query))
            await here.press("enter", "enter")
            await here.until_seen("You are signed in to Spotify as Zoë")
            assert await parts.player() is not before
    kept = (tmp_path / "config.toml").read_text()
    assert kept.startswith("# mine\n")
    assert f'client_id = "{"c" * 32}"' in kept


async def test_what_is_no_address_is_not_kept(tmp_path: Path) -> None:
    parts = fake_parts(tmp_path)
    async with running(parts, (40, 20)) as here:
        await on_page(here, "W", "writer")
        await here.press("a", *"localhost:11434", "enter")
        await here.until_seen("This is no address of a server")
        assert parts.changed_settings == []
        page = here.app.screen
        assert isinstance(page, WriterPage)
        page.field.fill("http://localhost:11434/v1")
        await here.press("enter")
        await here.until(lambda: parts.changed_settings != [], "the setting")
        assert parts.changed_settings == [(("writer", "openai", "base_url"), "http://localhost:11434/v1")]


async def test_how_a_test_went_is_not_said_of_what_was_set_since(tmp_path: Path) -> None:
    parts = real_parts(tmp_path)
    async with running(parts, ready=False) as here:  # type: ignore[arg-type]  # real ones
        await tried_without_a_writer(here)
        await here.press("k", *SECRET, "enter")
        await here.until_seen("The key is kept, and in force.")
        await here.until_seen("a fraction of a cent")
        assert "No AI writer is set up yet." not in here.seen


async def test_in_the_demo_there_is_nothing_to_set_up() -> None:
    async with running(FakeParts(playback=playing())) as here:
        titles = {command.title for command in here.app.get_system_commands(here.app.screen)}
        assert "How to get credits" in titles
        assert not titles & {"Sign in to Spotify", "Set up the AI writer", "The demo; quitting it comes back"}
        await on_page(here, "W", "writer")
        await here.until_seen("no key is needed")
        assert "model" not in here.seen
        assert "a fraction of a cent" not in here.seen
