"""How the page writes what another face writes as a key: by the button that does the same."""

from __future__ import annotations

from typing import Final

from spotintro.credits.features import UserTransaction

_WORDS: Final = {
    "stop": "stop the host",
    "replay": "again",
    "retry": "retry",
    "support": "support",
    "play_pause": "play",
    "auto": "auto",
    "voice": "voice",
    "introduce_next": "introduce the next one",
    "agree_facts": "look them up",
    "decline_facts": "no look-ups",
}


def word_of(command: str) -> str:
    """Write a command as the page's button; "" where there is none."""
    verbs = {step.terms.key_name: step.terms.verb for step in UserTransaction if step.terms.key}
    verb = verbs.get(command) or _WORDS.get(command, "")
    return f"“{verb[:1].upper()}{verb[1:]}”" if verb else ""


def word_of_key(command: str, written: str) -> str:
    """Write what another face has as a key: as the page's button, or as that key where the page has none."""
    return word_of(command) or f"{written} on the computer"
