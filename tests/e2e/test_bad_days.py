"""Bad input and bad days, as the installed command and the terminal show them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from dbus_fast import Variant

from tests.conftest import require_program
from tests.e2e.commands import SPOTINTRO, answer, spotintro, surroundings
from tests.e2e.tmux import Screen, terminal
from tests.fakes.openai_server import Answer, Ending, OpenAIServer, error
from tests.players.mpris_service import ScriptedMpris, honest
from tests.session_bus import session_bus
from tests.sound_server import SoundServer, sound_server

__all__ = ["sound_server"]

ROOT = Path(__file__).parents[2]
KEY = "sk-test-Zq9secretOfTheUser0123456789"
HANGING_KEYRING = {"PYTHONPATH": str(ROOT), "PYTHON_KEYRING_BACKEND": "tests.fakes.keyrings.HangingKeyring"}
FREE_INTRO = ("intro", "--no-speak", "--writer", "announcer", "--player", "demo")
AI_INTRO = ("intro", "--no-speak", "--writer", "openai", "--player", "demo")
SIZES = [(100, 32), (40, 20)]


def failure(*arguments: str, data_dir: Path, env: Mapping[str, str] | None = None, expect: int = 1) -> Any:
    """The error of a command with --json: nothing but the three fields, each with something in it."""
    document = answer(*arguments, data_dir=data_dir, env=env, expect=expect)
    assert set(document) == {"error"}
    assert set(document["error"]) == {"code", "message", "next_step"}
    assert all(document["error"].values())
    return document["error"]


def content_of(folder: Path) -> dict[str, bytes | None]:
    """Every file but the log, byte by byte; None for what is no file."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
        if not path.name.startswith("spotintro.log")
    }


def harmless(text: str) -> bool:
    return not any(unicodedata.category(char) in {"Cc", "Cf"} for char in text.replace("\n", ""))


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


