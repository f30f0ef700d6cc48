"""Tracks whose artist or title others share, each with MusicBrainz's world around it, and whether it is found.

The artists of one name are as MusicBrainz has many; figures and albums are made up where nothing hangs on them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from spotintro.music import Track
from tests.fakes import musicbrainz_documents as form
from tests.fakes.musicbrainz_documents import Document, Library

CODE = "GBAAA0000001"
RIGHT = "right"
"""The key of the artist whose facts are the right ones; every other one's are wrong."""


@dataclass(frozen=True)
class Take:
    """One recording in MusicBrainz."""

    by: str = RIGHT
    """A key: two artists of one name have two."""
    title: str = ""
    """Empty: as the track's."""
    seconds: float | None = 200
    album: str = "The Album"
    day: str = "1990-05-01"
    disambiguation: str = ""
    video: bool = False
    isrcs: tuple[str, ...] = ()
    credited: str = ""
    """Where the artist is credited under another name."""
    guests: tuple[str, ...] = ()
    live_album: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    about: str
    track: Track
    takes: tuple[Take, ...]
    found: bool
    """Whether there are facts: never another's."""
    names: dict[str, str] = field(default_factory=dict)
    """The artists by key, where they aren't called as the track's."""
    aliases: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """By key: other names, and of what type."""


def track(
    title: str, *artists: str, seconds: float | None = 200, album: str | None = "The Album", **more: object
) -> Track:
    return replace(
        Track(
            id="spotify:track:0",
            title=title,
            artists=artists,
            album=album,
            duration_ms=None if seconds is None else round(seconds * 1000),
        ),
        **more,  # type: ignore[arg-type]
    )


def library(case: Case) -> Library:
    """Make the world of one case."""
    known = Library()
    artists: dict[str, Document] = {}

    def artist(key: str) -> Document:
        if key not in artists:
            name = case.names.get(key, case.track.artists[0])
            others = [form.alias(other, kind=kind) for other, kind in case.aliases.get(key, ())]
            artists[key] = known.add_artist(
                form.artist(name, key=key, place=f"Town of {key}", country="Country", began="1980", aliases=others)
            )
        return artists[key]

    for key in case.aliases:
        artist(key)
    for number, take in enumerate(case.takes):
        by = artist(take.by)
        named = {by["name"]: take.credited} if take.credited else None
        album = form.group(
            take.album, key=f"{take.by}: {take.album}", day=take.day, secondary=["Live"] if take.live_album else []
        )
        known.add_recording(
            form.recording(
                take.title or case.track.title,
                form.credit(by, *(form.artist(name) for name in take.guests), named=named),
                key=f"{take.by} {number}",
                length_ms=None if take.seconds is None else round(take.seconds * 1000),
                day=take.day,
                disambiguation=take.disambiguation,
                video=take.video,
                isrcs=take.isrcs,
                releases=[
                    form.release(album, key=f"{take.by} {number}", day=take.day, label=f"Label of {take.by}")
                ],
                aliases=[form.alias(other) for other in take.aliases],
            )
        )
    return known


def _cases() -> tuple[Case, ...]:
    found: list[Case] = []

    def case(about: str, what: Track, *takes: Take, found_: bool, **more: object) -> None:
        found.append(Case(about, what, takes, found_, **more))  # type: ignore[arg-type]

    _two_of_a_name(case)
    _names_that_look_alike(case)
    _bands_and_songs(case)
    _versions(case)
    _codes(case)
    _as_it_should_be(case)
    return tuple(found)


_Add = Callable[..., None]


