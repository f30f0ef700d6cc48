"""How the announcer words things in Portuguese."""

from __future__ import annotations

from spotintro.writers.announcements.wording import Seam, Wording

# Sixteen, seventeen and nineteen are spelt in two ways.
_NUMBERS = (
    "zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze", "doze",
    "treze", "catorze", "quinze", "16", "17", "dezoito", "19", "vinte",
)  # fmt: skip

WORDING = Wording(
    quotation=("“", "”"),
    joints=(("", " e "),),
    others=" e outros",
    numbers=_NUMBERS,
    half_minute="meio minuto",
    minute="um minuto",
    minute_and_a_half="um minuto e meio",
    minutes="{} minutos",
    minutes_and_a_half="{} minutos e meio",
    hour="uma hora",
    two_hours="duas horas",
    hours="{} horas",
    duration_joint=" e ",
    seams=(
        # "dos" and "pela" would take the article out of the name.
        Seam(r"\b(?:[Dd]e|em|por|a) ", r"(?:Os?|As?|Uma?)\s", None),
    ),
)
