"""How the announcer words things in Spanish."""

from __future__ import annotations

from spotintro.writers.announcements.wording import Wording

_NUMBERS = (
    "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce",
    "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte",
)  # fmt: skip

WORDING = Wording(
    quotation=("«", "»"),
    joints=((r"(?:h?i|í|y)(?![aeouáéóú])", " e "), ("", " y ")),
    others=" y otros",
    numbers=_NUMBERS,
    half_minute="medio minuto",
    minute="un minuto",
    minute_and_a_half="un minuto y medio",
    minutes="{} minutos",
    minutes_and_a_half="{} minutos y medio",
    hour="una hora",
    two_hours="dos horas",
    hours="{} horas",
    duration_joint=" y ",
)