def _two_of_a_name(case: _Add) -> None:
    nirvana = track("Rainbow Chaser", "Nirvana", album="All of Us")
    case("the album tells two bands apart", nirvana, Take(album="All of Us"), Take("us"), found_=True)
    case("two bands, no album", replace(nirvana, album=None), Take(), Take("us"), found_=False)
    case("two bands, another album", nirvana, Take(album="X"), Take("us", album="Y"), found_=False)
    case("the right one isn't there", nirvana, Take("us", album="Z"), found_=False, aliases={"gb": ()})
    case("the right one isn't there, and the length differs", nirvana, Take("us", seconds=260), found_=False)
    case("both have this album, one this length", nirvana, Take(album="All of Us"),
         Take("us", album="All of Us", seconds=206), found_=True)  # fmt: skip
    case(
        "both have this album and length",
        nirvana,
        Take(album="All of Us"),
        Take("us", album="All of Us"),
        found_=False,
    )
    hits = track("Angel", "Bush", album="Greatest Hits")
    case("an album that many have tells nothing", hits, Take("canada", album="Greatest Hits"), found_=False,
         aliases={RIGHT: ()})  # fmt: skip
    own = track("Home", "Unknown Pleasures", album="Unknown Pleasures")
    case("nor does one of the artist's name", own, Take("other", album="Unknown Pleasures"), found_=False,
         aliases={RIGHT: ()})  # fmt: skip
    case(
        "three of a name",
        track("Sunrise", "Phoenix", album=None),
        Take("fr"),
        Take("ro"),
        Take("us"),
        found_=False,
    )
    case("three of a name, one album", track("Sunrise", "Phoenix", album="Cantofabule"), Take("fr"),
         Take(album="Cantofabule"), Take("us"), found_=True)  # fmt: skip
    case("a namesake without this song", track("Creep", "Radio", album=None), Take("other"), found_=False,
         aliases={RIGHT: ()})  # fmt: skip
    case("no length, no album", track("Angel", "Eve", seconds=None, album=None), Take(), found_=False)
    case("no length on their side, no album", track("Angel", "Eve", album=None), Take(seconds=None), found_=False)
    case("one of the name, no album, the length", track("Angel", "Eve", album=None), Take(), found_=True)
    case("one of the name, no album, far off", track("Angel", "Eve", album=None), Take(seconds=210), found_=False)


def _names_that_look_alike(case: _Add) -> None:
    case(
        "signs alone are a name",
        track("Me", "!!!", album=None),
        Take("other"),
        found_=False,
        names={"other": "???"},
    )
    case("fun. and Fun", track("Some Nights", "fun.", album=None), Take("other"), found_=False,
         names={"other": "Fun"}, aliases={RIGHT: ()})  # fmt: skip
    case("with and without the article", track("Blue", "Eagles"), Take("other"), found_=False,
         names={"other": "The Other Eagles"})  # fmt: skip
    case(
        "a name within a name",
        track("Hello", "Adele"),
        Take("other"),
        found_=False,
        names={"other": "Adele Bertei"},
    )
    case("a name before a name", track("Crush", "Garbage"), Take("other"), found_=False,
         names={"other": "Garbage Collector"})  # fmt: skip
    case("a hint for the search is no name", track("Crush", "Prince"), Take("other"), found_=False,
         names={"other": "King"}, aliases={"other": (("Prince", "Search hint"),)})  # fmt: skip
    case("another's alias", track("Crush", "Prince", album=None), Take("other"), found_=False,
         names={"other": "King"}, aliases={"other": (("Prince", "Artist name"),), RIGHT: ()})  # fmt: skip
    case(
        "another script's other artist", track("花", "山田"), Take("other"), found_=False, names={"other": "川田"}
    )
    case("another spelling", track("Hits", "Beyonce"), Take(), found_=True, names={RIGHT: "Beyoncé"})
    case("an alias", track("Hits", "Pink", isrc=CODE), Take(isrcs=(CODE,)), found_=True, names={RIGHT: "P!nk"},
         aliases={RIGHT: (("Pink", "Artist name"),)})  # fmt: skip
    case("a credit under another name", track("Hits", "Puff Daddy"), Take(credited="Puff Daddy"), found_=True,
         names={RIGHT: "Diddy"})  # fmt: skip
    case(
        "and for &", track("Hits", "Simon and Garfunkel"), Take(), found_=True, names={RIGHT: "Simon & Garfunkel"}
    )


