"""What stands in a `{wrong_…}` slot: another track's value, which no fact of this one carries."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from functools import cache

from benchmarks.truth.catalogue import Entry, entries
from benchmarks.truth.values import NOW, artist_line, count, decade_words, length, place, word
from spotintro.spelling import numerals

_GENRES = (
    "jazz",
    "country",
    "reggae",
    "metal",
    "disco",
    "classical",
    "hip hop",
    "blues",
    "fado",
    "punk rock",
    "bossa nova",
    "house",
    "soul",
    "folk",
    "funk",
    "flamenco",
    "big beat",
    "synth-pop",
    "ambient",
    "grunge",
    "chanson",
)
_KIN = (
    {"electronic", "house", "disco", "big beat", "ambient", "synth-pop", "electropop", "trip hop"},
    {"soul", "funk", "R&B", "blues", "disco", "hip hop", "trip hop"},
    {"metal", "grunge", "hard rock", "punk rock", "post-punk", "rock", "alternative rock"},
    {"bossa nova", "MPB", "jazz", "fado", "morna"},
    {"folk", "folk rock", "country", "chanson", "blues"},
    {"pop", "synth-pop", "electropop", "disco", "soul", "funk"},
    {"new wave", "synth-pop", "post-punk", "punk rock"},
    {"world", "son", "flamenco", "folk", "afrobeat", "funk"},
    {"rock and roll", "blues", "country"},
    {"classical", "soundtrack", "ambient"},
)
_INSTRUMENTS = (
    "violin",
    "cello",
    "saxophone",
    "trumpet",
    "flute",
    "harmonica",
    "banjo",
    "harp",
    "clarinet",
    "piano",
)


def _overlap(one: str, other: str) -> bool:
    one, other = one.casefold(), other.casefold()
    return one in other or other in one


@cache
def _pool(kind: str) -> tuple[str, ...]:
    taken: dict[str, None] = {}
    for entry in entries():
        known, artist = entry.values, entry.artist
        match kind:
            case "title":
                found: Iterable[str] = (entry.track.title,)
            case "album":
                found = (entry.track.album or "",)
            case "label":
                found = (known.get("label", ""),)
            case "town":
                found = (artist.town,)
            case "country":
                found = (artist.country,)
            case _:
                found = (*known.get("writers", ()), *known.get("producers", ()), *known.get("composers", ()))
        taken |= dict.fromkeys(name for name in found if name)
    return tuple(taken)


class Wrong:
    """Draws wrong values for one track; the same seed draws the same."""

    def __init__(self, entry: Entry, language: str, seed: str) -> None:
        self._entry = entry
        self._language = language
        self._random = random.Random(seed)
        known = entry.values
        dates = (entry.track.year, known.get("first_released"), entry.artist.began, entry.artist.ended)
        self._years = {year for year in (*dates, known.get("live_in")) if year is not None}
        self._people = entry.people() | {member[0] for member in entry.artist.members}

    def value(self, slot: str) -> str | None:
        """Return the value of a slot without its `wrong_`; None where there is none for this track."""
        draw: Callable[[], str | None] | None = getattr(self, f"_{slot}", None)
        assert draw is not None, slot
        return draw()

    def _from_pool(self, kind: str) -> str:
        track = self._entry.track
        own = {track.title, track.album or "", *track.artists, *self._people, self._entry.artist.town}
        while True:
            drawn = self._random.choice(_pool(kind))
            if not any(_overlap(drawn, name) for name in own if name):
                return drawn

    def _title(self) -> str:
        return self._from_pool("title")

    def _album(self) -> str:
        return self._from_pool("album")

    def _label(self) -> str:
        return self._from_pool("label")

    def _person(self) -> str:
        return self._from_pool("person")

    def _artist(self) -> str:
        while True:
            other = self._random.choice(entries()).track
            own = {*self._people, self._entry.track.title, self._entry.track.album or ""}
            if not any(_overlap(name, mine) for name in other.artists for mine in own if mine):
                return artist_line(other, self._language)

    def _origin(self) -> str:
        while True:
            town = self._from_pool("town")
            said = place(town, self._language)
            assert said is not None
            if said != place(self._entry.artist.town, self._language):
                return said

    _place = _origin

    def _from_country(self) -> str:
        while True:
            country = self._random.choice(_pool("country"))
            said = word("from_country", country, self._language)
            if said == country:
                said = f"from {country}"
            if country != self._entry.artist.country and not (self._language != "en" and said.startswith("from ")):
                return said

    def _drawn_year(self) -> int:
        centre = self._entry.track.year or 1970
        while True:
            year = self._random.choice((centre + self._random.randint(-9, 9), self._random.randint(1950, 2024)))
            if year not in self._years and year < NOW.year:
                return year

    def _year(self) -> str:
        return str(self._drawn_year())

    _began = _year

    def _year_words(self) -> str:
        return numerals.year(self._drawn_year(), self._language).replace("\xad", "")

    def _drawn_decade(self) -> int:
        decades = {year // 10 * 10 for year in self._years}
        return self._random.choice([decade for decade in range(1950, 2000, 10) if decade not in decades])

    def _decade(self) -> str:
        return str(self._drawn_decade())

    def _decade_words(self) -> str | None:
        return decade_words(self._drawn_decade(), self._language)

    def _drawn_age(self) -> int:
        ages = {NOW.year - year for year in self._years}
        return self._random.choice([age for age in range(12, 78) if all(abs(age - own) > 3 for own in ages)])

    def _age(self) -> str:
        return str(self._drawn_age())

    def _age_words(self) -> str:
        return count(self._drawn_age(), self._language)

    def _over_age(self) -> str:
        oldest = NOW.year - min((year for year in self._years if year > 1900), default=1950)
        return str((oldest // 10 + self._random.randint(1, 3)) * 10)

    def _length(self) -> str:
        own = (self._entry.track.duration_ms or 0) // 1000
        while True:
            seconds = self._random.randint(3, 30) * 30
            if abs(seconds - own) > 75:
                return length(seconds, self._language)

    def _instrument_key(self) -> str:
        played = {pair[1] for pair in self._entry.values.get("performers", ())}
        played |= {member[1] for member in self._entry.artist.members}
        return self._random.choice([name for name in _INSTRUMENTS if name not in played])

    def _instrument(self) -> str:
        return word("instrument", self._instrument_key(), self._language)

    def _on_instrument(self) -> str:
        return word("on_instrument", self._instrument_key(), self._language)

    def _genre(self) -> str:
        own = self._entry.track.genres[0]
        kin = {own}.union(*(family for family in _KIN if own in family))
        if "classical" in kin:
            kin |= {"soundtrack"}
        apart = [g for g in _GENRES if g not in kin and not set(g.split()) & set(own.split())]
        return word("genre", self._random.choice(apart), self._language)

    def _number(self) -> str:
        return str(self._random.choice([n for n in range(13, 99) if n * 10 != self._entry.track.year]))

    def _count_words(self) -> str:
        return count(self._random.randint(5, 12), self._language)

    def _ordinal(self) -> str:
        return numerals.ordinal(self._random.randint(2, 12), self._language)

    def _track_number(self) -> str:
        return str(self._random.randint(4, 14))

    def _bpm(self) -> str:
        return str(self._random.randint(70, 170))

    def _age_of_person(self) -> str:
        return count(self._random.randint(16, 40), self._language)
