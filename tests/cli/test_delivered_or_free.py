"""What a stopped intro has charged is on stdout, and what never got there is free."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, cast

import pytest

from spotintro.cli import delivering, printing
from spotintro.cli.execution import CancelledAndTold
from spotintro.cli.failures import STOPPED
from spotintro.credits.base import HoldState
from spotintro.credits.features import UserTransaction
from spotintro.credits.gate import CreditGate
from spotintro.wiring.parts import Parts
from tests.cli.commands import SPOTINTRO, Commands, Result, run, start
from tests.fakes.openai_server import Answer, OpenAIServer
from tests.fakes.player import FakePlayer, playing
from tests.fakes.virtual_loop import LoopClock, VirtualLoop, run_in_virtual_time
from tests.session.going_on import FEATURE, SENTENCES, LiveParts, Pace, Scene

PACE = Pace(writing_s=0.1, speaking_s=0.3, settling_s=0.0)
TEXT = " ".join(SENTENCES)
SPEECH = UserTransaction.SPEAK_TRACK_INTRO


class CommandParts(LiveParts):
    """A real host and gate for a command."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene.player, scene.host, scene.clock)
        self._live_gate = scene.gate

    async def gate(self) -> CreditGate:  # type: ignore[override]  # a real one
        return self._live_gate


class Stdout(StringIO):
    """Takes so many characters and no more."""

    def __init__(self, room: int = 100_000) -> None:
        super().__init__()
        self.room = room

    def write(self, text: str) -> int:
        if len(self.getvalue()) + len(text) > self.room:
            raise OSError(28, "No space left on device")
        return super().write(text)


@dataclass
class Ending:
    """How one command ended."""

    error: BaseException | None
    scene: Scene
    out: str
    err: str

    @property
    def used(self) -> int:
        return self.scene.ledger.user().used_credits

    @property
    def document(self) -> dict[str, Any]:
        return cast("dict[str, Any]", json.loads(self.out))


@pytest.fixture
def end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ending]:
    """Return a function that runs an intro until the loop's so-manieth turn, with this much room on stdout."""

    def run_it(*, as_json: bool, turns: int | None = None, room: int = 100_000) -> Ending:
        stdout, stderr = Stdout(room), StringIO()
        monkeypatch.setattr("sys.stdout", stdout)
        monkeypatch.setattr("sys.stderr", stderr)

        async def work(loop: VirtualLoop, clock: LoopClock) -> Ending:
            scene = Scene(FakePlayer(playing()), clock, tmp_path, PACE)
            parts = cast("Parts", CommandParts(scene))
            task = asyncio.ensure_future(
                delivering.deliver(parts, FEATURE, delivering.Manner(speak=True, as_json=as_json))
            )
            if turns is not None:
                loop.do_at_turn(turns, task.cancel)
            error: BaseException | None = None
            try:
                await task
            except (OSError, asyncio.CancelledError) as problem:
                error = problem
            await scene.host.close()
            await scene.gate.close()
            return Ending(error, scene, stdout.getvalue(), stderr.getvalue())

        return run_in_virtual_time(work)

    return run_it


def each_turn(end: Callable[..., Ending], *, as_json: bool) -> Iterator[Ending]:
    """Cancel at the first turn of the loop, at the second, and so on to the end of a whole intro."""
    for turns in range(1, 5_000):
        ending = end(as_json=as_json, turns=turns)
        yield ending
        if ending.error is None:
            return
    raise AssertionError("the intro never came to its end")


def test_a_cancel_at_any_await_leaves_one_document_that_agrees_with_the_books(end: Callable[..., Ending]) -> None:
    used = set()
    for ending in each_turn(end, as_json=True):
        used.add(ending.used)
        held = [kept for kept in ending.scene.ledger.kept.values() if kept.hold.state is HoldState.HELD]
        assert not held
        if isinstance(ending.error, CancelledAndTold):
            assert ending.document["error"] == {"code": "INTERRUPTED", "message": "Stopped.", "next_step": ""}
        elif ending.error is not None:
            # Nothing is begun: the error alone is printed, by who makes the exit code of it.
            assert (ending.out, ending.used) == ("", 0)
            continue
        assert sum(ending.document["charged"].values()) == ending.used
        assert ending.document["balance"]["used"] == ending.used
        assert ending.document["text"] == TEXT
    assert used == {0, 1, 2}


def test_a_cancel_at_any_await_leaves_what_was_charged_as_lines(end: Callable[..., Ending]) -> None:
    used = set()
    for ending in each_turn(end, as_json=False):
        used.add(ending.used)
        assert ending.err.count("Charged: ") == ending.used
        if ending.used:
            assert ending.out.split("\n") == [*SENTENCES, ""]
    assert used == {0, 1, 2}


@pytest.mark.parametrize("as_json", [True, False])
def test_where_stdout_does_not_take_the_text_the_charge_is_released(
    end: Callable[..., Ending], as_json: bool
) -> None:
    whole = end(as_json=as_json)
    assert whole.used == 2
    enough = whole.out.index(SENTENCES[-1]) + len(SENTENCES[-1]) + 1
    for room in range(0, enough, 7):
        ending = end(as_json=as_json, room=room)
        assert isinstance(ending.error, OSError)
        assert ending.used == 0
        assert not [kept for kept in ending.scene.ledger.kept.values() if kept.hold.state is HoldState.HELD]


