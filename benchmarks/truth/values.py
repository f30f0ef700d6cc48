"""What stands in a slot: a track's own values, in the words of a language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from benchmarks.truth.catalogue import Entry, table
from spotintro.music import Track
from spotintro.spelling import numerals

NOW = datetime.fromisoformat("2026-11-28T21:10:00+01:00")
"""The date of the show, a Saturday evening: an age counts from it."""
MORNING = datetime.fromisoformat("2026-11-28T08:20:00+01:00")
"""Of a wording that is marked so."""


def word(group: str, value: str, language: str) -> str:
    words: dict[str, str] = table("words")[group].get(value, {})
    return words.get(language, value)


def artist_line(track: Track, language: str) -> str:
    *first, last = track.artists
    return f"{', '.join(first)} {table('words')['and'][language]} {last}" if first else last


def count(number: int, language: str) -> str:
    return numerals.cardinal(number, language).replace("\xad", "")


def length(seconds: int, language: str) -> str:
    """Say a length to the nearest half minute: "four and a half minutes"."""
    words = table("words")["length"][language]
    halves = max(2, round(seconds / 30))
    whole, half = divmod(halves, 2)
    if whole == 1:
        return str(words["one_half" if half else "one"])
    return str(words["half" if half else "whole"]).format(n=count(whole, language))


def exact_length(seconds: int, language: str) -> str:
    minutes, rest = divmod(seconds, 60)
    return str(table("words")["length"][language]["exact"]).format(minutes=minutes, seconds=rest)


def decade_words(year: int, language: str) -> str | None:
    words: dict[str, str] = table("words")["decade"].get(str(year // 10 * 10), {})
    return words.get(language)


def place(town: str, language: str) -> str | None:
    """Say a town; None for an artist of whom the country alone is known."""
    return word("town", town, language) if town else None


@dataclass(frozen=True, slots=True)
class Evening:
    """The tracks before and after."""

    heard: Track
    coming: Track


def _dated(values: dict[str, str | None], name: str, year: int, language: str) -> None:
    values[name] = str(year)
    values[f"{name}_words"] = numerals.year(year, language).replace("\xad", "")


def _of_artist(entry: Entry, language: str) -> dict[str, str | None]:
    artist = entry.artist
    values: dict[str, str | None] = {}
    if len(entry.track.artists) == 1:
        values["origin"] = place(artist.town, language)
        values["from_country"] = word("from_country", artist.country, language)
        if values["from_country"] == artist.country:
            values["from_country"] = f"from {artist.country}" if language == "en" else None
        values["began"] = None if artist.began is None else str(artist.began)
        values["ended"] = None if artist.ended is None else str(artist.ended)
        named = [member for member in artist.members if member[0] != artist.name]
        if named:
            values["member"] = named[0][0]
        playing = [member for member in named if member[1] and member[1] != "vocals"]
        if playing:
            name, instrument = playing[-1]
            values["member_p"] = name
            values["member_instrument"] = word("instrument", instrument, language)
            values["member_on"] = word("on_instrument", instrument, language)
        if len(named) > 1:
            values["member_a"], values["member_b"] = named[0][0], named[1][0]
            values["instrument_a"] = word("instrument", named[0][1], language) if named[0][1] else None
            values["instrument_b"] = word("instrument", named[1][1], language) if named[1][1] else None
    return values


def _credits(entry: Entry, language: str) -> dict[str, str | None]:
    known = entry.values
    both = table("words")["and"][language]
    values: dict[str, str | None] = {}
    for slot, key in (("writer", "writers"), ("composer", "composers"), ("lyricist", "lyricists")):
        if key in known:
            *first, last = known[key]
            values[slot] = f"{', '.join(first)} {both} {last}" if first else last
    if len(known.get("producers", ())) == 1:
        values["producer"] = known["producers"][0]
    players = [pair for pair in known.get("performers", ()) if pair[1] != "vocals"]
    if players:
        values["performer"], instrument = players[0]
        values["instrument"] = word("instrument", instrument, language)
        values["on_instrument"] = word("on_instrument", instrument, language)
    values["label"] = known.get("label")
    values["cover_artist"] = known.get("cover_of")
    values["live_place"] = known.get("live_at")
    if "release_country" in known:
        values["in_country"] = word("in_country", known["release_country"], language)
        named = known["release_country"]
        values["release_country"] = f"the {named}" if named.startswith("United") else named
    return values


def own_values(entry: Entry, evening: Evening, language: str) -> dict[str, str]:
    """Return every slot that this track can fill."""
    track, known = entry.track, entry.values
    seconds = (track.duration_ms or 0) // 1000
    values: dict[str, str | None] = {
        "title": track.title,
        "artist": artist_line(track, language),
        "album": track.album,
        "length": length(seconds, language),
        "length_exact": exact_length(seconds, language) if seconds % 60 > 1 and seconds >= 120 else None,
        "genre": word("genre", track.genres[0], language),
        "heard_title": evening.heard.title,
        "heard_artist": artist_line(evening.heard, language),
        "next_title": evening.coming.title,
        "next_artist": artist_line(evening.coming, language),
    }
    if track.year is not None:
        _dated(values, "year", track.year, language)
        values["decade"] = str(track.year // 10 * 10)
        values["decade_words"] = decade_words(track.year, language)
        values["age"] = str(NOW.year - track.year)
        values["age_words"] = count(NOW.year - track.year, language)
    if "first_released" in known:
        _dated(values, "first_year", known["first_released"], language)
    values |= _of_artist(entry, language) | _credits(entry, language)
    return {slot: value for slot, value in values.items() if value}


_VOWEL = re.compile(r"[AEIOUÉÈÀaeiouéè]")


def elided(text: str, values: dict[str, str]) -> str:
    """Write French "de {slot}" as "d’{slot}" where the value begins with a vowel."""

    def spliced(found: re.Match[str]) -> str:
        return f"{found[1]}’{{{found[2]}}}" if _VOWEL.match(values[found[2]]) else found[0]

    return re.sub(r"\b([dD])e \{(\w+)\}", spliced, text)
