"""What was said: every intro that is kept, to read, to hear again and to keep."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual.containers import VerticalScroll

from spotintro.errors import SpotIntroError
from spotintro.host.errors import IntroNotKept
from spotintro.plain_text import single_line
from spotintro.session.events import BalanceRead
from spotintro.session.said import as_text, track_line
from spotintro.session.wording import parts
from spotintro.tui.commands import Scope, bindings_of
from spotintro.tui.row_pages import PAGE_ROWS
from spotintro.tui.screens.page import UNAVAILABLE, Page, failed
from spotintro.tui.widgets.intro_list import IntroList, IntroText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from spotintro.credits.base import Intro
    from spotintro.session.parts import Account
    from spotintro.session.session import Session
    from spotintro.tui.keymap import Keymap
    from spotintro.tui.messages import Happened
    from spotintro.tui.screens.page import StartWorker

_TITLE: Final = "What was said"
_LONGEST_TRACK: Final = 60


class _Whole(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Where the chosen one is read; where rows are few, it takes the list's place."""


class IntrosPage(Page):
    """One intro of the list is chosen; the line of status tells which, and what it costs to hear it again."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Scope.INTROS)]
    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.INTROS, Scope.PAGE)
    DEFAULT_CSS: ClassVar[str] = """
    IntrosPage IntroList, IntrosPage _Whole {
        scrollbar-size-vertical: 1;
        scrollbar-color: $rule;
        scrollbar-background: $background;
    }
    IntrosPage IntroList { height: 1fr; margin: 1 0; }
    IntrosPage _Whole { display: none; height: auto; max-height: 50%; margin-bottom: 1; }
    IntrosPage.-reading _Whole { display: block; }
    IntrosPage.-short IntroList, IntrosPage.-tiny IntroList { margin: 0; }
    IntrosPage.-short _Whole, IntrosPage.-tiny _Whole { margin-bottom: 0; }
    IntrosPage.-short.-reading IntroList, IntrosPage.-tiny.-reading IntroList { display: none; }
    IntrosPage.-short.-reading _Whole, IntrosPage.-tiny.-reading _Whole { height: 1fr; max-height: 100%; }
    """

    def __init__(self, session: Session, keymap: Keymap, start: StartWorker) -> None:
        self._session = session
        self._keymap = keymap
        self._start = start
        self._reading = False
        self._begun = False
        self._anchor: int | None = None
        """The `Intro.number` above the newest that is shown: what is said meanwhile moves no row."""
        introduce = keymap.written("introduce")
        self.list = IntroList(
            self._rows,
            self._read_on,
            empty=f"Nothing was said yet{f'; {introduce} introduces what plays' if introduce else ''}.",
        )
        self.text = IntroText()
        self._whole = _Whole(self.text)
        super().__init__("intros", _TITLE, keymap, self.list)

    def below_body(self) -> ComposeResult:
        yield self._whole

    def on_mount(self) -> None:
        self._start(self._begin(), "intros", "reading what was said")

    def on_happened(self, message: Happened) -> None:
        """Begin once the account is there, or is known not to be: the page may have come first."""
        if isinstance(message.event, BalanceRead) and not self._begun:
            self._start(self._begin(), "intros", "reading what was said")

    def scroll_text(self, direction: int) -> None:
        self._choose(self.list.chosen + direction)

    def scroll_page(self, direction: int) -> None:
        if self.has_class("-reading") and self._whole.max_scroll_y:
            self._whole.scroll_relative(y=direction * max(1, self._whole.size.height - 1), animate=False)
        else:
            first, last = self.list.rows_seen()
            self._choose(self.list.chosen + direction * max(1, last - first - 1))

    def scroll_to_end(self, direction: int) -> None:
        self._choose(0 if direction < 0 else self.list.pages.newest - 1)
        if direction < 0:
            self._start(self._begin(), "intros", "reading what was said")

    def action_choose_intro(self, row: int) -> None:
        """Choose the intro of this row; the one that is chosen already is read."""
        if row == self.list.chosen:
            self.action_read_intro()
        else:
            self._choose(row)

    def action_read_intro(self) -> None:
        """Show the chosen one whole, or the list alone again."""
        self.toggle_class("-reading")
        self.key_bar.label("read_intro", "list" if self.has_class("-reading") else "read")
        self.call_after_refresh(self.list.keep_in_view)
        self._show()

    def action_say_intro(self) -> None:
        intro = self.list.choice
        if intro is None:
            self._nothing_chosen()
        elif self._session.intros.busy:
            self.status.tell(
                f"▲ The host is at work; {self._keymap.written('stop') or 'the next key'} stops it first."
            )
        else:
            self.app.pop_screen()
            self._session.replay(intro.workflow)

    def action_keep_intro(self) -> None:
        intro, account = self.list.choice, self._session.account
        if intro is None or account is None:
            self._nothing_chosen()
        else:
            self._start(self._keep(intro, account, self.list.chosen), "favourite", "keeping a favourite")

    def action_copy_intro(self) -> None:
        intro = self.list.choice
        if intro is None:
            self._nothing_chosen()
        else:
            self.app.copy_to_clipboard("\n".join(as_text(intro)))
            self.status.tell("✓ Copied, with its sources. `spotintro intros export` writes all of them.")

    def _nothing_chosen(self) -> None:
        self.status.tell("There is no intro here to choose.")

    def _choose(self, row: int) -> None:
        self.list.choose(row)
        self._whole.scroll_home(animate=False)
        self._show()

    def _show(self) -> None:
        """Tell which one is chosen, and show its text where it is asked for."""
        intro = self.list.choice
        self.text.intro = intro
        self.text.changed()
        if intro is not None:
            place = f"{self.list.chosen + 1:,} of {self.list.pages.newest:,}"
            track = single_line(track_line(intro.track), limit=_LONGEST_TRACK)
            self.status.tell(" · ".join((place, track, *self._price(intro))))

    def _price(self, intro: Intro) -> tuple[str, ...]:
        quote, key = self._session.intros.quote_again(intro), self._keymap.written("say_intro")
        if quote is None or not key:
            return ()
        does = "says" if self._session.intros.speak else "shows"
        cost = parts(None, quote, speak=False) or "free"
        return (f"{key} {does} it again: {cost}",)

    async def _keep(self, intro: Intro, account: Account, row: int) -> None:
        favourite = not intro.favourite
        try:
            if not await account.mark_favourite(intro.workflow, favourite=favourite):
                raise IntroNotKept
        except SpotIntroError as problem:
            self.status.tell(failed(problem.in_full))
            raise
        if self.list.pages.at(row) == intro:
            self.list.pages.change(row, replace(intro, favourite=favourite))
            self.list.refresh()
        self._show()
        self.status.tell(
            "★ A favourite: it is kept however old it is." if favourite else "✓ No favourite any more."
        )

    async def _rows(self, number: int | None) -> tuple[int, Sequence[Intro]]:
        account = self._session.account
        assert account is not None, "what asks has made sure that there is one"
        if number is None:
            newest = await account.last_intros(limit=PAGE_ROWS)
            self._anchor = newest[0].number + 1 if newest else None
            return await account.count_intros() if newest else 0, newest
        skip = self.list.pages.newest - number
        return number, await account.last_intros(before=self._anchor, skip=skip, limit=PAGE_ROWS)

    async def _begin(self) -> None:
        if self._session.account is None:
            if self._session.standing.account_fails:
                self.list.note = UNAVAILABLE
                self.list.refresh()
            return
        self._begun = True
        await self.list.begin()
        count = self.list.pages.newest
        self.page_title.tell(f"{_TITLE} · {count:,} intros" if count > 1 else _TITLE)
        self._show()
        self._read_on()

    def _read_on(self) -> None:
        """Read what is missing from view, one reader at a time: of a long scroll only its end is read."""
        if not self._reading and self._session.account is not None and self.list.pages.newest:
            self._reading = True
            self._start(self._read(), "intro pages", "reading what was said")

    async def _read(self) -> None:
        try:
            while await self.list.read():
                pass
        finally:
            self._reading = False
        if self.text.intro is None:
            self._show()