def test_a_document_in_two_steps_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    stdout = Stdout()
    monkeypatch.setattr("sys.stdout", stdout)
    document = printing.Document()
    document.begin({"a": {"b": [1, "}"]}})
    assert document.begun
    document.end({"c": {}})
    assert json.loads(stdout.getvalue()) == {"a": {"b": [1, "}"]}, "c": {}}
    assert stdout.getvalue() == json.dumps({"a": {"b": [1, "}"]}, "c": {}}, indent=2) + "\n"


# The real program

WORDS = ("intro", "--player", "demo", "--writer", "openai")


@pytest.fixture
def paid(spotintro: Commands) -> Iterator[OpenAIServer]:
    """A server whose intros cost the text, and the speech at reading pace."""
    with OpenAIServer(Answer("Hello. Here is Nuit blanche à Ålesund. Enjoy it.", between_tokens_s=0.02)) as server:
        spotintro.config(
            f'[writer.openai]\nbase_url = "{server.base_url}"\n[voice]\nprovider = "silent"\nrate_wpm = 400\n'
        )
        yield server


def books(spotintro: Commands) -> tuple[int, int, int]:
    balance = spotintro("credits", "--json").document()
    return balance["available"], balance["used"], balance["held"]


@pytest.mark.parametrize("words", [(*WORDS, "--json"), WORDS, ("demo", "--plain")])
@pytest.mark.usefixtures("paid")
def test_a_full_disk_behind_stdout_costs_nothing(spotintro: Commands, words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        result = run(*words, stdout=full)
    assert result.status == 1
    assert "No space left on device" in result.err
    assert "Exception ignored" not in result.err
    assert books(spotintro) == (10, 0, 0)


@pytest.mark.parametrize("words", [(*WORDS, "--json"), WORDS])
@pytest.mark.usefixtures("paid")
def test_a_pipe_without_a_reader_costs_nothing(spotintro: Commands, words: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        result = run(*words, stdout=writer)
    finally:
        os.close(writer)
    assert (result.status, "Traceback" in result.err) == (141, False)
    assert books(spotintro) == (10, 0, 0)


@pytest.mark.parametrize("words", [(*WORDS, "--json"), WORDS, ("demo", "--plain")])
@pytest.mark.usefixtures("paid")
def test_a_closed_stdout_is_refused_before_anything_is_held(spotintro: Commands, words: tuple[str, ...]) -> None:
    process = subprocess.run(
        ["sh", "-c", '"$@" >&-', "_", *SPOTINTRO, *words], capture_output=True, text=True, check=False, timeout=60
    )
    assert (process.returncode, process.stdout) == (1, "")
    assert "Standard output is closed" in process.stderr
    assert books(spotintro) == (10, 0, 0)


STOPPED_TWICE = """
import asyncio, os, signal, sys
from spotintro.cli.execution import run

async def work():
    signal_self = lambda: os.kill(os.getpid(), signal.SIGTERM)
    signal_self()
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        signal_self()
        await asyncio.sleep(0.1)
        print("settled", flush=True)
        raise

try:
    run(work)
except Exception as error:
    print(type(error).__name__)
"""


def test_two_signals_of_one_stop_are_one() -> None:
    """`timeout` sends one to the program, and one to its group."""
    done = subprocess.run(
        [sys.executable, "-c", STOPPED_TWICE], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.split() == ["settled", "Interrupted"], done.stderr
    assert done.returncode == 0


def test_behind_a_whole_document_no_second_one_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    printing.prepare_streams()
    printing.document({"a": 1})
    printing.failure(STOPPED, as_json=True)
    captured = capsys.readouterr()
    assert json.loads(captured.out) == {"a": 1}
    assert captured.err == "Stopped.\n"


@pytest.mark.parametrize(
    ("words", "status"),
    [(("credits", "redeem", "-"), 1), (("keys", "set", "openai"), 1), ((*WORDS, "--out", "{there}"), 2)],
)
@pytest.mark.usefixtures("paid")
def test_a_closed_stdin_is_an_empty_one(
    spotintro: Commands, tmp_path: Path, words: tuple[str, ...], status: int
) -> None:
    there = tmp_path / "there.wav"
    there.touch()
    process = subprocess.run(
        ["sh", "-c", '"$@" <&-', "_", *SPOTINTRO, *(word.format(there=there) for word in words)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "defect" not in process.stderr
    assert process.returncode == status, process.stderr
    assert books(spotintro) == (10, 0, 0)


@pytest.mark.slow
@pytest.mark.parametrize(
    "seed", [*range(5), *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(5, 20))]
)
def test_a_signal_at_any_moment_leaves_what_was_charged_on_stdout(
    spotintro: Commands, paid: OpenAIServer, tmp_path: Path, seed: int
) -> None:
    lot = random.Random(seed)
    number = lot.choice([signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    out = ("--out", str(tmp_path / "intro.wav")) if seed % 4 == 3 else ()
    with start(*WORDS, *out, "--json") as process:
        assert paid.asked.wait(60)
        try:
            output, err = process.communicate(timeout=lot.uniform(0, 2.5))
        except subprocess.TimeoutExpired:
            process.send_signal(number)
            output, err = process.communicate(timeout=60)
    result = Result(process.returncode, output, err)
    document = result.document()
    available, used, held = books(spotintro)
    assert (available + used, held) == (10, 0)
    assert sum(document.get("charged", {}).values()) == used
    assert used == 0 or document["text"] == "Hello. Here is Nuit blanche à Ålesund. Enjoy it."
    if "error" in document:
        assert document["error"]["code"] == "INTERRUPTED"
        assert result.status == 128 + number
    assert "Traceback" not in result.err
