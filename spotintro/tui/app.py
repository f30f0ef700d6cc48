"""The app: starts the parts after the first frame, passes keys on, and ends cleanly."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.worker import Worker, WorkerState

from spotintro.credits.errors import CreditError
from spotintro.players.base import PlayerError
from spotintro.tui.commands import COMMANDS, Scope, bindings_of
from spotintro.tui.follow import PlayerFollower
from spotintro.tui.intro_flow import IntroFlow
from spotintro.tui.keymap import lay_over
from spotintro.tui.messages import BalanceRead, ConsentAnswered, Said, Weight
from spotintro.tui.screens.main import MainScreen
from spotintro.tui.steering import Steering
from spotintro.voices.base import VoiceError
from spotintro.writers.base import WriterError

if TYPE_CHECKING:
    from textual.screen import Screen

    from spotintro.tui.parts import Parts
    from spotintro.tui.screens.page import Page

_log = logging.getLogger(__name__)

KNOWN_ERRORS: Final = (CreditError, PlayerError, VoiceError, WriterError)
CLOSE_TIMEOUT_S: Final = 5.0
"""For stopping the intro, and again for closing the parts: the terminal is the user's again by then."""
_SIGNALS: Final = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


class SpotIntroApp(App[int]):
    TITLE = "SpotIntro"
    CSS_PATH = "styles/app.tcss"
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Scope.APP)]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-medium"), (140, "-wide")]  # noqa: RUF012 - Textual's ClassVar
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (12, "-short"), (28, "-tall")]  # noqa: RUF012 - Textual's ClassVar

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.parts = parts
        self.keys_in_force = lay_over(parts.settings.screen.keys)
        self.main = MainScreen(parts, self.keys_in_force)
        self.flow = IntroFlow(parts, self.main.post_message, self.keys_in_force)
        self.follower = PlayerFollower(parts.player, self.main.post_message)
        self.steering = Steering(parts.player, parts.clock)
        self._account_tried = asyncio.Event()
        self._setting_problems = list(self.keys_in_force.problems)
        self._dress()

    def _dress(self) -> None:
        screen = self.parts.settings.screen
        if not screen.animation:
            self.animation_level = "none"
        if screen.theme in self.available_themes:
            self.theme = screen.theme
        else:
            self._setting_problems.append(f"screen.theme: there is no theme “{screen.theme}”; {self.theme} is used.")
        if self.keys_in_force.overrides:
            self.set_keymap(self.keys_in_force.overrides)

    def get_default_screen(self) -> Screen[None]:
        return self.main

    def on_load(self) -> None:
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            loop.add_signal_handler(number, self._end_by_signal, number)

    def on_mount(self) -> None:
        self.call_after_refresh(self._begin)

    async def on_unmount(self) -> None:
        """The terminal is restored when this runs; what was changed over the music is put back."""
        for closing in (self.flow.stop, self.parts.close):
            await self._bounded(closing)
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            loop.remove_signal_handler(number)

    async def _bounded(self, closing: Callable[[], Awaitable[None]]) -> None:
        try:
            await asyncio.wait_for(closing(), CLOSE_TIMEOUT_S)
        except Exception:
            # The next part must be closed all the same; what failed is in the log.
            _log.exception("closing failed")

    def _end_by_signal(self, number: signal.Signals) -> None:
        _log.info("ended by %s", number.name)
        self.exit(return_code=128 + number)

    def _begin(self) -> None:
        for problem in self._setting_problems:
            self.say(Said(problem, Weight.WARNING))
        self.flow.tell_price()
        self._work(self._glance(), "glance", "reading the balance")
        self._work(self.follower.follow(), "player", "following the player")
        self._work(self._open_account(), "account", "opening the account")
        self._work(self._open_host(), "host", "making the host ready")

    async def _glance(self) -> None:
        user = await asyncio.to_thread(self.parts.glance)
        if user is not None and self.flow.account is None:
            self.main.post_message(BalanceRead(user))

    async def _open_account(self) -> None:
        try:
            await self.flow.open_account()
        finally:
            self._account_tried.set()

    async def _open_host(self) -> None:
        # The host may have to resume what an interrupted intro paused: that needs the player.
        await self.follower.tried.wait()
        await self._account_tried.wait()
        await self.flow.open_host()
        await self.flow.warm_up()

    def _work(self, work: Coroutine[Any, Any, None], group: str, description: str) -> None:
        self.run_worker(work, name=group, group=group, description=description, exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Every worker's failure ends as one line, here and nowhere else."""
        error = event.worker.error
        if event.state is not WorkerState.ERROR or error is None:
            return
        if isinstance(error, KNOWN_ERRORS):
            _log.warning("%s: %s", event.worker.description, error.message)
            self.say(Said(f"{error.message} {error.next_step}", Weight.FAILURE))
        else:
            _log.error("%s failed", event.worker.description, exc_info=error)
            self.say(
                Said(
                    f"Something unexpected went wrong while {event.worker.description}. "
                    "spotintro doctor checks every part; the log file has the details.",
                    Weight.FAILURE,
                )
            )

    def say(self, said: Said) -> None:
        self.main.post_message(said)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: the same commands as the keys, and the theme."""
        for command in COMMANDS:
            if command.in_palette and command.scope is Scope.APP:
                yield SystemCommand(command.help, command.topic.value, self._runner(command.action))
        yield SystemCommand("Theme", "Change the colours", self.action_change_theme)

    def _runner(self, action: str) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            await self.run_action(action, self)

        return run

    def action_introduce(self) -> None:
        self._back_to_main()
        self._work(self.flow.introduce(self.main.playback), "intro", "introducing the track")

    def action_replay(self) -> None:
        self._back_to_main()
        self._work(self.flow.replay(), "intro", "saying the last intro again")

    def action_stop_host(self) -> None:
        if self.flow.busy or self.flow.asking:
            self._work(self.flow.stop(), "stop", "stopping the host")
        else:
            self.say(Said("The host is silent; there is nothing to stop."))

    def on_consent_answered(self, message: ConsentAnswered) -> None:
        self._work(self.flow.answer(agreed=message.agreed), "intro", "introducing the track")

    def action_toggle_voice(self) -> None:
        self.flow.speak = not self.flow.speak
        self.say(Said("Voice on." if self.flow.speak else "Voice off: the next intro is shown, not spoken."))
        self.flow.tell_price()

    def action_steer(self, command: str) -> None:
        self._work(self.steering.steer(command), "player keys", "steering the player")

    def action_scroll_text(self, direction: int) -> None:
        self._scrolling().scroll_text(direction)

    def action_scroll_log(self, direction: int) -> None:
        self._scrolling().scroll_log(direction)

    def action_show(self, name: str) -> None:
        from spotintro.tui.screens.page import make_page

        if self.screen.id == name:
            self._back_to_main()
        elif self.screen is self.main:
            self.push_screen(make_page(name, self))
        else:
            self.switch_screen(make_page(name, self))

    def action_help_quit(self) -> None:
        """Textual's own answer to ctrl+c pops up."""
        self.say(Said(f"{self.keys_in_force.written('quit') or 'ctrl+q'} quits."))

    def _back_to_main(self) -> None:
        if self.screen is not self.main:
            self.pop_screen()

    def _scrolling(self) -> MainScreen | Page:
        from spotintro.tui.screens.page import Page

        return self.screen if isinstance(self.screen, Page) else self.main


def run_app(parts: Parts) -> int:
    """Run the app to its end; the exit code."""
    app = SpotIntroApp(parts)
    app.run()
    return app.return_code or 0
