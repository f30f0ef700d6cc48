"""Which languages the announcer speaks. One more is one more module beside this one, and its tag here."""

from __future__ import annotations

import importlib
from functools import cache

from spotintro.writers.announcements.stock import Stock
from spotintro.writers.language_names import primary_of

SPOKEN = ("en", "de", "fr", "es", "it", "pt")
OTHERWISE = "en"
"""What the announcer speaks where it doesn't speak what is asked for."""


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
    stock = importlib.import_module(f"spotintro.writers.announcements.{primary}").STOCK
    assert isinstance(stock, Stock)
    return stock
