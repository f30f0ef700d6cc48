"""How the announcer words things in English."""

from __future__ import annotations

from spotintro.writers.announcements.wording import Wording

_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip

WORDING = Wording(
    quotation=("“", "”"),
    joints=(("", " and "),),
    others=" and others",
    numbers=_NUMBERS,
    half_minute="half a minute",
    minute="one minute",
    minute_and_a_half="one and a half minutes",
    minutes="{} minutes",
    minutes_and_a_half="{} and a half minutes",
    hour="one hour",
    two_hours="two hours",
    hours="{} hours",
    duration_joint=" and ",
)