def _bands_and_songs(case: _Add) -> None:
    case("a band named like its song", track("Black Sabbath", "Black Sabbath", album="X"), Take("song"),
         found_=False, names={"song": "Bad Company"})  # fmt: skip
    case("artist and title swapped", track("Bad Company", "Free"), Take("other", title="Free"), found_=False,
         names={"other": "Bad Company"})  # fmt: skip
    case(
        "a tribute band",
        track("Dancing Queen", "ABBA"),
        Take("other"),
        found_=False,
        names={"other": "ABBA Revival"},
    )
    case("a cover band as player's artist", track("Dancing Queen", "ABBA Tribute Band"), Take("other"),
         found_=False, names={"other": "ABBA"})  # fmt: skip
    case("a singer's cover of it", track("Hurt", "Johnny Cash"), Take("other"), found_=False,
         names={"other": "Nine Inch Nails"})  # fmt: skip
    case("a guest is not who it is by", track("Umbrella", "JAY-Z"), Take("other", guests=("JAY-Z",)), found_=False,
         names={"other": "Rihanna"})  # fmt: skip
    case(
        "strangers on both sides", track("Stay", "Rihanna", "Mikky Ekko"), Take(guests=("Somebody",)), found_=False
    )
    case("various artists", track("Stay", "Various Artists"), Take("other"), found_=False,
         names={"other": "Various"})  # fmt: skip
    case("another song of the album", track("Stay", "Rihanna"), Take(title="Go"), found_=False)
    case("a song whose title begins so", track("Stay", "Rihanna"), Take(title="Stay with Me"), found_=False)


def _versions(case: _Add) -> None:
    studio = track("Hey", "Band")
    live = track("Hey - Live at the Forum", "Band", album="On Stage")
    case("a live take for a studio track", studio, Take(disambiguation="live, 1999: Oslo"), found_=False)
    case("a studio take for a live track", live, Take(title="Hey", album="On Stage"), found_=False)
    case("another night", live, Take(title="Hey", album="Other", disambiguation="live, 1999: Oslo"), found_=False)
    case(
        "the right night",
        live,
        Take(title="Hey", album="On Stage", disambiguation="live, 1999: Forum"),
        found_=True,
    )
    case("of a live album", track("Hey", "Band", album="Live!"), Take(album="Live!", live_album=True), found_=True)
    case("of a live album, for a studio track", studio, Take(live_album=True, album="Stage"), found_=False)
    case("a karaoke version", studio, Take(disambiguation="karaoke version"), found_=False)
    case("an instrumental", studio, Take(disambiguation="instrumental"), found_=False)
    case("a remix", studio, Take(title="Hey (Somebody Remix)"), found_=False)
    case("a remix told in brackets", studio, Take(disambiguation="Somebody remix"), found_=False)
    case("the song for a remix", track("Hey (Somebody Remix)", "Band"), Take(title="Hey"), found_=False)
    case("a demo", studio, Take(disambiguation="demo"), found_=False)
    case("an acoustic version", studio, Take(disambiguation="acoustic"), found_=False)
    case("the film of it", studio, Take(video=True), found_=False)
    case("recorded anew", track("Hey (Taylor’s Version)", "Band"), Take(title="Hey"), found_=False)
    case("the one recorded anew", track("Hey (Taylor’s Version)", "Band"),
         Take(disambiguation="Taylor’s version"), found_=True)  # fmt: skip
    case("a remaster", track("Hey - Remastered 2011", "Band"), Take(title="Hey"), found_=True)


def _codes(case: _Add) -> None:
    coded = track("Hey", "Band", album="Elsewhere", isrc=CODE)
    case("the code tells it", coded, Take(isrcs=(CODE,)), Take("other"), found_=True)
    case("a code that was given twice", coded, Take("other", title="Ho", isrcs=(CODE,)), found_=False)
    case("a code of another's", coded, Take("other", isrcs=(CODE,)), found_=False, names={"other": "Others"})
    case("a code of another version", coded, Take(isrcs=(CODE,), disambiguation="live"), found_=False)


def _as_it_should_be(case: _Add) -> None:
    case("title, artist, album, length", track("Hey", "Band"), Take(), found_=True)
    case("a guest in the title", track("Hey (feat. Guest)", "Band", "Guest"), Take(title="Hey", guests=("Guest",)),
         found_=True)  # fmt: skip
    case("the player tells the first artist alone", track("Hey", "Band"), Take(guests=("Guest",)), found_=True)
    case("other signs in the title", track("Don't Stop", "Band"), Take(title="Don’t stop"), found_=True)
    case(
        "the title under another name", track("Hola", "Band"), Take(title="Hello", aliases=("Hola",)), found_=False
    )


CASES = _cases()
