from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from spotintro.writers.base import WriterError, WriterUnavailable, WriterUnreachable
from spotintro.writers.connection import Address, way_to
from spotintro.writers.openai import OpenAIWriter
from tests.fakes.http_proxy import RefusingProxy
from tests.fakes.openai_server import OpenAIServer
from tests.writers.test_openai import KEY, SENTENCES, failure, writer_for, written

pytestmark = pytest.mark.slow

PROXY_VARIABLES = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]


@pytest.fixture
def proxy() -> Iterator[RefusingProxy]:
    with RefusingProxy() as proxy:
        yield proxy


def shown(error: WriterError) -> str:
    assert error.next_step.endswith(".")
    return f"{error.message} {error.next_step}"


@pytest.mark.parametrize("variable", PROXY_VARIABLES)
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1", "LocalHost"])
async def test_a_server_on_this_machine_is_reached_directly(
    host: str, variable: str, proxy: RefusingProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, proxy.url)
    with OpenAIServer() as server:
        async with writer_for(f"http://{host}:{server.port}/v1") as writer:
            assert await written(writer) == SENTENCES
    assert len(server.requests) == 1
    assert proxy.received == []


async def test_the_key_and_the_facts_reach_no_proxy_on_their_way_over_plain_http(
    proxy: RefusingProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in PROXY_VARIABLES:
        monkeypatch.setenv(variable, proxy.url)
    async with writer_for("http://model.invalid:8080/v1") as writer:
        error = await failure(writer)
    assert proxy.received == []
    assert "model.invalid:8080" in error.message
    assert "proxy" not in error.message


async def test_an_https_server_on_this_machine_is_reached_directly(
    proxy: RefusingProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy.url)
    with OpenAIServer() as server:  # which knows no TLS: the attempt is all that counts here
        async with writer_for(f"https://localhost:{server.port}/v1") as writer:
            error = await failure(writer)
    assert proxy.received == []
    assert "no secure connection" in error.message


@pytest.mark.parametrize("variable", ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])
async def test_an_https_server_elsewhere_is_reached_by_the_proxy_which_learns_its_name_alone(
    variable: str, proxy: RefusingProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, proxy.url.replace("http://", "http://me:geheim@"))
    async with writer_for("https://model.invalid/v1") as writer:
        error = await failure(writer)
    (received,) = proxy.received
    assert received.startswith(b"CONNECT model.invalid:443 ")
    assert KEY.encode() not in received
    assert b"Glass Harbour" not in received
    assert type(error) is WriterUnreachable
    assert f"The proxy 127.0.0.1:{proxy.port} makes no connection to model.invalid" in error.message
    assert "403 Blocked by policy" in error.message
    assert "geheim" not in shown(error)


@pytest.mark.parametrize("without", ["model.invalid", "*", ".invalid", "localhost, model.invalid"])
async def test_no_proxy_is_obeyed(without: str, proxy: RefusingProxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy.url)
    monkeypatch.setenv("NO_PROXY", without)
    async with writer_for("https://model.invalid/v1") as writer:
        error = await failure(writer)
    assert proxy.received == []
    assert "is not known on this network" in error.message


@pytest.mark.parametrize(
    ("url", "without", "proxied"),
    [
        ("https://10.1.2.3/v1", "10.0.0.0/8", False),
        ("https://10.1.2.3/v1", "11.0.0.0/8,x/y", True),
        ("https://[fd00::1]/v1", "fd00::/8", False),
        ("https://[fd00::1]/v1", "[fd00::1]", False),
        ("https://model.invalid/v1", "10.0.0.0/8", True),
        ("http://model.invalid/v1", "", False),
        ("https://[::1]:8443/v1", "", False),
        ("https://0.0.0.0/v1", "", False),
    ],
)
def test_which_addresses_have_a_proxy(
    url: str, without: str, proxied: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "proxy.invalid:3128")
    monkeypatch.setenv("NO_PROXY", without)
    way = way_to(Address.parse(url))
    assert (way.proxy is not None) is proxied
    if way.proxy is not None:
        assert (way.proxy.hostname, way.proxy.connect_port) == ("proxy.invalid", 3128)


async def test_a_proxy_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))  # bound and not listening: refused, and nobody else can take it
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{bound.getsockname()[1]}")
        async with writer_for("https://model.invalid/v1") as writer:
            error = await failure(writer)
    assert type(error) is WriterUnreachable
    assert "The proxy 127.0.0.1" in error.message
    assert "HTTPS_PROXY" in error.next_step


