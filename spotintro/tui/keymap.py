"""The user's own keys: checked, laid over the commands' own, and how a key is written for a person."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from textual.keys import Keys, format_key, key_to_character

from spotintro.tui.commands import COMMANDS, Command

_MODIFIERS: Final = frozenset({"ctrl", "alt", "shift", "super", "meta"})
_NAMED: Final = frozenset(key.value for key in Keys)
_CHARACTERS: Final = {"plus": "+", "minus": "-", "slash": "/", "backslash": "\\", "at": "@", "underscore": "_"}
_WRITTEN: Final = {"escape": "esc", "enter": "enter", "pageup": "PgUp", "pagedown": "PgDn"}


@dataclass(frozen=True, slots=True)
class Keymap:
    """Which keys each command has."""

    keys: Mapping[str, tuple[str, ...]]
    """By command id; empty where another command took them."""
    overrides: Mapping[str, str]
    """What differs from the commands' own keys, as Textual takes it."""
    faults: tuple[tuple[str, str], ...]
    """What in the settings can't be followed: the command as it is named there, and a sentence."""
    notes: tuple[str, ...]
    """A sentence for each command that has no key now."""

    @property
    def problems(self) -> tuple[str, ...]:
        """Return a sentence for all that the user should know."""
        return (*(f"screen.keys.{_escaped(name)}: {sentence}" for name, sentence in self.faults), *self.notes)

    def written(self, command_id: str) -> str:
        """Write the command's first key for a person; "" where it has none."""
        keys = self.keys[command_id]
        return written(keys[0]) if keys else ""

    def all_written(self, command_id: str) -> str:
        return " ".join(written(key) for key in self.keys[command_id])


def written(key: str) -> str:
    if len(key) == 1:
        return key
    *modifiers, base = key.split("+")
    return "+".join([*modifiers, _WRITTEN.get(base) or format_key(base)])


def lay_over(settings: Mapping[str, str]) -> Keymap:
    """Return the keymap with the settings' keys; what can't be followed stays at its default and is a problem."""
    names = [command.id for command in COMMANDS]
    faults = [
        (name, f"there is no command “{_escaped(name)}”.{_meant(name, names)}")
        for name in settings
        if name not in names
    ]
    keys = {command.id: tuple(_canonical(key) for key in command.keys) for command in COMMANDS}
    overrides: dict[str, str] = {}
    chosen = [command for command in COMMANDS if command.id in settings]
    for command in chosen:
        wanted, problem = _parse(command, settings[command.id])
        if not problem:
            taken = [
                c
                for c in chosen
                if c.id in overrides and _share_a_scope(c, command) and set(keys[c.id]) & set(wanted)
            ]
            if taken:
                problem = f"{taken[0].id} has this key already."
        if problem:
            faults.append((command.id, problem))
            continue
        keys[command.id] = wanted
        overrides[command.id] = ",".join(wanted)
    notes = [note for command_id in overrides for note in _take_keys(command_id, keys, overrides)]
    return Keymap(keys, overrides, tuple(faults), tuple(notes))


def _take_keys(winner_id: str, keys: dict[str, tuple[str, ...]], overrides: Mapping[str, str]) -> list[str]:
    """Take the winner's keys from commands that had them by default; return a sentence for each left without."""
    winner = next(command for command in COMMANDS if command.id == winner_id)
    told: list[str] = []
    for command in COMMANDS:
        if command.id in overrides or not _share_a_scope(command, winner):
            continue
        left = tuple(key for key in keys[command.id] if key not in keys[winner_id])
        if keys[command.id] and not left:
            told.append(f"screen.keys.{winner_id} took the key of {command.id}, which has none now.")
        keys[command.id] = left
    return told


def _share_a_scope(one: Command, other: Command) -> bool:
    return one.id != other.id and one.scope is other.scope


def _parse(command: Command, setting: str) -> tuple[tuple[str, ...], str]:
    wanted = tuple(dict.fromkeys(_canonical(part.strip()) for part in setting.split(",")))
    for key in wanted:
        if not _is_key(key):
            return (
                (),
                f"there is no key “{_escaped(key)}”; it keeps {' '.join(command.keys)}.{_meant(key, _NAMED)}",
            )
    return wanted, ""


def _meant(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name[:40].lower(), list(known), n=1)
    return f" Did you mean “{near[0]}”?" if near else ""


def _escaped(text: str) -> str:
    """Escape what can't be seen: it would be the very difference to the name that is meant."""
    from spotintro.plain_text import single_line

    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in single_line(text, limit=40))


def _canonical(key: str) -> str:
    """Return a character's key as the character: `?` and `question_mark` are one key, and Textual takes both."""
    character = _CHARACTERS.get(key) or key_to_character(key)
    return character if character is not None and character.isprintable() and character != " " else key


def _is_key(key: str) -> bool:
    if len(key) == 1:
        return key.isprintable() and not key.isspace()
    *modifiers, base = key.split("+")
    if not set(modifiers) <= _MODIFIERS or not base:
        return False
    return base in _NAMED or len(base) == 1 or key_to_character(base) is not None
