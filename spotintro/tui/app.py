"""The app: paints first, starts the work after it, passes keys on, and ends cleanly.

What the first frame doesn't need is loaded after it: every frozen dataclass of the rooms below costs about a
millisecond to make, and the screen would pay for all of them before anything is seen.
"""

from __future__ import annotations

import asyncio
import importlib
import logging
import signal
import sys
from collections.abc import Callable, Coroutine, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, SystemCommand
from textual.worker import Worker, WorkerState

from spotintro.tui import themes
from spotintro.tui.coloured_app import ColouredApp
from spotintro.tui.commands import Scope, bindings_of
from spotintro.tui.endings import Endings
from spotintro.tui.keymap import lay_over
from spotintro.tui.screens.main import MainScreen

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.screen import Screen
    from textual.widget import Widget

    from spotintro.session.events import SessionEvent
    from spotintro.session.first_look import FirstLook
    from spotintro.session.parts import Parts
    from spotintro.session.session import Session
    from spotintro.tui.messages import AutoAnswered, ConsentAnswered, DeviceChosen, FactsAnswered
    from spotintro.tui.palette import Offer
    from spotintro.tui.phones import Served
    from spotintro.tui.screens.page import Page

    Beside = Callable[[Parts, Session], Coroutine[Any, Any, None]]

_log = logging.getLogger(__name__)


