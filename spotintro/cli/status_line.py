"""A line for a bar or a prompt, by a format with placeholders.

What others wrote in it, titles above all, is made harmless for whatever reads the line.
"""

from __future__ import annotations

import html
import re
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from spotintro.cli.values import time_in_words
from spotintro.plain_text import ELLIPSIS, single_line

if TYPE_CHECKING:
    from spotintro.cli.printing import Json
    from spotintro.remote.status import Status

DEFAULT_FORMAT: Final = "{icon} {track} · {credits}"
_SIGNS: Final = {"playing": "▶", "paused": "‖", "stopped": "■"}
_SEPARATORS: Final = " ·–—-|/,:•"
_WIDTH: Final = re.compile(r"[1-9][0-9]{0,2}")


class LineReader(StrEnum):
    """What reads the lines: each takes other signs for its own."""

    PLAIN = "plain"
    WAYBAR = "waybar"
    TMUX = "tmux"
    POLYBAR = "polybar"
    PANGO = "pango"
    ZSH = "zsh"


_SIGNS_OF_TMUX: Final = re.compile(r"(#+)(\[?)")


def _as_tmux_writes_it(found: re.Match[str]) -> str:
    """Write signs that its formats and styles begin with so that they are shown (tmux 3).

    It reads the output of a command twice, as a format and as a style, and both make one of two signs; before a
    bracket the format leaves that to the style. An even number begins neither.
    """
    signs, bracket = found.groups()
    return signs * (2 if bracket else 4) + bracket


_HARMLESS: Final[Mapping[LineReader, Callable[[str], str]]] = {
    LineReader.PLAIN: lambda text: text,
    # Both read Pango markup; of waybar's JSON the text as well as the tooltip.
    LineReader.WAYBAR: html.escape,
    LineReader.PANGO: html.escape,
    LineReader.TMUX: lambda text: _SIGNS_OF_TMUX.sub(_as_tmux_writes_it, text),
    # Its tags are `%{…}`, which it has no way to write as they are.
    LineReader.POLYBAR: lambda text: text.replace("%{", "% {"),
    # Its prompts' sequences.
    LineReader.ZSH: lambda text: text.replace("%", "%%"),
}


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _time(milliseconds: int | None) -> str:
    return "" if milliseconds is None else time_in_words(milliseconds)


def _by(first: str, second: str) -> str:
    return f"{first} – {second}" if first and second else first or second


PLACEHOLDERS: Final[Mapping[str, tuple[str, Callable[[Status, int], str]]]] = {
    "title": ("the track's title", lambda now, _: now.title),
    "artist": ("its artists", lambda now, _: now.artist),
    "album": ("its album", lambda now, _: now.album),
    "track": ("artists and title: Miles Davis – So What", lambda now, _: _by(now.artist, now.title)),
    "state": ("playing, paused, stopped, none", lambda now, _: now.state),
    "icon": ("▶ ‖ ■", lambda now, _: _SIGNS.get(now.state, "")),
    "position": (
        "1:12; changes each second",
        lambda now, at_ms: "" if now.position_ms is None else _time(at_ms),
    ),
    "duration": ("5:37", lambda now, _: _time(now.duration_ms)),
    "player": ("the player", lambda now, _: now.player),
    "device": ("what it plays on", lambda now, _: now.device),
    "volume": ("in percent", lambda now, _: _number(now.volume_percent)),
    "liked": ("♥ where you like the track", lambda now, _: "♥" if now.liked else ""),
    "next": ("artists and title of what comes", lambda now, _: _by(now.next_artist, now.next_title)),
    "credits": ("what is left to spend", lambda now, _: _number(now.credits)),
    "low": ("▲ where the credits run low", lambda now, _: "▲" if now.low else ""),
    "price": ("of the next intro; needs the app", lambda now, _: _number(now.price)),
    "auto": ("how auto stands, “auto: in 2 tracks”; needs the app", lambda now, _: now.auto),
    "next_intro": ("“next: ready”; needs the app", lambda now, _: now.next_intro),
    "host": (
        "writing, speaking, else nothing; needs the app",
        lambda now, _: now.host if now.host in {"writing", "speaking"} else "",
    ),
}
"""By name: what it says, and how it is found in a status and the position in ms."""


class FormatFault(ValueError):
    """A format can't be followed; the command line tells its sentence as a usage error."""


@dataclass(frozen=True, slots=True)
class LineFormat:
    """A format, read: literal text, each piece before a placeholder and the most characters of that; None: all."""

    pieces: tuple[tuple[str, str | None, int | None], ...]

    @classmethod
    def of(cls, text: str) -> LineFormat:
        """Read a format.

        Raises:
            FormatFault: a placeholder is unknown, or a brace has no partner.
        """
        try:
            parsed = list(string.Formatter().parse(text))
        except ValueError:
            raise FormatFault(
                "a { or } stands alone; {{ and }} write one. "
                f"There is {', '.join(f'{{{name}}}' for name in PLACEHOLDERS)}."
            ) from None
        return cls(tuple(_piece(*each) for each in parsed))

    @property
    def ticks(self) -> bool:
        """Whether the line changes while a track plays on."""
        return any(name == "position" for _, name, _ in self.pieces)

    def line(self, status: Status, position_ms: int, reader: LineReader) -> str:
        """Return the line, without a line break in it.

        A separator between two placeholders goes with the one that is empty: `{artist} – {title}` without artists
        is the title.
        """
        harmless = _HARMLESS[reader]
        found = ""
        has_value = False
        for number, (literal, name, most) in enumerate(self.pieces):
            value = "" if name is None else PLACEHOLDERS[name][1](status, position_ms)
            separates = number > 0 and name is not None and not literal.strip(_SEPARATORS)
            if not separates or (has_value and value):
                found += literal
            found += harmless(single_line(value, limit=most or 200))
            has_value = has_value or bool(value)
        # Also of the format itself: a line is what a reader takes for one change.
        return " ".join(found.split("\n")).strip()


def _piece(
    literal: str, name: str | None, width: str | None, conversion: str | None
) -> tuple[str, str | None, int | None]:
    if name is None:
        return literal, None, None
    if name not in PLACEHOLDERS:
        every = ", ".join(f"{{{each}}}" for each in PLACEHOLDERS)
        raise FormatFault(f"there is no {{{single_line(name, limit=40)}}}. There is {every}.")
    if conversion or (width and not _WIDTH.fullmatch(width)):
        raise FormatFault(
            f"only a number may follow a name, as in {{{name}:30}}: the most characters, with {ELLIPSIS}."
        )
    return literal, name, int(width) if width else None


def waybar_document(text: str, status: Status) -> dict[str, Json]:
    """Return what waybar's custom module reads as its JSON; `text` is harmless already."""
    details = [
        status.title,
        status.artist,
        status.album,
        f"Next: {_by(status.next_artist, status.next_title)}" if status.next_title else "",
        "" if status.credits is None else f"Credits: {status.credits}{' (low)' if status.low else ''}",
        "" if status.price is None else f"The next intro: {status.price or 'free'}",
        status.auto,
        status.next_intro,
    ]
    classes: list[Json] = [status.state]
    if status.low:
        classes.append("low")
    if status.host in {"writing", "speaking"}:
        classes.append(status.host)
    harmless = _HARMLESS[LineReader.WAYBAR]
    return {
        "text": text,
        "alt": status.state,
        "tooltip": "\n".join(harmless(single_line(line)) for line in details if line),
        "class": classes,
    }
