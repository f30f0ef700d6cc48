"""The manner in which a host goes on: its style, and the voices for it."""

from __future__ import annotations

from dataclasses import dataclass

from spotintro.host.texts import Style
from spotintro.voices.base import Voice


@dataclass(frozen=True, slots=True)
class Manner:
    """All of a host that follows its persona; each part as in the arguments of `Host`."""

    style: Style
    voice: Voice
    announcer_voice: Voice | None
    language_notice: str
    unchecked_notice: str
