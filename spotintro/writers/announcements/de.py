"""How the announcer words things in German."""

from __future__ import annotations

from spotintro.writers.announcements.wording import Seam, Wording

_NUMBERS = (
    "null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
    "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn", "zwanzig",
)  # fmt: skip

WORDING = Wording(
    quotation=("„", "“"),
    joints=(("", " und "),),
    others=" und mehr",
    numbers=_NUMBERS,
    half_minute="eine halbe Minute",
    minute="eine Minute",
    minute_and_a_half="eineinhalb Minuten",
    minutes="{} Minuten",
    minutes_and_a_half="{}einhalb Minuten",
    hour="eine Stunde",
    two_hours="zwei Stunden",
    hours="{} Stunden",
    duration_joint=" und ",
    seams=(Seam(r"\b(?:[Vv]on|mit|bei|an|zu|nach|aus) ", r"(?:.*(?:, | und ))?(?:Die|Der|Das)\s", None),),
)
