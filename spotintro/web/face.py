"""The page as a face of a session: served from inside this process, until it is stopped."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

from uvicorn import Config, Server

from spotintro.session.phones import Invitation
from spotintro.state.durable import locked, make_folder, replace_file
from spotintro.state.web_access import WebAccess, file_in
from spotintro.web.application import Application
from spotintro.web.errors import NotServed, ServedAlready
from spotintro.web.guard import ENTRY, Place
from spotintro.web.network import Options, hosts, listen
from spotintro.web.pairing import Pairing
from spotintro.web.protocol import BoundedProtocol
from spotintro.web.stream import Streams
from spotintro.web.watch import Watch

if TYPE_CHECKING:
    from socket import socket

    from spotintro.session.parts import Parts
    from spotintro.session.session import Session
    from spotintro.state.web_access import Phone

_log = logging.getLogger(__name__)

MAX_HEADERS: Final = 16 * 1024
STOP_S: Final = 2
READABLE: Final = (
    "Others on this network could read along: it is served without encryption. "
    "A certificate of your own (--cert, --key) ends that."
)


class _OwnServer(Server):
    """uvicorn without its signal handlers: the program's own end it in order."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class WebFace:
    """Serves the page of one session.

    Args:
        parts: The rooms below.
        options: Where and how.
    """

    def __init__(self, parts: Parts, options: Options) -> None:
        self._parts = parts
        self._options = options
        self._access = WebAccess(file_in(parts.paths.data_dir))
        self._held = ExitStack()
        self._starting = asyncio.Lock()
        self._server: Server | None = None
        self._serving: asyncio.Task[None] | None = None
        self._watch: Watch | None = None
        self._streams: Streams | None = None
        self._invitation: Invitation | None = None

    async def start(self, session: Session, tell: Callable[[Invitation], object]) -> Invitation:
        """Begin to serve; where it does already, just return how to get there.

        Raises:
            ServedAlready: another program serves the page of this data folder.
            NotServed: the port, the certificate or the data folder can't be used.
        """
        async with self._starting:
            if self._invitation is not None:
                return self._invitation
            try:
                return await self._start(session, tell)
            except BaseException:
                self._held.close()
                raise

    async def _start(self, session: Session, tell: Callable[[Invitation], object]) -> Invitation:
        try:
            await asyncio.to_thread(self._take_turn)
            token = await asyncio.to_thread(lambda: self._access.token)
        except OSError as error:
            raise NotServed(
                f"Which phones are let in can't be kept: {error.strerror}.",
                "`spotintro doctor` checks every part.",
            ) from error
        bound = listen(self._options)
        self._held.callback(bound.close)
        port = bound.getsockname()[1]
        names = await asyncio.to_thread(hosts, self._options, port)
        place = Place(frozenset(names), self._options.secure, port)
        root = place.origin_of(names[0])
        warning = READABLE if self._options.lan and not self._options.secure else ""

        def changed(number: str) -> None:
            self._invitation = Invitation(f"{root}{ENTRY}{token}", number, warning)
            tell(self._invitation)

        pairing = Pairing(changed)
        self._watch = watch = Watch(self._parts, session)
        self._held.callback(watch.close)
        self._streams = streams = Streams(watch, self._phone_now)
        application = Application(self._parts, session, place, self._access, pairing, watch, streams)
        self._server = await asyncio.to_thread(self._make_server, application)
        self._serving = asyncio.create_task(self._serve(self._server, bound))
        await asyncio.to_thread(replace_file, self._note, f"{root}\n".encode(), synced=False)
        self._invitation = Invitation(f"{root}{ENTRY}{token}", pairing.number, warning)
        _log.info("the page is served at %s", root)
        return self._invitation

    async def stop(self) -> None:
        """End it; no phone is connected afterwards."""
        if self._server is None or self._serving is None:
            return
        assert self._streams is not None
        assert self._watch is not None
        self._streams.end()
        self._watch.close()
        self._server.should_exit = True
        with contextlib.suppress(asyncio.CancelledError):
            await self._serving
        await asyncio.to_thread(self._note.unlink, missing_ok=True)
        self._held.close()
        self._server = self._serving = self._invitation = None

    @property
    def _note(self) -> Path:
        return self._parts.paths.data_dir / "served-at"

    def _take_turn(self) -> None:
        """Be the one that serves this data folder, until this process ends. Blocks."""
        make_folder(self._note.parent)
        try:
            self._held.enter_context(locked(self._note.with_name("served.lock"), timeout_s=0))
        except TimeoutError:
            try:
                where = self._note.read_text(encoding="ascii").strip()
            except (OSError, UnicodeDecodeError):
                where = "another place"
            raise ServedAlready(
                f"The page is served already, at {where}.", "Use that one, or end the program that serves it."
            ) from None

    def _make_server(self, application: Application) -> Server:
        config = Config(
            application.asgi(),
            http=BoundedProtocol,
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="error",  # a stranger's nonsense is no news, and would fill the log
            access_log=False,  # the address has the token in it
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=STOP_S,
            h11_max_incomplete_event_size=MAX_HEADERS,
            ssl_certfile=self._options.cert,
            ssl_keyfile=self._options.key,
        )
        try:
            config.load()
        except OSError as error:  # ssl.SSLError is one
            raise NotServed(
                f"The certificate can't be used: {error.strerror or type(error).__name__}.",
                "Give a certificate with --cert and its key with --key, both as PEM.",
            ) from error
        return _OwnServer(config)

    async def _serve(self, server: Server, bound: socket) -> None:
        try:
            await server.serve(sockets=[bound])
        except Exception:
            _log.exception("serving the page failed")
            raise

    def _phone_now(self, phone: Phone) -> Phone | None:
        return self._access.phone_by_id(phone.id, self._parts.clock.now())
