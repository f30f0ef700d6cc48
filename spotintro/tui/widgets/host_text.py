"""The middle of the screen: what the host says, sentence by sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.containers import VerticalScroll
from textual.content import Content

from spotintro.tui.widgets.lines import NARROW_COLUMNS, Counted, RowsWanted, fitted, hanging, with_targets

if TYPE_CHECKING:
    from spotintro.host.events import Charge, HostEvent
    from spotintro.knowledge import Fact, Source
    from spotintro.music import Track
    from spotintro.tui.widgets.first_minute import FirstMinute

_TITLE: Final = "The host"
_MARK: Final = "▸ "
_ADDED: Final = " (added)"
"""Behind a sentence that no fact carries."""
_TOO_FEW: Final = "▲ too few credits"
_READING_WIDTH: Final = 78
"""Longer lines are hard to read."""
_FRAME: Final = 4
"""Columns of the rule that the title leaves free."""
_FEWEST_OF_A_TITLE: Final = 5
"""Columns; less of a track's title tells nothing."""
_COMING: Final = "The first words are on their way."
_WRITING: Final = "… writing"
_SPEAKING: Final = "♪ speaking"
_ASKING: Final = "? a question"


class _Sentences(Counted):
    auto_links = False
    """Textual would underline what can be clicked, and take the keys' colour away."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.sentences: list[str] = []
        self.spoken: int | None = None
        """The sentence that is heard."""
        self.question: tuple[Content, Content] | None = None
        """What is asked, and what there is to know before the answer."""
        self.hint = hint
        self.is_awaited = False
        """Whether the host is at work on it."""
        self.added: set[int] = set()
        """The sentences that a model has added to the facts."""
        self.facts: list[Fact] = []
        """What the sentences stand on."""
        self.sources: tuple[Source, ...] = ()
        """Of a text that is said again, whose facts are known no more."""
        self.facts_key = ""
        self.is_spread_out = False
        """Whether blank lines stand between its parts."""
        self.is_over = False
        """Whether the track that it speaks of is over."""
        self.first_minute: FirstMinute | None = None
        """The ways to begin, in place of the hint."""

    def lines(self, width: int) -> list[Content]:
        width = min(width, _READING_WIDTH)
        if self.question is not None:
            mark = Content.styled("? ", "bold $text-warning")
            asked, told = self.question
            question = hanging(mark, asked.stylize("bold"), width)
            return [*question, *self._gap, *hanging(Content("  "), told, width)]
        if not self.sentences and self.first_minute is not None:
            return self.first_minute.lines(width, self._gap)
        if not self.sentences:
            said = _COMING if self.is_awaited else self.hint
            return hanging(Content("  "), Content.styled(said, "$foreground-muted"), width)
        lines: list[Content] = []
        for index in range(len(self.sentences)):
            if index:
                lines.extend(self._gap)
            lines.extend(self._sentence(index, width))
        return [*lines, *self._credit(width)]

    def rows_of(self, index: int, width: int) -> tuple[int, int]:
        """Return a sentence's first row and number of rows."""
        width = min(width, _READING_WIDTH)
        before = sum(len(self._sentence(i, width)) for i in range(index)) + index * self.is_spread_out
        return before, len(self._sentence(index, width))

    @property
    def gaps(self) -> int:
        """The number of blank lines that can stand between its parts."""
        if self.question is not None:
            return 1
        if not self.sentences:
            return 0 if self.first_minute is None else self.first_minute.gaps
        return len(self.sentences) - 1 + bool(self.facts or self.sources)

    @property
    def _gap(self) -> list[Content]:
        return [Content("")] if self.is_spread_out else []

    def _credit(self, width: int) -> list[Content]:
        """Name the sources with their licences, as those ask."""
        if not self.facts and not self.sources:
            return []
        from spotintro.session.fact_wording import credit_line, credit_of

        more = f" · {self.facts_key} shows them" if self.facts_key and self.facts else ""
        named = credit_line(self.facts) or credit_of(self.sources)
        told = with_targets(Content.styled(f"Facts: {named}{more}", "$foreground-muted"), (more[3:], "facts"))
        return [*self._gap, *hanging(Content("  "), told, width)]

    def _sentence(self, index: int, width: int) -> list[Content]:
        text = self.sentences[index] + (_ADDED if index in self.added else "")
        if index == self.spoken:
            return hanging(Content.styled(_MARK, "bold $text-warning"), Content.styled(text, "bold"), width)
        said = self.is_over or (self.spoken is not None and index < self.spoken)
        return hanging(Content("  "), Content.styled(text, "$foreground-muted") if said else Content(text), width)


