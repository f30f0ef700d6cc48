"""Wordings put to tracks: each sentence with what is known when it is said."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from benchmarks.truth.catalogue import Entry, entries
from benchmarks.truth.values import MORNING, NOW, Evening, elided, own_values
from benchmarks.truth.wordings import Verdict, Wording
from benchmarks.truth.wrong_values import Wrong
from spotintro.knowledge import Fact
from spotintro.music import Track
from spotintro.writers.base import Show

TRACKS_A_WORDING = {"en": 6}
FEWER_TRACKS = 4
"""A wording, in the other languages."""
_IN_WORDS = frozenset(
    {"genre", "ordinal", "count_words", "age_words", "length", "year_words", "decade_words", "instrument"}
    | {"on_instrument", "member_on", "from_country"}
)
"""Slots that are words, no names: they get a capital at the start of a sentence."""
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")
"""A name that ends in one, at the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a writer is told before it writes."""

    track: Track
    facts: tuple[Fact, ...]
    show: Show


@dataclass(frozen=True, slots=True)
class Sentence:
    wording: Wording
    text: str
    known: Known


def _apart(*names: str) -> bool:
    folded = [name.casefold() for name in names]
    return not any(a in b for i, a in enumerate(folded) for j, b in enumerate(folded) if i != j)


def _meets(entry: Entry, need: str, values: dict[str, str]) -> bool:
    track, known, artist = entry.track, entry.values, entry.artist
    alone = len(track.artists) == 1
    match need:
        case "song":
            return not known.get("instrumental")
        case "instrumental":
            return bool(known.get("instrumental"))
        case "group" | "person":
            return alone and artist.kind == need
        case "male" | "female":
            return alone and artist.gender == need
        case "nocover":
            return "cover_of" not in known
        case "notsingle":
            return known.get("release_kind") == "album"
        case "distinct":
            return alone and _apart(track.title, track.album or "", *track.artists)
        case "began_differs":
            own = {str(track.year), str(known.get("first_released"))}
            return values.get("began") is not None and values["began"] not in own
        case "producer_differs":
            return values.get("producer", "") not in known.get("writers", ()) and not (
                set(known.get("writers", ())) & set(known.get("producers", ()))
            )
        case "members_differ":
            return "instrument_a" in values and values["instrument_a"] != values.get("instrument_b")
        case "heard" | "morning":
            return True
        case _ if need.startswith("k_"):
            return bool(known.get("release_kind") == need.removeprefix("k_"))
    raise ValueError(need)


def _fits_kind(entry: Entry, wording: Wording) -> bool:
    """Tell whether a wording of this kind keeps its verdict on this track."""
    known = entry.values
    match wording.verdict, wording.kind:
        case Verdict.TRUE, "year" | "age" | "combined":
            return (
                known.get("first_released", entry.track.year) == entry.track.year or "first_year" in wording.slots
            )
        case Verdict.TRUE, "live":
            return "live_at" in known
        case Verdict.TRUE, "cover":
            return "cover_of" in known
        case Verdict.FALSE, "soundtrack":
            return known.get("release_kind") != "soundtrack"
        case Verdict.FALSE, "place":
            return "live_at" not in known
    return True


@cache
def prepared(language: str) -> tuple[tuple[Entry, dict[str, str], Known], ...]:
    """Return each track with the values of its slots and what a writer is told of it."""
    found = entries()
    ready = []
    for number, entry in enumerate(found):
        heard, coming = found[(number * 7 + 3) % len(found)], found[(number * 11 + 5) % len(found)]
        if {heard.track.artists, coming.track.artists} & {entry.track.artists}:
            heard, coming = found[(number + 60) % len(found)], found[(number + 90) % len(found)]
        show = Show(now=NOW, heard=heard.track, coming=coming.track)
        values = own_values(entry, Evening(heard.track, coming.track), language)
        ready.append((entry, values, Known(entry.track, entry.facts, show)))
    return tuple(ready)


def _filled(wording: Wording, values: dict[str, str]) -> str:
    text = elided(wording.text, values) if wording.language == "fr" else wording.text
    said = _TWO_STOPS.sub(".", text.format_map(values))
    opening = wording.text.partition("}")[0].removeprefix("{").removeprefix("wrong_")
    return said[0].upper() + said[1:] if opening in _IN_WORDS else said


def _values_for(wording: Wording, entry: Entry, own: dict[str, str]) -> dict[str, str] | None:
    wrong = Wrong(entry, wording.language, f"{entry.track.id} {wording.text}")
    values = dict(own)
    for slot in dict.fromkeys(wording.slots):
        if slot.startswith("wrong_"):
            drawn = wrong.value(slot.removeprefix("wrong_"))
            if drawn is None:
                return None
            values[slot] = drawn
        elif slot not in own:
            return None
    return values


def sentences_of(wording: Wording) -> Iterator[Sentence]:
    """Put a wording to some of the tracks that it fits, always the same ones."""
    in_turn = list(prepared(wording.language))
    random.Random(wording.text).shuffle(in_turn)
    wanted = TRACKS_A_WORDING.get(wording.language, FEWER_TRACKS)
    for entry, own, told in in_turn:
        known = told
        fits = _fits_kind(entry, wording) and all(_meets(entry, need, own) for need in wording.needs)
        values = _values_for(wording, entry, own) if fits else None
        if values is None:
            continue
        if "morning" in wording.needs:
            known = replace(known, show=replace(known.show, now=MORNING))
        yield Sentence(wording, _filled(wording, values), known)
        wanted -= 1
        if not wanted:
            return
