"""The pages and what they do. Each command is a form that is posted and answered by a redirect."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from spotintro.artwork.errors import ArtworkError
from spotintro.state.web_access import MAX_PHONES
from spotintro.web.account import read_account, read_texts
from spotintro.web.commands import obey
from spotintro.web.guard import ENTRY, Guard, Place
from spotintro.web.pairing import Answer
from spotintro.web.rendering import STATIC, page
from spotintro.web.support import ask_demo_desk, prepare, redeem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from spotintro.session.parts import Parts
    from spotintro.session.session import Session
    from spotintro.state.web_access import Phone, WebAccess
    from spotintro.web.pairing import Pairing
    from spotintro.web.stream import Streams
    from spotintro.web.view import View
    from spotintro.web.watch import Watch

_log = logging.getLogger(__name__)

COVER_PIXELS: Final = 480
BODY_S: Final = 10.0
SHOWS_S: Final = 0.5
_LONGEST_NUMBER: Final = 15
_COOKIE_S: Final = 90 * 24 * 3600
_LIVE: Final = "x-live"
"""Sent by the page's script: the answer is the line to show, and no redirect."""


@dataclass(slots=True)
class Note:
    """What the next page tells a phone of what it has just done."""

    text: str = ""
    good: bool = False
    lines: tuple[tuple[bool, str], ...] = ()
    """Each with whether it is good."""
    voucher: str = ""
    """What is in the voucher's field: the desk's answer, or what was wrong."""


