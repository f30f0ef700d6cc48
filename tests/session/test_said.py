"""What an intro looks like in text and in Markdown, whatever its titles and sources hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from spotintro.credits.base import Intro
from spotintro.knowledge import Source
from spotintro.music import Track
from spotintro.session.said import as_markdown, as_text, source_line, track_line

WRITTEN = datetime(2026, 11, 22, 20, 15, tzinfo=UTC)
WIKIPEDIA = Source("Wikipedia", "https://fr.wikipedia.org/wiki/Suite_(musique)", "CC BY-SA 4.0", "Suite")
BRAINZ = Source("MusicBrainz", "https://musicbrainz.org/recording/1", "CC0")
INTRO = Intro(
    "w",
    Track("t", "Clair de lune", ("Claude Debussy",), "Suite bergamasque"),
    "This is Clair de lune. It is from 1905.",
    "openai",
    WRITTEN,
    spoken=True,
    sources=(WIKIPEDIA, BRAINZ),
    favourite=True,
)
AT = f"{WRITTEN.astimezone():%Y-%m-%d %H:%M}"

HOSTILE = [
    "\x1b]0;owned\x07Title\x1b[31m",
    "\u202eevil\u202c",
    "# heading",
    "- item",
    "1. first",
    "> quote",
    "=== rule",
    "[click](javascript:alert)",
    "![x](https://evil.example/x.png)",
    "<script>alert(1)</script>",
    "<https://evil.example>",
    "https://evil.example/x www.evil.example a@evil.example",
    "`code` **bold** _em_ ~~gone~~ | cell |",
    "&lt;b&gt; &#60;",
    "\\[not escaped\\](https://evil.example)",
    "[ref]: https://evil.example",
    "two\nlines\r\n# and a heading",
    "$math$ {{template}} ^note",
    "line\u2028separator\u0085next",
]


def test_plain_lines_say_all_of_it() -> None:
    assert as_text(INTRO) == (
        f"{AT}  Clair de lune — Claude Debussy",
        "This is Clair de lune. It is from 1905.",
        "by openai · spoken · ★ favourite",
        "Source: Wikipedia: Suite, https://fr.wikipedia.org/wiki/Suite_(musique), CC BY-SA 4.0",
        "Source: MusicBrainz, https://musicbrainz.org/recording/1, CC0",
    )
    assert as_text(replace(INTRO, spoken=False, favourite=False, sources=()))[2:] == ("by openai · not spoken",)


def test_markdown_says_the_same_with_links() -> None:
    assert as_markdown(INTRO) == (
        f"## {AT} · Clair de lune — Claude Debussy",
        "",
        "This is Clair de lune. It is from 1905.",
        "",
        "- by openai · spoken · ★ favourite",
        "- Source: [Wikipedia: Suite](<https://fr.wikipedia.org/wiki/Suite_(musique)>) (CC BY-SA 4.0)",
        "- Source: [MusicBrainz](<https://musicbrainz.org/recording/1>) (CC0)",
    )


@pytest.mark.parametrize(
    ("track", "line"),
    [
        (Track("t", "Title", ("A", "B")), "Title — A, B"),
        (Track("t", "", ("A",)), "A"),
        (Track("t", "", (), "Album"), "Album"),
        (Track("t", ""), "an unnamed track"),
    ],
)
def test_a_track_is_named_by_what_is_known(track: Track, line: str) -> None:
    assert track_line(track) == line


def opening(line: str) -> str:
    """The line without what we put before it, and without the link to a page."""
    line = line.removeprefix("## ").removeprefix("- Source: ").removeprefix("- ")
    label, linked, rest = line.partition("](<")
    return f"{label.removeprefix('[')}{rest.partition('>)')[2]}" if linked else line


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_is_left_in_it(text: str) -> None:
    source = Source(text, text, text, text)
    hostile = Intro("w", Track("t", text, (text,), text), text, text, WRITTEN, sources=(source,))
    plain, marked = as_text(hostile), as_markdown(hostile)
    assert (len(plain), len(marked)) == (4, 6), "no line was added"
    for line in (*plain, *marked):
        assert line.isprintable()
        assert "owned" not in line
    for line in marked[2:]:
        rest = opening(line)
        while "\\" in rest:
            before, _, behind = rest.partition("\\")
            assert behind[:1] in set("\\`*_[]<>&#|~!$@{}^.:-+="), "only signs are escaped"
            assert_plain(before)
            rest = behind[1:]
        assert_plain(rest)


def assert_plain(text: str) -> None:
    assert not set("`*_[]<>&#|~!$@{}^") & set(text)
    assert "://" not in text
    assert "www." not in text


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil", "http://[", "https:", ""]
)
def test_only_a_pages_address_is_a_link(url: str) -> None:
    (line,) = as_markdown(replace(INTRO, sources=(replace(BRAINZ, url=url),)))[5:]
    assert "](" not in line
    assert line.startswith("- Source: MusicBrainz")


def test_an_address_does_not_leave_its_link() -> None:
    url = "https://evil.example/> [x](javascript:y) <b>`\\ ü"
    (line,) = as_markdown(replace(INTRO, sources=(replace(BRAINZ, url=url),)))[5:]
    inside = line.partition("](<")[2].partition(">)")[0]
    assert line.endswith(">) (CC0)")
    assert not set(" <>`\\ü") & set(inside)


def test_a_source_without_everything_is_still_named() -> None:
    assert source_line(Source("MusicBrainz", "", "")) == "MusicBrainz"
