"""The settings: typed, frozen, each with its bounds, its default and a line that says what it does."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct, field

from spotintro.config.personas.persona import Chattiness

SLOWEST_WPM = 80
FASTEST_WPM = 400
Percent = Annotated[int, Meta(ge=0, le=100)]
PublicKey = Annotated[str, Meta(pattern=r"^[0-9a-fA-F]{64}\Z")]
Serial = Annotated[str, Meta(pattern=r"^[0-9a-fA-F]{16}\Z")]
ShortText = Annotated[str, Meta(max_length=500)]
# In the clear a token would go to whoever listens; on this machine nobody does.
ServerAddress = Annotated[
    str,
    Meta(max_length=500, pattern=r"^(https://[^\s/?#@]+|http://(127\.0\.0\.1|\[::1\])(:[0-9]+)?)(/[^\s?#]*)?\Z"),
]


class PlayerProvider(StrEnum):
    AUTO = "auto"
    MPRIS = "mpris"
    SPOTIFY = "spotify"
    DEMO = "demo"


class WriterProvider(StrEnum):
    AUTO = "auto"
    OPENAI = "openai"
    ANNOUNCER = "announcer"


class VoiceProvider(StrEnum):
    AUTO = "auto"
    HIBARI = "hibari"
    PYTTSX3 = "pyttsx3"
    SILENT = "silent"


class OverMusicMode(StrEnum):
    """What becomes of the music while the host speaks."""

    PAUSE = "pause"
    GAP = "gap"
    DUCK = "duck"
    OVER = "over"


class LookUp(StrEnum):
    ASK = "ask"
    ON = "on"
    OFF = "off"


class AlbumArt(StrEnum):
    AUTO = "auto"
    KITTY = "kitty"
    SIXEL = "sixel"
    BLOCKS = "blocks"
    OFF = "off"


class _Section(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of the file. A name it doesn't know is an error, so that a typo can't pass for a setting."""


class PlayerSettings(_Section, frozen=True):
    provider: Annotated[
        PlayerProvider,
        Meta(
            description="Where what plays is read from; auto: players on this machine, and Spotify on any device"
            " once you have signed in."
        ),
    ] = PlayerProvider.AUTO
    prefer: Annotated[
        ShortText,
        Meta(description="The MPRIS player taken first when several play, or none does: the end of its bus name."),
    ] = "spotify"


class SpotifySettings(_Section, frozen=True):
    client_id: Annotated[
        str,
        Meta(max_length=100, pattern=r"^[A-Za-z0-9]*\Z"),
        Meta(description="The client ID of your own Spotify app, no secret; L in the app says how to make one."),
    ] = ""
    daily_calls: Annotated[
        int,
        Meta(ge=10, le=1_000_000),
        Meta(description="The most calls of the Web API in 24 hours; Spotify refuses a new app after 1000 or so."),
    ] = 1000
    api_url: Annotated[ServerAddress, Meta(description="Where Spotify's Web API is.")] = (
        "https://api.spotify.com/v1"
    )
    accounts_url: Annotated[ServerAddress, Meta(description="Where one signs in to Spotify.")] = (
        "https://accounts.spotify.com"
    )


class OpenAISettings(_Section, frozen=True):
    base_url: Annotated[
        ShortText,
        Meta(description="A server that speaks OpenAI's API; empty: $OPENAI_BASE_URL, else OpenAI itself."),
    ] = ""
    model: Annotated[
        str, Meta(min_length=1, max_length=200), Meta(description="The model's name, as the server knows it.")
    ] = "gpt-5-mini"
    timeout_s: Annotated[
        float,
        Meta(ge=1, le=120),
        Meta(description="Seconds for the whole text; one that stops for 10 s in the middle is given up earlier."),
    ] = 30.0
    input_price: Annotated[
        float,
        Meta(ge=0, le=1_000_000),
        Meta(
            description="What a million tokens that the model reads cost, as your server's price list has it; 0:"
            " unknown or free. No price is built in: it would be wrong tomorrow."
        ),
    ] = 0.0
    output_price: Annotated[
        float,
        Meta(ge=0, le=1_000_000),
        Meta(description="What a million tokens that it writes cost, its thoughts included; 0: unknown or free."),
    ] = 0.0
    currency: Annotated[
        str, Meta(pattern=r"^[A-Z]{3}\Z"), Meta(description="The currency of prices and cap, such as EUR.")
    ] = "USD"
    daily_cap: Annotated[
        float,
        Meta(ge=0, le=1_000_000),
        Meta(
            description="The most that a day's texts may cost: one that could go above it isn't asked for; 0: no"
            " cap. It needs both prices."
        ),
    ] = 0.0


