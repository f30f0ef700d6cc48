"""What one run of the program is told to do otherwise than the settings say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from spotintro.config import OverMusicMode, PlayerProvider, WriterProvider


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """The options of a run. None: as the settings say."""

    writer: WriterProvider | None = None
    """Naming `openai` is the consent to send it the track's facts."""
    player: PlayerProvider | None = None
    persona: str | None = None
    """The name of one."""
    wav_file: Path | None = None
    """Where the speech is written; nothing is played then, and the music goes on."""
    over_music: OverMusicMode | None = None
    """The way with the music under a speech."""
