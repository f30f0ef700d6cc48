"""An intro that was said, as lines for a person: on a page, in a terminal, in a file. Pure functions.

Titles, texts and sources are others' words: what could steer a terminal is removed, and in Markdown nothing of
theirs is read as markup.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from spotintro.plain_text import single_line

if TYPE_CHECKING:
    from spotintro.credits.base import Intro
    from spotintro.knowledge import Source
    from spotintro.music import Track

FAVOURITE: Final = "★ favourite"
_LONGEST: Final = 20_000
_MARKUP: Final = re.compile(r"[\\`*_\[\]<>&#|~!$@{}^]|\.(?=[^\W\d])|(?<=[wW])\.|:(?=\S)")
"""What Markdown reads as markup, entity or address wherever it stands."""
_OPENING: Final = re.compile(r"^(?:[-+=]|\d+(?=[.)]))")
"""What it reads as a list, a rule or a heading at the begin of a line."""
_IN_ADDRESSES: Final = "/:?#[]@!$&'()*+,;=%~-._"


def track_line(track: Track) -> str:
    """Name the track: title and artists, or what of them is known."""
    parts = (single_line(track.title), single_line(track.artist_line))
    return " — ".join(part for part in parts if part) or single_line(track.album or "") or "an unnamed track"


def when(intro: Intro) -> str:
    """Say when it was written, by this machine's time."""
    return f"{intro.written_at.astimezone():%Y-%m-%d %H:%M}"


def text_of(intro: Intro) -> str:
    return single_line(intro.text, limit=_LONGEST)


def about(intro: Intro) -> str:
    """Say who wrote it, whether it was said to its end, and whether it is a favourite."""
    said = "spoken" if intro.spoken else "not spoken"
    return " · ".join((f"by {single_line(intro.writer)}", said, *((FAVOURITE,) if intro.favourite else ())))


def source_line(source: Source) -> str:
    """Name a source, with its licence, as its licence asks for where its facts are told."""
    name, title, url, licence = map(single_line, (source.name, source.title, source.url, source.licence))
    named = f"{name}: {title}" if title else name
    return ", ".join(part for part in (named, url, licence) if part)


def as_text(intro: Intro) -> tuple[str, ...]:
    """Write it as plain lines."""
    sources = (f"Source: {source_line(source)}" for source in intro.sources)
    return (f"{when(intro)}  {track_line(intro.track)}", text_of(intro), about(intro), *sources)


def as_markdown(intro: Intro) -> tuple[str, ...]:
    """Write it as Markdown (CommonMark, and GitHub's)."""
    heading = f"## {when(intro)} · {_literal(track_line(intro.track))}"
    sources = (f"- Source: {_linked(source)}" for source in intro.sources)
    return (heading, "", _literal(text_of(intro)), "", f"- {_literal(about(intro))}", *sources)


def _linked(source: Source) -> str:
    name, title, url, licence = map(single_line, (source.name, source.title, source.url, source.licence))
    label = _literal(f"{name}: {title}" if title else name)
    address = f"[{label}](<{quote(url, safe=_IN_ADDRESSES)}>)" if _is_page(url) else f"{label} {_literal(url)}"
    return f"{address.rstrip()} ({_literal(licence)})" if licence else address.rstrip()


def _is_page(url: str) -> bool:
    """Tell whether it is the address of a page, and nothing else that a click would do."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _literal(text: str) -> str:
    """Have Markdown show this as it stands."""
    escaped = _MARKUP.sub(r"\\\g<0>", text)
    return _OPENING.sub(lambda begin: begin[0] + "\\" if begin[0].isdigit() else f"\\{begin[0]}", escaped)
