"""A cover by its address, wherever it comes from."""

from __future__ import annotations

import logging
import re
import threading
from pathlib import Path
from typing import Final

from spotintro.artwork.errors import ArtworkError, ForbiddenSource
from spotintro.artwork.picture import Picture, decode, scaled
from spotintro.artwork.sources import HOSTS, fetch, read_file
from spotintro.state.kept_files import KeptFiles

_log = logging.getLogger(__name__)

DRAWN: Final = "cover:"
"""An address that begins so is a name to draw a cover from: the demo's music has no other."""


class Gallery:
    """Gives out covers, wherever they come from. Used from any thread; one picture is fetched at a time."""

    def __init__(self, folder: Path, *, hosts: re.Pattern[str] = HOSTS) -> None:
        """Make a gallery that keeps fetched covers in `folder`, and fetches them from `hosts` alone."""
        self._cache = KeptFiles(folder, "cover")
        self._hosts = hosts
        self._fetching = threading.Lock()

    def picture(self, url: str, *, width: int, height: int) -> Picture:
        """Return the whole cover, as large as fits into that many pixels. Blocks, for seconds if it is fetched.

        Raises:
            ArtworkError: there is none to show.
        """
        if url.startswith(DRAWN):
            from spotintro.artwork.covers import draw

            return scaled(draw(url.removeprefix(DRAWN)), width=width, height=height)
        if url.startswith("file:"):
            return decode(read_file(url), width=width, height=height)
        if not url.startswith(("https:", "http:")):
            raise ForbiddenSource("The cover's address is of no kind that is read.")
        with self._fetching:
            kept = self._cache.get(url)
            if kept is not None:
                try:
                    return decode(kept, width=width, height=height)
                except ArtworkError as error:
                    _log.info("a kept cover is broken, it is fetched again: %s", error.message)
                    self._cache.drop(url)
            data = fetch(url, hosts=self._hosts)
            picture = decode(data, width=width, height=height)
            self._cache.put(url, data)
            return picture

    def forget(self) -> None:
        """Delete the covers that are kept."""
        self._cache.forget()
