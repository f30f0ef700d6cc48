"""From a model's raw stream to sentences that may be shown and spoken."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from spotintro.spelling.romanisation import folded
from spotintro.writers.base import Dropped, IntroRequest, Line, Piece, WriterEmpty, WriterUnusable
from spotintro.writers.citations import without_lead
from spotintro.writers.clauses import FirstClause
from spotintro.writers.cleaning import SentenceCleaner, word_count
from spotintro.writers.facts import known_facts
from spotintro.writers.freshness import begins_again, repeats
from spotintro.writers.manners import is_declined
from spotintro.writers.names import Names
from spotintro.writers.packaging import after_thoughts, may_be_wrapped, reads_like_thoughts, unwrapped
from spotintro.writers.placeholders import Placeholders
from spotintro.writers.prompt import AGAIN, AGAIN_WITH_LESS, messages, told
from spotintro.writers.sentences import SentenceSplitter
from spotintro.writers.standing import UNFILLED, Standing
from spotintro.writers.text_language import TextLanguage
from spotintro.writers.thoughts import ThoughtFilter

_TOLERANCE = 1.3
"""A text may be this much longer than asked for before it is cut at a sentence."""
_MIN_WORDS = 4
"""Fewer are no intro, though they name the track."""
_MIN_NAMELESS_WORDS = 10
"""Fewer that don't are a greeting: nothing to put a name before."""
_MAX_GREETING_WORDS = 6
"""A first sentence as short as this goes ahead, whether or not it names the track: the next one can."""
_MAX_RAW_FACTOR = 2
_MAX_CHARS_PER_WORD = 15
_MAX_RAW_CHARS = 200_000
_MAX_UNMARKED_CHARS = 20_000
"""A model's thoughts, where no mark tells them from its text, are within its limit of tokens; this is more."""
_COUNT_EACH_CHARS = 200
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s")
_ENDED = re.compile(r"[.!?…؟۔।。！？｡][\"'”’»)\]」』*_]*$")


