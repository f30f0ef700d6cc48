"""The facts of what plays and where they were read, and what the last intro made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from spotintro.host.research import Answer
from spotintro.tui.commands import Scope, bindings_of
from spotintro.tui.screens.page import Page, PageBody
from spotintro.tui.widgets.facts_text import FactsText

if TYPE_CHECKING:
    from textual.binding import BindingType

    from spotintro.session.parts import Parts
    from spotintro.session.session import Session
    from spotintro.tui.keymap import Keymap
    from spotintro.tui.messages import Happened
    from spotintro.tui.screens.page import StartWorker

LOOK_S: Final = 1.0
"""How often the page looks whether a look-up has ended."""


class FactsPage(Page):
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Scope.FACTS)]
    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.FACTS, Scope.PAGE)

    def __init__(self, parts: Parts, session: Session, keymap: Keymap, start: StartWorker) -> None:
        self._start = start
        self._research = parts.research
        self._session = session
        self._text = FactsText(keymap)
        super().__init__("facts", "Facts", keymap, PageBody(self._text))
        self._show()

    def action_answer_facts(self, agreed: bool) -> None:
        if self._research.answer.is_set:
            self.status.tell("The settings say whether facts are looked up (facts.lookup).")
        else:
            self._session.answer_facts(agreed=agreed)

    def on_mount(self) -> None:
        # What could not be asked before may be there now.
        self._start(self._research.begin(self._session.track), "facts", "looking up what plays")
        # A look-up that finds nothing tells nothing.
        self.set_interval(LOOK_S, self._show)

    def on_happened(self, message: Happened) -> None:
        """Show what is known now, where an event may have changed it."""
        from spotintro.session import events

        match message.event:
            case events.FactsAsked() | events.FactsArrived() | events.PlaybackRead() | events.HostSaid():
                self._show()
            case _:
                pass

    def _show(self) -> None:
        track = self._session.track
        answer = self._research.answer
        text = self._text
        text.answer = answer
        text.question = self._research.question
        text.track = track
        text.facts = () if track is None else self._research.known(track)
        text.is_looking_up = track is not None and self._research.is_looking_up(track)
        problem = None if track is None else self._research.problem(track)
        text.problem = "" if problem is None else problem.in_full
        text.last = self._session.intros.last
        text.changed()
        agree, decline = answer in {Answer.UNASKED, Answer.DECLINED}, answer in {Answer.UNASKED, Answer.AGREED}
        self.key_bar.hide(*(() if agree else ("agree_facts",)), *(() if decline else ("decline_facts",)))
