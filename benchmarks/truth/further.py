"""Two sets that are reported without a goal: falsehoods in plain words, and sentences as models write them.

They are held out like the other half: nobody makes the check by them, and no tool prints them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from benchmarks.truth.catalogue import Entry, table
from benchmarks.truth.sentences import Sentence, prepared
from benchmarks.truth.wordings import Half, Verdict, Wording

_TRACKS_A_SENTENCE = 3


def _says_nothing_of_it(entry: Entry) -> bool:
    """Tell whether no fact of a track could carry a sentence in plain words: nobody died or split up."""
    return entry.artist.kind == "group" and entry.artist.ended is None and "live_at" not in entry.values


def plain_words() -> Iterator[Sentence]:
    """Put each falsehood to a few tracks."""
    fitting = [known for entry, _, known in prepared("en") if _says_nothing_of_it(entry)]
    for text in table("plain_words")["en"]:
        wording = Wording("en", Half.HELD_OUT, Verdict.FALSE, "plain words", text)
        for known in random.Random(text).sample(fitting, _TRACKS_A_SENTENCE):
            yield Sentence(wording, text, known)


def model_sentences(language: str) -> Iterator[Sentence]:
    """Return the sentences of models in English or German, each with its own track."""
    known_of = {(entry.track.title, entry.track.artists[0]): known for entry, _, known in prepared(language)}
    for told in table("model_sentences")["told"]:
        if told["language"] != language:
            continue
        known = known_of[told["title"], told["artist"]]
        for verdict in Verdict:
            for text in told.get(verdict, ()):
                yield Sentence(Wording(language, Half.HELD_OUT, verdict, f"by {told['by']}", text), text, known)