class ModelText:
    """One intro that a model is writing, cleaned on its way.

    It is without thoughts, marks, manners, repeated sentences and, if strict, unknown claims; its placeholders are
    filled in and its citations taken off; and it names the track, if need be by the request's naming line.

    The order: thoughts and packaging go, placeholders are filled in, sentences are cut, each is cleaned, and then
    held against what it cites.

    Args:
        strict: Drop unknown claims; else they are marked.
        whole: Give nothing out before the end, for what comes first may turn out to be thoughts.
        said: The sentences that were given out already, of an answer that came to nothing.
    """

    def __init__(
        self, request: IntroRequest, *, strict: bool, whole: bool = False, said: Sequence[str] = ()
    ) -> None:
        facts = known_facts(request.track)
        statements = told(request)
        self._thoughts = ThoughtFilter()
        of_others = (name for statement in statements for name in (statement.subject, *statement.names) if name)
        self._names = tuple(dict.fromkeys((*facts.names, *of_others)))
        called = [name for name in (facts.title, *facts.artists) if name]
        self._names_of_track = Names(called, request.language)
        self._naming_line = request.naming_line
        # Without the earlier texts: a server that gives one of them again gives an intro. And a fact with a source
        # may be told as it stands.
        task = replace(request, recent_texts=(), facts=())
        chats = (*messages(task), *messages(task, again=AGAIN))
        fill = Placeholders(statements, request.language).fill
        # What the example says with placeholders is said of this track as well.
        asked = (part for message in chats for part in _SENTENCE_ENDS.split(message["content"]) if "{" not in part)
        filled = (fill(message["content"]) for message in chats if message["role"] == "user")
        self._asked = folded(" ".join((*asked, *filled)))
        self._evening = request.show.evening
        self._is_named = not called
        self._withheld: list[Line] = []
        self._placeholders = Placeholders(statements, request.language)
        self._splitter = SentenceSplitter(self._names, eager=True)
        self._cleaner = SentenceCleaner(self._names)
        self._ahead = FirstClause(self._names, clean=self._cleaner.clean, stands=self._may_go_ahead)
        self._standing = Standing(request, statements, strict=strict)
        self._language = TextLanguage(request.language, self._names)
        self._other_language: str | None = None
        self._limit = round(request.max_words * _TOLERANCE)
        self._whole = whole
        self._held = ""
        self.said = list(said)
        """The sentences that were given out, and those that still may be."""
        self._is_begun = bool(said)
        self._words = 0
        self._raw_words = 0
        self._raw_chars = 0
        self._dropped: list[Dropped] = []
        self._fallen: set[str] = set()
        self._has_declined = False
        self._was_cut = False
        self._has_said_thoughts = False
        self.begun = False
        """Something came, be it empty."""
        self.is_full = False
        """Nothing more fits or comes to an end: the stream may be closed, and what was given out is the text."""

    @property
    def ended(self) -> bool:
        """Whether the model ended its turn within the text, which its server took for a part of it."""
        return self._thoughts.ended

    @property
    def thinks_aloud(self) -> bool:
        """Whether thoughts ended that no mark had begun."""
        return self._thoughts.restarts > 0

    @property
    def again(self) -> str:
        """The words with which the model is asked once more."""
        return AGAIN_WITH_LESS if self._fallen and not self._has_declined else AGAIN

    def feed(self, delta: str) -> list[Piece]:
        """Take a piece of the stream; return what is ready now: sentences, how the first begins, what falls."""
        self.begun = True
        self._raw_chars += len(delta)
        text = self._unmarked(self._thoughts.feed, delta)
        if self._raw_chars > _MAX_RAW_CHARS or self._has_said_thoughts:
            self.is_full = True
        if self._whole:
            self._hold(text)
            return []
        if not self._is_plain(text):
            return []
        lines = self._accepted(self._splitter.feed(self._placeholders.fill(text)))
        given_out: list[Piece] = [*self._left_out(), *self._introducing(lines, at_end=False)]
        if not (self._is_begun or self.said):
            clause = self._ahead.find(without_lead(self._splitter.pending))
            if clause is not None:
                self._is_begun = self._is_named = True
                given_out.append(clause)
        endless = len(self._splitter.pending) > self._limit * _MAX_CHARS_PER_WORD
        if endless or self._raw_words > self._limit * _MAX_RAW_FACTOR:
            self.is_full = True
        return given_out

    def finish(self, *, cut: bool) -> list[Piece]:
        """Take the end of the stream; return the last sentences, and what falls.

        Args:
            cut: The server stopped at its length limit: a sentence without an end is not said.
        """
        self._was_cut = cut
        if self.is_full and not self._whole:
            return [*self._introducing(self._closed(), at_end=True)]
        rest = self._unmarked(lambda _: self._thoughts.flush(), "")
        if self._has_said_thoughts:
            return []
        if self._whole:
            # A text that was left in the middle of a sentence ends there as one does that the server cut.
            cut = cut or self.is_full
            self.is_full = False
            rest = self._whole_text(self._held + rest, overlong=cut)
        text = self._placeholders.fill(rest) + self._placeholders.flush()
        sentences = [*self._splitter.feed(text), *self._splitter.flush()]
        if cut:
            sentences = [sentence for sentence in sentences if _ENDED.search(sentence)]
        accepted = self._accepted(sentences, ends=True)
        if self._whole and self._other_language is not None:
            return []
        return [*self._left_out(), *self._introducing(self._closed() or accepted, at_end=True)]

    def check(self, host: str) -> None:
        """Check that what was given out is an intro.

        Raises:
            WriterEmpty: There is nothing in it.
            WriterUnusable: It is not.
        """
        if self._has_said_thoughts:
            raise WriterUnusable(f"The model at {host} wrote its thoughts into the text.", "Try again.")
        if self._other_language is not None:
            raise WriterEmpty(
                f"The model at {host} wrote in {self._other_language}, which is not the language asked for.",
                "Try again, choose another model, or set writer.language.",
            )
        if self._counts():
            return
        if self._has_declined:
            raise WriterEmpty(
                f"The model at {host} declined to write an intro.", "Try again, or choose another model."
            )
        if self._fallen:
            raise WriterEmpty(
                f"The model at {host} said only what the known facts don't carry; nothing of that is read out.",
                "Try again, choose a larger model, or set writer.strict = false.",
            )
        if self.is_full:
            raise WriterEmpty(
                f"The model at {host} did not come to an end of its first sentence.",
                "Try again, or choose another model.",
            )
        raise WriterEmpty(
            f"The model at {host} wrote nothing that could be read out.", "Try again, or choose another model."
        )

    def _hold(self, text: str) -> None:
        held, self._held = self._held, self._held + text
        # Counted now and then: a text that runs on is left, unless it may be thoughts, whose end is waited for.
        if len(held) // _COUNT_EACH_CHARS == len(self._held) // _COUNT_EACH_CHARS:
            return
        is_long = word_count(self._held) > self._limit * _MAX_RAW_FACTOR
        if len(self._held) > _MAX_UNMARKED_CHARS or (is_long and not reads_like_thoughts(self._held)):
            self.is_full = True

    def _unmarked(self, pass_on: Callable[[str], str], delta: str) -> str:
        """Take the thoughts out; where they turn out to be what came before, begin anew."""
        restarts = self._thoughts.restarts
        text = pass_on(delta)
        if self._thoughts.restarts > restarts:
            self._held = ""
            self._whole = True
            self._has_said_thoughts = self._is_begun
            self._splitter = SentenceSplitter(self._names)
        return text

    def _is_plain(self, text: str) -> bool:
        """Return whether sentences may be given out as they come; if not, the text is taken whole from here on."""
        if self.said or self._ahead.said:
            return True
        opening = self._splitter.pending + self._placeholders.pending + text
        if may_be_wrapped(opening):
            self._whole, self._held = True, opening
            self._placeholders.flush()
            self._splitter = SentenceSplitter(self._names)
            return False
        return True

    def _whole_text(self, text: str, *, overlong: bool) -> str:
        spoken = after_thoughts(text)
        if len(spoken) < len(text):
            self._thoughts.restarts += 1
        elif overlong and word_count(text) > self._limit * _MAX_RAW_FACTOR and reads_like_thoughts(text):
            return ""  # thoughts that came to no end
        return unwrapped(spoken)

    def _counts(self) -> bool:
        if self._is_named:
            return self._words >= _MIN_WORDS
        is_cut_greeting = self._was_cut and len(self.said) == 1
        return self._words >= _MIN_NAMELESS_WORDS and not self._has_declined and not is_cut_greeting

    def _introducing(self, lines: list[Line], *, at_end: bool) -> list[Line]:
        """Return which sentences go out now, with the naming line where the text doesn't name the track.

        It goes before the first sentence, but for a greeting. Until it is known whether the text names the track,
        a refusal and what follows one is withheld, and so is what is too short for an intro.
        """
        if self._is_named:
            return self._going_out(lines)
        waiting = [*self._withheld, *lines]
        self._withheld = []
        if self._names_of_track.surely_in(" ".join(line.text for line in waiting)):
            self._is_named = True
            return self._going_out(waiting)
        if not at_end and not self._is_begun and self._words <= _MAX_GREETING_WORDS and not self._has_declined:
            return self._going_out(waiting)
        if self._counts() and waiting:
            self._is_named = True
            return self._going_out([Line(self._naming_line), *waiting] if self._naming_line else waiting)
        if not at_end:
            self._withheld = waiting
        return []

    def _going_out(self, lines: list[Line]) -> list[Line]:
        self._is_begun = self._is_begun or bool(lines)
        return lines

    def _left_out(self) -> list[Dropped]:
        dropped, self._dropped = self._dropped, []
        return dropped

    def _has_named(self) -> bool:
        return self._is_named or self._names_of_track.surely_in(" ".join(self.said))

    def _may_go_ahead(self, clause: str) -> bool:
        return (
            self._names_of_track.surely_in(clause)
            and not is_declined(self._cleaner.masked(clause))
            and self._language.is_other(clause) is None
            and word_count(clause) <= self._limit
            and self._standing.carries(clause)
            and not begins_again(clause, self._evening)
        )

    def _accepted(self, raw: list[str], *, ends: bool = False) -> list[Line]:
        accepted: list[Line] = []
        for number, sentence in enumerate(raw, 1):
            is_part = not ends or number < len(raw)
            if self.is_full:
                break
            self._raw_words += word_count(sentence)
            line = self._checked(sentence, is_part=is_part)
            if line is not None and self._words + word_count(line.text) > self._limit:
                self.is_full = True
                line = None
            if line is not None:
                language = self._language.is_other(" ".join((*self.said, line.text)))
                if language is not None:
                    self._other_language = language
                    self.is_full = True
                    line = None
            if self._ahead.said:
                line = self._behind_clause(line)
            if line is not None:
                accepted.append(self._counted(line))
        return accepted

    def _checked(self, sentence: str, *, is_part: bool) -> Line | None:
        """Return the sentence as it may be said; None where it may not."""
        text = self._cleaner.clean(sentence)
        if not text and self._cleaner.has_gap(sentence):
            self._drop(replace(UNFILLED, text=sentence))
        if not text or text.endswith(":") or text.casefold() in {said.casefold() for said in self.said}:
            return None
        if word_count(text) >= _MIN_WORDS and folded(text) in self._asked:
            # It repeats what it was asked. After a whole intro, it goes on with a conversation of its own.
            self.is_full = word_count(" ".join(self.said)) >= _MIN_NAMELESS_WORDS and self._has_named()
            return None
        if is_part and not _ENDED.search(text) and not self._names_of_track.named_in(text):
            return None  # an item of a list, a heading
        if is_declined(self._cleaner.masked(text)):
            self._has_declined = True
            return None
        if repeats(text, self._evening, self._names_of_track):
            self._drop(Dropped(text, "It was said earlier this evening."))
            return None
        return self._held_against(sentence, text)

    def _held_against(self, sentence: str, text: str) -> Line | None:
        """Return the sentence with what carries it, or what takes its place.

        What was too short to be spoken alone, and was joined, is judged for itself.

        Args:
            sentence: As the model wrote it.
            text: The same, cleaned.
        """
        splitter = SentenceSplitter(self._names, min_chars=1, first_min_chars=1)
        raw = [*splitter.feed(sentence), *splitter.flush()]
        parts = [(self._cleaner.clean(part), self._cleaner.cited(part)) for part in raw]
        if len(parts) == 1 or not all(part for part, _ in parts):
            parts = [(text, self._cleaner.cited(sentence))]
        standing: list[Line] = []
        for part, cited in parts:
            line: Line | Dropped | None = self._standing.line(part, cited)
            if isinstance(line, Dropped):
                self._drop(line)
                line = self._standing.stand_in(cited)
            if line is not None:
                standing.append(line)
        if not standing:
            return None
        said = text if len(standing) == len(parts) > 1 else " ".join(line.text for line in standing)
        told = next((line for line in standing if line.carried_by), standing[0])
        return replace(told, text=said, added=any(line.added for line in standing))

    def _drop(self, dropped: Dropped) -> None:
        # A small model says it again and again.
        if dropped.text not in self._fallen:
            self._fallen.add(dropped.text)
            self._dropped.append(dropped)

    def _behind_clause(self, line: Line | None) -> Line:
        """Return the sentence that a clause went ahead of; the clause alone, where the rest is not to be said."""
        whole = "" if line is None else line.text
        text = self._ahead.sentence(whole)
        if line is not None and text == whole:
            return line
        alone = self._standing.line(text)
        return alone if isinstance(alone, Line) else Line(text)

    def _closed(self) -> list[Line]:
        """Return the clause that went ahead as a sentence, where no more of it has come."""
        return [self._counted(self._behind_clause(None))] if self._ahead.said else []

    def _counted(self, line: Line) -> Line:
        self._words += word_count(line.text)
        self.said.append(line.text)
        return line
