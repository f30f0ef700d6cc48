"""Those who mean ill, against the program itself: nothing served, spent or shown, and little memory taken."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from spotintro.web import protocol
from spotintro.web.protocol import MAX_OF_ONE
from tests.cli.test_serve import own_certificate
from tests.fakes.tui_parts import FakeParts, playing
from tests.web.demo import Demo, demo
from tests.web.serving import Client, served

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc"),
]

MORE_MEMORY = 20 * 1024 * 1024
BIG = 10 * 1024 * 1024
WHOLE_HEAD = (
    "POST /do HTTP/1.1\r\nHost: {host}\r\nOrigin: {root}\r\nCookie: {cookie}\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9999\r\n\r\n"
)


async def paired(served_demo: Demo) -> Client:
    client = Client(served_demo.root)
    await client.enter(served_demo.address)
    await client.post("/pair", {"number": served_demo.number})
    await client.ask("/")
    return client


async def connected(port: int, source: str = "127.0.0.1") -> tuple[StreamReader, StreamWriter]:
    return await asyncio.open_connection("127.0.0.1", port, local_addr=(source, 0))


async def test_500_connections_that_trickle_and_large_posts_take_little(tmp_path: Path) -> None:
    async with demo(tmp_path) as served_demo:
        phone = await paired(served_demo)
        await served_demo.settle()
        before = served_demo.memory()
        opened = await asyncio.gather(*(connected(phone.port) for _ in range(500)))
        held = f"POST /do HTTP/1.1\r\nHost: {phone.host}\r\nX-Slow: "
        for _, writer in opened:
            writer.write(held.encode())
        for _ in range(5):
            await asyncio.sleep(0.05)  # a byte now and then is what is tried here
            for _, writer in opened:
                if not writer.is_closing():
                    writer.write(b"x")
        ended = [asyncio.create_task(reader.read()) for reader, _ in opened]
        done, _ = await asyncio.wait(ended, timeout=1)
        assert len(done) >= 500 - MAX_OF_ONE
        # A phone of the household has another address, and is served meanwhile.
        reader, writer = await connected(phone.port, "127.0.0.2")
        writer.write(
            f"GET / HTTP/1.1\r\nHost: {phone.host}\r\nCookie: {phone.cookie}\r\nConnection: close\r\n\r\n".encode()
        )
        assert b"200 OK" in await asyncio.wait_for(reader.readline(), 5)
        writer.close()
        for _, writer in opened:
            writer.close()
        await asyncio.gather(*ended, return_exceptions=True)
        for cookie in (phone.cookie, ""):
            for length in (f"Content-Length: {BIG}", "Transfer-Encoding: chunked"):
                await flood(phone, cookie, length)
        taken = served_demo.memory() - before
        assert taken <= MORE_MEMORY, f"{taken / 1024 / 1024:.1f} MB"
        assert "<strong>10 credits</strong>" in (await phone.ask("/")).body


async def test_who_never_ends_the_handshake_takes_little(tmp_path: Path) -> None:
    certificate, key = own_certificate(tmp_path)
    async with demo(tmp_path / "data", "--cert", str(certificate), "--key", str(key)) as served_demo:
        await served_demo.settle()
        before = served_demo.memory()
        port = int(served_demo.root.rpartition(":")[2])
        for _ in range(2):
            opened = await asyncio.gather(*(connected(port) for _ in range(500)))
            ended = [asyncio.create_task(reader.read()) for reader, _ in opened]
            done, _ = await asyncio.wait(ended, timeout=2)
            assert len(done) == 500 - MAX_OF_ONE
            # Of another address, one is served meanwhile.
            context = ssl.create_default_context(cafile=str(certificate))
            reader, writer = await asyncio.open_connection(
                "127.0.0.1", port, ssl=context, server_hostname="localhost", local_addr=("127.0.0.2", 0)
            )
            writer.write(f"GET / HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
            assert b"403" in await asyncio.wait_for(reader.readline(), 5)
            writer.close()
            for _, writer in opened:
                writer.close()
            await asyncio.gather(*ended, return_exceptions=True)
            await asyncio.sleep(0.2)  # the server hears of the ends by itself
        taken = served_demo.memory() - before
        assert taken <= MORE_MEMORY, f"{taken / 1024 / 1024:.1f} MB"
    assert "ERROR" not in (tmp_path / "data" / "spotintro.log").read_text()


@pytest.mark.parametrize("head", ["", "POST /do HTTP/1.1\r\nHost: {host}\r\nX-Slow: ", WHOLE_HEAD])
async def test_who_goes_on_to_trickle_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, head: str) -> None:
    monkeypatch.setattr(protocol, "REQUEST_S", 0.3)
    async with served(FakeParts(playback=playing(), data_dir=tmp_path)) as here:
        phone = await here.visitor()
        reader, writer = await connected(phone.port)
        writer.write(head.format(host=phone.host, root=phone.root, cookie=phone.cookie).encode())
        ended = asyncio.create_task(reader.read())
        for _ in range(100):
            await asyncio.sleep(0.02)  # a byte now and then is what is tried here
            if ended.done():
                break
            writer.write(b"x")
        assert ended.done()
        with contextlib.suppress(ConnectionError):
            assert b" 200 " not in await ended
        writer.close()


async def flood(phone: Client, cookie: str, length: str) -> None:
    """Send ten megabytes to a form, as fast as they are taken."""
    reader, writer = await connected(phone.port)
    head = (
        f"POST /support/redeem HTTP/1.1\r\nHost: {phone.host}\r\nOrigin: {phone.root}\r\nCookie: {cookie}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\n{length}\r\n\r\n"
    )
    writer.write(head.encode())
    piece = b"voucher=" + b"x" * 65528
    chunk = b"%x\r\n%s\r\n" % (len(piece), piece) if "chunked" in length else piece
    with contextlib.suppress(ConnectionError):
        for _ in range(BIG // len(piece)):
            writer.write(chunk)
            await writer.drain()
    answer = b""
    with contextlib.suppress(ConnectionError):
        answer = await asyncio.wait_for(reader.read(), 5)
    assert b" 200 " not in answer
    assert b" 303 " not in answer
    writer.close()


async def test_a_reader_that_does_not_read_is_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "WRITE_S", 0.2)
    async with served(FakeParts(playback=playing(), data_dir=tmp_path)) as here:
        phone = await here.visitor()
        plain = socket.socket()
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        plain.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(plain, ("127.0.0.1", phone.port))
        ask = f"GET /events HTTP/1.1\r\nHost: {phone.host}\r\nCookie: {phone.cookie}\r\n\r\n"
        await loop.sock_sendall(plain, ask.encode())
        streams = here.face._streams
        assert streams is not None

        def is_open() -> int:
            return streams._open.total()

        await here.until(lambda: is_open() == 1)
        for turn in range(400):
            here.session.say(f"{turn} " + "x" * 900)
            await asyncio.sleep(0.025)  # as long as what comes together is gathered
            if not is_open():
                break
        assert is_open() == 0
        plain.close()
        assert "Clair de lune" in (await phone.ask("/")).body
