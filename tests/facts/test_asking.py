"""Each way in which a source fails ends in an error with a sentence, in time, and asks no more than it may."""

from __future__ import annotations

import json
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from spotintro.facts import asking as module
from spotintro.facts.asking import Asking
from spotintro.facts.base import (
    FactError,
    SourceBusy,
    SourceMisplaced,
    SourceUnreachable,
    SourceUnreadable,
)
from tests.facts.asking import USER_AGENT, asking
from tests.fakes.http_proxy import RefusingProxy
from tests.fakes.source_server import HTML, NOT_FOUND, Reply, SourceServer

pytestmark = pytest.mark.slow

GOOD = Reply({"name": "Café"})
_NO_OFFSET = "Fri, 31 Dec 2100 23:59:59 +99999999999999999999"
"""A date that no clock has: it is longer away than a number can say."""


def serving(*first: Reply) -> SourceServer:
    server = SourceServer(lambda _path, _query: GOOD)
    server.next.extend(first)
    return server


@pytest.fixture
def source(tmp_path: Path) -> Asking:
    return asking(tmp_path)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds that a test can wait for."""
    monkeypatch.setattr(module, "CONNECT_S", 0.3)
    monkeypatch.setattr(module, "ANSWER_S", 0.3)
    monkeypatch.setattr(module, "PATIENCE_S", 1.5)


def test_it_says_who_asks_and_asks_once(source: Asking) -> None:
    with serving() as server:
        for _ in range(2):
            assert source.get(f"{server.url}/a?b=c") == {"name": "Café"}
        (received,) = server.received
    assert received.headers["user-agent"] == USER_AGENT
    assert "authorization" not in received.headers
    assert received.query == {"b": "c"}


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (HTML, SourceUnreadable),
        (Reply(raw=HTML.raw), SourceUnreadable),
        (Reply({}, content_type="text/html"), SourceUnreadable),
        (Reply({}, content_type="application/json; charset=iso-8859-1"), SourceUnreadable),
        (Reply(raw='{"name": "Café"}'.encode("latin-1")), SourceUnreadable),
        (Reply(raw='{"name": "Café"}'.encode("utf-16")), SourceUnreadable),
        (Reply({}, headers={"Content-Encoding": "gzip"}), SourceUnreachable),
        (Reply({}, headers={"Content-Encoding": "br"}), SourceUnreadable),
        (Reply(raw=b""), SourceUnreadable),
        (Reply(raw=b'{"name": '), SourceUnreadable),
        (Reply(raw=b"[" * 100_000), SourceUnreadable),
        (Reply(raw=b"[" + b"9" * 10_000 + b"]"), SourceUnreadable),
        (Reply({"name": "x" * 100}, cut=True), SourceUnreachable),
        (Reply(raw=b'"' + b"x" * module.MOST_BYTES + b'"'), SourceUnreadable),
        (Reply({}, status=500), SourceUnreachable),
        (Reply({}, status=400), SourceUnreachable),
        (Reply({}, status=403), SourceUnreachable),
        (Reply({}, status=204), SourceUnreachable),
        (Reply(status=302, headers={"Location": "http://elsewhere.example/"}), SourceMisplaced),
        (Reply(status=302, headers={"Location": "file:///etc/passwd"}), SourceMisplaced),
        (Reply(status=302, headers={"Location": "http://[::1"}), SourceUnreachable),
        (Reply(status=302), SourceMisplaced),
    ],
)
def test_what_is_no_answer_is_none_and_is_asked_for_again(
    reply: Reply, kind: type[FactError], source: Asking
) -> None:
    with serving(reply) as server:
        with pytest.raises(kind) as failed:
            source.get(f"{server.url}/listened")
        assert failed.value.message.endswith(".")
        assert "listened" not in failed.value.in_full
        if kind is not SourceMisplaced:
            assert len(server.received) == 1
        assert source.get(f"{server.url}/listened") == {"name": "Café"}


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("reply", [Reply(silent=True), Reply({}, drips=True)])
def test_a_server_that_stalls_is_given_up(reply: Reply, source: Asking) -> None:
    with serving(reply) as server:
        began = time.monotonic()
        with pytest.raises(SourceUnreachable, match="in time"):
            source.get(server.url)
        assert time.monotonic() - began < 5


def test_nobody_there(source: Asking) -> None:
    with serving() as server:
        url = server.url
    with pytest.raises(SourceUnreachable):
        source.get(url)


@pytest.mark.parametrize("reply", [NOT_FOUND, Reply({}, status=410)])
def test_what_is_not_there_is_known_for_a_day(reply: Reply, source: Asking) -> None:
    with serving(reply) as server:
        assert source.get(server.url) is None
        assert source.get(server.url) is None
        assert len(server.received) == 1


def test_a_redirect_within_the_server_is_followed_and_takes_a_turn(tmp_path: Path) -> None:
    with serving(Reply(status=301, headers={"Location": "/there"})) as server:
        assert asking(tmp_path, interval_s=0.2).get(f"{server.url}/here") == {"name": "Café"}
        assert server.paths == ["/here", "/there"]
        assert min(server.gaps_s()) >= 0.2


def test_redirects_have_an_end(source: Asking) -> None:
    with SourceServer(lambda _path, _query: Reply(status=302, headers={"Location": "/again"})) as server:
        with pytest.raises(SourceMisplaced):
            source.get(server.url)
        assert len(server.received) <= 5


def test_a_redirect_to_another_server_is_not_followed(source: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        RefusingProxy() as proxy,
        serving(Reply(status=307, headers={"Location": "https://mirror.example/ws/2/"})) as server,
    ):
        monkeypatch.setenv("https_proxy", proxy.url)
        with pytest.raises(SourceMisplaced):
            source.get(server.url)
        assert not proxy.received


def test_busy_with_a_time_is_obeyed_and_asked_once_more(source: Asking) -> None:
    with serving(Reply(status=503, headers={"Retry-After": "1"})) as server:
        assert source.get(server.url) == {"name": "Café"}
        assert server.gaps_s()[0] >= 1


def test_busy_with_a_date_is_obeyed(source: Asking) -> None:
    when = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=2)
    with serving(Reply(status=503, headers={"Retry-After": format_datetime(when, usegmt=True)})) as server:
        source.get(server.url)
        assert server.gaps_s()[0] > 0.9


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize(
    "told", ["600", "999999999999", "Fri, 31 Dec 2100 23:59:59 GMT", "", "soon", "nan", _NO_OFFSET]
)
@pytest.mark.parametrize("status", [503, 429])
def test_busy_for_long_keeps_all_programs_away(told: str, status: int, tmp_path: Path, source: Asking) -> None:
    with serving(Reply(status=status, headers={"Retry-After": told} if told else {})) as server:
        with pytest.raises(SourceBusy):
            source.get(server.url)
        with pytest.raises(SourceBusy):
            asking(tmp_path).get(f"{server.url}/other")
        assert len(server.received) == 1


def test_busy_again_is_left_alone(source: Asking) -> None:
    busy = Reply(status=503, headers={"Retry-After": "0"})
    with serving(busy, busy, busy) as server:
        with pytest.raises(SourceBusy):
            source.get(server.url)
        assert len(server.received) == 2


@pytest.mark.parametrize(
    "url",
    [
        "http://musicbrainz.example/ws/2/",
        "http://192.168.1.1/",
        "http://127.0.0.1.evil.example/",
        "ftp://127.0.0.1/",
        "https://user:secret@mirror.example/",
        "https:///x",
        "https://[::1/",
        "musicbrainz.org",
        "",
    ],
)
def test_an_address_that_is_not_asked(url: str, source: Asking) -> None:
    with pytest.raises(SourceMisplaced) as failed:
        source.get(url)
    assert "secret" not in failed.value.in_full


def test_closing_ends_a_wait_for_a_turn(tmp_path: Path) -> None:
    source = asking(tmp_path, interval_s=60)
    with serving() as server:
        source.get(f"{server.url}/1")
        failed: list[FactError] = []

        def wait() -> None:
            try:
                source.get(f"{server.url}/2")
            except FactError as error:
                failed.append(error)

        waiting = threading.Thread(target=wait)
        waiting.start()
        source.close()
        waiting.join(10)
        assert isinstance(failed[0], SourceBusy)
        assert len(server.received) == 1


def test_turns_that_cannot_be_kept_ask_nobody(tmp_path: Path) -> None:
    (tmp_path / "turns").write_text("a file where the folder should be")
    with serving() as server:
        with pytest.raises(SourceUnreachable, match="turns"):
            asking(tmp_path).get(server.url)
        assert server.received == []


def test_a_disk_that_keeps_nothing_costs_asking_again(tmp_path: Path) -> None:
    (tmp_path / "facts").write_text("a file where the folder should be")
    source = asking(tmp_path)
    with serving() as server:
        for _ in range(2):
            assert source.get(server.url) == {"name": "Café"}
        assert len(server.received) == 2


def test_what_is_of_no_use_is_asked_for_tomorrow_and_a_check_keeps_it_out(source: Asking, tmp_path: Path) -> None:
    def refuse(document: object) -> None:
        raise SourceUnreadable(f"It is {json.dumps(document)}.")

    with serving() as server:
        with pytest.raises(SourceUnreadable):
            source.get(server.url, check=refuse)
        source.get(server.url)
        assert len(server.received) == 2
        source.was_of_no_use(server.url)
        source.was_of_no_use("https://never.example/asked")
        source.get(server.url)
        assert len(server.received) == 2
