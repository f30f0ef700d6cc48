"""The proxy that an environment names, and addresses that are none; the covers' tests hold the bounds."""

from __future__ import annotations

import pytest

from spotintro.fetching.bounded import FetchFailed, Limits, TooLarge, fetch
from tests.fakes.http_proxy import RefusingProxy
from tests.fakes.source_server import Reply, SourceServer

pytestmark = pytest.mark.slow

LIMITS = Limits(connect_s=2, answer_s=2, most_bytes=1_000)


def test_an_answer_comes_with_status_headers_and_body() -> None:
    with SourceServer(lambda _path, _query: Reply({"a": 1})) as server:
        answer = fetch(f"{server.url}/x", limits=LIMITS, headers={"User-Agent": "Me"})
        assert (answer.status, answer.body) == (200, b'{"a": 1}')
        assert answer.headers["content-type"].startswith("application/json")
        assert server.received[0].headers["user-agent"] == "Me"


def test_a_proxy_sees_what_is_encrypted_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with RefusingProxy() as proxy, SourceServer(lambda _path, _query: Reply({})) as server:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        fetch(server.url, limits=LIMITS)
        assert proxy.received == []
        with pytest.raises(FetchFailed):
            fetch("https://source.example/listened", limits=LIMITS)
        assert proxy.received[0].startswith(b"CONNECT source.example:443 ")
        assert b"listened" not in proxy.received[0]


@pytest.mark.parametrize(
    "url", ["", "http://", "https://[::1", "ftp://x/y", "http://127.0.0.1:1/x", "https://a b/"]
)
def test_what_leads_nowhere_is_one_failure_that_tells_no_address(url: str) -> None:
    with pytest.raises(FetchFailed) as failed:
        fetch(url, limits=LIMITS)
    assert "127" not in str(failed.value)
    assert failed.value.__cause__ is None


def test_what_is_larger_than_wanted_is_not_read() -> None:
    with (
        SourceServer(lambda _path, _query: Reply(raw=bytes(1_001))) as server,
        pytest.raises(TooLarge, match="1,000"),
    ):
        fetch(server.url, limits=LIMITS)
