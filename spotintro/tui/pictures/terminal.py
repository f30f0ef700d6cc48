"""What the terminal can show, told by its environment alone: who doesn't know an escape code might print it."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from spotintro.config.settings import AlbumArt

_MULTIPLEXERS: Final = ("TMUX", "STY", "ZELLIJ")
"""What lies between would have to pass pictures on, and few are set up to."""
_SIXEL_PROGRAMS: Final = frozenset({"WezTerm", "mlterm", "contour", "mintty", "iTerm.app"})
_SIXEL_TERMS = re.compile(r"(foot|mlterm|contour|yaft)(-|$)")
_VERSION = re.compile(r"[0-9]{1,8}")
_KITTY_VERSION = re.compile(r"Version\(([0-9]{1,4}), ([0-9]{1,4}), [0-9]{1,4}\)")
_KITTY_PLACEHOLDERS: Final = (0, 28)
_KONSOLE_SIXEL: Final = 220_400
_LARGEST_CELL: Final = 200


@dataclass(frozen=True, slots=True)
class CellSize:
    """Of one character, in pixels."""

    width: int
    height: int


def cell_size(columns: int, rows: int) -> CellSize | None:
    """Ask the terminal's driver for the size of a cell, which sends nothing to the terminal; None if unknown."""
    if columns < 1 or rows < 1 or sys.platform == "win32":
        return None
    import fcntl
    import struct
    import termios

    for stream in (sys.__stderr__, sys.__stdout__, sys.__stdin__):
        try:
            if stream is None:
                continue
            answer = fcntl.ioctl(stream.fileno(), termios.TIOCGWINSZ, bytes(8))
        except (OSError, ValueError):
            continue
        _, _, width, height = struct.unpack("HHHH", answer)
        cell = CellSize(width // columns, height // rows)
        if 1 < cell.width <= _LARGEST_CELL and 1 < cell.height <= _LARGEST_CELL:
            return cell
    return None


def choose(
    setting: AlbumArt, environ: Mapping[str, str], *, colours: str | None, cell: CellSize | None
) -> AlbumArt:
    """Choose how covers are drawn here: any but `AUTO`. May read a file.

    Args:
        setting: The user's.
        environ: Where terminals name themselves.
        colours: The console's color system, as Rich names it; None where there are no colours.
        cell: Needed for sixel, whose size is in pixels: a wrong guess would draw over the text.
    """
    if setting is AlbumArt.OFF or environ.get("NO_COLOR") or colours is None:
        return AlbumArt.OFF
    if setting is not AlbumArt.AUTO:
        chosen = setting
    elif any(environ.get(name) for name in _MULTIPLEXERS) or _term(environ).startswith(("screen", "tmux")):
        chosen = AlbumArt.BLOCKS
    elif _is_kitty(environ):
        chosen = AlbumArt.KITTY
    else:
        chosen = AlbumArt.SIXEL if _shows_sixel(environ) else AlbumArt.BLOCKS
    if (chosen is AlbumArt.SIXEL and cell is None) or (chosen is AlbumArt.KITTY and colours != "truecolor"):
        chosen = AlbumArt.BLOCKS
    return AlbumArt.OFF if chosen is AlbumArt.BLOCKS and colours not in {"truecolor", "256"} else chosen


def _term(environ: Mapping[str, str]) -> str:
    return environ.get("TERM", "")


def _is_kitty(environ: Mapping[str, str]) -> bool:
    """Tell whether the terminal knows placeholder characters; not all with kitty's protocol do."""
    if _term(environ) == "xterm-ghostty" or environ.get("TERM_PROGRAM") == "ghostty":
        return True
    kitty = _term(environ) == "xterm-kitty" or bool(environ.get("KITTY_WINDOW_ID"))
    return kitty and not _is_older_kitty(environ.get("KITTY_INSTALLATION_DIR", ""))


def _is_older_kitty(folder: str) -> bool:
    """Tell whether this kitty is older than the placeholders. Reads a file: no variable has the version."""
    try:
        with (Path(folder) / "kitty" / "constants.py").open(encoding="utf-8", errors="replace") as file:
            found = _KITTY_VERSION.search(file.read(20_000)) if folder else None
    except OSError:
        return False
    return found is not None and (int(found[1]), int(found[2])) < _KITTY_PLACEHOLDERS


def _shows_sixel(environ: Mapping[str, str]) -> bool:
    konsole = _VERSION.fullmatch(environ.get("KONSOLE_VERSION", ""))
    return (
        environ.get("TERM_PROGRAM") in _SIXEL_PROGRAMS
        or _SIXEL_TERMS.match(_term(environ)) is not None
        or (konsole is not None and int(konsole[0]) >= _KONSOLE_SIXEL)
    )
