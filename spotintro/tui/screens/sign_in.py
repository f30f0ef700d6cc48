"""Signing in to Spotify without leaving the app: a browser here, or any other and the address it ended on."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Coroutine
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Final

from spotintro.browser import has_browser, lead_browser
from spotintro.errors import SpotIntroError
from spotintro.players.base import PlayerError
from spotintro.session.events import Weight
from spotintro.tui.commands import Scope, bindings_of
from spotintro.tui.screens.page import Page, PageBody, failed
from spotintro.tui.widgets.code_field import CodeField, field_keys
from spotintro.tui.widgets.qr_code import qr_code_of
from spotintro.tui.widgets.sign_in_text import SignInText, making_an_app

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from spotintro.accounts.spotify_access import SignedIn, SignInAttempt
    from spotintro.session.parts import Parts
    from spotintro.session.session import Session
    from spotintro.tui.keymap import Keymap
    from spotintro.tui.screens.page import StartWorker


_ADDRESS_WANTED: Final = "the address your browser ended on goes in here"
_CLIENT_ID_WANTED: Final = "your app's client ID goes in here"
_CLIENT_ID: Final = re.compile(r"[A-Za-z0-9]{32}")


class SignInPage(Page):
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Scope.SIGN_IN)]
    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.SIGN_IN, Scope.PAGE)

    def __init__(self, parts: Parts, session: Session, keymap: Keymap, start: StartWorker) -> None:
        self._parts = parts
        self._session = session
        self._keymap = keymap
        self._start = start
        self._attempt: SignInAttempt | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._file_offered = False
        self._wants_client_id = False
        self._text = SignInText(lambda: self.body_scroll.size.height)
        self.field = CodeField(_ADDRESS_WANTED)
        self.field.display = False
        super().__init__("sign_in", "Sign in to Spotify", keymap, PageBody(self._text))
        self._offer()

    def below_body(self) -> ComposeResult:
        yield self.field

    def on_mount(self) -> None:
        if self._parts.demo:
            self._say("The demo plays by itself: it needs no account, and none is asked for.")
        else:
            self._begin(self._look())

    def on_unmount(self) -> None:
        for task in self._tasks:
            task.cancel()

    def on_resize(self) -> None:
        # Whether the code fits depends on the rows, too, which the width alone doesn't tell.
        self.call_after_refresh(self._text.changed)

    def on_paste(self, event: events.Paste) -> None:
        """Put the text into the field: pasted while no field has the focus, it can only be meant for this one."""
        if self._attempt is not None or self._wants_client_id:
            self.field.fill(event.text)
            self.field.focus()

    def on_code_field_focused(self, message: CodeField.Focused) -> None:
        if message.focused:
            self.status.tell(field_keys("keeps the ID" if self._wants_client_id else "takes the address"))
        else:
            self._offer()

    def on_input_submitted(self) -> None:
        if not self.field.value.strip():
            self.field.action_leave()
            return
        if self._wants_client_id:
            self._take_client_id(self.field.value.strip())
            return
        if self._attempt is None:
            return
        try:
            self._attempt.paste(self.field.value)
        except PlayerError as problem:
            self.status.tell(failed(problem.in_full))
            return
        self.field.value = ""
        self.set_focus(None)
        self.status.tell("Asking Spotify …")

    def action_enter_address(self) -> None:
        if self._attempt is not None or self._wants_client_id:
            self.field.focus()
        elif not self._parts.demo:
            self._begin(self._sign_in(allow_file=False))

    def action_enter_client_id(self) -> None:
        """Go through the steps of making an app, also in place of a sign-in under way: its ID may be wrong."""
        if not self._parts.demo:
            for task in self._tasks:
                task.cancel()
            self._walk_through()
            self.field.focus()

    def _walk_through(self) -> None:
        from spotintro.players.spotify.sign_in import REDIRECT_URI

        self._end()
        self._wants_client_id = True
        self._text.steps = making_an_app(REDIRECT_URI, copy=self._keymap.written("copy_address"))
        key = self._keymap.written("client_id")
        self._say(f"Spotify lets SpotIntro in by an app of your own, made once. Then enter its client ID ({key}).")

    def _take_client_id(self, client_id: str) -> None:
        if _CLIENT_ID.fullmatch(client_id) is None:
            self.status.tell("▲ A client ID is 32 letters and digits; copy it from your app's Settings.")
            return
        self._start(self._keep_client_id(client_id), "client ID", "keeping the client ID")

    async def _keep_client_id(self, client_id: str) -> None:
        try:
            await self._session.setting_up.change(("spotify", "client_id"), client_id)
        except SpotIntroError as problem:
            self.status.tell(failed(problem.in_full))
            return
        self._session.say(f"The client ID is kept in {self._parts.paths.config_file}.", Weight.INFO)
        self._end()
        self._begin(self._sign_in(allow_file=False))

    def action_copy_address(self) -> None:
        from spotintro.players.spotify.sign_in import REDIRECT_URI

        if self._attempt is not None or self._wants_client_id:
            self.app.copy_to_clipboard(REDIRECT_URI if self._attempt is None else self._attempt.address)
            self.status.tell("✓ Copied, if this terminal allows it; else select the text.")

    def action_toggle_qr_code(self) -> None:
        self._text.qr_code_wanted = not self._text.qr_code_wanted
        self._text.changed()
        self.body_scroll.scroll_home(animate=False)

    def action_keep_in_file(self) -> None:
        if self._file_offered:
            self._begin(self._sign_in(allow_file=True))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Start this work in place of what is under way; it ends with the page."""
        for task in self._tasks:
            task.cancel()
        self._tasks = []
        self._start(work, "sign in", "signing in to Spotify")

    async def _look(self) -> None:
        """Begin at once where nobody is signed in; else ask first, since a browser would open."""
        self._remember()
        self._say("Looking for a sign-in …")
        spotify = await asyncio.to_thread(lambda: self._parts.spotify)
        if not self._parts.settings.spotify.client_id:
            self._walk_through()
            return
        try:
            status = await asyncio.to_thread(spotify.status)
        except SpotIntroError:  # a keyring or a file that can't be read is told of by the attempt
            status = None
        if status is None or status.user is None or status.sign_in is None:
            await self._sign_in(allow_file=False)
            return
        until = f"{status.sign_in.ends_at.astimezone():%Y-%m-%d}"
        self._say(f"You are signed in as {status.user.name}, until {until} at the latest.")

    async def _sign_in(self, *, allow_file: bool) -> None:
        self._remember()
        self._file_offered = False
        self._wants_client_id = False
        self._text.steps = ()
        self._say("Getting ready …")
        spotify = await asyncio.to_thread(lambda: self._parts.spotify)
        opening: asyncio.Task[None] | None = None
        try:
            async with spotify.signing_in(allow_file=allow_file) as attempt:
                self._attempt = attempt
                self._text.qr_code = await asyncio.to_thread(qr_code_of, attempt.address)
                opening = asyncio.create_task(self._go_there(attempt.address))
                signed_in = await attempt.finished()
        except SpotIntroError as problem:
            self._end()
            self._fail(problem)
        else:
            self._end()
            self._welcome(signed_in)
        finally:
            if opening is not None:
                opening.cancel()

    async def _go_there(self, address: str) -> None:
        from spotintro.players.spotify.sign_in import WAIT_S

        until = self._parts.clock.now() + timedelta(seconds=WAIT_S)
        wait = f"It is waited for until {until.astimezone():%H:%M:%S}."
        paste = self._keymap.written("enter_address")
        anywhere = (
            "Go to this address in a browser, here or on another device, and agree. If it ends on a page that it "
            f"can't reach, copy that page's address and paste it here ({paste}). {wait}"
        )
        self._text.address = address
        if has_browser():
            self._say(
                f"Your browser opens Spotify's page: agree there, and come back. {wait} Where none opens, go to "
                "this address:"
            )
            await lead_browser(address)
            self._say(f"No browser opened. {anywhere}")
        else:
            self._say(anywhere)

    def _welcome(self, signed_in: SignedIn) -> None:
        said = f"You are signed in to Spotify as {signed_in.user.name}."
        if signed_in.switched:
            said += " From the next start on, your own account's credits are used."
        elif signed_in.adopted:
            said += " This machine's account is yours now, with its credits."
        self._say(f"✓ {said}")
        self._session.say(said, Weight.INFO)
        self._start(self._session.setting_up.signed_in(), "signed in", "reading what plays")

    def _fail(self, problem: SpotIntroError) -> None:
        from spotintro.accounts.spotify_access import SignInNotKept

        self._file_offered = isinstance(problem, SignInNotKept) and problem.no_keyring
        again = self._keymap.written("enter_address")
        if self._file_offered:
            key = self._keymap.written("keep_in_file")
            self._say(failed(f"{problem} {key} keeps the sign-in in {self._parts.spotify.file}, for you alone."))
        else:
            self._say(failed(f"{problem.in_full} {again} tries again."))

    def _end(self) -> None:
        self._attempt = None
        self._wants_client_id = False
        self._text.steps = ()
        self._text.address = ""
        self._text.qr_code = None
        self.field.value = ""
        self.set_focus(None)

    def _say(self, text: str) -> None:
        self._text.said = text
        self._text.changed()
        self._offer()

    def _offer(self) -> None:
        """Offer the keys that do something now; `enter` does one thing at a time."""
        waiting = self._attempt is not None
        self.field.display = waiting or self._wants_client_id
        self.field.placeholder = _CLIENT_ID_WANTED if self._wants_client_id else _ADDRESS_WANTED
        hidden = [] if waiting else ["sign_in_qr_code"]
        hidden += [] if waiting or self._wants_client_id else ["copy_address"]
        hidden += ["client_id"] if self._parts.demo else []
        hidden += ["enter_address"] if self._wants_client_id else []
        hidden += [] if self._file_offered else ["keep_in_file"]
        hidden += ["enter_address"] if self._parts.demo else []
        self.key_bar.offer_only(None)
        self.key_bar.hide(*hidden)
        self.key_bar.label("enter_address", "paste" if waiting else "sign in")
        if not self.field.has_focus:  # else it tells what the keys of the field do
            self.status.tell("")

    def _remember(self) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.append(task)
