"""Finds the personas, and reads the file of one: every fault with its line, as the settings' own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

import msgspec

from spotintro.config.errors import ConfigError, PersonaUnknown, SettingRejected
from spotintro.config.loading import parsed, placed, read_text, unprintable
from spotintro.config.personas.persona import Persona

DEFAULT: Final = "late-night"
BUILT_IN: Final = (DEFAULT, "morning", "classical", "club", "plain")
TEMPLATE: Final = "plain"
MAX_OWN: Final = 200
"""So many files of the folder are looked at."""
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}\Z")
_MAX_BYTES: Final = 64_000
_SUFFIX: Final = ".toml"


def is_name(name: str) -> bool:
    """Return whether a persona may be called so: small letters, digits and hyphens, as its file is."""
    return _NAME.match(name) is not None


def own_file(folder: Path, name: str) -> Path:
    return folder / f"{name}{_SUFFIX}"


def built_in_text(name: str) -> str:
    """Return the file of a persona that comes along."""
    return (files("spotintro.config.personas") / f"{name}{_SUFFIX}").read_text(encoding="utf-8")


def names(folder: Path) -> tuple[str, ...]:
    """Return the names of all personas: those that come along, then the user's own. Blocks a little."""
    own = (file.stem for file in _own_files(folder))
    return (*BUILT_IN, *(name for name in own if is_name(name) and name not in BUILT_IN))


def stray_files(folder: Path) -> tuple[ConfigError, ...]:
    """Return a fault for each file of the folder that can't be reached by its name."""
    return tuple(
        SettingRejected(file, None, _stray(file.stem), "Rename it.")
        for file in _own_files(folder)
        if not is_name(file.stem) or file.stem in BUILT_IN
    )


def read_persona(folder: Path, name: str) -> Persona:
    """Return the persona of that name. Blocks.

    Raises:
        PersonaUnknown: there is none.
        ConfigError: the first fault of its file.
    """
    found, faults = examined(folder, name)
    if faults:
        raise faults[0]
    assert found is not None
    return found


def examined(folder: Path, name: str) -> tuple[Persona | None, tuple[ConfigError, ...]]:
    """Read the file of a persona; return it, or every fault of the file in the order of its lines.

    Raises:
        PersonaUnknown: there is none of that name.
    """
    if name in BUILT_IN:
        return msgspec.convert(parsed(Path(name), built_in_text(name)), Persona), ()
    file = own_file(folder, name)
    try:
        text = read_text(file, must_exist=False, limit=_MAX_BYTES) if is_name(name) else None
        document = None if text is None else parsed(file, text)
    except ConfigError as error:
        return None, (error,)
    if text is None or document is None:
        raise PersonaUnknown(name, names(folder))
    faults = list(unprintable(document))
    try:
        persona = msgspec.convert(document, Persona, strict=True)
    except msgspec.ValidationError as error:
        from spotintro.config.faults import faults_in

        faults += list(faults_in(document, Persona)) or [((), f"{error}.")]
        return None, placed(faults, file, text)
    return (None if faults else persona), placed(faults, file, text)


def _own_files(folder: Path) -> Sequence[Path]:
    try:
        return sorted(file for file in folder.iterdir() if file.suffix == _SUFFIX)[:MAX_OWN]
    except OSError:
        return ()


def _stray(name: str) -> str:
    if name in BUILT_IN:
        return f"there is a persona “{name}” already, which comes along: this file is not read."
    return "a persona is called by small letters, digits and hyphens: this file is not read."
