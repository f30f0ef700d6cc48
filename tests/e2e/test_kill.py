"""kill -9 at random moments of an intro: the account is right, and nothing is charged without its text."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.commands import SPOTINTRO, answer, surroundings
from tests.fakes.openai_server import Answer, OpenAIServer

INTROS_AN_ACCOUNT_PAYS = 10
"""Ten demo credits, the text alone: then a killed run's hold never blocks the next."""


def kill_intros(data_root: Path, kills: int, seed: int) -> tuple[int, int]:
    """How many runs were killed, and how many had charged by then.

    The writing takes about half a second, and the moments are drawn over the whole of a run, so that they fall
    before the hold, into the writing, into the capture and after it.
    """
    moments = random.Random(seed)
    text = "Good evening to all of you out there. This is a song for the night. Enjoy it with us."
    killed = charged = 0
    with OpenAIServer(Answer(text=text, first_token_s=0.1, between_tokens_s=0.02)) as server:
        env = {"OPENAI_BASE_URL": server.base_url}
        command = [SPOTINTRO, "intro", "--no-speak", "--writer", "openai", "--player", "demo"]
        whole_s = min(_whole(command, surroundings(data_root / "whole", env)) for _ in range(3))
        for account in range((kills + INTROS_AN_ACCOUNT_PAYS - 1) // INTROS_AN_ACCOUNT_PAYS):
            data_dir = data_root / str(account)
            for _ in range(min(INTROS_AN_ACCOUNT_PAYS, kills - account * INTROS_AN_ACCOUNT_PAYS)):
                run = subprocess.Popen(
                    command,
                    env=surroundings(data_dir, env),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
                try:
                    # Late moments are where the account is written: half of the kills fall into the last third.
                    run.wait(moments.uniform(whole_s * moments.choice([0.0, 0.66]), whole_s * 1.02))
                except subprocess.TimeoutExpired:
                    run.send_signal(signal.SIGKILL)
                    run.wait()
                    killed += 1
            charged += check_account(data_dir)
    return killed, charged


def _whole(command: list[str], env: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, env=env, check=True, capture_output=True)
    return time.perf_counter() - started


def check_account(data_dir: Path) -> int:
    """The audit is clean, and every charge has its text; how many charges there are."""
    file = data_dir / "credits.sqlite3"
    if not file.exists():
        return 0
    audit = answer("credits", "audit", data_dir=data_dir)
    assert audit["ok"], audit
    with closing(sqlite3.connect(file)) as store:
        captures = store.execute(
            "SELECT h.workflow, i.text FROM hold h LEFT JOIN intro i ON i.workflow = h.workflow "
            "WHERE h.state = 'captured' AND h.step = 'GENERATE_TRACK_INTRO'"
        ).fetchall()
    assert all(text and text.endswith("Enjoy it with us.") for _, text in captures), captures
    balance = answer("credits", "balance", data_dir=data_dir)
    assert balance["available"] + balance["used"] + balance["held"] == 10
    assert balance["used"] == len(captures)
    return len(captures)


def test_killed_intros_leave_a_right_account(tmp_path: Path) -> None:
    killed, _ = kill_intros(tmp_path, 20, seed=1)
    assert killed >= 5


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_two_hundred_killed_intros(tmp_path: Path) -> None:
    killed, charged = kill_intros(tmp_path, 260, seed=2)
    print(f"\n{killed} runs of intro killed, {charged} charges found, each with its text")  # noqa: T201 - the soak's figure
    assert killed >= 200
    assert charged
