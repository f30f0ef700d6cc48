"""The page of a session on fakes, served on loopback, and a plain client that can ask in any way."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from spotintro.session.events import MadeReady, PlaybackRead, SessionEvent
from spotintro.session.phones import Invitation
from spotintro.session.session import Session
from spotintro.web.face import WebFace
from spotintro.web.network import Options
from spotintro.web.words import word_of
from tests.fakes.tui_parts import FakeParts

LONGEST_S = 10.0


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: str


@dataclass
class Client:
    """A phone as a program: it keeps its cookie, and may send whatever headers it likes."""

    root: str
    cookie: str = ""
    sent: dict[str, str] = field(default_factory=dict)
    """Headers over those that a browser would send; an empty one is left out."""

    @property
    def host(self) -> str:
        return urlsplit(self.root).netloc

    @property
    def port(self) -> int:
        return int(self.host.rpartition(":")[2])

    async def ask(self, path: str, *, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
        """Send one request on a connection of its own, and read the whole answer."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            given = {
                "Host": self.host,
                "Cookie": self.cookie,
                "Content-Length": str(len(body)) if body or method == "POST" else "",
                "Connection": "close",
                **self.sent,
                **{name.replace("_", "-"): value for name, value in headers.items()},
            }
            head = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value)
            writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
            return _parsed(await asyncio.wait_for(reader.read(), LONGEST_S))
        finally:
            writer.close()

    async def post(self, path: str, form: Mapping[str, str], **headers: str) -> Answer:
        """Send a form as the page does."""
        own = {"Origin": self.root, "Content-Type": "application/x-www-form-urlencoded", **headers}
        return await self.ask(path, method="POST", body=urlencode(form).encode(), **own)

    async def do(self, command: str, **fields: str) -> Answer:
        return await self.post("/do", {"command": command, **fields})

    async def enter(self, address: str) -> Answer:
        answer = await self.ask(urlsplit(address).path)
        self.cookie = answer.headers.get("set-cookie", "").partition(";")[0]
        return answer

    async def press(self, label: str) -> Answer:
        """Send the form of the button that says so on the main page of now."""
        return await self.post("/do", form_of(await self.ask("/"), label))

    async def note(self) -> str:
        """Return what the next page tells of what was done."""
        found = re.search(r'<div id="note"[^>]*>(.*?)</div>', (await self.ask("/")).body, re.DOTALL)
        assert found is not None
        return found[1].strip()


def form_of(page: Answer, label: str) -> dict[str, str]:
    for form in re.findall(r"<form.*?</form>", page.body, re.DOTALL):
        if re.search(rf"<button[^>]*>{re.escape(label)}", form):
            return dict(re.findall(r'name="([^"]*)" value="([^"]*)"', form))
    raise AssertionError(f"no button {label!r} in {page.body}")


def _parsed(answer: bytes) -> Answer:
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    if headers.get("transfer-encoding") == "chunked":
        body = _dechunked(body)
    return Answer(int(first.split()[1]) if first else 0, headers, body.decode("utf-8", "replace"))


def _dechunked(body: bytes) -> bytes:
    whole = b""
    while body:
        size, _, rest = body.partition(b"\r\n")
        length = int(size or b"0", 16)
        if not length:
            break
        whole, body = whole + rest[:length], rest[length + 2 :]
    return whole


@dataclass
class Served:
    """A session with its page."""

    parts: FakeParts
    session: Session
    face: WebFace
    invitation: Invitation
    told: list[SessionEvent]
    numbers: list[Invitation]

    @property
    def root(self) -> str:
        return self.invitation.address.partition("/in/")[0]

    @property
    def number(self) -> str:
        return self.numbers[-1].number if self.numbers else self.invitation.number

    def client(self) -> Client:
        return Client(self.root)

    async def visitor(self) -> Client:
        """Return a phone that came by the address."""
        client = self.client()
        await client.enter(self.invitation.address)
        return client

    async def paired(self) -> Client:
        """Return one that may spend credits."""
        client = await self.visitor()
        await client.post("/pair", {"number": self.number})
        return client

    async def until(self, reached: Callable[[], bool]) -> None:
        for _ in range(3_000):
            if reached():
                return
            await asyncio.sleep(0.005)  # threads work beside the loop
        raise AssertionError(f"never reached: {self.told}")


@asynccontextmanager
async def served(
    parts: FakeParts, options: Options | None = None, *, key_of: Callable[[str], str] = word_of
) -> AsyncIterator[Served]:
    """Serve a session once it is ready; its data folder has to be the test's own."""
    told: list[SessionEvent] = []
    numbers: list[Invitation] = []
    session = Session(parts, told.append, key_of)
    face = WebFace(parts, options or Options(port=0))
    invitation = await face.start(session, numbers.append)
    here = Served(parts, session, face, invitation, told, numbers)
    try:
        session.begin()
        if parts.the_account.fail is None and parts.fail_host is None:
            await here.until(
                lambda: {MadeReady, PlaybackRead} <= {type(event) for event in told},
            )
        yield here
    finally:
        await face.stop()
        await session.close()
