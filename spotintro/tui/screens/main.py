"""The one screen of daily use. It lays out and passes on; each widget knows its own business."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from spotintro.tui.commands import Scope, bindings_of
from spotintro.tui.screens.latest_size import LatestSizeScreen
from spotintro.tui.widgets.credit_bar import CreditBar
from spotintro.tui.widgets.host_text import HostText
from spotintro.tui.widgets.key_bar import KeyBar
from spotintro.tui.widgets.lines import with_targets
from spotintro.tui.widgets.message_log import MessageLog
from spotintro.tui.widgets.now_playing import Header, NowPlaying, Progress
from spotintro.tui.widgets.stage import Stage

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.message import Message

    from spotintro.credits.base import User
    from spotintro.host.events import HostEvent
    from spotintro.music import Playback
    from spotintro.session.events import Said, SetUpTold
    from spotintro.session.parts import Parts
    from spotintro.tui.keymap import Keymap
    from spotintro.tui.messages import Happened
    from spotintro.tui.widgets.device_list import DeviceList


class MainScreen(LatestSizeScreen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(Scope.CONSENT),
        *bindings_of(Scope.FACTS),
        *bindings_of(Scope.MAIN),
    ]

    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.CONSENT, Scope.FACTS, Scope.MAIN)

    def __init__(self, parts: Parts, keymap: Keymap) -> None:
        super().__init__(id="main")
        settings = parts.settings
        introduce = keymap.written("introduce")
        self._keys = keymap
        self._low_balance = settings.credits.low_balance
        self._told_low = False
        self._under_way = False
        """Whether credits are reserved for an intro."""
        self._asked: dict[type[Message], tuple[Content, Content]] = {}
        """The questions that stand, of which the first is shown, by the message that answers each."""
        self._asking_facts = False
        self._refused = False
        """Whether a step waits for credits."""
        self._log_read_to_end = True
        self._demo = parts.demo
        self._playback: Playback | None = None
        self._unreadable = False
        self._set_up: SetUpTold | None = None
        self.device_list: DeviceList | None = None
        """While a device is being chosen."""
        self.now_playing = NowPlaying(spotify_alone=not parts.demo and settings.player.provider == "spotify")
        self.progress = Progress(parts.clock)
        self.header = Header(self.now_playing, self.progress)
        press = f"Press {introduce}, and the" if introduce else "The"
        self.host_text = HostText(
            f"{press} host introduces the track that plays.",
            facts_key=keymap.written("facts"),
            stop_key=keymap.written("stop"),
        )
        self.message_log = MessageLog(parts.clock)
        self.stage = Stage(self.header, self.host_text, self.message_log)
        self.stage.put_on_air(host=True)  # the hint, until there is something to log
        self.credit_bar = CreditBar(
            low_balance=settings.credits.low_balance,
            demo=parts.demo,
            key_of=keymap.written,
        )
        self.key_bar = KeyBar(
            keymap, (Scope.APP, Scope.FACTS), labels={"voice": _voice(speak=settings.voice.enabled)}
        )
        self._without_use = frozenset({"stop", "replay", "retry"})
        self._hide_keys()

    def compose(self) -> ComposeResult:
        yield self.header
        yield self.stage
        yield self.credit_bar
        yield self.key_bar

    def fill(self) -> None:
        """Put in what the first frame can do without."""
        self.host_text.fill()
        self.message_log.fill()

    def on_screen_suspend(self) -> None:
        log = self.message_log
        self._log_read_to_end = log.scroll_y >= log.max_scroll_y - 1
        self.header.refresh_picture()

    async def on_screen_resume(self) -> None:
        self.header.refresh_picture()
        # Behind a page nothing is laid out, so that what came meanwhile could not be scrolled to.
        if self._log_read_to_end:
            self.message_log.scroll_end(animate=False)
        await _yield_to_loop()

    async def on_resize(self) -> None:
        self.credit_bar.changed()  # it has fewer rows on a lower screen
        # The header's own size is no sign: a cover that has no room any more keeps it as high as it was.
        self.header.lay_out()
        await _yield_to_loop()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the answers be keys only while the question stands; `n` is the next track otherwise."""
        if action in {"agree", "decline"}:
            return bool(self._asked) and self.device_list is None  # whose place in the screen is the question's
        if action == "answer_facts":
            return self._asking_facts and not self._asked
        return super().check_action(action, parameters)

    def action_agree(self) -> None:
        self._answer(agreed=True)

    def action_decline(self) -> None:
        self._answer(agreed=False)

    def action_answer_facts(self, agreed: bool) -> None:
        from spotintro.tui.messages import FactsAnswered

        self.post_message(FactsAnswered(agreed))

    def _answer(self, *, agreed: bool) -> None:
        from spotintro.tui.messages import AutoAnswered, ConsentAnswered

        is_of_writer = next(iter(self._asked), None) is ConsentAnswered
        self.post_message(ConsentAnswered(agreed) if is_of_writer else AutoAnswered(agreed))

    def scroll_text(self, direction: int) -> None:
        self.host_text.scroll_relative(y=direction, animate=False)

    def scroll_page(self, direction: int) -> None:
        self.message_log.scroll_relative(y=direction * max(1, self.message_log.size.height - 2), animate=False)

    def scroll_to_end(self, direction: int) -> None:
        if direction < 0:
            self.message_log.scroll_home(animate=False)
        else:
            self.message_log.scroll_end(animate=False)

    def offer_devices(self) -> bool:
        """Show the list of devices in place of the host's text, or close it; tell whether it is to be filled."""
        if self.device_list is not None:
            self.on_devices_closed()
            return False
        from spotintro.tui.widgets.device_list import DeviceList

        self.device_list = DeviceList(self._keys.written("devices"))
        self.stage.mount(self.device_list, before=self.host_text)
        self.set_focus(self.device_list)
        self.add_class("-choosing")
        self.key_bar.offer_only(("transfer", "close_devices", "help", "quit"))
        return True

    def on_device_chosen(self) -> None:
        self.on_devices_closed()

    def on_devices_closed(self) -> None:
        if self.device_list is not None:
            self.device_list.remove()
            self.device_list = None
        self.remove_class("-choosing")
        self._offer_keys()

    def offer_none_of(self, command_ids: frozenset[str]) -> None:
        """Leave out the keys of these commands, which can do nothing now."""
        self._without_use = command_ids
        self._hide_keys()

    def _hide_keys(self) -> None:
        answers = ("agree_facts", "decline_facts")
        self.key_bar.hide(*self._without_use, *(() if self._asking_facts else answers))
        # Both answers or none: where there is little room, the bar would have the first alone.
        self.key_bar.offer(*(("retry",) if self._refused else ()), *(answers if self._asking_facts else ()))

    def _offer_keys(self) -> None:
        self.key_bar.offer_only(("agree", "decline", "help", "quit") if self._asked else None)

    def on_happened(self, message: Happened) -> None:
        """Show an event of the session, each where it belongs."""
        from spotintro.session import events

        match message.event:
            case events.Said() as said:
                self._log_line(said)
            case events.PlaybackRead(playback=playback, problem=problem):
                self.show_playback(playback, unreadable=problem is not None)
            case events.DevicesRead(devices=None):
                self.on_devices_closed()
            case events.DevicesRead(devices=devices) if devices is not None and self.device_list is not None:
                self.device_list.fill(devices)
            case events.BalanceRead(user=user):
                self._show_balance(user)
            case events.BooksDisagreed():
                self.credit_bar.show_disagreement()
            case events.Quoted(quotes=quotes, speak=speak):
                self.credit_bar.show_prices(quotes, speak=speak)
                self.key_bar.label("voice", _voice(speak=speak))
            case events.ReplayQuoted(quote=quote):
                self.credit_bar.show_replay_price(quote)
            case events.RefusalTold(refusal=refusal):
                self.credit_bar.show_refusal(refusal)
                self._refused = refusal is not None
                self._hide_keys()
            case events.HostSaid(event=event, line=line):
                self._show_host(event)
                if line is not None:
                    self._log_line(line)
            case events.ConsentAsked(disclosure=disclosure):
                self._ask_consent(disclosure)
            case events.AutoAsked(question=question):
                self._ask_auto(question)
            case events.AutoTold() | events.NextTold() as told:
                self.credit_bar.show_between(told)
            case events.FactsAsked(question=question):
                self._asking_facts = question is not None
                self._hide_keys()
            case events.SetUpTold() as told:
                self._set_up = told
                self._offer_beginnings()

    def _log_line(self, said: Said) -> None:
        from spotintro.session.events import Weight

        self.message_log.add(said)
        # Where there is room for the text or the messages alone, what came last is shown; a charge is in the bar.
        if said.weight is not Weight.CHARGE:
            self.stage.put_on_air(host=False)

    def show_playback(self, playback: Playback | None, *, unreadable: bool = False) -> None:
        """Show what plays, in the header, beside the host's words and on the keys; or that it can't be read."""
        self._playback, self._unreadable = playback, unreadable
        self._offer_beginnings()
        self.header.show(playback, unreadable=unreadable)
        self.host_text.plays(None if playback is None else playback.track)
        playing = playback is not None and playback.state == "playing"
        # Of one width, so that the keys beside it keep their places.
        self.key_bar.label("play_pause", "pause" if playing else "play ")

    def _offer_beginnings(self) -> None:
        """Show how to begin while nothing plays and something is left to set up."""
        told = self._set_up
        plays = self._playback is not None and self._playback.track is not None
        if told is None or plays or self._demo or (told.spotify and told.writer):
            self.host_text.offer(None)
            return
        from spotintro.tui.widgets.first_minute import FirstMinute

        self.host_text.offer(FirstMinute(told, self._keys.written, unreadable=self._unreadable))

    def _show_balance(self, user: User | None) -> None:
        self.credit_bar.show_balance(user)
        if user is None:
            return
        if self.credit_bar.refused is None:
            self.host_text.credits_came()
        if self._under_way:
            return  # what an intro leaves is told by its own line first
        from spotintro.session.wording import low_line

        line = low_line(user, low_balance=self._low_balance, support_key=self._keys.written("support"))
        if line is not None and not self._told_low:
            self._warn(line)
        # Once per falling: credits that came since make the next one news again.
        self._told_low = line is not None

    def _show_host(self, event: HostEvent) -> None:
        from spotintro.host.events import Failed, Finished, Held, Sentence, Speaking, Stopped

        self.host_text.show(event)
        if isinstance(event, Held):
            self._under_way = True
        elif isinstance(event, Finished | Failed | Stopped):
            self._under_way = False
        if isinstance(event, Sentence | Speaking):
            self.stage.put_on_air(host=True)

    def _ask_consent(self, disclosure: str | None) -> None:
        from spotintro.tui.messages import ConsentAnswered

        agree, decline = self._keys.written("agree"), self._keys.written("decline")
        agrees, declines = f"{agree} agrees", f"{decline} takes the announcer"
        answers = f"{agrees}, {declines}."
        question = with_targets(
            Content(f"May the AI writer know what plays? {answers}"), (agrees, "agree"), (declines, "decline")
        )
        asked = None if disclosure is None else (question, Content(disclosure))
        self._ask(ConsentAnswered, asked, f"A question first: {answers}")

    def _ask_auto(self, question: str | None) -> None:
        from spotintro.tui.messages import AutoAnswered

        agree, decline = self._keys.written("agree"), self._keys.written("decline")
        agrees, declines = f"{agree} turns it on", f"{decline} does not"
        answers = f"{agrees}, {declines}."
        told = with_targets(Content(f"Intros between tracks? {answers}"), (agrees, "agree"), (declines, "decline"))
        # What it costs goes first: a short window shows only the beginning.
        asked = None if question is None else (Content(question), told)
        self._ask(AutoAnswered, asked, f"Auto asks first: {answers}")

    def _ask(self, answer: type[Message], asked: tuple[Content, Content] | None, line: str) -> None:
        """Put a question in place of the text, unless another one stands there; None takes it back."""
        before = next(iter(self._asked), None)
        if asked is None:
            self._asked.pop(answer, None)
        else:
            self._asked[answer] = asked
            self._warn(line)
        shown = next(iter(self._asked), None)
        if shown is not before or shown is None:
            self.host_text.ask(None if shown is None else self._asked[shown])
            if shown is not None:
                self.on_devices_closed()
                self.stage.put_on_air(host=True)
        self._offer_keys()

    def _warn(self, text: str) -> None:
        from spotintro.session.events import Said, Weight

        self._log_line(Said(text, Weight.WARNING))


def _voice(*, speak: bool) -> str:
    """Label the voice key; both labels have one width, so that the keys beside it keep their places."""
    return "voice on " if speak else "voice off"


async def _yield_to_loop() -> None:
    """Yield to the rest of the event loop: Textual handles all that waits for a screen in one step of it."""
    await asyncio.sleep(0)
