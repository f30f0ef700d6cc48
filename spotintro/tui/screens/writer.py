"""Setting up the AI writer: its key, its server, its model, and a test; each in force at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Final

from spotintro.config.servers import EXAMPLE, is_server
from spotintro.errors import SpotIntroError
from spotintro.plain_text import single_line
from spotintro.tui.commands import Scope, bindings_of
from spotintro.tui.screens.page import Page, PageBody, failed
from spotintro.tui.widgets.code_field import CodeField, field_keys
from spotintro.tui.widgets.writer_text import WriterText

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from spotintro.session.parts import Parts
    from spotintro.session.session import Session
    from spotintro.tui.keymap import Keymap
    from spotintro.tui.messages import Happened
    from spotintro.tui.screens.page import StartWorker

_PLACEHOLDERS: Final = {
    "key": "the key goes here; it isn't shown",
    "address": "such as http://localhost:11434/v1",
    "model": "the model's name on the server",
}
_SETTINGS: Final = {"address": ("writer", "openai", "base_url"), "model": ("writer", "openai", "model")}
_FIELD_KEYS: Final = field_keys("keeps what is")
_TEST_COSTS: Final = "one short request; with a paid model it may cost a fraction of a cent"
_COMMANDS: Final = {"key": "writer_key", "address": "writer_address", "model": "writer_model"}


class WriterPage(Page):
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Scope.WRITER)]
    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.WRITER, Scope.PAGE)

    def __init__(self, parts: Parts, session: Session, keymap: Keymap, start: StartWorker) -> None:
        self._parts = parts
        self._session = session
        self._keymap = keymap
        self._start = start
        self._entering = ""
        """Which value the field takes: one of `_PLACEHOLDERS`."""
        self._key_waiting = ""
        """A key for which there is no keyring, until the user has said whether a file may keep it."""
        self._key_told = "…"
        self._testing: asyncio.Task[None] | None = None
        self._text = WriterText(keymap.written)
        self._text.test = "" if parts.demo else _TEST_COSTS
        self.field = CodeField("")
        self.field.display = False
        super().__init__("writer", "The AI writer", keymap, PageBody(self._text))
        self._show()

    def below_body(self) -> ComposeResult:
        yield self.field

    def on_mount(self) -> None:
        self._start(self._look(), "writer", "looking for the writer's key")

    def on_unmount(self) -> None:
        self._key_waiting = ""
        self.field.value = ""
        if self._testing is not None:
            self._testing.cancel()

    def on_happened(self, message: Happened) -> None:
        from spotintro.session.events import SetUpTold

        if isinstance(message.event, SetUpTold):
            self._show()

    def on_paste(self, event: events.Paste) -> None:
        """Put the text into the field that is open; without one it could be meant for any."""
        if self._entering:
            self.field.fill(event.text)
            self.field.focus()

    def on_code_field_focused(self, message: CodeField.Focused) -> None:
        if message.focused:
            self.status.tell(_FIELD_KEYS)
            return
        self._entering = ""
        self.field.value = ""
        self.field.display = False
        if self.status.text == _FIELD_KEYS:  # else it tells already what came of the value
            self.status.tell("")
        self._offer()

    def on_input_submitted(self) -> None:
        what, value = self._entering, self.field.value.strip()
        if what == "address" and value and not is_server(value):
            self.status.tell(failed(f"This is no address of a server; write one such as {EXAMPLE}."))
            return
        self.set_focus(None)
        # An address may be empty: that is OpenAI's own again.
        if what == "key" and value:
            self._start(self._keep_key(value, allow_file=False), "writer", "keeping the key")
        elif what in _SETTINGS and (value or (what == "address" and self._parts.settings.writer.openai.base_url)):
            self._start(self._change(what, value), "writer", "keeping a setting")

    def action_enter_value(self, what: str) -> None:
        if self._parts.demo:
            return
        options = self._parts.settings.writer.openai
        self._entering = what
        self.field.password = what == "key"
        self.field.placeholder = _PLACEHOLDERS[what]
        self.field.display = True
        self.field.fill({"key": "", "address": options.base_url, "model": options.model}[what])
        self.field.focus()

    def action_use_server(self) -> None:
        if self._session.setting_up.servers:
            self._start(self._use_server(), "writer", "keeping the server")

    def action_keep_in_file(self) -> None:
        if self._key_waiting:
            self._start(self._keep_key(self._key_waiting, allow_file=True), "writer", "keeping the key")

    def action_test(self) -> None:
        if self._testing is not None:
            self._testing.cancel()
        elif not self._parts.demo:
            self._start(self._test(), "writer test", "testing the writer")

    async def _look(self) -> None:
        from spotintro.secrets.credentials import Secrets

        try:
            secret = await asyncio.to_thread(Secrets(self._parts.paths.data_dir).read, "openai")
        except SpotIntroError as problem:
            self._key_told = problem.in_full
        else:
            where = {"environment": "in the environment", "keyring": "in the keyring", "file": "in a file"}
            self._key_told = "none" if secret is None else f"kept {where[secret.origin.value]}"
        self._show()

    async def _keep_key(self, value: str, *, allow_file: bool) -> None:
        from spotintro.secrets.errors import NoKeyring

        self._key_waiting = ""
        try:
            await self._session.setting_up.keep_writer_key(value, allow_file=allow_file)
        except NoKeyring:
            self._key_waiting = value
            key = self._keymap.written("writer_file")
            self.status.tell(
                f"▲ This system has no keyring. {key} keeps the key in a file that only you can read."
            )
        except SpotIntroError as problem:
            self.status.tell(failed(problem.in_full))
        else:
            self._forget_test()
            self.status.tell("✓ The key is kept, and in force.")
        await self._look()

    async def _change(self, what: str, value: str) -> None:
        try:
            await self._session.setting_up.change(_SETTINGS[what], value)
        except SpotIntroError as problem:
            self.status.tell(failed(problem.in_full))
        else:
            self._forget_test()
            self.status.tell(f"✓ Kept in {self._parts.paths.config_file}, and in force.")
        self._show()

    async def _use_server(self) -> None:
        server = self._session.setting_up.servers[0]
        try:
            await self._session.setting_up.use(server)
        except SpotIntroError as problem:
            self.status.tell(failed(problem.in_full))
        else:
            self._forget_test()
            self.status.tell(f"✓ {single_line(server.name)} writes from now on; kept in the settings.")
        self._show()

    async def _test(self) -> None:
        self._testing = asyncio.current_task()
        self._told_test("Asking …")
        try:
            said = await self._parts.ask_writer()
        except SpotIntroError as problem:
            self._told_test(failed(problem.in_full))
        except asyncio.CancelledError:
            self._told_test("■ The test was stopped.")
            raise
        else:
            self._told_test(
                f"✓ It answered: {single_line(said)}" if said else "▲ It answered nothing; try another model."
            )
        finally:
            self._testing = None
            self._offer()

    def _forget_test(self) -> None:
        """Take away how a test went: it was of what was set before."""
        if self._testing is None:
            self._told_test(_TEST_COSTS)

    def _told_test(self, text: str) -> None:
        self._text.test = text
        self._text.changed()
        self._offer()

    def _show(self) -> None:
        options = self._parts.settings.writer.openai
        self._text.said = (
            "The demo's announcer writes: no key is needed, and none is asked for."
            if self._parts.demo
            else "A key, or a server of your own, and a model writes the intros."
        )
        values = {
            "key": self._key_told,
            "address": single_line(_shown(options.base_url)) or "OpenAI's own",
            "model": single_line(options.model),
        }
        rows = tuple((label, _COMMANDS[label], value) for label, value in values.items())
        self._text.rows = () if self._parts.demo else rows  # there they change nothing
        self._text.servers = self._session.setting_up.servers
        self._text.changed()
        if not self._entering:
            self._offer()

    def _offer(self) -> None:
        """Offer the keys that do something now."""
        hidden = [] if self._key_waiting else ["writer_file"]
        hidden += [] if self._session.setting_up.servers else ["writer_server"]
        if self._parts.demo:
            hidden += [*_COMMANDS.values(), "writer_test"]
        self.key_bar.offer_only(None)
        self.key_bar.hide(*hidden)
        self.key_bar.label("writer_test", "stop test" if self._testing is not None else "test")


def _shown(address: str) -> str:
    from spotintro.config.showing import without_password

    return without_password(address)