class HostText(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The text grows by the sentence; the one that is heard carries a mark and is kept in view."""

    def __init__(self, hint: str, *, facts_key: str = "", stop_key: str = "") -> None:
        super().__init__(id="host-text")
        self.status = ""
        self._status_before = ""
        """What it was before a question took its place."""
        self.border_title = _TITLE
        self._stop_key = stop_key
        self._track: Track | None = None
        """The track that it speaks of, or spoke of last."""
        self._held: tuple[Charge, ...] = ()
        """What its credits were reserved for."""
        self._sentences = _Sentences(hint)
        self._sentences.facts_key = facts_key

    def fill(self) -> None:
        """Put in what the first frame can do without."""
        self.mount(self._sentences)

    @property
    def sentences(self) -> tuple[str, ...]:
        return tuple(self._sentences.sentences)

    @property
    def text(self) -> str:
        return " ".join(self._sentences.sentences)

    @property
    def speaking(self) -> int | None:
        """The index of the sentence that is heard."""
        return self._sentences.spoken

    @property
    def is_at_work(self) -> bool:
        """Whether an intro is being written or spoken, or a question stands."""
        return self.status in {_WRITING, _SPEAKING, _ASKING}

    @property
    def rows_wanted(self) -> int:
        """The number of rows that all of it takes, without blank lines between its parts."""
        sentences = self._sentences
        rows = sentences.rows(sentences.content_size.width or self.content_size.width or _READING_WIDTH)
        return rows - sentences.gaps * sentences.is_spread_out

    def spread_out(self, rows: int) -> None:
        """Set blank lines between its parts where so many rows hold them."""
        spread_out = self.rows_wanted + self._sentences.gaps <= rows
        if spread_out is not self._sentences.is_spread_out:
            self._sentences.is_spread_out = spread_out
            self._sentences.changed()

    def plays(self, track: Track | None) -> None:
        """Dim what was said of a track that is over, and say that it is; None: nothing plays, or nobody knows."""
        spoken_of = self._track
        over = track is not None and spoken_of is not None and track.id != spoken_of.id
        if over is not self._sentences.is_over:
            self._sentences.is_over = over
            self._sentences.changed()
            self._retitle()

    def on_resize(self) -> None:
        self._retitle()

    def _changed(self) -> None:
        self._sentences.changed()
        self.post_message(RowsWanted())

    def ask(self, question: tuple[Content, Content] | None) -> None:
        """Show the question, and what there is to know, in place of the text; None puts the text back."""
        self._sentences.question = question
        if question is not None:
            if self.status != _ASKING:
                self._status_before = self.status
            self._status(_ASKING)
            self.scroll_home(animate=False)
        elif self.status == _ASKING:
            self._status(self._status_before)
        self._changed()

    def offer(self, first_minute: FirstMinute | None) -> None:
        """Show the ways to begin as long as there is no text; None shows the hint again."""
        self._sentences.first_minute = first_minute
        self._changed()

    def begin(self) -> None:
        self._sentences.sentences.clear()
        self._sentences.added.clear()
        self._sentences.facts.clear()
        self._sentences.sources = ()
        self._sentences.spoken = None
        self._sentences.is_over = False
        self._status(_WRITING)
        self._changed()
        self.scroll_home(animate=False)

    def credits_came(self) -> None:
        """Say no more that there are too few."""
        if self._status_before == _TOO_FEW:
            self._status_before = ""
        if self.status == _TOO_FEW:
            self._status("")

    def show(self, event: HostEvent) -> None:
        from spotintro.host.events import Failed, Finished, Held, Sentence, Speaking, Spoken, Stopped, Written

        sentences = self._sentences
        match event:
            case Held(track=track, quote=quote):
                self._track, self._held = track, quote.charges
                self.begin()
            case Sentence(index=index, text=text, fact=fact, added=added):
                sentences.sentences.append(text)
                if added:
                    sentences.added.add(index)
                if fact is not None:
                    sentences.facts.append(fact)
                if index == sentences.spoken:
                    self.call_after_refresh(self._keep_in_view)
            case Speaking(index=index):
                # Its beginning may be heard before it is there to be shown.
                sentences.spoken = index if index <= len(sentences.sentences) else None
                self._status(_SPEAKING)
                self.call_after_refresh(self._keep_in_view)
            case Written() if sentences.spoken is None:
                self._status("✓ written")
            case Spoken():
                sentences.spoken = None
            case Finished(spoken=spoken, sources=sources):
                sentences.spoken = None
                sentences.sources = sources
                self._status("✓ said" if spoken else "✓ written")
            case Failed(is_answer=True):
                return  # it was not begun: what was said before stays as it was
            case Failed(code=code, charges=charges):
                sentences.spoken = None
                # The sign of a failure says that it is not charged.
                failed = "▲ failed" if charges and set(charges) >= set(self._held) else "✖ failed"
                self._status(_TOO_FEW if code == "INSUFFICIENT_CREDITS" else failed)
            case Stopped():
                sentences.spoken = None
                self._status("■ stopped")
            case _:
                return
        self._changed()

    def _status(self, status: str) -> None:
        self.status = status
        self._sentences.is_awaited = status in {_WRITING, _SPEAKING}
        self._retitle()

    def _retitle(self) -> None:
        """Write of which track it speaks and what it does; a long title of the track ends in an ellipsis."""
        parts = [_TITLE, self.status] if self.status else [_TITLE]
        width = self.size.width - _FRAME
        if self.status == _SPEAKING and self._stop_key and width >= NARROW_COLUMNS:
            parts.append(f"{self._stop_key} stops")
        # What was refused is of the track that plays, and the text below of another.
        names_track = not (self._sentences.is_over and self.status == _TOO_FEW)
        if self._track is not None and self._track.title and self._sentences.question is None and names_track:
            title = Content(self._track.title)
            for word in ("that was", "was") if self._sentences.is_over else ("on",):
                room = width - len(" · ".join(parts)) - len(f" · {word} ")
                if room >= min(title.cell_length, _FEWEST_OF_A_TITLE):
                    parts.insert(1, f"{word} {fitted(title, room).plain}")
                    break
        at_work = self.status in {_WRITING, _SPEAKING}
        targets = ((self.status, "stop"), (f"{self._stop_key} stops", "stop")) if at_work else ()
        self.border_title = with_targets(Content(" · ".join(parts)), *targets)

    def _keep_in_view(self) -> None:
        if self._sentences.spoken is None or self._sentences.spoken >= len(self._sentences.sentences):
            return
        top, rows = self._sentences.rows_of(self._sentences.spoken, self._sentences.content_size.width)
        if top < self.scroll_y or top + rows > self.scroll_y + self.content_size.height:
            self.scroll_to(y=top, animate=False)
