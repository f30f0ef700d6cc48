"""What the user has set, and where files belong. Reading the file is `spotintro.config.loading`."""

from spotintro.config.paths import Paths
from spotintro.config.settings import (
    CreditSettings,
    FactSettings,
    HostSettings,
    LookUp,
    OpenAISettings,
    Package,
    PlayerProvider,
    PlayerSettings,
    ScreenSettings,
    Settings,
    SpotifySettings,
    StoreSettings,
    SupportSettings,
    VoiceProvider,
    VoiceSettings,
    WriterProvider,
    WriterSettings,
)

__all__ = [
    "CreditSettings",
    "FactSettings",
    "HostSettings",
    "LookUp",
    "OpenAISettings",
    "Package",
    "Paths",
    "PlayerProvider",
    "PlayerSettings",
    "ScreenSettings",
    "Settings",
    "SpotifySettings",
    "StoreSettings",
    "SupportSettings",
    "VoiceProvider",
    "VoiceSettings",
    "WriterProvider",
    "WriterSettings",
]