class WriterSettings(_Section, frozen=True):
    provider: Annotated[
        WriterProvider,
        Meta(description="Who writes; auto: openai where it is set up and agreed to, else the announcer."),
    ] = WriterProvider.AUTO
    language: Annotated[
        str,
        Meta(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", max_length=35),
        Meta(description="The language of the text, as a BCP 47 tag such as en, en-GB or de."),
    ] = "en"
    strict: Annotated[
        bool, Meta(description="Drop a model's sentence that claims what the known facts don't carry.")
    ] = True
    openai: OpenAISettings = field(default_factory=OpenAISettings)


class HostSettings(_Section, frozen=True):
    persona: Annotated[
        str,
        Meta(min_length=1, max_length=40),
        Meta(description="Who the host is, by a name that `spotintro personas list` prints."),
    ] = "late-night"
    chattiness: Annotated[Chattiness, Meta(description="How much the host talks.")] = Chattiness.NORMAL
    over_music: Annotated[
        OverMusicMode,
        Meta(
            description="The music while the host speaks: pause; gap: paused too, and a track that has just begun"
            " begins anew (of one on another device up to 2 s are heard before); duck: turned down; over: as it"
            " is. Spotify's developer terms (III.7) forbid to segue, mix or overlap its music with other audio:"
            " gap, duck and over are your own choice."
        ),
    ] = OverMusicMode.PAUSE
    duck_percent: Annotated[
        Percent,
        Meta(description="How much of the music's volume is left under the voice where over_music is duck."),
    ] = 33
    auto: Annotated[
        bool,
        Meta(description="Whether auto, an intro between tracks again and again, is on when the app starts."),
    ] = False
    auto_every: Annotated[
        str,
        Meta(pattern=r"^[1-9][0-9]{0,2} (tracks?|minutes?)\Z"),
        Meta(
            description='How often auto introduces: "3 tracks" is every third one, "15 minutes" the next change.'
        ),
    ] = "3 tracks"
    auto_session_cap: Annotated[
        int,
        Meta(ge=0, le=1_000_000),
        Meta(description="The most credits that auto uses from a start of the app to its end; 0: no cap."),
    ] = 20
    auto_day_cap: Annotated[
        int,
        Meta(ge=0, le=1_000_000),
        Meta(description="The most credits that auto uses in a day; 0: no cap."),
    ] = 40


class FactSettings(_Section, frozen=True):
    lookup: Annotated[
        LookUp,
        Meta(
            description="Whether facts about what plays are looked up at MusicBrainz and Wikipedia; ask: once you"
            " have agreed. on agrees."
        ),
    ] = LookUp.ASK
    noncommercial: Annotated[
        bool,
        Meta(
            description="Whether genres are taken as well; MusicBrainz gives them for non-commercial use alone"
            " (CC BY-NC-SA)."
        ),
    ] = False
    musicbrainz_url: Annotated[
        ServerAddress, Meta(description="Where MusicBrainz's web service is: its own or a mirror.")
    ] = "https://musicbrainz.org/ws/2"
    wikipedia_url: Annotated[
        ServerAddress,
        Meta(description="Where Wikipedia is; {language} stands for the article's language, such as en."),
    ] = "https://{language}.wikipedia.org"
    wikidata_url: Annotated[ServerAddress, Meta(description="Where Wikidata is.")] = "https://www.wikidata.org"


class VoiceSettings(_Section, frozen=True):
    provider: Annotated[
        VoiceProvider,
        Meta(
            description="Who speaks; auto: for English the natural voice (hibari) where it is installed, else the"
            " system's (pyttsx3). silent: the text is shown at reading pace."
        ),
    ] = VoiceProvider.AUTO
    enabled: Annotated[bool, Meta(description="Whether an intro is spoken when the app starts.")] = True
    voice: Annotated[
        ShortText,
        Meta(
            description="A voice's id, as `spotintro voices list` has them; empty: the persona's, else the one for"
            " the writer's language."
        ),
    ] = ""
    rate_wpm: Annotated[
        int,
        Meta(ge=0, le=FASTEST_WPM),
        Meta(description=f"Words per minute, from {SLOWEST_WPM} on; 0: the persona's."),
    ] = 0
    volume_percent: Annotated[Percent, Meta(description="How loud the voice is.")] = 100


class Package(_Section, frozen=True):
    """One offer of whoever gives credits."""

    name: Annotated[str, Meta(min_length=1, max_length=60)]
    credits: Annotated[int, Meta(ge=1, le=1_000_000_000)]
    price: ShortText = ""
    """As it is shown: an amount with its currency, or words."""
    every_days: Annotated[int, Meta(ge=0, le=3_650)] = 0
    """An allowance: the credits come every so many days, `times` times; 0: once."""
    times: Annotated[int, Meta(ge=0, le=1_000)] = 0


class CreditSettings(_Section, frozen=True):
    low_balance: Annotated[
        int, Meta(ge=0, le=1_000_000), Meta(description="From this balance down the credits are called low.")
    ] = 3
    costs: Annotated[
        Mapping[str, Annotated[int, Meta(ge=0, le=1_000_000)]],
        Meta(description="Your own prices, by the names that `spotintro credits costs` prints."),
    ] = field(default_factory=dict)
    operator_keys: Annotated[
        tuple[PublicKey, ...],
        Meta(description="The public keys of the operators whose vouchers count here."),
    ] = ()
    revoked_keys: Annotated[
        tuple[PublicKey, ...],
        Meta(description="Public keys of operators whose vouchers count no more."),
    ] = ()
    revoked_vouchers: Annotated[
        tuple[Serial, ...], Meta(description="Serials of single vouchers that count no more.")
    ] = ()
    packages: Annotated[
        tuple[Package, ...],
        Meta(
            description="What can be asked for, each a [[credits.packages]] with name, credits and price (a text);"
            " with every_days and times the credits come again, so many times."
        ),
    ] = ()
    referral_reward: Annotated[
        int,
        Meta(ge=0, le=1_000_000),
        Meta(description="Credits for who brought a newcomer, once the newcomer uses a paid credit; 0: none."),
    ] = 3


class StoreSettings(_Section, frozen=True):
    url: Annotated[
        ShortText,
        Meta(description="Where credits are kept: a file or postgresql+psycopg://…; empty: in the data folder."),
    ] = ""


class HistorySettings(_Section, frozen=True):
    keep_days: Annotated[
        int,
        Meta(ge=0, le=36_500),
        Meta(description="How many days an intro is kept that is no favourite; 0: until you delete it."),
    ] = 0


class SupportSettings(_Section, frozen=True):
    name: Annotated[ShortText, Meta(description="Whom to ask for credits and help.")] = "SpotIntro support"
    email: Annotated[ShortText, Meta(description="Their e-mail address; makes the prepared message a link.")] = ""
    url: Annotated[ShortText, Meta(description="Their page.")] = ""
    instructions: Annotated[ShortText, Meta(description="What to do, in one or two sentences.")] = (
        "Send the prepared message to whoever gave you SpotIntro; they can add credits."
    )


class ScreenSettings(_Section, frozen=True):
    theme: Annotated[
        ShortText,
        Meta(description="The colours, by a name from the app's command palette; ansi-dark: your terminal's own."),
    ] = "spotintro-dark"
    album_art: Annotated[
        AlbumArt,
        Meta(description="How covers are drawn; auto: as well as the terminal says it can, half-blocks at least."),
    ] = AlbumArt.AUTO
    animation: Annotated[bool, Meta(description="Whether things may move smoothly on the screen.")] = False
    mouse: Annotated[
        bool,
        Meta(
            description="Whether clicks and taps act here; false leaves the mouse to the terminal, to select with."
        ),
    ] = True
    keys: Annotated[
        Mapping[str, str],
        Meta(description="Your own keys: a command's name and the key(s) for it, comma-separated."),
    ] = field(default_factory=dict)


class Settings(_Section, frozen=True):
    """The settings of the config file. A field's description is also its line in `config.example.toml`."""

    player: PlayerSettings = field(default_factory=PlayerSettings)
    spotify: SpotifySettings = field(default_factory=SpotifySettings)
    writer: WriterSettings = field(default_factory=WriterSettings)
    host: HostSettings = field(default_factory=HostSettings)
    facts: FactSettings = field(default_factory=FactSettings)
    voice: VoiceSettings = field(default_factory=VoiceSettings)
    credits: CreditSettings = field(default_factory=CreditSettings)
    store: StoreSettings = field(default_factory=StoreSettings)
    history: HistorySettings = field(default_factory=HistorySettings)
    support: SupportSettings = field(default_factory=SupportSettings)
    screen: ScreenSettings = field(default_factory=ScreenSettings)
