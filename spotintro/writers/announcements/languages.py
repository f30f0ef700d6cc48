"""Which languages the announcer speaks.

One more is its tag here, a module with its `WORDING` and a file with its sentences beside this one, and a column
in `lands.txt`, `towns.txt` and `instruments.txt`.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from spotintro.writers.announcements.stock import Land, Stock, sections_of
from spotintro.writers.announcements.wording import Wording
from spotintro.writers.language_names import primary_of

SPOKEN = ("en", "de", "fr", "es", "it", "pt")
OTHERWISE = "en"
"""What the announcer speaks where it doesn't speak what is asked for."""
_TABLE = ("en", "de", "fr", "es", "it", "pt")


def language_spoken(asked: str) -> str:
    """Return the tag of the language that the announcer speaks where `asked` (BCP 47) is asked for.

    It is `asked` itself, with its region, where the announcer speaks it.
    """
    return asked if primary_of(asked) in SPOKEN else OTHERWISE


def stock_for(asked: str) -> Stock:
    """Return the sentences of the language that is asked for (BCP 47), else those of `OTHERWISE`."""
    return _stock(primary_of(language_spoken(asked)))


@cache
def _stock(primary: str) -> Stock:
    wording = importlib.import_module(f"spotintro.writers.announcements.{primary}").WORDING
    assert isinstance(wording, Wording)
    lands = {name: Land(*said.split(", ")) for name, said in _words("lands.txt", primary)}
    towns, instruments = dict(_words("towns.txt", primary)), dict(_words("instruments.txt", primary))
    return Stock(wording, sections_of(_text(f"{primary}.txt")), lands, towns, instruments)


def _words(table: str, primary: str) -> Iterator[tuple[str, str]]:
    """Yield what a table has for a language, under each of the English names in its first column.

    A cell is empty where the lands that speak the language don't agree.
    """
    for line in _text(table).splitlines():
        names, *columns = (cell.strip() for cell in line.split("|"))
        if columns:
            said = columns[_TABLE.index(primary)]
            yield from ((name.strip().casefold(), said) for name in names.split(",") if said)


def _text(name: str) -> str:
    return (files("spotintro.writers.announcements") / name).read_text(encoding="utf-8")
