"""`--out`: what is written to, what is replaced, and what is charged where nothing can be written."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import threading
import wave
from pathlib import Path

import pytest

from tests.cli.commands import Commands, start
from tests.cli.terminal import Terminal

INTRO = ("intro", "--player", "demo", "--json", "--out")
EXPORT = ("credits", "export", "--out")


def _balance(spotintro: Commands) -> int:
    available: int = spotintro("credits", "--json").document()["available"]
    return available


def _read_all(pipe: Path, into: list[bytes]) -> threading.Thread:
    reading = threading.Thread(target=lambda: into.append(pipe.read_bytes()))
    reading.start()
    return reading


@pytest.mark.parametrize("command", [INTRO, EXPORT], ids=["intro", "export"])
def test_a_pipe_is_written_through(spotintro: Commands, tmp_path: Path, command: tuple[str, ...]) -> None:
    pipe, content = tmp_path / "pipe", list[bytes]()
    os.mkfifo(pipe)
    reading = _read_all(pipe, content)
    assert spotintro(*command, str(pipe)).status == 0
    reading.join()
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    if command is INTRO:
        (tmp_path / "copy.wav").write_bytes(content[0])
        with wave.open(str(tmp_path / "copy.wav")) as sound:
            assert sound.getnframes() > 10_000
    else:
        assert b"sequence" in content[0]


@pytest.mark.parametrize("device", ["/dev/null", "/dev/full"])
@pytest.mark.parametrize("command", [INTRO, EXPORT], ids=["intro", "export"])
def test_a_device_stays_one(spotintro: Commands, command: tuple[str, ...], device: str) -> None:
    result = spotintro(*command, device)
    assert stat.S_ISCHR(os.stat(device).st_mode)  # noqa: PTH116 - the device itself
    if device == "/dev/null":
        assert result.status == 0
    else:
        assert result.status == 1
        assert "No space left on device" in result.out + result.err
        assert _balance(spotintro) == 10, "nothing is charged"


@pytest.mark.parametrize("command", [INTRO, EXPORT], ids=["intro", "export"])
def test_a_link_is_followed(spotintro: Commands, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "far").mkdir()
    link, target = tmp_path / "link", tmp_path / "far" / "target"
    link.symlink_to(target)
    assert spotintro(*command, str(link)).status == 0
    assert link.is_symlink()
    first = target.read_bytes()
    assert first
    assert os.listdir(tmp_path / "far") == ["target"]  # noqa: PTH208 - names are what is compared
    refused = spotintro(*command, str(link))
    assert refused.status == 2, "the file behind the link is there"
    assert spotintro(*command, str(link), "--force").status == 0
    assert link.is_symlink()


@pytest.mark.parametrize("command", [INTRO, EXPORT], ids=["intro", "export"])
def test_a_file_is_replaced_by_force_alone(spotintro: Commands, tmp_path: Path, command: tuple[str, ...]) -> None:
    file = tmp_path / "there"
    file.write_text("mine")
    refused = spotintro(*command, str(file))
    assert refused.status == 2
    assert "--force replaces it" in refused.out + refused.err
    assert file.read_text() == "mine"
    assert _balance(spotintro) == 10
    assert spotintro(*command, str(file), "--force").status == 0
    assert file.read_bytes() != b"mine"


@pytest.mark.parametrize(("answer", "replaced"), [("y", True), ("n", False)])
def test_on_a_terminal_it_is_asked(spotintro: Commands, tmp_path: Path, answer: str, replaced: bool) -> None:
    file = tmp_path / "there.csv"
    file.write_text("mine")
    terminal = Terminal("credits", "export", "--out", str(file))
    terminal.wait_for("Replace it?")
    terminal.type(f"{answer}\n")
    assert (terminal.end() == 0) is replaced
    assert (file.read_text() != "mine") is replaced


def test_a_pipe_that_nobody_reads_is_waited_for_and_given_up_for_free(spotintro: Commands, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with start("intro", "--player", "demo", "--out", str(pipe)) as process:
        with pytest.raises(subprocess.TimeoutExpired):
            process.communicate(timeout=3)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
    assert process.returncode == 130
    assert _balance(spotintro) == 10


def test_a_voucher_goes_to_a_pipe_and_never_over_a_file(spotintro: Commands, tmp_path: Path) -> None:
    assert spotintro("operator", "init", "--insecure-file").status == 0
    issue = ("operator", "issue", "--unbound", "--credits", "5", "--out")
    pipe, content = tmp_path / "pipe", list[bytes]()
    os.mkfifo(pipe)
    reading = _read_all(pipe, content)
    assert spotintro(*issue, str(pipe)).status == 0
    reading.join()
    assert content[0].startswith(b"SpotIntro voucher")
    (tmp_path / "a.voucher").write_text("another")
    assert spotintro(*issue, str(tmp_path / "a.voucher")).status == 1
    assert (tmp_path / "a.voucher").read_text() == "another"