# The settings


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[writer]\nstrct = true\n", 2, "strict"),
        ("[voice]\n\nrate_wpm = 9000\n", 3, "0 to 400"),
        ('[player]\nprovider = "winamp"\n', 2, "mpris"),
        ("[voice\n", 1, "TOML"),
    ],
)
def test_a_wrong_setting_is_told_with_file_line_and_what_is_allowed(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    config = tmp_path / "own.toml"
    config.write_text(text)
    told = failure("--config", str(config), *FREE_INTRO, data_dir=tmp_path / "data", expect=2)
    assert told["code"] == "CONFIG"
    assert f"{config}, line {line}" in told["message"]
    assert said in told["message"]
    assert not (tmp_path / "data").exists()


# The store


def _garbage(store: Path) -> None:
    store.write_bytes(bytes(range(1, 256)) * 40)


def _truncated(store: Path) -> None:
    os.truncate(store, store.stat().st_size // 2)


def _newer(store: Path) -> None:
    with contextlib.closing(sqlite3.connect(store, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def _folder(store: Path) -> None:
    store.unlink()
    store.mkdir()


def _pipe(store: Path) -> None:
    store.unlink()
    os.mkfifo(store)


@pytest.fixture(scope="module")
def sound_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store as a first start leaves it."""
    folder = tmp_path_factory.mktemp("sound")
    assert answer("credits", data_dir=folder)["available"] == 10
    return folder


@pytest.fixture
def data_dir(tmp_path: Path, sound_store: Path) -> Path:
    return Path(shutil.copytree(sound_store, tmp_path / "data"))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_garbage, "no credit store"),
        (_truncated, "damaged"),
        (_newer, "newer SpotIntro"),
        (_folder, "is a folder"),
        (_pipe, "no plain file"),
    ],
)
def test_a_store_that_can_not_be_used_is_told_and_left_as_it_is(
    data_dir: Path, spoil: Callable[[Path], None], said: str
) -> None:
    spoil(data_dir / "credits.sqlite3")
    before = content_of(data_dir)
    told = failure(*FREE_INTRO, data_dir=data_dir)
    assert told["code"] == "SYSTEM_ERROR"
    assert said in told["message"]
    assert content_of(data_dir) == before


@pytest.mark.service
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_app_runs_on_a_spoilt_store(data_dir: Path, width: int, height: int) -> None:
    _garbage(data_dir / "credits.sqlite3")
    before = content_of(data_dir)
    with terminal(
        [SPOTINTRO, "demo"], width=width, height=height, env={"SPOTINTRO_DATA_DIR": str(data_dir)}
    ) as screen:
        screen.wait_for("account unavailable")
        screen.wait_for(r"is\s+no\s+credit\s+store")
        screen.press("space")
        screen.wait_for("(?i)paused")
        screen.press("s")
        screen.wait_for("not readable")
        screen.press("Escape")
        screen.wait_for("i introduce")
        screen.press("q")
        screen.wait_for("exit=0")
    assert content_of(data_dir) == before


def test_a_store_that_stays_locked(data_dir: Path) -> None:
    before = content_of(data_dir)
    with contextlib.closing(sqlite3.connect(data_dir / "credits.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        told = failure("credits", data_dir=data_dir)
    assert "locked by another program" in told["message"]
    assert content_of(data_dir) == before


def test_a_disk_that_takes_no_more_books_nothing(data_dir: Path) -> None:
    config = data_dir / "own.toml"
    config.write_text('[voice]\nprovider = "silent"\n')
    before = content_of(data_dir)
    full = subprocess.run(
        ["sh", "-c", f'ulimit -f 1; exec "{SPOTINTRO}" --config "{config}" demo --plain'],
        env=surroundings(data_dir),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert full.returncode == 1, full.stdout
    assert "credit store" in full.stderr
    assert "Charged" not in full.stdout
    assert content_of(data_dir) == before
    assert answer("credits", "audit", data_dir=data_dir)["ok"]


def test_a_read_only_store_charges_nothing_and_still_gives_what_is_free(data_dir: Path) -> None:
    (data_dir / "credits.sqlite3").chmod(0o400)
    before = content_of(data_dir)
    # Root passes every permission, unless its processes lack the right to.
    prefix = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    if prefix:
        require_program("setpriv")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*prefix, SPOTINTRO, *arguments],
            env=surroundings(data_dir),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    free = run(*FREE_INTRO, "--json")
    assert free.returncode == 0, free.stdout
    assert "Nuit blanche" in json.loads(free.stdout)["text"]
    assert "is read-only. This intro is not kept." in free.stderr
    paid = run("demo", "--plain")
    assert paid.returncode == 1
    assert "read-only" in paid.stderr
    assert "Host:" not in paid.stdout, "nothing is said that can't be charged"
    assert content_of(data_dir) == before


# Keys and keyrings


def test_a_keyring_that_hangs_is_bounded_and_told(tmp_path: Path) -> None:
    found: dict[str, Any] = {}

    def named_writer() -> None:
        found.update(failure(*AI_INTRO, data_dir=tmp_path / "a", env=HANGING_KEYRING))

    beside = threading.Thread(target=named_writer)
    beside.start()
    started_s = time.monotonic()
    kept = subprocess.run(
        [SPOTINTRO, "keys", "set", "openai"],
        env=surroundings(tmp_path / "b", HANGING_KEYRING),
        input=f"{KEY}\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert time.monotonic() - started_s < 8
    beside.join()
    assert kept.returncode == 1
    assert "did not answer within 3 s" in kept.stderr
    assert "did not answer within 3 s" in found["message"], "not: there is no key"


# The model


def ai_env(server: OpenAIServer) -> dict[str, str]:
    return {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": KEY}


def loose(folder: Path) -> tuple[str, str]:
    config = folder / "loose.toml"
    config.write_text("[writer]\nstrict = false\n")
    return "--config", str(config)


def test_whatever_a_model_writes_is_harmless(tmp_path: Path) -> None:
    steering = (
        "\x1b[2JGood \x9b31mevening \u202eolleh\u202c, [bold red]dear[/] **friends** \x1b]52;c;aGk=\x07"
        "of [@click=app.quit]<b>music</b>[/]. 接下来是一首歌。 Viel Vergnügen damit."
    )
    numbers = [f"Sentence number {number} goes by and by." for number in range(1500)]
    with OpenAIServer(Answer(text=steering), Answer(text=" ".join(numbers))) as server:
        told = answer(*loose(tmp_path), *AI_INTRO, data_dir=tmp_path, env=ai_env(server))
        assert harmless(told["text"])
        assert "friends" in told["text"]
        assert "[bold red]" not in told["text"]
        assert "接下来是一首歌" in told["text"]
        long = answer(*loose(tmp_path), *AI_INTRO, data_dir=tmp_path, env=ai_env(server))
    assert 3 < len(long["text"].split()) < 300
    assert long["balance"]["available"] == 8


def test_what_a_model_does_not_deliver_costs_nothing_and_no_key_is_seen(tmp_path: Path) -> None:
    page = Answer(body="<html><body>Sign in</body></html>", content_type="text/html")
    answers = {
        "refused": (error(401, f"Incorrect API key provided: {KEY}"), "does not accept the key"),
        "echo": (error(500, f"Traceback: key={KEY} \x1b[31m"), "has a fault"),
        "page": (page, "web page"),
        "mid-word": (Answer(text="Hello and welcome to y", ending=Ending.CUT), "cut off"),
    }
    seen = ""
    with OpenAIServer(*(served for served, _ in answers.values())) as server:
        for _, said in answers.values():
            run = spotintro(*AI_INTRO, "--json", data_dir=tmp_path, env=ai_env(server), expect=1)
            told = json.loads(run.stdout)["error"]
            assert said in told["message"]
            assert told["next_step"]
            assert harmless(told["message"])
            seen += run.stdout + run.stderr
        for command in ("doctor", "support"):
            run = spotintro(command, "--json", data_dir=tmp_path, env=ai_env(server), expect=None)
            seen += run.stdout + run.stderr
    assert answer("credits", data_dir=tmp_path)["available"] == 10
    assert (tmp_path / "spotintro.log").exists()
    seen += "".join(path.read_text(errors="replace") for path in tmp_path.rglob("*") if path.is_file())
    assert KEY not in seen


# The terminal


@contextlib.contextmanager
def app(
    data_dir: Path, *arguments: str, width: int = 100, height: int = 32, env: Mapping[str, str] | None = None
) -> Iterator[Screen]:
    """The app on the demo player, without the voice."""
    data_dir.mkdir(exist_ok=True)
    config = data_dir / "quiet.toml"
    config.write_text('[player]\nprovider = "demo"\n[voice]\nenabled = false\n')
    kept = {"SPOTINTRO_DATA_DIR": str(data_dir), "SPOTINTRO_CONFIG": str(config), **(env or {})}
    with terminal([SPOTINTRO, *arguments], width=width, height=height, env=kept) as screen:
        yield screen


@pytest.mark.service
def test_a_terminal_of_20_by_5(tmp_path: Path) -> None:
    with app(tmp_path, "demo", width=20, height=5) as screen:
        assert "Nuit blanche" in screen.wait_for("10 credits")
        screen.press("i")
        screen.wait_for("9 credits")
        screen.resize(1, 1)
        screen.resize(20, 5)
        screen.press("space")
        screen.wait_for("‖")
        screen.press("q")
        screen.wait_for("exit=0")


@pytest.mark.service
def test_two_terminals_see_the_same_account(tmp_path: Path) -> None:
    with app(tmp_path, "demo") as one, app(tmp_path, "demo") as other:
        other.wait_for("10 credits .*i 1: text")
        one.wait_for("10 credits .*i 1: text")
        one.press("i")
        one.wait_for("9 left")
        other.press("h")
        other.wait_for("Nuit blanche.*–")
        other.press("Escape")
        other.wait_for("9 credits .*i 1: text")
        other.press("i")
        other.wait_for("8 left")
        for screen in (one, other):
            screen.press("q")
            screen.wait_for("exit=0")
    assert answer("credits", "audit", data_dir=tmp_path)["ok"]
    assert answer("credits", data_dir=tmp_path)["available"] == 8


@pytest.mark.service
def test_a_signal_at_the_question_sends_and_costs_nothing(tmp_path: Path) -> None:
    with OpenAIServer() as server:
        with app(tmp_path, width=40, height=20, env=ai_env(server)) as screen:
            screen.wait_for("(?s)10 credits.*i 1: text")
            screen.press("i")
            screen.wait_for("a question")
            os.kill(children_of(screen.pid)[0], signal.SIGTERM)
            assert re.search(r"exit=143\necho", screen.wait_for(r"exit=\d+\n-?echo"))
        assert not server.requests
    balance = answer("credits", data_dir=tmp_path)
    assert (balance["available"], balance["held"]) == (10, 0)


@pytest.mark.service
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_defect_ends_the_app_with_one_line(tmp_path: Path, width: int, height: int) -> None:
    defective = (
        "import os, sys\n"
        "from spotintro.tui.app import SpotIntroApp\n"
        "def defect(app, _feature):\n"
        "    key = os.environ['OPENAI_API_KEY']\n"
        "    raise RuntimeError('[b]broken[/b]')\n"
        "SpotIntroApp.action_perform = defect\n"
        "from spotintro.cli.entry import main\n"
        "sys.exit(main(['demo']))\n"
    )
    env = {"SPOTINTRO_DATA_DIR": str(tmp_path), "OPENAI_API_KEY": KEY}
    with terminal([sys.executable, "-c", defective], width=width, height=height, env=env) as screen:
        screen.wait_for("10 credits")
        screen.press("i")
        ended = screen.wait_for(r"exit=1\necho")
    assert re.search(r"A defect in SpotIntro ended the app\s+\(RuntimeError\)", ended)
    assert "spotintro.log." in ended.replace("\n", "")
    assert "Traceback" not in ended
    log = (tmp_path / "spotintro.log").read_text()
    assert "RuntimeError: [b]broken[/b]" in log
    assert KEY not in ended + log


def test_an_interruption_before_the_command_line_is_there() -> None:
    interrupted = (
        "import sys\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'spotintro.cli.entry': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        "from spotintro.__main__ import main\n"
        "sys.exit(main())\n"
    )
    run = subprocess.run([sys.executable, "-c", interrupted], capture_output=True, timeout=30, check=False)
    assert (run.returncode, run.stderr) == (130, b"")


# The music


@pytest.mark.service
async def test_after_kill_9_during_the_speech_the_next_start_puts_the_music_back(
    tmp_path: Path, sound_server: SoundServer
) -> None:
    with session_bus() as bus:
        player = ScriptedMpris("spotify", honest("A song"))
        await player.start(bus.address)
        env = {
            **surroundings(tmp_path, {"DBUS_SESSION_BUS_ADDRESS": bus.address}),
            **{name: sound_server.env[name] for name in ("XDG_RUNTIME_DIR", "PULSE_SERVER", "PULSE_COOKIE")},
        }

        async def run(*arguments: str) -> asyncio.subprocess.Process:
            return await asyncio.create_subprocess_exec(
                SPOTINTRO, "intro", "--writer", "announcer", "--player", "mpris", *arguments,
                env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            )  # fmt: skip

        speaking = await run()
        await until(lambda: player.properties["PlaybackStatus"] == Variant("s", "Paused"), "the music is paused")
        children = children_of(speaking.pid)
        assert children
        speaking.kill()
        await speaking.communicate()
        await until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children), "the children ended")
        assert player.properties["PlaybackStatus"] == Variant("s", "Paused")

        _, told = await (await run("--no-speak")).communicate()
        assert b"Resumed the music" in told
        assert player.properties["PlaybackStatus"] == Variant("s", "Playing")
        await player.stop()
    balance = answer("credits", data_dir=tmp_path)
    assert (balance["used"], balance["available"] + balance["held"]) == (0, 10), "held until it expires"


async def until(reached: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 20
    while not reached():
        assert time.monotonic() < deadline, f"never: {what}"
        await asyncio.sleep(0.02)
