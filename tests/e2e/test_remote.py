"""The app in a real terminal, other programs beside it: keys, bars, a kill, and the documentation's examples."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from spotintro.cli.status_line import PLACEHOLDERS
from spotintro.remote.address import socket_files
from tests.conftest import require_program
from tests.e2e.commands import SPOTINTRO, spotintro, surroundings
from tests.e2e.tmux import Screen, terminal

PAGE = (Path(__file__).parents[2] / "docs" / "status-line.md").read_text()
FIRST, SECOND = "Nuit blanche à Ålesund", "High Voltage Harvest"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    config = tmp_path / "config.toml"
    config.write_text("[voice]\nrate_wpm = 400\n")
    monkeypatch.setenv("SPOTINTRO_CONFIG", str(config))
    monkeypatch.setenv("PATH", f"{Path(SPOTINTRO).parent}{os.pathsep}{os.environ['PATH']}")
    return tmp_path / "data"


def until_it_answers(data_dir: Path) -> None:
    """Wait for an app that has its account open, which is after what plays."""
    deadline = time.monotonic() + 30
    while '"price": 2' not in spotintro("remote", "status", "--json", data_dir=data_dir, expect=None).stdout:
        assert time.monotonic() < deadline, "no app answers"
        time.sleep(0.1)


@pytest.fixture
def app(data_dir: Path) -> Iterator[Screen]:
    with terminal([SPOTINTRO, "demo"], width=100, height=32, env=surroundings(data_dir)) as screen:
        until_it_answers(data_dir)
        yield screen


def first_line(command: str, data_dir: Path, *, shell: str = "sh") -> str:
    """The first line of a command that goes on."""
    with subprocess.Popen(
        [shell, "-c", f"exec {command}"], env=surroundings(data_dir), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        process.kill()
    return line.rstrip("\n")


def test_a_key_of_the_window_manager_introduces_and_a_bar_tells_of_it(app: Screen, data_dir: Path) -> None:
    with subprocess.Popen(
        [SPOTINTRO, "now", "--follow", "--format", "{title}|{host}|{credits}"],
        env=surroundings(data_dir),
        stdout=subprocess.PIPE,
        text=True,
    ) as bar:
        assert bar.stdout is not None
        assert bar.stdout.readline() == f"{FIRST}|10\n"
        said = spotintro("remote", "introduce", data_dir=data_dir).stdout
        assert said == f"The host introduces “{FIRST}” for 2 credits.\n"
        app.wait_for("The host · ")
        seen: set[str] = set()
        while len(seen & {"writing", "speaking"}) < 2:
            seen.update(bar.stdout.readline().rstrip("\n").split("|"))
        busy = spotintro("remote", "introduce", data_dir=data_dir, expect=1)
        assert busy.stderr.startswith("The host is at it already.")
        stopped = spotintro("remote", "stop", data_dir=data_dir).stdout
        assert stopped.startswith(f"{FIRST} · stopped · ")
        spotintro("remote", "skip", data_dir=data_dir)
        app.wait_for(SECOND)
        while SECOND not in (line := bar.stdout.readline()):
            assert line, "the bar's program has ended"
        bar.send_signal(signal.SIGTERM)
        assert bar.wait(timeout=20) == 143


def test_a_killed_app_leaves_a_socket_that_the_next_one_replaces(data_dir: Path) -> None:
    file = socket_files(data_dir)[0]
    with terminal([SPOTINTRO, "demo"], width=80, height=24, env=surroundings(data_dir)) as screen:
        until_it_answers(data_dir)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        (pid,) = Path(f"/proc/{screen.pid}/task/{screen.pid}/children").read_text().split()
        os.kill(int(pid), signal.SIGKILL)
        screen.wait_for("exit=137")
    assert file.is_socket()
    gone = spotintro("remote", "status", data_dir=data_dir, expect=5)
    assert gone.stderr.count("\n") == 1
    with terminal([SPOTINTRO, "demo"], width=80, height=24, env=surroundings(data_dir)) as screen:
        until_it_answers(data_dir)
        screen.press("q")
        screen.wait_for("exit=0")
    assert not file.exists()


def test_a_second_app_on_the_same_data_leaves_the_first_its_socket(app: Screen, data_dir: Path) -> None:
    with terminal([SPOTINTRO, "demo"], width=80, height=24, env=surroundings(data_dir)) as second:
        second.wait_for(FIRST)
        log = data_dir / "spotintro.log"
        deadline = time.monotonic() + 20
        while "answers other programs already" not in log.read_text():
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert "answers other programs" not in second.text()
        spotintro("remote", "skip", data_dir=data_dir)
        app.wait_for(f"{SECOND}\\s")
        second.press("q")
        second.wait_for("exit=0")
    until_it_answers(data_dir)


def test_a_socket_that_cannot_be_made_is_one_line_of_the_log(data_dir: Path) -> None:
    socket_files(data_dir)[0].mkdir(parents=True)
    with terminal([SPOTINTRO, "demo"], width=200, height=32, env=surroundings(data_dir)) as screen:
        screen.wait_for("Other programs can't reach the app")
        screen.press("i")
        screen.wait_for("The host · ")
        screen.press("q")
        screen.wait_for("exit=0")


# The documentation's examples


def test_the_page_names_each_placeholder() -> None:
    table = PAGE[PAGE.index("| name | says |") : PAGE.index("Titles and names are")]
    assert set(re.findall(r"`\{(\w+)\}`", table)) == set(PLACEHOLDERS)


def test_the_page_s_lines_for_the_shell_do_what_they_say(app: Screen, data_dir: Path) -> None:
    lines = [line for block in blocks("sh")[:1] for line in block.splitlines()]
    found = [first_line(line, data_dir) for line in lines]
    assert found[:3] == [
        f"▶ Amélie Sørensen – {FIRST} · 10",
        f"Amélie Sørensen – {FIRST} · 10",
        f"▶ Amélie Sørensen – {FIRST}",
    ]
    assert json.loads(found[3])["title"] == found[4] == FIRST


def test_the_page_s_commands_are_there(app: Screen, data_dir: Path) -> None:
    commands = set(re.findall(r"spotintro remote ([a-z-]+(?: on)?)", PAGE))
    assert {"introduce", "stop", "play-pause", "auto on", "status"} <= commands
    for command in sorted(commands):
        spotintro("remote", *command.split(), "--help", data_dir=data_dir)
    for command in ("previous", "play-pause", "voice", "status"):
        spotintro("remote", command, data_dir=data_dir)


def test_what_waybar_polybar_and_i3blocks_run(app: Screen, data_dir: Path) -> None:
    (waybar,) = blocks("jsonc")
    module = json.loads(f"{{{waybar}}}")["custom/spotintro"]
    assert module["return-type"] == "json"
    assert json.loads(first_line(module["exec"], data_dir))["class"] == ["playing"]
    runs = re.findall(r"^(?:exec = |command=)(.*)$", "".join(blocks("ini")), re.MULTILINE)
    assert len(runs) == 2
    for run in runs:
        assert first_line(run, data_dir) == f"▶ Amélie Sørensen – {FIRST} · 10"


def test_tmux_shows_the_page_s_line(app: Screen, data_dir: Path, tmp_path: Path) -> None:
    (lines,) = blocks("tmux")
    config = tmp_path / "tmux.conf"
    config.write_text(lines)
    inner = f"bar-{os.getpid()}"
    command = ["env", "-u", "TMUX", "tmux", "-L", inner, "-f", str(config), "new-session", "sleep 100"]
    try:
        with terminal(command, width=160, height=10, env=surroundings(data_dir)) as screen:
            screen.wait_for(f"▶ Amélie Sørensen – {FIRST} · 10")
            spotintro("remote", "skip", data_dir=data_dir)
            screen.wait_for(SECOND)
    finally:
        subprocess.run(["tmux", "-L", inner, "kill-server"], capture_output=True, check=False, timeout=20)


def test_a_prompt_shows_the_page_s_line_and_runs_nothing_of_it(app: Screen, data_dir: Path) -> None:
    require_program("bash")
    follower = blocks("sh")[1]
    assert follower.startswith("line=")
    with subprocess.Popen(
        ["sh", "-c", f"{follower}\nwait"], env=surroundings(data_dir), start_new_session=True
    ) as process:
        try:
            file = Path(os.environ["XDG_RUNTIME_DIR"]) / "spotintro.line"
            deadline = time.monotonic() + 20
            while not file.exists() or FIRST not in file.read_text():
                assert time.monotonic() < deadline
                time.sleep(0.05)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
    (prompt,) = blocks("bash")
    script = f"PS1='$ '\n{prompt}\nprintf '%s' \"${{PS1@P}}\""

    def shown() -> str:
        return subprocess.run(
            ["bash", "-c", script], env=surroundings(data_dir), capture_output=True, text=True, check=True
        ).stdout

    assert shown() == f"▶ {FIRST} $ "
    evil = f"$(touch {shlex.quote(str(data_dir / 'run'))})`id`\\u\\w!"
    file.write_text(evil)
    assert shown() == f"{evil} $ "
    assert not (data_dir / "run").exists()


def test_a_failure_is_told_by_a_notification(data_dir: Path, tmp_path: Path) -> None:
    tool = tmp_path / "notify-send"
    tool.write_text(f"#!{sys.executable}\nimport sys\nprint(sys.argv[1:])\n")
    tool.chmod(0o755)
    (script,) = [block for block in blocks("sh") if "notify-send" in block]
    done = subprocess.run(
        ["sh", "-c", script],
        env={**surroundings(data_dir), "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "No SpotIntro app is running" in done.stdout
