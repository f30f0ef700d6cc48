"""How commands end: by signal, by a reader that leaves, by a full disk, by usage, by a defect."""

from __future__ import annotations

import json
import logging
import os
import signal
import stat
import subprocess
from pathlib import Path

import pytest

from spotintro.cli import log_file
from tests.cli.commands import Commands, Result, run, start
from tests.fakes.openai_server import Answer, OpenAIServer


def until(process: subprocess.Popen[str], start_of_line: str) -> None:
    """Read to the line that starts so."""
    lines: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        lines.append(line)
        if line.startswith(start_of_line):
            return
    raise AssertionError(f"no {start_of_line!r} in {lines}, then {process.communicate(timeout=20)}")


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_an_intro_in_order(spotintro: Commands, number: signal.Signals, status: int) -> None:
    with start("demo", "--plain") as process:
        until(process, "Charged: text")
        process.send_signal(number)
        out, err = process.communicate(timeout=20)
    assert process.returncode == status
    assert "Traceback" not in err
    assert "Stopped." in err
    assert "voice" not in out, "what was not heard is not charged"
    balance = spotintro("credits", "--json").document()
    assert (balance["available"], balance["used"], balance["held"]) == (9, 1, 0)


def test_a_signal_that_is_ignored_stays_ignored(spotintro: Commands) -> None:
    with start("demo", "--plain", preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)) as process:
        until(process, "Charged: text")
        process.send_signal(signal.SIGHUP)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert process.returncode == 143


def test_an_interrupted_command_says_so_in_json(spotintro: Commands) -> None:
    with OpenAIServer(Answer(silent=True)) as server:
        spotintro.config(f'[writer.openai]\nbase_url = "{server.base_url}"\n')
        with start("intro", "--no-speak", "--player", "demo", "--writer", "openai", "--json") as process:
            assert server.asked.wait(30)
            process.send_signal(signal.SIGINT)
            out, _ = process.communicate(timeout=20)
    assert process.returncode == 130
    assert json.loads(out)["error"]["code"] == "INTERRUPTED"


def test_a_reader_that_leaves_stops_the_intro_quietly(spotintro: Commands) -> None:
    with start("demo", "--plain") as process:
        until(process, "Host:")
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        err = process.stderr.read()
        process.wait(timeout=20)
    assert process.returncode == 141
    assert err == ""
    balance = spotintro("credits", "--json").document()
    assert balance["held"] == 0
    assert balance["available"] + balance["used"] == 10


def test_a_pipe_that_was_closed_before_the_first_line(spotintro: Commands) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        with start("credits", "costs", stdout=writer) as process:
            _, err = process.communicate(timeout=20)
    finally:
        os.close(writer)
    assert (process.returncode, err) == (141, "")


def test_a_full_disk_behind_stdout_is_told(spotintro: Commands) -> None:
    with Path("/dev/full").open("w") as full:
        result = run("credits", "costs", stdout=full)
    assert result.status == 1
    assert result.err.startswith("Standard output can't be written: No space left on device.\nMake room")
    assert "Traceback" not in result.err


def test_streams_that_are_closed(spotintro: Commands) -> None:
    process = subprocess.run(
        ["sh", "-c", '"$@" >&- 2>&- </dev/null', "_", *start_words("credits", "costs")], check=False, timeout=60
    )
    assert process.returncode == 0


def start_words(*arguments: str) -> tuple[str, ...]:
    from tests.cli.commands import SPOTINTRO

    return (*SPOTINTRO, *arguments)


def test_letters_that_the_encoding_lacks_end_nothing(spotintro: Commands) -> None:
    env = {"PYTHONIOENCODING": "ascii"}
    plain = run("now", "--player", "demo", env=env)
    assert plain.status == 0
    assert "Nuit blanche" in plain.out
    document = json.loads(run("now", "--player", "demo", "--json", env=env).out)
    assert document["track"]["title"] == "Nuit blanche à Ålesund"


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["now", "--nonsense"],
        ["now", "extra"],
        ["intro", "--writer", "poet"],
        ["credits", "nonsense"],
    ],
)
def test_usage_ends_with_2_in_words_and_as_json(spotintro: Commands, words: list[str]) -> None:
    plain = spotintro(*words)
    assert (plain.status, plain.out) == (2, "")
    assert "--help" in plain.err
    as_json = spotintro(*words, "--json")
    assert as_json.status == 2
    assert as_json.error()["code"] == "USAGE"
    assert as_json.err == ""


def test_the_app_without_a_terminal_says_what_works(spotintro: Commands) -> None:
    result = run()
    assert (result.status, result.out) == (2, "")
    assert "needs a terminal" in result.err
    assert "spotintro intro" in result.err


def defective(spotintro: Commands, monkeypatch: pytest.MonkeyPatch, *, after_log: bool) -> Result:
    from spotintro.cli import now

    def break_down(*_: object, **__: object) -> int:
        if after_log:
            log_file.start_log(spotintro.data_dir / "spotintro.log")
        raise ZeroDivisionError("something we did not think of")

    monkeypatch.setattr(now.now, "callback", break_down)
    return spotintro("now", "--json")


def test_a_defect_is_told_and_kept(spotintro: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    spotintro.data_dir.mkdir()
    result = defective(spotintro, monkeypatch, after_log=True)
    assert result.status == 1
    assert result.error()["code"] == "INTERNAL"
    assert "spotintro.log" in result.error()["next_step"]
    assert "Traceback" not in result.err
    assert "something we did not think of" in (spotintro.data_dir / "spotintro.log").read_text()


def test_a_defect_without_a_log_is_printed(spotintro: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    result = defective(spotintro, monkeypatch, after_log=False)
    assert result.error()["code"] == "INTERNAL"
    assert "ZeroDivisionError" in result.err


# The log


def test_the_log_is_for_its_owner_and_silences_others(spotintro: Commands) -> None:
    spotintro.data_dir.mkdir()
    file = spotintro.data_dir / "spotintro.log"
    before = os.umask(0)
    try:
        log_file.start_log(file)
        log_file.start_log(file)
        other = logging.getLogger("openai")
        other.setLevel(logging.DEBUG)
        other.debug("what someone listens to")
        other.warning("a warning")
        logging.getLogger("spotintro.host").info("of our own")
    finally:
        os.umask(before)
        logging.getLogger("openai").setLevel(logging.NOTSET)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    lines = file.read_text().splitlines()
    assert [line.split(" ", 3)[3] for line in lines] == ["openai a warning", "spotintro.host of our own"]


def test_a_log_that_rotates_stays_for_its_owner(spotintro: Commands) -> None:
    spotintro.data_dir.mkdir()
    log_file.start_log(spotintro.data_dir / "spotintro.log")
    for _ in range(12):
        logging.getLogger("spotintro").info("x" * 100_000)
    files = sorted(spotintro.data_dir.iterdir())
    assert [file.name for file in files] == ["spotintro.log", "spotintro.log.1", "spotintro.log.2"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert sum(file.stat().st_size for file in files) < 2_000_000


def test_a_log_that_cant_be_written_is_no_failure(spotintro: Commands) -> None:
    spotintro.data_dir.mkdir()
    (spotintro.data_dir / "spotintro.log").mkdir()
    result = spotintro("credits", "--json")
    assert (result.status, result.err) == (0, "")
    logging.getLogger("spotintro").error("to nowhere")
    assert spotintro("now", "--player", "demo").err == ""
