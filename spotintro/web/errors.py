"""Why the page can't be served."""

from __future__ import annotations

from spotintro.errors import SpotIntroError


class NotServed(SpotIntroError):
    """The page can't be served: its port or its certificate can't be used."""


class ServedAlready(SpotIntroError):
    """Another program serves the page of this data folder."""