class SpotIntroApp(ColouredApp):
    TITLE = "SpotIntro"
    CSS_PATH = Path(__file__).parent / "styles" / "app.tcss"
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Scope.APP)]
    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.APP,)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-medium"), (140, "-wide")]  # noqa: RUF012 - Textual's ClassVar
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (12, "-short"), (28, "-tall")]  # noqa: RUF012 - Textual's ClassVar

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.parts = parts
        self.keys_in_force = lay_over(parts.settings.screen.keys)
        self._session: Session | None = None
        self._look: FirstLook | None = None
        self._ended_by_defect = False
        self._endings: Endings | None = None
        self._offer: Offer | None = None
        self.goes_to_demo = False
        """Whether the demo is to run next, and then the app again."""
        self.comes_back = False
        """Whether this is the demo, run from inside the app."""
        self.served: Served | None = None
        """The page for phones; None where none is offered."""
        self.beside: Beside | None = None
        """Runs beside the session, once what plays is on the screen."""
        self.used_commands: list[str] = []
        """The titles of the palette's commands that were used in this session, the last one first."""
        self.main = MainScreen(parts, self.keys_in_force)
        self._setting_problems = list(self.keys_in_force.problems)
        self._apply_settings()

    @property
    def session(self) -> Session:
        """The session, made when it is first asked for, which is after the first frame."""
        if self._session is None:
            from spotintro.session.session import Session

            written = self.keys_in_force.written
            self._session = Session(self.parts, self._happened, written, look=self._look)
        return self._session

    def _happened(self, event: SessionEvent) -> None:
        """Pass an event of the session on to the main screen, which shows it also behind a page."""
        from spotintro.session.events import BalanceRead, MadeReady, Quoted, ReplayQuoted
        from spotintro.tui.messages import Happened

        if isinstance(event, MadeReady):
            from spotintro.tui import garbage

            garbage.resume()
        elif isinstance(event, Quoted):
            self.offer.quotes, self.offer.speak = tuple(event.quotes), event.speak
        elif isinstance(event, BalanceRead):
            self.offer.available = None if event.user is None else event.user.available_credits
        elif isinstance(event, ReplayQuoted):
            self.offer.replay = event.quote
        if self._session is not None:
            self._offer_keys(self._session)
        self.main.post_message(Happened(event))
        for page in self.screen_stack[1:]:
            page.post_message(Happened(event))

    def _offer_keys(self, session: Session) -> None:
        from spotintro.tui.reach import without_use

        refused, busy = session.intros.refused is not None, session.intros.busy
        self.main.offer_none_of(without_use(session.standing, refused=refused, busy=busy, demo=self.parts.demo))

    @property
    def offer(self) -> Offer:
        """Return what each command costs now."""
        if self._offer is None:
            from spotintro.tui.palette import Offer

            self._offer = Offer()
        return self._offer

    def _apply_settings(self) -> None:
        """Take theme, animation and keys from the settings; what can't be followed is told later."""
        screen = self.parts.settings.screen
        if not screen.animation:
            self.animation_level = "none"
        for theme in themes.OWN:
            self.register_theme(theme)
        # Not as a theme is changed later: Textual would read all styles a second time before the first frame.
        self.set_reactive(App.theme, themes.DARK.name)
        self.stylesheet.set_variables(self.get_css_variables())
        if screen.theme not in self.available_themes:
            self._setting_problems.append(f"screen.theme: there is no theme “{screen.theme}”; it is {self.theme}.")
        elif screen.theme != self.theme:
            self.theme = screen.theme
        if self.keys_in_force.overrides:
            self.set_keymap(self.keys_in_force.overrides)

    def get_default_screen(self) -> Screen[None]:
        # Textual sets these on the first resize, and would style every widget a second time for it.
        width, height = self.size
        for length, steps in ((width, self.HORIZONTAL_BREAKPOINTS), (height, self.VERTICAL_BREAKPOINTS)):
            self.main.add_class(max(step for step in steps if length >= step[0])[1], update=False)
        return self.main

    async def on_load(self) -> None:
        self._endings = Endings(asyncio.get_running_loop(), self._end_by_signal)
        self._endings.install()
        # Textual would parse it in the step that makes the first screen, which is long enough without.
        self.stylesheet.parse()
        await asyncio.sleep(0)

    def on_mount(self) -> None:
        self.app_resume_signal.subscribe(self, self._repaint)
        self.call_after_refresh(self._begin)

    async def action_suspend(self) -> None:
        """Stop the host first: the music it has paused would else stand still until somebody comes back."""
        if self._session is not None:
            await self._session.silence()
        self.action_suspend_process()

    def _repaint(self, _app: object) -> None:
        """Draw everything: Textual (8.2.8) takes what was there before its resume signal for drawn."""
        self.refresh(layout=True)
        for screen in self.screen_stack:
            screen.refresh(layout=True)

    def _begin(self) -> None:
        self.start_work(self._load(), "load", "loading the session")

    async def _load(self) -> None:
        """Show what plays and the balance, by short reads, each painted before the next is loaded; then begin."""
        from spotintro.session.first_look import FirstLook

        self._look = FirstLook(self.parts.player, self.main.show_playback)
        await self._look.wait()
        await self._painted(self.main.header)
        balance = await asyncio.to_thread(self.parts.glance)
        if balance is not None:
            self.main.credit_bar.show_balance(balance)
            await self._painted(self.main.credit_bar)
        await asyncio.to_thread(importlib.import_module, "spotintro.session.session")
        self.call_after_refresh(self._begin_session)

    async def _painted(self, widget: Widget) -> None:
        """Wait until what was changed in this widget is on the screen: twice, since the first only asks for it."""
        await widget.wait_for_refresh()
        await widget.wait_for_refresh()

    def _begin_session(self) -> None:
        from spotintro.session.events import Weight

        for problem in self._setting_problems:
            self.session.say(problem, Weight.WARNING)
        if self.comes_back:
            key = self.keys_in_force.written("quit") or "ctrl+q"
            self.session.say(f"This is the demo, with music and credits of its own; {key} comes back.")
        self.session.begin()
        self.main.fill()
        self.start_work(self._show_covers(), "covers", "showing the cover")
        if self.served is not None and self.served.at_once:
            self.start_work(self.served.start_with(self), "phones", "serving the page")
        if self.beside is not None:
            work = self.beside(self.parts, self.session)
            self.start_work(work, "beside", "letting other programs reach the app")

    async def _show_covers(self) -> None:
        if self.parts.settings.screen.album_art != "off":
            # Loaded in a thread, like all that the first frame does without.
            showing = await asyncio.to_thread(importlib.import_module, "spotintro.tui.showing_covers")
            await showing.show_covers(self, self.main.header)

    async def on_unmount(self) -> None:
        """Close the session: the host stops and the music is put back. The terminal is restored by now."""
        if self.served is not None:
            await self.served.stop()
        if self._session is not None:
            await self._session.close()
        if self._look is not None:
            await self._look.close()
        if self._endings is not None:
            self._endings.remove()

    def _end_by_signal(self, number: signal.Signals) -> None:
        _log.info("ended by %s", number.name)
        self.exit(return_code=128 + number)

    def _fatal_error(self) -> None:
        """Leave one line and an entry in the log, for a fault that no worker's line tells.

        Private to Textual (8.2.8), which has no public way: its own prints the traceback with the locals of every
        frame, and a key may be among them.
        """
        from rich.text import Text

        error = sys.exception()
        _log.error("the app ended by a defect", exc_info=error)
        if not self._ended_by_defect:  # the first is the cause of what follows
            self._ended_by_defect = True
            said = f"A defect in SpotIntro ended the app ({type(error).__name__})."
            self.panic(Text(f"{said} The details are in {self.parts.paths.log_file}."))

    def start_work(self, work: Coroutine[Any, Any, None], group: str, description: str) -> None:
        self.run_worker(work, name=group, group=group, description=description, exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tell every failure of a page's work, so that none can fail unseen."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.session.tell_failure(event.worker.description, event.worker.error)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Yield what can be done now: the page's own commands, all the others, the theme and who the host is."""
        from spotintro.tui.reach import in_reach

        for command, _ in in_reach(self, screen, self.main.key_bar):
            if command.in_palette:
                yield SystemCommand(command.does, command.topic.value, partial(self.action_do, command.id))
        yield SystemCommand("Choose the colours", "The screen", self.action_change_theme)
        for name in self.parts.persona_names():
            choose = partial(self.session.choose_persona, name)
            said = f"Persona: {name}, now" if name == self.parts.persona_name else f"Persona: {name}"
            yield SystemCommand(said, "The host, for this session", choose)

    def action_command_palette(self) -> None:
        from spotintro.tui.palette import Commands, Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette([Commands], placeholder="What shall it do?"))

    def search_themes(self) -> None:
        from spotintro.tui.palette import Palette, Themes

        self.push_screen(Palette([Themes], placeholder="Which colours?"))

    def choose_theme(self, name: str) -> None:
        """Take this theme now, and at each start from now on."""
        self.theme = name
        self.start_work(self._keep_theme(name), "theme", "keeping the theme")

    async def _keep_theme(self, name: str) -> None:
        from spotintro.config.writing import keep_setting

        file = self.parts.paths.config_file
        await asyncio.to_thread(keep_setting, file, ("screen", "theme"), name)
        self.session.say(f"The colours: {name}. Kept in {file}.")

    async def action_do(self, command_id: str) -> None:
        """Do what the command's key does, where it is pressed now."""
        from spotintro.tui.reach import in_reach

        for command, node in in_reach(self, self.screen, self.main.key_bar):
            if command.id == command_id:
                await self.run_action(command.action, node)
                return

    def action_perform(self, feature: str) -> None:
        """Begin the paid feature of that name."""
        from spotintro.credits.features import UserTransaction

        self._back_to_main()
        self.session.perform(UserTransaction(feature))

    def action_introduce_next(self) -> None:
        self._back_to_main()
        self.session.introduce_next()

    def action_toggle_auto(self) -> None:
        self._back_to_main()
        self.session.toggle_auto()

    def action_replay(self) -> None:
        self._back_to_main()
        self.session.replay()

    def action_retry(self) -> None:
        self._back_to_main()
        self.session.retry()

    def action_confirm(self) -> None:
        """Do the one thing that waits for `enter`, and else nothing."""
        if self.session.intros.refused is not None:
            self.session.retry()

    def action_stop_host(self) -> None:
        self.session.stop_host()

    def action_toggle_voice(self) -> None:
        self.session.toggle_voice()

    def action_steer(self, command: str) -> None:
        self.session.steer(command)

    def action_seek(self, position_ms: int) -> None:
        self.session.seek(position_ms)

    def action_show_devices(self) -> None:
        self._back_to_main()
        if self.main.offer_devices():
            self.session.list_devices()

    def on_device_chosen(self, message: DeviceChosen) -> None:
        self.session.transfer(message.device)

    def action_scroll_text(self, direction: int) -> None:
        self._scrolling().scroll_text(direction)

    def action_scroll_page(self, direction: int) -> None:
        self._scrolling().scroll_page(direction)

    def action_scroll_to_end(self, direction: int) -> None:
        self._scrolling().scroll_to_end(direction)

    async def action_show(self, name: str) -> None:
        from spotintro.tui.pages import show_page

        await show_page(self, name)

    def action_try_demo(self) -> None:
        """End this app in order, for the demo to run in its place; `tui.running` does the rest."""
        if self.parts.demo:
            self._back_to_main()
            self.session.say("This is the demo already.")
        else:
            self.goes_to_demo = True
            self.exit()

    def on_app_focus(self) -> None:
        if self._session is not None:
            self._session.set_watched(True)

    def on_app_blur(self) -> None:
        if self._session is not None:
            self._session.set_watched(False)

    def action_help_quit(self) -> None:
        """Say which key quits, as a line of the log: Textual's own answer to ctrl+c pops up."""
        self.session.say(f"{self.keys_in_force.written('quit') or 'ctrl+q'} quits.")

    def on_consent_answered(self, message: ConsentAnswered) -> None:
        self.session.answer(agreed=message.agreed)

    def on_auto_answered(self, message: AutoAnswered) -> None:
        self.session.answer_auto(agreed=message.agreed)

    def on_facts_answered(self, message: FactsAnswered) -> None:
        self.session.answer_facts(agreed=message.agreed)

    def _back_to_main(self) -> None:
        while self.screen is not self.main:
            self.pop_screen()

    def _scrolling(self) -> MainScreen | Page:
        from spotintro.tui.screens.page import Page

        return self.screen if isinstance(self.screen, Page) else self.main
