"""Whom a cover is asked of, and within what limits; against real HTTP and real files."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from spotintro.artwork import sources
from spotintro.artwork.errors import ArtworkError, ForbiddenSource, NotFetched
from spotintro.artwork.gallery import Gallery
from spotintro.artwork.sources import LOOPBACK, MAX_BYTES, fetch, read_file
from spotintro.players import mpris_metadata
from tests.artwork.pictures import encoded

pytestmark = pytest.mark.slow

PICTURE = encoded("JPEG")


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.asked: list[str] = []
        self.headers_seen: list[dict[str, str]] = []
        self.body = PICTURE
        self.status = 200
        self.content_type: str | None = "image/jpeg"
        self.location = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/image/abc"


class _Answers(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.headers_seen.append(dict(self.headers.items()))
        self.send_response(self.server.status)
        if self.server.content_type is not None:
            self.send_header("Content-Type", self.server.content_type)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.end_headers()
        with contextlib.suppress(OSError):  # who asked has gone, as it should
            self.wfile.write(self.server.body)

    def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002 - the library's name


@contextmanager
def serving() -> Iterator[_Server]:
    server = _Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg"
_CHUNKED = b"\r\nTransfer-Encoding: chunked\r\n\r\n1"


@contextmanager
def dripping(begun: bytes) -> Iterator[str]:
    """A server that says this at once, and from then on a character every 20 ms."""
    stopped = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection, contextlib.suppress(OSError):  # who asked has gone, as it should
                connection.sendall(begun)
                while not stopped.wait(0.02):
                    connection.sendall(b"0")

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/image/abc"
        finally:
            stopped.set()
            thread.join()


@pytest.fixture
def server() -> Iterator[_Server]:
    with serving() as server:
        yield server


@pytest.mark.parametrize(
    "url",
    [
        "http://i.scdn.co/image/abc",
        "https://i.scdn.co.example.org/image/abc",
        "https://example.org/i.scdn.co",
        "https://evilspotifycdn.com/x",
        "https://spotifycdn.com.evil.example/x",
        "https://user:password@i.scdn.co/image/abc",
        "https://i.scdn.co:8443/image/abc",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://[::1/x",
        "https://localhost/x",
        "https://169.254.169.254/latest/meta-data",
        "ftp://i.scdn.co/image/abc",
        "https:i.scdn.co",
        "data:image/png;base64,AAAA",
        "",
    ],
)
def test_only_spotifys_servers_are_asked_and_only_encrypted(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Whatever gets past the check would have to connect.
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: pytest.fail("it was asked"))
    with pytest.raises(ForbiddenSource):
        fetch(url)


@pytest.mark.parametrize(
    "host", ["i.scdn.co", "image-cdn-ak.spotifycdn.com", "mosaic.spotifycdn.com", "a.b.spotifycdn.com"]
)
def test_spotifys_servers_are_asked(host: str) -> None:
    sources._check(f"https://{host}/image/abc", sources.HOSTS)


def test_a_cover_is_fetched(server: _Server) -> None:
    assert fetch(server.url, hosts=LOOPBACK) == PICTURE
    assert server.asked == ["/image/abc"]


def test_no_password_of_the_users_is_sent(
    server: _Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    fetch(server.url, hosts=LOOPBACK)
    assert "Authorization" not in server.headers_seen[0]


@pytest.mark.parametrize(
    ("status", "content_type", "location"),
    [
        (404, "image/jpeg", ""),
        (500, "image/jpeg", ""),
        (302, "image/jpeg", "/elsewhere"),
        (200, "text/html", ""),
        (200, "image/svg+xml", ""),
        (200, None, ""),
    ],
)
def test_other_answers_are_no_cover(server: _Server, status: int, content_type: str | None, location: str) -> None:
    server.status, server.content_type, server.location = status, content_type, location
    with pytest.raises(NotFetched):
        fetch(server.url, hosts=LOOPBACK)
    assert len(server.asked) == 1


def test_an_endless_answer_is_cut_off(server: _Server) -> None:
    server.body = bytes(MAX_BYTES + 1)
    with pytest.raises(NotFetched, match="too large"):
        fetch(server.url, hosts=LOOPBACK)


@pytest.mark.parametrize("begun", [b"", b"HTTP/1.1 200 OK\r\nX-", _HEAD + b"\r\n\r\n", _HEAD + _CHUNKED])
def test_an_answer_that_drips_is_given_up(begun: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """However slowly: each single wait is far shorter than the time for all, and there is no end to them."""
    monkeypatch.setattr(sources, "CONNECT_S", 0.5)
    monkeypatch.setattr(sources, "ANSWER_S", 0.5)
    with dripping(begun) as url:
        began = time.monotonic()
        with pytest.raises(NotFetched, match="in time"):
            fetch(url, hosts=LOOPBACK)
        assert time.monotonic() - began < 5


def test_a_second_cover_comes_after_one_that_was_given_up(
    server: _Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as short, dripping(b"") as url:
        short.setattr(sources, "CONNECT_S", 0.2)
        short.setattr(sources, "ANSWER_S", 0.2)
        with pytest.raises(NotFetched):
            fetch(url, hosts=LOOPBACK)
    assert fetch(server.url, hosts=LOOPBACK) == PICTURE


def test_what_is_not_there_is_told_without_the_address() -> None:
    with serving() as server:
        url = server.url
    with pytest.raises(NotFetched) as failed:
        fetch(url, hosts=LOOPBACK)
    assert "abc" not in failed.value.message
    assert failed.value.__cause__ is None


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ein Bild.jpg"
    path.write_bytes(PICTURE)
    assert read_file(path.as_uri()) == PICTURE
    assert read_file(path.as_uri().replace("file://", "file://localhost")) == PICTURE


@pytest.mark.parametrize(
    "name", [b"a b#c?.png", b"e\xcc\x81.png", "é.png".encode(), b"\xe9.png", b"100%.png", b"%20.png"]
)
def test_a_file_of_any_name_is_read_by_the_address_that_its_player_gives(tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_bytes(PICTURE)
    try:
        spelled = [str(path), path.as_uri(), *([] if b"%" in name else [f"file://{path}"])]
        str(path).encode()
    except UnicodeEncodeError:  # no string that a bus carries: percent signs alone can name it
        spelled = [path.as_uri()]
    for address in spelled:
        track = mpris_metadata.track({"xesam:title": "T", "mpris:artUrl": address})
        assert track is not None
        assert track.art_url is not None
        assert read_file(track.art_url) == PICTURE


def test_only_regular_files_of_this_machine_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
        for url in (
            (tmp_path / "pipe").as_uri(),
            (tmp_path / "socket").as_uri(),
            tmp_path.as_uri(),
            (tmp_path / "missing").as_uri(),
            "file:///dev/zero",
            "file://server/share/cover.jpg",
            "file:cover.jpg",
            "file:///a%00b",
        ):
            with pytest.raises(ArtworkError):
                read_file(url)


def test_a_large_file_is_refused_and_none_is_left_open(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - descriptors, no paths
    for url in (path.as_uri(), tmp_path.as_uri(), "file:///dev/zero"):
        with pytest.raises(ArtworkError):
            read_file(url)
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208 - see above


def test_a_cover_is_fetched_once_and_kept(server: _Server, tmp_path: Path) -> None:
    for _ in range(3):
        picture = Gallery(tmp_path, hosts=LOOPBACK).picture(server.url, width=8, height=8)
        assert (picture.width, picture.height) == (8, 8)
    assert len(server.asked) == 1


def test_what_is_no_picture_is_not_kept_and_what_broke_on_disk_is_fetched_again(
    server: _Server, tmp_path: Path
) -> None:
    gallery = Gallery(tmp_path, hosts=LOOPBACK)
    server.body = b"<html>"
    with pytest.raises(ArtworkError):
        gallery.picture(server.url, width=8, height=8)
    assert list(tmp_path.iterdir()) == []
    server.body = PICTURE
    gallery.picture(server.url, width=8, height=8)
    [kept] = tmp_path.iterdir()
    kept.write_bytes(b"broken")
    gallery.picture(server.url, width=8, height=8)
    assert len(server.asked) == 3
    assert kept.read_bytes() == PICTURE


def test_the_gallery_knows_each_kind_of_address(tmp_path: Path) -> None:
    gallery = Gallery(tmp_path / "kept")
    assert gallery.picture("cover:any", width=8, height=8).width == 8
    path = tmp_path / "x.png"
    path.write_bytes(encoded())
    assert gallery.picture(path.as_uri(), width=8, height=8).width == 8
    for url in ("ftp://x/y", "", "javascript:1", "/etc/passwd"):
        with pytest.raises(ForbiddenSource):
            gallery.picture(url, width=8, height=8)
    assert not (tmp_path / "kept").exists()
