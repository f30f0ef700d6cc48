"""The natural voices that are on this machine: those that the wheel of `hibari-tts` carries.

The library offers further voices and downloads one as soon as it is named. So a voice is taken from here alone,
with the file that holds it; what the wheel doesn't carry isn't there.
"""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

_LIBRARY = "hibari"


class NaturalVoice(NamedTuple):
    id: str
    language: str
    """Its tag, as "en-US"."""
    model: Path
    """The file that holds it."""


def natural_voices() -> tuple[NaturalVoice, ...]:
    """Return the natural voices that are installed; none where the library isn't. Nothing of it is imported."""
    spec = find_spec(_LIBRARY)
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        assets = Path(folder) / "assets"
        try:
            registry = json.loads((assets / "voices.json").read_bytes())
        except (OSError, ValueError):
            continue  # another package of that name, or half a one: there is no voice in it
        return tuple(
            NaturalVoice(name, voice["language"], assets / voice["file"])
            for name, voice in registry.items()
            if voice.get("bundled")
        )
    return ()