@dataclass
class Application:
    """The face: what each request needs."""

    parts: Parts
    session: Session
    place: Place
    access: WebAccess
    pairing: Pairing
    watch: Watch
    streams: Streams
    _notes: dict[str, Note] = field(default_factory=dict)
    _cover: tuple[str, bytes] | None = None
    _drawing: asyncio.Lock = field(default_factory=asyncio.Lock)
    _asked_support: set[str] = field(default_factory=set)

    def asgi(self) -> ASGIApp:
        """Return what the server calls."""
        app = Starlette(
            routes=[
                Route("/", self.main),
                Route(f"{ENTRY}{{token}}", self.enter),
                Route("/do", self.do, methods=["POST"]),
                Route("/pair", self.pair, methods=["POST"]),
                Route("/events", self.events),
                Route("/support", self.support),
                Route("/support/redeem", self.redeem, methods=["POST"]),
                Route("/support/desk", self.desk, methods=["POST"]),
                Route("/account", self.account),
                Route("/said", self.said),
                Route("/help", self.help),
                Route("/cover/{key}", self.cover),
                Route("/manifest.webmanifest", self.manifest),
                Mount("/static", StaticFiles(directory=STATIC)),
            ],
            exception_handlers={HTTPException: _refused, 500: _failed},
        )
        app.router.redirect_slashes = False
        return Guard(app, place=self.place, access=self.access, clock=self.parts.clock, strangers=_stranger)

    async def enter(self, request: Request) -> Response:
        """Exchange the address's token for a cookie, and lead on."""
        token = request.path_params["token"]
        cookie = await asyncio.to_thread(self.access.enter, token, self.parts.clock.now())
        if cookie is None:
            return _stranger()
        # A page and no redirect: a cookie of SameSite=Strict isn't sent where another page's link led on.
        answer = page("enter")
        answer.set_cookie(
            self.place.cookie,
            cookie,
            max_age=_COOKIE_S,
            path="/",
            secure=self.place.secure,
            httponly=True,
            samesite="strict",
        )
        return answer

    async def main(self, request: Request) -> Response:
        phone = _phone(request)
        note = self._notes.pop(phone.id, Note())
        live = self.watch.now(paired=phone.paired)
        return page("main", live=live, note=note, paired=phone.paired, demo=self.parts.demo)

    async def do(self, request: Request) -> Response:
        phone = _phone(request)
        form = await _form(request)
        before = self.watch.view
        with self.watch.bell() as bell:
            told = obey(self.session, form, paired=phone.paired, number=self.watch.number)
            if _LIVE in request.headers:
                return PlainTextResponse(told)
            if not told:
                # The page that is led to would else be drawn before anything has come of it.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(SHOWS_S):
                        await bell.wait()
        return _see(self._what_came(phone, before, told))

    def _what_came(self, phone: Phone, before: View, told: str) -> str:
        """Note what a command led to, and return where the page is to be read from: it opens at its top."""
        now = self.watch.view
        asked = {question.name for question in before.questions}
        for question in now.questions:
            if phone.paired and question.name not in asked:
                return f"/#qa-{question.name}"
        newest = max((line.number for line in before.lines), default=0)
        lines = [line for line in reversed(now.lines) if line.number > newest]
        text = told or "\n".join(f"{line.prefix}{line.text}" for line in lines)
        if not text:
            return "/"
        bad = any(line.kind in {"warning", "failure"} for line in lines)
        self._leave_note(phone, Note(text, good=not (told or bad)))
        return "/#note"

    async def pair(self, request: Request) -> Response:
        phone = _phone(request)
        form = await _form(request)
        answer = self.pairing.judge(form.get("number", ""))
        if answer is Answer.PAIRED:
            await asyncio.to_thread(self.access.pair, phone)
            self.session.say("A phone was paired.")
        self._leave_note(phone, Note(answer.value, good=answer is Answer.PAIRED))
        return _see("/#note")

    async def events(self, request: Request) -> Response:
        phone = _phone(request)
        if not self.streams.has_room(phone):
            return PlainTextResponse("Too many pages are open.", 503)
        if request.method == "HEAD":  # the page asks why it was turned away, which a browser doesn't tell it
            return Response(media_type="text/event-stream")
        return StreamingResponse(self.streams.events(phone), media_type="text/event-stream")

    async def support(self, request: Request) -> Response:
        phone = _phone(request)
        account = self.session.account
        if account is not None and phone.id not in self._asked_support:
            self._asked_support.add(phone.id)
            await account.record_support_contact()
        chosen = _number(request.query_params.get("package")) or 0
        prepared = await prepare(self.parts, self.session, chosen)
        note = self._notes.pop(phone.id, Note())
        return page("support", support=prepared, note=note, view=self.watch.view, paired=phone.paired)

    async def redeem(self, request: Request) -> Response:
        phone = _phone(request)
        form = await _form(request)
        text = form.get("voucher", "")
        told, problems = await redeem(self.session, text)
        lines = (*((True, line) for line in told), *((False, line) for line in problems))
        self._leave_note(phone, Note(lines=lines, voucher=text if problems else "", good=bool(told)))
        return _see("/support#note")

    async def desk(self, request: Request) -> Response:
        phone = _phone(request)
        if not self.parts.demo:
            raise HTTPException(404)
        chosen = _number((await _form(request)).get("package")) or 0
        prepared = await prepare(self.parts, self.session, chosen)
        voucher, problem = await ask_demo_desk(self.parts, prepared.request)
        if problem:
            self._leave_note(phone, Note(lines=((False, problem),)))
        else:
            told = "The demo's desk answered with a voucher. It stands in the field: redeem it."
            self._leave_note(phone, Note(lines=((True, told),), voucher=voucher, good=True))
        return _see("/support#note")

    async def account(self, request: Request) -> Response:
        phone = _phone(request)
        account = None
        if phone.paired:
            before = _number(request.query_params.get("before"))
            account = await read_account(self.session, self.parts.clock.now(), before)
        return page("account", account=account, view=self.watch.view, paired=phone.paired)

    async def said(self, request: Request) -> Response:
        phone = _phone(request)
        said = None
        if phone.paired:
            said = await read_texts(self.session, _number(request.query_params.get("before")))
        return page("said", said=said, paired=phone.paired)

    async def help(self, request: Request) -> Response:
        return page("help", view=self.watch.view, paired=_phone(request).paired)

    async def cover(self, request: Request) -> Response:
        url = self.watch.cover_url(request.path_params["key"])
        if url is None:
            raise HTTPException(404)
        async with self._drawing:
            if self._cover is None or self._cover[0] != url:
                try:
                    self._cover = url, await asyncio.to_thread(self._draw, url)
                except ArtworkError as problem:
                    _log.info("no cover: %s", problem.message)
                    raise HTTPException(404) from None
            data = self._cover[1]
        return Response(data, media_type="image/jpeg", headers={"cache-control": "private, max-age=3600"})

    def _leave_note(self, phone: Phone, note: Note) -> None:
        self._notes.pop(phone.id, None)
        self._notes[phone.id] = note
        # Who has the address can come as any number of phones, and leave each with a text of the longest.
        while len(self._notes) > MAX_PHONES:
            del self._notes[next(iter(self._notes))]

    def _draw(self, url: str) -> bytes:
        from spotintro.artwork.picture import as_jpeg

        return as_jpeg(self.parts.artwork.picture(url, width=COVER_PIXELS, height=COVER_PIXELS))

    async def manifest(self, _request: Request) -> Response:
        icons = [
            {"src": "/static/icon.svg", "sizes": "any", "type": "image/svg+xml"},
            {"src": "/static/icon-192.png", "sizes": "192x192", "type": "image/png"},
        ]
        return JSONResponse(
            {
                "name": "SpotIntro",
                "short_name": "SpotIntro",
                "start_url": "/",
                "scope": "/",
                "display": "standalone",
                "background_color": "#12131a",
                "theme_color": "#12131a",
                "icons": icons,
            },
            media_type="application/manifest+json",
        )


def _phone(request: Request) -> Phone:
    phone: Phone = request.scope["phone"]
    return phone


def _number(given: str | None) -> int | None:
    """Read a number that an address or a form has; None where there is none, or it is nonsense."""
    if given is None or len(given) > _LONGEST_NUMBER or not (given.isascii() and given.isdecimal()):
        return None
    return int(given)


async def _form(request: Request) -> Mapping[str, str]:
    """Read the form. Raises: HTTPException: it doesn't come in time or to its end, or is none."""
    try:
        async with asyncio.timeout(BODY_S):
            body = await request.body()
        text = body.decode("utf-8", "strict")
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=20, errors="strict"))
    except (TimeoutError, ValueError, ClientDisconnect):
        raise HTTPException(400) from None


def _see(path: str) -> Response:
    return RedirectResponse(path, status_code=303)


def _stranger() -> Response:
    return page("stranger", status=403)


async def _refused(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return page("refused", status=status)


async def _failed(_request: Request, _error: Exception) -> Response:
    """Tell that it failed; the error itself goes on to uvicorn, which puts it into the log."""
    return page("refused", status=500)
