"""How the announcer words things in Italian."""

from __future__ import annotations

from spotintro.writers.announcements.wording import Seam, Wording

_NUMBERS = (
    "zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici",
    "dodici", "tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto", "diciannove", "venti",
)  # fmt: skip

WORDING = Wording(
    quotation=("«", "»"),
    joints=(("[eéè]", " ed "), ("", " e ")),
    others=" e altri",
    numbers=_NUMBERS,
    half_minute="mezzo minuto",
    minute="un minuto",
    minute_and_a_half="un minuto e mezzo",
    minutes="{} minuti",
    minutes_and_a_half="{} minuti e mezzo",
    hour="un’ora",
    two_hours="due ore",
    hours="{} ore",
    duration_joint=" e ",
    seams=(
        # "dei" and "del" would take the article out of the name.
        Seam(r"\b(?:[Dd][ia]|[Aa]|[Ss]u) ", r"(?:Il|Lo|La|I|Gli|Le)\s|L[’']", None),
        Seam(r"\b[Aa] ", "«?[AaÀà]", "ad "),
    ),
)