# danielgatis/rembg#855, MoonshotAI/kimi-cli#404 (GNOME sets it), AUTOMATIC1111/stable-diffusion-webui#16474
@pytest.mark.parametrize("proxy_url", ["socks://127.0.0.1:7891/", "socks4://127.0.0.1:1", "ftp://me:geheim@p:1"])
async def test_a_proxy_of_a_kind_that_is_not_known_here(proxy_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy_url)
    async with writer_for("https://model.invalid/v1") as writer:
        await writer.warm_up()
        error = await failure(writer)
    assert type(error) is WriterUnavailable
    assert f"$ALL_PROXY can't be used: {proxy_url.partition(':')[0]}://" in error.message
    assert "NO_PROXY" in error.next_step
    assert "geheim" not in shown(error)
    with OpenAIServer() as server:
        async with writer_for(server.base_url) as writer:
            assert await written(writer) == SENTENCES, "a server on this machine has nothing to do with it"


async def test_a_socks_proxy_without_the_support_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", "socks5h://127.0.0.1:7891")
    async with writer_for("https://model.invalid/v1") as writer:
        error = await failure(writer)
    assert type(error) is WriterUnavailable
    assert "SOCKS" in error.message
    assert "pip install socksio" in error.next_step


@pytest.mark.parametrize(
    "proxy_url", ["http://", "http://[::1", "http://a b:1", "http://p:99999", "http://\x1b[31m/"]
)
async def test_a_proxy_that_is_no_address(proxy_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy_url)
    async with writer_for("https://model.invalid/v1") as writer:
        error = await failure(writer)
    assert "proxy" in error.message or "address" in error.message
    assert shown(error).isprintable()


# Aider-AI/aider#3710, lee88688/aider-composer#49
@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "SSL_CERT_DIR"])
async def test_certificates_that_are_not_there(
    variable: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(variable, str(tmp_path / "gone.pem"))
    async with writer_for("https://model.invalid/v1") as writer:
        await writer.warm_up()
        error = await failure(writer)
    assert type(error) is WriterUnavailable
    assert f"${variable}" in error.message
    assert "gone.pem" in error.message
    assert variable in error.next_step
    assert error.__cause__ is None
    with OpenAIServer() as server:
        async with writer_for(server.base_url) as writer:
            assert await written(writer) == SENTENCES, "plain http needs no certificates"


async def test_a_file_without_certificates(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("nothing")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "empty.pem"))
    async with writer_for("https://model.invalid/v1") as writer:
        error = await failure(writer)
    assert "no certificate in it" in error.message


def test_the_certificates_named_are_the_ones_trusted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    verify = way_to(Address.parse("https://model.invalid/v1")).verify
    assert isinstance(verify, ssl.SSLContext)
    assert verify.get_ca_certs() == []
    assert verify.verify_mode is ssl.CERT_REQUIRED


async def test_an_ipv6_address_is_one(monkeypatch: pytest.MonkeyPatch, proxy: RefusingProxy) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    with OpenAIServer(host="::1") as server:
        async with writer_for(server.base_url) as writer:
            assert writer.destination == f"[::1]:{server.port}"
            assert await written(writer) == SENTENCES
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert server.requests[0].headers["host"] == f"[::1]:{server.port}"
    assert proxy.received == []


@pytest.mark.parametrize(
    ("url", "destination", "local"),
    [
        ("", "api.openai.com", False),
        ("http://[::1]:8080/v1", "[::1]:8080", True),
        ("http://[::1]/v1", "[::1]", True),
        ("http://[::ffff:127.0.0.1]:1/v1", "[::ffff:127.0.0.1]:1", True),
        ("http://[fe80::1%25eth0]:80/v1", "[fe80::1%25eth0]:80", False),
        ("http://127.8.9.1:80", "127.8.9.1:80", True),
        ("http://0x7f000001/v1", "0x7f000001", True),
        ("http://0.0.0.0:11434/v1", "0.0.0.0:11434", True),
        ("http://llm.localhost/v1", "llm.localhost", True),
        ("http://localhost.example/v1", "localhost.example", False),
        ("http://user:geheim@192.0.2.1:1/v1?key=geheim", "192.0.2.1:1", False),
        ("nonsense", "nonsense", False),
        ("user:geheim@nonsense", "nonsense", False),
    ],
)
def test_an_address_as_it_is_told(url: str, destination: str, local: bool) -> None:
    address = Address.parse(url)
    assert (address.destination, address.is_local) == (destination, local)


@pytest.mark.parametrize(
    "base_url", ["http://a..b/v1", "http://ex*ample./v1", "https://xn--/v1", "http://\u200d/v1"]
)
async def test_a_name_that_the_client_takes_for_none(base_url: str) -> None:
    writer = OpenAIWriter(api_key=KEY, base_url=base_url, model="m", timeout_s=5, strict=True)
    error = await failure(writer)
    assert isinstance(error, WriterError)
    assert "writer.openai.base_url" in error.next_step or "network" in error.next_step
    await writer.close()
