"""From a model's raw stream to sentences that may be shown and spoken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from spotintro.writers.base import IntroRequest, WriterRefused, WriterUnusable
from spotintro.writers.cleaning import SentenceCleaner, word_count
from spotintro.writers.facts import known_facts
from spotintro.writers.grounding import Grounding
from spotintro.writers.manners import is_declined
from spotintro.writers.packaging import after_thoughts, may_be_wrapped, reads_like_thoughts, unwrapped
from spotintro.writers.sentences import SentenceSplitter
from spotintro.writers.text_language import TextLanguage
from spotintro.writers.thoughts import ThoughtFilter

_TOLERANCE = 1.3
"""A text may be this much longer than asked for before it is cut at a sentence."""
_MIN_WORDS = 4
"""Fewer are a greeting and no intro."""
_MAX_RAW_FACTOR = 2
_MAX_CHARS_PER_WORD = 15
_MAX_RAW_CHARS = 200_000
_MAX_UNMARKED_CHARS = 20_000
"""A model's thoughts, where no mark tells them from its text, are within its limit of tokens; this is more."""
_COUNT_EACH_CHARS = 200
_ENDED = re.compile(r"[.!?…؟۔।。！？｡][\"'”’»)\]」』*_]*$")


class ModelText:
    """One intro that a model is writing, cleaned on its way.

    It is without thoughts, marks, manners, repeated sentences and, if strict, unknown claims.

    Args:
        strict: Drop unknown claims.
        whole: Give nothing out before the end, for what comes first may turn out to be thoughts.
    """

    def __init__(self, request: IntroRequest, *, strict: bool, whole: bool = False) -> None:
        facts = known_facts(request.track)
        self._thoughts = ThoughtFilter()
        self._names = facts.names
        self._named = [name for name in (facts.title, *facts.artists) if _letters(name)]
        self._splitter = SentenceSplitter(facts.names)
        self._cleaner = SentenceCleaner(facts.names)
        self._grounding = Grounding(facts, request.language) if strict else None
        self._language = TextLanguage(request.language, facts.names)
        self._other_language: str | None = None
        self._limit = round(request.max_words * _TOLERANCE)
        self._whole = whole
        self._held = ""
        self._said: list[str] = []
        self._words = 0
        self._raw_words = 0
        self._raw_chars = 0
        self._has_dropped = False
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

    def feed(self, delta: str) -> list[str]:
        """Take a piece of the stream; return the sentences that are ready now."""
        self.begun = True
        self._raw_chars += len(delta)
        text = self._unmarked(self._thoughts.feed, delta)
        if self._raw_chars > _MAX_RAW_CHARS or self._has_said_thoughts:
            self.is_full = True
        if self._whole:
            self._hold(text)
            return []
        sentences = self._accepted(self._splitter.feed(text)) if self._is_plain(text) else []
        if self._whole:
            return []
        endless = len(self._splitter.pending) > self._limit * _MAX_CHARS_PER_WORD
        if endless or self._raw_words > self._limit * _MAX_RAW_FACTOR:
            self.is_full = True
        return sentences

    def finish(self, *, cut: bool) -> list[str]:
        """Take the end of the stream; return the last sentences.

        Args:
            cut: The server stopped at its length limit: a sentence without an end is not said.
        """
        self._was_cut = cut
        if self.is_full and not self._whole:
            return []
        rest = self._unmarked(lambda _: self._thoughts.flush(), "")
        if self._has_said_thoughts:
            return []
        if self._whole:
            overlong = self.is_full
            self.is_full = False
            rest = self._whole_text(self._held + rest, overlong=overlong or cut)
        sentences = [*self._splitter.feed(rest), *self._splitter.flush()]
        if cut:
            sentences = [sentence for sentence in sentences if _ENDED.search(sentence)]
        accepted = self._accepted(sentences)
        return [] if self._whole and self._other_language is not None else accepted

    def check(self, host: str) -> None:
        """Check that what was given out is an intro.

        Raises:
            WriterUnusable: It is not.
            WriterRefused: The model declined to write one.
        """
        if self._has_said_thoughts:
            raise WriterUnusable(f"The model at {host} wrote its thoughts into the text.", "Try again.")
        if self._other_language is not None:
            raise WriterUnusable(
                f"The model at {host} wrote in {self._other_language}, which is not the language asked for.",
                "Try again, choose another model, or set writer.language.",
            )
        is_cut_greeting = self._was_cut and len(self._said) == 1 and not self._names_the_track()
        if self._words >= _MIN_WORDS and not is_cut_greeting:
            return
        if self._has_declined:
            raise WriterRefused(
                f"The model at {host} declined to write an intro.", "Try again, or choose another model."
            )
        if self._has_dropped:
            raise WriterUnusable(
                f"The model at {host} said only what the known facts don't carry; nothing of that is read out.",
                "Try again, choose a larger model, or set writer.strict = false.",
            )
        if self.is_full:
            raise WriterUnusable(
                f"The model at {host} did not come to an end of its first sentence.",
                "Try again, or choose another model.",
            )
        raise WriterUnusable(
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
            self._has_said_thoughts = bool(self._said)
            self._splitter = SentenceSplitter(self._names)
        return text

    def _is_plain(self, text: str) -> bool:
        """Return whether sentences may be given out as they come; if not, the text is taken whole from here on."""
        if self._said:
            return True
        if may_be_wrapped(self._splitter.pending + text):
            self._whole, self._held = True, self._splitter.pending + text
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

    def _names_the_track(self) -> bool:
        said = _letters(" ".join(self._said))
        return any(_letters(name) in said for name in self._named)

    def _accepted(self, raw: list[str]) -> list[str]:
        accepted: list[str] = []
        for sentence in raw:
            if self.is_full:
                break
            self._raw_words += word_count(sentence)
            text = self._cleaner.clean(sentence)
            if not text or text.casefold() in {said.casefold() for said in self._said}:
                continue
            if is_declined(text):
                self._has_declined = True
                continue
            if self._grounding is not None and self._grounding.unknown_claim(text) is not None:
                self._has_dropped = True
                continue
            words = word_count(text)
            if self._words + words > self._limit:
                self.is_full = True
                break
            self._other_language = self._language.is_other(" ".join((*self._said, text)))
            if self._other_language is not None:
                self.is_full = True
                break
            self._words += words
            self._said.append(text)
            accepted.append(text)
        return accepted


def _letters(text: str) -> str:
    """Reduce a text to what its spellings have in common: no accents, cases, marks or spaces."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in plain if char.isalnum())
