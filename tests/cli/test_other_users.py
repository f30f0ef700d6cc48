"""What other users of this machine see and touch: nothing below the data folder, and no address of a sign-in."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import FETCH
from tests.cli.commands import start
from tests.cli.test_login import ring, server, signed_out  # noqa: F401 - fixtures
from tests.fakes.spotify_server import SpotifyServer

_COMMANDS = (
    ("credits",),
    ("credits", "history"),
    ("credits", "audit"),
    ("credits", "request"),
    ("credits", "backup", "DATA/copy.sqlite3"),
    ("credits", "restore", "DATA/copy.sqlite3"),
    ("credits", "export", "--out", "DATA/export.csv"),
    ("credits", "move", "--to", "DATA/moved/credits.sqlite3"),
    ("intro", "--player", "demo", "--no-speak"),
    ("demo", "--plain"),
    ("now",),
    ("stats",),
    ("support",),
    ("doctor",),
    ("config", "init"),
    ("keys", "set", "openai", "--insecure-file"),
    ("login", "--insecure-file"),
    ("operator", "init", "--insecure-file"),
    ("operator", "issue", "--unbound", "--credits", "5", "--out", "DATA/a.voucher"),
    ("logout",),
)


@pytest.fixture
def private_keys(signed_out: object, tmp_path: Path) -> dict[str, str]:  # noqa: F811 - a fixture
    return {
        "SPOTINTRO_CONFIG": os.environ["SPOTINTRO_CONFIG"],
        "SPOTINTRO_DATA_DIR": str(tmp_path / "home" / "data"),
    }


def _open_to_others(folder: Path) -> list[str]:
    return [
        f"{stat.S_IMODE(path.lstat().st_mode):o} {path.relative_to(folder)}"
        for path in [folder, *folder.rglob("*")]
        if path.lstat().st_mode & 0o077 and not path.is_symlink()
    ]


def test_after_all_commands_under_umask_000_nothing_is_open_to_others(
    private_keys: dict[str, str], tmp_path: Path
) -> None:
    data = tmp_path / "home" / "data"
    (tmp_path / "quick.toml").write_text(Path(os.environ["SPOTINTRO_CONFIG"]).read_text())
    for words in _COMMANDS:
        arguments = [word.replace("DATA", str(data)) for word in words]
        config = tmp_path / "new" / "config.toml" if words[0] == "config" else tmp_path / "quick.toml"
        env = {**private_keys, "SPOTINTRO_CONFIG": str(config)}
        with start(*arguments, env=env, umask=0, stdin=subprocess.PIPE) as process:
            out, err = process.communicate("sk-key\n" if words[0] == "keys" else "", timeout=100)
        assert "defect" not in err, (words, out, err)
        assert _open_to_others(data) == [], words
    made = {path.name for path in data.iterdir() if path.is_dir()}
    assert {"spotify", "secrets", "operator"} <= made
    assert _open_to_others(tmp_path / "new") == []


def test_folders_that_an_older_version_left_open_are_closed(private_keys: dict[str, str], tmp_path: Path) -> None:
    data = tmp_path / "home" / "data"
    (data / "spotify" / "calls").mkdir(parents=True)
    mine = data / "music"
    mine.mkdir()
    for folder in (data / "spotify", data / "spotify" / "calls", mine):
        folder.chmod(0o777)
    with start("credits", env=private_keys) as process:
        process.communicate(timeout=60)
    assert stat.S_IMODE((data / "spotify").stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "spotify" / "calls").stat().st_mode) == 0o700
    assert stat.S_IMODE(mine.stat().st_mode) == 0o777, "not ours"


def test_the_address_of_a_sign_in_is_in_no_process_list(
    private_keys: dict[str, str],
    server: SpotifyServer,  # noqa: F811 - a fixture
    tmp_path: Path,
) -> None:
    """The browser tells what was to be seen while it ran: the arguments of each process, and the page's mode."""
    seen, browser = tmp_path / "seen", tmp_path / "browser.py"
    browser.write_text(
        "import glob, os, sys, urllib.parse\n"
        "page = urllib.parse.urlsplit(sys.argv[1]).path\n"
        f"with open({str(seen)!r}, 'wb') as out:\n"
        "    for name in glob.glob('/proc/[0-9]*/cmdline'):\n"
        "        try: out.write(open(name, 'rb').read() + b'\\n')\n"
        "        except OSError: pass\n"
        "    modes = [os.stat(name).st_mode & 0o777 for name in (page, os.path.dirname(page))]\n"
        "    out.write(b'mode %o %o' % tuple(modes))\n" + FETCH
    )
    env = {**private_keys, "BROWSER": f"{sys.executable} -I -S {browser} %s"}
    with start("login", "--insecure-file", env=env, umask=0) as process:
        _, err = process.communicate(timeout=100)
    assert "You are signed in to Spotify" in err
    content = seen.read_text(errors="replace")
    assert "sign-in.html" in content, "the browser's own arguments are among them"
    assert "mode 600 700" in content
    assert "/authorize" not in content
    assert "state=" not in content
    page = next(part for part in content.split("\0") if part.startswith("file:"))
    assert not Path(page.strip().removeprefix("file://")).exists(), "it is gone after the sign-in"


@pytest.mark.parametrize("kind", ["link", "pipe", "open file"])
def test_the_log_is_a_regular_file_for_its_owner_or_none(kind: str, tmp_path: Path) -> None:
    import logging

    from spotintro.cli.rotating_log import RotatingLog

    file, elsewhere = tmp_path / "spotintro.log", tmp_path / "elsewhere"
    elsewhere.write_text("mine\n")
    if kind == "link":
        file.symlink_to(elsewhere)
    elif kind == "pipe":
        os.mkfifo(file)
    else:
        file.touch()
        file.chmod(0o666)
    log = RotatingLog(file)
    log.emit(logging.makeLogRecord({"msg": "said"}))
    log.close()
    assert elsewhere.read_text() == "mine\n"
    if kind == "open file":
        assert file.read_text() == "said\n"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
