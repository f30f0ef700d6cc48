"""What the page of facts says: what is known of the music, where it was read, and what was said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.content import Content

from spotintro.host.events import Sentence
from spotintro.host.research import Answer
from spotintro.session.fact_wording import by_subject, line_of_fact, row_of, source_in_words, sources_of
from spotintro.session.last_intro import LastIntro
from spotintro.tui.widgets.lines import NARROW_COLUMNS, Lines, hanging, with_targets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spotintro.host.events import LeftOut
    from spotintro.knowledge import Fact
    from spotintro.music import Track
    from spotintro.tui.keymap import Keymap

_LABEL_COLUMN: Final = 16
_READING_WIDTH: Final = 100


class FactsText(Lines):
    """Fill the attributes, then call `changed`.

    Args:
        keymap: For the keys that answer.
    """

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap
        self.answer = Answer.UNASKED
        self.question = ""
        """What a look-up sends where."""
        self.track: Track | None = None
        self.facts: tuple[Fact, ...] = ()
        self.is_looking_up = False
        self.problem = ""
        """Why not all is known that could be."""
        self.last = LastIntro()

    def lines(self, width: int) -> list[Content]:
        width = min(width, _READING_WIDTH)
        agree, decline = self._keymap.written("agree_facts"), self._keymap.written("decline_facts")
        answers = ((f"{agree} agrees", "agree_facts"), (f"{decline} declines", "decline_facts"))
        state = with_targets(Content.styled(self._state(), "$foreground-muted"), *answers)
        lines = [*state.wrap(width), Content("")]
        for heading, facts in by_subject(self.facts):
            lines.extend((*_wrapped(heading, width, "bold $text-accent"), *_rows(facts, width), Content("")))
        if self.facts:
            lines.extend(_sources(self.facts, width))
        if self.last.pieces:
            lines.extend(_said(self.last, width))
        return lines

    def _state(self) -> str:
        agree, decline = self._keymap.written("agree_facts"), self._keymap.written("decline_facts")
        match self.answer:
            case Answer.UNASKED:
                return f"? Facts are not looked up yet. {agree} agrees, {decline} declines. {self.question}"
            case Answer.DECLINED:
                return f"Facts are not looked up; {agree} agrees to it. {self.question}"
            case Answer.SET_OFF:
                return "The settings forbid looking up facts (facts.lookup)."
        if self.track is None:
            return "Nothing is playing."
        if self.is_looking_up:
            return "… still looking up."
        if self.problem:
            return f"▲ {self.problem}"
        return "This is what is known." if self.facts else "Nothing more is known of this track."


def _rows(facts: Sequence[Fact], width: int) -> list[Content]:
    lines: list[Content] = []
    before = ""
    for fact in facts:
        label, value = row_of(fact)
        said = Content.assemble(value, (f"  · {fact.source.name}", "$foreground-muted"))
        if not label:
            lines.extend(hanging(Content("  "), said, width))
        else:
            column = _LABEL_COLUMN if width >= NARROW_COLUMNS else len(label) + 2
            # A label stands once above its values; where there is little room, each has its own.
            shown = label if label != before or width < NARROW_COLUMNS else ""
            prefix = Content.styled(f"  {shown}".ljust(column + 2), "$foreground-muted")
            lines.extend(hanging(prefix, said, width))
        before = label
    return lines


def _sources(facts: Sequence[Fact], width: int) -> list[Content]:
    lines = [Content.styled("Sources", "bold $text-accent")]
    for source in sources_of(facts):
        lines.extend(hanging(Content("  "), Content(source_in_words(source)), width))
    return [*lines, Content("")]


def _said(last: LastIntro, width: int) -> list[Content]:
    of = f": {last.track.title}" if last.track is not None and last.track.title else ""
    lines = _wrapped(f"The last intro{of}", width, "bold $text-accent")
    for piece in last.pieces:
        lines.extend(_piece(piece, width))
    return lines


def _piece(piece: Sentence | LeftOut, width: int) -> list[Content]:
    """Return a sentence, and below it what it stands on, or why it was left out."""
    if isinstance(piece, Sentence):
        text, mark = hanging(Content("  "), Content(piece.text), width), _ground(piece)
    else:
        text = hanging(Content("– "), Content.styled(piece.text, "$foreground-muted"), width)
        mark = f"left out: {piece.reason}"
    return [*text, *hanging(Content("    "), Content.styled(mark, "$foreground-muted"), width)]


def _ground(sentence: Sentence) -> str:
    if sentence.fact is not None:
        return f"from {line_of_fact(sentence.fact)}"
    if sentence.added:
        return "added by the model: no fact carries it"
    return f"from what the player tells: {sentence.carried_by}" if sentence.carried_by else "the host's own words"


def _wrapped(text: str, width: int, style: str) -> list[Content]:
    return list(Content.styled(text, style).wrap(width))
