"""The settings: typed, frozen, each with its default; and where files belong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct, field

Percent = Annotated[int, Meta(ge=0, le=100)]
ShortText = Annotated[str, Meta(max_length=500)]


class PlayerProvider(StrEnum):
    AUTO = "auto"
    MPRIS = "mpris"
    DEMO = "demo"


class WriterProvider(StrEnum):
    AUTO = "auto"
    OPENAI = "openai"
    ANNOUNCER = "announcer"


class VoiceProvider(StrEnum):
    PYTTSX3 = "pyttsx3"
    SILENT = "silent"


class _Section(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of the file; what it doesn't know is an error, so that a typo can't pass for a setting."""


class PlayerSettings(_Section, frozen=True):
    provider: PlayerProvider = PlayerProvider.AUTO
    prefer: ShortText = "spotify"
    """The MPRIS player taken first when several run; the end of its bus name."""


class OpenAISettings(_Section, frozen=True):
    base_url: ShortText = ""
    """Empty: OPENAI_BASE_URL where it is set, else OpenAI's own."""
    model: Annotated[str, Meta(min_length=1, max_length=200)] = "gpt-5-mini"
    timeout_s: Annotated[float, Meta(ge=1, le=120)] = 30.0
    """For the whole text; a server that sends nothing for 10 s is given up earlier."""


class WriterSettings(_Section, frozen=True):
    provider: WriterProvider = WriterProvider.AUTO
    language: Annotated[str, Meta(pattern="^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "en"
    persona: ShortText = "a warm, unhurried late-night radio host"
    max_words: Annotated[int, Meta(ge=20, le=200)] = 70
    strict: bool = True
    """Drop a model's sentence that claims what the known facts don't carry."""
    openai: OpenAISettings = field(default_factory=OpenAISettings)


class VoiceSettings(_Section, frozen=True):
    provider: VoiceProvider = VoiceProvider.PYTTSX3
    enabled: bool = True
    voice: ShortText = ""
    """The engine's own id; empty: its voice for the writer's language."""
    rate_wpm: Annotated[int, Meta(ge=80, le=400)] = 170
    volume_percent: Percent = 100


class CreditSettings(_Section, frozen=True):
    low_balance: Annotated[int, Meta(ge=0, le=1_000_000)] = 3
    costs: Mapping[str, Annotated[int, Meta(ge=0, le=1_000_000)]] = field(default_factory=dict)
    """Names of `UserTransaction`; checked on loading."""


class StoreSettings(_Section, frozen=True):
    url: ShortText = ""
    """Empty: credits.sqlite3 in the data folder."""


class SupportSettings(_Section, frozen=True):
    name: ShortText = "SpotIntro support"
    email: ShortText = ""
    url: ShortText = ""
    instructions: ShortText = "Send the prepared message to whoever gave you SpotIntro; they can add credits."


class ScreenSettings(_Section, frozen=True):
    theme: ShortText = "textual-dark"
    animation: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    """Command id to key(s), as Textual names them, comma-separated."""


class Settings(_Section, frozen=True):
    player: PlayerSettings = field(default_factory=PlayerSettings)
    writer: WriterSettings = field(default_factory=WriterSettings)
    voice: VoiceSettings = field(default_factory=VoiceSettings)
    credits: CreditSettings = field(default_factory=CreditSettings)
    store: StoreSettings = field(default_factory=StoreSettings)
    support: SupportSettings = field(default_factory=SupportSettings)
    screen: ScreenSettings = field(default_factory=ScreenSettings)


@dataclass(frozen=True, slots=True)
class Paths:
    config_file: Path
    data_dir: Path

    @property
    def store_file(self) -> Path:
        return self.data_dir / "credits.sqlite3"

    @property
    def log_file(self) -> Path:
        return self.data_dir / "spotintro.log"
