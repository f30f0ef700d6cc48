"""The socket: who gets an answer, who is dropped, and what one app leaves to the next."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from spotintro.config.paths import find_runtime_dirs
from spotintro.remote.address import socket_files
from spotintro.remote.client import ask, attach
from spotintro.remote.errors import (
    AppOfOtherVersion,
    AppSilent,
    NoApp,
    NoSockets,
    ServedAlready,
    SocketUnavailable,
)
from spotintro.remote.messages import Command
from spotintro.remote.server import MOST_CONNECTIONS, RemoteServer
from tests.fakes.tui_parts import FOLLOWING, FakeParts, playing
from tests.remote.serving import Served, line, served

pytestmark = pytest.mark.slow  # a server each


@pytest.fixture
def parts() -> FakeParts:
    return FakeParts(playback=playing())


async def read(peer: socket.socket) -> bytes:
    """Read to the end, beside the loop."""

    def to_the_end() -> bytes:
        parts = []
        try:
            while part := peer.recv(65536):
                parts.append(part)
        except ConnectionError:
            pass
        return b"".join(parts)

    return await asyncio.to_thread(to_the_end)


async def title_of(here: Served) -> str:
    answer = await ask(here.data_dir, Command.STATUS)
    assert answer.status is not None
    return answer.status.title


# The file


async def test_it_is_for_its_owner_alone_and_gone_at_the_end(parts: FakeParts, tmp_path: Path) -> None:
    async with served(parts, tmp_path / "data") as here:
        assert stat.S_ISSOCK(here.file.stat().st_mode)
        assert stat.S_IMODE(here.file.stat().st_mode) == 0o600
        assert stat.S_IMODE(here.file.parent.stat().st_mode) == 0o700
        assert here.file.parent == Path(os.environ["XDG_RUNTIME_DIR"]) / "spotintro"
    assert not here.file.exists()
    with pytest.raises(NoApp):
        await ask(here.data_dir, Command.STATUS)


@pytest.mark.parametrize("runtime", ["", "/nowhere/at/all", "relative", "open"])
async def test_without_a_folder_of_the_sign_in_it_is_in_the_data(
    parts: FakeParts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runtime: str
) -> None:
    if runtime == "open":
        (tmp_path / "open").mkdir()
        (tmp_path / "open").chmod(0o755)
        runtime = str(tmp_path / "open")
    monkeypatch.setenv("XDG_RUNTIME_DIR", runtime or str(tmp_path / "missing"))
    async with served(parts, tmp_path / "data") as here:
        assert here.file.parent == tmp_path / "data" / "remote"
        assert stat.S_IMODE(here.file.parent.stat().st_mode) == 0o700
        assert await title_of(here) == "Clair de lune"


async def test_an_app_without_the_name_of_that_folder_is_found_in_the_data(
    parts: FakeParts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = os.environ["XDG_RUNTIME_DIR"]
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nowhere")
    async with served(parts, tmp_path) as here:
        monkeypatch.setenv("XDG_RUNTIME_DIR", own)
        assert len(find_runtime_dirs(tmp_path)) == 2
        assert await title_of(here) == "Clair de lune"


def test_the_name_is_the_folders_however_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "data")
    one, other = socket_files(tmp_path / "data"), socket_files(tmp_path / "link" / ".." / "data")
    assert one[0] == other[0]
    assert one[0] != socket_files(tmp_path / "other")[0]


async def test_what_a_killed_app_has_left_is_replaced(parts: FakeParts, tmp_path: Path) -> None:
    file = socket_files(tmp_path)[0]
    file.parent.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(file))
    with pytest.raises(NoApp):
        await ask(tmp_path, Command.STATUS)
    async with served(parts, tmp_path) as here:
        assert await title_of(here) == "Clair de lune"


async def test_of_two_apps_the_first_serves(parts: FakeParts, tmp_path: Path) -> None:
    async with served(parts, tmp_path) as here:
        second = RemoteServer(here.face.session, now_s=time.monotonic, low_balance=2)
        with pytest.raises(ServedAlready):
            await second.open(tmp_path)
        await second.close()
        assert await title_of(here) == "Clair de lune"
    async with served(FakeParts(playback=playing(FOLLOWING)), tmp_path) as after:
        assert await title_of(after) == "Für Elise"


async def test_what_stands_in_the_way_is_one_error(parts: FakeParts, tmp_path: Path) -> None:
    file = socket_files(tmp_path)[0]
    file.mkdir(parents=True)
    with pytest.raises(SocketUnavailable, match="Other programs can't reach the app"):
        async with served(parts, tmp_path):
            pass
    file.rmdir()
    async with served(parts, tmp_path) as here:
        assert await title_of(here) == "Clair de lune"


async def test_a_folder_with_a_long_name_is_one_as_well(
    parts: FakeParts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nowhere")
    async with served(parts, tmp_path / ("long" * 30)) as here:
        assert here.file.is_relative_to(tmp_path / ("long" * 30))
        assert await title_of(here) == "Clair de lune"
    assert not here.file.exists()


async def test_a_system_without_unix_sockets_says_so(
    parts: FakeParts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(socket, "AF_UNIX")
    with pytest.raises(NoSockets):
        await ask(tmp_path, Command.STATUS)
    with pytest.raises(NoSockets):
        await RemoteServer(None, now_s=time.monotonic, low_balance=2).open(tmp_path)  # type: ignore[arg-type]


# Who asks


@pytest.mark.parametrize(
    "sent",
    [
        b"\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\x00\xff\x1b]0;x\x07\n",
        b'{"v": 1, "do": "buy"}\n',
        b'{"v": 9, "do": "skip"}\n',
        pytest.param(b"[" * 4000 + b"\n", id="nested"),
    ],
)
async def test_garbage_is_answered_and_does_nothing(parts: FakeParts, tmp_path: Path, sent: bytes) -> None:
    async with served(parts, tmp_path) as here:
        before = len(here.face.told)
        with here.connect() as peer:
            peer.sendall(sent)
            answer = json.loads(await read(peer))
        assert (answer["done"], answer["code"], answer["v"]) == (False, "BAD_REQUEST", 1)
        assert (len(here.face.told), parts.the_player.asked) == (before, [])
        assert await title_of(here) == "Clair de lune"


async def test_a_line_of_ten_megabytes_is_not_taken_in(parts: FakeParts, tmp_path: Path) -> None:
    async with served(parts, tmp_path) as here:
        with here.connect() as peer:
            sent = 0

            def send() -> None:
                nonlocal sent
                while sent < 10_000_000:
                    sent += peer.send(b"x" * 65_536)

            with pytest.raises(ConnectionError):
                await asyncio.to_thread(send)
        assert sent < 2_000_000
        await here.until(lambda: here.connections == 0)
        assert await title_of(here) == "Clair de lune"


async def test_half_a_line_and_gone_does_nothing(parts: FakeParts, tmp_path: Path) -> None:
    async with served(parts, tmp_path) as here:
        with here.connect() as peer:
            peer.sendall(line(do="skip")[:-1])
        await here.until(lambda: here.connections == 0)
        assert parts.the_player.asked == []


async def test_only_the_first_line_counts(parts: FakeParts, tmp_path: Path) -> None:
    async with served(parts, tmp_path) as here:
        with here.connect() as peer:
            peer.sendall(line(do="skip") * 3)
            assert (await read(peer)).count(b"\n") == 1
        assert parts.the_player.asked == ["next"]


async def test_one_that_says_nothing_is_dropped(parts: FakeParts, tmp_path: Path) -> None:
    async with served(parts, tmp_path, silent_s=0.05) as here:
        with here.connect() as peer:
            assert await read(peer) == b""
        await here.until(lambda: here.connections == 0)


async def test_a_hundred_that_say_nothing_keep_nobody_out(parts: FakeParts, tmp_path: Path) -> None:
    async with served(parts, tmp_path) as here:
        silent = [here.connect() for _ in range(100)]
        try:
            assert await title_of(here) == "Clair de lune"
            assert here.connections <= MOST_CONNECTIONS
            assert await read(silent[0]) == b"", "the oldest made room"
        finally:
            for peer in silent:
                peer.close()
        await here.until(lambda: here.connections == 0)


async def test_beyond_the_most_that_follow_others_are_turned_away(parts: FakeParts, tmp_path: Path) -> None:
    async with served(parts, tmp_path) as here:
        apps = [await attach(tmp_path) for _ in range(MOST_CONNECTIONS)]
        with pytest.raises(AppSilent):
            await attach(tmp_path)
        apps.pop().close()
        await here.until(lambda: here.connections < MOST_CONNECTIONS)
        assert await title_of(here) == "Clair de lune"
        for app in apps:
            app.close()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be somebody else")
async def test_another_user_is_kept_out_by_the_folder_and_by_their_number(
    parts: FakeParts, tmp_path: Path
) -> None:
    probe = (
        "import os, socket, sys\nos.setgroups([])\nos.setgid(65534)\nos.setuid(65534)\n"
        "peer = socket.socket(socket.AF_UNIX)\n"
        "try:\n    peer.connect(sys.argv[1])\n    peer.sendall(sys.argv[2].encode())\n    print(peer.recv(99))\n"
        "except OSError as error:\n    print(type(error).__name__)\n"
    )

    async def ask_as_nobody(here: Served) -> str:
        done = await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-I", "-c", probe, str(here.file), line(do="skip").decode()],
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout.strip()

    async with served(parts, tmp_path) as here:
        assert await ask_as_nobody(here) == "PermissionError"
        here.file.chmod(0o666)
        opened = [each for each in here.file.parents if each.stat().st_mode & 0o077 != 0o055 and each != Path("/")]
        modes = {each: stat.S_IMODE(each.stat().st_mode) for each in opened}
        for each in opened:
            each.chmod(modes[each] | 0o055)
        try:
            assert await ask_as_nobody(here) in {"b''", "ConnectionResetError", "BrokenPipeError"}
        finally:
            for each, mode in modes.items():
                each.chmod(mode)
        assert parts.the_player.asked == []


# Who follows


async def test_who_follows_hears_each_change_and_no_second(parts: FakeParts, tmp_path: Path) -> None:
    async with served(parts, tmp_path) as here:
        app = await attach(tmp_path)
        assert (app.status.title, app.status.credits) == ("Clair de lune", 10)
        parts.clock.elapsed_s = 30.0
        here.face.session.say("A line is no change.")
        parts.the_player.set(playing(FOLLOWING))
        status = await app.change()
        assert (status.title, status.position_ms) == ("Für Elise", 113_000)
        app.close()
        await here.until(lambda: here.connections == 0)
        assert len(here.face.session._faces) == 1


async def test_who_follows_hears_at_times_that_the_app_is_there(parts: FakeParts, tmp_path: Path) -> None:
    async with served(parts, tmp_path, heartbeat_s=0.02):
        app = await attach(tmp_path)
        first = app.status
        assert (await app.change()).title == (await app.change()).title == first.title
        app.close()


async def test_one_that_takes_nothing_is_dropped(parts: FakeParts, tmp_path: Path) -> None:
    async with served(parts, tmp_path, silent_s=0.2) as here:
        with here.connect() as peer:
            peer.sendall(line(do="follow"))
            for number in range(20_000):
                parts.the_player.set(playing(position_ms=number % 2 * 100_000))
                await asyncio.sleep(0)
                if number % 100 == 0:
                    await asyncio.sleep(0.001)
                if number > 100 and here.connections == 0:
                    break
            await here.until(lambda: here.connections == 0)


async def test_the_end_of_the_app_is_the_end_of_following(parts: FakeParts, tmp_path: Path) -> None:
    async with served(parts, tmp_path):
        app = await attach(tmp_path)
    with pytest.raises(AppSilent):
        await app.change()
    app.close()


async def test_an_app_that_stands_still_counts_as_gone(parts: FakeParts, tmp_path: Path) -> None:
    async with served(parts, tmp_path):
        app = await attach(tmp_path, silent_s=0.05)
        with pytest.raises(AppSilent, match="does not answer"):
            await app.change()
        app.close()


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b'{"v": 2, "done": true}\n', AppOfOtherVersion),
        (b"hello\n", AppOfOtherVersion),
        (b'{"v": 1', AppSilent),
        (b"", AppSilent),
        pytest.param(b"x" * 1_000_000, AppSilent, id="long"),
        (b'{"v": 1, "done": false, "message": "Too many."}\n', AppSilent),
    ],
)
async def test_what_is_no_answer_is_told(tmp_path: Path, answer: bytes, error: type[Exception]) -> None:
    async def other(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        writer.close()

    file = socket_files(tmp_path)[0]
    file.parent.mkdir(mode=0o700)
    async with await asyncio.start_unix_server(other, path=str(file)):
        with pytest.raises(error):
            await attach(tmp_path)


async def test_where_the_system_cannot_say_who_asks_the_folder_keeps_others_out(
    parts: FakeParts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(socket, "SO_PEERCRED")
    async with served(parts, tmp_path) as here:
        assert await title_of(here) == "Clair de lune"
