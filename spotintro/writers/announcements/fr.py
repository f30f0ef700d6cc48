"""How the announcer words things in French."""

from __future__ import annotations

from spotintro.writers.announcements.wording import Seam, Wording

_NUMBERS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt",
)  # fmt: skip

# Of an English "One", a "Oui" and a "Yes" the first letter is a consonant; digits are spelt out behind "U2".
_NO_VOWEL = r"(?!(?:One|Once|Oui|Onze)\b|U\d)"
_BEGINS_WITH_A_VOWEL = (
    rf"[«\s]*(?:{_NO_VOWEL}[AEIOUÀÂÉÈÊËÎÏÔÖŒÙÛÜaeiouàâéèêëîïôöœùûü]|H(?:é|enr[iy]|ervé|onor|ort))"
)

WORDING = Wording(
    quotation=("«\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}»"),
    joints=(("", " et "),),
    others=" et d’autres",
    numbers=_NUMBERS,
    half_minute="une demi-minute",
    minute="une minute",
    minute_and_a_half="une minute et demie",
    minutes="{} minutes",
    minutes_and_a_half="{} minutes et demie",
    hour="une heure",
    two_hours="deux heures",
    hours="{} heures",
    duration_joint=" et ",
    seams=(
        # "du" and "des" would take the article out of the name.
        Seam(r"\b(?:[Dd]e|[Àà]) ", r"Les?\s", None),
        Seam(r"\b[Dd]e ", _BEGINS_WITH_A_VOWEL, "d’"),
    ),
)
